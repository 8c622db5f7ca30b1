"""Disclosure control as plainly as it can be said: each question is two linear programmes over all unknowns."""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog

from openssi.microdata.disclosure.sums import sums_of
from openssi.vocabulary.disclosure import DisclosureRule, GuardedTable, Key


def withheld_plainly(  # noqa: C901 - all of it in one place
    table: GuardedTable, rule: DisclosureRule, by_themselves: set[Key]
) -> set[Key]:
    """Return the cells that do not leave; no cell lies within another one."""
    sums, counts = list(dict.fromkeys(sums_of(table))), {key: cell.count for key, cell in table.cells.items()}
    gone = by_themselves | {key for key, cell in table.cells.items() if cell.state == "kept"}

    def is_protected(cell: Key) -> bool:
        low, high = limits(cell, gone, sums, counts)
        return high - low >= rule.protection - 1e-6

    def beside(cell: Key) -> Iterator[Key]:
        return (each for total, parts in sums if cell in (total, *parts) for each in (total, *parts))

    def cost(cell: Key, known: set[Key]) -> tuple[object, ...]:
        own = [{total, *parts} for total, parts in sums if cell in (total, *parts)]
        return counts[cell] == 0, -sum(bool(each & known) and each & gone <= known for each in own), counts[cell], cell

    def cheapest(cell: Key) -> Key | None:
        reached = frontier = {cell}
        while frontier:
            around = {other for each in frontier for other in beside(each)} - reached
            free = [each for each in around if table.cells[each].state == "asked" and each not in gone]
            if free:
                return min(free, key=lambda each: cost(each, reached))
            reached, frontier = reached | around, around
        return None

    safe = []
    for cell in sorted(by_themselves, key=lambda each: (counts[each], each)):
        while not (is_safe := is_protected(cell)) and (other := cheapest(cell)) is not None:
            gone.add(other)
        safe += [cell] if is_safe else []
    further = [each for each in gone - by_themselves if table.cells[each].state == "asked"]
    for cell in sorted(further, key=lambda each: (-counts[each], each)):
        gone.remove(cell)
        if not all(is_protected(each) for each in safe):
            gone.add(cell)
    return gone


def limits(
    cell: Key, gone: set[Key], sums: list[tuple[Key, tuple[Key, ...]]], counts: dict[Key, float]
) -> tuple[float, float]:
    """Return between which numbers a withheld one lies for whoever knows all others and all sums."""
    unknown = sorted(gone)
    matrix = np.array(
        [[(each in parts) - (each == total) for each in unknown] for total, parts in sums], dtype=float
    ).reshape(-1, len(unknown))
    known = matrix @ np.array([counts[each] for each in unknown], dtype=float)
    cost = np.array([float(each == cell) for each in unknown])
    ends = (linprog(sign * cost, A_eq=matrix, b_eq=known, bounds=(0, None), method="highs") for sign in (1, -1))
    low, high = (None if end.x is None else float(end.x[unknown.index(cell)]) for end in ends)
    return low or 0.0, np.inf if high is None else high
