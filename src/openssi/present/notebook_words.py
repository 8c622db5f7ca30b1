"""The words of the notebook on a country, for its pages and its document."""

import datetime as dt
from dataclasses import dataclass

from openssi.definitions import Definitions
from openssi.present.numbers import format_day
from openssi.present.unit_format import unit_format
from openssi.vocabulary.notebook import FollowUpNoted, MilestoneNoted, MissionNoted, ProjectNoted, Reading
from openssi.vocabulary.symbols import LETTERS
from openssi.vocabulary.text import Language

FILE = "notebook"
_STATUSES = "CL_OBS_STATUS"
_NORMAL = "A"


@dataclass(frozen=True, slots=True)
class NotebookWords:
    """The texts of `definitions/interface/notebook.yaml` in one language."""

    definitions: Definitions
    language: Language

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return self.definitions.texts.get(f"{FILE}.{key}", self.language, **values)

    def day(self, day: dt.date) -> str:
        """Return a day in words."""
        return format_day(day, self.language)

    # Missions and projects

    def days(self, each: MissionNoted | ProjectNoted) -> str:
        """Return from when to when a mission or a project goes."""
        first = self.day(each.first)
        if each.last is None:
            return self.of("project.from", first=first)
        return first if each.last == each.first else self.of("mission.days", first=first, last=self.day(each.last))

    def mission(self, each: MissionNoted) -> str:
        """Return what a mission is called: its days, and its place where one was noted."""
        days = self.days(each)
        return self.of("mission.title", days=days, place=each.place) if each.place else days

    def follow_up(self, each: FollowUpNoted, day: dt.date) -> str:
        """Return where a follow-up stands on a day."""
        if each.done is not None:
            return self.of("follow_up.done", day=self.day(each.done), outcome=each.outcome)
        if each.is_overdue(day):
            return self.of("follow_up.overdue", count=(day - each.due).days)
        return self.of("follow_up.open")

    def milestone(self, each: MilestoneNoted, day: dt.date) -> str:
        """Return where a milestone stands on a day."""
        if each.reached is not None:
            return self.of("milestone.reached", day=self.day(each.reached))
        if each.is_overdue(day):
            return self.of("milestone.overdue", count=(day - each.due).days)
        return self.of("milestone.open")

    # Values

    def value(self, reading: Reading | None) -> str:
        """Return a value as a reader of the language writes it, with the letter of its status."""
        if reading is None:
            return self.of("standing.no_value")
        letter = LETTERS.get(reading.status, "")
        units = unit_format(self.definitions, reading.unit, self.language)
        number = units.number(reading.value) if units.unit.kind == "share" else units.told(reading.value)
        return f"{number}{f' {letter}' if letter else ''}"

    def dated(self, reading: Reading | None) -> str:
        """Return a value with its year."""
        value = self.value(reading)
        return self.of("standing.value_of", value=value, year=reading.year) if reading is not None else value

    def source(self, reading: Reading) -> str:
        """Return where a value comes from, and what its letter says."""
        source = reading.source or self.of("standing.no_source")
        if reading.status == _NORMAL or reading.status not in LETTERS:
            return source
        codes = self.definitions.codelists[_STATUSES].codes
        said = next((each.name.in_language(self.language) for each in codes if each.id == reading.status), "")
        return f"{source} ({LETTERS[reading.status]} = {said})" if said else source
