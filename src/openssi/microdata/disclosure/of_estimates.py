"""Estimates of a survey as they may leave."""

from collections.abc import Iterable, Mapping, Sequence

from openssi.microdata.disclosure.suppression import protect
from openssi.vocabulary.disclosure import TOTAL, DisclosureRule, GuardedCell, GuardedTable, Key, ProtectedCell
from openssi.vocabulary.estimate import ALL, Estimate

SEPARATOR = ","
"""Between the columns, and between the values, of a domain that several columns make."""


def protected_estimates(
    estimates: Sequence[Estimate], rule: DisclosureRule
) -> tuple[list[Estimate], Mapping[Key, ProtectedCell]]:
    """Return estimates as they may leave, and what was decided on each domain.

    A domain is withheld as a whole, with its number of rows and its population: means and shares of two groups and of
    both together give each other away, as counts do.
    """
    table = table_of(estimates)
    cells = protect(table, rule)
    return [_after(each, cells[_key(each, table.dimensions)]) for each in estimates], cells


def protected_groups(
    estimates: Mapping[str, Estimate], dimension: str, rule: DisclosureRule
) -> tuple[dict[str, Estimate], Mapping[Key, ProtectedCell]]:
    """Return estimates of groups that are no parts of one another, as they may leave, and what was decided on each.

    Args:
        estimates: By the name of the group.
        dimension: What the groups are.
        rule: What has to be fulfilled.
    """
    counts: dict[Key, GuardedCell] = {
        (name,): GuardedCell(key=(name,), count=each.n or 0) for name, each in estimates.items()
    }
    cells = protect(GuardedTable(dimensions=(dimension,), cells=counts), rule)
    return {name: _after(each, cells[name,]) for name, each in estimates.items()}, cells


def table_of(estimates: Iterable[Estimate]) -> GuardedTable:
    """Return the rows behind each domain as a table: a dimension per column, `_T` where a domain does not divide by it.

    Where measures of a domain rest on different numbers of rows, the smallest one counts.
    """
    rows = list(estimates)
    columns = dict.fromkeys(
        column for each in rows if each.domain_var != ALL for column in each.domain_var.split(SEPARATOR)
    )
    dimensions = tuple(columns)
    cells: dict[Key, GuardedCell] = {}
    for each in rows:
        key, count = _key(each, dimensions), each.n or 0
        cells[key] = GuardedCell(key=key, count=min(count, cells[key].count) if key in cells else count)
    return GuardedTable(dimensions=dimensions, cells=cells)


def _key(estimate: Estimate, dimensions: Sequence[str]) -> Key:
    if estimate.domain_var == ALL:
        return tuple(TOTAL for _ in dimensions)
    columns = estimate.domain_var.split(SEPARATOR)
    codes = dict(zip(columns, estimate.domain.split(SEPARATOR, len(columns) - 1), strict=True))
    return tuple(codes.get(dimension, TOTAL) for dimension in dimensions)


def _after(estimate: Estimate, cell: ProtectedCell) -> Estimate:
    if cell.status == "published":
        return estimate
    return Estimate(
        measure=estimate.measure,
        domain_var=estimate.domain_var,
        domain=estimate.domain,
        estimate=None,
        n=None,
        population=None,
        unit=estimate.unit,
        reason=cell.reason,
    )
