"""Signs that a format does not take as they are: those of its markup in SQL, control characters in finished bytes.

Markup is escaped where a value has some. Control characters hardly ever occur and neither XML nor JSON as OpenSSI writes
it has any of its own between values, so that they are looked for once per piece instead of once per value.
"""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openssi.publish.sdmx.data.cell_text import is_text, literal

_FIRST_PRINTED = 0x20
_NON_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_REPLACEMENT = "\ufffd".encode()

IN_XML: Mapping[bytes, bytes] = {
    **{bytes((each,)): _REPLACEMENT for each in range(_FIRST_PRINTED)},
    **dict.fromkeys(_NON_CHARACTERS, _REPLACEMENT),
    b"\t": b"&#9;",
    b"\n": b"&#10;",
    b"\r": b"&#13;",
}
"""Tabs and line breaks by reference, since a reader makes spaces of them; XML cannot hold the others at all."""

IN_JSON: Mapping[bytes, bytes] = {bytes((each,)): f"\\u{each:04x}".encode() for each in range(_FIRST_PRINTED)}
"""All of them by reference."""

XML_MARKUP: Mapping[str, str] = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
JSON_MARKUP: Mapping[str, str] = {"\\": "\\\\", '"': '\\"'}


_MARKED = r'[\x00-\x1f"&<>,\\\x{FFFE}\x{FFFF}]'
"""What CSV, XML or JSON would have to escape."""


def unmarked_columns(rows: pa.Table) -> frozenset[str]:
    """Return the columns of rows without a sign that a format would have to escape and a number that is not finite.

    Rows that are few are looked through in less time than a database takes to plan a statement that does.
    """
    return frozenset(name for name, column in zip(rows.column_names, rows.columns, strict=True) if _is_unmarked(column))


def _is_unmarked(column: pa.ChunkedArray) -> bool:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_floating(column.type):
        return pc.all(pc.is_finite(column)).as_py() is not False
    if not is_text(column.type):
        return True
    return pc.any(pc.match_substring_regex(column, _MARKED)).as_py() is not True


def escaped(text: str, markup: Mapping[str, str]) -> str:
    """Return the SQL of a text with the markup of a format escaped, in the order given."""
    safe = text
    for sign, said in markup.items():
        safe = f"replace({safe}, {literal(sign)}, {literal(said)})"
    special = " OR ".join(f"contains({text}, {literal(each)})" for each in markup)
    return f"CASE WHEN {special} THEN {safe} ELSE {text} END"


def without_controls(pieces: Iterable[bytes], told: Mapping[bytes, bytes]) -> Iterator[bytes]:
    """Give pieces with each control character as a format tells it.

    Args:
        pieces: Whole characters in UTF-8, without a control character of the format itself.
        told: What stands for a sign.
    """
    for piece in pieces:
        said = piece
        for sign in _found(piece):
            if sign in told:
                said = said.replace(sign, told[sign])
        yield said


def _found(piece: bytes) -> Iterator[bytes]:
    signs = np.frombuffer(piece, np.uint8)
    if len(signs) and signs.min() < _FIRST_PRINTED:
        yield from (bytes((each,)) for each in np.unique(signs[signs < _FIRST_PRINTED]).tolist())
    yield from (each for each in _NON_CHARACTERS if each in piece)
