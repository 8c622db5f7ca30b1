"""The command line: one command per stage, listed in the order of the flow."""

import os
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

import typer

from openssi import __version__
from openssi.run.commands import adequacy as commands_adequacy
from openssi.run.commands import decide as commands_decide
from openssi.run.commands import findings as commands_findings
from openssi.run.commands import inquiry as commands_inquiry
from openssi.run.commands import inventory as commands_inventory
from openssi.run.commands import outliers as commands_outliers
from openssi.run.commands import register as commands_register
from openssi.run.commands import releases as commands_releases
from openssi.run.commands import standards as commands_standards
from openssi.run.commands import statistics as commands_statistics
from openssi.run.commands import survey as commands_survey
from openssi.run.commands import views as commands_views
from openssi.run.commands import world as commands_world
from openssi.run.console import complain, err, out, text
from openssi.run.options import State
from openssi.run.spoken_commands import USAGE_ERROR, SpokenGroup, leave_with, let_speak
from openssi.vocabulary.errors import OpenSSIError

FLOW = (
    "demo", "load", "check", "person", "round", "query", "country", "workbook", "read", "validate", "outliers",
    "decide", "findings", "accept", "inventory", "law", "standards", "adequacy", "compute", "aggregate", "release",
    "releases", "diff", "publish", "export", "serve", "explain", "views", "survey", "register",
)  # fmt: skip


INTERRUPTED = 130
"""Exit code of a command that a person broke off."""
REGISTERED = "openssi.commands"
"""Entry points that add groups of commands, such as those of the site, which the library does not know."""


class InOrder(SpokenGroup):
    """Lists commands in the order of the flow, and answers what cannot be read in the language of the person."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - those of click
        """Run a command; a command line that cannot be read is told in words, with exit code 2."""
        told: dict[str, Any] = {**extra, "standalone_mode": False}
        if not extra.get("standalone_mode", True):
            return super().main(*args, **told)
        try:
            left = super().main(*args, **told)
        except USAGE_ERROR as error:
            leave_with(error)
        except typer.Abort:
            left = INTERRUPTED
        if left == INTERRUPTED:
            complain_of_interruption()
        sys.exit(left if isinstance(left, int) else 0)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - the context of click, however Typer vendors it
        """Return the names of the commands in the order of the flow."""
        return sorted(super().list_commands(ctx), key=FLOW.index)


app = typer.Typer(
    cls=InOrder,
    help=text("help"),
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        out.print(f"openssi {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    workspace: Annotated[Path | None, typer.Option("--workspace", help=text("workspace"))] = None,
    lang: Annotated[str | None, typer.Option("--lang", help=text("lang"))] = None,  # noqa: ARG001 - read from argv
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", help=text("version"), callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Keep what holds for every command."""
    context.obj = State(workspace)


commands_world.add_demo(app)
commands_inquiry.add_to(app)
commands_decide.add_to(app)
commands_findings.add_to(app)
commands_outliers.add_to(app)
commands_inventory.add_to(app)
commands_standards.add_to(app)
commands_adequacy.add_to(app)
commands_statistics.add_to(app)
commands_releases.add_to(app)
commands_views.add_to(app)
commands_survey.add_to(app)
commands_register.add_to(app)
commands_world.add_to(app)
for each in entry_points(group=REGISTERED):
    app.add_typer(each.load(), name=each.name)
let_speak(app)


def main() -> None:
    """Run the command line and leave with the exit code that the error calls for."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except OpenSSIError as error:
        complain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        complain_of_interruption()
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def complain_of_interruption() -> None:
    """Say that nothing is half written."""
    err.print(text("interrupted"))
