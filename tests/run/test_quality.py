"""The quality of the compilation of the demonstration, and of answers that were revised."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.run.computation import Computation
from openssi.run.inquiry import Inquiry
from openssi.run.lineage.explain import Explainer, FigureKey
from openssi.run.quality import CompilationQuality
from openssi.run.quality_summary import quality_in_words
from openssi.run.site import ReleaseSite
from openssi.store import Workspace
from openssi.vocabulary.quality import CompilationFacts, QueriesAsked


def facts_of(root: Path, submission: str) -> CompilationFacts:
    quality = CompilationQuality(Workspace.open(root), load())
    return next(each for each in quality.facts() if each.submission == submission)


def test_what_was_counted_at_acceptance_is_what_would_be_counted_now(demonstration: Path) -> None:
    workspace = Workspace.open(demonstration)
    inquiry, submissions = Inquiry(workspace, load()), workspace.submissions
    facts = facts_of(demonstration, "QMA-2023")
    answers = submissions.accepted_observations("QMA", [2023])
    assert facts.counts == inquiry.counts(inquiry.submission("QMA", 2023), answers)
    assert 0 < facts.counts.answered <= facts.counts.asked
    assert facts.counts.queries is None


def test_every_accepted_submission_of_a_release_has_its_quality(demonstration: Path) -> None:
    site = ReleaseSite(demonstration, load())
    connection = site.latest().connection()
    rows = connection.rows("FROM country_values WHERE indicator = 'QUALITY_COMPLETENESS'")
    accepted = set(Workspace.open(demonstration).submissions.accepted_ids())
    assert {f"{row['ref_area']}-{row['time_period']}" for row in rows} == accepted
    assert all(0 < row["value"] <= 100 for row in rows)
    figure = FigureKey(indicator="QUALITY_COMPLETENESS", year=2023)
    node = Explainer(connection, load(), "en").country(figure, "QMA")
    assert "procedure completeness" in node.operation
    assert [(each.kind, each.id) for each in node.children] == [("submission", "QMA-2023")]
    site.close()


def test_a_second_version_is_compared_with_the_first_and_confidential_cells_are_not(own_demonstration: Path) -> None:
    workspace = Workspace.open(own_demonstration)
    submissions = workspace.submissions
    answers = [each for each in submissions.accepted_observations("QMA", [2023]) if each.value]
    changed = [
        replace(each, value=each.value * Decimal("1.1"), conf_status="C" if number else "F")  # type: ignore[operator]
        for number, each in enumerate(answers[:2])
    ]
    submission = submissions.find("QMA-2023")
    assert submission is not None
    submissions.accept(submission, [*changed, *answers[2:]], (), "2027-01-31T00:00:00+00:00")
    facts = facts_of(own_demonstration, "QMA-2023")
    assert facts.vintages == 2
    assert len(facts.revisions) == len(answers) - 1
    assert sum(facts.revisions) == pytest.approx(0.1)


def test_queries_are_kept_with_the_version_that_they_led_to(own_demonstration: Path) -> None:
    inquiry = Inquiry(Workspace.open(own_demonstration), load())
    inquiry.accept(inquiry.submission("QMA", 2023), {}, "ERROR", queries=QueriesAsked(4, 2.5))
    assert facts_of(own_demonstration, "QMA-2023").counts.queries == QueriesAsked(4, 2.5)


def test_computing_twice_gives_each_figure_once(own_demonstration: Path) -> None:
    computation = Computation(Workspace.open(own_demonstration), load())
    first = computation.compute()["country_values"]
    second = computation.compute()["country_values"]
    assert len(set(second.column("value_id").to_pylist())) == second.num_rows == first.num_rows


def test_the_quality_is_told_in_a_sentence(demonstration: Path) -> None:
    values = Computation(Workspace.open(demonstration), load()).computed()["country_values"]
    said = quality_in_words(values, load(), "en")
    assert said.startswith("Quality of the compilation, medians of the submissions: Completeness ")
    assert quality_in_words(values.slice(0, 0), load(), "fr") == ""
