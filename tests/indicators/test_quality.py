"""The quality of the compilation, from facts that can be checked by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.indicators.quality import (
    PROCEDURES,
    completeness,
    days_to_answer,
    estimated_share,
    mean_revision,
    quality_tables,
    queries_per_100_cells,
    timeliness,
)
from openssi.vocabulary.quality import CompilationCounts, CompilationFacts, QueriesAsked

COUNTS = CompilationCounts(asked=400, answered=380, cells=1200, estimated=30)
FACTS = CompilationFacts(
    ref_area="QMA", year=2023, counts=COUNTS, days_to_accept=182, vintages=2, revisions=(), submission="QMA-2023"
)
ASKED = replace(FACTS, counts=replace(COUNTS, queries=QueriesAsked(18, 3.0)))


def value(found: object) -> float | None:
    return getattr(found, "value", None)


def test_completeness_is_answered_by_required_cells() -> None:
    found = completeness(FACTS)
    assert found is not None
    assert (found.value, found.numerator, found.denominator) == (95.0, 380.0, 400.0)


def test_a_form_that_requires_nothing_has_no_completeness() -> None:
    assert completeness(replace(FACTS, counts=replace(COUNTS, asked=0, answered=0))) is None


def test_days_shares_and_revisions_are_those_of_the_method_page() -> None:
    assert timeliness(FACTS).value == 182
    assert value(estimated_share(FACTS)) == 2.5
    assert value(mean_revision(replace(FACTS, revisions=(0.1, 0.0, -0.05)))) == pytest.approx(5)
    assert value(queries_per_100_cells(ASKED)) == 1.5
    assert value(days_to_answer(ASKED)) == 3


def test_one_version_has_no_revision_and_files_have_no_queries() -> None:
    assert mean_revision(FACTS) is None
    assert queries_per_100_cells(FACTS) is None
    assert days_to_answer(FACTS) is None


def test_no_query_is_a_zero_and_has_no_days() -> None:
    nothing = replace(FACTS, counts=replace(COUNTS, queries=QueriesAsked(0)))
    assert value(queries_per_100_cells(nothing)) == 0
    assert days_to_answer(nothing) is None


@given(st.lists(st.floats(-1, 10, allow_nan=False), min_size=1, max_size=30))
def test_a_mean_revision_lies_between_the_least_and_the_greatest(revisions: list[float]) -> None:
    found = value(mean_revision(replace(FACTS, revisions=tuple(revisions))))
    sizes = [100 * abs(each) for each in revisions]
    assert found is not None
    assert min(sizes) - 1e-6 <= found <= max(sizes) + 1e-6


def test_counts_are_read_as_they_were_kept() -> None:
    for each in (FACTS.counts, ASKED.counts, replace(COUNTS, queries=QueriesAsked(0))):
        assert CompilationCounts.of_record(each.as_record()) == each


def test_rows_carry_their_procedure_and_rest_on_the_submission() -> None:
    indicators = tuple(load().indicators.values())
    values, lineage = (table.to_pylist() for table in quality_tables([ASKED], indicators))
    assert {row["indicator"]: row["method"] for row in values} == {
        "QUALITY_COMPLETENESS": "completeness",
        "QUALITY_TIMELINESS": "timeliness",
        "QUALITY_ESTIMATED": "estimated_share",
        "QUALITY_QUERIES": "queries_per_100_cells",
        "QUALITY_DAYS_TO_ANSWER": "days_to_answer",
    }
    assert {row["value_id"] for row in values} == {row["output_id"] for row in lineage}
    assert {(row["input_id"], row["input_kind"], row["ref_area"]) for row in lineage} == {
        ("QMA-2023", "submission", "QMA")
    }


def test_every_procedure_that_is_declared_is_there_and_none_is_idle() -> None:
    declared = {each.procedure for each in load().indicators.values() if each.procedure}
    assert declared == {*PROCEDURES, "observed_share"}
