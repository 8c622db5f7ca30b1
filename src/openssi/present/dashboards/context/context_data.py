"""Population and labour of a place: sums over countries of what both parts of a ratio are known for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openssi.present.dashboards.values.release_data import ContextValue, ReleaseData
from openssi.present.dashboards.values.state import PageState

TOTAL = "_T"
WOMEN, MEN = "F", "M"
SEXES = (WOMEN, MEN)

Cell = tuple[str, str, str]
"""Item, sex and age."""

POPULATION, CHILDREN, WORKING, ADULTS, OLDER = (
    "X.POP_TOTAL", "X.POP_CHILD", "X.POP_15_64", "X.POP_15P", "X.POP_65P",
)  # fmt: skip
LABOUR_FORCE, EMPLOYED, INFORMAL, UNEMPLOYED = "X.LF", "X.EMP", "X.EMP_INFORMAL", "X.UNEMPLOYED"
UNDER_15 = "Y0T14"

_ITEMS = (POPULATION, CHILDREN, WORKING, ADULTS, OLDER, LABOUR_FORCE, EMPLOYED, INFORMAL, UNEMPLOYED)
_BAND = re.compile(r"Y(?:(?P<low>\d+)(?:T(?P<high>\d+))?|_GE(?P<open>\d+))")

OPEN_UP_TO = 85
"""Age up to which the open group at the top is drawn."""

SHORTEST = 5
"""Years of a band; shorter ones are put together with those after them."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with the countries that enter it, and the years of its parts.

    Attributes:
        value: Numerator by denominator, times 100.
        cells: Ids of the values of its numerator and its denominator where it is of one country.
    """

    value: float
    countries: int
    years: tuple[int, int]
    cells: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class ContextOf:
    """Values of the context of some countries, by country and cell."""

    values: Mapping[str, Mapping[Cell, ContextValue]]

    @property
    def sources(self) -> list[str]:
        """Sources of all values."""
        return [each.source for cells in self.values.values() for each in cells.values() if each.source]

    def within(self, areas: Iterable[str] | None) -> "ContextOf":
        """Return the values of some countries, of all where none are named."""
        return self if areas is None else ContextOf({area: self.values[area] for area in areas if area in self.values})

    def ratio(self, numerator: Cell, denominator: Cell) -> Ratio | None:
        """Return a ratio of sums in per cent over the countries that have both, none where no country has."""
        pairs = [
            (cells[numerator], cells[denominator])
            for cells in self.values.values()
            if numerator in cells and denominator in cells and cells[denominator].value
        ]
        if not pairs:
            return None
        years = [each.year for pair in pairs for each in pair]
        value = 100 * sum(one.value for one, _ in pairs) / sum(other.value for _, other in pairs)
        cells = (pairs[0][0].obs_id, pairs[0][1].obs_id) if len(pairs) == 1 else ("", "")
        return Ratio(value, len(pairs), (min(years), max(years)), cells)


def all_context(data: ReleaseData, state: PageState) -> ContextOf:
    """Return the latest values of all countries up to the year of the page, read once."""

    def read() -> ContextOf:
        found: dict[str, dict[Cell, ContextValue]] = {}
        for each in data.context(_ITEMS, state.year):
            found.setdefault(each.area, {})[each.item, each.sex, each.age] = each
        return ContextOf(found)

    return data.rows.memory.once(("context", state.year), read, lambda found: sum(map(len, found.values.values())))


def context_of(data: ReleaseData, state: PageState) -> ContextOf:
    """Return the values of the country or of the countries of the group of the page."""
    known = all_context(data, state)
    if state.area:
        return known.within([state.area])
    return known if state.is_world else of_group(data, state, (state.grouping, state.group))


def of_group(data: ReleaseData, state: PageState, group: tuple[str, str]) -> ContextOf:
    """Return the values of the countries that were in a group in the year of the page."""
    return all_context(data, state).within(data.rows.members(*group, state.year))


@dataclass(frozen=True, slots=True)
class Band:
    """Persons of an age: from `low` to `high`, both within, no end where `high` is none."""

    low: int
    high: int | None
    women: float
    men: float

    @property
    def years(self) -> int:
        """Years of age that the band is drawn for."""
        return (max(OPEN_UP_TO, self.low + SHORTEST) if self.high is None else self.high + 1) - self.low

    @property
    def persons(self) -> float:
        """Women and men."""
        return self.women + self.men


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Bands from the youngest, over how many countries they are summed, and the years of their values."""

    bands: tuple[Band, ...]
    countries: int
    years: tuple[int, int]

    @property
    def persons(self) -> float:
        """Women and men of all ages."""
        return sum(each.persons for each in self.bands)


