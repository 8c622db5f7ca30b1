"""Figures of programmes as they may leave: persons of the group, and beneficiaries where a figure rests on them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openssi.microdata.disclosure.of_estimates import (
    codes_of,
    decided,
    measures_of_fewer,
    parts_of,
)
from openssi.microdata.disclosure.parts import PERSONS, Part, Protects, protected_parts
from openssi.microdata.disclosure.suppression import rounded
from openssi.vocabulary.counted import code_of
from openssi.vocabulary.disclosure import DisclosureRule, ProtectedCell
from openssi.vocabulary.incidence import QUINTILE, ProgrammeEstimate

FIFTHS_BEFORE = f"{QUINTILE} before "
"""Before the name of a programme: the column of fifths of welfare without it."""


@dataclass(frozen=True, slots=True)
class ProtectedProgrammes:
    """Figures of programmes as they may leave.

    Attributes:
        figures: In the order given.
        cells: What was decided on each number of persons behind them.
        dimensions: Of the keys of the cells.
    """

    figures: tuple[ProgrammeEstimate, ...]
    cells: tuple[ProtectedCell, ...]
    dimensions: tuple[str, ...]


def protected_programmes(
    found: Sequence[ProgrammeEstimate],
    of_beneficiaries: Collection[str],
    rule: DisclosureRule,
    protects: Protects = protected_parts,
) -> ProtectedProgrammes:
    """Return figures of programmes as they may leave, and what was decided on what is counted behind them.

    Programmes overlap, so that none is the sum of others. The number of beneficiaries leaves with figures that rest on
    it only.

    Args:
        found: As they were made.
        of_beneficiaries: Indicators that rest on beneficiaries only.
        rule: What has to be fulfilled.
        protects: Looks at them together with what left before, where there is a record of that.
    """
    programmes = {each.programme for each in found}
    fewer = {
        (name, measure)
        for name in programmes
        for measure in measures_of_fewer([each.estimate for each in found if each.programme == name], rule)
    }
    behind = [list(_behind(each, of_beneficiaries, fewer)) for each in found]
    left = decided([each.estimate for each in found], behind, rule, protects)
    figures = tuple(
        replace(
            each,
            estimate=estimate,
            beneficiaries=rounded(each.beneficiaries or 0, rule.rounding)
            if estimate.measure in of_beneficiaries and estimate.n is not None
            else None,
        )
        for each, estimate in zip(found, left.estimates, strict=True)
    )
    return ProtectedProgrammes(figures, left.cells, left.dimensions)


def _behind(
    each: ProgrammeEstimate, of_beneficiaries: Collection[str], fewer: Collection[tuple[str, str]]
) -> Iterator[Part]:
    codes = _codes(each)
    measure = each.estimate.measure
    yield from parts_of(each.estimate, codes, each.programme, of_fewer=(each.programme, measure) in fewer)
    if measure in of_beneficiaries:
        yield Part(
            counted=code_of("direct_beneficiaries" if each.is_direct else "beneficiaries"),
            codes=codes,
            count=each.beneficiaries or 0,
            programme=each.programme,
            within=PERSONS,
        )


def _codes(each: ProgrammeEstimate) -> Mapping[str, str]:
    """Return the domain by its columns; fifths of different welfare are different columns."""
    fifths = QUINTILE if each.fifths == "after" else FIFTHS_BEFORE + each.programme
    return {fifths if column == QUINTILE else column: code for column, code in codes_of(each.estimate).items()}
