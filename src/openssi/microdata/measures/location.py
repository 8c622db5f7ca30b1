"""Mean, total and quantiles of incomes."""

from openssi.microdata.measures.lines import quantile_influence
from openssi.microdata.measures.measure import Linearised, Measured


def mean(measured: Measured) -> Linearised:
    """Return the mean income of a person."""
    ordered = measured.ordered
    return measured.figure(ordered.mean, lambda: measured.spread((ordered.y - ordered.mean) / ordered.population))


def total(measured: Measured) -> Linearised:
    """Return the sum of all incomes."""
    return measured.figure(measured.ordered.total, lambda: measured.spread(measured.ordered.y))


def quantile(measured: Measured, p: float) -> Linearised:
    """Return the smallest income y with F(y) >= p, p being a fraction.

    Source: influence after Deville (1999), the density by a Gaussian kernel.
    """
    ordered = measured.ordered
    value = ordered.quantile(p)
    if not measured.with_influence:
        return Linearised(value=value)
    moved = quantile_influence(ordered, value, p, measured.conventions)
    if moved is None:
        return Linearised(value=value, reason="MEASURE_DENSITY_ZERO")
    return Linearised(value=value, influence=measured.spread(moved))
