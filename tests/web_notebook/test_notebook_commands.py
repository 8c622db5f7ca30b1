"""The notebook on the command line: noted from a file, followed up, written as a Word document."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from openssi.store import Workspace
from openssi_web.rounds.notebook.models import FollowUpVersion, MissionVersion, NotebookEntry, ProjectVersion
from web_notebook.keeping import Keepers, in_days, today

pytestmark = pytest.mark.django_db

OpenSSI = Callable[..., tuple[int, str, str]]
TEO, VERA, MO, CLEO, FAR = (
    "teo@lind.example", "vera@holm.example", "mo@sand.example", "cleo@dane.example", "far@away.example",
)  # fmt: skip

FILE = f"""
missions:
  - objective: Agree on definitions.
    place: Port Merrow
    first: 2024-03-02
    last: 2024-03-05
    participants:
      - {{person: {TEO}}}
      - {{role: methodologist, count: 2}}
      - {{institution: Ministry of Labour, function: head of statistics}}
    findings:
      - The register counts contracts, not persons.
    follow_ups:
      - {{text: Send the template., owner: {VERA}, due: {in_days(9)}}}
projects:
  - title: A register of contributors
    objective: One number for each person.
    partners: [Pension Fund]
    first: 2023-01-01
    state: running
    milestones:
      - {{text: Numbers are assigned, due: {in_days(30)}, indicators: [SDG_1_3_1_OLD_AGE]}}
"""


@pytest.fixture(autouse=True)
def _spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSSI_LANG", "en")


@pytest.fixture
def at(world: Workspace, keepers: Keepers, openssi: OpenSSI) -> OpenSSI:
    """The command line on the workspace of these tests."""
    return lambda *arguments: openssi("--workspace", world.root, "country", *arguments)


def file_of(folder: Path, text: str = FILE) -> Path:
    path = folder / "notes.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_noted_once_however_often_and_by_whom_it_is_read(at: OpenSSI, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    code, out, err = at("note", "qma", path, "--by", TEO)
    assert (code, out.strip()) == (0, "QMA: noted 4, noted before 0"), err
    assert {each.channel for each in NotebookEntry.objects.all()} == {"command"}
    assert [each.role for each in MissionVersion.objects.get().participants.order_by("position")] == [
        "DESK_OFFICER",
        "METHODOLOGIST",
        "",
    ]
    code, out, _ = at("note", "QMA", path, "--by", VERA)
    assert (code, out.strip()) == (0, "QMA: noted 0, noted before 4")
    path = file_of(tmp_path, FILE.replace("Send the template.", "Send the law."))
    assert at("note", "QMA", path, "--by", TEO)[1].strip() == "QMA: noted 1, noted before 3"
    assert (MissionVersion.objects.count(), ProjectVersion.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("before", "after", "expected", "row"),
    [
        ("last: 2024-03-05", "last: 2024-03-01", "NOTE_DAYS_REVERSED", 6),
        (VERA, CLEO, "NOTE_OWNER_UNFIT", 14),
        (VERA, "nobody@nowhere.example", "NOTE_OWNER_UNFIT", 14),
        ("SDG_1_3_1_OLD_AGE", "SDG_9", "NOTE_INDICATOR_UNKNOWN", 22),
        ("title: A", "titel: A", "DEFINITION_KEY_UNKNOWN", 16),
        ("    objective: One", "    # objective: One", "DEFINITION_KEY_MISSING", 16),
    ],
)
def test_what_cannot_be_noted_is_named_with_its_line_and_nothing_is(
    at: OpenSSI, tmp_path: Path, before: str, after: str, expected: str, row: int
) -> None:
    code, _, err = at("note", "QMA", file_of(tmp_path, FILE.replace(before, after)), "--by", TEO)
    assert (code, NotebookEntry.objects.count()) == (2, 0)
    assert expected in err
    assert f"notes.yaml, row {row}" in err, err


def test_a_file_that_is_no_text(at: OpenSSI, tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_bytes(b"missions: \xff\xfe")
    code, _, err = at("note", "QMA", path, "--by", TEO)
    assert code == 2
    assert "NOTE_FILE_UNREADABLE" in err


def test_a_follow_up_is_listed_and_done(at: OpenSSI, tmp_path: Path) -> None:
    at("note", "QMA", file_of(tmp_path), "--by", TEO)
    number = FollowUpVersion.objects.get().record_id
    code, out, _ = at("follow-up", "list", "QMA", "--by", MO)
    assert code == 0
    assert "Send the template." in out
    code, _, err = at("follow-up", "done", "QMA", number, "--outcome", "Sent.", "--on", in_days(1), "--by", VERA)
    assert (code, "NOTE_DAY_AHEAD" in err) == (2, True)
    code, out, _ = at("follow-up", "done", "QMA", number, "--outcome", "Sent.", "--by", VERA)
    assert (code, out.strip()) == (0, f"QMA: follow-up {number} is done.")
    assert [(each.done_on, each.outcome) for each in FollowUpVersion.objects.filter(version=2)] == [(today(), "Sent.")]
    assert "No follow-up is open." in at("follow-up", "list", "QMA", "--by", TEO)[1]
    code, _, err = at("follow-up", "done", "QMA", number, "--outcome", "Again.", "--by", VERA)
    assert (code, "NOTE_UNKNOWN" in err) == (2, True)


@pytest.mark.parametrize("by", [CLEO, FAR])
def test_for_others_there_is_no_notebook(at: OpenSSI, tmp_path: Path, by: str) -> None:
    for command in (
        ("note", "QMA", file_of(tmp_path)),
        ("follow-up", "list", "QMA"),
        ("follow-up", "done", "QMA", 1, "--outcome", "x"),
        ("notebook", "QMA", "--output", tmp_path / "a.docx"),
    ):
        code, _, err = at(*command, "--by", by)
        assert (code, "NOTEBOOK_UNKNOWN" in err) == (2, True), command
    assert not NotebookEntry.objects.exists()
    assert not (tmp_path / "a.docx").exists()


def test_the_methodologist_does_not_write(at: OpenSSI, tmp_path: Path) -> None:
    code, _, err = at("note", "QMA", file_of(tmp_path), "--by", MO)
    assert (code, "ROUND_ACTION_OF_OTHERS" in err, NotebookEntry.objects.count()) == (2, True, 0)


@pytest.mark.parametrize("by", [(), ("--by", MO)])
def test_the_notebook_is_written_as_a_document(at: OpenSSI, tmp_path: Path, by: tuple[str, ...]) -> None:
    at("note", "QMA", file_of(tmp_path), "--by", TEO)
    path = tmp_path / "a.docx"
    code, out, _ = at("notebook", "qma", "--output", path, "--language", "fr", *by)
    assert (code, "missions 1, projects 1, follow-ups to do 1" in out) == (0, True)
    told = [each.text for each in docx.Document(str(path)).paragraphs]
    assert "Carnet du pays\u00a0: Amara" in told


def test_a_document_that_cannot_be_made(at: OpenSSI, tmp_path: Path) -> None:
    code, _, err = at("notebook", "XXX", "--output", tmp_path / "a.docx")
    assert (code, "AREA_UNKNOWN" in err) == (2, True)
    code, _, err = at("notebook", "QMA", "--output", tmp_path / "nowhere" / "a.docx")
    assert (code, "FOLDER_MISSING" in err) == (2, True)
    code, _, err = at("notebook", "QMA", "--output", tmp_path / "a.docx", "--by", "nobody@nowhere.example")
    assert (code, "ROUND_BY_UNKNOWN" in err) == (2, True)
