"""Print how far each way of counting persons once is from the truth, on registers of which every person is known.

Run it with `python benchmarks/counted_once.py`. It prints the table of docs/methods/national-totals.md: two to five
registers of 20,000 persons that share none to all of theirs, the same in every run. With `--write` it puts the table
into the page.
"""

import sys
from decimal import Decimal
from itertools import product
from pathlib import Path

from openssi.indicators import union_of
from openssi.training.registers import InventedRegisters, invented_registers

PAGE = Path(__file__).parents[1] / "docs" / "methods" / "national-totals.md"
BEGIN, END = "<!-- table of benchmarks/counted_once.py -->", "<!-- end of table -->"
PERSONS = 20_000
SCHEMES, OVERLAPS = (2, 3, 4, 5), (0, 20, 60, 100)
HEADS = (
    "schemes", "overlap", "different persons", "bounds", "BOUNDS", "PARTITION", "independence", "sum less pairs",
    "bounds, all pairs", "LINK, all pairs", "bounds, largest's pairs", "LINK, largest's pairs",
)  # fmt: skip


def rows() -> list[tuple[str, ...]]:
    """Return the rows of the table."""
    return [_row(schemes, overlap) for schemes, overlap in product(SCHEMES, OVERLAPS)]


def table() -> str:
    """Return the table in Markdown."""
    lines = [HEADS, ("---",) * len(HEADS), *rows()]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def _row(schemes: int, overlap: int) -> tuple[str, ...]:
    world = invented_registers(schemes, Decimal(overlap) / 100, PERSONS, seed=100 * schemes + overlap)
    counts, size, truth = world.counts(), world.size(), world.truth()
    largest = {pair: rate for pair, rate in world.overlap.items() if 0 in pair}
    known = {name: union_of(counts, size, "LINK", pairs) for name, pairs in (("all", world.overlap), ("1", largest))}
    bounds = union_of(counts, size, "BOUNDS", {})
    return (
        str(schemes),
        f"{overlap} %",
        f"{truth:,}",
        _range(bounds.lower, bounds.upper),
        _error(bounds.proposed, truth),
        _error(union_of(counts, size, "PARTITION", {}).proposed, truth),
        _error(_independent(world), truth),
        _error(_less_pairs(world), truth),
        _range(known["all"].lower, known["all"].upper),
        _error(known["all"].proposed, truth),
        _range(known["1"].lower, known["1"].upper),
        _error(known["1"].proposed, truth),
    )


def _range(lower: Decimal, upper: Decimal) -> str:
    return f"{lower:,.0f}" if round(lower) == round(upper) else f"{lower:,.0f} to {upper:,.0f}"


def _error(value: Decimal, truth: int) -> str:
    error = round(100 * (value - truth) / truth, 1) + Decimal(0)
    return f"{error:+.1f} %" if error else "0.0 %"


def _independent(world: InventedRegisters) -> Decimal:
    outside = Decimal(1)
    for count in world.counts():
        outside *= 1 - count / world.size()
    return world.size() * (1 - outside)


def _less_pairs(world: InventedRegisters) -> Decimal:
    counts = world.counts()
    return sum(counts) - sum(rate * min(counts[each] for each in pair) for pair, rate in world.overlap.items())


if __name__ == "__main__":
    if "--write" in sys.argv:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    else:
        print(table())
