"""Excel of one dataset or a part of it: what it is, the data with labels, the codes, the sources; rows as they come.

A code stands as text beside its name, a value as a number, what a value lacks as a symbol in a column of its own. Where the
data have more rows than a sheet, they go on in further sheets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

import xlsxwriter

from openssi.definitions import Definitions
from openssi.publish.excel import MOST_ROWS, Styles, moment_of, styles_of, symbols_told
from openssi.publish.excel_rows import RowsSheet
from openssi.publish.publication import Publication, written_aside
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.vocabulary.data_structure import Component
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.symbols import LETTERS, MISSING, NEGLIGIBLE, NOT_APPLICABLE, SUPPRESSED

LONGEST_TEXT = 32_767
"""Characters of a cell of Excel."""

_OF_MISSING = {"M": NOT_APPLICABLE, "Q": SUPPRESSED}
_WIDTH, _WIDE = 13, 34


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the data: a component, its names, or the symbol of the value."""

    heading: str
    component: Component
    names: Mapping[str, str] | None = None
    is_symbol: bool = False

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.component.role == "measure" and not self.is_symbol


@dataclass(slots=True)
class _Book:
    """A workbook while it is written.

    Attributes:
        codes: Codes that occurred, by component.
        sources: Sources that occurred.
    """

    message: DataMessage
    publication: Publication
    book: Any
    styles: Styles
    codes: dict[str, set[str]] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)

    def say(self, key: str, **values: object) -> str:
        """Return a text of `definitions/interface/ilostat.yaml`."""
        return self.publication.definitions.texts.get(f"ilostat.excel.{key}", self.message.language, **values)


def write_excel(message: DataMessage, path: Path, definitions: Definitions) -> tuple[str, ...]:
    """Write a dataset as a workbook; nothing is shortened.

    Args:
        message: What is selected, what explains it, its release and the language.
        path: The file; whatever happens, readers find the former file or the new one.
        definitions: The words of the cover.

    Raises:
        FixTheFile: if a text is longer than a cell of Excel.
    """
    publication = Publication(
        connection=message.connection,
        release=message.release,
        folder=path.parent,
        language=message.language,
        definitions=definitions,
    )
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with written_aside(path) as aside, xlsxwriter.Workbook(str(aside), options) as book:
        title = message.dataflow.name.in_language(message.language)
        book.set_properties({"title": title, "created": moment_of(message.release.created)})
        opened = _Book(message, publication, book, styles_of(book))
        _write_cover(opened)
        _write_data(opened)
        _write_codes(opened)
        _write_sources(opened)
    return ()


def _write_cover(opened: _Book) -> None:
    sheet = opened.book.add_worksheet(opened.publication.say("sheets.cover"))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for row, (label, text, style) in enumerate(_cover(opened)):
        sheet.write_string(row, 0, label, opened.styles.text)
        sheet.write_string(row, 1, text, style)


def _cover(opened: _Book) -> Iterator[tuple[str, str, Any]]:
    message, publication, styles = opened.message, opened.publication, opened.styles
    say = publication.say
    yield " ", message.dataflow.name.in_language(message.language), styles.title
    yield " ", message.dataflow.description.in_language(message.language), styles.text
    for notice in publication.notices():
        yield " ", notice, styles.notice
    yield say("cover.release"), f"{message.release.id} ({message.release.created[:10]})", styles.text
    yield say("cover.definitions"), message.release.definitions_version, styles.text
    yield say("cover.citation"), publication.citation(), styles.text
    for name, value in message.limits.items():
        yield opened.say("limit"), f"{name} = {value}", styles.text
    yield say("cover.symbols"), say("cover.meaning"), styles.head
    for symbol, key in symbols_told():
        yield symbol, say(f"symbol.{key}"), styles.text
    yield say("cover.notes"), say("cover.exact"), styles.text


def _columns(opened: _Book) -> tuple[_Column, ...]:
    return tuple(
        column
        for component in opened.message.dataflow.structure
        if component.attachment != "dataset"
        for column in _columns_of(opened, component)
    )


