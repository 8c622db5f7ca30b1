"""Extracts: what is hashed, what travels, what stays."""

import hmac
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from openssi.microdata.registers import sorted_rows
from openssi.microdata.registers.extract import Extract, read_extract
from openssi.microdata.registers.hashing import Register, hash_register
from openssi.microdata.registers.marks import layout_of
from openssi.microdata.registers.rule import ExerciseRule
from openssi.microdata.registers.rule_reading import read_rule
from openssi.microdata.registers.sorted_rows import PartFiles, persons_of
from openssi.vocabulary.errors import FixTheFile

MakesExtract = Callable[..., Extract]
KEY = bytes(range(100, 132))


def persons(path: Path) -> list[str]:
    rows = pq.read_table(path).to_pylist()
    return [
        b"".join(row[half].to_bytes(8, "big", signed=True) for half in ("person_hi", "person_lo")).hex() for row in rows
    ]


def expected(*ids: str) -> set[str]:
    return {hmac.digest(KEY, each.encode(), "sha256").hex()[:32] for each in ids}


def test_a_person_is_the_hmac_of_the_normalised_identifier(extract: MakesExtract) -> None:
    made = extract("PEN", ["12-34-56", "7", "123456", "000007", "abc", ""])
    assert set(persons(made.path)) == expected("123456", "000007")
    report = made.report
    assert (report.rows, report.empty, report.malformed, report.duplicated, report.persons) == (6, 1, 1, 2, 2)
    assert (report.changed, report.left_out, report.match_rate) == (2, 2, 1 - 2 / 6)


def test_an_extract_says_of_itself_what_was_returned(extract: MakesExtract) -> None:
    made = extract("PEN", [{"id": "1", "sex": "F"}, {"id": "2", "sex": "?"}])
    assert read_extract(made.path) == made
    assert made.report.unknown == {"sex": 1, "age": 2, "region": 2}


def test_rows_leave_in_the_order_of_their_hashes_and_not_of_the_register(extract: MakesExtract) -> None:
    ids = [f"{number:06d}" for number in range(500)]
    first, second = persons(extract("A", ids).path), persons(extract("B", reversed(ids)).path)
    assert first == second
    assert [int(each, 16) ^ (1 << 127) for each in first] == sorted(int(each, 16) ^ (1 << 127) for each in first)


def test_what_travels_is_a_code_and_never_what_was_written(extract: MakesExtract) -> None:
    rows = [
        {"id": "1", "sex": "Female", "age": "15", "region": "S"},
        {"id": "2", "sex": "1", "age": "x", "region": "Q"},
    ]
    made = extract("PEN", rows)
    marks = pq.read_table(made.path).column("marks").to_numpy()
    layout = made.rule.layout
    told = {tuple(row) for row in zip(*(layout.labels(name, marks) for name in layout.names), strict=True)}
    assert told == {("F", "15-64", "S"), ("M", "_U", "_U")}


@pytest.mark.parametrize("kind", ["text", "day", "number"])
def test_a_day_of_birth_becomes_an_age_group_and_stays_behind(tmp_path: Path, kind: str) -> None:
    (tmp_path / "rule.yaml").write_text(
        "exercise: E\nidentifier: {alphabet: digits, length: 2}\n"
        "travels: {age: {groups: [0, 18, 65], made_of: birth_date, on: 2026-03-01}}\n"
    )
    days = ["2008-03-01", "2008-03-02", "1961-03-01", "1961-03-02", "2026-03-02", "1800-01-01"]
    column = {
        "text": pa.array(days),
        "day": pa.array(days).cast(pa.date32()),
        "number": pa.array([int(day.replace("-", "")) for day in days]),
    }[kind]
    source = tmp_path / "register.parquet"
    pq.write_table(pa.table({"id": [f"{number:02d}" for number in range(6)], "born": column}), source)
    rule = read_rule(tmp_path / "rule.yaml")
    register = Register(path=source, scheme="PEN", column="id", columns={"age": "born"})
    made = hash_register(register, rule, KEY, tmp_path / "out.parquet")
    by_person = dict(
        zip(
            persons(made.path),
            rule.layout.labels("age", pq.read_table(made.path).column("marks").to_numpy()),
            strict=True,
        )
    )
    labels = [by_person[next(iter(expected(f"{number:02d}")))] for number in range(6)]
    assert labels == ["18-64", "0-17", "65+", "18-64", "_U", "_U"]
    assert b"2008" not in made.path.read_bytes()


