"""How many rows stand behind estimates by SQL: `openssi.microdata.measures.behind` with the counts of a table.

Of persons with the same income a rank is reached by as many rows as it is on average: SQL knows no order among them.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from openssi.microdata.at_scale.asking import Aggregate, Asking, LargestShare, QuantileAt
from openssi.microdata.at_scale.deprivations import KNOWN, POOR
from openssi.microdata.at_scale.measures import PAY_GAPS, Wanted, received_column
from openssi.microdata.at_scale.people import People
from openssi.microdata.at_scale.poverty import Line
from openssi.microdata.at_scale.shares import PERSONS_AT, PERSONS_BELOW, ROWS_AT
from openssi.microdata.measures.behind import ranks_called
from openssi.microdata.measures.families import OF_DEPRIVATIONS
from openssi.microdata.measures.ordered import SAME
from openssi.microdata.measures.plenty import LEAST_SHARE
from openssi.vocabulary.counted import CountedKind, below, code_of
from openssi.vocabulary.estimate import ABOVE_ZERO, MOST_CONTRIBUTORS, Attribute, Contributors

_ROWS_BELOW = "SUM(CASE WHEN y < {0} THEN 1 ELSE 0 END)"
_LACKING = "CASE WHEN y < {0} THEN {1} - y ELSE 0 END"
_AROUND = (PERSONS_BELOW, _ROWS_BELOW, PERSONS_AT, ROWS_AT)

Behind = Callable[[People, Wanted, Line], Asking[Contributors]]


def contributors_of(of: People, wanted: Wanted, line: Line) -> Asking[Contributors | None]:
    """Ask for the rows behind a measure of a domain; None where they are those of the domain and tell of nobody."""
    behind = BEHIND.get(wanted.family)
    return None if behind is None else (yield from behind(of, wanted, line))


def count(number: float) -> int:
    """Return a count that SQL gives, none in a domain without rows."""
    return 0 if math.isnan(number) else int(number)


def largest_shares(amount: str, numbers: tuple[float, ...] = ()) -> Asking[tuple[float, ...]]:
    """Ask for the shares of an amount that its largest contributors hold, the largest first."""
    found = yield [LargestShare(amount, numbers, place) for place in range(1, MOST_CONTRIBUTORS + 1)]
    return tuple(each for each in found if each > LEAST_SHARE)


def _poor(of: People, _: Wanted, line: Line) -> Asking[Contributors]:
    if line.level is None:
        return Contributors(rows=of.n)
    (poor,) = yield (Aggregate(_ROWS_BELOW, (line.cut,)),)
    return Contributors(rows=of.n, attributes=(_poverty(of, line, line.level, poor),))


def _gaps(of: People, wanted: Wanted, line: Line) -> Asking[Contributors]:
    found = yield from _poor(of, wanted, line)
    if line.level is None:
        return found
    return replace(found, largest=(yield from largest_shares(_LACKING, (line.cut, line.level))))


def _incomes(of: People, _: Wanted, __: Line) -> Asking[Contributors]:
    return Contributors(rows=of.n, largest=(yield from largest_shares("y")))


def _positive(of: People, _: Wanted, __: Line) -> Asking[Contributors]:
    return replace(_of_positive(of), largest=(yield from largest_shares("CASE WHEN y > 0 THEN y ELSE 0 END")))


def _times_below(of: People, _: Wanted, __: Line) -> Asking[Contributors]:
    return replace(_of_positive(of), largest=(yield from largest_shares("CASE WHEN y > 0 THEN 1 / y ELSE 0 END")))


def _of_positive(of: People) -> Contributors:
    return Contributors(rows=of.positive_n, base=ABOVE_ZERO, left_out=of.n - of.positive_n, needs=ABOVE_ZERO)


def _positive_poor(of: People, _: Wanted, line: Line) -> Asking[Contributors]:
    if line.level is None:
        return _of_positive(of)
    (poor,) = yield (Aggregate("SUM(CASE WHEN y > 0 AND y < {0} THEN 1 ELSE 0 END)", (line.cut,)),)
    lacking = f"CASE WHEN y > 0 THEN {_LACKING} ELSE 0 END"
    largest = yield from largest_shares(lacking, (line.cut, line.level))
    poverty = _poverty(of, line, line.level, poor, is_positive=True)
    return replace(_of_positive(of), attributes=(poverty,), largest=largest)


def _poverty(of: People, _: Line, level: float, poor: float, *, is_positive: bool = False) -> Attribute:
    name = code_of(below(of.conventions.poor), texts=(f"{level:.12g}",))
    return Attribute(name=code_of("positive", name) if is_positive else name, count=count(poor), line=level)


def _amounts(of: People, _: Wanted, __: Line) -> Asking[Contributors]:
    rows, amount = yield (Aggregate("SUM(CASE WHEN y <> 0 THEN 1 ELSE 0 END)"), Aggregate("SUM(w * ABS(y))"))
    largest = yield from largest_shares("y")
    having = Attribute(name=code_of("amount"), count=count(rows), is_one_sided=True)
    return Contributors(
        rows=of.n, base=code_of("welfare"), attributes=(having,), largest=largest, amount=amount if of.n else 0.0
    )


def _covered(of: People, wanted: Wanted, _: Line) -> Asking[Contributors]:
    (rows,) = yield (Aggregate(f"SUM({received_column(int(wanted.numbers[0]))})"),)
    return Contributors(rows=of.n, attributes=(Attribute(name=wanted.id, count=count(rows)),))


def _women(of: People, wanted: Wanted, _: Line) -> Asking[Contributors]:
    if not wanted.rows:
        return Contributors(rows=of.n)
    men, women = yield [Aggregate(f"COUNT(*) FILTER (WHERE {rows})") for rows in wanted.rows]
    having = Attribute(name=code_of("women"), count=count(women))
    return Contributors(rows=count(men) + count(women), base=code_of("sex_known"), attributes=(having,))


def _of_age(of: People, wanted: Wanted, _: Line) -> Asking[Contributors]:
    if not wanted.rows:
        return Contributors(rows=of.n)
    older, younger = yield [Aggregate(f"COUNT(*) FILTER (WHERE {rows})") for rows in wanted.rows]
    having = Attribute(name=code_of("aged", texts=(f"{wanted.numbers[0]:g}",)), count=count(older))
    return Contributors(rows=count(older) + count(younger), base=code_of("age_known"), attributes=(having,))


def _deprived(of: People, wanted: Wanted, _: Line) -> Asking[Contributors]:
    if not wanted.rows:
        return Contributors(rows=of.n)
    name = wanted.id.partition("_")[2] if wanted.family in {"censored", "uncensored"} else ""
    counted = wanted.rows[0] if name else POOR
    known, rows = yield [Aggregate(f"{sql} FILTER (WHERE {KNOWN})") for sql in ("COUNT(*)", f"SUM({counted})")]
    kind: CountedKind = "deprived" if wanted.family == "uncensored" else "multidimensionally_poor"
    told = code_of(kind, texts=(name,) if name else ())
    having = Attribute(name=told, count=count(rows))
    return Contributors(rows=count(known), base=code_of("indicators_known"), attributes=(having,))


def _ranks(limits: Callable[[Sequence[float]], tuple[float, float]]) -> Behind:
    """Return whose rank by income is above one and up to another percentage, which the numbers of a measure give.

    Where a border is reached with the last row only, that row is above it: a maximum tells of one.
    """

    def behind(of: People, wanted: Wanted, _: Line) -> Asking[Contributors]:
        return (yield from _between(of, *limits(wanted.numbers)))

    return behind


def _between(of: People, lower: float, upper: float) -> Asking[Contributors]:
    if not lower < upper or (lower <= 0 and upper >= 100):
        return Contributors(rows=of.n)
    inner = [each for each in (lower, upper) if 0 < each < 100] if of.n else []
    at = yield [QuantileAt(each / 100 * of.persons) for each in inner]
    reached, divided = yield from _reached(of, inner, at)
    first, last = (0 if each <= 0 else reached.get(each, of.n) for each in (lower, upper))
    one, other = (0.0 if each <= 0 else divided.get(each, float(of.n)) for each in (lower, upper))
    having = Attribute(
        name=ranks_called(lower, upper), count=last - first, ranked=(one, max(one, other)), is_additive=False
    )
    if not inner:
        return Contributors(rows=of.n, attributes=(having,))
    signs = [">" if each == lower else "<=" for each in inner]
    inside = " AND ".join(f"y {sign} {{{place}}}" for place, sign in enumerate(signs))
    held = yield from largest_shares(f"CASE WHEN {inside} THEN y ELSE 0 END", tuple(at))
    held_by_others = yield from largest_shares(f"CASE WHEN {inside} THEN 0 ELSE y END", tuple(at))
    return Contributors(rows=of.n, attributes=(having,), largest=max(held, held_by_others))


def _smaller_end(ends: Callable[[Sequence[float]], tuple[float, float]]) -> Behind:
    """Return the fewer of the poorest and the richest, of whom the numbers of a measure give percentages."""

    def behind(of: People, wanted: Wanted, _: Line) -> Asking[Contributors]:
        poorest, richest = ends(wanted.numbers)
        low = yield from _between(of, 0.0, poorest)
        high = yield from _between(of, 100.0 - richest, 100.0)
        fewer, other = sorted((low, high), key=lambda each: each.attributes[0].count)
        return replace(fewer, attributes=(*fewer.attributes, *other.attributes))

    return behind


def _reached(
    of: People, percents: Sequence[float], at: Sequence[float]
) -> Asking[tuple[dict[float, int], dict[float, float]]]:
    """Ask for the rows with which percentages of the population are reached, at whose incomes, whole and divided."""
    found = iter((yield [Aggregate(sql, (each,)) for each in at for sql in _AROUND]))
    reached, divided = {}, {}
    for percent in percents:
        persons, rows, here, rows_here = (next(found) for _ in _AROUND)
        missing = (percent / 100 - SAME) * of.persons - persons
        of_tied = min(max(math.ceil(missing / (here / rows_here)), 1), int(rows_here))
        reached[percent] = min(int(rows) + of_tied, of.n - 1)
        divided[percent] = rows + min(max(missing / (here / rows_here), 0.0), rows_here)
    return reached, divided


def _nearer_end(of: People, wanted: Wanted, _: Line) -> Asking[Contributors]:
    upper, lower = wanted.numbers
    ends = (lower, upper) if lower < 100 - upper else (upper, lower)
    nearer = yield from _between(of, 0.0, ends[0])
    other = yield from _between(of, 0.0, ends[1])
    return replace(nearer, attributes=(*nearer.attributes, *other.attributes))


BEHIND: Mapping[str, Behind] = {
    **dict.fromkeys(("arpr", "rmpg", "poormed", "fgt0"), _poor),
    **dict.fromkeys(("fgt1", "fgt2", "income_gap_ratio", "sen", "sst"), _gaps),
    **dict.fromkeys(("gini", "hoover", "polarization"), _incomes),
    "watts": _positive_poor,
    "prosperity_gap": _times_below,
    **dict.fromkeys(("jdiv", "theil", "mld", "gei", "atkinson"), _positive),
    **dict.fromkeys(("mean", "total"), _amounts),
    "share": _ranks(lambda numbers: (numbers[0], numbers[1])),
    **dict.fromkeys(("lorenz", "bottom_mean"), _ranks(lambda numbers: (0.0, numbers[0]))),
    "quantile": _ranks(lambda numbers: (0.0, 100 * numbers[0])),
    "quantile_ratio": _nearer_end,
    "qsr": _smaller_end(lambda _: (20.0, 20.0)),
    "palma": _smaller_end(lambda _: (40.0, 10.0)),
    "share_ratio": _smaller_end(lambda numbers: (numbers[1], numbers[0])),
    "coverage": _covered,
    **dict.fromkeys(PAY_GAPS, _women),
    "rmir": _of_age,
    **dict.fromkeys(OF_DEPRIVATIONS, _deprived),
}
"""What stands behind families of measures; behind the others are all rows of the domain."""
