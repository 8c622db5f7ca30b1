"""Options that commands of surveys share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from openssi.microdata.description import SurveyDescription
from openssi.run.leaving import UNPROTECTED, Leaves, RecordOption
from openssi.run.options import one_of, refuse_beside
from openssi.run.surveys.output import Leaving, words
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

FORMATS = ("table", "csv", "json")
ENDINGS = {".txt": "table", ".csv": "csv", ".json": "json", ".tsv": "table"}
"""Forms that the ending of a file says."""
OF_OTHER_FORMS = frozenset(
    {".xlsx", ".xls", ".ods", ".parquet", ".dta", ".sav", ".html", ".pdf", ".svg", ".png", ".gz"}
)
"""Endings of what is not written here."""

FileArgument = Annotated[Path | None, typer.Argument(help=words("command.file"), metavar="FILE")]
DesignOption = Annotated[Path, typer.Option("--design", help=words("command.design"))]
ByOption = Annotated[list[str] | None, typer.Option("--by", help=words("command.by"))]
FormatOption = Annotated[str | None, typer.Option("--format", help=words("command.format"))]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help=words("command.output"))]
ProtectOption = Annotated[str | None, typer.Option("--protect", help=words("command.protect"))]
LevelOption = Annotated[float, typer.Option("--level", help=words("command.level"), min=1, max=99.99)]
ReportOption = Annotated[Path | None, typer.Option("--report", help=words("command.report"))]

DESIGN = Path("design.yaml")


def form_of(given: str | None, output: Path | None) -> str:
    """Return the form of what is written: as asked for, else as the name of the file ends, else a table.

    Raises:
        FixTheFile: if the form is not known, or the name of the file says another one.
    """
    ending = "" if output is None else output.suffix.lower()
    form = ENDINGS.get(ending, "table") if given is None else one_of("--format", given, FORMATS)
    if output is not None and ending in {*ENDINGS, *OF_OTHER_FORMS} and ENDINGS.get(ending) != form:
        right = next(name for name, each in ENDINGS.items() if each == form)
        place, allowed = Place(item="--output", file=output.name), ", ".join(FORMATS)
        raise FixTheFile.because("OUTPUT_ENDING", place, form=form, ending=right, allowed=allowed)
    return form


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingOptions:
    """How figures leave: form, place, rule, the report on what was withheld, the record of what left before."""

    output_format: FormatOption = None
    output: OutputOption = None
    protect: ProtectOption = None
    report: ReportOption = None
    record: RecordOption = None

    def leaving(self, description: SurveyDescription, file: Path | None) -> Leaving:
        """Return what may leave of a survey and where it goes.

        Raises:
            FixTheFile: if the form is not known or the file says another one, or a file says what is not decided; as
                `Leaving.of`.
        """
        if self.protect == UNPROTECTED:
            refuse_beside({"--report": self.report, "--record": self.record}, f"--protect {UNPROTECTED}")
        leaves = Leaves(self.protect, self.report, self.record)
        return Leaving.of(description, file, leaves, form_of(self.output_format, self.output), self.output)
