"""The notebook of a country as it stands: read from its records, and from the latest release; nothing is written."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F

from openssi.run.decisions import today
from openssi.run.indicator_readings import CountryReadings
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.notebook import (
    CountryNotebook,
    FollowUpNoted,
    MilestoneNoted,
    MissionNoted,
    ParticipantNoted,
    ProjectNoted,
    Standing,
)
from openssi.vocabulary.release import EVERYBODY
from openssi.vocabulary.text import Language
from openssi_web.accounts.models import Person
from openssi_web.releases import site
from openssi_web.rounds.clock.calendars import days_of
from openssi_web.rounds.notebook.models import (
    FollowUpVersion,
    MilestoneVersion,
    MissionVersion,
    Notebook,
    NotebookEntry,
    ProjectVersion,
    RecordVersion,
)
from openssi_web.rounds.notebook.people import Nameable, nameable
from openssi_web.rounds.queries.standing import queries_now
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions, inquiry

NEXT = 4
"""Days of a round that are shown."""


def role_of(code: str, language: Language) -> str:
    """Return a role in words."""
    return definitions().texts.get(f"round.role.{code}", language) if code else ""


@dataclass(frozen=True)
class NotebookReader:
    """Reads the notebook of a country for somebody.

    Attributes:
        reader: Who reads, none where nobody in particular does.
        names: Whether people are named; what leaves the site gives their roles.
    """

    ref_area: str
    language: Language
    reader: Person | None = None
    names: bool = True

    def read(self) -> CountryNotebook:
        """Return everything that stands in the notebook, and where the country stands."""
        readings, served = country_readings(self.ref_area), inquiry()
        return CountryNotebook(
            area=self.ref_area,
            country=served.area_name(self.ref_area, self.language),
            day=today(),
            release=readings.release if readings is not None else "",
            standing=self._standing(),
            headlines=readings.headlines(self.language) if readings is not None else (),
            missions=self._missions(),
            projects=self._projects(readings),
            is_fictional=served.workspace.kind == "demonstration",
        )

    def _standing(self) -> Standing | None:
        drafts = SubmissionDraft.objects.select_related("round").filter(ref_area=self.ref_area)
        draft = drafts.order_by("-round__year").first()
        if draft is None:
            return None
        steps, day = definitions().calendar.steps, today()
        due = sorted((each, step) for step, each in days_of(draft.round).items() if each >= day)
        return Standing(
            year=draft.round.year,
            state=definitions().texts.get(f"round.state.{draft.state}", self.language),
            queries=sum(each.is_open for each in queries_now(draft)),
            due=tuple((each, steps[step].name.in_language(self.language)) for each, step in due if step in steps)[
                :NEXT
            ],
        )

    @cached_property
    def _people(self) -> Mapping[int, Nameable]:
        return nameable(self.ref_area)

    # Missions

    def _missions(self) -> tuple[MissionNoted, ...]:
        follow_ups: dict[int, list[FollowUpNoted]] = {}
        for each in standing_versions(FollowUpVersion, self.ref_area).select_related("owner", "record"):
            follow_ups.setdefault(each.record.mission_id, []).append(self._follow_up(each))
        rows = standing_versions(MissionVersion, self.ref_area).prefetch_related("participants__person", "findings")
        found = (self._mission(each, follow_ups.get(each.record_id, ())) for each in rows)
        return tuple(sorted(found, key=lambda each: (each.first, each.number), reverse=True))

    def _mission(self, row: MissionVersion, follow_ups: Iterable[FollowUpNoted]) -> MissionNoted:
        return MissionNoted(
            number=row.record_id,
            objective=row.objective,
            place=row.place,
            first=row.first_day,
            last=row.last_day,
            participants=tuple(
                ParticipantNoted(self._participant(each.person, each.role), each.institution, each.function, each.count)
                for each in _in_order(row.participants.all())
            ),
            findings=tuple(each.text for each in _in_order(row.findings.all())),
            follow_ups=tuple(sorted(follow_ups, key=lambda each: (each.due, each.number))),
            recorded=self._by(row.entry),
            recorded_at=row.entry.at,
        )

    def _participant(self, person: Person | None, role: str) -> str:
        said = role_of(role, self.language)
        return f"{person.name}, {said}" if person is not None and self.names else said

    def _follow_up(self, row: FollowUpVersion) -> FollowUpNoted:
        return FollowUpNoted(
            number=row.record_id,
            mission=row.record.mission_id,
            text=row.text,
            owner=row.owner.name if self.names else self._role_of_owner(row.owner),
            is_mine=self.reader is not None and row.owner_id == self.reader.pk,
            due=row.due,
            done=row.done_on,
            outcome=row.outcome,
        )

    def _role_of_owner(self, owner: Person) -> str:
        """The role that an owner holds now; who holds none any more is of the compiler all the same."""
        known = self._people.get(owner.pk)
        role = role_of(known.role, self.language) if known is not None else ""
        return role or definitions().texts.get("notebook.compiler", self.language)

    # Projects

    def _projects(self, readings: CountryReadings | None) -> tuple[ProjectNoted, ...]:
        milestones: dict[int, list[MilestoneVersion]] = {}
        for each in standing_versions(MilestoneVersion, self.ref_area).select_related("record"):
            milestones.setdefault(each.record.project_id, []).append(each)
        rows = standing_versions(ProjectVersion, self.ref_area)
        found = (self._project(each, milestones.get(each.record_id, ()), readings) for each in rows)
        return tuple(sorted(found, key=lambda each: (each.first, each.number), reverse=True))

    def _project(
        self, row: ProjectVersion, milestones: Iterable[MilestoneVersion], readings: CountryReadings | None
    ) -> ProjectNoted:
        in_order = sorted(milestones, key=lambda each: (each.due, each.record_id))
        return ProjectNoted(
            number=row.record_id,
            title=row.title,
            objective=row.objective,
            partners=tuple(row.partners),
            first=row.first_day,
            last=row.last_day,
            budget_line=row.budget_line,
            state=row.state,  # type: ignore[arg-type]
            milestones=tuple(self._milestone(each, row.first_day.year, readings) for each in in_order),
            recorded=self._by(row.entry),
            recorded_at=row.entry.at,
        )

    def _milestone(self, row: MilestoneVersion, start: int, readings: CountryReadings | None) -> MilestoneNoted:
        known = readings or CountryReadings("", definitions(), {})
        return MilestoneNoted(
            number=row.record_id,
            text=row.text,
            due=row.due,
            reached=row.reached_on,
            indicators=tuple(known.read(each, self.language, start) for each in row.indicators),
        )

    def _by(self, entry: NotebookEntry) -> str:
        return entry.person.name if self.names else role_of(entry.role, self.language)


def country_readings(ref_area: str) -> CountryReadings | None:
    """Return what the latest release says of a country, none where nothing was released yet."""
    try:
        held = site().latest(EVERYBODY)
    except FixTheFile:
        return None
    return CountryReadings.of(held, definitions(), ref_area)


def standing_versions(versions: Any, ref_area: str) -> Any:  # noqa: ANN401 - of any kind of record
    """Return the latest versions of the records of a country that stand."""
    latest = versions.objects.filter(record__notebook__ref_area=ref_area, version=F("record__latest"), withdrawn="")
    return latest.select_related("entry__person")


def versions_of_record(versions: Any, ref_area: str, number: int) -> list[RecordVersion]:  # noqa: ANN401
    """Return every version of a record, the latest first."""
    found = versions.objects.filter(record__notebook__ref_area=ref_area, record=number)
    return list(found.select_related("entry__person").order_by("-version"))


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda each: each.position)


# All notebooks at once


@dataclass(frozen=True, slots=True)
class NotebookListed:
    """A country with what is open in its notebook.

    Attributes:
        next_due: The day on which the first of it is due, none where nothing is open.
    """

    area: str
    open: int
    mine: int
    overdue: int
    next_due: dt.date | None


def listed_notebooks(person: Person, areas: Iterable[str]) -> tuple[NotebookListed, ...]:
    """Return some countries that have a notebook: those with follow-ups of the person first, then by due date."""
    day, wanted = today(), frozenset(areas)
    rows = FollowUpVersion.objects.filter(version=F("record__latest"), withdrawn="", done_on=None)
    standing = {each.record_id for each in MissionVersion.objects.filter(version=F("record__latest"), withdrawn="")}
    found: dict[str, list[tuple[dt.date, bool]]] = {each: [] for each in _kept(wanted)}
    for area, mission, due, owner in rows.values_list(
        "record__notebook__ref_area", "record__mission", "due", "owner_id"
    ):
        if area in found and mission in standing:
            found[area].append((due, owner == person.pk))
    listed = (
        NotebookListed(
            area,
            len(each),
            sum(mine for _, mine in each),
            sum(due < day for due, _ in each),
            min((due for due, _ in each), default=None),
        )
        for area, each in found.items()
    )
    last = dt.date.max
    key: Callable[[NotebookListed], Any] = lambda each: (not each.mine, each.next_due or last, each.area)  # noqa: E731
    return tuple(sorted(listed, key=key))


def _kept(areas: frozenset[str]) -> list[str]:
    return list(Notebook.objects.filter(ref_area__in=areas).values_list("ref_area", flat=True))
