"""Figures of programmes as they may leave: persons of the group, and beneficiaries where a figure rests on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from openssi.microdata.disclosure.of_estimates import protected_estimates, table_of
from openssi.vocabulary.disclosure import TOTAL, DisclosureRule, ProtectedCell
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.incidence import ProgrammeEstimate

PERSONS, BENEFICIARIES = "persons", "beneficiaries"
"""What is counted behind a figure, as the report names it."""

LEADING = ("programme", "counted")
"""Dimensions of the report before the columns that divide the population."""

Cells = Mapping[tuple[str, ...], ProtectedCell]


def protected_programmes(
    found: Sequence[ProgrammeEstimate], of_beneficiaries: Collection[str], rule: DisclosureRule
) -> tuple[list[ProgrammeEstimate], tuple[ProtectedCell, ...], tuple[str, ...]]:
    """Return figures of programmes as they may leave, what was decided on each domain, and its dimensions.

    Each programme is a table of its own: programmes overlap, so that none is the sum of others. The number of
    beneficiaries leaves with figures that rest on it only.

    Args:
        found: As they were made.
        of_beneficiaries: Indicators that rest on beneficiaries only.
        rule: What has to be fulfilled.
    """
    columns = table_of([each.estimate for each in found]).dimensions
    left: dict[int, ProgrammeEstimate] = {}
    decided: dict[tuple[str, ...], list[ProtectedCell]] = {}
    names = tuple(dict.fromkeys(each.programme for each in found))
    for name in names:
        rows = {number: each for number, each in enumerate(found) if each.programme == name}
        received = {number: each for number, each in rows.items() if each.estimate.measure in of_beneficiaries}
        counts = (
            (PERSONS, {number: each.estimate for number, each in rows.items()}),
            (BENEFICIARIES, {number: _counted(each) for number, each in received.items()}),
        )
        withheld: dict[int, Estimate] = {}
        for counted, estimates in counts:
            after, cells = protected_estimates(list(estimates.values()), rule)
            dimensions = table_of(estimates.values()).dimensions
            for number, each in zip(estimates, after, strict=True):
                if each.n is None:
                    withheld.setdefault(number, each)
            for cell in cells.values():
                codes = dict(zip(dimensions, cell.key, strict=True))
                key = (counted, *(codes.get(column, TOTAL) for column in columns))
                decided.setdefault(key, []).append(replace(cell, key=(name, *key)))
        left |= {
            number: ProgrammeEstimate(name, withheld[number]) if number in withheld else received.get(number, bare)
            for number, bare in ((number, replace(each, beneficiaries=None)) for number, each in rows.items())
        }
    cells_told = tuple(cell for key, each in decided.items() for cell in _told(key, each, len(names)))
    return [left[number] for number in range(len(found))], cells_told, (*LEADING, *columns)


def _counted(each: ProgrammeEstimate) -> Estimate:
    return replace(each.estimate, n=each.beneficiaries)


def _told(key: tuple[str, ...], cells: Sequence[ProtectedCell], programmes: int) -> Sequence[ProtectedCell]:
    """Return what was decided on one domain, once where it is the same for every programme."""
    first = replace(cells[0], key=(TOTAL, *key))
    same = len(cells) == programmes and all(replace(each, key=first.key) == first for each in cells)
    return [first] if same and programmes > 1 else cells
