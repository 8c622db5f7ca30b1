"""The command that writes the structures of a release."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from openssi.definitions import default_root, load_texts
from openssi.publish.publication import written_aside
from openssi.publish.sdmx.requests.asked_structures import asked_structures
from openssi.publish.sdmx.requests.found_structures import found_structures
from openssi.publish.sdmx.structures.structure_formats import STRUCTURE_FORMATS
from openssi.publish.sdmx.structures.structure_message import StructureMessage
from openssi.run.console import language, say, text
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.run.site import OpenRelease, ReleaseSite


def _of_structures(key: str, **values: object) -> str:
    return load_texts(default_root()).get(f"structures.command.{key}", language(), **values)


_FORMATS = ", ".join(STRUCTURE_FORMATS)


def add_to(app: typer.Typer) -> None:
    """Add the command to those that publish."""
    app.command("structures", help=_of_structures("help"))(publish_structures)


def publish_structures(
    context: typer.Context,
    output_format: Annotated[
        str, typer.Option("--format", help=_of_structures("format", formats=_FORMATS))
    ] = "sdmx-ml-2.1",
    output: Annotated[Path | None, typer.Option("--output", help=_of_structures("output"))] = None,
    dataflow: Annotated[str, typer.Option("--dataflow", help=_of_structures("dataflow"))] = "",
    release_id: Annotated[str | None, typer.Option("--release", help=text("publish.data.release"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the structures of a release as one message."""
    chosen = STRUCTURE_FORMATS[one_of("--format", output_format, tuple(STRUCTURE_FORMATS))]
    opened, definitions = open_workspace(context, workspace)
    with closing(ReleaseSite(opened.root, definitions)) as site:
        held = site.open(release_id) if release_id else site.latest()
        folder = output or opened.root / "publications" / held.release.id / "structures"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{dataflow or 'structures'}-{held.release.id}-{chosen.id}.{chosen.extension}"
        with written_aside(folder / name) as aside:
            aside.write_bytes(chosen.write(message_of(held, dataflow)))
        say("publish.data.written", path=folder / name)


def message_of(held: OpenRelease, dataflow: str) -> StructureMessage:
    """Return all structures of a release, or a dataflow with what explains it and the codes that it uses.

    Args:
        held: The release.
        dataflow: Its id, or empty for all.

    Raises:
        FixTheFile: if there is no such dataflow.
    """
    pairs = {"references": "all", "detail": "referencepartial"}.items() if dataflow else ()
    asked = asked_structures("dataflow" if dataflow else "structure", ["all", dataflow], "+", pairs)
    found = found_structures(asked, held.artefacts, held.connection(), held.release.id)
    return StructureMessage(artefacts=found, structures=held.structures, release=held.release)
