"""Which measures the compiled passes know, and what they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from openssi.microdata.measures.lines import LineRule
from openssi.microdata.measures.measure import Conventions, Measure
from openssi.microdata.totals import Quantile
from openssi.vocabulary.estimate import Unit

LineKind = Literal["", "fixed", "median", "mean"]

_KINDS: Mapping[str, LineKind] = MappingProxyType({"fixed": "fixed", "median": "median", "mean": "mean"})
_FRACTIONS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {"qsr": (0.2, 0.8), "palma": (0.4, 0.9), "median": (0.5,), "polarization": (0.5,)}
)
_WITH_LINE = frozenset(
    {"arpr", "arpt", "fgt0", "fgt1", "fgt2", "watts", "income_gap_ratio", "prosperity_gap", "sen", "sst"}
)
_OF_PERCENT = frozenset({"share", "lorenz", "quantile", "quantile_ratio", "bottom_mean"})
_POWERS = frozenset({("gei", 2.0), ("atkinson", 0.5), ("atkinson", 1.0), ("atkinson", 2.0)})
_PLAIN = frozenset({"gini", "theil", "mld", "jdiv", "hoover", "mean", "total", "persons", "rmir"})


@dataclass(frozen=True, slots=True)
class Request:
    """A measure that is asked for.

    Attributes:
        id: Its name as it was asked for.
        family: Its name without numbers and line; `woodruff` for a quantile whose error Woodruff's interval gives.
        unit: Of its values.
        fractions: Of the population, at which quantiles are wanted.
        power: Of entropies and of the index of Atkinson; an age where ages are compared.
        line: Kind of its poverty line; empty where it needs none.
        level: The line in the currency of the file, or per cent of the median or mean.
        proportion: Whether it is a share of the population.
    """

    id: str
    family: str
    unit: Unit
    fractions: tuple[float, ...] = ()
    power: float = 0.0
    line: LineKind = ""
    level: float = 0.0
    proportion: bool = False

    @property
    def is_relative(self) -> bool:
        """Whether its line is estimated."""
        return self.line in {"median", "mean"}


def request_of(measure: Measure, conventions: Conventions) -> Request | None:
    """Return what a measure asks for; None where the compiled passes do not know it.

    They know `arpr`, `arpt`, `fgt0` to `fgt2`, `watts`, `income_gap_ratio`, `sen`, `sst` and `prosperity_gap` with
    any line, `gini`, `polarization`, `rmir`, `hoover`, `qsr`, `palma`, `share_ratio`, `share`, `lorenz`,
    `bottom_mean`, `theil`, `mld`, `jdiv`, `gei_2`, `atkinson_0.5`, `atkinson_1`, `atkinson_2`, `mean`, `median`,
    `quantile`, `quantile_ratio`, `total` and `persons`.

    Raises:
        FixTheFile: if its line has a name that no line has.
    """
    family = measure.kernel or measure.family
    numbers = tuple(value for _, value in measure.parameters if isinstance(value, float))
    if family in _WITH_LINE:
        rule = next(value for _, value in measure.parameters if isinstance(value, LineRule)).settled(conventions)
        line = _KINDS[rule.kind]
        return Request(measure.id, family, measure.unit, line=line, level=rule.number, proportion=measure.proportion)
    if family == "share_ratio":
        richest, poorest = numbers
        return Request(measure.id, family, measure.unit, fractions=(poorest / 100, 1 - richest / 100))
    if isinstance(measure, Quantile):
        return Request(measure.id, family, measure.unit, fractions=(measure.probability,))
    if family in _OF_PERCENT or family in _FRACTIONS:
        fractions = _FRACTIONS.get(family) or tuple(each / 100 for each in numbers)
        return Request(measure.id, family, measure.unit, fractions=fractions)
    if family in _PLAIN or (family, *numbers) in _POWERS:
        return Request(measure.id, family, measure.unit, power=numbers[0] if numbers else 0.0)
    return None
