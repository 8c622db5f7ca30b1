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
TOTAL = "S.REC_TOTAL|QMA01"
"""Asked by the tiny questionnaire of the tests and by the real one, as is everything in the corpus."""


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
        typed(TOTAL, 123456789)(path)
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


def into_sheet(rows: bytes, number: int = 3) -> Damage:
    """Further rows in the XML of a sheet."""
    part = f"xl/worksheets/sheet{number}.xml"
    end = b"</sheetData>"
    return lambda path: with_parts(path, lambda name, each: each.replace(end, rows + end) if name == part else each)


def rectangle_without_addresses(path: Path) -> None:
    """Seventy thousand million cells in 42 megabytes: two rows far apart, and no cell says where it stands."""
    first = b"<row>" + b"<c><v>1</v></c>" * 10_000 + b"</row>"
    into_sheet(first + b"<row/>" * 7_000_000 + b"<row><c><v>1</v></c></row>")(path)


def rows_without_addresses(path: Path) -> None:
    into_sheet(b"<row><c><v>1</v></c></row>" * 1_500_000)(path)


def many_wide_sheets(path: Path) -> None:
    """Thirty sheets of two cells, each of which spans fourteen million."""

    def change(workbook: openpyxl.Workbook) -> None:
        for number in range(30):
            sheet = workbook.create_sheet(f"Own {number}")
            sheet["A1"], sheet["ZZ19999"] = 1, 1

    edited(change)(path)


