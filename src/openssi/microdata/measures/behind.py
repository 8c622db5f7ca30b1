"""Which rows stand behind a measure: those it knows, those it counts, and the amounts it adds up."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.measures.lines import JUST_BELOW, LineRule, line_of
from openssi.microdata.measures.measure import Behind, Having, Measure, Measured
from openssi.microdata.measures.multidimensional import poor_of
from openssi.microdata.measures.plenty import tells_of_nobody
from openssi.vocabulary.counted import below, code_of
from openssi.vocabulary.estimate import ABOVE_ZERO


def poor(measured: Measured, rule: LineRule) -> Behind:
    """Return the poor."""
    having = _poor(measured, rule)
    return Behind() if having is None else Behind(having=having)


def positive(measured: Measured, *_parameters: object) -> Behind:
    """Return who has an income above zero."""
    return Behind(base=ABOVE_ZERO, known=measured.welfare > 0)


def positive_poor(measured: Measured, rule: LineRule) -> Behind:
    """Return who has an income above zero, and the poor among them."""
    found, having = positive(measured), _poor(measured, rule)
    if having is None:
        return found
    rows = having.rows & (measured.welfare > 0)
    return replace(found, having=replace(having, name=code_of("positive", having.name), rows=rows))


def amounts(measured: Measured) -> Behind:
    """Return incomes as what is added up."""
    having = Having(name=code_of("amount"), rows=measured.welfare != 0, is_one_sided=True)
    return Behind(base=code_of("welfare"), having=having, amounts=(measured.welfare,), is_additive=True)


def ranks(measured: Measured, lower: float, upper: float) -> Behind:
    """Return whose rank by income is above one and up to another percentage of the domain.

    Where a border is reached with the last row only, that row is above it: a maximum tells of one. Nobody is told of
    where it is clear, without sorting a large sample, that they are many.
    """
    if not lower < upper or (lower <= 0 and upper >= 100) or tells_of_nobody(measured, lower, upper):
        return Behind()
    ordered = measured.ordered
    rows = np.zeros(len(measured.weight), dtype=np.bool_)
    if ordered.n:
        top = ordered.n - 1
        first = 0 if lower <= 0 else min(ordered.reached(lower / 100 * ordered.population) + 1, top)
        last = ordered.n if upper >= 100 else min(ordered.reached(upper / 100 * ordered.population) + 1, top)
        rows[ordered.rows[first:last]] = True
    sides = _sides(measured, lower, upper)
    having = Having(name=code_of("ranks", texts=(f"{lower:g}", f"{upper:g}")), rows=rows, is_additive=False)
    return Behind(having=having, amounts=sides)


def _sides(measured: Measured, lower: float, upper: float) -> tuple[Floats, ...]:
    """Return the incomes between two ranks, and the others: who has as much as at a border is below it."""
    ordered = measured.ordered
    if not ordered.n:
        return ()
    inside = np.ones(len(measured.weight), dtype=np.bool_)
    if lower > 0:
        inside &= measured.welfare > ordered.y[ordered.reached(lower / 100 * ordered.population)]
    if upper < 100:
        inside &= measured.welfare <= ordered.y[ordered.reached(upper / 100 * ordered.population)]
    return np.where(inside, measured.welfare, 0.0), np.where(inside, 0.0, measured.welfare)


def ranks_up_to(measured: Measured, percent: float) -> Behind:
    """Return whose rank by income is up to a percentage of the domain."""
    return ranks(measured, 0.0, percent)


def smaller_end(measured: Measured, poorest: float, richest: float) -> Behind:
    """Return the fewer of the poorest and the richest, of whom percentages are given: a ratio tells of either."""
    ends = (ranks(measured, 0.0, poorest), ranks(measured, 100.0 - richest, 100.0))
    return min(
        (each for each in ends if each.having), key=lambda each: _number(measured, each.having), default=Behind()
    )


def _number(measured: Measured, having: Having | None) -> int:
    rows = having.rows if having else np.zeros(0, dtype=np.bool_)
    return int(np.count_nonzero(rows if measured.inside is None else rows & measured.inside))


def nearer_end(measured: Measured, upper: float, lower: float) -> Behind:
    """Return whose rank by income is up to that of two percentages which is nearer to an end of the domain."""
    return ranks_up_to(measured, lower if lower < 100 - upper else upper)


def of_age(measured: Measured, age: float) -> Behind:
    """Return who has an age, and who is at least as old as one."""
    ages = measured.amounts.get("age")
    if ages is None:
        return Behind()
    return Behind(
        base=code_of("age_known"),
        known=np.isfinite(ages),
        having=Having(name=code_of("aged", texts=(f"{age:g}",)), rows=ages >= age),
    )


def sexes(measured: Measured) -> Behind:
    """Return men and women, and women of them."""
    if measured.men is None or measured.women is None:
        return Behind()
    return Behind(
        base=code_of("sex_known"),
        known=measured.men | measured.women,
        having=Having(name=code_of("women"), rows=measured.women),
    )


def deprived(measured: Measured, name: str = "") -> Behind:
    """Return the multidimensionally poor; with the name of an indicator, those deprived in it as well."""
    return _deprived(measured, name, of_poor=True)


def uncensored(measured: Measured, name: str) -> Behind:
    """Return who is deprived in an indicator, poor or not."""
    return _deprived(measured, name, of_poor=False)


def multidimensionally_poor(measured: Measured, *_parameters: object) -> Behind:
    """Return the multidimensionally poor, whatever the indicator."""
    return _deprived(measured, "", of_poor=True)


def _deprived(measured: Measured, name: str, *, of_poor: bool) -> Behind:
    given = measured.deprivations
    if given is None:
        return Behind()
    rows = poor_of(given) if of_poor else np.ones(len(measured.weight), dtype=np.bool_)
    if name in given.names:
        rows = rows & given.deprived[:, given.names.index(name)]
    told = code_of("multidimensionally_poor" if of_poor else "deprived", texts=(name,) if name else ())
    return Behind(base=code_of("indicators_known"), known=given.known, having=Having(name=told, rows=rows))


def _poor(measured: Measured, rule: LineRule) -> Having | None:
    level = line_of(replace(measured, with_influence=False, national=measured.whole), rule).level
    if level is None:
        return None
    convention = measured.conventions.poor
    limit = level * JUST_BELOW if convention == "below" else level

    def rows() -> Mask:
        found: Mask = measured.welfare < limit if convention == "below" else measured.welfare <= limit
        return found

    is_same = measured.whole.welfare is measured.welfare
    found = measured.whole.kept(("poor", limit), rows) if is_same else rows()
    return Having(name=code_of(below(convention), texts=(f"{level:.12g}",)), rows=found, line=level)


def behind_column(measure: Measure, column: str, seen: Callable[[Measured], Measured]) -> Callable[[Measured], Behind]:
    """Return what stands behind a measure in which a column of numbers takes the place of welfare.

    Args:
        measure: Of welfare.
        column: Its name.
        seen: Puts it in the place of welfare.
    """

    def behind(measured: Measured) -> Behind:
        found = measure.behind(seen(measured)) if measure.behind else Behind()
        filled = np.isfinite(measured.amounts[column])
        known = filled if found.known is None else filled & found.known
        is_of_more = measure.behind and found.base and found.base != code_of("welfare")
        base = code_of("column", *((found.base,) if is_of_more else ()), texts=(column,))
        if found.having is None:
            return replace(found, base=base, known=known)
        having = replace(
            found.having, name=code_of("column", found.having.name, texts=(column,)), rows=found.having.rows & filled
        )
        return replace(found, base=base, known=known, having=having)

    return behind