def test_a_year_of_birth_can_travel_instead(tmp_path: Path) -> None:
    (tmp_path / "rule.yaml").write_text(
        "exercise: E\nidentifier: {alphabet: digits, length: 1}\n"
        "travels: {birth_year: {first: 1900, last: 2026, made_of: birth_date}}\n"
    )
    (tmp_path / "r.csv").write_text("id;born\n1;1961-03-01\n2;1899-12-31\n3;61\n")
    rule = read_rule(tmp_path / "rule.yaml")
    register = Register(path=tmp_path / "r.csv", scheme="PEN", column="id", columns={"birth_year": "born"})
    made = hash_register(register, rule, KEY, tmp_path / "out.parquet")
    labels = rule.layout.labels("birth_year", pq.read_table(made.path).column("marks").to_numpy())
    assert sorted(labels) == ["1961", "_U", "_U"]


def test_of_two_rows_of_a_person_the_first_that_knows_counts(extract: MakesExtract) -> None:
    rows = [
        {"id": "1", "sex": "", "age": "20", "region": "N"},
        {"id": "1", "sex": "F", "age": "20", "region": "S"},
        {"id": "1", "sex": "M", "age": "20", "region": "S"},
        {"id": "2", "sex": "", "age": "", "region": "N"},
        {"id": "2", "sex": "M", "age": "", "region": "N"},
    ]
    made = extract("PEN", rows)
    layout, marks = made.rule.layout, pq.read_table(made.path).column("marks").to_numpy()
    told = {tuple(row) for row in zip(*(layout.labels(name, marks) for name in layout.names), strict=True)}
    assert told == {("F", "15-64", "N"), ("M", "_U", "N")}
    assert (made.report.contradicted, made.report.duplicated) == (1, 3)


@pytest.mark.parametrize("kind", [pa.int64(), pa.string(), pa.large_string(), pa.decimal128(20, 0)])
def test_numbers_and_texts_are_one_identifier(tmp_path: Path, rule: ExerciseRule, kind: pa.DataType) -> None:
    pq.write_table(pa.table({"id": pa.array([7, 123456, None]).cast(kind)}), tmp_path / "r.parquet")
    register = Register(path=tmp_path / "r.parquet", scheme="PEN", column="id")
    made = hash_register(register, rule, KEY, tmp_path / "out.parquet")
    assert set(persons(made.path)) == expected("000007", "123456")


def test_an_extract_is_the_same_to_the_byte_each_time(extract: MakesExtract) -> None:
    first = extract("PEN", ["1", "2", "3"]).path.read_bytes()
    assert extract("PEN", ["3", "1", "2", "2"][:3], name="again").path.read_bytes() == first


def test_memory_is_bounded_by_part_files_that_hold_hashes_only(tmp_path: Path) -> None:
    high = np.array([-(2**63), 2**63 - 1, 0, -1], dtype=np.int64)
    parts = PartFiles(tmp_path)
    parts.add(high, np.arange(4), np.arange(4))
    found = [rows for rows in parts.sorted_parts() if len(rows)]
    assert [rows.tolist() for rows in found] == [[[-(2**63), 0, 0]], [[-1, 3, 3]], [[0, 2, 2]], [[2**63 - 1, 1, 1]]]
    assert list(tmp_path.iterdir()) == []
    assert sorted_rows.PARTS == 256


def test_persons_with_the_same_first_half_of_the_hash_stay_apart(tmp_path: Path) -> None:
    parts = PartFiles(tmp_path)
    for _ in range(2):
        parts.add(np.array([5, 5]), np.array([2, 1]), np.zeros(2, dtype=np.int64))
    rows = np.concatenate(list(parts.sorted_parts()))
    assert persons_of(rows, layout_of([])).low.tolist() == [1, 2]


def refused(tmp_path: Path, rule: ExerciseRule, source: Path, out: Path | None = None, **more: object) -> str:
    told = {"path": source, "scheme": "PEN", "column": "id", **more}
    before = set(tmp_path.rglob("*"))
    with pytest.raises(FixTheFile) as caught:
        hash_register(Register(**told), rule, KEY, out or tmp_path / "out.parquet")  # type: ignore[arg-type]
    assert set(tmp_path.rglob("*")) == before
    return caught.value.problems[0].code


