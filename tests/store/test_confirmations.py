"""A version that waits for its country is kept from releases; the one before stands in its place."""

from decimal import Decimal
from pathlib import Path

from openssi.engine import table_of
from openssi.store import Submissions, Workspace
from openssi.store.decisions import keep_corrected
from openssi.vocabulary.confirmation import Confirmation, Dissent, Waiting
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from store.test_submissions import READ, answers, saved

MORNING = "2026-01-02T00:00:00+00:00"
DISSENT = Dissent(
    kind="cell",
    figure="QMA.2023.H_COV_OLD._Z._Z._T._T._Z._Z",
    value=Decimal("12.345678901"),
    unit="persons",
    explanation="Le registre a été corrigé.",
    language="fr",
    objected_on="2026-01-05",
)
AGREED = Confirmation(is_awaited=False, how="agree", on="2026-01-06", dissents=(DISSENT,))


def accept(submissions: Submissions, value: int, *, awaited: bool = False) -> None:
    submissions.accept(READ, answers(value), [], MORNING, awaited=awaited)


def values(submissions: Submissions) -> list[Decimal]:
    table = submissions.releasable_table("observations")
    return [] if table is None else table.column("value").to_pylist()


def test_a_version_that_nobody_asked_about_is_released_at_once(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    accept(submissions, 10)
    assert values(submissions) == [10]
    assert submissions.waiting() == ()
    assert not (tmp_path / "confirmations").exists()


def test_a_version_that_waits_is_not_released(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    accept(submissions, 10, awaited=True)
    assert values(submissions) == []
    assert submissions.waiting() == (Waiting(submission="QMA-2023", vintage=1, published=0),)
    assert submissions.accepted_observations("QMA", [2023])[0].value == 10


def test_the_version_before_stands_in_its_place(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    accept(submissions, 10)
    accept(submissions, 11, awaited=True)
    accept(submissions, 12, awaited=True)
    assert values(submissions) == [10]
    assert submissions.releasable("QMA-2023")["vintage"] == 1
    assert submissions.waiting() == (Waiting(submission="QMA-2023", vintage=3, published=1),)


def test_a_version_that_was_let_go_is_released(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    accept(submissions, 10)
    accept(submissions, 11, awaited=True)
    submissions.confirmations.keep("QMA-2023", 2, AGREED)
    assert values(submissions) == [11]
    assert submissions.waiting() == ()


def test_what_is_recorded_comes_back_exactly(tmp_path: Path) -> None:
    confirmations = saved(tmp_path).confirmations
    confirmations.keep("QMA-2023", 1, AGREED)
    assert confirmations.of("QMA-2023", 1) == AGREED


def test_a_version_of_a_round_by_files_is_released_whatever_an_attempt_left(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    left = Confirmation(is_awaited=True, how="accept", on="2026-01-01")
    submissions.confirmations.keep("QMA-2023", 1, left)
    accept(submissions, 10)
    assert values(submissions) == [10]


def test_a_correction_waits_with_what_it_corrects(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    accept(submissions, 10)
    accept(submissions, 11, awaited=True)
    assert keep_corrected(submissions, "QMA-2023", answers(12), ["C1"]) == 3
    assert values(submissions) == [10]


def test_a_correction_keeps_the_values_side_by_side(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    accept(submissions, 11, awaited=True)
    submissions.confirmations.keep("QMA-2023", 1, AGREED)
    assert keep_corrected(submissions, "QMA-2023", answers(12), ["C1"]) == 2
    assert submissions.confirmations.of("QMA-2023", 2).dissents == (DISSENT,)
    assert values(submissions) == [12]


def test_the_computation_is_due_again_when_a_version_is_let_go_and_not_when_it_waits(tmp_path: Path) -> None:
    reference = {"areas": table_of(AREAS), "groups": table_of(GROUPS), "members": table_of(MEMBERS)}
    workspace = Workspace.create(tmp_path / "world", "demonstration", reference)
    workspace.submissions.save(READ, answers(10), None)
    accept(workspace.submissions, 10)
    before = workspace.inputs_fingerprint()
    accept(workspace.submissions, 11, awaited=True)
    assert workspace.inputs_fingerprint() == before
    workspace.submissions.confirmations.keep("QMA-2023", 2, AGREED)
    assert workspace.inputs_fingerprint() != before
