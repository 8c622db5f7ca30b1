"""Secondary confidentiality: what else is withheld so that no sum gives a withheld figure away (rule R120)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from openssi.run.declared_sums import Figures, Sum

Row = dict[str, Fraction]


def withheld_besides(
    figures: Figures, withheld: Iterable[str], may_withhold: Callable[[str], bool] = lambda _: True
) -> frozenset[str]:
    """Return the figures to withhold besides some, so that none of these follows from what is left.

    Where a sum has a lone withheld member, its smallest other part goes as well, which costs the reader least; its
    total goes where it has no other part. The same figures always give the same answer. Where all the figures that hang
    together are withheld, nothing is left that anything could follow from.

    Args:
        figures: The figures of one country with their sums.
        withheld: Ids of figures that are confidential by themselves.
        may_withhold: Whether a figure may be withheld; one that must stay is left.
    """
    return _Suppression(figures, set(withheld), may_withhold).besides()


def found_by_sums(sums: Iterable[Sum], withheld: Iterable[str]) -> frozenset[str]:
    """Return the withheld figures that follow from all others by adding and subtracting sums, several together too."""
    hidden = set(withheld)
    rows: Iterator[Row] = (
        {name: Fraction(sign) for name, sign in each.terms.items() if name in hidden} for each in sums
    )
    solved = _reduced(row for row in rows if row)
    return frozenset(next(iter(row)) for row in solved.values() if len(row) == 1)


def _reduced(rows: Iterable[Row]) -> Mapping[str, Row]:
    """Return rows by the figure that each begins with, none of which stands in any other row."""
    solved: dict[str, Row] = {}
    for row in rows:
        for pivot in [each for each in row if each in solved]:
            row = _less(row, solved[pivot], row[pivot])  # noqa: PLW2901 - a row being solved
        if row:
            pivot = min(row)
            made = {name: value / row[pivot] for name, value in row.items()}
            solved = {
                name: _less(other, made, other[pivot]) if pivot in other else other for name, other in solved.items()
            }
            solved[pivot] = made
    return solved


def _less(row: Row, other: Row, times: Fraction) -> Row:
    names = dict.fromkeys((*row, *other))
    found = {name: row.get(name, Fraction(0)) - times * other.get(name, Fraction(0)) for name in names}
    return {name: value for name, value in found.items() if value}


@dataclass
class _Suppression:
    figures: Figures
    withheld: set[str]
    may_withhold: Callable[[str], bool]
    _added: set[str] = field(default_factory=set)
    _left: set[str] = field(default_factory=set)

    def besides(self) -> frozenset[str]:
        """Withhold until nothing follows, or nothing is left that could be withheld."""
        if self.withheld:
            while self._alone() or self._together():
                pass
        return frozenset(self._added)

    def _alone(self) -> bool:
        """Withhold another member of each sum, or of each row, of which one alone is withheld."""
        before = len(self._added)
        for each in self.figures.sums:
            if len(self.withheld.intersection(each.terms)) == 1:
                self._withhold_one_of(each.terms, each.total)
        for row in self.figures.rows:
            if len(self.withheld.intersection(row)) == 1:
                self._withhold_one_of(row, self._total_of(row))
        return len(self._added) > before

    def _together(self) -> bool:
        """Withhold one more figure where several sums taken together give a withheld one."""
        for name in sorted(found_by_sums(self.figures.sums, self.withheld) - self._left):
            for near in self._around(name):
                others = {other for each in near for other in each.terms}
                totals = {each.total for each in near}
                if self._withhold_one_of(others - totals, "") or self._withhold_one_of(others, ""):
                    return True
            self._left.add(name)
        return False

    def _around(self, name: str) -> Iterator[list[Sum]]:
        """Iterate over the sums that name a figure, then with those that share withheld figures, and so on."""
        known, reached = {name}, 0
        while reached < len(known):
            reached = len(known)
            near = [each for each in self.figures.sums if not known.isdisjoint(each.terms)]
            yield near
            known |= {other for each in near for other in each.terms if other in self.withheld}

    def _withhold_one_of(self, names: Iterable[str], total: str) -> bool:
        free = [each for each in names if each not in self.withheld and self.may_withhold(each)]
        if not free:
            return False
        chosen = min(free, key=lambda each: (each == total, not self._size(each), self._size(each), each))
        self.withheld.add(chosen)
        self._added.add(chosen)
        return True

    def _size(self, name: str) -> Decimal:
        return self.figures.sizes.get(name, Decimal(0))

    def _total_of(self, row: Iterable[str]) -> str:
        """The largest figure of a row, which its parts add up to."""
        return max(row, key=lambda each: (self._size(each), each))
