"""The tables of the dataflows in a release: written once from its other tables, and found again when it is read."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import Connection, connect, write_parquet
from openssi.publish.cubes.cube_tables import cube_writers, make_cubes
from openssi.publish.cubes.published_codes import published_codelists
from openssi.publish.cubes.structure_tables import code_table, component_table, read_structures
from openssi.run.releases.headline_revisions import headline_revisions
from openssi.run.releases.registered_tables import register_table
from openssi.run.releases.revision_reasons import BEFORE, COMPARED, VersionReason, make_reasons
from openssi.store.releases import WritesTable
from openssi.vocabulary.data_structure import CODES, COMPONENTS, PublishedStructures
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.passing_folder import PassingFolder
from openssi.vocabulary.release import HeadlineRevision, Release


@dataclass(frozen=True, slots=True)
class Earlier:
    """The release that a new one is compared with.

    Attributes:
        folder: Where its files are.
        versions: Why the versions of submissions were accepted.
    """

    release: Release
    folder: Path
    versions: tuple[VersionReason, ...]


@dataclass(frozen=True, slots=True)
class TablesWithCubes:
    """The tables of a release, those of its dataflows behind the others.

    Attributes:
        headlines: Headline indicators that changed since the earlier release.
    """

    tables: Mapping[str, pa.Table | WritesTable]
    headlines: tuple[HeadlineRevision, ...]


@contextmanager
def with_cubes(
    tables: Mapping[str, pa.Table], draft: Release, definitions: Definitions, earlier: Earlier | None = None
) -> Iterator[TablesWithCubes]:
    """Give the tables of a release with those of its dataflows, and what explains them, behind them.

    Args:
        tables: The other tables by dataflow id.
        draft: The release without its files.
        definitions: What declares the dataflows, and the names of codes.
        earlier: What it is compared with: what is as it was there keeps its moment and its reason.
    """
    components = component_table(definitions.dataflows)
    with PassingFolder("cubes") as aside, connect(**tables) as connection:
        cubes, headlines = _compared(connection, draft, definitions, earlier, aside)
        written = {
            **tables,
            **cube_writers(connection, draft, definitions, cubes),
            COMPONENTS.id: components,
            CODES.id: partial(_write_codes, connection, definitions),
        }
        yield TablesWithCubes(written, headlines)


def _compared(
    connection: Connection, draft: Release, definitions: Definitions, earlier: Earlier | None, aside: Path
) -> tuple[Mapping[str, str], tuple[HeadlineRevision, ...]]:
    """Find out why figures changed, and return the tables of the earlier dataflows with the headline changes."""
    if earlier is None:
        return {}, ()
    for name in COMPARED:
        register_table(connection, DATAFLOWS[name], earlier.folder / f"{name}.parquet", BEFORE)
    make_reasons(connection, earlier.versions, draft, earlier.release)
    return _earlier_cubes(connection, definitions, earlier, aside), headline_revisions(connection, definitions)


def _earlier_cubes(
    connection: Connection, definitions: Definitions, earlier: Earlier, aside: Path
) -> Mapping[str, str]:
    folder = earlier.folder
    if not (folder / f"{CODES.id}.parquet").is_file():
        folder = aside
        _write_cubes_of(earlier, definitions, aside)
    found = [each for each in definitions.dataflows.dataflows if (folder / f"{each}.parquet").is_file()]
    for each in found:
        connection.register_parquet(f"{BEFORE}{each}", folder / f"{each}.parquet")
    return {each: f"{BEFORE}{each}" for each in found}


def _write_cubes_of(earlier: Earlier, definitions: Definitions, folder: Path) -> None:
    """Write the tables of the dataflows of a release that was made before there were any."""
    with connect() as connection:
        for dataflow in DATAFLOWS.values():
            register_table(connection, dataflow, earlier.folder / f"{dataflow.id}.parquet")
        for name, write in cube_writers(connection, earlier.release, definitions).items():
            write(folder / f"{name}.parquet")


def _write_codes(connection: Connection, definitions: Definitions, path: Path) -> int:
    """Write the codes that occur in the dataflows that lie beside the file."""
    for each in definitions.dataflows.dataflows:
        connection.register_parquet(each, path.parent / f"{each}.parquet")
    table = code_table(published_codelists(connection, definitions))
    write_parquet(path, table)
    return int(table.num_rows)


def open_cubes(connection: Connection, folder: Path, release: Release, definitions: Definitions) -> PublishedStructures:
    """Make the dataflows of a release tables of a connection, and return what explains them.

    A release that was made before there were dataflows is told in those of the program.

    Args:
        connection: The other tables of the release.
        folder: Where the files of the release are.
        release: Its manifest.
        definitions: What declares the dataflows of a release that does not.
    """
    if (folder / f"{CODES.id}.parquet").is_file():
        structures = read_structures(connection)
        for each in structures.dataflows:
            connection.register_parquet(each, folder / f"{each}.parquet")
        return structures
    make_cubes(connection, release, definitions)
    connection.materialise("declared_components", component_table(definitions.dataflows))
    connection.execute(f"INSERT INTO {COMPONENTS.id} FROM declared_components")
    connection.materialise("declared_codes", code_table(published_codelists(connection, definitions)))
    connection.execute(f"INSERT INTO {CODES.id} FROM declared_codes")
    return read_structures(connection)
