"""Commands that write invented microdata, so that every how-to can be followed without any of one's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from openssi.run.console import language, say, text
from openssi.run.examples import example_registers, example_survey
from openssi.training.survey_example import DATA

FolderArgument = Annotated[Path, typer.Argument(help=text("example.folder"), metavar="FOLDER")]


def add_survey_example(survey_app: typer.Typer) -> None:
    """Add the command to the group of surveys."""
    survey_app.command("example", help=text("example.survey"))(write_survey)


def add_register_example(register_app: typer.Typer) -> None:
    """Add the command to the group of registers."""
    register_app.command("example", help=text("example.registers"))(write_registers)


def write_survey(folder: FolderArgument) -> None:
    """Write an invented household survey."""
    design = example_survey(folder, language())
    _tell([design.with_name(DATA), design])


def write_registers(folder: FolderArgument) -> None:
    """Write invented registers."""
    _tell(example_registers(folder, language()))


def _tell(paths: Sequence[Path]) -> None:
    for path in paths:
        say("example.written", path=path)
    say("example.invented")
