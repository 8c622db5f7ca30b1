"""The notebook that the compiler keeps on a country, as a page or a document shows it.

Texts are those of one language; whether a person is named or given by the role is decided by whoever fills it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

ProjectState = Literal["PLANNED", "RUNNING", "COMPLETED", "STOPPED"]
PROJECT_STATES: tuple[ProjectState, ...] = get_args(ProjectState)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a release says of an indicator in one year.

    Attributes:
        status: Code of CL_OBS_STATUS.
        source: Source in words.
        unit: Unit of the value.
    """

    year: int
    value: float
    status: str
    source: str
    unit: str = "PT"


@dataclass(frozen=True, slots=True)
class IndicatorReadings:
    """An indicator of a country at the start of something, and as the release has it last.

    Attributes:
        indicator: Its id.
        name: Its name in the language.
        start: The last value up to the year of the start, none where there is none or nothing has a start.
        now: The last value, none where the release has none.
    """

    indicator: str
    name: str
    start: Reading | None
    now: Reading | None


@dataclass(frozen=True, slots=True)
class ParticipantNoted:
    """Who took part in a mission.

    Attributes:
        who: A name or a role; empty for people from outside, of whom institution and function are known.
        count: Number of persons.
    """

    who: str
    institution: str
    function: str
    count: int


@dataclass(frozen=True, slots=True)
class FollowUpNoted:
    """Something that is to be done after a mission.

    Attributes:
        number: Its number, by which people speak of it.
        mission: Number of the mission.
        owner: Who does it.
        is_mine: Whether that is the reader.
        done: Day on which it was done, none while it is open.
        outcome: What came of it.
    """

    number: int
    mission: int
    text: str
    owner: str
    is_mine: bool
    due: dt.date
    done: dt.date | None
    outcome: str

    def is_overdue(self, day: dt.date) -> bool:
        """Whether it is still open after its day."""
        return self.done is None and self.due < day


@dataclass(frozen=True, slots=True)
class MissionNoted:
    """A mission to a country.

    Attributes:
        recorded: Who wrote it last.
        recorded_at: When.
    """

    number: int
    objective: str
    place: str
    first: dt.date
    last: dt.date
    participants: tuple[ParticipantNoted, ...]
    findings: tuple[str, ...]
    follow_ups: tuple[FollowUpNoted, ...]
    recorded: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class MilestoneNoted:
    """A milestone of a cooperation project.

    Attributes:
        reached: Day on which it was reached, none while it is not.
        indicators: What it is to move: at the start of the project, and now.
    """

    number: int
    text: str
    due: dt.date
    reached: dt.date | None
    indicators: tuple[IndicatorReadings, ...]

    def is_overdue(self, day: dt.date) -> bool:
        """Whether it was not reached by its day."""
        return self.reached is None and self.due < day


@dataclass(frozen=True, slots=True)
class ProjectNoted:
    """A cooperation project.

    Attributes:
        partners: Institutions that take part.
        last: Last day, none where it has no end yet.
        budget_line: Line of the budget, or empty.
    """

    number: int
    title: str
    objective: str
    partners: tuple[str, ...]
    first: dt.date
    last: dt.date | None
    budget_line: str
    state: ProjectState
    milestones: tuple[MilestoneNoted, ...]
    recorded: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the submission of a country stands.

    Attributes:
        year: Reference year of the round.
        state: Its state in words.
        queries: Number of queries that are open.
        due: Days of the round that are still to come, each with its name.
    """

    year: int
    state: str
    queries: int
    due: tuple[tuple[dt.date, str], ...]


@dataclass(frozen=True, slots=True)
class CountryNotebook:
    """The notebook of a country on a day.

    Attributes:
        country: Its name.
        release: Id of the release that the values come from, empty where there is none.
        standing: Its submission to the latest round, none where it has none.
        headlines: The indicators that the release has for it.
        missions: The newest first.
        projects: The newest first.
        is_fictional: Whether the country is invented.
    """

    area: str
    country: str
    day: dt.date
    release: str
    standing: Standing | None
    headlines: tuple[IndicatorReadings, ...]
    missions: tuple[MissionNoted, ...]
    projects: tuple[ProjectNoted, ...]
    is_fictional: bool = False

    @property
    def open_follow_ups(self) -> tuple[FollowUpNoted, ...]:
        """What is still to be done, by the day on which it is due."""
        found = (each for mission in self.missions for each in mission.follow_ups if each.done is None)
        return tuple(sorted(found, key=lambda each: (each.due, each.number)))
