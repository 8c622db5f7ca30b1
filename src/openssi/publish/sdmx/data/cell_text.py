"""Texts of cells in SQL, exactly as the release holds them, and columns of texts as bytes."""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ROWS_AT_ONCE = 16_384
"""Rows whose text is made at once: some megabytes, whatever the length of a message."""


def plain_text(column: str, kind: pa.DataType, *, is_finite: bool = False) -> str:
    """Return the SQL of a value as text; NULL stays NULL.

    Decimals carry no zeros behind their last digit, floats have the fewest digits that give them back, and dates and
    moments are written as ISO 8601 says. What is not finite is `NaN`, `INF` or `-INF`, as XML Schema names it.

    Args:
        column: SQL of the value.
        kind: Its type in Arrow.
        is_finite: Whether a float is known to be none of those.
    """
    text = f"CAST({column} AS VARCHAR)"
    if is_text(kind):
        return column
    if pa.types.is_decimal(kind):
        return f"rtrim(rtrim({text}, '0'), '.')" if kind.scale > 0 else text
    if pa.types.is_floating(kind) and not is_finite:
        return (
            f"CASE WHEN isfinite({column}) THEN {text} WHEN isnan({column}) THEN 'NaN'"
            f" WHEN {column} > 0 THEN 'INF' WHEN {column} < 0 THEN '-INF' END"
        )
    if pa.types.is_timestamp(kind):
        return f"replace({text}, ' ', 'T')"
    return text


def is_text(kind: pa.DataType) -> bool:
    """Return whether a column holds texts."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def concatenated(parts: Iterable[str]) -> str:
    """Return the SQL of texts one behind the other; what is NULL is left out."""
    return f"concat({', '.join(parts)})"


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def bytes_of(texts: pa.StringArray) -> bytes:
    """Return texts without a NULL, one behind the other, in UTF-8."""
    if not len(texts):
        return b""
    _, ends, characters = texts.buffers()
    offsets = pa.Array.from_buffers(pa.int32(), len(texts) + 1, [None, ends], offset=texts.offset)
    first, last = offsets[0].as_py(), offsets[-1].as_py()
    return characters.slice(first, last - first).to_pybytes() if last > first else b""


def grouped(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[pa.StringArray, pa.BooleanArray, pa.RecordBatch]]:
    """Give the heads of rows with whether each differs from the one before it, across batches.

    Args:
        batches: Rows whose first column is the head.
    """
    former = pa.nulls(1, pa.string())
    for batch in batches:
        heads = batch.column(0)
        before = pa.concat_arrays([former, heads.slice(0, len(heads) - 1)])
        former = heads.slice(len(heads) - 1)
        differs = pc.not_equal(heads, before)
        yield heads, pc.or_kleene(differs, pc.is_null(differs)), batch


def with_heads(batches: Iterable[pa.RecordBatch], between: str = "") -> Iterator[bytes]:
    """Give the bodies of rows, the second column, each new head before the first body that it is the head of.

    Args:
        batches: Rows of heads and bodies.
        between: What stands between two bodies of the same head.
    """
    nothing, separator = _scalar(""), _scalar(between)
    for heads, is_new, batch in grouped(batches):
        said = pc.if_else(is_new, heads, separator)
        yield bytes_of(pc.binary_join_element_wise(said, batch.column(1), nothing))


def _scalar(text: str) -> pa.StringScalar:
    """Return a text for Arrow, from its bytes: from the text itself, Arrow would import pandas first."""
    characters = text.encode()
    ends = pa.py_buffer(np.array([0, len(characters)], np.int32))
    return pa.StringArray.from_buffers(1, ends, pa.py_buffer(characters))[0]


def heads_only(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """Give each head once where it stands in several rows that follow each other."""
    for heads, is_new, _ in grouped(batches):
        yield bytes_of(heads.filter(is_new))


def bodies(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """Give the first column."""
    for batch in batches:
        yield bytes_of(batch.column(0))
