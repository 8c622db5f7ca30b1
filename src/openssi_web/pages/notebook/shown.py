"""The notebook of a country in words, as its page shows it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from openssi.present.notebook_words import NotebookWords
from openssi.vocabulary.notebook import (
    CountryNotebook,
    FollowUpNoted,
    IndicatorReadings,
    MilestoneNoted,
    MissionNoted,
    ProjectNoted,
    Reading,
)


@dataclass(frozen=True, slots=True)
class ValueShown:
    """A value with its year, its walk and its source; no walk where there is no value."""

    text: str
    year: str
    href: str
    source: str


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """An indicator at the start and now."""

    name: str
    href: str
    start: ValueShown
    now: ValueShown


@dataclass(frozen=True, slots=True)
class FollowUpShown:
    """A follow-up, and what it belongs to."""

    number: int
    mission: int
    mission_title: str
    text: str
    owner: str
    is_mine: bool
    due: str
    state: str
    is_open: bool
    is_overdue: bool


@dataclass(frozen=True)
class NotebookInWords:
    """Says in words what stands in a notebook."""

    notebook: CountryNotebook
    words: NotebookWords

    def values(self) -> dict[str, Any]:
        """Return what the template shows."""
        notebook, titles = self.notebook, {each.number: self.words.mission(each) for each in self.notebook.missions}
        return {
            "country": notebook.country,
            "release": notebook.release,
            "standing": self._standing(),
            "headlines": [self._indicator(each) for each in notebook.headlines],
            "headlines_subtitle": self.words.of("standing.subtitle", release=notebook.release),
            "no_headlines": self.words.of("standing.no_values" if notebook.release else "standing.no_release"),
            "open": [self._follow_up(each, titles[each.mission]) for each in notebook.open_follow_ups],
            "missions": [self._mission(each) for each in notebook.missions],
            "projects": [self._project(each) for each in notebook.projects],
        }

    def _standing(self) -> dict[str, Any] | None:
        standing, of = self.notebook.standing, self.words.of
        if standing is None:
            return None
        return {
            "state": of("standing.submission", year=standing.year, state=standing.state),
            "queries": of("standing.queries", count=standing.queries),
            "due": [of("standing.due_line", day=self.words.day(day), step=step) for day, step in standing.due],
            "href": reverse("round", args=[self.words.language, self.notebook.area, standing.year]),
        }

    def _mission(self, each: MissionNoted) -> dict[str, Any]:
        title = self.words.mission(each)
        return {
            "number": each.number,
            "title": title,
            "objective": each.objective,
            "participants": each.participants,
            "findings": each.findings,
            "follow_ups": [self._follow_up(one, title) for one in each.follow_ups],
            "recorded": self._recorded(each),
        }

    def _follow_up(self, each: FollowUpNoted, title: str) -> FollowUpShown:
        return FollowUpShown(
            number=each.number,
            mission=each.mission,
            mission_title=title,
            text=each.text,
            owner=each.owner,
            is_mine=each.is_mine,
            due=self.words.day(each.due),
            state=self.words.follow_up(each, self.notebook.day),
            is_open=each.done is None,
            is_overdue=each.is_overdue(self.notebook.day),
        )

    def _project(self, each: ProjectNoted) -> dict[str, Any]:
        of = self.words.of
        return {
            "number": each.number,
            "title": each.title,
            "line": of("project.line", state=of(f"project_state.{each.state}"), days=self.words.days(each)),
            "objective": each.objective,
            "partners": each.partners,
            "budget_line": each.budget_line,
            "milestones": [self._milestone(one) for one in each.milestones],
            "has_indicators": any(one.indicators for one in each.milestones),
            "recorded": self._recorded(each),
        }

    def _milestone(self, each: MilestoneNoted) -> dict[str, Any]:
        return {
            "number": each.number,
            "text": each.text,
            "due": self.words.day(each.due),
            "state": self.words.milestone(each, self.notebook.day),
            "is_overdue": each.is_overdue(self.notebook.day),
            "is_reached": each.reached is not None,
            "indicators": [self._indicator(one) for one in each.indicators],
        }

    def _recorded(self, each: MissionNoted | ProjectNoted) -> str:
        return self.words.of("recorded", name=each.recorded, day=self.words.day(each.recorded_at.date()))

    # Values

    def _indicator(self, each: IndicatorReadings) -> IndicatorShown:
        known = each.indicator in self.words.definitions.indicators
        href = reverse("indicator", args=[self.words.language, each.indicator]) if known else ""
        return IndicatorShown(each.name, href, self._value(each, each.start), self._value(each, each.now))

    def _value(self, each: IndicatorReadings, reading: Reading | None) -> ValueShown:
        if reading is None:
            return ValueShown(self.words.value(None), "", "", "")
        sex = self.words.definitions.indicators[each.indicator].headline_sex
        query = {"year": reading.year, "sex": sex, "release": self.notebook.release, "area": self.notebook.area}
        href = f"{reverse('walk', args=[self.words.language, each.indicator])}?{urlencode(query)}"
        return ValueShown(self.words.value(reading), str(reading.year), href, self.words.source(reading))
