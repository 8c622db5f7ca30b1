"""A release holds what countries have confirmed, says which of them wait, and shows both values where they disagree."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import OpenSSI
from openssi.definitions import load
from openssi.run.computation import Computation
from openssi.run.inquiry import Inquiry
from openssi.run.site import ReleaseSite
from openssi.store import Workspace
from openssi.store.confirmations import RELEASED
from openssi.vocabulary.confirmation import Confirmation, Dissent, Waiting

OLD_AGE = "SDG_1_3_1_OLD_AGE.QMA.2023._T._T"


def dissent(figure: str, value: str, kind: str = "indicator") -> Dissent:
    return Dissent(
        kind=kind,  # type: ignore[arg-type]
        figure=figure,
        value=Decimal(value),
        unit="PT",
        explanation="The register was corrected in March.",
        language="en",
        objected_on="2026-08-02",
        answer="The correction cannot be reproduced.",
        answered_on="2026-08-20",
    )


@pytest.fixture
def workspace(own_demonstration: Path) -> Workspace:
    """QMA has answered 2023 a second time, and has not confirmed it."""
    workspace = Workspace.open(own_demonstration)
    inquiry = Inquiry(workspace, load())
    submission = inquiry.submission("QMA", 2023)
    answers = workspace.submissions.accepted_observations("QMA", [2023])
    total = next(each for each in answers if each.item == "H.COV_OLD" and each.sex == "_T")
    changed = [replace(each, value=Decimal(1000)) if each is total else each for each in answers]
    workspace.submissions.accept(submission, changed, (), "2026-07-20T00:00:00+00:00", awaited=True)
    return workspace


def value(site: ReleaseSite, figure: str) -> float:
    (row,) = site.latest().connection().rows("FROM country_values WHERE value_id = $1", [figure])
    return float(row["value"])


def released(workspace: Workspace) -> ReleaseSite:
    Computation(workspace, load()).release()
    return ReleaseSite(workspace.root)


def test_what_waits_is_left_out_and_named_in_the_manifest(workspace: Workspace) -> None:
    before = value(ReleaseSite(workspace.root), OLD_AGE)
    site = released(workspace)
    assert value(site, OLD_AGE) == before
    (waiting,) = site.latest().release.waiting
    latest = workspace.submissions.accepted("QMA-2023").record()["vintage"]
    assert waiting == Waiting(submission="QMA-2023", vintage=latest, published=latest - 1)
    sources = [each for each in site.latest().release.sources if each["file"].startswith("QMA-2023")]
    assert len(sources) == 1


def test_what_was_let_go_is_in_the_next_release_and_both_values_beside_it(workspace: Workspace) -> None:
    before = value(ReleaseSite(workspace.root), OLD_AGE)
    vintage = int(workspace.submissions.accepted("QMA-2023").record()["vintage"])
    hidden, unknown = dissent("SDG_1_3_1_OLD_AGE.QMZ.2023._T._T", "1"), dissent("QMA.2023.NOBODY", "2", "cell")
    told = (dissent(OLD_AGE, "41.25"), hidden, unknown)
    confirmation = Confirmation(is_awaited=False, how="publish_side_by_side", on="2026-08-20", dissents=told)
    workspace.submissions.confirmations.keep("QMA-2023", vintage, confirmation)
    site = released(workspace)
    assert site.latest().release.waiting == ()
    assert value(site, OLD_AGE) != before
    (row,) = site.latest().connection().rows("FROM side_by_side")
    assert (row["figure_id"], row["country_value"], row["vintage"]) == (OLD_AGE, Decimal("41.25"), vintage)
    assert row["published_value"] == value(site, OLD_AGE)
    assert (row["country_explanation"], row["compiler_explanation"]) == (told[0].explanation, told[0].answer)


def test_a_cell_that_is_not_free_is_not_told_by_the_objection_to_it(workspace: Workspace) -> None:
    submissions = workspace.submissions
    answers = submissions.accepted_observations("QMA", [2023])
    total = next(each for each in answers if each.item == "H.COV_OLD" and each.sex == "_T")
    closed = [replace(each, conf_status="C") if each.item == total.item else each for each in answers]
    made = submissions.accept(Inquiry(workspace, load()).submission("QMA", 2023), closed, (), "2026-07-21")
    said = Confirmation(is_awaited=False, how="agree", on="", dissents=(dissent(total.id, "5", "cell"),))
    submissions.confirmations.keep("QMA-2023", made.vintage, said)
    assert released(workspace).latest().connection().rows("FROM side_by_side") == []


def test_the_command_says_who_waits(workspace: Workspace, openssi: OpenSSI) -> None:
    code, said, _ = openssi("release", "--workspace", workspace.root)
    assert code == 0
    assert "QMA-2023" in said
    assert "has not been confirmed" in said


def test_a_round_by_files_is_released_at_once(own_demonstration: Path) -> None:
    submissions = Workspace.open(own_demonstration).submissions
    assert submissions.waiting() == ()
    assert submissions.confirmations.of("QMA-2023", 1) == RELEASED
