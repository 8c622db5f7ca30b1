"""Estimates of a survey as they may leave."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openssi.microdata.disclosure.parts import (
    PERSONS,
    Part,
    Protects,
    around_of,
    dimensions_of,
    key_of,
    protected_parts,
)
from openssi.microdata.disclosure.suppression import rounded
from openssi.vocabulary.counted import code_of
from openssi.vocabulary.disclosure import TOTAL, DisclosureRule, Key, ProtectedCell
from openssi.vocabulary.estimate import ALL, Estimate

SEPARATOR = ","
"""Between the columns, and between the values, of a domain that several columns make."""

LESS = " - "
"""Between two groups whose figures are compared."""


@dataclass(frozen=True, slots=True)
class Protected:
    """Estimates as they may leave.

    Attributes:
        estimates: In the order given.
        cells: What was decided on each number of persons behind them.
        dimensions: Of the keys of the cells.
    """

    estimates: tuple[Estimate, ...]
    cells: tuple[ProtectedCell, ...]
    dimensions: tuple[str, ...]


def protected_estimates(
    estimates: Sequence[Estimate], rule: DisclosureRule, protects: Protects = protected_parts
) -> Protected:
    """Return estimates as they may leave, and what was decided on what is counted behind them.

    A domain that is withheld is withheld for every measure, with its number of rows and its population: means and
    shares of two groups and of both together give each other away, as counts do. A measure that rests on few of the
    domain, counts few of them or all but few, or is an amount that few of them hold, is withheld alone.

    Args:
        estimates: As they were made, with their contributors.
        rule: What has to be fulfilled.
        protects: Looks at them together with what left before, where there is a record of that.
    """
    fewer = measures_of_fewer(estimates, rule)
    behind = [list(parts_of(each, codes_of(each), of_fewer=each.measure in fewer)) for each in estimates]
    return decided(estimates, behind, rule, protects)


def decided(
    estimates: Sequence[Estimate], behind: Sequence[Sequence[Part]], rule: DisclosureRule, protects: Protects
) -> Protected:
    """Return estimates as they may leave: an estimate leaves where every part behind it does."""
    parts = together(part for each in behind for part in each)
    cells = protects(parts, rule)
    dimensions = dimensions_of(parts)
    own = ([cells[key_of(part, dimensions)] for part in parts if part.state == "asked"] for parts in behind)
    left = tuple(_after(each, found, rule) for each, found in zip(estimates, own, strict=True))
    return Protected(left, tuple(_told(parts, cells, dimensions)), dimensions)


def _told(
    parts: Iterable[Part], cells: Mapping[Key, ProtectedCell], dimensions: Sequence[str]
) -> Iterator[ProtectedCell]:
    """Give what is to be told: not that of a withheld group those who have something are withheld too."""
    for each in parts:
        key = key_of(each, dimensions)
        around = cells.get(around_of(each, key) or ())
        if each.state == "asked" and (around is None or around.status == "published"):
            yield cells[key]


def together(parts: Iterable[Part]) -> list[Part]:
    """Return each part once; of one that is told several times the fewest persons count."""
    found: dict[object, Part] = {}
    for each in parts:
        other = found.get(each.identity)
        found[each.identity] = each if other is None or _strictness(each) < _strictness(other) else other
    return list(found.values())


def _strictness(part: Part) -> tuple[object, ...]:
    return part.count, part.state, [-each for each in part.contributions]


def without_withheld(differences: Iterable[Estimate], left: Iterable[Estimate]) -> list[Estimate]:
    """Return differences of groups, without those of a figure that is withheld in one of the two.

    Args:
        differences: Whose domain is `group - other`.
        left: The figures of the groups as they may leave.
    """
    gone = {(each.measure, each.domain_var, each.domain) for each in left if each.reason == WITHHELD}
    return [each for each in differences if not _names_one_of(each, gone)]


def _names_one_of(difference: Estimate, gone: Collection[tuple[str, str, str]]) -> bool:
    return any(
        (difference.measure, difference.domain_var) == (measure, column)
        and (difference.domain.startswith(f"{group}{LESS}") or difference.domain.endswith(f"{LESS}{group}"))
        for measure, column, group in gone
    )


def coverage_of_groups(
    groups: Mapping[str, Estimate], rule: DisclosureRule, protects: Protects = protected_parts
) -> tuple[dict[str, Estimate], Protected]:
    """Return estimates of groups that are no parts of one another, as they may leave, by the name of the group."""
    of = [replace(each, domain_var="indicator", domain=name) for name, each in groups.items()]
    left = protected_estimates(of, rule, protects)
    return {
        name: replace(each, domain_var=ALL, domain=ALL) for name, each in zip(groups, left.estimates, strict=True)
    }, left


def codes_of(estimate: Estimate) -> Mapping[str, str]:
    """Return the domain of an estimate by its columns."""
    if estimate.domain_var == ALL:
        return {}
    columns = estimate.domain_var.split(SEPARATOR)
    return dict(zip(columns, estimate.domain.split(SEPARATOR, len(columns) - 1), strict=True))


def measures_of_fewer(estimates: Iterable[Estimate], rule: DisclosureRule) -> set[str]:
    """Return the measures of which it matters which rows of a group they rest on: not all, or holders of an amount.

    Where an amount is added up over all rows of every group, it is looked at itself, and the rows are the group.
    """
    return {each.measure for each in estimates if each.contributors is not None and _is_of_fewer(each, rule)}


def _is_of_fewer(estimate: Estimate, rule: DisclosureRule) -> bool:
    behind = estimate.contributors
    if behind is None or behind.rows != estimate.n:
        return behind is not None
    return bool(rule.dominance and behind.largest and behind.amount is None)


def parts_of(
    estimate: Estimate, codes: Mapping[str, str], programme: str = TOTAL, *, of_fewer: bool = False
) -> Iterator[Part]:
    """Give what is counted behind an estimate: its group, those of it that it rests on, and whom of them it counts.

    Args:
        estimate: With its contributors.
        codes: The group.
        programme: That the estimate is of.
        of_fewer: Whether the measure rests on fewer than the group in any group.
    """
    yield Part(counted=PERSONS, codes=codes, count=estimate.n or 0)
    behind = estimate.contributors
    if behind is None:
        return
    base = behind.base or estimate.measure
    # Those who have something are some of the rows that the measure knows; where it knows all, of the group.
    around = base if of_fewer and behind.base else PERSONS
    own = Part(counted=base, codes=codes, count=behind.rows, programme=programme, within=PERSONS)
    if of_fewer:
        yield replace(own, contributions=behind.largest)
    for each in behind.attributes:
        yield replace(
            own,
            programme=TOTAL if each.is_general else programme,
            counted=each.name if each.is_additive else code_of("in_group", each.name, texts=tuple(codes.values())),
            count=each.count,
            counts="attribute",
            others=None if each.is_one_sided or not each.is_told else behind.rows - each.count,
            line=each.line,
            category=each.category,
            difference=each.difference,
            ranked=each.ranked,
            within=around,
            state="asked" if each.is_told else "kept",
        )
    if behind.amount is not None:
        told = next((each.name for each in behind.attributes if each.is_told), around)
        yield replace(
            own,
            counted=code_of("amount_of", base),
            count=behind.amount,
            counts="amount",
            contributions=behind.largest,
            within=told,
        )


WITHHELD = "DISCLOSURE_WITHHELD"
"""Reason of every figure that does not leave: which one is small is told here, and not to whom the others are for."""


def with_rounded_counts(estimate: Estimate, rule: DisclosureRule) -> Estimate:
    """Return an estimate with rows and population to the nearest multiple that the rule lets out."""
    base = rule.rounding
    if base == 1 or estimate.n is None or estimate.population is None:
        return estimate
    return replace(estimate, n=rounded(estimate.n, base), population=float(rounded(estimate.population, base)))


def _after(estimate: Estimate, cells: Iterable[ProtectedCell], rule: DisclosureRule) -> Estimate:
    if all(cell.status == "published" for cell in cells):
        return with_rounded_counts(replace(estimate, contributors=None), rule)
    return Estimate(
        measure=estimate.measure,
        domain_var=estimate.domain_var,
        domain=estimate.domain,
        estimate=None,
        n=None,
        population=None,
        unit=estimate.unit,
        reason=WITHHELD,
    )
