"""CSV written by DuckDB in one pass; text that a spreadsheet would take for a formula is made plain text."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from openssi.engine import Connection
from openssi.publish.publication import written_aside
from openssi.vocabulary.csv_text import STARTS_PATTERN

DECIMAL_TEXT = "rtrim(rtrim({name}::VARCHAR, '0'), '.')"
"""An exact decimal without zeros behind its last digit."""


def write_csv(
    connection: Connection,
    path: Path,
    sql: str,
    parameters: Mapping[str, object],
    *,
    heads: Sequence[str] = (),
    exact: Sequence[str] = (),
    is_compressed: bool = False,
) -> Path:
    """Write the rows of a statement as CSV.

    Args:
        connection: Where its tables are.
        path: The file; whatever happens, readers find the former file or the new one.
        sql: A SELECT without a trailing semicolon.
        parameters: Its parameters by name.
        heads: Headings in the order of its columns, else their names.
        exact: Columns of exact decimals, which carry no zeros behind their last digit.
        is_compressed: Whether the file is compressed with gzip.
    """
    schema = connection.query(f"SELECT * FROM ({sql}) LIMIT 0", parameters).schema
    columns = ", ".join(
        f'{_shown(field, exact)} AS "{head}"' for field, head in zip(schema, heads or schema.names, strict=True)
    )
    compression = "gzip" if is_compressed else "none"
    with written_aside(path) as aside:
        connection.execute(
            f"COPY (SELECT {columns} FROM ({sql})) TO $path (FORMAT csv, HEADER true, COMPRESSION {compression})",
            {**parameters, "path": str(aside)},
        )
    return path


def _shown(field: pa.Field, exact: Sequence[str]) -> str:
    name = f'"{field.name}"'
    if field.name in exact:
        return DECIMAL_TEXT.format(name=name)
    if not pa.types.is_string(field.type):
        return name
    return f"CASE WHEN regexp_matches({name}, '{STARTS_PATTERN}') THEN '''' || {name} ELSE {name} END"
