"""Poverty lines: fixed, named, or relative to the median or mean of the whole population."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.measures.density import density
from openssi.microdata.measures.measure import Conventions, Measured
from openssi.microdata.measures.ordered import Ordered
from openssi.microdata.nearest import unknown_name
from openssi.vocabulary.observation import Place

JUST_BELOW = 1 - 1e-12
"""An exact top-up to the line ends poverty, whatever the last binary digit of the sum is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRule:
    """How the name of a measure says where its line lies.

    Attributes:
        kind: `declared` (the line of the conventions, relative where they have none), `standard` (that of the
            conventions for relative lines), `fixed`, `median`, `mean` or `named`.
        number: Level of a fixed line, per cent of a relative one.
        name: Of a named line.
    """

    kind: Literal["declared", "standard", "fixed", "median", "mean", "named"]
    number: float = 0.0
    name: str = ""

    @property
    def suffix(self) -> str:
        """What the name of a measure has for it behind its underscore; empty where the line is left to conventions."""
        kinds = {"fixed": f"abs{self.number:g}", "median": f"relq{self.number:g}", "mean": f"relm{self.number:g}"}
        return f"at_{self.name}" if self.kind == "named" else kinds.get(self.kind, "")

    def settled(self, conventions: Conventions) -> "LineRule":
        """Return what the rule means under some conventions: `fixed`, `median` or `mean`.

        Raises:
            FixTheFile: if no line has the name.
        """
        if self.kind == "named":
            level = next((line.level for line in conventions.lines if line.name == self.name), None)
            if level is None:
                known = [line.name for line in conventions.lines]
                raise unknown_name("SURVEY_LINE_UNKNOWN", self.name, known, Place(item=self.name))
            return LineRule(kind="fixed", number=level, name=self.name)
        if self.kind == "declared" and conventions.line is not None:
            return LineRule(kind="fixed", number=conventions.line)
        if self.kind in {"declared", "standard"}:
            return LineRule(kind=conventions.relative_to, number=conventions.percent)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A poverty line of the sample.

    Attributes:
        level: In the currency of the file; None where `reason` says why there is none.
        is_relative: Whether it is estimated from the sample.
        influence: Of every row on a relative line; None where there is none, or is not wanted.
        reason: Code of a message: why there is no line or no influence.
    """

    level: float | None
    is_relative: bool = False
    influence: Floats | None = field(default=None, repr=False)
    reason: str = ""


def line_of(measured: Measured, rule: LineRule) -> Line:
    """Return the line that a rule gives; a relative one is found once for the whole population and its domains."""
    settled = rule.settled(measured.conventions)
    if settled.kind == "fixed":
        return (
            Line(level=settled.number) if settled.number > 0 else Line(level=None, reason="MEASURE_LINE_NOT_POSITIVE")
        )
    whole = measured.whole
    key = (settled, measured.with_influence, measured.conventions.bandwidth_n)
    return whole.kept(key, lambda: _relative(whole, settled, measured))


def _relative(whole: Measured, rule: LineRule, asked: Measured) -> Line:
    ordered = whole.ordered
    if not ordered.n:
        return Line(level=None, reason="MEASURE_WEIGHTS_ZERO")
    fraction = rule.number / 100
    middle = ordered.quantile(0.5) if rule.kind == "median" else ordered.mean
    if not middle > 0:
        return Line(level=None, reason="MEASURE_LINE_NOT_POSITIVE")
    if not asked.with_influence:
        return Line(level=fraction * middle, is_relative=True)
    if rule.kind == "mean":
        moved: Floats | None = (ordered.y - middle) / ordered.population
    else:
        moved = quantile_influence(ordered, middle, 0.5, asked.conventions)
    if moved is None:
        return Line(level=fraction * middle, is_relative=True, reason="MEASURE_DENSITY_ZERO")
    return Line(level=fraction * middle, is_relative=True, influence=ordered.spread(fraction * moved))


def quantile_influence(ordered: Ordered, at: float, p: float, conventions: Conventions) -> Floats | None:
    """Return -(1{y <= q} - p) / (N f(q)) of rows in ascending order; None where the density is zero (Deville 1999)."""
    height = density(ordered, at, conventions)
    if not height > 0:
        return None
    below = np.searchsorted(ordered.y, at, side="right")
    fallen: Floats = np.where(np.arange(ordered.n) < below, p - 1.0, p)
    return fallen / (ordered.population * height)


def poverty_cut(line: float, conventions: Conventions) -> float:
    """Return the income below which everybody is poor, and from which nobody is."""
    return line * JUST_BELOW if conventions.poor == "below" else float(np.nextafter(line, np.inf))


def poor_rows(ordered: Ordered, line: float, conventions: Conventions) -> int:
    """Return how many rows, from the poorest, are poor."""
    return int(np.searchsorted(ordered.y, poverty_cut(line, conventions), side="left"))
