"""Coverage, incidence and adequacy of programmes by SQL, for everybody, by fifths and by domains.

Formulas are those of `openssi.microdata.benefits.indicators`: ratios of totals, where the borders of fifths and a
relative poverty line count as estimated.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from openssi.microdata.at_scale.asking import Aggregate, Asking, QuantileAt, both, side_by_side
from openssi.microdata.at_scale.behind import count, largest_shares
from openssi.microdata.at_scale.figures import Figure, Influence, no_figure
from openssi.microdata.at_scale.people import bandwidth, people
from openssi.microdata.at_scale.sums import Sum
from openssi.microdata.measures.measure import Conventions
from openssi.vocabulary.counted import code_of
from openssi.vocabulary.estimate import Attribute, Contributors

_DISTANCE = "(y - {0})"
_KERNEL = "EXP(-0.5 * ((y - {0}) / {1}) * ((y - {0}) / {1}))"
_AT_BORDER = "CASE WHEN y = {0} THEN 1 ELSE 0 END"
_SAME = 1e-12
EVERYTHING = "1"
RECEIVES, MONEY, TRANSFER, AFTER = "receives", "money", "transfer", "after"
LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """A border between fifths of all persons.

    Attributes:
        fraction: Of the population up to it.
        at: Welfare; infinite at the ends.
        width: Of the kernel that looks at those who stand there; 0 where all welfare is the same.
        weight: Sum of the kernel.
        first: Sum of kernel times distance.
        second: Sum of kernel times squared distance.
    """

    fraction: float
    at: float
    width: float = 0.0
    weight: float = 0.0
    first: float = 0.0
    second: float = 0.0

    @property
    def name(self) -> str:
        """What slopes call it."""
        return f"border {self.fraction!r}"

    @property
    def influence(self) -> Influence:
        """Of a row on how far the border moves, without the density, which falls out."""
        return Influence("{0} - CASE WHEN y <= {1} THEN 1 ELSE 0 END", (self.fraction, self.at))

    @property
    def kernel(self) -> str:
        """SQL of the kernel; its numbers are those of the border."""
        return _KERNEL if self.width > 0 else _AT_BORDER

    @property
    def numbers(self) -> tuple[float, ...]:
        """Numbers of the kernel."""
        return (self.at, self.width) if self.width > 0 else (self.at,)

    def mean(self, summed: float, sloping: float) -> float:
        """Return the mean amount at the border, on a straight line through those nearby (Fan and Gijbels 1996)."""
        determinant = self.weight * self.second - self.first**2
        if not determinant > _SAME * self.weight * self.second:
            return summed / self.weight
        return (self.second * summed - self.first * sloping) / determinant


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """What is estimated from all rows.

    Attributes:
        borders: Of fifths and of the poorest, by their fraction; 0 and 1 among them.
        wholes: Totals of all receiving persons and of all money, with their influence.
        line: The poverty line with its influence; None where no indicator needs it.
        conventions: Where peers differ.
        bottom: Fraction of the population whose share of money is held against its size.
    """

    borders: Mapping[float, Border]
    wholes: Mapping[str, Sum]
    line: Sum | None
    conventions: Conventions = field(default_factory=Conventions)
    bottom: float = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the rows of a domain: all, or those of one fifth.

    Attributes:
        low: Lower border.
        high: Upper border.
    """

    low: Border
    high: Border

    @property
    def is_ranked(self) -> bool:
        """Whether it lies between borders."""
        return self.low.fraction > 0 or self.high.fraction < 1

    def inside(self, amount: str) -> Influence:
        """Return an amount of the rows of the part, zero for others."""
        limits = [(self.low, "y > "), (self.high, "y <= ")]
        used = [(each.at, sql) for each, sql in limits if math.isfinite(each.at)]
        conditions = " AND ".join(f"{sql}{{{number}}}" for number, (_, sql) in enumerate(used))
        numbers = tuple(at for at, _ in used)
        return Influence(f"CASE WHEN {conditions} THEN {amount} ELSE 0 END" if used else amount, numbers)


def borders(fractions: Sequence[float], conventions: Conventions) -> Asking[dict[float, Border]]:
    """Ask for borders of everybody, by their fraction.

    Args:
        fractions: Of the borders within.
        conventions: The bandwidth in force.
    """
    everybody = yield from people(conventions, with_deviation=True)
    at = yield [QuantileAt(each * everybody.persons) for each in fractions]
    width = bandwidth(everybody)
    plain = [Border(fraction=fraction, at=each, width=width) for fraction, each in zip(fractions, at, strict=True)]
    amounts = ("", f" * {_DISTANCE}", f" * {_DISTANCE} * {_DISTANCE}")
    found = yield [Aggregate(f"SUM(w * {each.kernel}{by})", each.numbers) for each in plain for by in amounts]
    ends = {0.0: Border(fraction=0.0, at=-math.inf), 1.0: Border(fraction=1.0, at=math.inf)}
    inner = {
        each.fraction: replace(each, weight=found[3 * n], first=found[3 * n + 1], second=found[3 * n + 2])
        for n, each in enumerate(plain)
    }
    return {**ends, **inner}


