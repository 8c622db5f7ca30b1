"""The tables of one release, ready to be asked, wherever its folder is."""

from dataclasses import dataclass
from pathlib import Path

from openssi.definitions import Definitions
from openssi.engine import Connection, table_of
from openssi.engine.connection import open_connection
from openssi.publish.indicator_table import indicator_table
from openssi.run.workspace_folder import workspace_folder
from openssi.store import Workspace
from openssi.store.releases import Releases
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.declared_indicators import DECLARED_INDICATORS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.release import Release
from openssi.vocabulary.structure import Dataflow

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


def release_tables(folder: str | Path | None, release: str | None, definitions: Definitions) -> ReleaseTables:
    """Open a release of a workspace, or the folder of one release.

    Args:
        folder: The workspace or the release, else OPENSSI_WORKSPACE or `openssi-workspace` here.
        release: Its id, else the latest of the workspace.
        definitions: What explains a release that does not explain itself.

    Raises:
        FixTheFile: if the folder is neither, or there is no such release.
    """
    place = workspace_folder(None if folder is None else Path(folder))
    if (place / _MANIFEST).is_file():
        return _open(Releases(place.parent), _only(place.name, release), definitions)
    if folder is not None and not Workspace.exists(place):
        raise FixTheFile.because("FOLDER_WITHOUT_RELEASE", Place(file=str(place)))
    releases = Workspace.open(place).releases
    chosen = release or releases.latest_id()
    if chosen is None:
        raise FixTheFile.because("NOTHING_RELEASED", Place(file=str(place)))
    return _open(releases, chosen, definitions)


def _only(there: str, asked: str | None) -> str:
    if asked not in {None, there}:
        place = Place(item=f"release={asked}")
        raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=asked, option="release", allowed=there)
    return there


def _open(releases: Releases, release_id: str, definitions: Definitions) -> ReleaseTables:
    folder, manifest = releases.folder(release_id), releases.read(release_id)
    connection = open_connection()
    for dataflow in DATAFLOWS.values():
        _register(connection, dataflow, folder / f"{dataflow.id}.parquet")
    is_self_explained = (folder / f"{DECLARED_INDICATORS.id}.parquet").is_file()
    if not is_self_explained:
        connection.register(DECLARED_INDICATORS.id, indicator_table(definitions))
    return ReleaseTables(manifest, connection, is_self_explained)


def _register(connection: Connection, dataflow: Dataflow, path: Path) -> None:
    """Make a table available; what an older release does not keep, a table or a column, is empty."""
    if not path.is_file():
        connection.register(dataflow.id, table_of(dataflow))
        return
    kept = f"{dataflow.id}_as_kept"
    connection.register_parquet(kept, path)
    known = set(connection.query(f"FROM {kept} LIMIT 0").column_names)
    columns = (
        f'"{each.name}"' if each.name in known else f'NULL::{each.type} AS "{each.name}"' for each in dataflow.columns
    )
    connection.execute(f"CREATE VIEW {dataflow.id} AS SELECT {', '.join(columns)} FROM {kept}")  # noqa: S608
