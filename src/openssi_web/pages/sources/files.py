"""What was compiled, for machines: codes, exact digits, days; texts that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping

from openssi.vocabulary.confidentiality import MARK
from openssi.vocabulary.csv_text import neutralised_cell
from openssi_web.rounds.answers.content import plain_digits
from openssi_web.rounds.compilation.compiled import Compilation, CompiledCell, Stated, difference
from openssi_web.rounds.confidentiality.confidential import Concealment

Row = tuple[object, ...]

_SOURCES = (
    "source", "publisher", "title", "address", "part", "accessed", "language", "note", "file", "sha256", "recorded_utc",
)  # fmt: skip
_VALUES = (
    "item", "scheme", "benefit", "sex", "age", "func", "breakdown", "value", "unit_mult", "currency", "text", "used",
    "source", "publisher", "title", "page", "address", "accessed", "sha256", "difference_percent", "reason",
    "recorded_utc",
)  # fmt: skip
_SEARCHES = ("items", "scheme", "place", "day", "sought", "result", "recorded_utc")
_NUMBERS = frozenset({"value", "difference_percent"})
"""Columns in which a minus is a sign, and no text."""


def file_of(kind: str, found: Compilation, kept: Concealment) -> bytes:
    """Return a table as CSV in UTF-8, without the figures that are kept from its reader."""
    columns, rows = FILES[kind]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows(found, kept):
        cells = zip(columns, row, strict=True)
        writer.writerow([cell if name in _NUMBERS else neutralised_cell(cell) for name, cell in cells])
    return stream.getvalue().encode("utf-8-sig")


def _source_rows(found: Compilation, kept: Concealment) -> Iterator[Row]:
    for each in found.sources:
        row, file = each.row, each.file
        stored = (file.name, file.sha256) if file is not None else ("", "")
        named = (row.pk, row.publisher, row.title, row.address, row.part, row.accessed.isoformat(), row.language)
        yield (*named, kept.text(row.note), *stored, row.entry.at.isoformat())


def _value_rows(found: Compilation, kept: Concealment) -> Iterator[Row]:
    for cell in found.cells.values():
        for each in cell.stated:
            yield (*cell.key, *_value(cell, each, kept))


def _value(cell: CompiledCell, each: Stated, kept: Concealment) -> Row:
    row, source = each.row, each.source
    sha256 = source.file.sha256 if source.file is not None else ""
    reason = cell.choice.reason if each.is_used and cell.choice is not None else ""
    named = (source.row.pk, source.row.publisher, source.row.title, kept.text(row.page), source.row.address)
    number, text = ("", MARK) if kept.hides(cell.key) else (row.number, row.text)
    return (
        number,
        row.unit_mult if number else "",
        row.currency,
        text,
        "yes" if each.is_used else "no",
        *named,
        source.row.accessed.isoformat(),
        sha256,
        "" if kept.hides(cell.key) else _percent(cell, each),
        kept.text(reason),
        row.entry.at.isoformat(),
    )


def _percent(cell: CompiledCell, each: Stated) -> str:
    used = cell.used
    if used is None or each.is_used:
        return ""
    apart = difference(used.row, each.row)
    return plain_digits(round(apart[1], 4)) if apart is not None and apart[1] is not None else ""


def _search_rows(found: Compilation, kept: Concealment) -> Iterator[Row]:
    for each in found.searches:
        items = " ".join(each.items)
        yield (
            items,
            each.scheme,
            each.place,
            each.day.isoformat(),
            kept.text(each.sought),
            each.result,
            each.entry.at.isoformat(),
        )


FILES: Mapping[str, tuple[tuple[str, ...], Callable[[Compilation, Concealment], Iterator[Row]]]] = {
    "sources": (_SOURCES, _source_rows),
    "values": (_VALUES, _value_rows),
    "searches": (_SEARCHES, _search_rows),
}
"""What can be taken away, by name."""
