"""Messages name the line of a CSV file that an editor shows, whatever stands above it."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.microdata.csv_lines import record_starts
from openssi.microdata.description import SurveyDescription
from openssi.microdata.read_survey import read_survey
from openssi.microdata.registers.register_rows import RegisterFile
from openssi.vocabulary.errors import FixTheFile

PLAIN = SurveyDescription(welfare="y", weight="w", domains=("name",))

LINES = {
    "nothing above": ("y,w,name\n1,1,a\n{}\n", 3),
    "blank lines between rows": ("y,w,name\n1,1,a\n\n\n2,1,b\n\n{}\n", 7),
    "blank lines above the header": ("\n\ny,w,name\n1,1,a\n{}\n", 5),
    "line breaks in quotation marks": ('y,w,name\n1,1,"a\nb\n\nc"\n{}\n', 6),
    "doubled quotation marks beside line breaks": ('y,w,name\n1,1,"say ""a\n"",b"\n{}\n', 4),
    "a quotation mark within a text, which opens nothing": ('y,w,name\n1,1,5" pipe\n{}\n', 3),
    "a line that says what stands between columns": ("sep=;\ny;w;name\n1;1;a\n\n{}\n", 5),
    "line breaks of Windows": ("y,w,name\r\n1,1,a\r\n\r\n{}\r\n", 4),
    "line breaks of old Macs": ("y,w,name\r1,1,a\r\r{}\r", 4),
    "a name of two lines in the header": ('y,w,name,"of\nhead"\n1,1,a,b\n\n{},c\n', 5),
}


def written(folder: Path, text: str, row: str, encoding: str = "utf-8", name: str = "survey.csv") -> Path:
    path = folder / name
    delimiter = ";" if ";" in text else ","
    raw = text.replace("{}", row.replace(",", delimiter)).encode(encoding)
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path


@pytest.mark.parametrize(("text", "line"), LINES.values(), ids=LINES)
@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("x,1,b", "SURVEY_TEXT_IN_NUMBERS"),
        ("2,-1,b", "SURVEY_WEIGHT_NEGATIVE"),
        ("2,1,b,4,5,6", "SURVEY_ROW_UNEVEN"),
    ],
)
def test_a_row_of_a_survey_is_named_by_its_line(row: str, code: str, text: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match=code) as refused:
        read_survey(written(tmp_path, text, row), PLAIN)
    assert refused.value.problems[0].place.row == line


@pytest.mark.parametrize(("encoding", "name"), [("utf-16", "survey.csv"), ("utf-8-sig", "survey.csv.gz")])
def test_a_file_that_is_compressed_or_of_excel_has_lines_too(encoding: str, name: str, tmp_path: Path) -> None:
    path = written(tmp_path, "y,w,name\n1,1,é\n\n{}\n", "x,1,b", encoding, name)
    with pytest.raises(FixTheFile, match="SURVEY_TEXT_IN_NUMBERS") as refused:
        read_survey(path, PLAIN)
    assert refused.value.problems[0].place.row == 4


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id,sex\n1,F\n\n\n2\n", 5),
        ('id,sex\n1,"F\nor M"\n2,F,3\n', 4),
        ("id\n1\n\n2,3\n", 4),
        ("id;sex\r1;F\r\r2;F;3\r", 4),
    ],
)
def test_a_row_of_a_register_is_named_by_its_line(text: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(text.encode())
    with pytest.raises(FixTheFile, match="REGISTER_UNREADABLE") as refused:
        list(RegisterFile(path, ("id",)).batches())
    assert refused.value.problems[0].place.row == line
    assert "2;F" not in str(refused.value)


OPEN = "CSV_QUOTATION_OPEN"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('y,w,name\n1,1,a\n\n2,1,"b\n3,1,c\n', OPEN, 4),
        ('y,w,name\n1,1,a\n2,1,"b', OPEN, 3),
        ('y,w,name\n1,1,"5"" pipe"\n2,1,"b\n' + "3,1,c\n" * 3_000_000, OPEN, 3),
        ('y,w,name\n1,1,5" pipe\n2,1,b\n', "", 0),
        ('y,w,name\n1,1,"5"" pipe\nline"\n2,1,6"\n', "", 0),
    ],
    ids=["rows below", "last row", "longer than a block", "within a text", "even within a text"],
)
def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line(
    text: str, code: str, line: int, tmp_path: Path
) -> None:
    path = tmp_path / "persons.csv"
    path.write_text(text, encoding="utf-8")
    readings: tuple[Callable[[], object], ...] = (
        lambda: read_survey(path, PLAIN),
        lambda: list(RegisterFile(path, ("name",)).batches()),
    )
    for reading in readings:
        if not code:
            reading()
            continue
        with pytest.raises(FixTheFile, match=code) as refused:
            reading()
        assert refused.value.problems[0].place.row == line


@given(st.lists(st.text('a\n\r",;', max_size=6), max_size=6))
def test_every_record_begins_on_a_line_of_its_own(parts: list[str]) -> None:
    lines = "\n".join(parts).splitlines(keepends=True)
    starts = list(record_starts(lines, ","))
    assert starts == sorted(set(starts))
    assert all(lines[each - 1].strip("\r\n") for each in starts)
