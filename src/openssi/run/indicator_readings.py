"""What a release says of a country, indicator by indicator: at a year, and last."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openssi.definitions import Definitions
from openssi.run.site import OpenRelease
from openssi.vocabulary.notebook import IndicatorReadings, Reading
from openssi.vocabulary.text import Language

_VALUES = """
    SELECT indicator, sex, breakdown, time_period AS year, value, obs_status AS status, source FROM country_values
    WHERE ref_area = $1 AND value IS NOT NULL ORDER BY indicator, time_period
"""


@dataclass(frozen=True, slots=True)
class CountryReadings:
    """The values of a country in a release, of the sex that stands for each indicator.

    Attributes:
        release: Id of the release.
        values: By indicator, the earliest first.
    """

    release: str
    definitions: Definitions
    values: Mapping[str, Sequence[Reading]]

    @classmethod
    def of(cls, held: OpenRelease, definitions: Definitions, area: str) -> "CountryReadings":
        """Read the values of a country."""
        found: dict[str, list[Reading]] = {}
        for row in held.connection().rows(_VALUES, [area]):
            indicator = definitions.indicators.get(row["indicator"])
            headline = (indicator.headline_sex, indicator.breakdowns[0]) if indicator is not None else None
            if indicator is not None and (row["sex"], row["breakdown"]) == headline:
                status, source = row["status"] or "A", row["source"] or ""
                reading = Reading(row["year"], row["value"], status, source, indicator.unit)
                found.setdefault(indicator.id, []).append(reading)
        return cls(held.release.id, definitions, found)

    def last(self, indicator: str, year: int | None = None) -> Reading | None:
        """Return the last value, or the last one up to a year."""
        known = self.values.get(indicator, ())
        count = len(known) if year is None else bisect_right([each.year for each in known], year)
        return known[count - 1] if count else None

    def read(self, indicator: str, language: Language, start: int | None = None) -> IndicatorReadings:
        """Return an indicator at the start of something, and now.

        Args:
            indicator: Its id.
            language: Language of its name.
            start: Year of the start; none where there is none.
        """
        declared = self.definitions.indicators.get(indicator)
        name = declared.short_name.in_language(language) if declared is not None else indicator
        first = self.last(indicator, start) if start is not None else None
        return IndicatorReadings(indicator, name, first, self.last(indicator))

    def headlines(self, language: Language) -> tuple[IndicatorReadings, ...]:
        """Return the indicators of the leading family that have a value, in the order of the definitions."""
        declared = self.definitions.indicators.values()
        leading = next((each.family for each in declared), "")
        found = (each.id for each in declared if each.family == leading and each.id in self.values)
        return tuple(self.read(each, language) for each in found)
