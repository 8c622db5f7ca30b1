"""The notes of the large figures of a country: its year, the value before, and women and men where they differ."""

from collections.abc import Sequence

from openssi.present.dashboards.values.release_data import Key, ReleaseData, YearValue
from openssi.present.figures import CountryFigure
from openssi.vocabulary.symbols import LETTERS

LEAST_GAP = 5.0
"""Difference between women and men, in the unit of the indicator, from which both are told."""


class CountryNotes:
    """What is told below the figures of a country, asked for once for all of them."""

    def __init__(self, data: ReleaseData, area: str, year: int, keys: Sequence[Key]) -> None:
        self.data = data
        self.area = area
        self._series = data.country_series(keys, [area])
        pairs = {key: self._of_sexes(key) for key in keys}
        wanted = [each for pair in pairs.values() for each in pair]
        found = data.countries(wanted, year, area=area) if wanted else {}
        self._sexes = {key: [next(iter(found[each]), None) for each in pair] for key, pair in pairs.items()}

    def _of_sexes(self, key: Key) -> tuple[Key, ...]:
        indicator, _, breakdown = key
        sexes = self.data.indicator(indicator).sexes
        return ((indicator, "F", breakdown), (indicator, "M", breakdown)) if {"F", "M"} <= set(sexes) else ()

    def note(self, key: Key, figure: CountryFigure) -> str:
        """Return the note of one figure in whole sentences."""
        letter = LETTERS.get(figure.status, "")
        state = self.data.say(f"dashboards.tile.state.{letter}") if letter else ""
        year = ", ".join(part for part in (str(figure.year), state) if part)
        parts = (f"{year}.", self._before(key, figure), self._women_and_men(key, figure))
        return " ".join(part for part in parts if part)

    def _before(self, key: Key, figure: CountryFigure) -> str:
        earlier = [
            each
            for each in self._series.get((key, self.area), ())
            if each.value is not None and each.year < (figure.year or 0)
        ]
        if not earlier:
            return ""
        before: YearValue = earlier[-1]
        told = self.data.units(key[0]).told(before.value or 0.0)
        return self.data.say("dashboards_country.tile.before", year=before.year, value=told)

    def _women_and_men(self, key: Key, figure: CountryFigure) -> str:
        found = self._sexes.get(key, [])
        if len(found) < 2 or any(each is None or each.value is None or each.year != figure.year for each in found):
            return ""
        women, men = (each.value or 0.0 for each in found if each is not None)
        if abs(women - men) < LEAST_GAP:
            return ""
        told = self.data.units(key[0]).told
        return self.data.say("dashboards_country.tile.sexes", women=told(women), men=told(men))
