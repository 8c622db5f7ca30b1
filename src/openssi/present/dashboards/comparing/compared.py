"""Which countries are compared: those that were picked, else some of the largest region that have the most values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from openssi.present.countries import sorting_key
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import CountryFigure

SHOWN_UNASKED = 4
"""Countries that are shown where none was picked."""

FEWEST_COMPARED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The countries of a comparison with the latest values of all countries.

    Attributes:
        region: Code of the region that they were chosen from, empty where the reader picked them.
        values: Values of all countries by key, for positions.
    """

    areas: tuple[str, ...]
    region: str
    values: Mapping[Key, tuple[CountryFigure, ...]]

    def of(self, key: Key) -> dict[str, CountryFigure]:
        """Return the values of the countries that are compared."""
        return {each.area: each for each in self.values.get(key, ()) if each.area in self.areas}


def compared(data: ReleaseData, state: PageState) -> Compared:
    """Return the countries of a comparison, read once; none where the release has no values of its indicators."""
    name = ("compared", state)
    if name not in data.kept:
        data.kept[name] = _compared(data, state)
    found: Compared = data.kept[name]
    return found


def _compared(data: ReleaseData, state: PageState) -> Compared:
    keys = shown_keys(data, state)
    values = data.countries(keys, state.year)
    if state.areas:
        return Compared(areas=state.areas, region="", values=values)
    areas, region = _most_valued(data, values)
    return Compared(areas=areas, region=region, values=values)


def shown_keys(data: ReleaseData, state: PageState) -> tuple[Key, ...]:
    """Return the indicators of the page that the release has any value of."""
    keys = (data.key(each, state.sex) for each in data.definitions.pages[state.page].indicators)
    return tuple(each for each in keys if each in data.years_by_key)


def _most_valued(data: ReleaseData, values: Mapping[Key, tuple[CountryFigure, ...]]) -> tuple[tuple[str, ...], str]:
    counted = Counter(each.area for figures in values.values() for each in figures if each.value is not None)
    regions = Counter(region for area in counted if (region := data.regions_of_areas.get(area, "")))
    if not regions:
        return tuple(area for area, _ in counted.most_common(SHOWN_UNASKED)), ""
    largest = max(sorted(regions), key=lambda code: regions[code])
    here = [area for area in counted if data.regions_of_areas.get(area) == largest]
    chosen = sorted(here, key=lambda area: (-counted[area], area))[:SHOWN_UNASKED]
    return tuple(sorted(chosen, key=lambda area: sorting_key(data.area_names[area]))), largest
