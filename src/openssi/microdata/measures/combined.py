"""Measures that are functions of others: their influence is that of the parts, each times its slope."""

from openssi.microdata.measures.entropy import generalised_entropy
from openssi.microdata.measures.inequality import gini
from openssi.microdata.measures.lines import LineRule
from openssi.microdata.measures.location import mean, quantile
from openssi.microdata.measures.lorenz import share
from openssi.microdata.measures.measure import Linearised, Measured
from openssi.microdata.measures.positive import of_positive
from openssi.microdata.measures.poverty import foster_greer_thorbecke


def of_parts(value: float, *parts: tuple[float, Linearised]) -> Linearised:
    """Return a figure whose influence is the sum of those of its parts, each times the slope of the figure in it."""
    without = next((part for _, part in parts if part.influence is None), None)
    if without is not None:
        return Linearised(value=value, reason=without.reason)
    influences = [slope * part.influence for slope, part in parts if part.influence is not None]
    return Linearised(value=value, influence=sum(influences[1:], start=influences[0]))


def quotient(top: Linearised, bottom: Linearised, without: str) -> Linearised:
    """Return top / bottom; the code `without` is the reason where the bottom is not above zero."""
    if top.value is None or bottom.value is None:
        return Linearised(value=None, reason=top.reason or bottom.reason)
    if bottom.value <= 0:
        return Linearised(value=None, reason=without)
    value = top.value / bottom.value
    return of_parts(value, (1 / bottom.value, top), (-value / bottom.value, bottom))


def quantile_ratio(measured: Measured, upper: float, lower: float) -> Linearised:
    """Return one quantile over another, such as the ninth decile over the first (P90/P10).

    Source: OECD, Income Distribution Database; influence of a ratio of quantiles after Deville (1999).
    """
    return quotient(quantile(measured, upper), quantile(measured, lower), "MEASURE_QUANTILE_NOT_POSITIVE")


def income_gap_ratio(measured: Measured, rule: LineRule) -> Linearised:
    """Return the mean of (z - y) / z among the poor: the poverty gap index over the poverty rate.

    Source: Sen (1976); influence of a ratio.
    """
    gap, rate = (foster_greer_thorbecke(measured, power, rule) for power in (1, 0))
    return quotient(gap, rate, "MEASURE_NOBODY_POOR")


def j_divergence(measured: Measured) -> Linearised:
    """Return the J-divergence of incomes above zero, mean of (y/mu - 1) ln(y/mu): Theil index plus mean log deviation.

    Source: Rohde (2016).
    """

    def of(positive: Measured) -> Linearised:
        theil, mld = (generalised_entropy(positive, a) for a in (1.0, 0.0))
        return of_parts((theil.value or 0.0) + (mld.value or 0.0), (1.0, theil), (1.0, mld))

    return of_positive(measured, of)


def polarization(measured: Measured) -> Linearised:
    """Return Wolfson's polarization, 2 (mu (1 - G) - mu_L) / m: mu_L is the mean of the poorer half, m the median.

    Source: Wolfson (1994); Ravallion and Chen (1997).
    """
    average, middle = mean(measured), quantile(measured, 0.5)
    spread, half = gini(measured), share(measured, 0.0, 0.5)
    if spread.value is None or half.value is None or average.value is None or middle.value is None:
        return Linearised(value=None, reason=spread.reason or half.reason)
    if middle.value <= 0:
        return Linearised(value=None, reason="MEASURE_QUANTILE_NOT_POSITIVE")
    of_mean = 2 * (1 - spread.value - 2 * half.value) / middle.value
    value, slope = of_mean * average.value, -2 * average.value / middle.value
    return of_parts(value, (of_mean, average), (slope, spread), (2 * slope, half), (-value / middle.value, middle))


def relative_median_income(measured: Measured, age: float) -> Linearised:
    """Return the median income of persons of an age and above over that of younger persons.

    Source: Eurostat, relative median income ratio of persons aged 65 and over.
    """
    ages = measured.amounts.get("age")
    if ages is None:
        return Linearised(value=None, reason="MEASURE_AGE_MISSING")
    parts = [rows if measured.inside is None else measured.inside & rows for rows in (ages >= age, ages < age)]
    older, younger = (measured.within(rows) for rows in parts)
    if not older.ordered.n or not younger.ordered.n:
        return Linearised(value=None, reason="MEASURE_AGE_EMPTY")
    return quotient(quantile(older, 0.5), quantile(younger, 0.5), "MEASURE_QUANTILE_NOT_POSITIVE")
