"""The table of states and the calendar are read with care: what is wrong is named with its line."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.calendar import load_calendar
from openssi.definitions.check import check
from openssi.definitions.transitions import load_transitions
from openssi.vocabulary.calendar import after_working_days
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.transitions import STATES


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    root = tmp_path / "definitions"
    shutil.copytree(default_root() / "round", root / "round")
    file = root / "round" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("from: SUBMITTED", "from: SENT", "DEFINITION_VALUE_UNKNOWN"),
        ("to: SUBMITTED", "to: SENT", "DEFINITION_VALUE_UNKNOWN"),
        ("may: [NSOREV]", "may: [KING]", "DEFINITION_VALUE_UNKNOWN"),
        ("if: [no_hard_finding, soft_answered]", "if: [sunny]", "DEFINITION_VALUE_UNKNOWN"),
        ("effects: [accept]", "effects: [burn]", "DEFINITION_VALUE_UNKNOWN"),
        ("timer: queries", "timer: sand", "DEFINITION_VALUE_UNKNOWN"),
        ("    may: [NSOREV]\n", "", "DEFINITION_KEY_MISSING"),
        ("    timer: queries\n", "", "DEFINITION_KEY_MISSING"),
        ("id: recall", "id: submit", "DEFINITION_ID_TWICE"),
        ("{id: SUBMITTED}", "{id: IN_PROGRESS}", "DEFINITION_ID_TWICE"),
        ('button: {en: "Submit", ', "button: {", "DEFINITION_LANGUAGE_MISSING"),
        ("{id: SUBMITTED}", "{id: SUBMITTED, initial: true}", "DEFINITION_STATES_INITIAL"),
        ("    reason: true", "    reazon: true", "DEFINITION_KEY_UNKNOWN"),
    ],
)
def test_a_transition_that_is_not_in_order_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    with pytest.raises(FixTheFile) as refused:
        load_transitions(changed(tmp_path, "transitions.yaml", old, new))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == (code, "transitions.yaml")
    assert problem.place.row is not None


def whole(tmp_path: Path, old: str, new: str) -> list[str]:
    root = tmp_path / "definitions"
    shutil.copytree(default_root(), root)
    file = root / "round" / "transitions.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return [each.code for each in check(root)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("to: SIDE_BY_SIDE", "to: PUBLISHED", "DEFINITION_STATE_UNREACHABLE"),
        ("  - {id: SIDE_BY_SIDE}\n", "", "DEFINITION_STATE_UNDECLARED"),
        ("code: CL_REVREASON", "code: CL_NONE", "DEFINITION_CODELIST_UNKNOWN"),
    ],
)
def test_the_check_looks_at_the_whole_table(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert set(whole(tmp_path, old, new)) == {code}


def test_every_state_of_the_process_is_declared_and_reached() -> None:
    table = load().states
    assert set(table.states) == set(STATES) == table.reachable()


def test_an_answer_brings_back_whoever_was_given_up() -> None:
    table = load().states
    assert [
        move.target
        for state in ("NOT_STARTED", "NO_RESPONSE", "DESK_COMPILED")
        if (move := table.by_answer(state, "RESP")) is not None
    ] == ["IN_PROGRESS"] * 3
    assert table.by_answer("DESK_COMPILED", "DESK_OFFICER") is None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"on": "05-31"', '"on": "05-32"', "DEFINITION_VALUE_UNKNOWN"),
        ('"on": "05-31"', '"on": "31 May"', "DEFINITION_VALUE_UNKNOWN"),
        ("after: due", "after: dawn", "DEFINITION_VALUE_UNKNOWN"),
        ("weeks: 4", "weeks: four", "DEFINITION_NOT_A_NUMBER"),
        ("query_days: 10", "query_days: 0", "DEFINITION_NOT_A_NUMBER"),
        ("id: reminder_2", "id: reminder_1", "DEFINITION_ID_TWICE"),
        ("id: no_response, after", "id: silence, after", "DEFINITION_KEY_MISSING"),
        ("after: due, days: 14", "after: due, days: 0", "DEFINITION_CALENDAR_ORDER"),
    ],
)
def test_a_calendar_that_is_not_in_order_is_named_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    with pytest.raises(FixTheFile) as refused:
        load_calendar(changed(tmp_path, "calendar.yaml", old, new))
    assert [(each.code, each.place.file) for each in refused.value.problems] == [(code, "calendar.yaml")]


def test_the_usual_days_are_those_of_the_specification() -> None:
    days = load().calendar.days(2024)
    assert (days["collection"], days["due"]) == (dt.date(2025, 2, 1), dt.date(2025, 5, 31))
    assert [days[f"reminder_{each}"] for each in (1, 2, 3)] == [
        dt.date(2025, 3, 1),
        dt.date(2025, 3, 29),
        dt.date(2025, 4, 26),
    ]
    assert (days["release"], days["revision"]) == (dt.date(2025, 9, 15), dt.date(2026, 3, 1))


def test_a_round_that_is_opened_late_moves_its_days_and_drops_reminders_after_the_due_date() -> None:
    days = load().calendar.days(2024, opened=dt.date(2025, 3, 3), due=dt.date(2025, 5, 1))
    assert (days["collection"], days["reminder_1"]) == (dt.date(2025, 3, 3), dt.date(2025, 3, 31))
    assert (days["due"], days["no_response"]) == (dt.date(2025, 5, 1), dt.date(2025, 5, 15))
    assert "reminder_3" not in days


def test_working_days_leave_out_saturdays_and_sundays() -> None:
    assert after_working_days(dt.date(2025, 8, 1), 1) == dt.date(2025, 8, 4)
    assert after_working_days(dt.date(2025, 8, 1), 15) == dt.date(2025, 8, 22)