def pyramid_of(found: ContextOf) -> Pyramid | None:
    """Return the population by age: in the age groups of its countries, else under 15, 15 to 64, 65 and over.

    Age groups are taken where as many countries have them as have the three groups.
    """
    detailed = [each for each in map(_detailed, found.values.values()) if each]
    three = [each for each in map(_three, found.values.values()) if each]
    chosen = detailed if detailed and len(detailed) >= len(three) else three
    if not chosen:
        return None
    years = [year for each in chosen for year in each.years]
    return Pyramid(_summed([each.bands for each in chosen]), len(chosen), (min(years), max(years)))


def band_of(age: str) -> tuple[int, int | None] | None:
    """Return the limits of a code of age, none where it is no band (`Y0T4`: 0 and 4; `Y_GE75`: 75 without an end)."""
    found = _BAND.fullmatch(age)
    if found is None:
        return None
    if found["open"]:
        return int(found["open"]), None
    return int(found["low"]), int(found["high"] or found["low"])


def _detailed(cells: Mapping[Cell, ContextValue]) -> Pyramid | None:
    limits = {age: band for item, _, age in cells if item == POPULATION and (band := band_of(age))}
    ordered = sorted(limits, key=lambda age: limits[age][0])
    values = [tuple(cells.get((POPULATION, sex, age)) for sex in SEXES) for age in ordered]
    if len(ordered) < SHORTEST or not _is_whole([limits[age] for age in ordered]):
        return None
    pairs = [(women, men) for women, men in values if women is not None and men is not None]
    if len(pairs) < len(ordered):
        return None
    bands = tuple(Band(*limits[age], women.value, men.value) for age, (women, men) in zip(ordered, pairs, strict=True))
    years = [each.year for pair in pairs for each in pair]
    return Pyramid(together(bands), 1, (min(years), max(years)))


def _is_whole(limits: Sequence[tuple[int, int | None]]) -> bool:
    """Whether bands follow each other from birth to the end of life."""
    starts = [0, *(high + 1 for _, high in limits if high is not None)]
    return limits[-1][1] is None and starts == [low for low, _ in limits]


def together(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Return bands of at least five years, shorter ones put together with those after them."""
    made: list[Band] = []
    for each in bands:
        last = made[-1] if made else None
        if last is not None and last.high is not None and last.years < SHORTEST:
            made[-1] = Band(last.low, each.high, last.women + each.women, last.men + each.men)
        else:
            made.append(each)
    return tuple(made)


def _three(cells: Mapping[Cell, ContextValue]) -> Pyramid | None:
    """Return the three groups; those between are people of 15 and over less those of 65 and over where not told."""
    parts = [[cells.get(key) for key in _three_keys(sex)] for sex in SEXES]
    known = [each for part in parts for each in part if each is not None]
    if len(known) < len(SEXES) * 3:
        return None
    women, men = ([each.value for each in part if each is not None] for part in parts)
    of_women, of_men = ((one[0], one[1] - one[2], one[2]) for one in (women, men))
    limits: list[tuple[int, int | None]] = [(0, 14), (15, 64), (65, None)]
    bands = tuple(Band(*limit, one, other) for limit, one, other in zip(limits, of_women, of_men, strict=True))
    years = [each.year for each in known]
    return Pyramid(bands, 1, (min(years), max(years)))


def _three_keys(sex: str) -> tuple[Cell, Cell, Cell]:
    return (CHILDREN, sex, UNDER_15), (ADULTS, sex, TOTAL), (OLDER, sex, TOTAL)


def _summed(found: Sequence[Sequence[Band]]) -> tuple[Band, ...]:
    """Return the sums of bands that all have; those of other limits than the first are left out."""
    limits = [(each.low, each.high) for each in found[0]]
    same = [bands for bands in found if [(each.low, each.high) for each in bands] == limits]
    return tuple(
        Band(low, high, sum(bands[at].women for bands in same), sum(bands[at].men for bands in same))
        for at, (low, high) in enumerate(limits)
    )
