"""How many rows stand behind an estimate: what decides whether it may leave."""

import numpy as np

from openssi.microdata.arrays import Codes, Floats, Mask
from openssi.microdata.measures.measure import Behind, Having, Measure, Measured
from openssi.microdata.measures.numbered import blocks, sums_by_number
from openssi.microdata.measures.plenty import LEAST_SHARE
from openssi.vocabulary.counted import code_of
from openssi.vocabulary.estimate import MOST_CONTRIBUTORS, Attribute, Contributors


def contributors_of(measure: Measure, measured: Measured, household: Codes | None) -> Contributors | None:
    """Return the rows behind a measure in a domain; None where they are those of the domain and tell of nobody.

    Args:
        measure: What is measured.
        measured: The domain.
        household: Number of the household of each row, which contributes as one; None where none is known.
    """
    if measure.behind is None:
        return None
    found = measure.behind(measured)
    counted = _counted(measured, found)
    return Contributors(
        left_out=_left_out(measured, found),
        needs=found.base,
        rows=int(np.count_nonzero(counted)),
        base=found.base,
        attributes=tuple(_attribute(each, counted) for each in (found.having, *found.further) if each is not None),
        largest=max((largest_shares(measured.weight * each, counted, household) for each in found.amounts), default=()),
        amount=held(measured.weight * found.amounts[0], counted) if found.is_additive else None,
    )


def contributors_of_change(
    measure: Measure, first: Measured, second: Measured, scenario: str, household: Codes | None
) -> Contributors:
    """Return the rows behind the difference of a measure between two scenarios: those for whom something changes.

    Args:
        measure: What is measured.
        first: The domain in one scenario.
        second: The same in the other.
        scenario: Its name.
        household: As `contributors_of` takes it.
    """
    one, other = (Behind() if measure.behind is None else measure.behind(each) for each in (first, second))
    counted, changed = _counted(first, one), first.welfare != second.welfare
    left_out = max(_left_out(first, one), _left_out(second, other))
    if one.having is not None and other.having is not None and not one.having.is_one_sided:
        if measure.proportion:
            name = code_of("changed_by", code_of("either", one.having.name, other.having.name), texts=(scenario,))
            rows = one.having.rows ^ other.having.rows
            moved = Having(name=name, rows=rows, is_additive=one.having.is_additive, is_one_sided=True)
            return Contributors(
                rows=int(np.count_nonzero(counted)),
                attributes=(_attribute(moved, counted),),
                left_out=left_out,
                needs=one.base,
            )
        if one.having.is_additive:
            changed = changed & (one.having.rows | other.having.rows)
    counted = counted & changed
    return Contributors(
        rows=int(np.count_nonzero(counted)),
        base=code_of("changed_by", *(() if one.having is None else (one.having.name,)), texts=(scenario,)),
        largest=largest_shares(first.weight * (first.welfare - second.welfare), counted, household),
        left_out=left_out,
        needs=one.base,
    )


def held(amounts: Floats, counted: Mask) -> float:
    """Return the sum of an amount: weight times amount of each row; what is below zero counts by its size."""
    return sum(float(np.abs(amounts[block][counted[block]]).sum()) for block in blocks(len(amounts)))


def largest_shares(amounts: Floats, counted: Mask, household: Codes | None) -> tuple[float, ...]:
    """Return the shares of an amount that its largest contributors hold, the largest first.

    Args:
        amounts: Weight times amount of each row; what is below zero counts by its size.
        counted: Rows that contribute.
        household: Number of the household of each row, which contributes as one; -1 where it is not known.
    """
    total = held(amounts, counted)
    if not 0 < total < np.inf:
        return ()

    def of(block: slice) -> Floats:
        return np.where(counted[block], np.abs(amounts[block]), 0.0)

    def alone(block: slice) -> Floats:
        return of(block) if household is None else np.where(household[block] < 0, of(block), 0.0)

    parts = [np.zeros(0) if household is None else sums_by_number(household, of)]
    # Only what is large is kept, block by block.
    parts = [each[each > LEAST_SHARE * total] for each in parts]
    parts += [each[each > LEAST_SHARE * total] for each in map(alone, blocks(len(amounts)))]
    shares = np.concatenate(parts) / total
    return tuple(float(each) for each in np.sort(shares)[::-1][:MOST_CONTRIBUTORS])


def _counted(measured: Measured, behind: Behind) -> Mask:
    counted: Mask = measured.weight > 0
    for rows in (measured.inside, behind.known):
        if rows is not None:
            counted = counted & rows
    return counted


def _left_out(measured: Measured, behind: Behind) -> int:
    """Return how many rows of the domain the measure cannot count."""
    if behind.known is None:
        return 0
    return int(np.count_nonzero(_counted(measured, Behind()) & ~behind.known))


def _attribute(having: Having, counted: Mask) -> Attribute:
    return Attribute(
        name=having.name,
        count=int(np.count_nonzero(counted & having.rows)),
        line=having.line,
        category=having.category,
        ranked=having.ranked,
        is_additive=having.is_additive,
        is_one_sided=having.is_one_sided,
    )
