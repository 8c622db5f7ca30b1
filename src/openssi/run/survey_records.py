"""Figures of surveys as a table for people, or as CSV and JSON for machines."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from openssi.run.console import print_table
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


def print_rows(heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: Iterable[int], into: TextIO) -> None:
    """Print a table to the screen, or into a file with tabs between its columns."""
    if into is sys.stdout:
        print_table(heads, rows, numeric)
    else:
        into.writelines("\t".join(row) + "\n" for row in (heads, *rows))
