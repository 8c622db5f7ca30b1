"""What changed between two sets of answers, cell by cell."""

from collections.abc import Iterable
from dataclasses import dataclass

from openssi.vocabulary.observation import Observation


@dataclass(frozen=True, slots=True)
class Difference:
    """Cells that were added, changed (before and after) and removed, in the order of the answers."""

    added: tuple[Observation, ...]
    changed: tuple[tuple[Observation, Observation], ...]
    removed: tuple[Observation, ...]


def difference(old: Iterable[Observation], new: Iterable[Observation]) -> Difference:
    """Return what changed between two sets of answers of one country and year.

    A cell has changed when its value, text, status, source, note or unit is another; where it stands in the file,
    and how many decimals a number is typed with, does not matter.

    Args:
        old: Answers before.
        new: Answers after.
    """
    before = {each.id: each for each in old}
    after = {each.id: each for each in new}
    return Difference(
        added=tuple(each for key, each in after.items() if key not in before),
        changed=tuple(
            (before[key], each)
            for key, each in after.items()
            if key in before and _content(before[key]) != _content(each)
        ),
        removed=tuple(each for key, each in before.items() if key not in after),
    )


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
    )
