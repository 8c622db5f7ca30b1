"""Tables of a release that may be older than the program, as the program knows them."""

from pathlib import Path

from openssi.engine import Connection, table_of
from openssi.vocabulary.structure import Dataflow


def register_table(connection: Connection, dataflow: Dataflow, path: Path, before: str = "") -> None:
    """Make a table available; what an older release does not keep, a table or a column, is empty.

    Args:
        connection: Where.
        dataflow: Its structure; its id is the name of the table.
        path: The Parquet file.
        before: What stands before the name.
    """
    name = f"{before}{dataflow.id}"
    if not path.is_file():
        connection.register(name, table_of(dataflow))
        return
    kept = f"{name}_as_kept"
    connection.register_parquet(kept, path)
    known = set(connection.query(f"FROM {kept} LIMIT 0").column_names)
    columns = (
        f'"{each.name}"' if each.name in known else f'NULL::{each.type} AS "{each.name}"' for each in dataflow.columns
    )
    connection.execute(f"CREATE VIEW {name} AS SELECT {', '.join(columns)} FROM {kept}")  # noqa: S608
