"""Who keeps the notebook of a country in these tests, and what they note."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from openssi_web.accounts.models import Person
from openssi_web.rounds.actions import note_follow_up, note_milestone, note_mission, note_project
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.notebook.content import FollowUpAsked, MilestoneAsked, MissionAsked, ProjectAsked
from openssi_web.rounds.notebook.notekeeping import Note, Noted
from web_rounds.cast import make_cast, person

AREA = "QMA"


@dataclass(frozen=True)
class Keepers:
    """The people of these tests.

    Attributes:
        teo: Desk officer of every country.
        vera: Head of validation for QMA.
        mo: Methodologist, who reads.
        ada: Administrator, who looks after people.
        far: Desk officer of QMB.
        ana, cleo: Respondent and coordinator of QMA.
        bo: Coordinator of QMB.
    """

    teo: Person
    vera: Person
    mo: Person
    ada: Person
    far: Person
    ana: Person
    cleo: Person
    bo: Person
    draft: SubmissionDraft

    @property
    def strangers(self) -> dict[str, Person]:
        """Those for whom there is no notebook of QMA."""
        return {each: getattr(self, each) for each in ("ada", "far", "ana", "cleo", "bo")}


def make_keepers() -> Keepers:
    cast = make_cast()
    return Keepers(
        cast.teo,
        person("Vera Holm", ("VALIDATION_LEAD", "QMA", [])),
        person("Mo Sand", ("METHODOLOGIST", "", [])),
        person("Ada Root", ("ADMINISTRATOR", "", [])),
        person("Far Away", ("DESK_OFFICER", "QMB", [])),
        cast.ana,
        cast.cleo,
        cast.bo,
        cast.draft,
    )


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def in_days(count: int) -> str:
    return (today() + dt.timedelta(days=count)).isoformat()


def note(number: int | None = None, seen: int = 0, key: str = "") -> Note:
    return Note(key=key or uuid4().hex, number=number, seen=seen)


def a_mission(**parts: Any) -> MissionAsked:
    usual: dict[str, Any] = {
        "objective": "Agree on the definition of an active contributor.",
        "place": "Port Merrow",
        "first": "2024-03-02",
        "last": "2024-03-05",
        "findings": ("The register counts contracts, not persons.",),
    }
    return MissionAsked(**{**usual, **parts})


def a_follow_up(owner: Person | None, **parts: Any) -> FollowUpAsked:
    usual = {"text": "Send the template of the register.", "due": in_days(14)}
    return FollowUpAsked(owner=owner.pk if owner is not None else None, **{**usual, **parts})


def a_project(**parts: Any) -> ProjectAsked:
    usual: dict[str, Any] = {
        "title": "A register of contributors",
        "objective": "One number for each person.",
        "partners": ("Pension Fund", "", "Statistical Office"),
        "first": "2023-01-01",
        "state": "RUNNING",
    }
    return ProjectAsked(**{**usual, **parts})


def a_milestone(**parts: Any) -> MilestoneAsked:
    usual: dict[str, Any] = {"text": "Numbers are assigned", "due": in_days(30), "indicators": ("SDG_1_3_1_OLD_AGE",)}
    return MilestoneAsked(**{**usual, **parts})


def noted(answer: Any) -> Noted:
    assert isinstance(answer, Noted), answer
    return answer


def mission_of(keepers: Keepers, **parts: Any) -> int:
    return noted(note_mission(keepers.teo, AREA, a_mission(**parts), note())).number


def follow_up_of(keepers: Keepers, mission: int, owner: Person, **parts: Any) -> int:
    return noted(note_follow_up(keepers.teo, AREA, mission, a_follow_up(owner, **parts), note())).number


def project_of(keepers: Keepers, **parts: Any) -> int:
    return noted(note_project(keepers.teo, AREA, a_project(**parts), note())).number


def milestone_of(keepers: Keepers, project: int, **parts: Any) -> int:
    return noted(note_milestone(keepers.teo, AREA, project, a_milestone(**parts), note())).number
