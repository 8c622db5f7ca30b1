"""A file is what its bytes say, whatever its name says; and none may do anything by itself."""

from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.definitions.attachments import load_attachments
from openssi.vocabulary.errors import FixTheFile
from openssi_web.rounds.attachments import file_content
from openssi_web.rounds.attachments.file_content import wrong_with
from web_files.samples import (
    COMPOUND,
    CSV,
    EXE,
    HTML,
    JPG,
    MACRO_SHEET,
    ODS,
    PDF,
    PNG,
    SHEET,
    TEXT,
    encrypted,
    office,
    opendocument,
    package,
)

RULES = load().attachments
FALSE, ACTIVE, LOCKED, SWELLS = "ROUND_FILE_FALSE", "ROUND_FILE_ACTIVE", "ROUND_FILE_LOCKED", "ROUND_FILE_SWELLS"
VBA = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'


def wrong(tmp_path: Path, extension: str, content: bytes, unpacked: int = 1) -> str | None:
    path = tmp_path / "file"
    path.write_bytes(content)
    return wrong_with(path, RULES.kinds[extension], unpacked)


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", PDF),
        ("png", PNG),
        ("jpg", JPG),
        ("jpeg", JPG),
        ("csv", CSV),
        ("txt", "Prière de lire. Total : 2 686\n".encode()),
        ("txt", "Prière de lire".encode("cp1252")),
        ("txt", "\ufeffPrière".encode("utf-16-le")),
        ("txt", "\ufeffPrière".encode()),
        ("xlsx", office(SHEET)),
        ("xlsx", office(SHEET, {"xl/embeddings/Microsoft_Excel_Sheet.xlsx": b"PK"})),
        ("docx", office(TEXT)),
        ("ods", opendocument(ODS)),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(tmp_path: Path, extension: str, content: bytes) -> None:
    assert wrong(tmp_path, extension, content) is None


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", EXE),
        ("pdf", b"\n" + PDF),
        ("pdf", HTML),
        ("png", JPG),
        ("jpg", b"GIF89a"),
        ("txt", HTML),
        ("txt", b"  \n<svg onload=alert(1)>"),
        ("txt", b"\xef\xbb\xbf<html>"),
        ("txt", "\ufeff<html>".encode("utf-16-le")),
        ("txt", EXE),
        ("txt", b"\x81\x8d not of any alphabet"),
        ("csv", PNG),
        ("csv", office(SHEET)),
        ("xlsx", office(TEXT)),
        ("docx", office(SHEET)),
        ("xlsx", package({"a.xml": "<a/>"})),
        ("xlsx", office(SHEET).replace(b"PK\x05\x06", b"PK\x05\x07")),
        ("xlsx", office(SHEET, types="<!DOCTYPE a>")),
        ("xlsx", package({"[Content_Types].xml": " " * 2_000_000 + SHEET})),
        ("xlsx", opendocument(ODS)),
        ("ods", opendocument("application/vnd.oasis.opendocument.text")),
        ("ods", office(SHEET)),
        ("xlsx", HTML),
    ],
)
def test_a_false_extension_is_refused(tmp_path: Path, extension: str, content: bytes) -> None:
    # A member of two megabytes swells before it is false where little may be unpacked.
    assert wrong(tmp_path, extension, content, unpacked=10) == FALSE


def test_a_text_that_begins_with_much_blank_space_before_its_markup_is_refused(tmp_path: Path) -> None:
    assert wrong(tmp_path, "txt", b"\n" * 200_000 + HTML) == FALSE


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("xlsx", office(MACRO_SHEET)),
        ("xlsx", office(SHEET, types=VBA)),
        ("xlsx", office(SHEET, {"xl/vbaProject.bin": b"x"})),
        ("xlsx", office(SHEET, {"XL/VBAPROJECT.BIN": b"x"})),
        ("xlsx", office(SHEET, {"xl/macrosheets/sheet1.xml": b"x"})),
        ("docx", office(TEXT, {"word/activeX/activeX1.xml": b"x"})),
        ("docx", office(TEXT, {"word/embeddings/oleObject1.bin": b"MZ"})),
        ("docx", office(TEXT, {"word/embeddings/setup.exe": b"MZ"})),
        ("ods", opendocument(ODS, more={"Basic/Standard/Module1.xml": "x"})),
        ("ods", opendocument(ODS, manifest="<m type='application/vnd.sun.star.oleobject'/>")),
    ],
)
def test_what_could_run_is_refused(tmp_path: Path, extension: str, content: bytes) -> None:
    assert wrong(tmp_path, extension, content) == ACTIVE


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("xlsx", COMPOUND),
        ("docx", COMPOUND),
        ("xlsx", encrypted(office(SHEET))),
        ("ods", opendocument(ODS, manifest="<m><encryption-data/></m>")),
    ],
)
def test_what_nobody_here_can_open_is_refused(tmp_path: Path, extension: str, content: bytes) -> None:
    assert wrong(tmp_path, extension, content) == LOCKED


def test_a_package_that_swells_is_refused_by_its_directory_alone(tmp_path: Path) -> None:
    assert wrong(tmp_path, "xlsx", office(SHEET, {"b.xml": b"\0" * 3_000_000}), unpacked=2) == SWELLS


def test_a_package_of_very_many_members_is_refused_before_its_directory_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_content, "_MOST_MEMBERS", 2)
    monkeypatch.setattr(file_content, "CHUNK", 7)
    assert wrong(tmp_path, "xlsx", office(SHEET)) is None
    assert wrong(tmp_path, "xlsx", office(SHEET, {"b.xml": b""})) == SWELLS


def test_a_package_with_a_name_twice_is_refused(tmp_path: Path) -> None:
    assert wrong(tmp_path, "xlsx", office(SHEET, {"A.XML": "<b/>"})) == FALSE


def test_neither_programs_nor_pages_nor_archives_are_declared() -> None:
    assert not {"exe", "xlsm", "docm", "xls", "doc", "html", "htm", "svg", "zip", "js", "bat"} & set(RULES.kinds)
    assert RULES.largest == 20_000_000


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("extension: docx", "extension: xlsx", "DEFINITION_ID_TWICE"),
        ("content: text", "content: guess", "DEFINITION_VALUE_UNKNOWN"),
        ('begins: "FF D8 FF"', 'begins: "F"', "DEFINITION_VALUE_UNKNOWN"),
        ("files: 500", "files: many", "DEFINITION_NOT_A_NUMBER"),
        ("files: 500", "files: 0", "DEFINITION_NOT_A_NUMBER"),
        ("files: 500", "file: 500", "DEFINITION_KEY_UNKNOWN"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_named(tmp_path: Path, old: str, new: str, code: str) -> None:
    declared = (load().root / "attachments.yaml").read_text(encoding="utf-8")
    (tmp_path / "attachments.yaml").write_text(declared.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        load_attachments(tmp_path)
    assert caught.value.problems[0].code == code
