"""CSV files of definitions, read so that every complaint can name the file and the row."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row with its place."""

    file: str
    row: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def place(self) -> Place:
        """File and row."""
        return Place(file=self.file, row=self.row)

    def whole(self, column: str) -> int:
        """Return a cell as a whole number.

        Raises:
            FixTheFile: if it is none.
        """
        text = self.cells[column].strip()
        if not text.lstrip("-").isdigit():
            raise FixTheFile.because("DEFINITION_NOT_WHOLE", self.place, column=column, text=text)
        return int(text)


def read_csv(path: Path, columns: tuple[str, ...]) -> Iterator[CsvRow]:
    """Read a CSV file that must have certain columns; others are kept.

    Raises:
        FixTheFile: if the file or a column is missing.
    """
    if not path.is_file():
        raise FixTheFile.because("DEFINITION_FILE_MISSING", Place(file=path.name))
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            place = Place(file=path.name, row=1)
            raise FixTheFile.because("DEFINITION_COLUMNS_MISSING", place, columns=", ".join(missing))
        rows = [CsvRow(path.name, number, row) for number, row in enumerate(reader, start=2)]
    yield from rows
