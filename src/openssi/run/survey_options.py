"""Options that commands of surveys share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from openssi.run.options import one_of
from openssi.run.survey_output import Leaving, words

FORMATS = ("table", "csv", "json")

FileArgument = Annotated[Path | None, typer.Argument(help=words("command.file"), metavar="[FILE]")]
DesignOption = Annotated[Path, typer.Option("--design", help=words("command.design"))]
ByOption = Annotated[list[str] | None, typer.Option("--by", help=words("command.by"))]
FormatOption = Annotated[str, typer.Option("--format", help=words("command.format"))]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help=words("command.output"))]
ProtectOption = Annotated[str, typer.Option("--protect", help=words("command.protect"))]
ReportOption = Annotated[Path | None, typer.Option("--report", help=words("command.report"))]

DESIGN = Path("design.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingOptions:
    """How figures leave: their form, where they go, by which rule, and the report on what was withheld."""

    output_format: FormatOption = "table"
    output: OutputOption = None
    protect: ProtectOption = "survey"
    report: ReportOption = None

    @property
    def leaving(self) -> Leaving:
        """What may leave and where it goes.

        Raises:
            FixTheFile: if the form or the rule is not known, or a file cannot be written where it is named.
        """
        return Leaving.by(self.protect, one_of("--format", self.output_format, FORMATS), self.output, self.report)
