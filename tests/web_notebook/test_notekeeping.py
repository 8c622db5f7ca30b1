"""What is noted on a country: by whom, in versions, each time with its entry; and what is refused without a change."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from openssi.vocabulary.text import LANGUAGES
from openssi_web.append_only import AppendOnly
from openssi_web.rounds.actions import note_follow_up, note_milestone, note_mission, note_project, withdraw_note
from openssi_web.rounds.notebook.content import ParticipantAsked
from openssi_web.rounds.notebook.models import (
    FollowUpVersion,
    MilestoneVersion,
    MissionVersion,
    NotebookEntry,
    ProjectVersion,
)
from openssi_web.rounds.notebook.notekeeping import Collision
from openssi_web.rounds.notebook.standing import NotebookReader, listed_notebooks, versions_of_record
from openssi_web.rounds.requests.outcomes import Refused
from web_notebook.keeping import (
    AREA,
    Keepers,
    a_follow_up,
    a_milestone,
    a_mission,
    a_project,
    follow_up_of,
    in_days,
    milestone_of,
    mission_of,
    note,
    noted,
    project_of,
    today,
)
from web_rounds.cast import codes

pytestmark = pytest.mark.django_db

VERSIONS = (MissionVersion, FollowUpVersion, ProjectVersion, MilestoneVersion)


def counted() -> int:
    return sum(each.objects.count() for each in (*VERSIONS, NotebookEntry))


def read(keepers: Keepers, **parts: Any) -> Any:
    return NotebookReader(AREA, "en", keepers.teo, **parts).read()


# Noting and correcting


def test_a_mission_is_noted_with_its_entry(keepers: Keepers) -> None:
    people = (
        ParticipantAsked(person=keepers.teo.pk),
        ParticipantAsked(role="METHODOLOGIST", count="2"),
        ParticipantAsked(institution="Ministry of Labour", function="head of statistics"),
        ParticipantAsked(),
    )
    answer = noted(note_mission(keepers.teo, AREA, a_mission(participants=people), note()))
    (mission,) = read(keepers).missions
    assert (mission.number, mission.place, mission.first) == (answer.number, "Port Merrow", dt.date(2024, 3, 2))
    assert [(each.who, each.institution, each.count) for each in mission.participants] == [
        ("Teo Lind, desk officer", "", 1),
        ("methodologist", "", 2),
        ("", "Ministry of Labour", 1),
    ]
    entry = NotebookEntry.objects.get()
    assert (entry.person, entry.role, entry.channel, entry.action) == (keepers.teo, "DESK_OFFICER", "form", "mission")
    assert entry.detail == {"number": answer.number, "version": 1}


def test_what_leaves_the_site_names_nobody(keepers: Keepers) -> None:
    people = (ParticipantAsked(person=keepers.teo.pk), ParticipantAsked(person=keepers.ana.pk))
    follow_up_of(keepers, mission_of(keepers, participants=people), keepers.vera)
    project_of(keepers)
    told = repr(NotebookReader(AREA, "en", names=False).read())
    assert not [each for each in ("Teo", "Ana", "Vera") if each in told]
    assert "head of validation" in told


def test_a_correction_makes_a_new_version_and_keeps_the_old_one(keepers: Keepers) -> None:
    number = mission_of(keepers)
    answer = noted(note_mission(keepers.vera, AREA, a_mission(place="Lake Town"), note(number, 1)))
    assert (answer.number, answer.version) == (number, 2)
    assert [each.place for each in read(keepers).missions] == ["Lake Town"]
    told = [(each.version, each.entry.person.name) for each in versions_of_record(MissionVersion, AREA, number)]
    assert told == [(2, "Vera Holm"), (1, "Teo Lind")]
    (first, second) = MissionVersion.objects.order_by("version")
    assert [each.findings.count() for each in (first, second)] == [1, 1]


def test_saying_the_same_again_changes_nothing(keepers: Keepers) -> None:
    number, before = mission_of(keepers), counted()
    answer = noted(note_mission(keepers.vera, AREA, a_mission(), note(number, 1)))
    assert (answer.entry, answer.version, counted()) == (None, 1, before)


def test_asked_twice_it_is_noted_once(keepers: Keepers) -> None:
    first = noted(note_mission(keepers.teo, AREA, a_mission(), note(key="one")))
    before = counted()
    second = noted(note_mission(keepers.teo, AREA, a_mission(), note(key="one")))
    assert (second.number, second.repeated, counted()) == (first.number, True, before)
    other = note_mission(keepers.teo, AREA, a_mission(place="Elsewhere"), note(key="one"))
    assert (codes(other), counted()) == (["ROUND_KEY_REUSED"], before)
    unfit = note_mission(keepers.teo, AREA, a_mission(), note(key="a b"))
    assert (codes(unfit), counted()) == (["ROUND_KEY_UNFIT"], before)


def test_two_who_correct_at_once_meet(keepers: Keepers) -> None:
    number = mission_of(keepers)
    noted(note_mission(keepers.vera, AREA, a_mission(place="Lake Town"), note(number, 1)))
    before = counted()
    met = note_mission(keepers.teo, AREA, a_mission(place="Port of Call"), note(number, 1))
    assert isinstance(met, Collision)
    assert isinstance(met.theirs, MissionVersion)
    assert (met.theirs.place, met.theirs.entry.person, met.problem.code) == ("Lake Town", keepers.vera, "NOTE_CHANGED")
    assert counted() == before
    noted(note_mission(keepers.teo, AREA, a_mission(place="Port of Call"), note(number, 2)))
    met = withdraw_note(keepers.vera, AREA, "mission", "A mistake.", note(number, 2))
    assert isinstance(met, Collision)


def test_a_follow_up_is_done_with_what_came_of_it(keepers: Keepers) -> None:
    mission = mission_of(keepers)
    number = follow_up_of(keepers, mission, keepers.vera)
    other = follow_up_of(keepers, mission, keepers.teo, due=in_days(3), text="Read the law.")
    notebook = read(keepers)
    assert [(each.number, each.is_mine) for each in notebook.open_follow_ups] == [(other, True), (number, False)]
    done = a_follow_up(keepers.vera, done=in_days(0), outcome="It arrived.")
    noted(note_follow_up(keepers.teo, AREA, mission, done, note(number, 1)))
    notebook = read(keepers)
    assert [each.number for each in notebook.open_follow_ups] == [other]
    assert [(each.done, each.outcome) for each in notebook.missions[0].follow_ups] == [
        (None, ""),
        (today(), "It arrived."),
    ]


def test_a_milestone_is_reached_and_its_indicators_are_read(keepers: Keepers) -> None:
    project = project_of(keepers)
    number = milestone_of(keepers, project)
    reached = a_milestone(due=in_days(30), reached=in_days(-1))
    noted(note_milestone(keepers.teo, AREA, project, reached, note(number, 1)))
    (shown,) = read(keepers).projects
    assert shown.partners == ("Pension Fund", "Statistical Office")
    (milestone,) = shown.milestones
    assert milestone.reached == today() - dt.timedelta(days=1)
    assert [(each.indicator, each.now) for each in milestone.indicators] == [("SDG_1_3_1_OLD_AGE", None)]


def test_what_is_withdrawn_is_kept_and_shown_no_more(keepers: Keepers) -> None:
    mission = mission_of(keepers)
    follow_up_of(keepers, mission, keepers.teo)
    assert codes(withdraw_note(keepers.teo, AREA, "mission", " ", note(mission, 1))) == ["NOTE_TEXT_EMPTY"]
    noted(withdraw_note(keepers.teo, AREA, "mission", "It was to another country.", note(mission, 1)))
    notebook = read(keepers)
    assert (notebook.missions, notebook.open_follow_ups) == ((), ())
    assert [each.open for each in listed_notebooks(keepers.teo, [AREA])] == [0]
    assert versions_of_record(MissionVersion, AREA, mission)[0].withdrawn == "It was to another country."
    for answer in (
        lambda: note_mission(keepers.teo, AREA, a_mission(), note(mission, 2)),
        lambda: note_follow_up(keepers.teo, AREA, mission, a_follow_up(keepers.teo), note()),
        lambda: withdraw_note(keepers.teo, AREA, "mission", "Again.", note(mission, 2)),
    ):
        with pytest.raises(Http404):
            answer()


def test_records_are_neither_changed_nor_removed(keepers: Keepers) -> None:
    mission_of(keepers)
    (row,) = MissionVersion.objects.all()
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        MissionVersion.objects.update(place="x")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE rounds_missionversion SET place = 'x'")


def test_the_list_begins_with_the_own_ones(keepers: Keepers) -> None:
    follow_up_of(keepers, mission_of(keepers), keepers.vera, due=in_days(1))
    other = noted(note_mission(keepers.teo, "QMB", a_mission(), note())).number
    noted(note_follow_up(keepers.teo, "QMB", other, a_follow_up(keepers.teo, due=in_days(9)), note()))
    listed = listed_notebooks(keepers.teo, ["QMA", "QMB"])
    assert [(each.area, each.open, each.mine, each.overdue) for each in listed] == [("QMB", 1, 1, 0), ("QMA", 1, 0, 0)]
    assert [each.area for each in listed_notebooks(keepers.vera, ["QMA"])] == ["QMA"]


# Who


Ask = Callable[[Any], Any]
ASKS: dict[str, Ask] = {
    "mission": lambda who: note_mission(who, AREA, a_mission(), note()),
    "follow_up": lambda who: note_follow_up(who, AREA, 1, a_follow_up(who), note()),
    "project": lambda who: note_project(who, AREA, a_project(), note()),
    "milestone": lambda who: note_milestone(who, AREA, 1, a_milestone(), note()),
    "withdraw": lambda who: withdraw_note(who, AREA, "mission", "No.", note(1, 1)),
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
@pytest.mark.parametrize("name", ["ada", "far", "ana", "cleo", "bo"])
def test_for_others_there_is_no_notebook(keepers: Keepers, name: str, ask: Ask) -> None:
    with pytest.raises(Http404):
        ask(keepers.strangers[name])
    assert counted() == 0


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
def test_the_methodologist_reads_and_does_not_write(keepers: Keepers, ask: Ask) -> None:
    assert codes(ask(keepers.mo)) == ["ROUND_ACTION_OF_OTHERS"]
    assert counted() == 0


def test_what_is_of_another_country_or_mission_is_not_there(keepers: Keepers) -> None:
    mission, elsewhere = mission_of(keepers), noted(note_mission(keepers.teo, "QMB", a_mission(), note())).number
    follow_up, project = follow_up_of(keepers, mission, keepers.teo), project_of(keepers)
    before = counted()
    for answer in (
        lambda: note_mission(keepers.teo, AREA, a_mission(), note(elsewhere, 1)),
        lambda: note_follow_up(keepers.teo, AREA, elsewhere, a_follow_up(keepers.teo), note()),
        lambda: note_follow_up(keepers.teo, "QMB", elsewhere, a_follow_up(keepers.teo), note(follow_up, 1)),
        lambda: note_milestone(keepers.teo, "QMB", project, a_milestone(), note()),
        lambda: note_mission(keepers.teo, "XXX", a_mission(), note()),
    ):
        with pytest.raises(Http404):
            answer()
    assert counted() == before


# What is refused


LONG, LINE = "x" * 4_001, "x" * 201
MISSIONS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "reversed": ({"first": "2024-03-05", "last": "2024-03-02"}, ["NOTE_DAYS_REVERSED"]),
    "no objective": ({"objective": " \u200b "}, ["NOTE_TEXT_EMPTY"]),
    "long": ({"objective": LONG, "place": LINE}, ["NOTE_TEXT_LONG", "NOTE_TEXT_LONG"]),
    "no day": ({"first": "", "last": "31/12/2024"}, ["NOTE_DAY_UNREADABLE", "NOTE_DAY_UNREADABLE"]),
    "odd year": ({"first": "0001-01-01"}, ["NOTE_DAY_UNREADABLE"]),
    "findings": ({"findings": ("y",) * 41}, ["NOTE_TOO_MANY"]),
    "person": ({"participants": (ParticipantAsked(person=10**9),)}, ["NOTE_PERSON_UNFIT"]),
    "role": ({"participants": (ParticipantAsked(role="KING"),)}, ["NOTE_ROLE_UNKNOWN"]),
    "outsider": ({"participants": (ParticipantAsked(institution="Ministry"),)}, ["NOTE_OUTSIDER_UNNAMED"]),
    "count": ({"participants": (ParticipantAsked(role="METHODOLOGIST", count="0"),)}, ["NOTE_COUNT_UNFIT"]),
    "participants": ({"participants": (ParticipantAsked(role="METHODOLOGIST"),) * 41}, ["NOTE_TOO_MANY"]),
}


@pytest.mark.parametrize(("parts", "expected"), MISSIONS.values(), ids=MISSIONS)
def test_a_mission_that_cannot_be_kept(keepers: Keepers, parts: dict[str, Any], expected: list[str]) -> None:
    answer = note_mission(keepers.teo, AREA, a_mission(**parts), note())
    assert (codes(answer), counted()) == (expected, 0)
    assert isinstance(answer, Refused)
    assert all(each.text.in_language(language) for each in answer.problems for language in LANGUAGES)


FOLLOW_UPS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "past": ({"due": in_days(-1)}, ["NOTE_DUE_PAST"]),
    "empty": ({"text": ""}, ["NOTE_TEXT_EMPTY"]),
    "done ahead": ({"done": in_days(1), "outcome": "x"}, ["NOTE_DAY_AHEAD"]),
    "no outcome": ({"done": in_days(0)}, ["NOTE_OUTCOME_MISSING"]),
    "no done": ({"outcome": "It arrived."}, ["NOTE_DONE_MISSING"]),
}


@pytest.mark.parametrize(("parts", "expected"), FOLLOW_UPS.values(), ids=FOLLOW_UPS)
def test_a_follow_up_that_cannot_be_kept(keepers: Keepers, parts: dict[str, Any], expected: list[str]) -> None:
    mission = mission_of(keepers)
    before = counted()
    answer = note_follow_up(keepers.teo, AREA, mission, a_follow_up(keepers.teo, **parts), note())
    assert (codes(answer), counted()) == (expected, before)


@pytest.mark.parametrize("name", ["nobody", "ada", "far", "ana", "cleo", "bo"])
def test_an_owner_is_of_the_compiler(keepers: Keepers, name: str) -> None:
    mission = mission_of(keepers)
    before = counted()
    owner = keepers.strangers.get(name)
    answer = note_follow_up(keepers.teo, AREA, mission, a_follow_up(owner), note())
    assert (codes(answer), counted()) == (["NOTE_OWNER_UNFIT"], before)


def test_who_owned_it_goes_on_owning_it_and_an_old_due_day_stands(keepers: Keepers) -> None:
    mission = mission_of(keepers)
    number = follow_up_of(keepers, mission, keepers.vera)
    keepers.vera.memberships.update(valid_to=today() - dt.timedelta(days=1))
    kept = a_follow_up(keepers.vera, text="Send it again.")
    assert noted(note_follow_up(keepers.teo, AREA, mission, kept, note(number, 1))).version == 2


PROJECTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "reversed": ({"last": "2022-01-01"}, ["NOTE_DAYS_REVERSED"]),
    "no title": ({"title": ""}, ["NOTE_TEXT_EMPTY"]),
    "long": ({"budget_line": "x" * 101}, ["NOTE_TEXT_LONG"]),
    "state": ({"state": "DONE"}, ["NOTE_STATE_UNKNOWN"]),
    "partners": ({"partners": ("x",) * 21}, ["NOTE_TOO_MANY"]),
}


@pytest.mark.parametrize(("parts", "expected"), PROJECTS.values(), ids=PROJECTS)
def test_a_project_that_cannot_be_kept(keepers: Keepers, parts: dict[str, Any], expected: list[str]) -> None:
    answer = note_project(keepers.teo, AREA, a_project(**parts), note())
    assert (codes(answer), counted()) == (expected, 0)


MILESTONES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "past": ({"due": in_days(-1)}, ["NOTE_DUE_PAST"]),
    "ahead": ({"reached": in_days(1)}, ["NOTE_DAY_AHEAD"]),
    "unknown": ({"indicators": ("SDG_9",)}, ["NOTE_INDICATOR_UNKNOWN"]),
    "empty": ({"text": ""}, ["NOTE_TEXT_EMPTY"]),
}


@pytest.mark.parametrize(("parts", "expected"), MILESTONES.values(), ids=MILESTONES)
def test_a_milestone_that_cannot_be_kept(keepers: Keepers, parts: dict[str, Any], expected: list[str]) -> None:
    project = project_of(keepers)
    before = counted()
    answer = note_milestone(keepers.teo, AREA, project, a_milestone(**parts), note())
    assert (codes(answer), counted()) == (expected, before)
