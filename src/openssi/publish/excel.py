"""Excel: a cover, one sheet per table, and the sources; numbers are numbers, heads are frozen and filtered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from openssi.publish.excel_rows import RowsSheet, write_cell
from openssi.publish.labelled import TABLES, LabelledTable, headings, rows_of
from openssi.publish.publication import Publication, written_aside
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.symbols import LETTERS, MISSING, NEGLIGIBLE, NOT_APPLICABLE, SUPPRESSED

MOST_ROWS = 1_048_575
"""Rows of a sheet under its head."""

_LONG = {
    "text": 80,
    "heading": 34,
    "title": 52,
    "country_explanation": 52,
    "compiler_explanation": 52,
    "definition": 60,
    "formula": 52,
    "family_name": 28,
}
_WIDTHS = {"area_name": 28, "group_name": 34, "indicator_name": 52, "item_name": 52, "note": 40, "source": 40, **_LONG}
_USUAL_WIDTH = 13
_SHARES = frozenset({"observed_share", "imputed_share"})
_INK, _INK2, _WASH, _AMBER = "#16232e", "#46566a", "#f4f6f7", "#865400"


@dataclass(frozen=True, slots=True)
class Styles:
    """Formats of the cells of one workbook."""

    title: Any
    text: Any
    notice: Any
    head: Any
    value: Any
    share: Any
    plain: Any


def write(publication: Publication) -> tuple[Path, ...]:
    """Write one workbook.

    Raises:
        FixTheFile: if a table has more rows than a sheet can hold.
    """
    tables = [(table, rows_of(publication, table)) for table in TABLES]
    for table, rows in tables:
        _refuse_too_long(publication, table, rows)
    name = f"openssi-{publication.release.id}-{publication.world}-{publication.language}.xlsx"
    path = publication.folder / name
    with written_aside(path) as aside:
        _write_workbook(publication, tables, aside)
    return (path,)


def _refuse_too_long(publication: Publication, table: LabelledTable, rows: pa.Table) -> None:
    if rows.num_rows > MOST_ROWS:
        place = Place(sheet=publication.say(f"sheets.{table.id}"))
        raise FixTheFile.because("SHEET_TOO_LONG", place, rows=rows.num_rows, most=MOST_ROWS)


def _write_workbook(publication: Publication, tables: Iterable[tuple[LabelledTable, pa.Table]], path: Path) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties(
        {
            "title": publication.say("readme.title"),
            "comments": " ".join(publication.notices()),
            "created": moment_of(publication.release.created),
        }
    )
    styles = styles_of(book)
    _write_cover(publication, book, styles)
    for table, rows in tables:
        sheet = book.add_worksheet(publication.say(f"sheets.{table.id}"), RowsSheet)
        _write_table(sheet, headings(publication, rows.column_names), rows, styles)
    _write_sources(publication, book, styles)
    book.close()


def moment_of(text: str) -> datetime:
    """Return when a release was made, as a workbook names its moment."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones


def styles_of(book: Any) -> Styles:  # noqa: ANN401 - a workbook of XlsxWriter
    """Return the formats of the cells of a workbook."""
    plain = {"font_name": "Calibri", "font_size": 11, "font_color": _INK}
    head = {"bold": True, "bottom": 2, "bottom_color": _INK, "bg_color": _WASH, "text_wrap": True, "valign": "bottom"}
    return Styles(
        title=book.add_format({**plain, "bold": True, "font_size": 18}),
        text=book.add_format({**plain, "text_wrap": True, "valign": "top", "quote_prefix": True}),
        notice=book.add_format({**plain, "bold": True, "font_color": _AMBER, "text_wrap": True, "valign": "top"}),
        head=book.add_format({**plain, **head}),
        value=book.add_format({**plain, "num_format": "0.0"}),
        share=book.add_format({**plain, "num_format": "0%"}),
        # A text that begins like a formula stays a text, even after somebody has edited it.
        plain=book.add_format({"quote_prefix": True}),
    )


def _write_cover(publication: Publication, book: Any, styles: Styles) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(publication.say("sheets.cover"))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 100)
    sheet.hide_gridlines(2)
    for row, (label, text, style) in enumerate(_cover_lines(publication, styles)):
        if label:
            sheet.write_string(row, 0, label, styles.head if style is styles.head else styles.text)
        if text:
            sheet.write_string(row, 1 if label else 0, text, style)


def _cover_lines(publication: Publication, styles: Styles) -> Iterator[tuple[str, str, Any]]:
    release = publication.release
    yield "", publication.say("readme.title"), styles.title
    for notice in publication.notices():
        yield " ", notice, styles.notice
    facts = (
        ("release", f"{release.id} ({release.created[:10]})"),
        ("software", release.software_version),
        ("definitions", release.definitions_version),
        ("questionnaire", release.questionnaire_version),
        ("citation", publication.citation()),
    )
    for key, value in facts:
        yield publication.say(f"cover.{key}"), value, styles.text
    yield publication.say("cover.symbols"), publication.say("cover.meaning"), styles.head
    for symbol, key in symbols_told():
        yield symbol, publication.say(f"symbol.{key}"), styles.text
    yield publication.say("cover.notes"), publication.say("cover.method"), styles.head
    for name, value in release.method.items():
        yield " ", f"{publication.say(f'method.{name}') if name in _METHODS else name}: {value}", styles.text
    yield " ", publication.say("cover.exact"), styles.text


_METHODS = frozenset({"max_age", "method", "publish_from", "flag_from", "region_groupings", "imputation_groupings"})


def symbols_told() -> Iterator[tuple[str, str]]:
    """Return the symbols of a cover, each with the key of what it means."""
    yield from ((letter, f"s{status}") for status, letter in LETTERS.items())
    yield from (
        ("0", "zero"),
        (NEGLIGIBLE, "negligible"),
        (MISSING, "missing"),
        (NOT_APPLICABLE, "not_applicable"),
        (SUPPRESSED, "suppressed"),
    )


def _write_table(sheet: RowsSheet, heads: Sequence[str], rows: pa.Table, styles: Styles) -> None:
    names = rows.column_names
    formats = [_format_of(name, styles) for name in names]
    for column, name in enumerate(names):
        sheet.set_column(column, column, _WIDTHS.get(name, _USUAL_WIDTH))
    sheet.freeze_panes(1, 2)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, styles.head)
    sheet.write_rows(1, _values(rows), formats)
    if rows.num_rows:
        sheet.autofilter(0, 0, rows.num_rows, len(heads) - 1)


def _format_of(name: str, styles: Styles) -> Any:  # noqa: ANN401 - a format of XlsxWriter
    if name in {"value", "country_value"}:
        return styles.value
    return styles.share if name in _SHARES else styles.plain


def _values(rows: pa.Table) -> Iterator[tuple[object, ...]]:
    for batch in rows.to_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _write_sources(publication: Publication, book: Any, styles: Styles) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(publication.say("sheets.sources"))
    columns = list(dict.fromkeys(name for source in publication.release.sources for name in source)) or ["file"]
    sheet.set_column(0, len(columns) - 1, 40)
    sheet.freeze_panes(1, 0)
    known = {"file", "sha256", "read"}
    for column, name in enumerate(columns):
        sheet.write_string(0, column, publication.say(f"source.{name}") if name in known else name, styles.head)
    for row, source in enumerate(publication.release.sources, start=1):
        for column, name in enumerate(columns):
            write_cell(sheet, row, column, str(source.get(name, "")), styles.text)