def whole(amount: str) -> Asking[Sum]:
    """Ask for the total of an amount over all persons."""
    (summed,) = yield (Aggregate(f"SUM(w * {amount})"),)
    return Sum(summed, slopes={amount: 1.0})


def line_level(conventions: Conventions) -> Asking[tuple[float, Influence | None]]:
    """Ask for the poverty line of everybody, with y as welfare after transfers, and its influence where it has one."""
    if conventions.line is not None:
        return conventions.line, None
    part = conventions.percent / 100
    everybody = yield from people(conventions, with_deviation=True)
    if conventions.relative_to == "mean":
        return part * everybody.mean, Influence("{0} * (after - {1}) / {2}", (part, everybody.mean, everybody.persons))
    (median,) = yield (QuantileAt(0.5 * everybody.persons),)
    width = bandwidth(everybody)
    slope = 0.0
    if width > 0:
        (summed,) = yield (Aggregate(f"SUM(w * {_KERNEL})", (median, width)),)
        slope = summed / (width * math.sqrt(2 * math.pi))
    moved = Influence(
        "(0.5 - CASE WHEN after <= {0} THEN 1 ELSE 0 END) * {1}", (median, part / slope if slope > 0 else 0.0)
    )
    return part * median, moved


def total(part: Part, amount: str) -> Asking[Sum]:
    """Ask for the total of an amount over a part; borders count as estimated."""
    inside = part.inside(amount)
    moved = [each for each in (part.low, part.high) if math.isfinite(each.at)]
    kernels = [
        Aggregate(f"SUM(w * {each.kernel}{by} * {amount})", each.numbers)
        for each in moved
        for by in ("", f" * {_DISTANCE}")
    ]
    summed, *around = yield (Aggregate(f"SUM(w * {inside.sql})", inside.numbers), *kernels)
    slopes = {}
    for number, border in enumerate(moved):
        sign = 1.0 if border is part.high else -1.0
        slopes[border.name] = sign * border.mean(around[2 * number], around[2 * number + 1])
    return Sum.of(summed, inside, slopes)


def _ratio(over: Sum, under: Sum, reason: str, remark: str = "") -> Figure:
    return over.over(under).figure(remark) if under.value > 0 else no_figure(reason)


def _coverage(part: Part, _: Nation) -> Asking[Figure]:
    persons, receiving = yield from _totals(part, EVERYTHING, RECEIVES)
    return _ratio(receiving, persons, "BENEFITS_DOMAIN_EMPTY")


def _incidence(amount: str) -> "Indicator":
    def of(part: Part, nation: Nation) -> Asking[Figure]:
        found = yield from total(part, amount)
        return _ratio(found, nation.wholes[amount], "BENEFITS_NOBODY_RECEIVES")

    return of


def _relative_incidence(part: Part, _: Nation) -> Asking[Figure]:
    after, received = yield from _totals(part, AFTER, TRANSFER)
    return _ratio(received, after, "BENEFITS_WELFARE_NOT_POSITIVE")


def _adequacy(part: Part, _: Nation) -> Asking[Figure]:
    receiving, after, received = yield from _totals(part, RECEIVES, f"{RECEIVES} * {AFTER}", f"{RECEIVES} * {TRANSFER}")
    if not receiving.value > 0:
        return no_figure("BENEFITS_NOBODY_RECEIVES")
    return _ratio(received, after, "BENEFITS_WELFARE_NOT_POSITIVE")


def _generosity(part: Part, nation: Nation) -> Asking[Figure]:
    inside = part.inside(f"CASE WHEN {AFTER} > 0 THEN 0 ELSE {RECEIVES} END")
    (left_out,) = yield (Aggregate(f"SUM({inside.sql})", inside.numbers),)
    counted = f"CASE WHEN {AFTER} > 0 THEN {RECEIVES} ELSE 0 END"
    share = f"CASE WHEN {AFTER} > 0 THEN {RECEIVES} * {TRANSFER} / {AFTER} ELSE 0 END"
    if left_out and nation.conventions.nonpositive == "refuse":
        return no_figure("BENEFITS_WELFARE_NOT_POSITIVE")
    receiving, shares = yield from _totals(part, f"({counted})", f"({share})")
    reason = "BENEFITS_WELFARE_NOT_POSITIVE" if left_out else "BENEFITS_NOBODY_RECEIVES"
    return _ratio(shares, receiving, reason, "BENEFITS_NOT_POSITIVE_LEFT_OUT" if left_out else "")