def _columns_of(opened: _Book, component: Component) -> Iterator[_Column]:
    message = opened.message
    name = component.name.in_language(message.language)
    yield _Column(name, component)
    if component.representation == "code":
        codelist = message.structures.codelists.get(component.codelist)
        names = {each.id: each.name.in_language(message.language) for each in codelist.codes} if codelist else {}
        yield _Column(opened.say("name_of", name=name), component, names=names)
    if component.role == "measure":
        yield _Column(opened.publication.say("cover.symbols"), component, is_symbol=True)


def _write_data(opened: _Book) -> None:
    columns, styles = _columns(opened), opened.styles
    formats = [styles.value if each.is_number else styles.plain for each in columns]
    sheets = _sheets(opened, columns)
    rows = (_row(opened, columns, values) for values in _rows(opened.message))
    next(sheets).write_rows(1, islice(rows, MOST_ROWS), formats)
    for each in rows:
        next(sheets).write_rows(1, chain([each], islice(rows, MOST_ROWS - 1)), formats)


def _sheets(opened: _Book, columns: tuple[_Column, ...]) -> Iterator[RowsSheet]:
    """Give empty sheets for the data, each with its head."""
    number = 1
    while True:
        name = opened.say("data") if number == 1 else opened.say("data_more", number=number)
        sheet: RowsSheet = opened.book.add_worksheet(name, RowsSheet)
        for position, column in enumerate(columns):
            sheet.set_column(position, position, _WIDTH if column.names is None else _WIDE)
            sheet.write_string(0, position, column.heading, opened.styles.head)
        sheet.freeze_panes(1, 0)
        yield sheet
        number += 1


def _rows(message: DataMessage) -> Iterator[dict[str, Any]]:
    for batch in message.connection.batches(message.statement, message.parameters):
        yield from batch.to_pylist()


def _row(opened: _Book, columns: tuple[_Column, ...], values: Mapping[str, Any]) -> list[object]:
    if values.get("SOURCE"):
        opened.sources.add(values["SOURCE"])
    return [_cell(opened, column, values) for column in columns]


def _cell(opened: _Book, column: _Column, values: Mapping[str, Any]) -> object:
    value = values[column.component.id]
    if column.is_symbol:
        return _symbol(value, values.get("OBS_STATUS"))
    if column.component.representation != "code" or value is None:
        return _fitting(column, value)
    if column.names is None:
        opened.codes.setdefault(column.component.id, set()).add(str(value))
        return str(value)
    return _fitting(column, column.names.get(str(value), str(value)))


def _symbol(value: object, status: str | None) -> str:
    if value is None:
        return _OF_MISSING.get(status or "", MISSING)
    return NEGLIGIBLE if status == "N" else LETTERS.get(status or "", "")


def _fitting(column: _Column, value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        place = Place(item=column.component.id)
        raise FixTheFile.because("DATASET_TEXT_TOO_LONG", place, length=len(value), most=LONGEST_TEXT)
    return value


def _write_codes(opened: _Book) -> None:
    rows = [
        (name, code, names.get(code, code))
        for column in _columns(opened)
        if (names := column.names) is not None
        for name, code in ((column.component.id, each) for each in sorted(opened.codes.get(column.component.id, ())))
    ]
    heads = tuple(opened.say(each) for each in ("concept", "code", "name"))
    _write_list(opened, opened.say("codes"), (heads, *rows))


def _write_sources(opened: _Book) -> None:
    heads = (opened.say("source"),)
    _write_list(
        opened, opened.publication.say("sheets.sources"), (heads, *((each,) for each in sorted(opened.sources)))
    )


def _write_list(opened: _Book, name: str, rows: tuple[tuple[str, ...], ...]) -> None:
    sheet = opened.book.add_worksheet(name)
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 80)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            sheet.write_string(number, position, cell, opened.styles.plain if number else opened.styles.head)
