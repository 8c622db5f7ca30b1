"""Measures that need incomes above zero: who is left out, and that it is said."""

from collections.abc import Callable
from dataclasses import replace

from openssi.microdata.measures.measure import Linearised, Measured


def of_positive(measured: Measured, of: Callable[[Measured], Linearised]) -> Linearised:
    """Return a measure of those with an income above zero.

    The rest is a matter of convention: left out of the domain and counted in `left_out`, or the figure is refused.
    """
    ordered = measured.ordered
    others = int((ordered.y <= 0).sum())
    if not others:
        return of(measured)
    if measured.conventions.nonpositive == "refuse":
        return Linearised(value=None, reason="MEASURE_NONPOSITIVE_REFUSED", left_out=others)
    if others == ordered.n:
        return Linearised(value=None, reason="MEASURE_NONE_POSITIVE", left_out=others)
    return replace(of(measured.kept("positive", lambda: _positive(measured))), left_out=others)


def _positive(measured: Measured) -> Measured:
    above = measured.welfare > 0
    return measured.within(above if measured.inside is None else measured.inside & above)
