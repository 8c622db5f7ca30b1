"""Which measures the compiled passes know, by their names."""

import re
from dataclasses import dataclass
from typing import Literal

from openssi.microdata.measures.measure import Conventions
from openssi.vocabulary.estimate import Unit

LineKind = Literal["", "fixed", "median", "mean"]


@dataclass(frozen=True, slots=True)
class Request:
    """A measure that is asked for.

    Attributes:
        id: Its name as it was asked for.
        family: Its name without numbers and line.
        unit: Of its values.
        numbers: Those in the name.
        line: Kind of its poverty line; empty where it needs none.
        level: The line in the currency of the file, or per cent of the median or mean.
    """

    id: str
    family: str
    unit: Unit
    numbers: tuple[float, ...] = ()
    line: LineKind = ""
    level: float = 0.0

    @property
    def is_relative(self) -> bool:
        """Whether its line is estimated."""
        return self.line in {"median", "mean"}


_UNITS: dict[str, Unit] = {
    "arpr": "fraction",
    "arpt": "level",
    "fgt0": "fraction",
    "fgt1": "fraction",
    "fgt2": "fraction",
    "watts": "ratio",
    "gini": "fraction",
    "qsr": "ratio",
    "palma": "ratio",
    "share": "fraction",
    "lorenz": "fraction",
    "theil": "ratio",
    "mld": "ratio",
    "gei": "ratio",
    "atkinson": "fraction",
    "mean": "level",
    "median": "level",
    "quantile": "level",
    "total": "total",
}
_RELATIVE_ONLY = {"arpr", "arpt"}
_WITH_LINE = {*_RELATIVE_ONLY, "fgt0", "fgt1", "fgt2", "watts"}
_NUMBERS = {"share": 2, "lorenz": 1, "quantile": 1, "gei": 1, "atkinson": 1}
_POWERS = {("gei", 2.0), ("atkinson", 0.5), ("atkinson", 1.0), ("atkinson", 2.0)}
_NAME = re.compile(r"(?P<family>[a-z]+[0-2]?)(?:_(?P<rest>.+))?")
_LINE = re.compile(r"(?P<kind>abs|relq|relm)?(?P<number>\d+(?:\.\d+)?)")
_KINDS: dict[str, LineKind] = {"abs": "fixed", "relq": "median", "relm": "mean"}


def request_of(measure: str, conventions: Conventions) -> Request | None:
    """Return what a name asks for; None where the compiled passes do not know it.

    They know `arpr`, `arpt`, `fgt0` to `fgt2` and `watts` with any line, `gini`, `qsr`, `palma`, `share`, `lorenz`,
    `theil`, `mld`, `gei_2`, `atkinson_0.5`, `atkinson_1`, `atkinson_2`, `mean`, `median`, `quantile` and `total`.
    """
    found = _NAME.fullmatch(measure)
    if found is None or found["family"] not in _UNITS:
        return None
    family, rest = found["family"], found["rest"] or ""
    if family in _WITH_LINE:
        return _with_line(measure, family, rest, conventions)
    numbers = _numbers(rest)
    if numbers is None or len(numbers) != _NUMBERS.get(family, 0):
        return None
    if family in {"gei", "atkinson"} and (family, numbers[0]) not in _POWERS:
        return None
    return Request(measure, family, _UNITS[family], numbers)


def _numbers(rest: str) -> tuple[float, ...] | None:
    try:
        return tuple(float(part) for part in rest.split("_")) if rest else ()
    except ValueError:
        return None


def _with_line(measure: str, family: str, rest: str, conventions: Conventions) -> Request | None:
    unit = _UNITS[family]
    if not rest:
        if conventions.line is not None and family not in _RELATIVE_ONLY:
            return Request(measure, family, unit, line="fixed", level=conventions.line)
        return Request(measure, family, unit, line=conventions.relative_to, level=conventions.percent)
    found = _LINE.fullmatch(rest)
    if found is None or (found["kind"] is None and family not in _RELATIVE_ONLY):
        return None
    kind = _KINDS[found["kind"] or "relq"]
    if kind == "fixed" and family in _RELATIVE_ONLY:
        return None
    return Request(measure, family, unit, line=kind, level=float(found["number"]))
