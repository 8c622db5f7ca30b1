"""Looks into the package of an .xlsx file before it is read, and hands on what was seen, and only that.

The reader of values reserves memory for the whole rectangle of a sheet, and for every text in every cell that refers
to it: a file of a few kilobytes can exhaust it and end the process. It also shows neither formulas nor errors. So the
parts are read here, each once; those that are sound are packed again, and the reader is given nothing else.
"""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openssi.collect.workbook_scan import MOST_TEXT, SheetParts, far_cells, parts_of, shows_too_much, texts_of
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

HEAD = 200
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""First bytes of an old .xls workbook, and of one that is locked with a password."""

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"

MOST_BYTES = 200_000_000
"""Of all parts together."""

MOST_BYTES_OF_A_PART = 50_000_000
"""Of a part of XML; the largest sheet of a questionnaire in use has one million."""

_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_MACROS = re.compile(r"vbaproject\.bin$|/macrosheets/")
_XML = (".xml", ".rels")
_OF_A_WORKBOOK = ("xl/", "_rels/", "[content_types].xml")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(r'(?<![\w:])([\w:]+)\s*=\s*"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook that can be read safely.

    Attributes:
        content: The package again, of the parts that were looked at.
        sheets: What the text of each sheet says.
    """

    content: bytes
    sheets: Mapping[str, SheetParts]


def inspect(path: Path) -> Package:
    """Return a package that can be read safely.

    Args:
        path: The workbook.

    Raises:
        FixTheFile: if it is absent, is no .xlsx workbook, or holds too much to be read safely.
    """
    place = Place(file=path.name)
    _refuse_other_kinds(path)
    try:
        with zipfile.ZipFile(path) as package:
            if sum(entry.file_size for entry in package.infolist()) > MOST_BYTES:
                raise _too_heavy(place, MOST_BYTES)
            parts = _safe_parts(package, place)
            targets = _sheet_files(parts)
            texts = {name: parts[target] for name, target in targets.items()}
    except zipfile.BadZipFile as error:
        raise FixTheFile.because("WORKBOOK_NOT_EXCEL", place) from error
    except OSError as error:
        raise FixTheFile.because("WORKBOOK_FILE_MISSING", place) from error
    except (KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise FixTheFile.because("WORKBOOK_NOT_EXCEL", place) from error
    others = {name: part for name, part in parts.items() if name not in targets.values() and b"sheetData" not in part}
    _refuse_far_cells(place, texts)
    _refuse_repeated_texts(place, texts, others)
    seen = {**others, **{targets[name]: text for name, text in texts.items()}}
    return Package(_packed(seen), {name: parts_of(text) for name, text in texts.items()})


def _too_heavy(place: Place, limit: int) -> FixTheFile:
    return FixTheFile.because("WORKBOOK_TOO_HEAVY", place, megabytes=limit // 1_000_000)


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
    """Return the parts of XML; all are read, so that their checksums are known; macros and declarations are refused.

    Programs do not tell names of parts apart by their case, nor by the direction of slashes: the second of two such
    parts could be another than the one that was looked at.
    """
    parts: dict[str, bytes] = {}
    names = {entry.filename.lower().replace("\\", "/") for entry in package.infolist()}
    if len(names) < len(package.infolist()):
        raise FixTheFile.because("WORKBOOK_NOT_EXCEL", place)
    for entry in package.infolist():
        name = entry.filename.lower().replace("\\", "/")
        if _MACROS.search(name):
            raise FixTheFile.because("WORKBOOK_MACROS", place)
        content = package.read(entry)
        if not name.endswith(_XML):
            continue
        if b"<!" in content and any(each in content for each in _DECLARATIONS):
            raise FixTheFile.because("WORKBOOK_UNSAFE", place, part=entry.filename)
        if len(content) > MOST_BYTES_OF_A_PART:
            raise _too_heavy(place, MOST_BYTES_OF_A_PART)
        if name.startswith(_OF_A_WORKBOOK):
            parts[entry.filename] = content
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
        if each["name"] in found:
            raise ValueError(each["name"])
        found[each["name"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _refuse_far_cells(place: Place, texts: Mapping[str, bytes]) -> None:
    problems = []
    for name, text in texts.items():
        here = Place(file=place.file, sheet=name)
        try:
            far = far_cells(text)
        except ValueError as error:
            raise FixTheFile.because("WORKBOOK_NOT_EXCEL", here) from error
        if far:
            problems.append(Problem("WORKBOOK_TOO_LARGE", here, {"rows": far[0], "columns": far[1]}))
    if problems:
        raise FixTheFile(problems)


def _refuse_repeated_texts(place: Place, texts: Mapping[str, bytes], others: Mapping[str, bytes]) -> None:
    """Refuse a sheet whose cells show long texts so often that they exhaust the memory."""
    lengths = sorted((length for part in others.values() for length in texts_of(part)), reverse=True)
    for name, text in texts.items():
        if shows_too_much(text, lengths):
            raise _too_heavy(Place(file=place.file, sheet=name), MOST_TEXT)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()
