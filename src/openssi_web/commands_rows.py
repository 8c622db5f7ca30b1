"""Rows that commands write as table, CSV or JSON and read from CSV: what is listed is filled in and handed back."""

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from openssi.publish.publication import written_aside
from openssi.run.console import print_table
from openssi.run.options import one_of
from openssi.vocabulary.csv_text import MARK, STARTS, neutralised
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.commands_acting import say_of, text_of

FORMATS = ("table", "csv", "json")

FormatOption = Annotated[str, typer.Option("--format", help=text_of("round_commands.format"))]
OutputOption = Annotated[Path | None, typer.Option("--output", help=text_of("round_commands.output"))]

Value = str | int | None
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row of a file that somebody filled in.

    Attributes:
        cells: By column; a column that the file does not have is empty.
    """

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def number(self, column: str) -> int:
        """Return a whole number.

        Raises:
            FixTheFile: if there is none.
        """
        text = self[column]
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise FixTheFile.because("COMMAND_NUMBER_UNFIT", self.place, column=column, text=text[:40])
        return int(text)


def rows_of(path: Path, *needed: str) -> list[RowRead]:
    """Read the rows of a CSV file whose columns are separated by commas or, as some spreadsheets do, semicolons.

    Raises:
        FixTheFile: if it is not there, cannot be read as text, or misses a column.
    """
    place = Place(file=path.name)
    try:
        written = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FixTheFile.because("FILE_MISSING", place) from None
    except (UnicodeDecodeError, OSError):
        raise FixTheFile.because("COMMAND_FILE_UNREADABLE", place) from None
    first = written.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(written, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    missing = [each for each in needed if each not in (reader.fieldnames or ())]
    if missing:
        raise FixTheFile.because("COMMAND_COLUMNS_MISSING", place, columns=", ".join(missing))
    return [
        RowRead(Place(file=path.name, row=number), {name: _typed(cell) for name, cell in row.items() if name})
        for number, row in enumerate(reader, start=2)
    ]


def _typed(cell: str | None) -> str:
    """Return a cell as it was typed, without the mark that keeps a spreadsheet from calculating it."""
    text = (cell or "").strip()
    return text[1:] if text.startswith(MARK) and text[1:].startswith(STARTS) else text


def deliver(
    rows: Sequence[Row], columns: Sequence[str], shown: Sequence[str], chosen: str, output: Path | None, empty: str
) -> None:
    """Print rows as a table, or write them as CSV or JSON.

    Args:
        rows: The rows, by column.
        columns: Columns of the CSV file.
        shown: Columns of the table.
        chosen: `table`, `csv` or `json`.
        output: File, none for the terminal.
        empty: Key of what is said instead of a table without rows.
    """
    one_of("--format", chosen, FORMATS)
    if chosen == "table" and output is None:
        _print(rows, shown, empty)
        return
    content = json_text(rows) if chosen == "json" else csv_text(rows, columns)
    if output is None:
        sys.stdout.write(content)
        sys.stdout.flush()
        return
    with written_aside(output) as aside:
        aside.write_text(content, encoding="utf-8" if chosen == "json" else "utf-8-sig")
    say_of("round_commands.written", path=output, count=len(rows))


def _print(rows: Sequence[Row], shown: Sequence[str], empty: str) -> None:
    if not rows:
        say_of(empty)
        return
    heads = [text_of(f"round_commands.heads.{each}") for each in shown]
    print_table(heads, [[_plain(row.get(each)) for each in shown] for row in rows])


def csv_text(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Return rows as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_safe(row.get(each)) for each in columns])
    return stream.getvalue()


def json_text(rows: Sequence[Row]) -> str:
    """Return rows as JSON."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"


def _safe(cell: object) -> str:
    return neutralised(cell) if isinstance(cell, str) else _plain(cell)


def _plain(cell: object) -> str:
    return "" if cell is None else str(cell)
