"""Many rows of a sheet written at once: what XlsxWriter writes cell by cell, in a fifth of the time."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_LONG = 16_383
"""Signs of a text from which on XlsxWriter looks whether a cell can hold it."""
_TEXTS_KEPT = 8_192

Row = Sequence[object]


def write_cell(sheet: Any, row: int, column: int, value: object, style: Any) -> None:  # noqa: ANN401
    """Write a number as a number and everything else as text, never as a formula."""
    if value is None or value == "":
        return
    if isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)


class RowsSheet(Worksheet):  # type: ignore[misc]
    """A sheet of a workbook in constant memory, to which whole rows can be added."""

    def write_rows(self, first: int, rows: Iterable[Row], styles: Sequence[Any]) -> None:
        """Write rows under those that are there; empty cells are left out.

        Args:
            first: Index of the row of the sheet where they begin; nothing was written there or further down.
            rows: Values by column: numbers stay numbers, everything else becomes text, never a formula.
            styles: Format of each column.

        Raises:
            TypeError: if a number is none, or infinite.
        """
        columns = [
            (xl_col_to_name(column), style._get_xf_index())  # noqa: SLF001 - known to XlsxWriter's own cells alone
            for column, style in enumerate(styles)
        ]
        self._write_single_row(first)
        last = None
        for last, values in enumerate(rows, start=first):
            if any(isinstance(value, str) and len(value) > _LONG for value in values):
                self._write_plainly(last, values, styles)
            elif cells := "".join(_cells(last + 1, values, columns)):
                self.fh.write(f'<row r="{last + 1}">{cells}</row>')
        if last is not None:
            self.previous_row = last
            self._check_dimensions(last, len(columns) - 1)
            self.previous_row = last + 1

    def _write_plainly(self, row: int, values: Row, styles: Sequence[Any]) -> None:
        self.previous_row = row
        for column, value in enumerate(values):
            write_cell(self, row, column, value, styles[column])
        self._write_single_row(row + 1)


def _cells(row: int, values: Row, columns: Sequence[tuple[str, int]]) -> Iterator[str]:
    for (column, style), value in zip(columns, values, strict=True):
        if value is None or value == "":
            continue
        if isinstance(value, int | float | Decimal):
            if not isfinite(value):
                raise TypeError(value)
            yield f'<c r="{column}{row}" s="{style}"><v>{value:.16G}</v></c>'
        else:
            yield f'<c r="{column}{row}" s="{style}" {_inline(str(value))}</c>'


@lru_cache(maxsize=_TEXTS_KEPT)
def _inline(text: str) -> str:
    plain = Worksheet._escape_control_characters(text)  # noqa: SLF001 - as XlsxWriter writes it
    space = ' xml:space="preserve"' if plain != plain.strip() else ""
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f't="inlineStr"><is><t{space}>{escaped}</t></is>'
