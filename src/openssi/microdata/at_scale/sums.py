"""Weighted totals of a domain with their influence, and ratios of them: `openssi.microdata.benefits.totals` by SQL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from openssi.microdata.at_scale.figures import Figure, Influence, error_unknown, no_figure

NO_SLOPES: Mapping[str, float] = MappingProxyType({})
_NUMBER = re.compile(r"\{(\d+)\}")


class _Term(NamedTuple):
    """An influence times a number."""

    factor: float
    influence: Influence


@dataclass(frozen=True, slots=True)
class Sum:
    """A weighted total, or a smooth function of totals.

    Attributes:
        value: The figure.
        terms: Influence of the rows of the domain.
        slopes: By how much it moves with what is estimated from all rows, by its name.
    """

    value: float
    terms: tuple[_Term, ...] = ()
    slopes: Mapping[str, float] = field(default_factory=lambda: NO_SLOPES)

    @classmethod
    def of(cls, value: float, influence: Influence, slopes: Mapping[str, float] = NO_SLOPES) -> "Sum":
        """Return a total from the influence of a row."""
        return cls(value, (_Term(1.0, influence),), slopes)

    def over(self, other: "Sum") -> "Sum":
        """Return the ratio to a total that is not zero: u = (u_a - R u_b) / b."""
        ratio = self.value / other.value
        terms = (*_times(self.terms, 1 / other.value), *_times(other.terms, -ratio / other.value))
        names = dict.fromkeys((*self.slopes, *other.slopes))
        slopes = {n: (self.slopes.get(n, 0.0) - ratio * other.slopes.get(n, 0.0)) / other.value for n in names}
        return Sum(ratio, terms, slopes)

    def figure(self, reason: str = "") -> Figure:
        """Return it as a figure."""
        parts: list[str] = ["0"]
        numbers: list[float] = []
        for factor, (sql, own) in self.terms:
            first = len(numbers) + 1
            moved = _NUMBER.sub(lambda found, first=first: f"{{{int(found[1]) + first}}}", sql)  # type: ignore[misc]
            parts.append(f"{{{len(numbers)}}} * ({moved})")
            numbers += [factor, *own]
        influence = Influence(" + ".join(parts), tuple(numbers))
        return Figure(value=self.value, influence=influence, slopes=self.slopes, reason=reason)


def _times(terms: tuple[_Term, ...], factor: float) -> tuple[_Term, ...]:
    return tuple(_Term(each.factor * factor, each.influence) for each in terms)


def of_parts(value: float, *parts: tuple[float, Figure]) -> Figure:
    """Return a figure that moves with its parts, each by the slope of the figure in it."""
    terms, slopes = [], dict.fromkeys((name for _, part in parts for name in part.slopes), 0.0)
    for slope, part in parts:
        if part.influence is None:
            return error_unknown(value, part.reason)
        terms.append(_Term(slope, part.influence))
        for name, each in part.slopes.items():
            slopes[name] += slope * each
    return Sum(value, tuple(terms), slopes).figure()


def quotient(top: Figure, bottom: Figure, without: str) -> Figure:
    """Return top / bottom; the code `without` is the reason where the bottom is not above zero."""
    if top.value is None or bottom.value is None:
        return no_figure(top.reason or bottom.reason)
    if bottom.value <= 0:
        return no_figure(without)
    value = top.value / bottom.value
    return of_parts(value, (1 / bottom.value, top), (-value / bottom.value, bottom))
