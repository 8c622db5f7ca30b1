"""Poverty gaps that count by the rank of the poor: `openssi.microdata.measures.ranked_gaps` by SQL.

With the line z, the sum over P persons of w_j max((z - y) / z, (z - y_j) / z) is how much such a figure moves with the
weight of somebody poor. It is ((z - y) P - Y + phi) / z, Y being all incomes of the domain: nobody else is poorer.
"""

from openssi.microdata.at_scale.asking import Aggregate, Asking
from openssi.microdata.at_scale.figures import NONE, Figure, Influence, no_figure
from openssi.microdata.at_scale.people import People, densities
from openssi.microdata.at_scale.poverty import Line

_POOR = "CASE WHEN y < {0} THEN "
_MOVED = "((({1} - y) * {2} - {3} + phi) / {1})"
_PERSONS = f"SUM({_POOR}w ELSE 0 END)"
_GAPS = f"SUM({_POOR}w * (({{1}} - y) / {{1}}) ELSE 0 END)"
_ALL_MOVED = f"SUM({_POOR}w * {_MOVED} ELSE 0 END)"


def sen(of: People, line: Line) -> Asking[Figure]:
    """Ask for Sen's index H (I + (1 - I) G)."""
    if line.level is None:
        return no_figure(line.reason)
    level = line.level
    poor, gaps = yield (Aggregate(_PERSONS, (line.cut,)), Aggregate(_GAPS, (line.cut, level)))
    if not poor > 0:
        return Figure(value=0.0, influence=NONE)
    numbers = (line.cut, level, poor, of.total)
    (moved,) = yield (Aggregate(_ALL_MOVED, numbers),)
    value, slope = moved / (of.persons * poor), 0.0
    if line.centre:
        (height,) = yield from densities(of, (level,))
        entering = height * (2 * gaps / poor - value * of.persons / poor)
        slope = poor / of.persons / level - value / level + entering
    influence = Influence(
        f"{_POOR}2 * {_MOVED} / {{4}} - {{5}} ELSE 0 END - {{6}}",
        (*numbers, of.persons * poor, value / poor, value / of.persons),
    )
    return line.figure(value, influence, slope)


def sen_shorrocks_thon(of: People, line: Line) -> Asking[Figure]:
    """Ask for the mean gap of the population times 1 + the Gini coefficient of its gaps."""
    if line.level is None:
        return no_figure(line.reason)
    level, scale = line.level, 2 / of.persons**2
    numbers = (line.cut, level, of.persons, of.total)
    poor, gaps, moved = yield (
        Aggregate(_PERSONS, (line.cut,)),
        Aggregate(_GAPS, (line.cut, level)),
        Aggregate(_ALL_MOVED, numbers),
    )
    others = of.persons - poor
    together = (moved + others * gaps) / 2
    value = scale * together
    slope = scale * (others * poor + poor**2 / 2 - together) / level
    influence = Influence(
        f"{{4}} * ({_POOR}{_MOVED} ELSE {{5}} END) - {{6}}", (*numbers, scale, gaps, 2 * value / of.persons)
    )
    return line.figure(value, influence, slope)