def test_a_file_that_is_no_register_is_refused_and_leaves_nothing_behind(tmp_path: Path, rule: ExerciseRule) -> None:
    files = {
        "empty.csv": b"",
        "other.csv": b"name,age\nAda,3\n",
        "head.csv": b"id\n",
        "nobody.csv": b"id\nx\n",
        "ragged.csv": b"id,b\n123456,1\n654321\n",
        "latin.csv": b"id,b\n\xe9,1\n",
        "false.parquet": b"id\n123456\n",
        "zeros.parquet": bytes(100),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    codes = {name: refused(tmp_path, rule, tmp_path / name) for name in files}
    assert codes == {
        "empty.csv": "SURVEY_EMPTY",
        "other.csv": "REGISTER_COLUMN_MISSING",
        "head.csv": "REGISTER_NOBODY",
        "nobody.csv": "REGISTER_NOBODY",
        "ragged.csv": "REGISTER_UNREADABLE",
        "latin.csv": "REGISTER_UNREADABLE",
        "false.parquet": "REGISTER_UNREADABLE",
        "zeros.parquet": "REGISTER_UNREADABLE",
    }
    assert refused(tmp_path, rule, tmp_path / "nothing.csv") == "FILE_MISSING"
    assert refused(tmp_path, rule, tmp_path / "nobody.csv", encoding="no-such-code") == "REGISTER_ENCODING_UNKNOWN"


def test_a_complaint_shows_no_identifier(tmp_path: Path, rule: ExerciseRule) -> None:
    (tmp_path / "r.csv").write_text("id,b\n123456,1\n654321\n")
    with pytest.raises(FixTheFile) as caught:
        hash_register(Register(path=tmp_path / "r.csv", scheme="P", column="id"), rule, KEY, tmp_path / "o")
    assert "654321" not in str(caught.value)
    assert "Expected 2 columns, got 1" in str(caught.value)


def test_identifiers_that_have_lost_digits_are_refused(tmp_path: Path, rule: ExerciseRule) -> None:
    pq.write_table(pa.table({"id": [123456.0, None]}), tmp_path / "r.parquet")
    assert refused(tmp_path, rule, tmp_path / "r.parquet") == "REGISTER_ID_NOT_TEXT"


def test_a_column_that_is_not_declared_does_not_travel(tmp_path: Path, rule: ExerciseRule) -> None:
    (tmp_path / "r.csv").write_text("id,name\n123456,Ada\n")
    source = tmp_path / "r.csv"
    assert refused(tmp_path, rule, source, columns={"name": "name"}) == "REGISTER_MAY_NOT_TRAVEL"
    assert refused(tmp_path, replace(rule, dimensions=()), source, columns={"sex": "name"}) == "REGISTER_MAY_NOT_TRAVEL"
    assert refused(tmp_path, rule, source, columns={"sex": "gender"}) == "REGISTER_COLUMN_MISSING"
    assert refused(tmp_path, rule, source, scheme="../PEN") == "REGISTER_CODE_UNFIT"


def test_where_the_extract_cannot_be_written_nothing_is_left(tmp_path: Path, rule: ExerciseRule) -> None:
    (tmp_path / "r.csv").write_text("id\n123456\n")
    source = tmp_path / "r.csv"
    assert refused(tmp_path, rule, source, tmp_path / "nowhere" / "o.parquet") == "REGISTER_CANNOT_WRITE"
    assert refused(tmp_path, rule, source, source / "o.parquet") == "REGISTER_CANNOT_WRITE"
    (tmp_path / "folder").mkdir()
    assert refused(tmp_path, rule, source, tmp_path / "folder") == "REGISTER_CANNOT_WRITE"


def test_who_interrupts_finds_the_former_extract_and_nothing_half_written(tmp_path: Path, rule: ExerciseRule) -> None:
    (tmp_path / "r.csv").write_text("id\n123456\n")
    out = tmp_path / "o.parquet"
    out.write_bytes(b"former")
    for share in (0.9, 1.0):

        def interrupt(done: float, at: float = share) -> None:
            if done >= at:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            hash_register(Register(path=tmp_path / "r.csv", scheme="P", column="id"), rule, KEY, out, interrupt)
        assert out.read_bytes() == b"former"
        assert {each.name for each in tmp_path.iterdir()} == {"r.csv", "o.parquet", "rule.yaml"}


def test_no_byte_of_an_identifier_or_of_the_key_is_in_an_extract(extract: MakesExtract) -> None:
    ids = [f"{number:06d}" for number in range(0, 999_999, 9973)]
    rows = [{"id": each, "sex": "Female", "name": f"Ada {each}"} for each in ids]
    content = extract("PEN", rows).path.read_bytes()
    assert [each for each in ids if each.encode() in content] == []
    assert b"Ada" not in content
    assert KEY not in content
    assert KEY.hex().encode() not in content
