"""Which rows stand behind a measure: those it knows, those it counts, and the amounts it adds up."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.measures.lines import JUST_BELOW, LineRule, line_of
from openssi.microdata.measures.measure import Behind, Having, Measure, Measured
from openssi.microdata.measures.multidimensional import poor_of
from openssi.microdata.measures.plenty import may_be_plenty, nobody_holds_much, tells_of_nobody
from openssi.vocabulary.counted import below, code_of
from openssi.vocabulary.estimate import ABOVE_ZERO


def poor(measured: Measured, rule: LineRule) -> Behind:
    """Return the poor."""
    having = _poor(measured, rule)
    return Behind() if having is None else Behind(having=having)


def gaps(measured: Measured, rule: LineRule) -> Behind:
    """Return the poor, and what each lacks to the line: ten of one household may be all of them."""
    having = _poor(measured, rule)
    return Behind() if having is None else Behind(having=having, amounts=_lacking(measured, having))


def incomes(measured: Measured) -> Behind:
    """Return incomes as what is divided among persons: where one has most of it, inequality tells how much."""
    return Behind(amounts=_held(measured))


def positive(measured: Measured, *_parameters: object) -> Behind:
    """Return who has an income above zero, and incomes as what is divided among them."""
    return Behind(base=ABOVE_ZERO, known=measured.welfare > 0, amounts=_held(measured, positive=True))


def times_below(measured: Measured, *_parameters: object) -> Behind:
    """Return who has an income above zero, and what their incomes would have to be multiplied by."""
    is_known = measured.welfare > 0
    times = np.divide(1.0, measured.welfare, out=np.zeros(len(measured.weight)), where=is_known)
    return Behind(base=ABOVE_ZERO, known=is_known, amounts=(times,))


def positive_poor(measured: Measured, rule: LineRule) -> Behind:
    """Return who has an income above zero, the poor among them, and what each of these lacks to the line."""
    is_known, having = measured.welfare > 0, _poor(measured, rule)
    if having is None:
        return Behind(base=ABOVE_ZERO, known=is_known)
    having = replace(having, name=code_of("positive", having.name), rows=having.rows & is_known)
    return Behind(base=ABOVE_ZERO, known=is_known, having=having, amounts=_lacking(measured, having, positive=True))


def _held(measured: Measured, *, positive: bool = False) -> tuple[Floats, ...]:
    """Return incomes; none where nobody holds much of them."""
    return () if nobody_holds_much(measured, positive=positive) else (measured.welfare,)


def _lacking(measured: Measured, poor: Having, *, positive: bool = False) -> tuple[Floats, ...]:
    """Return what the poor lack to the line; none where nobody lacks much of it."""
    line = poor.line or 0.0
    if nobody_holds_much(measured, line, positive=positive):
        return ()
    return (np.where(poor.rows, line - measured.welfare, 0.0),)


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
    ranked = ordered.divided(lower / 100), ordered.divided(upper / 100)
    having = Having(name=ranks_called(lower, upper), rows=rows, ranked=ranked, is_additive=False)
    return Behind(having=having, further=tuple(_beside_plenty(measured, lower, upper)), amounts=sides)


def ranks_called(lower: float, upper: float) -> str:
    """Return the code of those between two percentages."""
    return code_of("ranks", texts=(f"{lower:.12g}", f"{upper:.12g}"))


def _beside_plenty(measured: Measured, lower: float, upper: float) -> Iterator[Having]:
    """Give those between a percentage and the whole ones beside it, where it is not looked at who is up to these."""
    if not may_be_plenty(measured):
        return
    ordered = measured.ordered
    for percent in (lower, upper):
        beside = math.floor(percent), math.ceil(percent)
        for one, other in ((beside[0], percent), (percent, beside[1])):
            if one < other:
                rows = np.zeros(len(measured.weight), dtype=np.bool_)
                first, last = (ordered.reached(each / 100 * ordered.population) for each in (one, other))
                rows[ordered.rows[first : last + 1]] = True
                yield Having(name=ranks_called(one, other), rows=rows, is_additive=False, is_one_sided=True)


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
    return _both(measured, ranks(measured, 0.0, poorest), ranks(measured, 100.0 - richest, 100.0))


def _both(measured: Measured, *ends: Behind) -> Behind:
    """Return the fewer of two, and the others as those of whom it is told too."""
    found = sorted((each for each in ends if each.having), key=lambda each: _number(measured, each.having))
    if not found:
        return Behind()
    further = [having for each in found for having in (each.having, *each.further) if having is not None]
    return replace(found[0], further=tuple(further[1:]))


def _number(measured: Measured, having: Having | None) -> int:
    rows = having.rows if having else np.zeros(0, dtype=np.bool_)
    return int(np.count_nonzero(rows if measured.inside is None else rows & measured.inside))


def nearer_end(measured: Measured, upper: float, lower: float) -> Behind:
    """Return whose rank by income is up to each of two percentages, first the one nearer to an end of the domain."""
    ends = (ranks_up_to(measured, lower), ranks_up_to(measured, upper))
    nearer, other = ends if lower < 100 - upper else ends[::-1]
    if nearer.having is None or other.having is None:
        return other if nearer.having is None else nearer
    return replace(nearer, further=(*nearer.further, other.having, *other.further))


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
        having, *further = (
            replace(each, name=code_of("column", each.name, texts=(column,)), rows=each.rows & filled)
            for each in (found.having, *found.further)
        )
        return replace(found, base=base, known=known, having=having, further=tuple(further))

    return behind
