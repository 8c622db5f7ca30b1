"""Commands that write what is published for people who are not on line: the site as files."""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from openssi.definitions import default_root, load_texts
from openssi.run.console import language, out, progress_bar
from openssi.run.options import WorkspaceOption, open_workspace
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

MEGABYTE = 1_000_000
MOST_JOBS = 16
SCHEMES = ("http", "https")


def text_of(key: str, **values: object) -> str:
    """Return a text of `definitions/interface/site_files.yaml` in the language of the terminal."""
    return load_texts(default_root()).get(f"site_files.command.{key}", language(), **values)


app = typer.Typer(help=text_of("help"), no_args_is_help=True)


@app.callback()
def export() -> None:
    """Keep `site` a command of its own."""


@app.command("site", help=text_of("site"))
def site_command(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(help=text_of("directory"), metavar="DIR")],
    release: Annotated[str, typer.Option("--release", help=text_of("release"))] = "",
    address: Annotated[str, typer.Option("--address", help=text_of("address"))] = "",
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=MOST_JOBS, help=text_of("jobs"))] = min(
        2, os.cpu_count() or 1
    ),
    workspace: WorkspaceOption = None,
) -> None:
    """Write the public pages of a release as files."""
    from openssi_web.site_files.export import export_site

    opened, _ = open_workspace(context, workspace)
    _refuse_no_address(address)
    with progress_bar(text_of("asking")) as progress:
        written = export_site(opened.root, directory, release=release, online=address, jobs=jobs, progress=progress)
    size = f"{written.size / MEGABYTE:.1f}"
    out.print(text_of("done", files=written.files, size=size, path=written.first), markup=False)


def _refuse_no_address(address: str) -> None:
    """Refuse what is no address of a site.

    Raises:
        FixTheFile: if it is none.
    """
    parts = urlsplit(address)
    if address and (parts.scheme not in SCHEMES or not parts.hostname):
        place = Place(item="--address")
        values = {"value": address, "option": "--address", "allowed": "https://…"}
        raise FixTheFile.because("VALUE_NOT_ALLOWED", place, **values)
