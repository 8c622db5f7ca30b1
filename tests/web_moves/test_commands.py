"""The steps of a submission on the command line, through the same door as the page."""

import datetime as dt
from collections.abc import Callable

import pytest

from openssi.store import Workspace
from openssi_web import commands_round
from openssi_web.rounds.clock.calendars import days_of
from web_moves.people import Everybody, answered, signed, submitted

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(world: Workspace, people: Everybody, monkeypatch: pytest.MonkeyPatch, openssi: Run) -> Run:
    """Runs a command of rounds on the workspace, in the database of the tests."""
    monkeypatch.setenv("OPENSSI_LANG", "en")
    monkeypatch.setattr(commands_round, "open_process", lambda _: None)
    return lambda *arguments: openssi("round", *arguments, "--workspace", world.root)


def test_a_coordinator_submits_on_the_command_line(run: Run, people: Everybody) -> None:
    answered(people)
    signed(people)
    code, out, _ = run("move", "qma", 2024, "submit", "--by", people.cleo.email)
    assert (code, out.strip()) == (0, "QMA 2024: The country has submitted its answers. State: submitted.")
    last = people.draft.entries.order_by("-pk").first()
    assert last is not None
    assert (last.channel, last.person, people.state) == ("command", people.cleo, "SUBMITTED")


def test_a_reason_a_code_and_a_part_are_handed_on(run: Run, people: Everybody) -> None:
    answered(people)
    signed(people)
    because = ("--reason", "Transfers are missing.", "--part", "Pension Fund", "--by", people.cleo.email)
    code, _, _ = run("move", "QMA", 2024, "return_to_institutions", *because)
    assert (code, people.state) == (0, "IN_PROGRESS")


def test_what_is_refused_is_said_and_nothing_changes(run: Run, people: Everybody) -> None:
    submitted(people)
    code, _, err = run("move", "QMA", 2024, "accept", "--by", people.teo.email)
    assert (code, "ROUND_ACTION_OF_OTHERS" in err, people.state) == (2, True, "SUBMITTED")


def test_to_somebody_of_another_country_there_is_no_submission(run: Run, people: Everybody) -> None:
    code, _, err = run("move", "QMA", 2024, "recall", "--by", people.bo.email)
    assert (code, "ROUND_DRAFT_UNKNOWN" in err) == (2, True)


def test_timers_fire_what_is_due_once_and_say_so(run: Run, people: Everybody) -> None:
    day = days_of(people.draft.round)["no_response"]
    code, out, _ = run("timers", "--on", day.isoformat())
    assert code == 0
    assert out.count("QMA-2024: ") == 2
    assert f"(no_response {day})" in out
    assert people.state == "NO_RESPONSE"
    assert run("timers", "--on", day + dt.timedelta(days=1))[1].strip() == "Nothing is due."


def test_a_day_that_cannot_be_read_is_refused(run: Run) -> None:
    code, _, err = run("timers", "--on", "tomorrow")
    assert (code, "DATE_UNFIT" in err) == (2, True)
