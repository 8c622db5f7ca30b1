"""Amounts of a benefit at the prices and in the currency of another year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod

from openssi.expressions import ObservationCells
from openssi.indicators.standard_answers import Known, cells_of, known, missing_of
from openssi.vocabulary.adequacy import Hindrance, RealValue

PRICES = "X.CPI"
REDENOMINATION = "N.CURR_CHANGE"
HUNDRED = 100
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Money:
    """A monthly amount with what it rests on.

    Attributes:
        value: The amount, none where it is missing.
        currency: Its currency, empty where it was not told.
        terms: What it is made of.
    """

    value: Fraction | None
    currency: str
    terms: tuple[Known, ...]


def monthly(benefit: ObservationCells, item: str) -> Money:
    """Return the monthly equivalent of an amount: the amount times the payments a year over twelve.

    Args:
        benefit: Cells of one benefit and year.
        item: The item of the amount.
    """
    amount = known(benefit.observation(item, {}), f"{item} {benefit.benefit_id}")
    payments = known(benefit.observation("B.AMT_PAY", {}), f"B.AMT_PAY {benefit.benefit_id}")
    is_known = amount.value is not None and payments.value is not None
    value = amount.value * payments.value / MONTHS if is_known else None  # type: ignore[operator]
    return Money(value, amount.currency, (amount, payments))


@dataclass(frozen=True, slots=True)
class YearsOfCountry:
    """The answers and context data of a country over the years.

    Attributes:
        cells: The country, in any of its years.
        years: The years that are known.
    """

    cells: ObservationCells
    years: Sequence[int]

    def in_year(self, year: int) -> ObservationCells:
        """Return the country in a year."""
        return self.cells.country().earlier(self.cells.year - year)

    def prices(self, year: int) -> Known:
        """Return the consumer price index of a year."""
        return self._named(PRICES, year)

    def parity(self, year: int) -> Known:
        """Return the purchasing power parity of a year."""
        return self._named("X.PPP", year)

    def _named(self, item: str, year: int) -> Known:
        return known(self.in_year(year).observation(item, {}), f"{item} {year}")

    def redenominations(self, first: int, last: int) -> tuple[Known, ...]:
        """Return the redenominations after one year up to another one: old units per new unit."""
        between = (year for year in self.years if first < year <= last)
        told = (self._named(REDENOMINATION, year) for year in between)
        return tuple(each for each in told if each.value)

    def changes_currency(self, first: int, last: int) -> bool:
        """Whether the country reports in another currency in a later year, and tells of no redenomination between."""
        codes = {_text(self.in_year(year), "N.CURRENCY") for year in (first, last)} - {""}
        return len(codes) > 1 and not self.redenominations(first, last)

    def old_per_new(self, first: int, last: int) -> Fraction:
        """Return the old units of a year per unit of a later one, 1 where nothing was redenominated."""
        return prod((each.value for each in self.redenominations(first, last) if each.value), start=Fraction(1))


def real_values(country: YearsOfCountry, benefit: tuple[str, str], item: str, base_year: int) -> tuple[RealValue, ...]:
    """Return the amounts of a benefit over the years, at the prices and in the currency of a base year.

    Args:
        country: The country over the years.
        benefit: Scheme and benefit.
        item: The item of the amount.
        base_year: Year of prices and currency, no earlier than the years of the series.
    """
    found: list[RealValue] = []
    for year in sorted(each for each in country.years if each <= base_year):
        own = country.in_year(year).for_unit(*benefit)
        if own.observation("B.FUNC", {}) is not None or own.observation(item, {}) is not None:
            found.append(_point(country, own, item, base_year))
    return tuple(_with_change(found))


def _point(country: YearsOfCountry, own: ObservationCells, item: str, base_year: int) -> RealValue:
    money, prices, base = monthly(own, item), country.prices(own.year), country.prices(base_year)
    changes = country.redenominations(own.year, base_year)
    terms = (*money.terms, prices, base, *changes)
    factor = country.old_per_new(own.year, base_year)
    base_currency = monthly(country.in_year(base_year).for_unit(own.scheme_id, own.benefit_id), item).currency
    adjustment = known(own.observation("B.AMT_ADJ", {}), "B.AMT_ADJ")
    point = RealValue(
        ref_area=own.ref_area,
        year=own.year,
        base_year=base_year,
        benefit=own.benefit_id,
        item=item,
        nominal=money.value,
        currency=money.currency,
        old_per_new=factor,
        prices=prices.value,
        real=None,
        change=None,
        index_rule=_text(own, "B.INDEX"),
        adjustment=adjustment.value,
        adjusted_on=_text(own, "B.AMT_ADJ_DATE"),
        missing=missing_of(terms),
        cells=cells_of(terms),
    )
    is_other = bool(money.currency and base_currency and money.currency != base_currency and factor == 1)
    is_other = is_other or country.changes_currency(own.year, base_year)
    hindrance = _hindrance(point, base, is_other=is_other)
    if hindrance or money.value is None or not prices.value or base.value is None:
        return replace(point, hindrance=hindrance)
    return replace(point, real=money.value / factor * base.value / prices.value)


def _hindrance(point: RealValue, base: Known, *, is_other: bool) -> Hindrance:
    if point.missing:
        return "missing"
    if not point.prices or not base.value:
        return "zero"
    return "currencies_differ" if is_other else ""


def _text(own: ObservationCells, item: str) -> str:
    found = own.observation(item, {})
    return (found.text_value or "") if found is not None else ""


def _with_change(points: Sequence[RealValue]) -> list[RealValue]:
    """Return the points with the change since the year before, where that year has a value other than zero."""
    by_year = {each.year: each.real for each in points}
    return [replace(each, change=_change(each.real, by_year.get(each.year - 1))) for each in points]


def _change(real: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if real is None or not before else HUNDRED * (real / before - 1)
