"""`openssi country log`, as somebody types it."""

from pathlib import Path

import pytest

from openssi_web.rounds.correspondence.models import Correspondence
from web_people.conftest import Register

pytestmark = pytest.mark.django_db
FAY = ("--by", "fay@noor.example")
LETTER = ("add", "qma", *FAY, "--direction", "out", "--channel", "letter", "--subject", "Reminder")


@pytest.fixture
def log(openssi: object, register: Register, world: object, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr("openssi_web.process.bring_up_to_date", lambda: None)

    def run(*arguments: object) -> tuple[int, str, str]:
        return openssi("--lang", "en", "--workspace", world.root, "country", "log", *arguments)  # type: ignore[operator, attr-defined, no-any-return]

    return run


def test_a_letter_is_logged_listed_and_corrected(log: object, register: Register, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7\n%%EOF\n")
    more = ("--day", "2026-01-15", "--due", "2026-02-01", "--person", register.mina.pk, "--round", "2024")
    code, said, wrong = log(*LETTER, *more, "--file", letter, "--summary", "Sent.")  # type: ignore[operator]
    row = Correspondence.objects.get()
    assert (code, said, wrong) == (0, f"Entry {row.pk} of QMA is logged.\n", "")
    assert (row.officer, row.name, row.round) == (register.fay, "letter.pdf", register.cast.draft.round)
    assert log(*LETTER, "--day", "2026-01-16", "--corrects", row.pk)[0] == 0  # type: ignore[operator]
    listed = log("list", "QMA", *FAY)[1]  # type: ignore[operator]
    assert "2026-01-16" in listed
    assert "2026-01-15" not in listed
    assert "Fay Noor" in listed


def test_the_list_may_be_empty(log: object) -> None:
    assert log("list", "QMA", *FAY)[:2] == (0, "Nothing is logged here.\n")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list", "QMA", "--by", "ben@holt.example"), "LOG_OF_OTHERS"),
        (("list", "QMA", "--by", "cleo@dane.example"), "LOG_OF_OTHERS"),
        (("list", "QMA", "--by", "no@body.example"), "PERSON_UNKNOWN"),
        (("list", "QMX", *FAY), "AREA_UNKNOWN"),
        ((*LETTER, "--day", "2999-01-01"), "LOG_DAY_AHEAD"),
        ((*LETTER, "--corrects", "99"), "LOG_UNKNOWN"),
        ((*LETTER, "--summary", "Ask mina okoro"), "LOG_NAMES_SOMEBODY"),
    ],
)
def test_what_cannot_be_done_is_said(log: object, arguments: tuple[object, ...], code: str) -> None:
    left, said, wrong = log(*arguments)  # type: ignore[operator]
    assert (left != 0, said) == (True, "")
    assert code in wrong
    assert not Correspondence.objects.exists()
