"""Patterns in the digits of neighbouring cells: copied numbers, and runs of round ones."""

from collections.abc import Iterable, Mapping, Sequence
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


def patterns_of(observations: Iterable[Observation], items: Mapping[str, Item]) -> dict[Key, CellPattern]:
    """Return the patterns of typed numbers: neighbours with the same digits, and runs of round numbers."""
    order = {item: at for at, item in enumerate(items)}
    columns: dict[tuple[str, ...], list[Observation]] = {}
    for each in observations:
        item = items.get(each.item)
        if each.value is not None and each.channel != "context" and item is not None and item.is_typed:
            columns.setdefault((item.table, item.unit, *key_of(each)[1:]), []).append(each)
    found: dict[Key, CellPattern] = {}
    for column in columns.values():
        column.sort(key=lambda each: order[each.item])
        found.update(zip(map(key_of, column), _patterns(column), strict=True))
    return found


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
