"""Multidimensional poverty by the method of Alkire and Foster (2011)."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.measures.deprivations import Deprivations
from openssi.microdata.measures.measure import Linearised, Measured
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

SAME = 1e-9
"""Weights such as 1/6 add up to the cutoff k but for their last digits."""


def headcount(measured: Measured) -> Linearised:
    """Return H: the share of persons whose weighted deprivations reach the cutoff k."""
    return _of_known(measured, lambda known, given: _mean(known, poor_of(given)))


def adjusted_headcount(measured: Measured) -> Linearised:
    """Return M0 = H A: the share of all possible weighted deprivations that the poor suffer."""
    return _of_known(measured, lambda known, given: _mean(known, poor_of(given) * _score(given)))


def intensity(measured: Measured) -> Linearised:
    """Return A: the mean share of weighted deprivations among the poor."""
    return _of_known(
        measured,
        lambda known, given: _ratio(_mean(known, poor_of(given) * _score(given)), _mean(known, poor_of(given))),
    )


def uncensored_headcount(measured: Measured, name: str) -> Linearised:
    """Return the share of persons who are deprived in an indicator, poor or not."""
    return _of_known(measured, lambda known, given: _mean(known, given.deprived[:, _indicator(given, name)]))


def censored_headcount(measured: Measured, name: str) -> Linearised:
    """Return the share of persons who are poor and deprived in an indicator."""
    return _of_known(
        measured, lambda known, given: _mean(known, poor_of(given) & given.deprived[:, _indicator(given, name)])
    )


def contribution(measured: Measured, name: str) -> Linearised:
    """Return the share of M0 that comes from an indicator, or from all indicators of a dimension."""

    def of(known: Measured, given: Deprivations) -> Linearised:
        chosen = _chosen(given, name)
        part = _mean(known, poor_of(given) * (given.deprived[:, chosen] @ given.weights[chosen]))
        return _ratio(part, _mean(known, poor_of(given) * _score(given)))

    return _of_known(measured, of)


def _of_known(measured: Measured, of: Callable[[Measured, Deprivations], Linearised]) -> Linearised:
    """Return a measure of the rows whose indicators are all known, and say how many are not."""
    given = measured.deprivations
    if given is None:
        return Linearised(value=None, reason="MEASURE_DIMENSIONS_MISSING")
    known = measured
    if not given.known.all():
        inside = given.known if measured.inside is None else measured.inside & given.known
        known = measured.kept("known", lambda: measured.within(inside))
    left_out = measured.ordered.n - known.ordered.n
    if not known.ordered.n:
        return Linearised(value=None, reason="MEASURE_INDICATORS_UNKNOWN", left_out=left_out)
    return replace(of(known, given), left_out=left_out)


def _score(given: Deprivations) -> Floats:
    return given.deprived @ given.weights


def poor_of(given: Deprivations) -> Mask:
    """Return the rows whose weighted deprivations reach the cutoff k."""
    return _score(given) >= given.cutoff - SAME


def _chosen(given: Deprivations, name: str) -> list[int]:
    of_dimension = [number for number, dimension in enumerate(given.dimensions) if dimension == name]
    return of_dimension or [_indicator(given, name)]


def _indicator(given: Deprivations, name: str) -> int:
    if name not in given.names:
        known = ", ".join(dict.fromkeys((*given.names, *given.dimensions)))
        raise FixTheFile.because("MEASURE_INDICATOR_UNKNOWN", Place(item=name), indicator=name, known=known)
    return given.names.index(name)


def _mean(measured: Measured, each: Floats | Mask) -> Linearised:
    ordered = measured.ordered
    mine = each[ordered.rows].astype(float)
    value = float(np.dot(ordered.w, mine)) / ordered.population
    return measured.figure(value, lambda: measured.spread((mine - value) / ordered.population))


def _ratio(top: Linearised, bottom: Linearised) -> Linearised:
    if not top.value and not bottom.value:
        return Linearised(value=None, reason="MEASURE_NOBODY_POOR")
    value = (top.value or 0.0) / (bottom.value or 1.0)
    if top.influence is None or bottom.influence is None:
        return Linearised(value=value)
    return Linearised(value=value, influence=(top.influence - value * bottom.influence) / (bottom.value or 1.0))
