"""The tables of one release, ready to be asked, wherever its folder is."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.engine.connection import open_connection
from openssi.publish.catalogues.indicator_table import indicator_table
from openssi.run.releases.registered_tables import register_table
from openssi.run.site import ReleaseSite
from openssi.run.workspace_folder import workspace_folder
from openssi.store import Workspace
from openssi.store.releases import Releases
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.declared_indicators import DECLARED_INDICATORS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.release import Release

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class ReleaseTables:
    """A release whose tables stand under the ids of their dataflows, each read when it is first asked for.

    Attributes:
        is_self_explained: Whether the release holds the declarations of its indicators; older ones are explained by
            those of the program.
    """

    manifest: Release
    connection: Connection
    is_self_explained: bool


def release_tables(
    folder: str | Path | None, release: str | None, definitions: Definitions, as_of: str | None = None
) -> ReleaseTables:
    """Open a release of a workspace, or the folder of one release.

    Args:
        folder: The workspace or the release, else OPENSSI_WORKSPACE or `openssi-workspace` here.
        release: Its id, else the latest of the workspace.
        definitions: What explains a release that does not explain itself.
        as_of: A day or a moment: the release of the workspace that was the latest then.

    Raises:
        FixTheFile: if the folder is neither, there is no such release, or files of it are damaged.
    """
    place = workspace_folder(None if folder is None else Path(folder))
    if (place / _MANIFEST).is_file() and as_of is None:
        return _open(Releases(place.parent), _only(place.name, release), definitions)
    if folder is not None and not Workspace.exists(place):
        raise FixTheFile.because("FOLDER_WITHOUT_RELEASE", Place(file=str(place)))
    with closing(ReleaseSite(place, definitions)) as site:
        chosen = site.chosen(release, as_of).release.id
        return _open(site.workspace.releases, chosen, definitions)


def _only(there: str, asked: str | None) -> str:
    if asked not in {None, there}:
        place = Place(item=f"release={asked}")
        raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=asked, option="release", allowed=there)
    return there


def _open(releases: Releases, release_id: str, definitions: Definitions) -> ReleaseTables:
    folder, manifest = releases.folder(release_id), releases.read(release_id)
    connection = open_connection()
    for dataflow in DATAFLOWS.values():
        register_table(connection, dataflow, folder / f"{dataflow.id}.parquet")
    is_self_explained = (folder / f"{DECLARED_INDICATORS.id}.parquet").is_file()
    if not is_self_explained:
        connection.register(DECLARED_INDICATORS.id, indicator_table(definitions))
    return ReleaseTables(manifest, connection, is_self_explained)
