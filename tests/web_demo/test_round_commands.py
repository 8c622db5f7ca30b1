"""Rounds are opened and listed on the command line."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.run.workspace_folder import DEFAULT_FOLDER
from openssi_web.rounds.actions import open_round
from openssi_web.rounds.models import Round, SubmissionDraft
from openssi_web.rounds.requests.outcomes import Refused
from web_rounds.cast import person

pytestmark = pytest.mark.django_db

OpenSSI = Callable[..., tuple[int, str, str]]

TEO, CLEO, BO, ANA = "teo@lind.example", "cleo@dane.example", "bo@marr.example", "ana@silo.example"


@pytest.fixture(autouse=True)
def _people(world: Path) -> None:
    person("Teo Lind", ("DESK_OFFICER", "", []))
    person("Cleo Dane", ("COORD", "QMH", []))
    person("Bo Marr", ("COORD", "QML", []))
    person("Ana Silo", ("RESP", "QMH", ["QMH01"]))


def opened() -> list[str]:
    return [f"{each.ref_area} {each.form} {each.base}" for each in SubmissionDraft.objects.order_by("ref_area")]


def test_a_desk_officer_opens_every_country_that_answered_before(openssi: OpenSSI) -> None:
    code, out, _ = openssi("round", "open", 2024, "--by", TEO, "--deadline", "2096-06-30")
    assert (code, opened()) == (0, [f"{area} core v1" for area in ("QMG", "QMH", "QMI", "QML", "QMO", "QMU")])
    assert "6 submissions opened, 0 were open" in out
    round_ = Round.objects.get()
    assert (round_.year, round_.state, round_.deadline) == (2024, "COLLECTION", dt.date(2096, 6, 30))


def test_what_is_open_stays_as_it_is(openssi: OpenSSI) -> None:
    openssi("round", "open", 2024, "--by", CLEO, "--area", "qmh", "--full")
    code, out, _ = openssi("round", "open", 2024, "--by", TEO, "--area", "QMH", "--area", "QML")
    assert (code, opened()) == (0, ["QMH full v1", "QML core v1"])
    assert "1 submissions opened, 1 were open" in out
    assert SubmissionDraft.objects.get(ref_area="QMH").entries.count() == 1


def test_a_coordinator_opens_the_own_country_alone(openssi: OpenSSI) -> None:
    assert openssi("round", "open", 2024, "--by", BO)[0] == 0
    assert opened() == ["QML core v1"]
    code, _, err = openssi("round", "open", 2024, "--by", BO, "--area", "QMH")
    assert (code, opened()) == (2, ["QML core v1"])
    assert "ROUND_AREA_OF_OTHERS" in err


def test_a_country_that_never_answered_is_opened_when_it_is_named(openssi: OpenSSI) -> None:
    assert openssi("round", "open", 2024, "--by", TEO, "--area", "QMJ")[0] == 0
    draft = SubmissionDraft.objects.get()
    assert (draft.ref_area, draft.base, len(draft.inventory["schemes"])) == ("QMJ", "v0", 3)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((2024, "--by", "nobody@silo.example"), "ROUND_BY_UNKNOWN"),
        ((2024, "--by", ANA), "ROUND_NO_COUNTRY"),
        ((2019, "--by", TEO), "ROUND_NO_COUNTRY"),
        ((2023, "--by", TEO, "--area", "QMH"), "ROUND_YEAR_ACCEPTED"),
        ((2024, "--by", TEO, "--area", "QXX"), "AREA_UNKNOWN"),
        ((2024, "--by", TEO, "--deadline", "30.6.2025"), "DATE_UNFIT"),
    ],
)
def test_what_cannot_be_opened_is_refused_and_leaves_no_round(
    openssi: OpenSSI, arguments: tuple[object, ...], code: str
) -> None:
    left, _, err = openssi("round", "open", *arguments)
    assert left == 2
    assert code in err
    assert not Round.objects.exists()


def test_the_deadline_of_a_round_that_has_begun_stands(openssi: OpenSSI) -> None:
    openssi("round", "open", 2024, "--by", TEO, "--area", "QMH", "--deadline", "2096-06-30")
    code, _, err = openssi("round", "open", 2024, "--by", TEO, "--area", "QML", "--deadline", "2096-07-31")
    assert code == 2
    assert "ROUND_DEADLINE_STANDS" in err
    assert "2096-06-30" in err
    assert opened() == ["QMH core v1"]


def test_a_respondent_begins_no_round() -> None:
    from openssi_web.accounts.models import Person

    outcome = open_round(Person.objects.get(email=ANA), 2024)
    assert isinstance(outcome, Refused)
    assert [each.code for each in outcome.problems] == ["ROUND_ACTION_OF_OTHERS"]


@pytest.mark.parametrize(
    ("language", "word", "state"),
    [("en", "Cells answered", "not started"), ("fr", "Échéance", "non commencée"), ("es", "Ronda", "no iniciada")],
)
def test_rounds_are_listed_with_state_answers_and_who_changed_them_last(
    openssi: OpenSSI, language: str, word: str, state: str
) -> None:
    assert "round open" in openssi("--lang", language, "round", "list")[1]
    openssi("round", "open", 2024, "--by", CLEO, "--deadline", "2096-06-30")
    _, out, _ = openssi("--lang", language, "round", "list")
    assert word in out
    line = out.splitlines()[-1]
    row = line.split()
    assert row[:3] == ["2024", "2096-06-30", "QMH"]
    assert state in line
    answered, entered = (int(each) for each in row if each.isdigit() and each != "2024")
    assert (answered > 100, entered) == (True, 0)
    assert "Cleo Dane" in out


def test_a_folder_that_is_no_workspace_is_refused(openssi: OpenSSI, tmp_path: Path) -> None:
    code, _, err = openssi("--workspace", tmp_path / DEFAULT_FOLDER, "round", "list")
    assert code == 2
    assert "WORKSPACE_MISSING" in err
