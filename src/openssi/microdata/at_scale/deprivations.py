"""Multidimensional poverty by SQL: `openssi.microdata.measures.multidimensional`, of rows with all indicators known."""

from collections.abc import Mapping

from openssi.microdata.at_scale.asking import Aggregate, Asking
from openssi.microdata.at_scale.figures import Figure, Influence, no_figure
from openssi.microdata.at_scale.groups import of_rows
from openssi.microdata.at_scale.persons import Persons, as_double
from openssi.microdata.at_scale.sums import of_parts
from openssi.microdata.measures.deprivations import Indicator, MultidimensionalIndex
from openssi.microdata.measures.multidimensional import SAME
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

KNOWN = "indicators_known = 1"
POOR = "is_deprived"
_SCORE = "deprivation"
_RELATIONS = {"below": "<", "at_or_below": "<=", "above": ">", "at_or_above": ">="}


def amounts_of(index: MultidimensionalIndex, persons: Persons) -> dict[str, str]:
    """Return the numbers of a row that measures read, as SQL by their names: what it is deprived of, and its score."""
    known = " AND ".join(f"({persons.number(each.column)}) IS NOT NULL" for each in index.indicators)
    each_of = {_name(at): _deprived(each, persons) for at, each in enumerate(index.indicators)}
    score = " + ".join(
        f"{as_double(each.weight)} * {sql}" for each, sql in zip(index.indicators, each_of.values(), strict=True)
    )
    is_poor = f"CASE WHEN {score} >= {as_double(index.cutoff - SAME)} THEN 1 ELSE 0 END"
    return {"indicators_known": f"CASE WHEN {known} THEN 1 ELSE 0 END", **each_of, _SCORE: score, POOR: is_poor}


def _name(at: int) -> str:
    return f"deprived_{at}"


def _deprived(indicator: Indicator, persons: Persons) -> str:
    number = f"({persons.number(indicator.column)})"
    limits = [as_double(each) for each in indicator.limits]
    if indicator.relation == "equal_to":
        condition = f"{number} IN ({', '.join(limits)})"
    else:
        condition = f"{number} {_RELATIONS[indicator.relation]} {limits[0]}"
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"


def counted_by(family: str, name: str, index: MultidimensionalIndex | None) -> tuple[str, ...]:
    """Return as SQL what a measure counts of each row, and what it divides that by, if not by persons.

    Args:
        family: Of multidimensional poverty.
        name: The indicator or dimension in the name of the measure.
        index: None gives nothing.

    Raises:
        FixTheFile: if the index has no such indicator.
    """
    if index is None:
        return ()
    if family == "contribution":
        chosen = [at for at, each in enumerate(index.indicators) if each.dimension == name] or [_indicator(index, name)]
        part = " + ".join(f"{as_double(index.indicators[at].weight)} * {_name(at)}" for at in chosen)
        return f"{POOR} * ({part})", f"{POOR} * {_SCORE}"
    if family in {"censored", "uncensored"}:
        deprived = _name(_indicator(index, name))
        return (deprived if family == "uncensored" else f"{POOR} * {deprived}",)
    return _COUNTED[family]


_COUNTED: Mapping[str, tuple[str, ...]] = {
    "H": (POOR,),
    "M0": (f"{POOR} * {_SCORE}",),
    "A": (f"{POOR} * {_SCORE}", POOR),
}


def _indicator(index: MultidimensionalIndex, name: str) -> int:
    names = [each.name for each in index.indicators]
    if name not in names:
        known = ", ".join(dict.fromkeys((*names, *(each.dimension for each in index.indicators))))
        raise FixTheFile.because("MEASURE_INDICATOR_UNKNOWN", Place(item=name), indicator=name, known=known)
    return names.index(name)


def multidimensional(counted: tuple[str, ...]) -> Asking[Figure]:
    """Ask for a measure of multidimensional poverty.

    Args:
        counted: As `counted_by` gives it.
    """
    if not counted:
        return no_figure("MEASURE_DIMENSIONS_MISSING")
    wanted = ("COUNT(*)", "SUM(w)", *(f"SUM(w * ({sql}))" for sql in counted))
    rows, persons, *sums = yield [Aggregate(f"{sql} FILTER (WHERE {KNOWN})") for sql in wanted]
    if not rows > 0:
        return no_figure("MEASURE_INDICATORS_UNKNOWN")
    means = [_mean(sql, summed / persons, persons) for sql, summed in zip(counted, sums, strict=True)]
    return means[0] if len(means) == 1 else _ratio(*means)


def _mean(sql: str, mean: float, persons: float) -> Figure:
    return of_rows(KNOWN, Figure(value=mean, influence=Influence(f"({sql} - {{0}}) / {{1}}", (mean, persons))))


def _ratio(top: Figure, bottom: Figure) -> Figure:
    if top.value is None or not bottom.value:
        return no_figure("MEASURE_NOBODY_POOR")
    value = top.value / bottom.value
    return of_parts(value, (1 / bottom.value, top), (-value / bottom.value, bottom))
