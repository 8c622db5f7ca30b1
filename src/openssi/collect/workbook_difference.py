"""What a workbook would change, cell by cell, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.observation import Observation, Place

ChangeKind = Literal["new", "changed", "cleared"]
_ORDER = {"changed": 0, "cleared": 1, "new": 2}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that is another than before.

    Attributes:
        before: The answer that it replaces, none where the cell had none.
        after: The answer that it gives, none where the cell was cleared.
    """

    kind: ChangeKind
    before: Observation | None
    after: Observation | None

    @property
    def cell(self) -> Observation:
        """The answer after the change, else the one before it."""
        found = self.after or self.before
        if found is None:
            raise ValueError(self.kind)
        return found

    @property
    def place(self) -> Place:
        """Where it stands: in the workbook that was read, else in the one before."""
        return self.cell.place


@dataclass(frozen=True, slots=True)
class Difference:
    """What a workbook would change.

    Attributes:
        changes: Changed cells first, then those cleared, then new ones; each in the order of sheets and rows.
        unchanged: How many answers stay as they are.
        kept: Answers outside the workbook, which stay: those of other institutions.
    """

    changes: tuple[Change, ...]
    unchanged: int
    kept: tuple[Observation, ...]

    def count(self, kind: ChangeKind) -> int:
        """Return how many cells are new, changed or cleared."""
        return sum(each.kind == kind for each in self.changes)


def difference(
    old: Iterable[Observation], new: Iterable[Observation], scope: frozenset[CellKey] | None = None
) -> Difference:
    """Return what changes between two sets of answers of one country and year.

    A cell has changed when its value, text, status, source, note, explanation or unit is another; where it stands in
    the file, and how many decimals a number is typed with, does not matter.

    Args:
        old: Answers before.
        new: Answers after.
        scope: The cells that the workbook asks for; an answer before that stands in none of them is kept. All cells
            where it is none.
    """
    before = {each.id: each for each in old}
    after = {each.id: each for each in new}
    gone = [each for key, each in before.items() if key not in after]
    kept = tuple(each for each in gone if scope is not None and CellKey.of(each) not in scope)
    outside = {each.id for each in kept}
    changes = [Change("new", None, each) for key, each in after.items() if key not in before]
    changes += [
        Change("changed", before[key], each)
        for key, each in after.items()
        if key in before and _content(before[key]) != _content(each)
    ]
    changes += [Change("cleared", each, None) for each in gone if each.id not in outside]
    unchanged = sum(key in before and _content(before[key]) == _content(each) for key, each in after.items())
    return Difference(tuple(sorted(changes, key=_in_order)), unchanged, kept)


def _in_order(change: Change) -> tuple[int, str, int, str]:
    place = change.place
    return _ORDER[change.kind], place.sheet, place.row or 0, change.cell.id


def _content(each: Observation) -> tuple[object, ...]:
    return (
        each.scaled_value,
        each.text_value or "",
        each.obs_status,
        each.conf_status,
        each.source,
        each.note,
        each.currency,
        each.ref_detail,
        each.explanation,
        each.method,
    )
