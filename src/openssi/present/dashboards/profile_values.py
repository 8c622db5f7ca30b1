"""The latest values of one place, a country or a group, and of the groups beside it."""

from collections.abc import Sequence

from openssi.present.dashboards.release_data import Key, ReleaseData
from openssi.present.dashboards.state import PageState
from openssi.present.figures import WORLD, WORLD_CODE, AggregateFigure, CountryFigure

PlaceFigure = CountryFigure | AggregateFigure | None


class PlaceValues:
    """The values of some keys for the place of a page, asked for once.

    Attributes:
        region: Grouping and code of the region of a country, none for a group and for a country in no region.
    """

    def __init__(self, data: ReleaseData, state: PageState, keys: Sequence[Key]) -> None:
        self.state = state
        code = data.regions_of_areas.get(state.area, "") if state.area else ""
        self.region = (data.region_grouping, code) if code else None
        groupings = {WORLD, data.region_grouping, *([] if state.area else [state.grouping])}
        self._groups = data.aggregates(keys, state.year, sorted(groupings)) if keys else {}
        self._countries = data.countries(keys, state.year, area=state.area) if state.area and keys else {}

    def figure(self, key: Key) -> PlaceFigure:
        """Return the figure of the place itself."""
        if self.state.area:
            return next(iter(self._countries.get(key, ())), None)
        return self.group(key, self.state.grouping, self.state.group)

    def value(self, key: Key) -> float | None:
        """Return the value of the place itself, none where there is none or it is not published."""
        found = self.figure(key)
        return None if found is None else found.value

    def year(self, key: Key) -> int:
        """Return the year of the value of the place, that of the page for a group."""
        found = self.figure(key)
        return found.year if isinstance(found, CountryFigure) and found.year else self.state.year

    def group(self, key: Key, grouping: str, code: str) -> AggregateFigure | None:
        """Return the figure of a group."""
        return self._groups.get((key, grouping, code))

    def of_region(self, key: Key) -> AggregateFigure | None:
        """Return the published figure of the region of a country."""
        found = self.group(key, *self.region) if self.region else None
        return found if found is not None and found.value is not None else None

    def of_world(self, key: Key) -> AggregateFigure | None:
        """Return the published figure of the world, none where the place is the world."""
        if not self.state.area and self.state.is_world:
            return None
        found = self.group(key, WORLD, WORLD_CODE)
        return found if found is not None and found.value is not None else None
