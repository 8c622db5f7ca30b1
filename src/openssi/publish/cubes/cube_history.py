"""Since when an observation is as it is, and why it changed: the table of a dataflow beside that of a release before.

Observations are compared by key; of the earlier table only hash values are held in memory, 26 bytes an observation.
Two keys count as one where two hash values of 64 bits agree, made of their dimensions in both orders.
"""

from collections.abc import Mapping, Sequence

from openssi.engine import Connection
from openssi.vocabulary.data_structure import PublishedDataflow

TOLD_ANEW = ("RELEASE", "WORLD", "FIGURE", "LAST_UPDATE", "REVISION_REASON")
"""What says nothing of the observation itself."""

REASONS = "revision_reasons"
"""Table of why figures changed: figure, reason."""

Types = Mapping[str, str]


def types_of(connection: Connection, statement: str, parameters: Mapping[str, object] | None = None) -> Types:
    """Return the SQL types of the columns that a SELECT gives."""
    rows = connection.rows(f"DESCRIBE {statement}", parameters or {})
    return {row["column_name"]: row["column_type"] for row in rows}


def key_of(dataflow: PublishedDataflow) -> list[str]:
    """Return the columns that tell an observation from all others."""
    return [each.id for each in (*dataflow.structure.dimensions, dataflow.structure.time)]


def compared(dataflow: PublishedDataflow, known: Sequence[str]) -> list[str]:
    """Return the columns in which an observation is compared, of those that both releases have."""
    key = set(key_of(dataflow))
    return [each for each in dataflow.structure.columns if each in known and each not in {*TOLD_ANEW, *key}]


def comparable(column: str, types: Types, own: Types | None = None) -> str:
    """Return a column as it is compared: of the type that it has now, without the release that aggregates cite."""
    plain = f'"{column}"'
    if own is not None and own[column] != types[column]:
        plain = f"TRY_CAST({plain} AS {types[column]})"
    return f"nullif({plain}, 'OpenSSI ' || \"RELEASE\")" if column == "SOURCE" else plain


SAME_DIGITS = 12
"""Significant digits in which a computed number is compared: the last ones depend on the order of a sum."""


def rounded(column: str, kind: str) -> str:
    """Return an expression of a SQL type as far as it says something of the observation."""
    if kind != "DOUBLE":
        return column
    digits = f"{SAME_DIGITS - 1} - floor(log10(abs({column})))::INTEGER"
    return f"CASE WHEN isfinite({column}) AND {column} <> 0 THEN round({column}, {digits}) ELSE {column} END"


def unlike(left: str, right: str, kind: str) -> str:
    """Return the condition that two expressions of a SQL type tell different things of an observation."""
    differ = f"{left} IS DISTINCT FROM {right}"
    if kind != "DOUBLE":
        return differ
    near = f"abs({left} - {right}) <= 1e-{SAME_DIGITS} * greatest(abs({left}), abs({right}))"
    return f"({differ} AND NOT coalesce({near}, false))"


def hashes(dataflow: PublishedDataflow, columns: Sequence[str], types: Types, own: Types | None = None) -> str:
    """Return the expressions of two hash values of the key (`k`, `r`) and one of what is compared (`c`)."""
    key = [comparable(each, types, own) for each in key_of(dataflow)]
    content = [rounded(comparable(each, types, own), types[each]) for each in columns]
    return f"hash({', '.join(key)}) AS k, hash({', '.join(reversed(key))}) AS r, hash({', '.join(content)}) AS c"


def keep_earlier(connection: Connection, dataflow: PublishedDataflow, earlier: str, types: Types) -> list[str]:
    """Keep the hash values of the earlier table of a dataflow, and return the columns that both have.

    Args:
        connection: Where the earlier table stands.
        dataflow: The dataflow.
        earlier: Name of the earlier table.
        types: Types of the new table.
    """
    own = types_of(connection, f"FROM {earlier}")
    columns = compared(dataflow, [each for each in types if each in own])
    reason = "REVISION_REASON" if "REVISION_REASON" in own else "NULL::VARCHAR"
    connection.execute(
        f"""CREATE OR REPLACE TABLE said_earlier AS
        SELECT row_number() OVER ()::USMALLINT AS said, last_update, reason
        FROM (SELECT DISTINCT LAST_UPDATE AS last_update, {reason} AS reason FROM {earlier})"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TABLE kept_earlier AS
        SELECT e.k, e.r, e.c, s.said FROM (
            SELECT {hashes(dataflow, columns, types, own)}, LAST_UPDATE AS last_update, {reason} AS reason FROM {earlier}
        ) AS e JOIN said_earlier AS s
        ON s.last_update = e.last_update AND s.reason IS NOT DISTINCT FROM e.reason"""
    )
    return columns


def with_history(dataflow: PublishedDataflow, statement: str, columns: Sequence[str], types: Types) -> str:
    """Return the SELECT of the table of a dataflow with what `keep_earlier` kept, sorted by its key.

    What is as it was keeps its moment and its reason; what changed has those of now; what is new has no reason.

    Args:
        dataflow: The dataflow.
        statement: The SELECT of its table, whose LAST_UPDATE is the moment of the release.
        columns: What `keep_earlier` returned.
        types: Types of the table.
    """
    told = {
        "LAST_UPDATE": "CASE WHEN e.c = n.c THEN s.last_update ELSE n.LAST_UPDATE END",
        "REVISION_REASON": "CASE WHEN e.c IS NULL THEN NULL WHEN e.c = n.c THEN s.reason ELSE v.reason END",
    }
    shown = ", ".join(f'{told.get(each, f"n.{chr(34)}{each}{chr(34)}")} AS "{each}"' for each in types)
    key = ", ".join(f'n."{each}"' for each in key_of(dataflow))
    return f"""
        SELECT {shown} FROM (SELECT *, {hashes(dataflow, columns, types)} FROM ({statement})) AS n
        LEFT JOIN kept_earlier AS e ON e.k = n.k AND e.r = n.r
        LEFT JOIN said_earlier AS s ON s.said = e.said
        LEFT JOIN {REASONS} AS v ON v.figure = n."FIGURE"
        ORDER BY {key}
    """
