"""Figures of surveys as a table for people, or as CSV and JSON for machines."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TextIO

from rich.markup import escape

from openssi.run.console import out, print_table
from openssi.vocabulary.csv_text import neutralised


def print_records(
    records: Sequence[Mapping[str, object]], columns: Sequence[str], output_format: str, into: TextIO
) -> None:
    """Print records as CSV or JSON with all their digits; what is not there is empty, in JSON null."""
    if output_format == "json":
        json.dump(records, into, ensure_ascii=False, indent=2, allow_nan=False)
        into.write("\n")
        return
    writer = csv.DictWriter(into, columns, lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({name: neutralised(each) if isinstance(each, str) else each for name, each in record.items()})


def print_rows(heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: range, into: TextIO) -> None:
    """Print a table to the screen, or into a file with tabs between its columns.

    Args:
        heads: Of its columns.
        rows: Of words and numbers.
        numeric: Columns of numbers; before them stands the group, and before that what several groups have in common.
        into: The screen or a file.
    """
    if into is not sys.stdout:
        into.writelines("\t".join(row) + "\n" for row in (heads, *rows))
        return
    told, common = list(rows), numeric.start - 1
    if not out.is_terminal or not common:
        print_table(heads, told, numeric)
    elif width_of([heads, *told]) <= out.width:
        print_table(heads, list(without_repeats(told, common)), numeric)
    else:
        _print_in_blocks(heads, told, numeric)


def width_of(rows: Sequence[Sequence[str]]) -> int:
    """Return how many signs a table is wide whose lines are not broken."""
    return sum(max(map(len, column)) for column in zip(*rows, strict=True)) + len(rows[0]) - 1


def _print_in_blocks(heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: range) -> None:
    """Print a table for narrow screens: what groups have in common on a line of its own."""
    common = numeric.start - 1
    for shared, block in groupby(rows, lambda row: tuple(row[:common])):
        out.print(escape(", ".join(shared)), style="bold")
        print_table(heads[common:], [row[common:] for row in block], [each - common for each in numeric])


def without_repeats(rows: Iterable[Sequence[str]], columns: int) -> Iterator[Sequence[str]]:
    """Iterate over rows whose first columns are empty where all of them are as in the row above, for who reads them."""
    above: Sequence[str] = ()
    for row in rows:
        common = row[:columns]
        yield (*("" for _ in common), *row[columns:]) if common == above else row
        above = common
