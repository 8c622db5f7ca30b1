"""The quality of the compilation (family Q): indicators that rest on the process, computed by named procedures."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from types import MappingProxyType

import pyarrow as pa

from openssi.engine import table_of
from openssi.indicators.links import Row
from openssi.vocabulary.dataflow import COUNTRY_VALUES, LINEAGE
from openssi.vocabulary.indicator import Indicator, Procedure
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL
from openssi.vocabulary.quality import CompilationFacts

SUBMISSION = "submission"
"""Kind of the input that a figure on the process rests on: a submission as a whole."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a procedure gives: a value in the unit of its indicator, and what was divided by what."""

    value: float
    numerator: float | None = None
    denominator: float | None = None


def completeness(facts: CompilationFacts) -> Measured | None:
    """Required cells with a value or a reason, per 100 required cells."""
    return _per_hundred(facts.counts.answered, facts.counts.asked)


def timeliness(facts: CompilationFacts) -> Measured:
    """Days from the end of the reference year to the first acceptance."""
    return Measured(float(facts.days_to_accept))


def estimated_share(facts: CompilationFacts) -> Measured | None:
    """Cells with a number of status E or I, per 100 cells with a number."""
    return _per_hundred(facts.counts.estimated, facts.counts.cells)


def mean_revision(facts: CompilationFacts) -> Measured | None:
    """Mean of the absolute revisions in per cent, of the free cells of the first and the last version.

    None where there is one version only: nothing was revised, and nothing says that nothing needed to be.
    """
    return Measured(100 * fmean(map(abs, facts.revisions))) if facts.revisions else None


def queries_per_100_cells(facts: CompilationFacts) -> Measured | None:
    """Queries that went to the country, per 100 cells with a number; none where the answers came as a file."""
    queries = facts.counts.queries
    return _per_hundred(queries.sent, facts.counts.cells) if queries is not None else None


def days_to_answer(facts: CompilationFacts) -> Measured | None:
    """Median of the days from the sending of a query to the first answer."""
    queries = facts.counts.queries
    return Measured(queries.median_days) if queries is not None and queries.median_days is not None else None


def _per_hundred(part: int, whole: int) -> Measured | None:
    return Measured(100 * part / whole, float(part), float(whole)) if whole else None


PROCEDURES: Mapping[Procedure, Callable[[CompilationFacts], Measured | None]] = MappingProxyType(
    {
        "completeness": completeness,
        "timeliness": timeliness,
        "estimated_share": estimated_share,
        "mean_revision": mean_revision,
        "queries_per_100_cells": queries_per_100_cells,
        "days_to_answer": days_to_answer,
    }
)
"""Procedures that give a figure of a country. The observed share (`observed_share`) is stored with each aggregate."""


def quality_tables(facts: Iterable[CompilationFacts], indicators: Sequence[Indicator]) -> tuple[pa.Table, pa.Table]:
    """Return rows of COUNTRY_VALUES on the quality of the compilation, and their lineage.

    Args:
        facts: One for each accepted submission.
        indicators: Those that no procedure of a country computes are passed over.
    """
    made = [(each, indicator, found) for each in facts for indicator, found in _measured(each, indicators)]
    values = table_of(COUNTRY_VALUES, [_value_row(*each) for each in made])
    return values, table_of(LINEAGE, [_link(each, indicator) for each, indicator, _ in made])


def _measured(facts: CompilationFacts, indicators: Sequence[Indicator]) -> Iterator[tuple[Indicator, Measured]]:
    for indicator in indicators:
        procedure = PROCEDURES.get(indicator.procedure) if indicator.procedure else None
        found = procedure(facts) if procedure is not None else None
        if found is not None:
            yield indicator, found


def _value_id(facts: CompilationFacts, indicator: Indicator) -> str:
    return ".".join((indicator.id, facts.ref_area, str(facts.year), TOTAL, TOTAL))


def _value_row(facts: CompilationFacts, indicator: Indicator, found: Measured) -> Row:
    return {
        "value_id": _value_id(facts, indicator),
        "indicator": indicator.id,
        "ref_area": facts.ref_area,
        "sex": TOTAL,
        "breakdown": TOTAL,
        "time_period": facts.year,
        "value": found.value,
        "value_computed": found.value,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "numerator_id": "",
        "denominator_id": "",
        "method": indicator.procedure,
        "obs_status": "A",
        "nature": "C",
        "footnote": "",
        "source": "",
        "origin": "inquiry",
        "series_value_id": "",
        "terms": 0,
        "terms_missing": 0,
        "note": "",
    }


def _link(facts: CompilationFacts, indicator: Indicator) -> Row:
    return {
        "ref_area": facts.ref_area,
        "output_id": _value_id(facts, indicator),
        "input_id": facts.submission,
        "input_kind": SUBMISSION,
        "role": SUBMISSION,
        "part_group": "",
        "scheme": NOT_APPLICABLE,
        "benefit": NOT_APPLICABLE,
        "amount": float(facts.vintages),
        "reason": "",
        "sequence": 1,
    }
