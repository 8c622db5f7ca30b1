"""The words of the rounds that the compiler follows, of `definitions/interface/monitor.yaml`."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from openssi.definitions.texts import Texts
from openssi.present.numbers import format_day, format_number, percent, percent_number
from openssi.run.rounds.monitor import Calendar, Country, Reason
from openssi.vocabulary.text import Language
from openssi_web.pages.form.words import FormWords
from openssi_web.rounds.workspace import definitions

FILE = "monitor"
COUNTING = "…"
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class MonitorWords:
    """Words of the monitor in one language."""

    texts: Texts
    language: Language

    @classmethod
    def of_site(cls, language: Language) -> "MonitorWords":
        """Return the words of the definitions in force."""
        return cls(definitions().texts, language)

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return self.texts.get(f"{FILE}.{key}", self.language, **values)

    def plain(self) -> dict[str, Any]:
        """Return every text without plural forms as a tree, for a template."""
        return FormWords(self.texts, self.language).plain(FILE)

    def number(self, value: float) -> str:
        """Return a whole number as a reader writes it."""
        return format_number(value, self.language)

    def day(self, day: dt.date | None) -> str:
        """Return a day in words, nothing for none."""
        return format_day(day, self.language) if day is not None else ""

    def percent(self, share: float | None) -> str:
        """Return a share of one as a percentage with its sign, nothing for none."""
        return percent(100 * share, self.language) if share is not None else ""

    def percent_number(self, share: float | None) -> str:
        """Return a share of one as a percentage without its sign, a dash for none."""
        return percent_number(100 * share, self.language) if share is not None else NOTHING

    def ago(self, days: int) -> str:
        """Return how many days ago something was."""
        return self.of("days.ago", count=days) if days > 0 else self.of("days.today")

    def from_deadline(self, days: int) -> str:
        """Return days from the deadline in words: before, on, or after it."""
        if days == 0:
            return self.of("days.same_day")
        return self.of("days.before" if days < 0 else "days.after", count=abs(days))

    def due(self, country: Country, calendar: Calendar) -> str:
        """Return when a country handed in, how late it is, or how many days it has left."""
        days = calendar.days_from_deadline(country)
        if days is not None:
            return self.of("days.handed_in", when=self.from_deadline(days))
        if country.handed_in is not None:
            return self.of("days.handed_in_on", day=self.day(country.handed_in))
        left = calendar.days_left
        if left is None:
            return NOTHING
        if left == 0:
            return self.of("days.last")
        return self.of("days.left" if left > 0 else "days.late", count=abs(left))

    def deadline(self, calendar: Calendar) -> str:
        """Return the sentence on the deadline of a round."""
        left = calendar.days_left
        if left is None:
            return self.of("lead.no_deadline")
        key = "ahead" if left > 0 else "past" if left < 0 else "today"
        return self.of(f"lead.{key}", day=self.day(calendar.deadline), count=abs(left))

    def reason(self, reason: Reason, count: int) -> str:
        """Return why a country needs a hand."""
        return self.of(f"need.{reason}", count=count)
