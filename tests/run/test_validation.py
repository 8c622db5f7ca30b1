"""From answers to acceptance: explanations with a reason, revisions, the year after."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from openssi.definitions import Definitions, load
from openssi.run.inquiry import Inquiry
from openssi.run.validation import Explanation
from openssi.store import Workspace
from openssi.vocabulary.errors import FixTheAnswer
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint, Submission

RULES = frozenset({"R066", "R098", "R103", "R104", "R105"})
Round = Callable[[int, Iterable[Observation]], Submission]


def told(item: str, value: int | str, year: int, benefit: str = "_Z", **marks: str) -> Observation:
    return Observation(
        ref_area="QMA",
        item=item,
        time_period=year,
        scheme="QMA01" if benefit != "_Z" else "_Z",
        benefit=benefit,
        value=Decimal(value) if isinstance(value, int) else None,
        text_value=value if isinstance(value, str) else None,
        **marks,  # type: ignore[arg-type]  # marks are texts
    )


def pensions(year: int, covered: int, recipients: int = 1000, **marks: str) -> list[Observation]:
    return [
        told("H.COV_OLD", covered, year),
        told("X.POP_PENAGE", 1000, year),
        told("B.FUNC", "OLD", year, "QMA01-01"),
        told("B.REC", recipients, year, "QMA01-01", **marks),
    ]


@pytest.fixture
def inquiry(tmp_path: Path) -> Inquiry:
    few = Definitions(load().root)
    # A submission of four cells is incomplete; here it is looked at by a few rules only.
    vars(few)["rules"] = tuple(each for each in load().rules if each.id in RULES)
    return Inquiry(Workspace.create(tmp_path / "world", "demonstration", {}), few)


@pytest.fixture
def hand_in(inquiry: Inquiry) -> Round:
    def of_year(year: int, answers: Iterable[Observation]) -> Submission:
        fingerprint = Fingerprint("QMA", year, "2026.2", "en", "v0")
        submission = Submission(fingerprint=fingerprint, file="f", sha256=str(year), state="read", read_at="")
        inquiry.workspace.submissions.save(submission, answers, None)
        return submission

    return of_year


def only(findings: Iterable[Finding], rule: str) -> Finding:
    (found,) = (each for each in findings if each.rule == rule)
    return found


def test_an_explanation_stays_with_the_finding_and_answers_it_the_year_after(inquiry: Inquiry, hand_in: Round) -> None:
    first = hand_in(2022, pensions(2022, 1100))
    _, findings = inquiry.accept(first, {"R066": Explanation("paid abroad", "REAL")})
    assert only(findings, "R066").explanation_reason == "REAL"
    again = only(inquiry.validate(hand_in(2023, pensions(2023, 1105))), "R066")
    assert (again.state, again.explanation, again.explained_in) == ("explained", "paid abroad", 2022)
    assert only(inquiry.validate(hand_in(2023, pensions(2023, 1200))), "R066").state == "open"


def test_one_finding_can_be_explained_by_its_id(inquiry: Inquiry, hand_in: Round) -> None:
    submission = hand_in(2022, pensions(2022, 1100))
    finding = only(inquiry.validate(submission), "R066")
    _, findings = inquiry.accept(submission, {finding.id: Explanation("paid abroad")})
    assert only(findings, "R066").explanation == "paid abroad"


def test_a_jump_that_is_explained_by_a_method_needs_its_break(inquiry: Inquiry, hand_in: Round) -> None:
    inquiry.accept(hand_in(2022, pensions(2022, 900, 1000)), {})
    jump = {"R098": Explanation("new register", "method")}
    with pytest.raises(FixTheAnswer) as caught:
        inquiry.accept(hand_in(2023, pensions(2023, 900, 2000)), jump)
    assert [each.values["rule"] for each in caught.value.problems] == ["R103"]
    marked = hand_in(2023, pensions(2023, 900, 2000, obs_status="B", note="new register"))
    assert inquiry.accept(marked, jump)[0].vintage == 1


def test_a_figure_that_was_accepted_is_changed_with_a_reason_only(inquiry: Inquiry, hand_in: Round) -> None:
    inquiry.accept(hand_in(2022, pensions(2022, 900)), {})
    changed = [replace(each, value=Decimal(920)) if each.item == "H.COV_OLD" else each for each in pensions(2022, 900)]
    with pytest.raises(FixTheAnswer) as caught:
        inquiry.accept(hand_in(2022, changed), {})
    assert [each.values["rule"] for each in caught.value.problems] == ["R104"]
    assert inquiry.accept(hand_in(2022, changed), {}, "late")[0].vintage == 2


def test_a_large_revision_is_confirmed_by_a_second_reader(inquiry: Inquiry, hand_in: Round) -> None:
    inquiry.accept(hand_in(2022, pensions(2022, 900)), {})
    with pytest.raises(FixTheAnswer) as caught:
        inquiry.accept(hand_in(2022, pensions(2022, 500)), {}, "ERROR")
    assert [each.values["rule"] for each in caught.value.problems] == ["R105"]
    confirmed = {"R105": Explanation("confirmed by Ilse Varn, desk officer")}
    assert inquiry.accept(hand_in(2022, pensions(2022, 500)), confirmed, "ERROR")[0].vintage == 2
