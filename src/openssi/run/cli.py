"""The command line: one command per stage, listed in the order of the flow."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from openssi import __version__
from openssi.run.console import complain, err, out, text
from openssi.run.options import State
from openssi.run.spoken_commands import USAGE_ERROR, SpokenGroup, leave_with, let_speak
from openssi.vocabulary.errors import OpenSSIError

FLOW = (
    "demo", "load", "check", "person", "round", "query", "country", "workbook", "read", "validate", "outliers",
    "decide", "findings", "accept", "inventory", "law", "standards", "adequacy", "compute", "aggregate", "release",
    "releases", "diff", "publish", "export", "serve", "explain", "views", "survey", "register",
)  # fmt: skip


ADDED_BY: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "demo": ["world"],
        "load": ["world"],
        "check": ["inquiry"],
        "workbook": ["inquiry"],
        "read": ["inquiry"],
        "validate": ["inquiry"],
        "outliers": ["outliers"],
        "decide": ["decide"],
        "findings": ["findings"],
        "accept": ["inquiry"],
        "inventory": ["inventory"],
        "law": ["inventory"],
        "standards": ["standards"],
        "adequacy": ["adequacy"],
        "compute": ["statistics"],
        "aggregate": ["statistics"],
        "release": ["releases"],
        "releases": ["releases"],
        "diff": ["releases"],
        "publish": ["statistics", "views"],
        "serve": ["world"],
        "explain": ["world"],
        "views": ["views"],
        "survey": ["survey"],
        "register": ["register"],
    }
)
"""Modules of `run.commands` that add a command; others are not imported, which would take longer than most commands."""
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


_added: set[str] = set()


def whole() -> typer.Typer:
    """Return the command line with all of its commands."""
    return asked_for([])


def asked_for(words: Sequence[str]) -> typer.Typer:
    """Return the command line with the command that words ask for; with all where they ask for none that is known."""
    asked = _asked(words)
    if asked is None and "--version" in words:
        return app
    if asked is not None and asked in ADDED_BY:
        _add(ADDED_BY[asked])
    else:
        registered = {each.name: each for each in entry_points(group=REGISTERED)}
        if asked not in registered:
            _add(each for modules in ADDED_BY.values() for each in modules)
        for name in [asked] if asked in registered else registered:
            if name not in _added:
                _added.add(name)
                app.add_typer(registered[name].load(), name=name)
    let_speak(app)
    return app


def _add(modules: Iterable[str]) -> None:
    for each in modules:
        if each not in _added:
            _added.add(each)
            import_module(f"openssi.run.commands.{each}").add_to(app)


def _asked(words: Sequence[str]) -> str | None:
    """Return the command that is asked for: the first word that is neither an option of all commands nor its value."""
    left = iter(words)
    for each in left:
        if each in {"--workspace", "--lang"}:
            next(left, None)
        elif not each.startswith("-"):
            return each
    return None


def main() -> None:
    """Run the command line and leave with the exit code that the error calls for."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        asked_for(sys.argv[1:])()
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
