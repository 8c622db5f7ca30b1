"""Measures that are functions of others: `openssi.microdata.measures.combined` by SQL."""

from openssi.microdata.at_scale.asking import Asking, QuantileAt, side_by_side
from openssi.microdata.at_scale.figures import Figure, Influence, error_unknown, no_figure
from openssi.microdata.at_scale.inequality import generalised_entropy, gini
from openssi.microdata.at_scale.people import People, densities
from openssi.microdata.at_scale.poverty import Line, foster_greer_thorbecke
from openssi.microdata.at_scale.shares import share
from openssi.microdata.at_scale.sums import of_parts, quotient


def mean(of: People) -> Figure:
    """Return the mean income of a person."""
    return Figure(value=of.mean, influence=Influence("(y - {0}) / {1}", (of.mean, of.persons)))


def quantile_ratio(of: People, upper: float, lower: float) -> Asking[Figure]:
    """Ask for one quantile over another."""
    top, bottom = yield from side_by_side([quantile(of, upper), quantile(of, lower)])
    return quotient(top, bottom, "MEASURE_QUANTILE_NOT_POSITIVE")


def income_gap_ratio(of: People, line: Line) -> Asking[Figure]:
    """Ask for the mean of (z - y) / z among the poor."""
    gap, rate = yield from side_by_side([foster_greer_thorbecke(of, power, line) for power in (1, 0)])
    return quotient(gap, rate, "MEASURE_NOBODY_POOR")


def j_divergence(of: People) -> Asking[Figure]:
    """Ask for the Theil index plus the mean log deviation."""
    theil, mld = yield from side_by_side([generalised_entropy(of, a) for a in (1.0, 0.0)])
    if theil.value is None or mld.value is None:
        return no_figure(theil.reason or mld.reason)
    return of_parts(theil.value + mld.value, (1.0, theil), (1.0, mld))


def mean_of_poorest(of: People, fraction: float) -> Asking[Figure]:
    """Ask for the mean income of those up to a quantile, given as a fraction."""
    part = yield from share(of, 0.0, fraction)
    if part.value is None:
        return part
    value = part.value * of.mean / fraction
    return of_parts(value, (of.mean / fraction, part), (part.value / fraction, mean(of)))


def polarization(of: People) -> Asking[Figure]:
    """Ask for Wolfson's polarization, 2 (mu (1 - G) - mu_L) / m."""
    middle, spread, half = yield from side_by_side([quantile(of, 0.5), gini(of), share(of, 0.0, 0.5)])
    if spread.value is None or half.value is None or middle.value is None:
        return no_figure(spread.reason or half.reason)
    if middle.value <= 0:
        return no_figure("MEASURE_QUANTILE_NOT_POSITIVE")
    of_mean = 2 * (1 - spread.value - 2 * half.value) / middle.value
    value, slope = of_mean * of.mean, -2 * of.mean / middle.value
    return of_parts(value, (of_mean, mean(of)), (slope, spread), (2 * slope, half), (-value / middle.value, middle))


def quantile(of: People, fraction: float) -> Asking[Figure]:
    """Ask for a quantile, given as a fraction, with its influence; the density by a kernel."""
    (at,) = yield (QuantileAt(fraction * of.persons),)
    (height,) = yield from densities(of, (at,))
    if not height > 0:
        return error_unknown(at, "MEASURE_DENSITY_ZERO")
    numbers = (at, fraction, of.persons * height)
    return Figure(value=at, influence=Influence("({1} - CASE WHEN y <= {0} THEN 1 ELSE 0 END) / {2}", numbers))
