"""Findings of the answers as they are now, those of one cell, and what the country says of them."""

import pytest
from django.http import Http404

from openssi.collect.workbook_keys import CellKey
from openssi.store import Workspace
from openssi.vocabulary.rule import Finding
from openssi_web.rounds.actions import explain_finding
from openssi_web.rounds.answers.findings import cell_of, explanations_of, findings_of, findings_of_cell
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import inquiry
from web_rounds.cast import PENSIONERS, RECEIPTS, WOMEN, Cast, codes, make_cast, person, save, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(world: Workspace) -> Cast:
    made = make_cast()
    saved(save(made.ana, made.draft, CellKey("B.FUNC", "QMA01", "QMA01-01"), "OLD", "a0"))
    saved(save(made.ana, made.draft, PENSIONERS, "5000", "a1"))
    saved(save(made.ana, made.draft, WOMEN, "6000", "a2"))
    saved(save(made.ana, made.draft, WOMEN._replace(sex="M"), "10", "a3"))
    return made


def asking(cast: Cast) -> Finding:
    """A finding of the pensioners that asks for an explanation."""
    found = findings_of(inquiry(), cast.draft)
    return next(each for each in found if each.severity == "W" and each.state == "open" and each.scheme == "QMA01")


def test_the_rules_of_a_cell_find_what_the_rules_of_the_submission_find_there(cast: Cast) -> None:
    of_cell = findings_of_cell(inquiry(), cast.draft, PENSIONERS)
    assert "B.REC" in {each.item for each in of_cell}
    whole = {each.id: each for each in findings_of(inquiry(), cast.draft)}
    assert {each.id: each for each in of_cell} == {each.id: whole[each.id] for each in of_cell}


def test_a_cell_without_a_fault_has_no_finding_of_its_own(cast: Cast) -> None:
    before = {each.id for each in findings_of_cell(inquiry(), cast.draft, RECEIPTS)}
    saved(save(cast.ana, cast.draft, WOMEN, "4990", "b", based_on=1))
    of_cell = findings_of_cell(inquiry(), cast.draft, WOMEN)
    # The table of recipients states no source, which is no fault of the cell.
    assert {each.rule for each in of_cell if each.severity == "E" and each.item == "B.REC"} == {"R015"}
    assert {each.id for each in findings_of_cell(inquiry(), cast.draft, RECEIPTS)} == before


def test_the_cell_of_a_finding_is_its_key(cast: Cast) -> None:
    assert {cell_of(each) for each in findings_of_cell(inquiry(), cast.draft, WOMEN) if each.item == "B.REC"} & {
        PENSIONERS,
        WOMEN,
    }
    assert all(isinstance(cell_of(each), CellKey) for each in findings_of(inquiry(), cast.draft))


def test_an_explanation_stays_with_its_finding_and_the_latest_counts(cast: Cast) -> None:
    found = asking(cast)
    first = saved(explain_finding(cast.ana, cast.draft, found.id, "A new law.", "", "e1"))
    again = saved(explain_finding(cast.ana, cast.draft, found.id, "A new law.", "", "e1"))
    assert (again.repeated, again.entry) == (True, first.entry)
    saved(explain_finding(cast.cleo, cast.draft, found.id, "A new law of 2024.", "", "e2"))
    assert explanations_of(cast.draft)[found.id].text == "A new law of 2024."
    told = {each.id: each for each in findings_of(inquiry(), cast.draft)}[found.id]
    assert (told.state, told.explanation) == ("explained", "A new law of 2024.")
    assert cast.draft.explanations.count() == 2


def test_what_is_said_of_a_finding_is_checked(cast: Cast) -> None:
    found = asking(cast)
    assert codes(explain_finding(cast.ana, cast.draft, found.id, " ", "", "e1")) == ["ROUND_EXPLANATION_EMPTY"]
    assert codes(explain_finding(cast.ana, cast.draft, found.id, "So.", "NOT_ONE", "e2")) == ["ROUND_CODE_UNKNOWN"]
    assert codes(explain_finding(cast.ana, cast.draft, "R999@x", "So.", "", "e3")) == ["ROUND_FINDING_UNKNOWN"]
    blocking = next(each for each in findings_of(inquiry(), cast.draft) if each.severity == "E")
    assert codes(explain_finding(cast.ana, cast.draft, blocking.id, "So.", "", "e4")) == ["ROUND_FINDING_UNKNOWN"]
    assert codes(explain_finding(cast.teo, cast.draft, found.id, "So.", "", "e5")) == ["ROUND_CELL_OF_OTHERS"]
    with pytest.raises(Http404):
        explain_finding(cast.bo, cast.draft, found.id, "So.", "", "e6")
    elsewhere = person("Ivo Karr", ("RESP", "QMA", ["QMA02"]))
    assert codes(explain_finding(elsewhere, cast.draft, found.id, "So.", "", "e8")) == ["ROUND_FINDING_UNKNOWN"]
    SubmissionDraft.objects.update(state="SUBMITTED")
    assert codes(explain_finding(cast.ana, cast.draft, found.id, "So.", "", "e7")) == ["ROUND_NOT_OPEN"]
