"""A compilation as a list on the command line: all of it or nothing, wrong rows by their lines, twice is once."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.store import Workspace
from openssi_web import commands_compile
from openssi_web.rounds.attachments.files import folder_of
from openssi_web.rounds.compilation.models import CompiledSource, SearchRecord, SourcedValue
from openssi_web.rounds.compilation.rows import COLUMNS
from web_desk.desk import answer, cell_of
from web_files.samples import EXE, PDF
from web_moves.people import Everybody, in_state
from web_rounds.cast import PENSIONERS

Run = Callable[..., tuple[int, str, str]]
Rows = list[dict[str, str]]

YEARBOOK = {
    "publisher": "Office of Statistics",
    "title": "Yearbook",
    "address": "https://stat.example/y.pdf",
    "accessed": "2025-03-04",
    "language": "en",
    "file": "yearbook.pdf",
}
REPORT = {
    "publisher": "Pension Fund",
    "title": "Report",
    "address": "https://fund.example/r",
    "accessed": "2025-03-05",
    "language": "fr",
    "file": "report.pdf",
}
TABLES = "A1 A2 A3 B1 B2 B3 B4 C1 C2 C3 D1 E1 F1 F2 F3 G1 G2 H1 M1"
RECEIPTS = {"item": "S.REC_TOTAL", "scheme": "QMA01"}
PENSIONS = {"item": "B.REC", "scheme": "QMA01", "benefit": "QMA01-01"}
SEARCH = {"address": "https://stat.example", "accessed": "2025-03-06", "sought": "The rest"}
LIST: Rows = [
    {**RECEIPTS, "value": "900", "page": "table 12", **YEARBOOK},
    {**RECEIPTS, "value": "927000", "unit_mult": "3", "page": "p. 3", "reason": "Another year.", **REPORT},
    {**PENSIONS, "value": "1 010", "page": "p. 4", "use": "yes", **REPORT},
    {"item": TABLES, "result": "not found", **SEARCH},
]


@pytest.fixture
def run(world: Workspace, people: Everybody, monkeypatch: pytest.MonkeyPatch, openssi: Run) -> Run:
    """Runs the command on the workspace, in the database of the tests."""
    monkeypatch.setenv("OPENSSI_LANG", "en")
    monkeypatch.setattr(commands_compile, "open_process", lambda _: None)
    return lambda *arguments: openssi("round", "compile", "QMA", 2024, *arguments, "--workspace", world.root)


def written(folder: Path, rows: Rows, delimiter: str = ",") -> Path:
    (folder / "yearbook.pdf").write_bytes(PDF)
    (folder / "report.pdf").write_bytes(PDF + b"report")
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_list_does_it_all_and_once_more_does_nothing(
    run: Run, people: Everybody, tmp_path: Path, delimiter: str
) -> None:
    path = written(tmp_path, LIST, delimiter)
    code, out, err = run(path, "--by", people.teo.email)
    assert (code, err) == (0, "")
    assert out.strip() == "QMA 2024: 2 sources, 3 values, 1 searches recorded; 0 rows were there already."
    row = answer(people.draft)
    assert (row.number, row.obs_status, row.entry.channel) == ("900", "V", "command")
    cell = cell_of(people)
    assert (cell.lacks_reason, cell.others[0].row.number, answer(people.draft, PENSIONERS).number) == (
        False,
        "927000",
        "1010",
    )
    before = (people.draft.entries.count(), SourcedValue.objects.count())
    assert "0 sources, 0 values, 0 searches recorded; 4 rows" in run(path, "--by", people.teo.email)[1]
    assert (people.draft.entries.count(), SourcedValue.objects.count()) == before


def test_every_wrong_row_is_named_by_its_line_and_nothing_is_recorded(
    run: Run, people: Everybody, tmp_path: Path
) -> None:
    first = LIST[0]
    rows = [
        first,
        {**first, "value": "many"},
        {**first, "item": "S.NONE"},
        {**first, "scheme": "QMB01"},
        {**first, "use": "perhaps"},
        {**first, "file": "gone.pdf"},
        {**first, "accessed": "2999-01-01"},
        {**first, "value": "", "title": "Yearbook"},
        {**LIST[3], "result": "lost"},
        {**first, "title": "Another", "file": ""},
    ]
    entries = people.draft.entries.count()
    code, _, err = run(written(tmp_path, rows), "--by", people.teo.email)
    found = [
        (3, "ROUND_NOT_A_NUMBER"), (4, "ROUND_CELL_UNKNOWN"), (5, "ROUND_CELL_UNKNOWN"), (6, "COMPILE_FILE_USE"),
        (7, "COMPILE_FILE_GONE"), (8, "COMPILE_DAY"), (9, "COMPILE_FILE_ROW"), (10, "COMPILE_SEARCH_RESULT"),
        (11, "COMPILE_FILE_NEEDED"),
    ]  # fmt: skip
    lines = " ".join(err.split())
    assert code == 2
    assert [each for each in found if f"list.csv, row {each[0]}" not in lines or each[1] not in lines] == []
    assert (people.draft.entries.count(), CompiledSource.objects.count(), SearchRecord.objects.count()) == (
        entries,
        0,
        0,
    )
    assert list(folder_of(people.draft).iterdir()) == []


def test_a_file_that_is_no_document_is_refused_with_its_line(run: Run, people: Everybody, tmp_path: Path) -> None:
    path = written(tmp_path, [LIST[0]])
    (tmp_path / "yearbook.pdf").write_bytes(EXE)
    code, _, err = run(path, "--by", people.teo.email)
    assert (code, "row 2" in err, "ROUND_FILE" in err) == (2, True, True)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"item,value\nB.REC,4\n", "COMPILE_FILE_COLUMNS"), (b"\xff\xfe\x00item", "COMPILE_FILE_UNREADABLE")],
)
def test_a_list_that_cannot_be_read_is_refused(
    run: Run, people: Everybody, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert message in run(path, "--by", people.teo.email)[2]


def test_the_template_has_a_row_for_each_required_cell_that_is_empty(
    run: Run, people: Everybody, tmp_path: Path
) -> None:
    code, out, _ = run("--template")
    rows = list(csv.DictReader(out.splitlines()))
    assert (code, list(rows[0])) == (0, list(COLUMNS))
    assert {"item": "S.REC_TOTAL", "scheme": "QMA01"}.items() <= next(
        each for each in rows if each["item"] == "S.REC_TOTAL"
    ).items()
    path = tmp_path / "empty.csv"
    path.write_text(out, encoding="utf-8")
    assert "0 sources, 0 values, 0 searches recorded; 0 rows" in run(path, "--by", people.teo.email)[1]


def test_who_compiles_and_what_has_to_be_named(run: Run, people: Everybody, tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    assert "COMPILE_COMMAND" in run(path)[2]
    assert "COMPILE_COMMAND" in run("--by", people.teo.email)[2]
    assert "ROUND_ACTION_OF_OTHERS" in run(path, "--by", people.cleo.email)[2]
    assert "ROUND_DRAFT_UNKNOWN" in run(path, "--by", people.bo.email)[2]
    in_state(people, "NO_RESPONSE")
    assert "COMPILE_NOT_NOW" in run(path, "--by", people.teo.email)[2]
    assert not SourcedValue.objects.exists()


def test_a_template_of_a_country_that_is_not_asked_is_refused(openssi: Run, run: Run, world: Workspace) -> None:
    _, _, err = openssi("round", "compile", "QMB", 2024, "--template", "--workspace", world.root)
    assert "ROUND_DRAFT_UNKNOWN" in err
