"""The way from a figure back to the cells it was made of."""

from dataclasses import dataclass, field

from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageNode:
    """One step of the way back: what it is, its value, how it entered the step above, and what it is made of.

    Attributes:
        kind: `aggregate`, `group`, `remainder`, `imputed_value`, `country_value`, `scheme_value`, `dividend`,
            `divisor`, `scheme`, `benefit`, `national_total`, `cell`, `context`, `series_value`, `submission`.
        id: Id of the row in the release.
        label: Name for a reader, in the language asked for.
        value: Number as stored, none where missing.
        text: Answer in words, where it is none in numbers.
        unit: Unit of an indicator (`PT_GDP`), or of an item (`persons`).
        operation: How its parts make it (`weighted mean`, a formula, `each person once`), or empty.
        formula: The formula as it is declared, or empty.
        weight_share: Share in the weight of the step above, between 0 and 1.
        contribution: What it adds to the step above, in the unit of that one.
        year: Reference year of the value.
        status: Observation status.
        nature: Nature code.
        source: Where it comes from, in words.
        note: Footnote or the country's explanation.
        beside: Both values with both explanations, where the country does not agree with this one, else empty.
        place: File, sheet and cell, for cells and series.
        findings: What the rules said of a cell.
        role: How it enters the step above: `numerator`, `denominator`, `part`, `reported`, ..., or empty.
        left_out: Why the part was not added, else empty.
        more: Number of children that are not listed.
    """

    kind: str
    id: str
    label: str
    value: float | None
    text: str = ""
    unit: str = ""
    operation: str = ""
    formula: str = ""
    weight_share: float | None = None
    contribution: float | None = None
    year: int | None = None
    status: str = ""
    nature: str = ""
    source: str = ""
    note: str = ""
    beside: str = ""
    role: str = ""
    left_out: str = ""
    place: Place = field(default_factory=Place)
    findings: tuple[Finding, ...] = ()
    children: tuple["LineageNode", ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsUp:
    """The way forward from a cell: what it ends up in.

    A figure that looks at the cell without containing it (a total that leaves it out, or that a report of the country
    replaces) says why in `left_out`; so does everything that is made of such figures only.

    Attributes:
        origin: The cell, total or value asked for.
        area: Its country, by name.
        totals: National totals.
        indicators: Indicators of the country that are made of the cell or of its totals.
        made_of_indicators: Indicators of the country that are made of other indicators.
        units: Indicators of single schemes and benefits.
        aggregates: Indicators of groups of countries, by grouping, the share of the country and what it adds.
        releases: Ids of the releases that hold the cell, oldest first.
    """

    origin: LineageNode
    area: str = ""
    totals: tuple[LineageNode, ...] = ()
    indicators: tuple[LineageNode, ...] = ()
    made_of_indicators: tuple[LineageNode, ...] = ()
    units: tuple[LineageNode, ...] = ()
    aggregates: tuple[tuple[str, tuple[LineageNode, ...]], ...] = ()
    releases: tuple[str, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the figures of the country and its schemes and benefits."""
        figures = (*self.totals, *self.indicators, *self.made_of_indicators, *self.units)
        return frozenset(each.id for each in figures)
