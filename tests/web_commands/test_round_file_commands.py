"""Workbooks and explanations on the command line."""

import csv
import io
from pathlib import Path

import pytest

from openssi.store import Workspace
from openssi_web.rounds.answers.observations import current_contents
from openssi_web.rounds.models import Entry
from web_commands.conftest import Run
from web_queries.asking import RULE, under_validation
from web_rounds.cast import AID, PENSIONERS, RECEIPTS, Cast, save, saved
from web_rounds.test_workbooks import filled

ON = ("QMA", 2024)
CLEO, ANA, BO, TEO = "cleo@dane.example", "ana@silo.example", "bo@marr.example", "teo@lind.example"
FINDING = f"{RULE}@QMA.2024.B_REC.QMA01.QMA01-01._T._T._Z._Z"


@pytest.fixture
def taken(run: Run, cast: Cast, tmp_path: Path) -> Path:
    path = tmp_path / "taken.xlsx"
    assert run("round", "workbook", *ON, "--by", CLEO, "--output", path, "--language", "en")[0] == 0
    return path


def test_a_workbook_shows_what_it_changes_and_is_taken_over_when_asked(
    run: Run, cast: Cast, taken: Path, world: Workspace
) -> None:
    filled(taken, {RECEIPTS: 2000, AID: 7})
    bring = ("round", "import", *ON, taken, "--by", CLEO)
    before = Entry.objects.count()
    code, out, _ = run(*bring)
    assert (code, "2 cells change" in out, "2,000" in out, "Nothing has been written" in out) == (0, True, True, True)
    assert Entry.objects.count() == before
    assert "Taken over: 2 cells" in run(*bring, "--yes")[1]
    assert str(current_contents(cast.draft)[RECEIPTS].number) == "2000"
    assert len(list((world.root / "imports" / "QMA-2024").iterdir())) == 1
    assert "changes nothing" in run(*bring, "--yes")[1]
    assert not list((world.root / "uploads").iterdir())


@pytest.mark.parametrize(("take", "number"), [("mine", "2000"), ("theirs", "7777")])
def test_a_cell_that_others_changed_is_decided_or_refused(
    run: Run, cast: Cast, taken: Path, take: str, number: str
) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "7777", "a1"))
    filled(taken, {RECEIPTS: 2000, AID: 7})
    bring = ("round", "import", *ON, taken, "--by", CLEO, "--yes")
    code, out, err = run(*bring)
    assert (code, "COMMAND_UNDECIDED" in err, "7,777" in out, "Ana Silo" in out) == (2, True, True, True)
    assert AID not in current_contents(cast.draft)
    assert run(*bring, "--take", take)[0] == 0
    assert str(current_contents(cast.draft)[RECEIPTS].number) == number


@pytest.mark.parametrize(
    ("who", "code"),
    [(BO, "ROUND_DRAFT_UNKNOWN"), (TEO, "ROUND_CELL_OF_OTHERS"), ("nobody@x.example", "ROUND_BY_UNKNOWN")],
)
def test_nobody_else_brings_a_workbook(run: Run, cast: Cast, taken: Path, who: str, code: str) -> None:
    filled(taken, {AID: 7})
    left, _, err = run("round", "import", *ON, taken, "--by", who, "--yes")
    assert (left, code in err, AID in current_contents(cast.draft)) == (2, True, False)


def test_a_file_that_is_no_workbook_is_refused_by_its_name(run: Run, cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_text("no workbook")
    left, _, err = run("round", "import", *ON, path, "--by", CLEO)
    assert (left, "notes.xlsx" in err, "WORKBOOK_" in err) == (2, True, True)
    assert "FILE_MISSING" in run("round", "import", *ON, tmp_path / "none.xlsx", "--by", CLEO)[2]


def test_a_part_that_is_not_the_persons_has_no_workbook(run: Run, cast: Cast, tmp_path: Path) -> None:
    take = ("round", "workbook", *ON, "--output", tmp_path / "a.xlsx", "--by", ANA)
    assert "COMMAND_PART_UNKNOWN" in run(*take, "--scheme", "QMA02")[2]
    assert run(*take, "--scheme", "qma01")[0] == 0


def test_findings_are_explained_in_their_list(run: Run, cast: Cast, tmp_path: Path) -> None:
    under_validation(cast)
    cast.draft.__class__.objects.update(state="IN_PROGRESS")
    listed = run("round", "findings", *ON, "--by", ANA, "--open", "--format", "csv")[1]
    rows = [each for each in csv.DictReader(io.StringIO(listed)) if each["finding"] == FINDING]
    assert rows[0]["cell"] == str(PENSIONERS)
    path = tmp_path / "said.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerow({**rows[0], "explanation": "A law of January.", "reason": "LAW"})
    assert "1 findings explained" in run("round", "explain", *ON, "--by", ANA, "--from", path)[1]
    assert cast.draft.explanations.get().entry.channel == "command"
    assert FINDING not in run("round", "findings", *ON, "--by", ANA, "--open")[1]
    assert "explained" in run("round", "findings", *ON, "--by", ANA)[1]


def test_an_unknown_finding_and_a_stranger_are_refused(run: Run, cast: Cast) -> None:
    explain = ("round", "explain", *ON, FINDING, "--text", "So.", "--by")
    assert "ROUND_FINDING_UNKNOWN" in run(*explain, ANA)[2]
    assert "ROUND_DRAFT_UNKNOWN" in run(*explain, BO)[2]
    assert "COMMAND_ONE_OR_FILE" in run("round", "explain", *ON, "--by", ANA)[2]
