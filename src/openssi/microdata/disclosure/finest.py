"""Persons by all columns together, whom nobody asked for: no number of them is below none.

Three tables of two columns each say more of a withheld number than its sums along each column do: the persons by all
three columns must add up to all of them. What these really are matters not: any that add up to the tables will do.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import prod

import numpy as np

from openssi.microdata.disclosure.around import matrix
from openssi.microdata.disclosure.bounds import refuse_without_scipy
from openssi.vocabulary.disclosure import TOTAL, GuardedCell, Key

MOST = 1_000
"""Cells by all columns that are looked at: of more, tables of fewer columns are looked at by their own sums alone."""

_FEWEST = 3
"""Crossed tables that tell more of each other than of what they have in common."""


def finest(cells: Mapping[Key, GuardedCell], persons: Key) -> dict[Key, GuardedCell]:
    """Return cells by all columns of crossed tables, none of which has them all; none where they tell nothing more.

    Args:
        cells: Of the table.
        persons: Leading codes of cells of persons.

    Raises:
        FixTheFile: if SciPy, which comes with the extra `micro`, is not installed.
    """
    ours = [key for key in cells if key[: len(persons)] == persons]
    crossed = _largest({_places(key, len(persons)) for key in ours})
    if len(crossed) < _FEWEST:
        return {}
    places = sorted({place for each in crossed for place in each})
    codes = [sorted({key[place] for key in ours} - {TOTAL}) for place in places]
    if prod(map(len, codes)) > MOST:
        return {}
    names = [_key(next(iter(ours)), len(persons), dict(zip(places, each, strict=True))) for each in product(*codes)]
    known = [key for key in ours if _places(key, len(persons)) <= set(places)]
    found = _that_add_up(names, known, [cells[key].count for key in known])
    return {key: GuardedCell(key=key, count=each, counts="slack", state="kept") for key, each in found.items()}


def _places(key: Key, leading: int) -> frozenset[int]:
    return frozenset(place for place in range(leading, len(key)) if key[place] != TOTAL)


def _largest(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Return those of two columns and more that no other one holds."""
    several = [each for each in sets if len(each) > 1]
    return [each for each in several if not any(each < other for other in several)]


def _key(like: Key, leading: int, codes: Mapping[int, str]) -> Key:
    return tuple(codes.get(place, TOTAL) if place >= leading else code for place, code in enumerate(like))


def _that_add_up(names: Sequence[Key], known: Sequence[Key], counts: Sequence[float]) -> dict[Key, float]:
    """Return numbers that are not negative and add up to what is known; none where rows lack a column."""
    refuse_without_scipy()
    from scipy.optimize import linprog

    rows = [
        {
            number: 1
            for number, name in enumerate(names)
            if all(code in {TOTAL, own} for code, own in zip(key, name, strict=True))
        }
        for key in known
    ]
    found = linprog(np.zeros(len(names)), A_eq=matrix(rows, len(names)), b_eq=np.array(counts), method="highs-ds")
    return {} if found.x is None else dict(zip(names, map(float, found.x), strict=True))
