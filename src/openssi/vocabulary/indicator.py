"""Indicators and national totals as they are declared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.item import Level
from openssi.vocabulary.text import MultilingualText

LifeCycleGroup = Literal["children", "working_age", "older"]


@dataclass(frozen=True, slots=True)
class FormulaExample:
    """Cells and the value that a formula gives for them."""

    cells: Mapping[str, Decimal | str]
    value: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A statistic that is published for countries and for groups of countries.

    Attributes:
        id: `SDG_1_3_1_OLD_AGE`.
        code: Code of the specification (`C07`), or the series it is published under.
        numerator: Expression of the numerator, empty where only published series exist.
        denominator: Expression of the denominator.
        factor: What the ratio is multiplied by (100 for per cent).
        unit: SDMX code of the unit (`PT`).
        weight: Item that weights countries in aggregates (`X.POP_PENAGE`).
        weight_fallbacks: Items used, in this order, where no country has the weight; printed with the aggregate.
        sexes: Sexes it exists for, its headline first (`("F",)` for maternity).
        cap: Published values above this are shown as this.
        series: Code of the series in the global SDG database (`SI_COV_PENSN`).
        ilostat: Code of ILOSTAT's classification (`SOC_CONTIG_PENSION`).
        population: Whom it is about, as a noun phrase for sentences ("older persons").
        max_age: Years a value may be older than the year of an aggregate; none means the publication's rule.
    """

    id: str
    code: str
    family: str
    name: MultilingualText
    short_name: MultilingualText
    definition: MultilingualText
    population: MultilingualText
    numerator: str = ""
    denominator: str = ""
    factor: Decimal = Decimal(100)
    unit: str = "PT"
    weight: str = "X.POP_TOTAL"
    weight_fallbacks: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ("_T", "M", "F")
    breakdowns: tuple[str, ...] = ("_T",)
    cap: Decimal | None = Decimal(100)
    series: str = ""
    ilostat: str = ""
    max_age: int | None = None
    imputes: bool = True
    order: int = 0
    examples: tuple[FormulaExample, ...] = ()

    @property
    def headline_sex(self) -> str:
        """The sex that stands for the indicator when nothing else is asked for."""
        return self.sexes[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalPart:
    """One kind of benefit or contribution that enters a national total.

    Attributes:
        level: Whether one part is made per benefit, per scheme, or once per country.
        persons: Expression of the persons of one part.
        where: Condition for a benefit or scheme to enter.
        group: The life-cycle group its persons belong to.
        leave_out: Why a benefit that meets the condition is left out as certainly inside another group, else empty.
    """

    level: Level
    persons: str
    where: str
    group: LifeCycleGroup
    leave_out: MultilingualText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalTotal:
    """A national total of persons, each counted once (`H.COV_OLD`).

    Attributes:
        contingency: The code of E1.12 (`PENSION`).
        function: The function whose absence in law makes a structural zero (`OLD`), else empty.
        group_caps: The population that caps each life-cycle group.
        parts: What is added; parts of one group may overlap, parts of different groups do not.
    """

    id: str
    contingency: str
    function: str
    sexes: tuple[str, ...]
    group_caps: Mapping[LifeCycleGroup, str]
    parts: tuple[TotalPart, ...] = ()
    formula: str = ""
    note: MultilingualText | None = None
    crosswalk: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
