"""Indicators and national totals as they are declared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.item import Level
from openssi.vocabulary.text import MultilingualText

LifeCycleGroup = Literal["children", "working_age", "older"]
UnitKind = Literal["share", "ratio", "points", "number", "money", "time", "yes_no", "class"]


Procedure = Literal[
    "completeness",
    "timeliness",
    "estimated_share",
    "mean_revision",
    "queries_per_100_cells",
    "days_to_answer",
    "observed_share",
]
"""Computations by a named procedure instead of a formula, because they rest on the process and not on answers."""

Direction = Literal["higher", "lower", "none"]
"""Whether more of it is better for people, worse, or neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaExample:
    """Cells and the value that a formula gives for them.

    Attributes:
        cells: Numbers and codes by cell, as in the examples of rules (`S.ACTIVE@1`, `X.CPI(t-1)`, `L.RR[OLD]`).
        value: What the formula gives; none where it gives nothing.
        breakdown: The breakdown whose formula is meant.
        sex: The sex that it is evaluated for.
    """

    cells: Mapping[str, Decimal | str]
    value: Decimal | None
    breakdown: str = "_T"
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFormula:
    """How an indicator is computed for one breakdown.

    Attributes:
        text: The whole formula, as it is declared.
        numerator: Its dividend without the leading number; the whole formula where it is no quotient.
        denominator: Its divisor, empty where it is no quotient.
        factor: The leading number of the dividend (100 for per cent).
        breakdown: Code of the breakdown, `_T` for the indicator as a whole.
        sexes: Sexes that this formula is for; empty means all of the indicator.
        names: What names that stand free in it mean (`{"f": "OLD"}`).
        benefits: Of a formula per benefit, the types of benefit whose values are averaged for the country: the first
            list of which the country has a value.
    """

    text: str
    numerator: str
    denominator: str = ""
    factor: Decimal = Decimal(1)
    breakdown: str = "_T"
    sexes: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    benefits: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A statistic that is published for countries and for groups of countries.

    Attributes:
        id: `SDG_1_3_1_OLD_AGE`.
        code: Code of the specification (`C07`), or the series it is published under.
        formulas: One per breakdown, empty where only published series exist.
        procedure: How it is computed where that is no formula, else empty.
        level: Whether the formulas are evaluated once for the country, or for each scheme or benefit.
        by_scheme: Formula of the same figure for each scheme, none where there is none.
        by_benefit: Formula of the same figure for each benefit, none where there is none.
        unit: Code of the unit (`PT`).
        direction: Whether more of it is better, worse or neither.
        weight: Item that weights countries in aggregates (`X.POP_PENAGE`); empty where none are made.
        weight_fallbacks: Items used, in this order, where no country has the weight; printed with the aggregate.
        sexes: Sexes it exists for, its headline first (`("F",)` for maternity).
        breakdowns: Codes of its breakdowns, its headline first.
        cap: Published values above this are shown as this.
        bounds: Least and greatest value that it can take, either none where there is no limit.
        series: Code of the series in the global SDG database (`SI_COV_PENSN`).
        sdg: The SDG indicator it belongs to (`1.3.1`).
        ilostat: Code of ILOSTAT's classification (`SOC_CONTIG_PENSION`).
        population: Whom it is about, as a noun phrase for sentences ("older persons").
        max_age: Years a value may be older than the year of an aggregate; none means the publication's rule.
        publish_from: Observed share from which an aggregate is published; none means the publication's rule.
        flag_from: Observed share from which it is published with a flag; none means the publication's rule.
        told: Items that are told beside the value (`Q.WELFARE`, `Q.PPP_YEAR`): what it cannot be compared without.
        variant_of: The indicator that this is a named variant of, else empty.
    """

    id: str
    code: str
    family: str
    name: MultilingualText
    short_name: MultilingualText
    definition: MultilingualText
    population: MultilingualText
    formulas: tuple[IndicatorFormula, ...] = ()
    procedure: Procedure | None = None
    level: Level = "country"
    by_scheme: IndicatorFormula | None = None
    by_benefit: IndicatorFormula | None = None
    unit: str = "PT"
    direction: Direction = "higher"
    weight: str = ""
    weight_fallbacks: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ("_T", "M", "F")
    breakdowns: tuple[str, ...] = ("_T",)
    cap: Decimal | None = None
    bounds: tuple[Decimal | None, Decimal | None] = (None, None)
    series: str = ""
    sdg: str = ""
    ilostat: str = ""
    max_age: int | None = None
    publish_from: float | None = None
    flag_from: float | None = None
    imputes: bool = True
    told: tuple[str, ...] = ()
    variant_of: str = ""
    order: int = 0
    examples: tuple[FormulaExample, ...] = ()

    @property
    def headline_sex(self) -> str:
        """The sex that stands for the indicator when nothing else is asked for."""
        return self.sexes[0]

    @property
    def formula(self) -> IndicatorFormula | None:
        """The formula of the headline, none where only published series exist."""
        return self.formulas[0] if self.formulas else None

    @property
    def numerator(self) -> str:
        """The dividend of the headline, empty where only published series exist."""
        return self.formulas[0].numerator if self.formulas else ""

    @property
    def denominator(self) -> str:
        """The divisor of the headline, empty where there is none."""
        return self.formulas[0].denominator if self.formulas else ""

    @property
    def has_aggregates(self) -> bool:
        """Whether groups of countries have a value."""
        return bool(self.weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFamily:
    """A family of indicators, with a method page of its own.

    Attributes:
        id: Name of its file in `definitions/indicators` and of its page in `docs/methods`.
    """

    id: str
    name: MultilingualText
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit in which an indicator is told.

    Attributes:
        id: `PT`, `PT_GDP`, `PS`, ...
        name: In words ("per cent of GDP").
        symbol: What stands behind a number ("% of GDP"), or empty.
        decimals: Digits behind the decimal point in tables.
        kind: `share` (of a whole, 0 to 100), `ratio`, `points`, `number`, `money`, `time`, `yes_no` or `class`.
        codelist: Of a class, the list of its classes.
    """

    id: str
    name: MultilingualText
    symbol: MultilingualText
    decimals: int
    kind: UnitKind
    codelist: str = ""


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
        uses_reported: Whether what the country reports stands; where it does not, only its schemes count.
        is_zero_without_parts: Whether a country that reports schemes, none of which serves it, has nobody in it.
    """

    id: str
    contingency: str
    function: str
    sexes: tuple[str, ...]
    group_caps: Mapping[LifeCycleGroup, str]
    parts: tuple[TotalPart, ...] = ()
    formula: str = ""
    uses_reported: bool = True
    is_zero_without_parts: bool = False
    note: MultilingualText | None = None
    crosswalk: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
