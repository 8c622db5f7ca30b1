"""What was withheld, why, and what can still be known of it."""

from collections.abc import Iterable, Sequence

from openssi.vocabulary.disclosure import TOTAL, DisclosureRule, ProtectedCell
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place

REPORT_COLUMNS = ("status", "reason", "lower", "upper")
"""Columns of a row of the report, behind the dimensions."""


def problems_of(cells: Iterable[ProtectedCell], dimensions: Sequence[str], rule: DisclosureRule) -> list[Problem]:
    """Return why cells do not leave, and what can be done about it: once for all of which the same is said."""
    share = f"{100 * rule.dominance.share:.0f} %" if rule.dominance else ""
    values = {"minimum": rule.minimum, "attribute": rule.smallest_attribute, "rule": rule.id, "share": share}
    named: dict[str, list[str]] = {}
    for cell in cells:
        if cell.reason:
            named.setdefault(cell.reason, []).append(_named(cell, dimensions))
    return [Problem(reason, Place(item="; ".join(names)), values) for reason, names in named.items()]


def report_rows(cells: Iterable[ProtectedCell]) -> list[tuple[str, ...]]:
    """Return, for each cell that does not leave, its codes, status, reason and the bounds that are known of it."""
    return [
        (*cell.key, cell.status, cell.reason, _number(cell.lower), _number(cell.upper))
        for cell in cells
        if cell.status != "published"
    ]


def _named(cell: ProtectedCell, dimensions: Sequence[str]) -> str:
    parts = (f"{name}={code}" for name, code in zip(dimensions, cell.key, strict=True) if code != TOTAL)
    return ", ".join(parts) or TOTAL


def _number(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"
