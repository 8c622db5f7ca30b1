"""How far the sheets of a workbook reach, seen before it is read.

The reader of values reserves memory for the whole rectangle of a sheet, so that one value in its last possible cell
exhausts it.
"""

import re
import zipfile
from pathlib import Path

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

MOST_CELLS = 20_000_000
"""Cells of a sheet; the whole global SDG database of one goal has less than one million."""

MOST_BYTES = 1_000_000_000

_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\b[^>]*?\bref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"')
_HEAD = 4096


def refuse_far_cells(path: Path) -> None:
    """Refuse a workbook with a sheet that is too large to be read.

    Raises:
        FixTheFile: if a sheet reaches too far, or the file is no intact package.
    """
    try:
        with zipfile.ZipFile(path) as package:
            sheets = [entry for entry in package.infolist() if entry.filename.startswith("xl/worksheets/sheet")]
            heavy = sum(entry.file_size for entry in package.infolist()) > MOST_BYTES
            far = heavy or any(_cells(package, entry.filename) > MOST_CELLS for entry in sheets)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise FixTheFile.because("PUBLISHED_NO_WORKBOOK", Place(file=path.name)) from error
    if far:
        raise FixTheFile.because("PUBLISHED_SHEET_TOO_LARGE", Place(file=path.name))


def _cells(package: zipfile.ZipFile, name: str) -> int:
    """The rectangle that a sheet declares; of one that declares nothing, the one that its cells fill."""
    with package.open(name) as stream:
        head = stream.read(_HEAD)
        declared = _DIMENSION.search(head)
        found = [declared.groups()] if declared else _CELL.findall(head + stream.read())
    columns = max((_number(letters) for letters, _ in found), default=0)
    return columns * max((int(row) for _, row in found), default=0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