def endless_texts(path: Path) -> None:
    """Fourteen million empty texts in half a megabyte."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = b"<sst " + space + b">" + b"<si><t/></si>" * 14_000_000 + b"</sst>"
    with_parts(path, lambda name, content: texts if name == "xl/sharedStrings.xml" else content)


def repeated_text(length: int, cells: int, quote: bytes = b'"', prefix: bytes = b"") -> Damage:
    """One text that many cells show: of a few kilobytes in the file, and of gigabytes in memory."""
    text = b"<%bsi><%bt>" % (prefix, prefix) + b"x" * length + b"</%bt></%bsi>" % (prefix, prefix)

    def repeat(name: str, content: bytes) -> bytes:
        if name == "xl/sharedStrings.xml":
            return text.join((content[: content.index(b"<si>")], content[content.index(b"<si>") :]))
        if not name.endswith("sheet3.xml"):
            return content
        row = b"".join(
            b'<c r="%c99" t=%bs%b><v>0</v></c>' % (b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at], quote, quote) for at in range(26)
        )
        rows = (b'<row r="%d">%b</row>' % (at, row.replace(b"99", b"%d" % at)) for at in range(300, 300 + cells // 26))
        return content.replace(b"</sheetData>", b"".join(rows) + b"</sheetData>")

    return lambda path: with_parts(path, repeat)


def with_prefix(path: Path) -> None:
    repeated_text(1_000_000, 26_000, prefix=b"x:")(path)
    space = b' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with_parts(path, lambda _name, content: content.replace(b"<sst", b"<sst" + space))


def endless_styles(path: Path) -> None:
    """Eleven million formats of cells in half a megabyte."""
    end = b"</cellXfs>"
    with_parts(path, lambda _name, content: content.replace(end, b"<xf/>" * 11_000_000 + end))


def attributes_without_value(path: Path) -> None:
    end = b"</sheets>"
    with_parts(path, lambda _name, content: content.replace(end, b"<sheet " + b"a" * 300_000 + b"/>" + end))


def another_target(path: Path) -> None:
    """A sheet with a far cell, and a comment from which it seems that another one is meant."""
    far = b'<c r="XFD1048576"><v>1</v></c></row></sheetData>'

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith("workbook.xml.rels"):
            return content
        (good,) = re.findall(rb"<Relationship [^>]*sheet3.xml[^>]*>", content)
        return content.replace(good, good.replace(b"sheet3", b"far") + b"<!--" + good + b"-->")

    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet3.xml")
    with_parts(path, change, ("xl/worksheets/far.xml", sheet.replace(b"</row></sheetData>", far)))


def in_utf_16(path: Path) -> None:
    """A sheet in an encoding in which a document type would not be seen."""

    def encoded(name: str, content: bytes) -> bytes:
        if not name.endswith("sheet3.xml"):
            return content
        text = content.decode().replace("UTF-8", "UTF-16")
        return re.sub(r"^(<\?xml[^>]*\?>)?", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x>', text).encode(
            "utf-16"
        )

    with_parts(path, encoded)


def part_twice(path: Path) -> None:
    """The same part again under a name in capitals: which one is read?"""
    with zipfile.ZipFile(path) as package:
        content = package.read("xl/worksheets/sheet3.xml")
    with_parts(path, keep, ("xl/worksheets/SHEET3.xml", content))


def named(name: str, *, value: object = None) -> Damage:
    """A copy of the sheet S_QMA01 under a name that Excel would not allow, with another answer if one is given."""

    def copied(workbook: openpyxl.Workbook) -> None:
        copy = workbook.copy_worksheet(workbook["S_QMA01"])
        cell = cell_of(workbook, TOTAL)
        if value is not None:
            copy.cell(cell.row, cell.column).value = value

    def damage(path: Path) -> None:
        edited(copied)(path)
        with_parts(path, lambda _, content: content.replace(b'name="S_QMA01 Copy"', f'name="{name}"'.encode()))

    return damage


def of_another_country(workbook: openpyxl.Workbook) -> None:
    """Two files in one: the sheet of a scheme of another country beside those of this one."""
    sheet = workbook.copy_worksheet(workbook["S_QMA01"])
    sheet.title = "S_QMB01"
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "|QMA01|" in cell.value:
                cell.value = cell.value.replace("QMA01", "QMB01")


def two_marks(workbook: openpyxl.Workbook) -> None:
    for key, value in ((TOTAL, "1,234"), (PERSONS, "2.000,5"), ("B.AMT_AVG|QMA01|QMA01-01", "3,000.5")):
        cell_of(workbook, key).value = value


def beyond_excel(path: Path) -> None:
    """More characters than Excel lets anybody type."""
    typed("S.NAME_EN|QMA01", "MARKER")(path)
    with_parts(path, lambda _name, content: content.replace(b"MARKER", b"x" * 40_000))


HEADS = ("No.", "Surname", "First name", "National ID", "Date of birth")


def persons(sheet: str, row: int, column: int) -> Damage:
    """A register of persons on a sheet of its own, or below or beside the form."""

    def change(workbook: openpyxl.Workbook) -> None:
        page = workbook[sheet] if sheet in workbook else workbook.create_sheet(sheet)
        rows = [HEADS, *((n, f"Name{n}", "A.", f"QMA-{n:06d}", "1950-01-01") for n in range(1, 40))]
        for number, cells in enumerate(rows, start=row):
            for at, value in enumerate(cells, start=column):
                page.cell(number, at).value = value

    return edited(change)


def same_key_twice(path: Path) -> None:
    typed(TOTAL, 5)(path)
    typed(PERSONS, f"{TOTAL}|_Z|_T|_T|_Z|_Z", "_key")(path)


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
    Damaged(
        "a rectangle between two cells", into_sheet(b'<row r="19999"><c r="ZZ19999"/></row>'), "WORKBOOK_TOO_LARGE"
    ),
    Damaged("thirty wide sheets", many_wide_sheets, "WORKBOOK_TOO_LARGE"),
    Damaged("far cells without addresses", rectangle_without_addresses, "WORKBOOK_NOT_EXCEL"),
    Damaged("more rows without addresses than Excel has", rows_without_addresses, "WORKBOOK_NOT_EXCEL"),
    Damaged(
        "far cell in small letters",
        into_sheet(b'<row r="9"><c r="xfd1048576"><v>1</v></c></row>'),
        "WORKBOOK_NOT_EXCEL",
    ),
    Damaged(
        "far cell in single quotes", into_sheet(b"<row><c r='XFD1048576'><v>1</v></c></row>"), "WORKBOOK_NOT_EXCEL"
    ),
    Damaged("endless texts", endless_texts, "WORKBOOK_TOO_HEAVY"),
    Damaged("a long text in many cells", repeated_text(1_000_000, 26_000), "WORKBOOK_TOO_HEAVY"),
    Damaged("a text as Excel allows it in very many cells", repeated_text(32_000, 200_000), "WORKBOOK_TOO_HEAVY"),
    Damaged("a long text in cells in single quotes", repeated_text(1_000_000, 26_000, b"'"), "WORKBOOK_TOO_HEAVY"),
    Damaged("a long text of a namespace with a name", with_prefix, "WORKBOOK_TOO_HEAVY"),
    Damaged("endless styles", endless_styles, "WORKBOOK_TOO_HEAVY"),
    Damaged("the same cell without end", into_sheet(b'<c r="A99"><v>1</v></c>' * 2_500_000), "WORKBOOK_TOO_HEAVY"),
    Damaged("a tag of errors without end", into_sheet(b'<c r="A99" ' + b't="e" ' * 1_000_000), "WORKBOOK_NOT_EXCEL"),
    Damaged("formulas without an end", into_sheet(b'<c r="A99"' + b"<f " * 1_000_000), "WORKBOOK_NOT_EXCEL"),
    Damaged("attributes without a value", attributes_without_value, "WORKBOOK_NOT_EXCEL"),
    Damaged("another sheet than the one that seems to be meant", another_target, "WORKBOOK_NOT_EXCEL"),
    Damaged("sheet in UTF-16", in_utf_16, "WORKBOOK_NOT_EXCEL"),
    Damaged("part twice", part_twice, "WORKBOOK_NOT_EXCEL"),
    Damaged("sheet twice", named("S_QMA01"), "WORKBOOK_NOT_EXCEL"),
    Damaged("sheet twice in other case", named("s_qma01", value=999), "WORKBOOK_KEY_TWICE", True),
    Damaged(
        "macros of Excel 4",
        lambda path: with_parts(path, keep, ("xl/macrosheets/sheet1.xml", b"<x/>")),
        "WORKBOOK_MACROS",
    ),
    Damaged("two files in one", edited(of_another_country), "WORKBOOK_KEY_UNKNOWN", True),
    Damaged("altered checksum", meta("form_hash", "0123456789abcdef"), "WORKBOOK_NOT_OURS"),
    Damaged("altered institution", meta("institution", "Pension Fund"), "WORKBOOK_NOT_OURS"),
    Damaged("altered base", meta("base", "v9"), "WORKBOOK_NOT_OURS"),
    Damaged("deleted keys", edited(lambda book: book["_meta"].delete_rows(20, 5)), "WORKBOOK_NOT_OURS"),
    Damaged("register of persons", persons("Beneficiaries", 1, 1), "WORKBOOK_PERSONS"),
    Damaged("register below the form", persons("S_QMA01", 300, 1), "WORKBOOK_PERSONS"),
    Damaged("register beside the form", persons("S_QMA01", 5, 20), "WORKBOOK_PERSONS"),
    Damaged("missing sheet", edited(lambda book: book.remove(book["S_QMA02"])), "WORKBOOK_SHEET_MISSING"),
    Damaged(
        "key of another questionnaire",
        typed(TOTAL, "S.NOTHING|QMA01|_Z|_T|_T|_Z|_Z", "_key"),
        "WORKBOOK_KEY_UNKNOWN",
        True,
    ),
    Damaged("the same key twice", same_key_twice, "WORKBOOK_KEY_TWICE", True),
    Damaged("word for a number", typed(TOTAL, "many"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("number with a footnote mark", typed(TOTAL, "1 250*"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("number with its unit", typed(TOTAL, "12 million"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("NaN as text", typed(TOTAL, "NaN"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("infinity as text", typed(TOTAL, "INF"), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("NaN as a number", raw_number(b"NaN"), "WORKBOOK_NOT_A_NUMBER", has_cell=True),
    Damaged("infinity as a number", raw_number(b"INF"), "WORKBOOK_NOT_A_NUMBER", has_cell=True),
    Damaged("1e308", typed(TOTAL, 1e308), "WORKBOOK_NUMBER_TOO_LARGE", True),
    Damaged("mixed decimal marks", edited(two_marks), "WORKBOOK_NUMBER_AMBIGUOUS", True),
    Damaged("twenty digits", typed(TOTAL, "12345678901234567890"), "WORKBOOK_NUMBER_TOO_LARGE", True),
    Damaged("forty digits", typed(TOTAL, "1" * 40), "WORKBOOK_NUMBER_TOO_LARGE", True),
    Damaged("true for a number", typed(TOTAL, True), "WORKBOOK_NOT_A_NUMBER", True),
    Damaged("error for a number", typed(TOTAL, "#DIV/0!"), "WORKBOOK_CELL_ERROR", True),
    Damaged("formula without a result", typed(TOTAL, "=1+1"), "WORKBOOK_FORMULA_WITHOUT_RESULT", True),
    Damaged("part of a person", typed("N.REF_YEAR", 2023.5), "WORKBOOK_OTHER_ROUND", True),
    Damaged("unknown code", typed("N.CURRENCY", "Doubloon"), "WORKBOOK_CODE_UNKNOWN", True),
    Damaged("unknown status", typed(TOTAL, "?", "_status"), "WORKBOOK_CODE_UNKNOWN", True),
    Damaged("another id", typed("S.ID|QMA01", "QMB01"), "WORKBOOK_ID_CHANGED", True),
    Damaged("unknown multiplier", typed("N.UNIT_MULT", 5), "WORKBOOK_MULTIPLIER_UNKNOWN", True),
    Damaged("forty thousand characters", beyond_excel, "WORKBOOK_TEXT_TOO_LONG", True),
    Damaged("a note as long as a report", typed(TOTAL, "x" * 32_000, "_note"), "WORKBOOK_TEXT_TOO_LONG", True),
    Damaged("unknown code of several", typed("S.FUNCTIONS|QMA01", "OLD XYZ"), "WORKBOOK_CODE_UNKNOWN", True),
    Damaged("column deleted", edited(lambda book: book["S_QMA01"].delete_cols(7)), "WORKBOOK_COLUMN_MISSING"),
    Damaged("31 February", typed("N.FY_START", "02-31"), "WORKBOOK_NOT_A_DATE", True),
)
