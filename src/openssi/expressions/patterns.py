"""Patterns in the digits of neighbouring cells: copied numbers, and runs of round ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Observation

Key = tuple[str, str, str, str, str, str, str]

_FEWEST_DIGITS = 4
_ROUND_FROM = 1000
_ROUND_DIGITS = 2


@dataclass(frozen=True, slots=True)
class CellPattern:
    """How the digits of a cell look beside those of its neighbours in the same table.

    Attributes:
        repeated: Neighbours that hold the same number, of at least four significant digits.
        round_run: Neighbouring cells, this one included, whose numbers of 1,000 and more have at most two significant
            digits; 0 where its own has more.
    """

    repeated: int = 0
    round_run: int = 0


def key_of(each: Observation) -> Key:
    """Return what identifies a cell within the answers of one country and year."""
    return (each.item, each.scheme, each.benefit, each.sex, each.age, each.func, each.breakdown)


def pattern_columns(items: Mapping[str, Item]) -> dict[str, tuple[str, ...]]:
    """Return, for each typed item, the items of its table and unit in their order: its neighbours."""
    columns: dict[tuple[str, str], list[str]] = {}
    for each in items.values():
        if each.is_typed:
            columns.setdefault((each.table, each.unit), []).append(each.id)
    return {item: tuple(column) for column in columns.values() for item in column}


def patterns_beside(
    key: Key, known: Mapping[Key, Observation], columns: Mapping[str, tuple[str, ...]]
) -> dict[Key, CellPattern]:
    """Return the patterns of a cell and its neighbours: the same digits, and runs of round numbers.

    Args:
        key: The cell.
        known: The answers of one country and year by key.
        columns: The neighbours of each item.
    """
    keys = [(item, *key[1:]) for item in columns.get(key[0], ())]
    there = [(each, known[each]) for each in keys if each in known]
    column = [each for each in there if each[1].value is not None and each[1].channel != "context"]
    if not column:
        return {}
    return dict(zip((each for each, _ in column), _patterns([each for _, each in column]), strict=True))


def _patterns(column: Sequence[Observation]) -> list[CellPattern]:
    same = [_same_digits(left, right) for left, right in pairwise(column)]
    repeated = [before + after for before, after in zip([False, *same], [*same, False], strict=True)]
    runs: list[list[int]] = [[]]
    for at, each in enumerate(column):
        if _is_round(each):
            runs[-1].append(at)
        else:
            runs.append([])
    lengths = {at: len(run) for run in runs for at in run}
    return [CellPattern(count, lengths.get(at, 0)) for at, count in enumerate(repeated)]


def _digits(each: Observation) -> int:
    """Return how many digits of a number are significant, 0 for zero."""
    return len(f"{each.value:f}".replace(".", "").strip("-0")) if each.value is not None else 0


def _same_digits(left: Observation, right: Observation) -> bool:
    return left.value == right.value and _digits(left) >= _FEWEST_DIGITS


def _is_round(each: Observation) -> bool:
    if _digits(each) > _ROUND_DIGITS:
        return False
    scaled = each.scaled_value
    return scaled is not None and abs(scaled) >= _ROUND_FROM
