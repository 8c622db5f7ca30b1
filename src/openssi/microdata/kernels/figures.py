"""A figure of a domain and its influence, as a sum of plain functions of a row between two incomes."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from openssi.microdata.kernels.last_pass import (
    ABOVE,
    INCOME,
    INCOME_LOG,
    INVERSE,
    LOG,
    ONE,
    OWN_WEIGHT,
    ROOT,
    SQUARE,
)
from openssi.microdata.kernels.population import LEAST


class Term(NamedTuple):
    """A function of a row times a number, for incomes from `low` to just below `high`."""

    function: int
    times: float
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of a domain, in the unit of the passes.

    Attributes:
        value: The figure; None where `reason` says why there is none.
        influence: Terms of it; None where there is none.
        slope: By the median or mean of the whole population, for a relative line.
        reason: Code of a message.
    """

    value: float | None
    influence: tuple[Term, ...] | None = None
    slope: float = 0.0
    reason: str = ""


def just_above(income: float) -> float:
    """Return the cut below which all incomes up to this one lie."""
    return float(np.nextafter(income, np.inf))


def times(terms: tuple[Term, ...], factor: float) -> tuple[Term, ...]:
    """Return the terms times a factor."""
    return tuple(each._replace(times=each.times * factor) for each in terms)


def above_zero(**coefficients: float) -> tuple[Term, ...]:
    """Return terms of incomes above zero, by name of the function."""
    return tuple(Term(_FUNCTIONS[name], number, LEAST) for name, number in coefficients.items())


_FUNCTIONS = {
    "one": ONE,
    "income": INCOME,
    "square": SQUARE,
    "log": LOG,
    "income_log": INCOME_LOG,
    "root": ROOT,
    "inverse": INVERSE,
    "own_weight": OWN_WEIGHT,
    "above": ABOVE,
}
