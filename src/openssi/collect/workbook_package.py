"""Looks into the package of an .xlsx file before it is read: how far its sheets reach, where formulas stand.

The reader of values reserves memory for the whole rectangle of a sheet, and a single value in the last possible cell
can exhaust it; and it shows neither formulas nor errors. Both are seen here, in the text of the package.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

HEAD = 200
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""First bytes of an old .xls workbook, and of one that is locked with a password."""

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"

MOST_ROWS = 20_000
MOST_COLUMNS = 702
MOST_BYTES = 200_000_000

_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_ADDRESS = re.compile(rb'\br="([A-Z]+)(\d+)"')
_FAR_COLUMN = re.compile(rb'\br="([A-Z]{3,})(\d+)"')
_FAR_ROW = re.compile(rb'\br="([A-Z]+)(\d{5,})"')
_FORMULA = re.compile(rb'\br="([A-Z]+\d+)"[^<>]*>\s*<(?:\w+:)?f\b')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="e"[^>]*>')
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\b[^>]*?\bref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_ERROR = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')


@dataclass(frozen=True, slots=True)
class SheetParts:
    """What the package says of one sheet: the cells that hold formulas, and those that show an error."""

    formulas: frozenset[str]
    errors: Mapping[str, str]


def inspect(path: Path) -> Mapping[str, SheetParts]:
    """Return what the package says of each sheet.

    Args:
        path: The workbook.

    Raises:
        FixTheFile: if it is absent, is no .xlsx workbook, or reaches too far to be read safely.
    """
    place = Place(file=path.name)
    _refuse_other_kinds(path)
    try:
        with zipfile.ZipFile(path) as package:
            if sum(entry.file_size for entry in package.infolist()) > MOST_BYTES:
                raise FixTheFile.because("WORKBOOK_TOO_HEAVY", place, megabytes=MOST_BYTES // 1_000_000)
            parts = _safe_parts(package, place)
            texts = {name: parts[target] for name, target in _sheet_files(parts).items()}
    except zipfile.BadZipFile as error:
        raise FixTheFile.because("WORKBOOK_NOT_EXCEL", place) from error
    except OSError as error:
        raise FixTheFile.because("WORKBOOK_FILE_MISSING", place) from error
    except (KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise FixTheFile.because("WORKBOOK_NOT_EXCEL", place) from error
    _refuse_far_cells(path, texts)
    return {name: _parts(text) for name, text in texts.items()}


def _refuse_other_kinds(path: Path) -> None:
    """Refuse what is no .xlsx package by its first bytes, with what it is."""
    place = Place(file=path.name)
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise FixTheFile.because("WORKBOOK_FILE_MISSING", place) from error
    if head.startswith(OLD_OR_LOCKED):
        raise FixTheFile.because("WORKBOOK_OLD_OR_LOCKED", place)
    if OPEN_DOCUMENT in head:
        raise FixTheFile.because("WORKBOOK_OPEN_DOCUMENT", place)


def _safe_parts(package: zipfile.ZipFile, place: Place) -> Mapping[str, bytes]:
    """Return the XML parts, each read once, so that its checksum is known; macros and declarations are refused."""
    parts = {}
    for entry in package.infolist():
        name = entry.filename.lower()
        if name.endswith("vbaproject.bin"):
            raise FixTheFile.because("WORKBOOK_MACROS", place)
        if name.endswith((".xml", ".rels")):
            content = parts[entry.filename] = package.read(entry)
            if any(each in content for each in _DECLARATIONS):
                raise FixTheFile.because("WORKBOOK_UNSAFE", place, part=entry.filename)
    return parts


def _sheet_files(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet in the package, by the name of the sheet."""
    workbook = parts["xl/workbook.xml"].decode("utf-8")
    relations = parts["xl/_rels/workbook.xml.rels"].decode("utf-8")
    targets = {each["Id"]: each["Target"] for each in map(_attributes, _RELATION.findall(relations))}
    found = {}
    for each in map(_attributes, _SHEET.findall(workbook)):
        relation = next((value for name, value in each.items() if name.endswith(":id")), "")
        target = targets[relation]
        found[each["name"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _refuse_far_cells(path: Path, texts: Mapping[str, bytes]) -> None:
    problems = []
    for name, text in texts.items():
        rows, columns = _extent(text)
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            place = Place(file=path.name, sheet=name)
            problems.append(Problem("WORKBOOK_TOO_LARGE", place, {"rows": rows, "columns": columns}))
    if problems:
        raise FixTheFile(problems)


def _extent(text: bytes) -> tuple[int, int]:
    """The last row and column that a sheet declares, or uses beyond what any form uses."""
    far = [*_FAR_COLUMN.findall(text), *_FAR_ROW.findall(text)]
    declared = _DIMENSION.search(text[:4096])
    if declared:
        far.append(declared.groups())
    return max((int(row) for _, row in far), default=0), max((_number(letters) for letters, _ in far), default=0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _parts(text: bytes) -> SheetParts:
    formulas = frozenset(address.decode() for address in _FORMULA.findall(text))
    errors = {}
    for match in _ERROR_CELL.finditer(text):
        address = _ADDRESS.search(match[0])
        shown = _ERROR.search(text, match.end(), match.end() + 4000)
        if address:
            errors[(address[1] + address[2]).decode()] = shown[1].decode() if shown else "#"
    return SheetParts(formulas, errors)
