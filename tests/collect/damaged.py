"""A corpus of damaged workbooks, each made from one good workbook.

A damage is a function that changes the file in place.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

Damage = Callable[[Path], None]
MONEY = "S.REC_EE|QMA01"
PERSONS = "S.ACTIVE|QMA01"


def with_parts(path: Path, change: Callable[[str, bytes], bytes | None], *extra: tuple[str, bytes]) -> None:
    """Write the package again with changed, removed (none) and further parts."""
    with zipfile.ZipFile(path) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts:
            kept = change(name, content)
            if kept is not None:
                target.writestr(name, kept)
        for name, content in extra:
            target.writestr(name, content)


def keep(_name: str, content: bytes) -> bytes:
    return content


def edited(change: Callable[[openpyxl.Workbook], None]) -> Damage:
    """A change that Excel or LibreOffice could have saved."""

    def damage(path: Path) -> None:
        workbook = openpyxl.load_workbook(path)
        change(workbook)
        workbook.save(path)

    return damage


def bytes_of(content: bytes) -> Damage:
    return lambda path: path.write_bytes(content) and None  # type: ignore[return-value]


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4000])


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def bomb(path: Path) -> None:
    """Three hundred megabytes of zeros that are packed into three hundred kilobytes."""
    with_parts(path, keep, ("xl/media/image1.bin", bytes(300_000_000)))


def lying_bomb(path: Path) -> None:
    """The same in a sheet, with a size declared that is far smaller."""
    with_parts(path, lambda name, content: bytes(250_000_000) if name.endswith("sheet3.xml") else content)
    content = path.read_bytes()
    size, small = (250_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    path.write_bytes(content.replace(size, small))


def nested(path: Path) -> None:
    inner = path.read_bytes()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("questionnaire.xlsx", inner)


def declaring(declaration: bytes, part: str) -> Damage:
    """XML with a document type of its own in one part."""

    def declare(name: str, content: bytes) -> bytes:
        return re.sub(rb"(<\?xml[^>]*\?>)", rb"\1" + declaration, content, count=1) if name == part else content

    return lambda path: with_parts(path, declare)


def without_part(part: str) -> Damage:
    return lambda path: with_parts(path, lambda name, content: None if name == part else content)


def raw_number(number: bytes) -> Damage:
    """A number that no spreadsheet program would write, put into the XML."""

    def damage(path: Path) -> None:
        typed(MONEY, 123456789)(path)
        with_parts(path, lambda _name, content: content.replace(b"<v>123456789</v>", b"<v>" + number + b"</v>"))

    return damage


def cell_of(workbook: openpyxl.Workbook, key: str, column: str = "_value") -> Any:
    parts = key.split("|")
    full = "|".join(parts + ["_Z", "_Z", "_Z", "_T", "_T", "_Z", "_Z"][len(parts) :])
    for sheet in workbook.worksheets:
        marks = {each.value: each.column for each in sheet[1]}
        if "_key" in marks:
            for row in range(2, sheet.max_row + 1):
                if sheet.cell(row, marks["_key"]).value == full:
                    return sheet.cell(row, marks[column])
    raise AssertionError(key)


def typed(key: str, value: object, column: str = "_value") -> Damage:
    def change(workbook: openpyxl.Workbook) -> None:
        cell_of(workbook, key, column).value = value

    return edited(change)


def meta(name: str, value: str) -> Damage:
    def change(workbook: openpyxl.Workbook) -> None:
        for row in workbook["_meta"].iter_rows():
            if row[0].value == name:
                row[1].value = value

    return edited(change)


def far_cell(address: str) -> Damage:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["H_Totals"][address] = 1

    return edited(change)


def million_rows(path: Path) -> None:
    """A million empty rows in the XML of a sheet."""
    rows = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(100, 1_000_100))
    with_parts(
        path,
        lambda name, content: content.replace(b"</sheetData>", rows + b"</sheetData>") if "sheet2" in name else content,
    )


def persons(path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook.create_sheet("Beneficiaries")
        sheet.append(["No.", "Surname", "First name", "National ID", "Date of birth"])
        for number in range(1, 40):
            sheet.append([number, f"Name{number}", "A.", f"QMA-{number:06d}", "1950-01-01"])

    edited(change)(path)


def same_key_twice(path: Path) -> None:
    typed(MONEY, 5)(path)
    typed(MONEY, "S.REC_TOTAL|QMA01|_Z|_T|_T|_Z|_Z", "_key")(path)


def hundred_sheets(workbook: openpyxl.Workbook) -> None:
    for number in range(100):
        workbook.create_sheet(f"Own {number}").append(["our notes", number])


@dataclass(frozen=True)
class Damaged:
    """One entry of the corpus: what was done, and the message that has to come."""

    name: str
    damage: Damage
    code: str
    has_cell: bool = False


CORPUS = (
    Damaged("truncated", truncated, "WORKBOOK_NOT_EXCEL"),
    Damaged("one byte flipped", flipped, "WORKBOOK_NOT_EXCEL"),
    Damaged("empty file", bytes_of(b""), "WORKBOOK_NOT_EXCEL"),
    Damaged("text file", bytes_of(b"a,b\n1,2\n"), "WORKBOOK_NOT_EXCEL"),
    Damaged("web page", bytes_of(b"<html><table/></html>"), "WORKBOOK_NOT_EXCEL"),
    Damaged("only the first bytes", bytes_of(b"PK\x03\x04"), "WORKBOOK_NOT_EXCEL"),
    Damaged(
        "old or locked workbook", bytes_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)), "WORKBOOK_OLD_OR_LOCKED"
    ),
    Damaged(
        "OpenDocument",
        bytes_of(b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
        "WORKBOOK_OPEN_DOCUMENT",
    ),
    Damaged("bomb", bomb, "WORKBOOK_TOO_HEAVY"),
    Damaged("bomb with a false size", lying_bomb, "WORKBOOK_NOT_EXCEL"),
    Damaged("package in a package", nested, "WORKBOOK_NOT_EXCEL"),
    Damaged("macros", lambda path: with_parts(path, keep, ("xl/vbaProject.bin", b"\x00")), "WORKBOOK_MACROS"),
    Damaged(
        "external entity",
        declaring(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "xl/workbook.xml"),
        "WORKBOOK_UNSAFE",
    ),
    Damaged(
        "entities that grow",
        declaring(b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>', "xl/sharedStrings.xml"),
        "WORKBOOK_UNSAFE",
    ),
    Damaged("document type in a sheet", declaring(b"<!DOCTYPE x>", "xl/worksheets/sheet2.xml"), "WORKBOOK_UNSAFE"),
    Damaged("no list of sheets", without_part("xl/workbook.xml"), "WORKBOOK_NOT_EXCEL"),
    Damaged("no relations", without_part("xl/_rels/workbook.xml.rels"), "WORKBOOK_NOT_EXCEL"),
    Damaged("a sheet that is not there", without_part("xl/worksheets/sheet2.xml"), "WORKBOOK_NOT_EXCEL"),
    Damaged("another workbook", lambda path: openpyxl.Workbook().save(path), "WORKBOOK_NOT_OURS"),
    Damaged("no hidden sheet", edited(lambda book: book.remove(book["_meta"])), "WORKBOOK_NOT_OURS"),
    Damaged("format of the future", meta("format", "openssi-workbook-99"), "WORKBOOK_NOT_OURS"),
    Damaged("year that is none", meta("time_period", "soon"), "WORKBOOK_NOT_OURS"),
    Damaged("another country", meta("ref_area", "QMB"), "WORKBOOK_OTHER_COUNTRY"),
    Damaged("another round", meta("time_period", "2019"), "WORKBOOK_OTHER_ROUND"),
    Damaged("another version", meta("questionnaire_version", "1999.1"), "WORKBOOK_OTHER_VERSION"),
    Damaged("value in the last cell", far_cell("XFD1048576"), "WORKBOOK_TOO_LARGE"),
    Damaged("value in the last row", far_cell("A1048576"), "WORKBOOK_TOO_LARGE"),
    Damaged("value in the last column", far_cell("XFD3"), "WORKBOOK_TOO_LARGE"),
    Damaged("a million rows", million_rows, "WORKBOOK_TOO_LARGE"),
    Damaged("register of persons", persons, "WORKBOOK_PERSONS"),
    Damaged("missing sheet", edited(lambda book: book.remove(book["S_QMA02"])), "WORKBOOK_SHEET_MISSING"),
    Damaged(
        "key of another questionnaire",
        typed(MONEY, "S.NOTHING|QMA01|_Z|_T|_T|_Z|_Z", "_key"),
        "WORKBOOK_KEY_UNKNOWN",
        True,
    ),
    Damaged("the same key twice", same_key_twice, "WORKBOOK_KEY_TWICE", True),
    Damaged("word for a number", typed(MONEY, "many"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("number with a footnote mark", typed(MONEY, "1 250*"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("number with its unit", typed(MONEY, "12 million"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("NaN as text", typed(MONEY, "NaN"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("infinity as text", typed(MONEY, "INF"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("NaN as a number", raw_number(b"NaN"), "WORKBOOK_NOT_A_NUMBER", has_cell=True),
    Damaged("infinity as a number", raw_number(b"INF"), "WORKBOOK_NOT_A_NUMBER", has_cell=True),
    Damaged("1e308", typed(MONEY, 1e308), "WORKBOOK_NUMBER_TOO_LARGE", True),
    Damaged("forty digits", typed(MONEY, "1" * 40), "WORKBOOK_NUMBER_TOO_LARGE", True),
    Damaged("true for a number", typed(MONEY, True), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("error for a number", typed(MONEY, "#DIV/0!"), "WORKBOOK_CELL_ERROR", True),
    Damaged("formula without a result", typed(MONEY, "=1+1"), "WORKBOOK_FORMULA_WITHOUT_RESULT", True),
    Damaged("part of a person", typed("N.REF_YEAR", 2023.5), "WORKBOOK_OTHER_ROUND", True),
    Damaged("unknown code", typed("N.CURRENCY", "Doubloon"), "WORKBOOK_CODE_UNKNOWN", True),
    Damaged("unknown status", typed(MONEY, "?", "_status"), "WORKBOOK_CODE_UNKNOWN", True),
    Damaged("another id", typed("S.ID|QMA01", "QMB01"), "WORKBOOK_ID_CHANGED", True),
    Damaged("unknown multiplier", typed("N.UNIT_MULT", 5), "WORKBOOK_MULTIPLIER_UNKNOWN", True),
    Damaged("forty thousand characters", typed("S.NAME_EN|QMA01", "x" * 32_000), "WORKBOOK_TEXT_TOO_LONG", True),
    Damaged("31 February", typed("N.FY_START", "02-31"), "WORKBOOK_NOT_A_DATE", True),
)
