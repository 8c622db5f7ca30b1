"""The places of stacked bars: the parts of each, of one year, and what they add up to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from openssi.present.breakdowns import breakdown_name
from openssi.present.dashboards.figures.place_values import (
    PlaceValue,
    differ_surely,
    of_countries,
    of_groups,
    shown_groupings,
)
from openssi.present.dashboards.values.page_keys import listed_key
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import AggregateFigure, CountryFigure
from openssi.present.numbers import rounded
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage
from openssi.vocabulary.observation import TOTAL

MOST_NAMED = 5
"""Parts with a colour of their own; all further ones are added up."""


@dataclass(frozen=True, slots=True)
class PartKey:
    """One part: its key, what it is called, and the code that it is called after, else empty."""

    key: Key
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class StackPlace:
    """A place with the value of each part."""

    values: tuple[PlaceValue, ...]

    @property
    def name(self) -> str:
        """Name of the place."""
        return self.values[0].name

    @property
    def is_whole(self) -> bool:
        """Whether every part has a value, and all are of the same years and of as many countries."""
        return all(each.value is not None for each in self.values) and len({_basis(each) for each in self.values}) == 1

    @property
    def total(self) -> float:
        """The sum of its parts."""
        return sum(each.value or 0.0 for each in self.values)

    @property
    def is_less_certain(self) -> bool:
        """Whether a part is imputed or rests on little that is observed."""
        return any(_is_less_certain(each) for each in self.values)

    @property
    def is_provisional(self) -> bool:
        """Whether a part is provisional."""
        return any(isinstance(each.figure, CountryFigure) and each.figure.status == "P" for each in self.values)

    def folded(self) -> list[float]:
        """Return the parts as they are drawn: those that are named, then the sum of the others."""
        numbers = [each.value or 0.0 for each in self.values]
        return numbers if len(numbers) <= MOST_NAMED + 1 else [*numbers[:MOST_NAMED], sum(numbers[MOST_NAMED:])]


def _basis(value: PlaceValue) -> tuple[int, ...]:
    """Return what the parts of a whole have in common: their years, and of a group how many countries have a value."""
    figure = value.figure
    return (*value.years(), *((figure.countries,) if isinstance(figure, AggregateFigure) else ()))


def _is_less_certain(value: PlaceValue) -> bool:
    figure = value.figure
    if isinstance(figure, AggregateFigure):
        return figure.publication == "flagged"
    return isinstance(figure, CountryFigure) and figure.state == "imputed"


def part_keys(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> tuple[PartKey, ...]:
    """Return the parts of the option `parts`: indicators, with `:` and a breakdown, with `=` and a code that names it.

    `EXPENDITURE_STRUCTURE:OLD` is a breakdown and called after it; `EXPENDITURE_OLD_AGE=OLD` is an indicator that is
    called after a code, of a list or of the choices of the page; an indicator alone has its short name, without what
    stands before a colon in all of them.
    """
    parts = [part_of(data, state, each) for each in declared.options["parts"].split()]
    heads = {each.name.partition(":")[0] for each in parts if not each.code}
    if len(parts) == 1 or len(heads) != 1 or any(each.code or ":" not in each.name for each in parts):
        return tuple(parts)
    return tuple(replace(each, name=_capitalised(each.name.partition(":")[2])) for each in parts)


def _capitalised(text: str) -> str:
    bare = text.strip()
    return bare[:1].upper() + bare[1:]


def part_of(data: ReleaseData, state: PageState, text: str) -> PartKey:
    """Return one part as an option writes it (`part_keys`)."""
    key, code = listed_key(data, text)
    code = code or ("" if key[2] == TOTAL else key[2])
    return PartKey(key, _name(data, state, key, code), code)


def _name(data: ReleaseData, state: PageState, key: Key, code: str) -> str:
    page: DeclaredPage | None = data.definitions.pages.get(state.page)
    if page is not None and code in page.choices:
        return page.choices[code].in_language(data.language)
    return breakdown_name(data.definitions, code, data.language).partition(" (")[0] if code else data.short_name(key[0])


def places_of_countries(data: ReleaseData, state: PageState, parts: Sequence[PartKey]) -> list[StackPlace]:
    """Return the countries of the chosen group that have a value of any part."""
    keys = [each.key for each in parts]
    found = of_countries(data, state, keys)
    by_area = {key: {each.area: each for each in values} for key, values in found.items()}
    known = {each.area: each.name for values in found.values() for each in values if each.value is not None}
    return [
        StackPlace(tuple(by_area[key].get(area) or PlaceValue(name=name, key=key, area=area) for key in keys))
        for area, name in known.items()
    ]


def places_of_groups(data: ReleaseData, state: PageState, parts: Sequence[PartKey]) -> list[StackPlace]:
    """Return the world, the regions and the income groups, in this order."""
    keys = [each.key for each in parts]
    found = of_groups(data, state, keys, shown_groupings(data))
    return [StackPlace(values) for values in zip(*(found[key] for key in keys), strict=True)]


def do_not_add(places: Iterable[StackPlace], decimals: int) -> bool:
    """Whether the printed parts of any place add up to another number than the printed sum."""
    return any(_printed_sum(each, decimals) != rounded(each.total, decimals) for each in places)


def _printed_sum(place: StackPlace, decimals: int) -> Decimal:
    return sum((rounded(each, decimals) for each in place.folded()), Decimal(0))


def largest_part(data: ReleaseData, places: Sequence[StackPlace]) -> tuple[int, int] | None:
    """Return which part is surely the largest in more than half of the places, and in how many; else none."""
    counted: dict[int, int] = {}
    for number in _surely_largest(data, places):
        counted[number] = counted.get(number, 0) + 1
    if not counted:
        return None
    number, count = max(counted.items(), key=lambda each: each[1])
    return (number, count) if 2 * count > len(places) else None


def _surely_largest(data: ReleaseData, places: Sequence[StackPlace]) -> Iterator[int]:
    for place in places:
        ordered = sorted(place.values, key=lambda each: -(each.value or 0.0))
        if differ_surely(data, ordered[0], ordered[1]):
            yield place.values.index(ordered[0])
