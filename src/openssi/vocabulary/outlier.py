"""Outliers: values far from what their history or other countries would have led one to expect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import MultilingualText

OutlierMethodId = Literal["z", "robust_z", "min_max", "year_on_year", "peers"]
OutlierScale = Literal["log", "none"]
Quantity = Literal["persons", "money", "amounts"]

HISTORY_METHODS: tuple[OutlierMethodId, ...] = ("z", "robust_z", "min_max", "year_on_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlierMethod:
    """A way to say what was to be expected of a value.

    Attributes:
        threshold: Standard deviations (z, robust_z, peers), share by which the range of history is widened on each side
            (min_max), or share by which a value may grow within a year (year_on_year).
        least_values: Fewest values, or peers, that it is compared with.
        least_width: Share of the expected value within which nothing is an outlier, however steady the series.
        scale: `log` compares logarithms where every number is positive, `none` the numbers themselves.
        quantities: What it is applied to.
        parts: Whether cells by sex, age or another breakdown are looked at as well; a function is no such part.
        weight: What a distance by this method counts when outliers are ordered.
        message: What is said, with `{slots}`.
        remedy: What to do: "please either ... or ...".
    """

    id: OutlierMethodId
    title: MultilingualText
    message: MultilingualText
    remedy: MultilingualText
    threshold: float
    least_values: int
    least_width: float
    scale: OutlierScale
    quantities: tuple[Quantity, ...]
    parts: bool = True
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlierQuantity:
    """A kind of number that is looked at.

    Attributes:
        units: Units of the items that are of this kind.
        size: Item that a value is divided by before countries are compared.
        sizes: The same for single items, in place of `size`.
        adds_up: Whether the cells of an item make a total; of average amounts they do not.
        least: Smallest value, in units, of which anything is said: of the value or of what was expected.
        least_share: Smallest share of its total, likewise.
        at_prices: Item of a price index by which earlier values are brought to the prices of the year, else empty.
    """

    id: Quantity
    units: tuple[str, ...]
    size: str
    sizes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    adds_up: bool = True
    least: float = 0.0
    least_share: float = 0.0
    at_prices: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerGrouping:
    """Which countries are peers: those that share a group with the country in each of some dimensions.

    Attributes:
        id: `region_income`, ...
        groupings: One entry a dimension; of each, the first grouping that the country is a member of counts.
        label: How a message names the peers, with the slot `{names}`.
    """

    id: str
    groupings: tuple[tuple[str, ...], ...]
    label: MultilingualText


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlierDefinitions:
    """How outliers are looked for.

    Attributes:
        methods: Methods in the order in which equal ones are named.
        quantities: Kinds of numbers that are looked at.
        peer_groupings: Peers, the nearest first; the first with enough peers is taken.
        left_out: Items that are never looked at.
        like: Items whose answers make two schemes, or two benefits, comparable across countries, by level.
        history_years: Years that history goes back.
        peer_years: Most years between the year of a country and that of its peers.
        redenomination: Item whose answer, other than 1, splits the history of money.
        real: What a message says of values at the prices of another year, with the slot `{year}`.
    """

    methods: tuple[OutlierMethod, ...]
    quantities: tuple[OutlierQuantity, ...]
    peer_groupings: tuple[PeerGrouping, ...]
    left_out: tuple[str, ...]
    like: Mapping[str, tuple[str, ...]]
    history_years: int
    peer_years: int
    redenomination: str
    real: MultilingualText


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """A value far from what was to be expected. It informs; it never blocks.

    Attributes:
        method: The method by which it stands out most.
        others: Other methods by which it stands out, the strongest first.
        value: The value of the cell, in units.
        expected: What was to be expected, in units.
        expected_low: Lowest value that would not have stood out.
        expected_high: Highest value that would not have stood out.
        score: Distance from the expected value in units of the distance that would not have stood out: 1 is the limit.
        share: Share of the cell in the total of its item, 0 to 1.
        significance: `weight * (score - 1) * sqrt(share)`; outliers are ordered by it.
        compared: Number of values, or of peers, that it was compared with.
        years: Their years.
        group: Id of the peers, empty for the other methods.
        message: What would have been expected, and against what.
    """

    method: OutlierMethodId
    others: tuple[OutlierMethodId, ...]
    ref_area: str
    time_period: int
    obs_id: str
    item: str
    scheme: str
    benefit: str
    sex: str
    age: str
    func: str
    breakdown: str
    value: Decimal
    expected: Decimal
    expected_low: Decimal
    expected_high: Decimal
    score: float
    share: float
    significance: float
    compared: int
    years: tuple[int, ...]
    group: str
    message: MultilingualText
    remedy: MultilingualText
    place: Place = field(default_factory=Place)
