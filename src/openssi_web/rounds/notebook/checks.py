"""Reads what is to be noted on a country, and says everything that is wrong with it; for `notekeeping`."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from openssi.definitions import Definitions
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.notebook import PROJECT_STATES
from openssi.vocabulary.observation import Place
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.notebook.content import (
    Content,
    FollowUpAsked,
    FollowUpContent,
    MilestoneAsked,
    MilestoneContent,
    MissionAsked,
    MissionContent,
    Participant,
    ParticipantAsked,
    ProjectAsked,
    ProjectContent,
)
from openssi_web.rounds.notebook.people import READERS, Nameable

LONGEST_TEXT = 4_000
"""Characters of an objective, a finding, a follow-up, an outcome, a milestone, a reason."""

LONGEST_LINE = 200
"""Characters of a place, a title, an institution, a function."""

LONGEST_BUDGET_LINE = 100
MOST_PARTICIPANTS, MOST_FINDINGS, MOST_PARTNERS, MOST_INDICATORS = 40, 40, 20, 10
MOST_PERSONS = 999
_YEARS = range(1950, 2101)
_SHOWN = 40


@dataclass
class Reader:
    """Reads what was typed field by field; what is wrong is kept with the name of its field.

    Attributes:
        day: Today.
        people: Who can be named, by their number.
        roles: Roles that people hold for the country or may be counted in.
    """

    day: dt.date
    people: Mapping[int, Nameable]
    definitions: Definitions
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, code: str, **values: object) -> None:
        """Keep one thing that is wrong with a field."""
        self.problems.append(Problem(code, Place(item=name), values))

    def text(self, name: str, typed: str, longest: int = LONGEST_TEXT, *, needed: bool = True) -> str:
        """Return a text without what nobody sees."""
        said = plain(typed)
        if needed and not said:
            self.wrong(name, "NOTE_TEXT_EMPTY")
        if len(said) > longest:
            self.wrong(name, "NOTE_TEXT_LONG", longest=longest, length=len(said))
        return said

    def line(self, name: str, typed: str, longest: int = LONGEST_LINE, *, needed: bool = False) -> str:
        """Return a text of one line."""
        return self.text(name, " ".join(typed.split()), longest, needed=needed)

    def lines(self, name: str, typed: Sequence[str], longest: int, most: int) -> tuple[str, ...]:
        """Return a list of texts without those that are empty."""
        found = tuple(each for each in (self.text(name, one, longest, needed=False) for one in typed) if each)
        self._few(name, found, most)
        return found

    def _few(self, name: str, found: Collection[object], most: int) -> None:
        if len(found) > most:
            self.wrong(name, "NOTE_TOO_MANY", most=most, count=len(found))

    def date(self, name: str, typed: str, *, needed: bool = True) -> dt.date | None:
        """Return a day, none where there is none or it cannot be read."""
        said = plain(typed)
        if not said and not needed:
            return None
        try:
            found = dt.date.fromisoformat(said)
        except ValueError:
            found = None
        if found is None or found.year not in _YEARS:
            self.wrong(name, "NOTE_DAY_UNREADABLE", text=_short(said))
            return None
        return found

    def in_order(self, first: dt.date | None, last: dt.date | None) -> None:
        """Keep it where the last day lies before the first."""
        if first is not None and last is not None and last < first:
            self.wrong("last", "NOTE_DAYS_REVERSED", first=first.isoformat(), last=last.isoformat())

    def due(self, typed: str, before: dt.date | None, *, is_over: bool) -> dt.date | None:
        """Return the day on which something is due; a new one of something to be done does not lie in the past."""
        found = self.date("due", typed)
        if found is not None and found < self.day and found != before and not is_over:
            self.wrong("due", "NOTE_DUE_PAST", due=found.isoformat(), today=self.day.isoformat())
        return found

    def past(self, name: str, typed: str) -> dt.date | None:
        """Return the day on which something was done, none where it was not."""
        found = self.date(name, typed, needed=False)
        if found is not None and found > self.day:
            self.wrong(name, "NOTE_DAY_AHEAD", day=found.isoformat(), today=self.day.isoformat())
        return found

    # People

    def owner(self, number: int | None) -> int:
        """Return the number of a person of the compiler."""
        found = self.people.get(number) if number is not None else None
        if found is None or not found.is_compiler:
            self.wrong("owner", "NOTE_OWNER_UNFIT")
            return 0
        return found.number

    def participants(self, typed: Sequence[ParticipantAsked]) -> tuple[Participant, ...]:
        """Return who took part, without lines that say nothing."""
        found = tuple(self._participant(each) for each in typed if _says_something(each))
        self._few("participants", found, MOST_PARTICIPANTS)
        return found

    def _participant(self, typed: ParticipantAsked) -> Participant:
        name = "participants"
        institution, function = self.line(name, typed.institution), self.line(name, typed.function)
        if typed.person is not None:
            known = self.people.get(typed.person)
            if known is None:
                self.wrong(name, "NOTE_PERSON_UNFIT")
            role = known.role if known is not None else ""
            institution = known.institution if known is not None else ""
            return Participant(person_id=typed.person, role=role, institution=institution, function="", count=1)
        if typed.role and typed.role not in _roles(self.people):
            self.wrong(name, "NOTE_ROLE_UNKNOWN", role=_short(typed.role), known=", ".join(sorted(_roles(self.people))))
        if not typed.role and not (institution and function):
            self.wrong(name, "NOTE_OUTSIDER_UNNAMED")
        return Participant(
            person_id=None, role=typed.role, institution=institution, function=function, count=self._count(typed.count)
        )

    def _count(self, typed: str) -> int:
        said = plain(typed) or "1"
        if not (said.isascii() and said.isdecimal() and len(said) < 6 and 0 < int(said) <= MOST_PERSONS):
            self.wrong("participants", "NOTE_COUNT_UNFIT", text=_short(said), most=MOST_PERSONS)
            return 1
        return int(said)

    def indicators(self, typed: Sequence[str]) -> tuple[str, ...]:
        """Return indicators, each once."""
        found = tuple(dict.fromkeys(each for each in map(plain, typed) if each))
        known = self.definitions.indicators
        for each in found:
            if each not in known:
                self.wrong("indicators", "NOTE_INDICATOR_UNKNOWN", indicator=_short(each), known=", ".join(known))
        self._few("indicators", found, MOST_INDICATORS)
        return found


def read_mission(reader: Reader, asked: MissionAsked, _: Content | None = None) -> Content | None:
    """Return a mission as it is kept, none where something is wrong with it."""
    objective, place = reader.text("objective", asked.objective), reader.line("place", asked.place)
    first, last = reader.date("first", asked.first), reader.date("last", asked.last)
    reader.in_order(first, last)
    participants = reader.participants(asked.participants)
    findings = reader.lines("findings", asked.findings, LONGEST_TEXT, MOST_FINDINGS)
    if reader.problems or first is None or last is None:
        return None
    return MissionContent(
        objective=objective,
        place=place,
        first_day=first,
        last_day=last,
        participants=participants,
        findings=findings,
    )


def read_follow_up(reader: Reader, asked: FollowUpAsked, before: Content | None = None) -> Content | None:
    """Return a follow-up as it is kept, none where something is wrong with it."""
    known = before if isinstance(before, FollowUpContent) else None
    text, owner = reader.text("text", asked.text), _owner(reader, asked, known)
    done, outcome = reader.past("done", asked.done), reader.text("outcome", asked.outcome, needed=False)
    due = reader.due(asked.due, known.due if known is not None else None, is_over=bool(asked.done))
    if done is not None and not outcome:
        reader.wrong("outcome", "NOTE_OUTCOME_MISSING")
    if outcome and not plain(asked.done):
        reader.wrong("done", "NOTE_DONE_MISSING")
    if reader.problems or due is None:
        return None
    return FollowUpContent(text=text, owner_id=owner, due=due, done_on=done, outcome=outcome)


def _owner(reader: Reader, asked: FollowUpAsked, before: FollowUpContent | None) -> int:
    """Who owned a follow-up goes on owning it, even where the role has ended meanwhile."""
    return before.owner_id if before is not None and before.owner_id == asked.owner else reader.owner(asked.owner)


def read_project(reader: Reader, asked: ProjectAsked, _: Content | None = None) -> Content | None:
    """Return a cooperation project as it is kept, none where something is wrong with it."""
    title, objective = reader.line("title", asked.title, needed=True), reader.text("objective", asked.objective)
    partners = reader.lines("partners", asked.partners, LONGEST_LINE, MOST_PARTNERS)
    first, last = reader.date("first", asked.first), reader.date("last", asked.last, needed=False)
    reader.in_order(first, last)
    budget_line = reader.line("budget_line", asked.budget_line, LONGEST_BUDGET_LINE)
    state = next((each for each in PROJECT_STATES if each == asked.state), None)
    if state is None:
        reader.wrong("state", "NOTE_STATE_UNKNOWN", state=_short(asked.state), known=", ".join(PROJECT_STATES))
    if reader.problems or first is None or state is None:
        return None
    return ProjectContent(
        title=title,
        objective=objective,
        partners=partners,
        first_day=first,
        last_day=last,
        budget_line=budget_line,
        state=state,
    )


def read_milestone(reader: Reader, asked: MilestoneAsked, before: Content | None = None) -> Content | None:
    """Return a milestone as it is kept, none where something is wrong with it."""
    known = before.due if isinstance(before, MilestoneContent) else None
    text, reached = reader.text("text", asked.text), reader.past("reached", asked.reached)
    due = reader.due(asked.due, known, is_over=bool(asked.reached))
    indicators = reader.indicators(asked.indicators)
    if reader.problems or due is None:
        return None
    return MilestoneContent(text=text, due=due, reached_on=reached, indicators=indicators)


def _says_something(typed: ParticipantAsked) -> bool:
    return typed.person is not None or any((typed.role, plain(typed.institution), plain(typed.function)))


def _roles(people: Mapping[int, Nameable]) -> frozenset[str]:
    """The roles whose holders may be counted: those of the compiler, and those that somebody holds for the country."""
    return frozenset({*READERS, *(each.role for each in people.values())})


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