def _adequacy_of_line(part: Part, nation: Nation) -> Asking[Figure]:
    receiving, received = yield from _totals(part, RECEIVES, f"{RECEIVES} * {TRANSFER}")
    if nation.line is None or not receiving.value > 0:
        return no_figure("BENEFITS_NOBODY_RECEIVES")
    return received.over(receiving).over(nation.line).figure()


def _average_transfer(part: Part, _: Nation) -> Asking[Figure]:
    receiving, money = yield from _totals(part, RECEIVES, MONEY)
    return _ratio(money, receiving, "BENEFITS_NOBODY_RECEIVES")


def _coady_grosh_hoddinott(part: Part, nation: Nation) -> Asking[Figure]:
    poorest = Part(low=nation.borders[0.0], high=nation.borders[nation.bottom])
    persons, money, of_persons, of_money = yield from side_by_side(
        [total(each, amount) for each in (part, poorest) for amount in (EVERYTHING, MONEY)]
    )
    if not money.value > 0:
        return no_figure("BENEFITS_NOBODY_RECEIVES")
    if not of_persons.value > 0:
        return no_figure("BENEFITS_TARGET_EMPTY")
    return of_money.over(money).over(of_persons.over(persons)).figure()


def _totals(part: Part, *amounts: str) -> Asking[list[Sum]]:
    """Ask for several totals in one round."""
    return (yield from side_by_side([total(part, each) for each in amounts]))


Indicator = Callable[[Part, Nation], Asking[Figure]]

INDICATORS: Mapping[str, Indicator] = {
    "coverage": _coverage,
    "beneficiary_incidence": _incidence(RECEIVES),
    "benefit_incidence": _incidence(MONEY),
    "relative_incidence": _relative_incidence,
    "adequacy": _adequacy,
    "generosity": _generosity,
    "adequacy_of_line": _adequacy_of_line,
    "average_transfer": _average_transfer,
    "coady_grosh_hoddinott": _coady_grosh_hoddinott,
}
"""Indicators by their names on the exact path."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a part, persons that they stand for, rows that receive, and what stands behind an indicator."""

    n: int
    persons: float
    beneficiaries: int
    contributors: Contributors | None = None


def _behind(name: str, part: Part, counts: Counts, called: str) -> Asking[Contributors | None]:
    """Ask for the rows behind an indicator; None where they are those of the part and it tells of nobody."""
    if name == "coverage":
        covered = Attribute(name=code_of("among_persons", called), count=counts.beneficiaries)
        return Contributors(rows=counts.n, attributes=(covered,))
    if name == "beneficiary_incidence":
        return None
    sql, numbers = part.inside(MONEY)
    (amount,) = yield (Aggregate(f"SUM(w * ABS({sql}))", numbers),)
    largest = yield from largest_shares(sql, numbers)
    return Contributors(rows=counts.n, base=code_of("money"), largest=largest, amount=amount if counts.n else 0.0)


def indicator(name: str, part: Part, nation: Nation, called: str) -> Asking[tuple[Figure, Counts]]:
    """Ask for an indicator of a part of a domain, and how many rows stand behind it.

    Args:
        name: Of the indicator.
        part: Of a domain.
        nation: What is estimated from all rows.
        called: What beneficiaries are called.
    """
    one, weight, received = (part.inside(each) for each in ("1", "w", RECEIVES))
    n, persons, beneficiaries = yield [Aggregate(f"SUM({sql})", numbers) for sql, numbers in (one, weight, received)]
    counts = Counts(count(n), persons if n > 0 else 0.0, count(beneficiaries))
    figure, contributors = yield from both(_figure(name, part, nation, counts), _behind(name, part, counts, called))
    return figure, replace(counts, contributors=contributors)


def _figure(name: str, part: Part, nation: Nation, counts: Counts) -> Asking[Figure]:
    if not counts.n:
        return no_figure("BENEFITS_FIFTH_EMPTY" if part.is_ranked else "BENEFITS_DOMAIN_EMPTY")
    figure = yield from INDICATORS[name](part, nation)
    if figure.value is not None and not math.isfinite(figure.value):
        return no_figure("BENEFITS_TOO_LARGE")
    return figure
