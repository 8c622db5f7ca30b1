"""The tables of the dataflows in a release: written once from its other tables, and found again when it is read."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import Connection, connect, write_parquet
from openssi.publish.cubes import cube_writers, make_cubes
from openssi.publish.published_codes import published_codelists
from openssi.publish.structure_tables import code_table, component_table, read_structures
from openssi.store.releases import WritesTable
from openssi.vocabulary.data_structure import CODES, COMPONENTS, PublishedStructures
from openssi.vocabulary.release import Release


@contextmanager
def with_cubes(
    tables: Mapping[str, pa.Table], draft: Release, definitions: Definitions
) -> Iterator[Mapping[str, pa.Table | WritesTable]]:
    """Give the tables of a release with those of its dataflows, and what explains them, behind them.

    Args:
        tables: The other tables by dataflow id.
        draft: The release without its files.
        definitions: What declares the dataflows, and the names of codes.
    """
    components = component_table(definitions.dataflows)
    with connect(**tables) as connection:
        yield {
            **tables,
            **cube_writers(connection, draft, definitions),
            COMPONENTS.id: components,
            CODES.id: partial(_write_codes, connection, definitions),
        }


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
