"""What was withheld, why, and what can still be known of it."""

from collections.abc import Callable, Iterable, Sequence

from openssi.vocabulary.disclosure import DisclosureRule, ProtectedCell
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import MultilingualText

REPORT_COLUMNS = ("status", "reason", "lower", "upper")
"""Columns of a row of the report, behind the dimensions."""


def problems_of(
    cells: Iterable[ProtectedCell],
    dimensions: Sequence[str],
    rule: DisclosureRule,
    name_of: Callable[[ProtectedCell, Sequence[str]], str],
    together: Callable[[Sequence[str]], str] = "; ".join,
) -> list[Problem]:
    """Return why cells do not leave, and what can be done about it: once for all of which the same is said.

    Args:
        cells: As they were decided on.
        dimensions: Of their keys.
        rule: By which.
        name_of: Says in words which cell one is.
        together: Makes one text of the names of all for which the same is said.
    """
    share = f"{100 * rule.dominance.share:.0f}" if rule.dominance else ""
    percent = MultilingualText(f"{share}%", f"{share}\u00a0%", f"{share}\u00a0%")
    values = {"minimum": rule.minimum, "attribute": rule.smallest_attribute, "rule": rule.id, "share": percent}
    named: dict[str, list[str]] = {}
    for cell in cells:
        if cell.reason:
            named.setdefault(cell.reason, []).append(name_of(cell, dimensions))
    return [Problem(reason, Place(item=together(names)), values) for reason, names in named.items()]


def report_rows(cells: Iterable[ProtectedCell]) -> list[tuple[str, ...]]:
    """Return, for each cell that does not leave, its codes, status, reason and the bounds that are known of it."""
    return [
        (*cell.key, cell.status, cell.reason, _number(cell.lower), _number(cell.upper))
        for cell in cells
        if cell.status != "published"
    ]


def _number(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"
