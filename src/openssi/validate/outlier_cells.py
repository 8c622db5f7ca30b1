"""The cells of one country over the years, as outliers are looked for among them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from openssi.expressions.patterns import Key, key_of
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.outlier import OutlierDefinitions, OutlierQuantity

BREAK = "B"


def number_of(observation: Observation | None) -> float | None:
    """Return the value of a cell in units, none where it has no finite number."""
    if observation is None or observation.value is None or not observation.value.is_finite():
        return None
    scaled = observation.scaled_value
    number = math.inf if scaled is None else float(scaled)
    return number if math.isfinite(number) else None


@dataclass(frozen=True)
class Looked:
    """Which items are looked at, and as what kind of number."""

    definitions: OutlierDefinitions
    items: Mapping[str, Item]

    @cached_property
    def quantities(self) -> Mapping[str, OutlierQuantity]:
        """Kinds of number by item; items that the form calculates or fills in beforehand are not among them."""
        by_unit = {unit: each for each in self.definitions.quantities for unit in each.units}
        looked = (each for each in self.items.values() if each.is_typed and each.type in {"number", "money", "integer"})
        return {
            each.id: by_unit[each.unit]
            for each in looked
            if each.unit in by_unit and each.id not in self.definitions.left_out
        }

    @cached_property
    def size_items(self) -> frozenset[str]:
        """Items that values are divided by before countries are compared."""
        every = self.definitions.quantities
        return frozenset(size for each in every for size in (each.size, *each.sizes.values()))

    @cached_property
    def like_items(self) -> frozenset[str]:
        """Items that make schemes and benefits comparable."""
        return frozenset(each for items in self.definitions.like.values() for each in items)


@dataclass(frozen=True, slots=True)
class Past:
    """What a cell held in earlier years, the nearest first.

    Attributes:
        is_real: Whether the values are at the prices of the year that is looked at.
    """

    values: Mapping[int, float]
    is_real: bool


class CountryCells:
    """Answers and context data of one country by year."""

    def __init__(self, by_year: Mapping[int, Sequence[Observation]], year: int, looked: Looked) -> None:
        """Return the cells of a country.

        Args:
            by_year: Answers and context data by reference year.
            year: The year that is looked at.
            looked: Which items are looked at.
        """
        self.by_year = by_year
        self.year = year
        self.looked = looked
        self._keyed: dict[int, dict[Key, Observation]] = {}
        self._indices: dict[str, dict[int, float]] = {}

    def answers(self, year: int) -> Mapping[Key, Observation]:
        """Return the answers of a year by key, context data left out."""
        if year not in self._keyed:
            answers = (each for each in self.by_year.get(year, ()) if each.channel != "context")
            self._keyed[year] = {key_of(each): each for each in answers}
        return self._keyed[year]

    def numbers(self) -> Iterator[tuple[Observation, OutlierQuantity, float]]:
        """Return the cells of the year that are looked at, with their kind and value."""
        for each in self.answers(self.year).values():
            quantity, value = self.looked.quantities.get(each.item), number_of(each)
            if quantity is not None and value is not None:
                yield each, quantity, value

    def past(self, cell: Observation, quantity: OutlierQuantity) -> Past:
        """Return the earlier values that are comparable with a cell: back to a break or to another currency.

        Values of money are brought to the prices of the year where the price index is known for all of them.
        """
        found: dict[int, float] = {}
        later, key = cell, key_of(cell)
        for year in range(self.year - 1, self.year - 1 - self.looked.definitions.history_years, -1):
            earlier = self.answers(year).get(key)
            if later.obs_status == BREAK or (quantity.id != "persons" and self._other_money(later, earlier, year)):
                break
            value = number_of(earlier)
            if earlier is not None and value is not None:
                found[year] = value
                later = earlier
        return self._at_prices(found, quantity.at_prices)

    def _other_money(self, later: Observation, earlier: Observation | None, year: int) -> bool:
        """Return whether the currency changed after a year, up to the year of the later cell."""
        factors = [
            self._redenominations[each] for each in range(year + 1, self.year + 1) if each in self._redenominations
        ]
        if any(each != 1 for each in factors):
            return True
        differ = earlier is not None and later.currency and earlier.currency and later.currency != earlier.currency
        return bool(differ) and not factors

    @cached_property
    def _redenominations(self) -> Mapping[int, float]:
        return self._by_year(self.looked.definitions.redenomination)

    def _at_prices(self, values: Mapping[int, float], index: str) -> Past:
        prices = self._prices(index) if index else {}
        now = prices.get(self.year, 0.0)
        if not values or now <= 0 or any(prices.get(year, 0.0) <= 0 for year in values):
            return Past(values, is_real=False)
        real = {year: value * (now / prices[year]) for year, value in values.items()}
        return Past(real, is_real=True) if all(map(math.isfinite, real.values())) else Past(values, is_real=False)

    def _prices(self, index: str) -> Mapping[int, float]:
        if index not in self._indices:
            self._indices[index] = self._by_year(index)
        return self._indices[index]

    def _by_year(self, item: str) -> dict[int, float]:
        every = ((year, each) for year, told in self.by_year.items() for each in told if each.item == item)
        found = ((year, number_of(each)) for year, each in every)
        return {year: number for year, number in found if number is not None}

    # Weight

    def share(self, cell: Observation, quantity: OutlierQuantity, value: float, expected: float) -> float:
        """Return the share of a cell in the total of its item, with what was expected where that is more.

        What does not add up, such as average amounts, counts alike: one over the number of cells.
        """
        total, count = self._totals[cell.item]
        if not quantity.adds_up:
            return 1 / count
        whole = max(total, total - abs(value) + abs(expected))
        return min(1.0, max(abs(value), abs(expected)) / whole) if whole > 0 else 0.0

    @cached_property
    def _totals(self) -> Mapping[str, tuple[float, int]]:
        """By item: the sum of its cells without breakdown, of all cells where there is none, and their number."""
        every: dict[str, list[float]] = {}
        whole: dict[str, list[float]] = {}
        for each, _, value in self.numbers():
            every.setdefault(each.item, []).append(abs(value))
            if _is_whole(each):
                whole.setdefault(each.item, []).append(abs(value))
        chosen = ((item, whole.get(item) or values) for item, values in every.items())
        return {item: (math.fsum(values), len(values)) for item, values in chosen}


def _is_whole(each: Observation) -> bool:
    return (each.sex, each.age, each.func, each.breakdown) == (TOTAL, TOTAL, NOT_APPLICABLE, NOT_APPLICABLE)
