"""Charts of surveys as files: SVG or PNG, as their names end."""

from pathlib import Path

from openssi.present.drawing import Drawing
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import err
from openssi.run.unwritable import refuse_unwritable
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place


def refuse_no_chart(path: Path | None) -> None:
    """Refuse a file that can be no chart; None is no file.

    Raises:
        FixTheFile: if the name ends neither in .svg nor in .png, or it cannot be written there.
    """
    if path is not None and path.suffix.lower() not in {".svg", ".png"}:
        raise FixTheFile.because("BENEFITS_CHART_UNFIT", Place(item="--chart"), name=path.name)
    refuse_unwritable(path)


def write_drawing(path: Path, drawing: Drawing, words: SurveyWords) -> None:
    """Write a drawing as PNG or SVG, as its name ends, and say so.

    Raises:
        FixTheFile: if the file cannot be written.
    """
    try:
        if path.suffix.lower() == ".png":
            path.write_bytes(drawing.png())
        else:
            path.write_text(drawing.svg(), encoding="utf-8")
    except OSError as error:
        place = Place(file=str(path))
        raise FixTheFile.because("SURVEY_OUTPUT_UNWRITABLE", place, problem=error.strerror or str(error)) from error
    err.print(words.say("chart.written", path=path), markup=False)
