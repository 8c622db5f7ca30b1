"""Weighted totals of a domain with their influence, and ratios of them: `openssi.microdata.benefits.totals` by SQL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from openssi.microdata.at_scale.figures import Figure, Influence

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
