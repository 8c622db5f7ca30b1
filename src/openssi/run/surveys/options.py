"""Options that commands of surveys share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from openssi.microdata.description import SurveyDescription
from openssi.run.leaving import Leaves, RecordOption
from openssi.run.options import one_of
from openssi.run.surveys.output import Leaving, words

FORMATS = ("table", "csv", "json")

FileArgument = Annotated[Path | None, typer.Argument(help=words("command.file"), metavar="FILE")]
DesignOption = Annotated[Path, typer.Option("--design", help=words("command.design"))]
ByOption = Annotated[list[str] | None, typer.Option("--by", help=words("command.by"))]
FormatOption = Annotated[str, typer.Option("--format", help=words("command.format"))]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help=words("command.output"))]
ProtectOption = Annotated[str | None, typer.Option("--protect", help=words("command.protect"))]
LevelOption = Annotated[float, typer.Option("--level", help=words("command.level"), min=1, max=99.99)]
ReportOption = Annotated[Path | None, typer.Option("--report", help=words("command.report"))]

DESIGN = Path("design.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingOptions:
    """How figures leave: form, place, rule, the report on what was withheld, the record of what left before."""

    output_format: FormatOption = "table"
    output: OutputOption = None
    protect: ProtectOption = None
    report: ReportOption = None
    record: RecordOption = None

    def leaving(self, description: SurveyDescription, file: Path | None) -> Leaving:
        """Return what may leave of a survey and where it goes.

        Raises:
            FixTheFile: if the form is not known; as `Leaving.of`.
        """
        leaves = Leaves(self.protect, self.report, self.record)
        return Leaving.of(description, file, leaves, one_of("--format", self.output_format, FORMATS), self.output)
