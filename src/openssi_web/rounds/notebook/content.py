"""What is noted on a country: as somebody asks for it, and as it is kept once it was read.

Days and numbers are asked for as they were typed; `notebook_checks` reads them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from openssi.vocabulary.notebook import ProjectState
from openssi_web.rounds.notebook.models import (
    FollowUpVersion,
    MilestoneVersion,
    MissionParticipant,
    MissionVersion,
    ProjectVersion,
)

# As it is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantAsked:
    """Who took part: a person of the site, a role, or people from outside.

    Attributes:
        person: Number of the person, none for others.
        role: The role of people who are counted, empty for others.
    """

    person: int | None = None
    role: str = ""
    institution: str = ""
    function: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionAsked:
    """A mission as it was typed."""

    objective: str
    place: str = ""
    first: str
    last: str
    participants: tuple[ParticipantAsked, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpAsked:
    """A follow-up as it was typed.

    Attributes:
        owner: Number of a person of the compiler, none where nobody was chosen.
        done: Day on which it was done, empty while it is open.
    """

    text: str
    owner: int | None
    due: str
    done: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectAsked:
    """A cooperation project as it was typed."""

    title: str
    objective: str
    partners: tuple[str, ...] = ()
    first: str
    last: str = ""
    budget_line: str = ""
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneAsked:
    """A milestone as it was typed."""

    text: str
    due: str
    reached: str = ""
    indicators: tuple[str, ...] = ()


Asked = MissionAsked | FollowUpAsked | ProjectAsked | MilestoneAsked

# As it is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who took part."""

    person_id: int | None
    role: str
    institution: str
    function: str
    count: int

    @classmethod
    def of(cls, row: MissionParticipant) -> "Participant":
        """Return what a row says."""
        return cls(
            person_id=row.person_id,
            role=row.role,
            institution=row.institution,
            function=row.function,
            count=row.count,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionContent:
    """A mission."""

    objective: str
    place: str
    first_day: dt.date
    last_day: dt.date
    participants: tuple[Participant, ...]
    findings: tuple[str, ...]

    @classmethod
    def of(cls, row: MissionVersion) -> "MissionContent":
        """Return what a version says."""
        return cls(
            objective=row.objective,
            place=row.place,
            first_day=row.first_day,
            last_day=row.last_day,
            participants=tuple(map(Participant.of, row.participants.order_by("position"))),
            findings=tuple(each.text for each in row.findings.order_by("position")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpContent:
    """A follow-up."""

    text: str
    owner_id: int
    due: dt.date
    done_on: dt.date | None
    outcome: str

    @classmethod
    def of(cls, row: FollowUpVersion) -> "FollowUpContent":
        """Return what a version says."""
        return cls(text=row.text, owner_id=row.owner_id, due=row.due, done_on=row.done_on, outcome=row.outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectContent:
    """A cooperation project."""

    title: str
    objective: str
    partners: tuple[str, ...]
    first_day: dt.date
    last_day: dt.date | None
    budget_line: str
    state: ProjectState

    @classmethod
    def of(cls, row: ProjectVersion) -> "ProjectContent":
        """Return what a version says."""
        return cls(
            title=row.title,
            objective=row.objective,
            partners=tuple(row.partners),
            first_day=row.first_day,
            last_day=row.last_day,
            budget_line=row.budget_line,
            state=row.state,  # type: ignore[arg-type]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneContent:
    """A milestone."""

    text: str
    due: dt.date
    reached_on: dt.date | None
    indicators: tuple[str, ...]

    @classmethod
    def of(cls, row: MilestoneVersion) -> "MilestoneContent":
        """Return what a version says."""
        return cls(text=row.text, due=row.due, reached_on=row.reached_on, indicators=tuple(row.indicators))


Content = MissionContent | FollowUpContent | ProjectContent | MilestoneContent


def columns(content: Content) -> Mapping[str, Any]:
    """Return the columns of a version; participants and findings of a mission have tables of their own."""
    kept = asdict(content)
    for name in ("participants", "findings"):
        kept.pop(name, None)
    return {name: list(each) if isinstance(each, tuple) else each for name, each in kept.items()}
