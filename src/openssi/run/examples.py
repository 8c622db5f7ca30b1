"""Invented microdata for those who have none at hand: a survey and registers of a country that does not exist."""

from collections.abc import Mapping
from pathlib import Path

from openssi.definitions import default_root
from openssi.training.register_example import invented_sources
from openssi.training.survey_example import DESIGN, invented_survey
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language


def example_survey(folder: str | Path, language: Language = "en") -> Path:
    """Write an invented household survey of Hespera, a country of the demonstration world.

    `persons.csv` holds the persons, `design.yaml` the roles of its columns. Nobody in it exists.
    The same files are written every time.

    Args:
        folder: Where; it is made where it is not there.
        language: Of the comments in the design file; its labels are in every language.

    Returns:
        The design file, which `open_survey(None, design)` takes.

    Raises:
        FixTheFile: if a file of these names is there already, or cannot be written.
    """
    write_example(Path(folder), invented_survey(default_root(), language=language))
    return Path(folder) / DESIGN


def example_registers(folder: str | Path, language: Language = "en") -> tuple[Path, ...]:
    """Write invented registers of three institutions of Hespera, the rule that they agreed, and what a linkage needs.

    Nobody in them exists. The same files are written every time.

    Args:
        folder: Where; it is made where it is not there.
        language: Of comments, regions and codes of sex.

    Returns:
        The files.

    Raises:
        FixTheFile: if a file of these names is there already, or cannot be written.
    """
    return write_example(Path(folder), invented_sources(default_root(), language=language).files)


def write_example(folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write files into a folder, which is made where it is not there; none takes the place of another one.

    Raises:
        FixTheFile: if a file of these names is there already, or cannot be written.
    """
    paths = tuple(folder / name for name in files)
    taken = next((each for each in paths if each.exists()), None)
    if taken is not None:
        raise FixTheFile.because("EXAMPLE_EXISTS", Place(file=str(taken)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, files.values(), strict=True):
            path.write_text(content, encoding="utf-8", newline="")
    except OSError as error:
        place = Place(file=str(folder))
        raise FixTheFile.because("SURVEY_OUTPUT_UNWRITABLE", place, problem=error.strerror or str(error)) from error
    return paths
