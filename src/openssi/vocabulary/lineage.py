"""The way from a figure back to the cells it was made of."""

from dataclasses import dataclass, field

from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageNode:
    """One step of the way back: what it is, its value, how it entered the step above, and what it is made of.

    Attributes:
        kind: `aggregate`, `group`, `country_value`, `national_total`, `part`, `cell`, `series_value`, `context`.
        id: Id of the row in the release.
        label: Name for a reader, in the language asked for.
        value: Number as stored, none where missing.
        unit: `PT` or `persons`.
        operation: How its parts make it (`weighted mean`, `ratio`, `each person once`), or empty.
        weight_share: Share in the weight of the step above, between 0 and 1.
        contribution: Points or persons that it adds to the step above.
        year: Reference year of the value.
        status: Observation status.
        nature: Nature code.
        source: Where it comes from, in words.
        note: Footnote or the country's explanation.
        beside: Both values with both explanations, where the country does not agree with this one, else empty.
        place: File, sheet and cell, for cells and series.
        findings: What the rules said of a cell.
        left_out: Why the part was not added, else empty.
        more: Number of children that are not listed.
    """

    kind: str
    id: str
    label: str
    value: float | None
    unit: str = ""
    operation: str = ""
    weight_share: float | None = None
    contribution: float | None = None
    year: int | None = None
    status: str = ""
    nature: str = ""
    source: str = ""
    note: str = ""
    beside: str = ""
    left_out: str = ""
    place: Place = field(default_factory=Place)
    findings: tuple[Finding, ...] = ()
    children: tuple["LineageNode", ...] = ()
    more: int = 0
