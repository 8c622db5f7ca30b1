"""What several commands take: the workspace and where it is found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from openssi.definitions import Definitions, default_root, load, load_texts
from openssi.run.console import language, text
from openssi.run.workspace_folder import workspace_folder
from openssi.store import Workspace
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

WorkspaceOption = Annotated[Path | None, typer.Option("--workspace", help=text("workspace"))]


def of_releases(key: str, **values: object) -> str:
    """Return a text on releases in the language of the person."""
    return load_texts(default_root()).get(f"releases.{key}", language(), **values)


AsOfOption = Annotated[str | None, typer.Option("--as-of", help=of_releases("command.as_of"))]


@dataclass(frozen=True, slots=True)
class State:
    """What was said before the name of the command."""

    workspace: Path | None


def workspace_path(context: typer.Context, given: Path | None) -> Path:
    """Return the folder of the workspace: the option, OPENSSI_WORKSPACE, or `openssi-workspace` here."""
    state = context.find_object(State)
    return workspace_folder(given or (state.workspace if state else None))


def open_workspace(context: typer.Context, given: Path | None) -> tuple[Workspace, Definitions]:
    """Return the workspace of a command and the definitions."""
    return Workspace.open(workspace_path(context, given)), load()


def refuse_alone(options: Mapping[str, object], other: str) -> None:
    """Refuse options that say nothing without another one, which is not there.

    Args:
        options: By name, with what was given; None and False for one that was not.
        other: Name of the other one.

    Raises:
        FixTheFile: naming the first that is given.
    """
    for name in _given(options):
        raise FixTheFile.because("OPTION_NEEDS", Place(item=name), name=name, other=other)


def refuse_beside(options: Mapping[str, object], other: str) -> None:
    """Refuse options that change nothing beside another one, which is there.

    Args:
        options: By name, with what was given; None and False for one that was not.
        other: Name of the other one.

    Raises:
        FixTheFile: naming the first that is given.
    """
    for name in _given(options):
        raise FixTheFile.because("OPTION_NOT_WITH", Place(item=name), name=name, other=other)


def _given(options: Mapping[str, object]) -> Iterator[str]:
    return (name for name, value in options.items() if value is not None and value is not False)


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return a value of an option.

    Raises:
        FixTheFile: if it is none of those allowed.
    """
    if value not in allowed:
        place = Place(item=option)
        raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=value, option=option, allowed=", ".join(allowed))
    return value
