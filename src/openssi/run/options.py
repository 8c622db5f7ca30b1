"""What several commands take: the workspace and where it is found."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from openssi.definitions import Definitions, load
from openssi.run.console import text
from openssi.store import Workspace
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

DEFAULT_FOLDER = "openssi-workspace"

WorkspaceOption = Annotated[Path | None, typer.Option("--workspace", help=text("workspace"))]


@dataclass(frozen=True, slots=True)
class State:
    """What was said before the name of the command."""

    workspace: Path | None


def workspace_path(context: typer.Context, given: Path | None) -> Path:
    """Return the folder of the workspace: the option, OPENSSI_WORKSPACE, or `openssi-workspace` here."""
    state = context.find_object(State)
    named = given or (state.workspace if state else None)
    if named is None and os.environ.get("OPENSSI_WORKSPACE"):
        named = Path(os.environ["OPENSSI_WORKSPACE"])
    return (named or Path.cwd() / DEFAULT_FOLDER).expanduser().absolute()


def open_workspace(context: typer.Context, given: Path | None) -> tuple[Workspace, Definitions]:
    """Return the workspace of a command and the definitions."""
    return Workspace.open(workspace_path(context, given)), load()


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return a value of an option.

    Raises:
        FixTheFile: if it is none of those allowed.
    """
    if value not in allowed:
        place = Place(item=option)
        raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=value, option=option, allowed=", ".join(allowed))
    return value
