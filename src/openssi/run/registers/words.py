"""What the commands of registers say, and the options that several of them have."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.run.console import language, out


def word(key: str, **values: object) -> str:
    """Return a text of these commands in the language of the person."""
    return load_texts(default_root()).get(f"register.{key}", language(), **values)


def say_word(key: str, **values: object) -> None:
    """Print one sentence."""
    out.print(escape(word(key, **values)))


FORMATS = ("table", "csv")
FilesArgument = Annotated[list[Path], typer.Argument(help=word("files"), metavar="EXTRACT")]
ProtectOption = Annotated[str, typer.Option("--protect", help=word("protect"))]
ReportOption = Annotated[Path | None, typer.Option("--report", help=word("report_file"))]
FormatOption = Annotated[str, typer.Option("--format", help=word("format"))]
