"""The crosswalk from one coding to the classifications of other collections, and the views that it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import MultilingualText

ADMINISTRATION = "ADMIN"
OTHER_EXPENDITURE = "OTHER"
HEADINGS = (ADMINISTRATION, OTHER_EXPENDITURE)
"""What is spent and is no benefit."""

OUTSIDE = "OUTSIDE"
NOT_SEPARABLE = "NOT_SEPARABLE"
UNDIVIDED = "UNDIVIDED"
DISCREPANCY = "DISCREPANCY"
REST = (OUTSIDE, NOT_SEPARABLE, UNDIVIDED, DISCREPANCY)
"""Where in the remainder an amount stands that belongs to no category."""

AS_BENEFITS = "AS_BENEFITS"
"""Divided among the categories as the benefits of the scheme are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkRow:
    """What one part of our coding is in another framework.

    Attributes:
        of: A function, a benefit type, `ADMIN` or `OTHER`.
        form: Form of payment that the row is for; empty means any.
        means_test: `Y` or `N` where the row is for benefits with or without a means test; empty means any.
        category: Code of the framework, or `OUTSIDE`, `NOT_SEPARABLE`, `AS_BENEFITS`.
        share: Part of the amount that belongs there.
        valid_from: First year.
        valid_to: Last year, none while it holds.
        source: Where the assignment comes from, and whether it is to be confirmed.
        place: File and row.
    """

    of: str
    form: str
    means_test: str
    category: str
    share: Decimal
    valid_from: int
    valid_to: int | None
    note: MultilingualText | None
    source: str
    place: Place

    @property
    def condition(self) -> tuple[str, str, str]:
        """What the row is about."""
        return self.of, self.form, self.means_test

    def holds_in(self, year: int) -> bool:
        """Whether the row is valid in a year."""
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

    def fits(self, form: str, means_test: str) -> bool:
        """Whether the row is for benefits of a form and means test."""
        return self.form in {"", form} and self.means_test in {"", means_test}


@dataclass(frozen=True, kw_only=True)
class Framework:
    """A classification of another collection, with its rows.

    Attributes:
        id: `esspros`, `socx`, `cofog` or `c102`.
        codelist: List of its categories.
        government_only: Whether schemes that the government does not control are outside.
    """

    id: str
    name: MultilingualText
    note: MultilingualText
    codelist: str
    government_only: bool
    rows: tuple[CrosswalkRow, ...]

    @cached_property
    def _by_part(self) -> Mapping[str, Sequence[CrosswalkRow]]:
        found: dict[str, list[CrosswalkRow]] = {}
        for row in self.rows:
            found.setdefault(row.of, []).append(row)
        return found

    def rows_for(self, parts: Sequence[str], form: str, means_test: str, year: int) -> tuple[CrosswalkRow, ...]:
        """Return the most exact rows for a part of the coding; their shares add up to 1.

        Args:
            parts: The benefit type and its function, the exact one first; a function alone; or a heading.
            form: Form of payment, empty where it is not known.
            means_test: `Y` or `N`, empty where it is not known.
            year: Year of the amount.
        """
        for part in parts:
            fitting = [row for row in self._by_part.get(part, ()) if row.holds_in(year) and row.fits(form, means_test)]
            if fitting:
                best = max((bool(row.form) + bool(row.means_test), row.form) for row in fitting)
                return tuple(row for row in fitting if (bool(row.form) + bool(row.means_test), row.form) == best)
        return ()


@dataclass(frozen=True, slots=True)
class ViewRow:
    """An amount of a category.

    Attributes:
        category: Code of the framework, or one of `REST`.
        amount: In units of national currency.
        cash: Of which benefits in cash.
        means_tested: Of which benefits with a means test.
    """

    category: str
    amount: Decimal
    cash: Decimal = Decimal(0)
    means_tested: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The expenditure of a country and year in the categories of a framework.

    Attributes:
        rows: Categories in the order of the framework.
        rest: What belongs to none, by reason.
        total: Expenditure of all schemes without transfers to others; the rows and the rest add up to it.
        currency: Of the amounts.
        gdp: In the same currency, none where it is not known.
        left_out: Schemes whose total is not known; they are in no row.
    """

    framework: str
    ref_area: str
    year: int
    rows: tuple[ViewRow, ...]
    rest: tuple[ViewRow, ...]
    total: Decimal
    currency: str
    gdp: Decimal | None
    left_out: tuple[str, ...]

    @property
    def placed(self) -> Decimal:
        """What belongs to a category of the framework."""
        return sum((row.amount for row in self.rows), Decimal(0))

    @property
    def remainder(self) -> Decimal:
        """What belongs to none; with what is placed it is the total."""
        return sum((row.amount for row in self.rest), Decimal(0))

    def share_of_gdp(self, amount: Decimal) -> Decimal | None:
        """Return an amount in per cent of GDP, none where GDP is not known."""
        return 100 * amount / self.gdp if self.gdp else None
