"""Registers and keys as they come: through editors and spreadsheets, from other systems, on full disks."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from openssi.microdata.registers.hashing import Register, hash_register
from openssi.microdata.registers.keys import new_key, read_key
from openssi.microdata.registers.normalise import normalise
from openssi.microdata.registers.register_rows import RegisterFile
from openssi.microdata.registers.rule import ExerciseRule
from openssi.vocabulary.errors import FixTheFile

KEY = bytes(range(100, 132))
ROWS = "ID;nom;sexe\n000001;Zoé;F\n2;Ñandú;M\n;;\n"


def hashed(path: Path, rule: ExerciseRule, encoding: str = "utf-8") -> tuple[bytes, int]:
    register = Register(path=path, scheme="PEN", column="ID", columns={"sex": "sexe"}, encoding=encoding)
    made = hash_register(register, rule, KEY, path.with_suffix(".parquet"))
    return made.path.read_bytes(), made.report.persons


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", ROWS), ("latin-1", ROWS), ("cp1252", ROWS), ("utf-16", ROWS),
        ("utf-8", ROWS.replace("\n", "\r\n")), ("utf-8", ROWS.replace(";", "\t")), ("utf-8", ROWS.replace(";", "|")),
        ("utf-8", ROWS.replace(";", ",").replace("Zoé", '"Zoé, la ""grande"""').replace("000001", '"000001"')),
    ],
)  # fmt: skip
def test_the_encoding_and_the_signs_between_columns_do_not_matter(
    tmp_path: Path, rule: ExerciseRule, encoding: str, text: str
) -> None:
    (tmp_path / "plain.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "other.csv").write_bytes(text.encode(encoding))
    expected, persons = hashed(tmp_path / "plain.csv", rule)
    assert persons == 2
    assert hashed(tmp_path / "other.csv", rule, "utf-8" if encoding == "utf-8-sig" else encoding)[0] == expected


def test_what_a_spreadsheet_made_of_numbers_is_no_identifier(rule: ExerciseRule) -> None:
    column = pa.array(["1.23E+5", "1,23E+11", "1e+05", "12345.0", "2345,0 ", "12.34.56", "123.450", "1234-5", "7"])
    dropping = replace(rule.identifier, drop="-.,+E")
    found = normalise(column, dropping)
    assert (found.ids, found.malformed) == ([b"123456", b"123450", b"012345", b"000007"], 5)


def test_leading_zeros_that_a_spreadsheet_dropped_come_back_or_are_counted(rule: ExerciseRule) -> None:
    column = pa.array(["001234", "1234", "", "  ", None, "1234567"])
    padded = normalise(column, rule.identifier)
    assert (padded.ids, padded.empty, padded.malformed) == ([b"001234", b"001234"], 3, 1)
    kept = normalise(column, replace(rule.identifier, leading_zeros="keep"))
    assert (kept.ids, kept.empty, kept.malformed) == ([b"001234"], 3, 2)


@pytest.mark.parametrize("encoding", ["ascii", "utf-8-sig", "utf-16"])
def test_a_key_that_went_through_an_editor_is_the_same_key(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "key").write_bytes(f"{KEY.hex()}\r\n".encode(encoding))
    assert read_key(tmp_path / "key", None) == KEY


def code_of(caught: pytest.ExceptionInfo[FixTheFile]) -> str:
    return caught.value.problems[0].code


def denied(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_file_that_another_program_holds_is_told_apart_from_one_that_is_not_there(
    tmp_path: Path, rule: ExerciseRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.csv"
    path.write_text(ROWS, encoding="utf-8")
    for read in (lambda: hashed(tmp_path / "none.csv", rule), lambda: read_key(tmp_path, None)):
        with pytest.raises(FixTheFile) as caught:
            read()
        assert code_of(caught) == "FILE_MISSING"
    monkeypatch.setattr(Path, "open", denied)
    monkeypatch.setattr(Path, "read_bytes", denied)
    for read in (lambda: hashed(path, rule), lambda: read_key(path, None)):
        with pytest.raises(FixTheFile, match=r"\(Permission denied\)") as caught:
            read()
        assert code_of(caught) == "FILE_CANNOT_OPEN"


def test_an_extract_never_takes_the_place_of_the_register(tmp_path: Path, rule: ExerciseRule) -> None:
    path = tmp_path / "r.csv"
    path.write_text(ROWS, encoding="utf-8")
    (tmp_path / "same.csv").symlink_to(path)
    for out in (path, tmp_path / "same.csv"):
        with pytest.raises(FixTheFile, match="REGISTER_WOULD_OVERWRITE"):
            hash_register(Register(path=path, scheme="P", column="ID"), rule, KEY, out)
    assert path.read_text(encoding="utf-8") == ROWS


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 100, 10_000])
def test_on_a_full_disk_nothing_is_left_and_it_is_said(tmp_path: Path, rule: ExerciseRule, size: int) -> None:
    """Without room for any row, for the rows of a part, and for the extract."""
    path = tmp_path / "r.csv"
    path.write_text("ID\n" + "".join(f"{number}\n" for number in range(5_000)))
    out = tmp_path / "out.parquet"
    before = set(tmp_path.iterdir())
    with room_for(size), pytest.raises(FixTheFile) as caught:
        hash_register(Register(path=path, scheme="P", column="ID"), rule, KEY, out)
    assert code_of(caught) == "REGISTER_CANNOT_WRITE"
    assert str(out) in str(caught.value)
    assert set(tmp_path.iterdir()) == before


def test_on_a_full_disk_no_half_of_a_key_is_left(tmp_path: Path) -> None:
    with room_for(10), pytest.raises(FixTheFile, match="REGISTER_CANNOT_WRITE"):
        new_key(tmp_path / "key")
    assert list(tmp_path.iterdir()) == []


def refusal(path: Path, rule: ExerciseRule) -> str:
    with pytest.raises(FixTheFile) as refused:
        hashed(path, rule)
    return refused.value.problems[0].code


@pytest.mark.parametrize("written", ["8531.0", "8531,00", "8.53E+4", "8,5E+10"])
def test_identifiers_that_a_spreadsheet_took_for_numbers_are_named_as_the_cause(
    written: str, tmp_path: Path, rule: ExerciseRule
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(f"ID;sexe\n{written};F\n{written};M\n123456;F\n", encoding="utf-8")
    assert refusal(path, rule) == "REGISTER_ID_NOT_TEXT"
    path.write_text(f"ID;sexe\n{written};F\n123456;M\n", encoding="utf-8")
    assert hashed(path, rule)[1] == 1


def test_files_of_other_programs_and_files_without_a_line_are_told_apart(tmp_path: Path, rule: ExerciseRule) -> None:
    for name, code in (
        ("register.dta", "REGISTER_UNREADABLE"),
        ("register.xlsx", "FILE_IS_WORKBOOK"),
        ("register.csv", "SURVEY_EMPTY"),
    ):
        (tmp_path / name).write_bytes(b"\n")
        assert refusal(tmp_path / name, rule) == code
    assert refusal(tmp_path, rule) == "FILE_IS_FOLDER"


def test_a_column_of_identifiers_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "twice.csv").write_text("id,id\n1,2\n", encoding="utf-8")
    with pytest.raises(FixTheFile, match="SURVEY_COLUMN_TWICE"):
        list(RegisterFile(tmp_path / "twice.csv", ("id",)).batches())


def test_a_name_of_a_column_that_is_longer_than_any_is_refused(tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text(f'"{"a" * 200_000}",id\n1,2\n', encoding="utf-8")
    with pytest.raises(FixTheFile, match="REGISTER_"):
        list(RegisterFile(tmp_path / "long.csv", ("name",)).batches())
