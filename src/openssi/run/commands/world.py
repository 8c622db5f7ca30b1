"""Commands that make a world and show it: demo, load, serve, explain."""

from collections.abc import Callable
from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Protocol

import typer

from openssi.definitions import load
from openssi.run.commands.lineage import explain, lineage_help
from openssi.run.computation import Computation
from openssi.run.console import progress_bar, say, text
from openssi.run.loading import RealWorld
from openssi.run.options import WorkspaceOption, open_workspace, workspace_path
from openssi.store import Workspace
from openssi.vocabulary.errors import TellUs

DEMONSTRATION = "demonstration"
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})

load_app = typer.Typer(help=text("load.help"), no_args_is_help=True)

HostOption = Annotated[str, typer.Option("--host", help=text("serve.host"))]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help=text("serve.port"))]


class ServeSite(Protocol):
    """How the site is started: it registers itself under the entry point `openssi.site`."""

    def __call__(self, workspace: Path, *, host: str, port: int, ready: Callable[[str], None]) -> None:
        """Serve a workspace until it is interrupted; tell the address when it can be opened."""


def add_to(app: typer.Typer) -> None:
    """Add what a newcomer runs first, and what comes at the end of the flow."""
    app.command("demo", help=text("demo.help"))(demo)
    load_app.command("context", help=text("load.context.help"))(load_context)
    load_app.command("unsd", help=text("load.unsd.help"))(load_unsd)
    app.add_typer(load_app, name="load")
    app.command("serve", help=text("serve.help"))(serve)
    app.command("explain", help=lineage_help("help"))(explain)


def demo(
    context: typer.Context,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    workspace: WorkspaceOption = None,
) -> None:
    """Make the demonstration world where there is none, and open the site."""
    root = workspace_path(context, workspace)
    if not Workspace.exists(root):
        from openssi.run.demonstration import make_demonstration

        with progress_bar(text("demo.making")) as progress:
            make_demonstration(root, load(), progress)
    _release_where_needed(root)
    _introduce_people(root)
    start_site(root, host, port)


def _introduce_people(root: Path) -> None:
    """Let the site make the invented people of a demonstration world; any other world is shown without them."""
    if Workspace.open(root).kind == DEMONSTRATION:
        for each in entry_points(group="openssi.site", name="demonstrate"):
            each.load()(root)


def _release_where_needed(root: Path) -> None:
    computation = Computation(Workspace.open(root), load())
    if not computation.is_released:
        say("demo.releasing")
        computation.release()


def serve(
    context: typer.Context,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    workspace: WorkspaceOption = None,
) -> None:
    """Open the site on the latest release."""
    opened, _ = open_workspace(context, workspace)
    start_site(opened.root, host, port)


def start_site(root: Path, host: str, port: int) -> None:
    """Serve a workspace until it is interrupted."""
    from openssi.run.site import ReleaseSite

    with closing(ReleaseSite(root)) as releases:
        releases.latest()
    registered = list(entry_points(group="openssi.site", name="serve"))
    if not registered:
        raise TellUs.because("SITE_MISSING")
    serve_site: ServeSite = registered[0].load()
    say("serve.data", path=root)
    if host not in THIS_MACHINE and Workspace.open(root).kind == DEMONSTRATION:
        say("demo.public")
    serve_site(root, host=host, port=port, ready=_say_address)
    say("serve.ended")


def _say_address(address: str) -> None:
    say("serve.address", address=address)


def load_context(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(help=text("load.context.directory"), metavar="DIR")],
    workspace: WorkspaceOption = None,
) -> None:
    """Load population, labour force and GDP."""
    world = RealWorld(workspace_path(context, workspace), load())
    reading = world.load_context(directory)
    say("load.context.done", count=reading.table.num_rows, files=", ".join(reading.files))


def load_unsd(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=text("load.unsd.file"), metavar="FILE")],
    workspace: WorkspaceOption = None,
) -> None:
    """Load a file of the global SDG database."""
    world = RealWorld(workspace_path(context, workspace), load())
    reading = world.load_unsd(file)
    say("load.unsd.done", count=reading.table.num_rows, skipped=reading.skipped, empty=reading.empty)
