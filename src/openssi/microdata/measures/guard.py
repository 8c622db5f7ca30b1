"""What every measure does before and after: nobody in the domain, and figures beyond what a number holds."""

from collections.abc import Callable

import numpy as np

from openssi.microdata.measures.measure import Linearised, Measured

ROUNDING = 1e-12
"""By how much a measure of equal incomes may miss zero: rounding of sums."""


def guarded(of: Callable[[Measured], Linearised]) -> Callable[[Measured], Linearised]:
    """Return a measure that never gives a NaN and never warns: where there is no figure, there is a reason."""

    def measure(measured: Measured) -> Linearised:
        if not measured.ordered.n:
            return Linearised(value=None, reason=_why_empty(measured))
        try:
            with np.errstate(all="ignore"):
                if not np.isfinite(measured.ordered.total * measured.ordered.population):
                    return Linearised(value=None, reason="MEASURE_NOT_FINITE")
                return finite(of(measured))
        except ArithmeticError:
            return Linearised(value=None, reason="MEASURE_NOT_FINITE")

    return measure


def not_negative(value: float) -> float:
    """Return a value that cannot be below zero by its definition: 0 where rounding made it so."""
    return 0.0 if -ROUNDING < value < 0 else float(value)


def _why_empty(measured: Measured) -> str:
    rows = len(measured.weight) if measured.inside is None else int(measured.inside.sum())
    return "MEASURE_WEIGHTS_ZERO" if rows else "MEASURE_DOMAIN_EMPTY"


def finite(figure: Linearised) -> Linearised:
    """Return a figure, or the reason where it or its influence is beyond what a number holds."""
    if figure.value is None:
        return figure
    if not np.isfinite(figure.value):
        return Linearised(value=None, reason="MEASURE_NOT_FINITE", left_out=figure.left_out)
    if figure.influence is not None and not np.isfinite(figure.influence).all():
        return Linearised(value=float(figure.value), reason="MEASURE_NOT_FINITE", left_out=figure.left_out)
    return figure
