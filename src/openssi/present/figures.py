"""Values of countries and of groups of countries as a page needs them."""

from dataclasses import dataclass

from openssi.present.numbers import state_of
from openssi.present.page_model import Publication, ValueState
from openssi.present.unit_format import UnitFormat
from openssi.vocabulary.symbols import SUPPRESSED

WORLD = "WORLD"
WORLD_CODE = "001"
INCOME = "INCOME"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of countries with its names in the language of the page."""

    grouping: str
    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFigure:
    """The latest value of a country that is not too old, or why there is none.

    Attributes:
        value: In the unit of the indicator, none where missing.
        year: Year of the value, none where there is no row at all.
        weight: Persons concerned in the year of the page, none where unknown.
        region: Code of its region, or empty.
        bounds: Least and greatest value that the overlap of schemes leaves open, none where it is known.
        extremes: Lowest and highest value of single benefits, where the value is their mean.
        terms: Terms of the sum, and how many of them are missing.
        currency: ISO 4217 of a value in national currency, else empty.
        note: What it cannot be compared without, or why there is no value although its dividend is known.
    """

    area: str
    name: str
    region: str
    value: float | None
    year: int | None
    status: str
    nature: str
    footnote: str
    source: str
    weight: float | None
    tile: tuple[int, int] | None
    bounds: tuple[float, float] | None = None
    extremes: tuple[float, float] | None = None
    terms: tuple[int, int] | None = None
    currency: str = ""
    note: str = ""

    @property
    def state(self) -> ValueState:
        """Which mark the value carries."""
        return state_of(self.value, self.status)

    def text(self, units: UnitFormat) -> str:
        """Return the number, or the symbol of why there is none."""
        return units.text(self.value, self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateFigure:
    """A weighted mean of a group of countries with the facts that decide whether it is published.

    Attributes:
        value: In the unit of the indicator, none where it is not published.
        observed_share: Share of the weight in countries with a value, 0 to 1.
        weight_total: Weight of all countries of the group.
    """

    indicator: str
    group: Group
    value: float | None
    publication: Publication
    observed_share: float
    imputed_share: float
    countries: int
    countries_total: int
    oldest_year: int | None
    newest_year: int | None
    weight_item: str
    weight_total: float
    interval: tuple[float, float] | None

    @property
    def is_world(self) -> bool:
        """Whether the group is the world."""
        return self.group.grouping == WORLD

    def text(self, units: UnitFormat) -> str:
        """Return the number, or the symbol of a figure that is not published."""
        return SUPPRESSED if self.value is None else units.number(self.value)
