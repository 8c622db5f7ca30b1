"""The country confirms a proposal or enters another number, and says how it counts each person once."""

import pytest
from django.test import Client

from openssi.collect.workbook_keys import CellKey
from openssi_web.rounds.models import Entry, SubmissionDraft
from web_rounds.cast import Cast, person
from web_totals.pensions import (
    METHOD,
    OLD,
    OVERLAP,
    PAGE,
    SECOND,
    form,
    has_form,
    number,
    opened,
    put,
    signed_in,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_a_confirmed_proposal_is_in_its_cell_as_an_estimate_with_method_and_bounds(
    cast: Cast, browser_of: Client
) -> None:
    sent = form(opened(browser_of, cast.cleo), "confirm", OLD)
    answer = browser_of.post(PAGE, sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?saved=H.COV_OLD#t-H-COV_OLD")
    note = "Proposal confirmed: overlap not known, middle of the bounds, between 70 and 100."
    assert number(cast.draft, OLD) == ("85", "E", "CONFIRMED", note)
    page = browser_of.get(answer["Location"])
    assert "Saved." in page.content.decode()
    assert "Confirmed as proposed." in text_of(page)
    assert not has_form(page, "confirm", OLD)
    assert Entry.objects.order_by("-pk")[0].role == "COORD"


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("fr", "Proposition confirmée\u00a0: chevauchement inconnu, milieu des bornes, entre 70 et 100."),
        ("es", "Propuesta confirmada: solapamiento desconocido, punto medio de las cotas, entre 70 y 100."),
    ],
)
def test_the_note_is_in_the_language_of_the_page(cast: Cast, browser_of: Client, language: str, note: str) -> None:
    page = PAGE.replace("/en/", f"/{language}/")
    browser_of.post(page, form(opened(browser_of, cast.cleo, page), "confirm", OLD))
    assert number(cast.draft, OLD)[3] == note


def test_where_the_overlap_is_known_the_number_is_no_estimate(cast: Cast, browser_of: Client) -> None:
    put(cast, METHOD, "PARTITION")
    put(cast, SECOND, "20")
    browser_of.post(PAGE, form(opened(browser_of, cast.cleo), "confirm", OLD))
    note = "Proposal confirmed: sum of disjoint parts, between 70 and 90."
    assert number(cast.draft, OLD) == ("90", "", "CONFIRMED", note)


def test_a_part_of_a_total_is_confirmed_as_such(cast: Cast, browser_of: Client) -> None:
    put(cast, SECOND, "")
    browser_of.post(PAGE, form(opened(browser_of, cast.cleo), "confirm", OLD))
    note = "Proposal confirmed: a single part; 1 of 2 parts known, between 70 and 100."
    assert number(cast.draft, OLD) == ("70", "U", "CONFIRMED", note)


def test_what_the_country_had_noted_stays_and_is_not_doubled(cast: Cast, browser_of: Client) -> None:
    put(cast, OLD, "95", note="New law of 2024.")
    browser_of.post(PAGE, form(opened(browser_of, cast.cleo), "confirm", OLD))
    put(cast, SECOND, "20")
    page = opened(browser_of, cast.cleo)
    assert "The proposal has changed since it was confirmed" in text_of(page)
    browser_of.post(PAGE, form(page, "confirm", OLD))
    note = "Proposal confirmed: overlap not known, middle of the bounds, between 70 and 90.\nNew law of 2024."
    assert number(cast.draft, OLD) == ("80", "E", "CONFIRMED", note)


def test_in_thousands_the_proposal_is_the_same_number_of_persons(cast: Cast, browser_of: Client) -> None:
    put(cast, CellKey("N.PERS_MULT"), "3")
    page = opened(browser_of, cast.cleo)
    assert "Persons, in thousands" in text_of(page)
    browser_of.post(PAGE, form(page, "confirm", OLD))
    row = cast.draft.current.select_related("answer").get(**OLD._asdict()).answer
    assert (row.number, row.unit_mult, row.value.scaleb(3)) == ("0.085", 3, 85)


def test_confirming_twice_is_confirming_once(cast: Cast, browser_of: Client) -> None:
    put(cast, OLD, "", status="L")
    sent = form(opened(browser_of, cast.cleo), "confirm", OLD)
    answers = [browser_of.post(PAGE, sent).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert cast.draft.versions.filter(**OLD._asdict()).count() == 2
    assert number(cast.draft, OLD)[:3] == ("85", "E", "CONFIRMED")


def test_a_proposal_that_changed_since_the_page_was_seen_is_not_confirmed(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "confirm", OLD)
    put(cast, SECOND, "20")
    answer = browser_of.post(PAGE, sent)
    assert answer.status_code == 422  # ROUND_PROPOSAL_CHANGED
    said = text_of(answer)
    assert "was 85 on the page that you saw and is 80 now" in said
    assert number(cast.draft, OLD) == ("", "", "", "")
    assert browser_of.post(PAGE, form(answer, "confirm", OLD)).status_code == 302
    assert number(cast.draft, OLD)[0] == "80"


def test_what_a_person_sends_as_the_proposal_is_not_believed(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "confirm", OLD)
    assert browser_of.post(PAGE, {**sent, "proposed": "99"}).status_code == 422
    assert browser_of.post(PAGE, {**sent, "cell": "H.COV_OLD|QMA01|_Z|_T|_T|_Z|_Z"}).status_code == 404
    assert browser_of.post(PAGE, {**sent, "do": "delete"}).status_code == 404
    assert number(cast.draft, OLD)[0] == ""


# Another number


def test_another_number_is_saved_with_its_reason(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "correct", OLD)
    answer = browser_of.post(PAGE, {**sent, "value": "95", "reason": "Register of 31 December."})
    assert answer.status_code == 302
    assert number(cast.draft, OLD) == ("95", "", "", "Register of 31 December.")


def test_another_number_after_a_confirmation_takes_status_and_note_away(cast: Cast, browser_of: Client) -> None:
    browser_of.post(PAGE, form(opened(browser_of, cast.cleo), "confirm", OLD))
    sent = form(browser_of.get(PAGE), "correct", OLD)
    assert (sent["value"], sent["reason"]) == ("85", "")
    browser_of.post(PAGE, {**sent, "value": "95", "reason": "Counted."})
    assert number(cast.draft, OLD) == ("95", "", "", "Counted.")


def test_without_a_reason_it_is_not_saved_and_stays_in_its_field(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "correct", OLD)
    answer = browser_of.post(PAGE, {**sent, "value": "95"})
    assert answer.status_code == 422  # ROUND_TOTAL_WITHOUT_REASON
    assert "differs from the proposal, 85, and nothing says why" in text_of(answer)
    assert form(answer, "correct", OLD)["value"] == "95"
    assert number(cast.draft, OLD)[0] == ""


def test_the_proposal_itself_needs_no_reason(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "correct", OLD)
    assert browser_of.post(PAGE, {**sent, "value": " 85 "}).status_code == 302
    assert number(cast.draft, OLD) == ("85", "", "", "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("eighty", "“eighty” stands where a number"),
        ("1e400", "“1e400”"),
        ("9" * 10_000, "10000 characters"),
        ("<script>", "<script>"),
    ],
)
def test_what_is_no_number_is_refused_at_its_place(cast: Cast, browser_of: Client, typed: str, words: str) -> None:
    sent = form(opened(browser_of, cast.cleo), "correct", OLD)
    answer = browser_of.post(PAGE, {**sent, "value": typed, "reason": "So."})
    assert answer.status_code == 422
    assert "Not saved." in text_of(answer)
    assert words in text_of(answer)
    assert "<script>" not in answer.content.decode().partition("<main")[2]


# Two people


def test_the_second_of_two_people_sees_both_values_and_decides(cast: Cast, browser_of: Client) -> None:
    dora = person("Dora Dane", ("COORD", "QMA", []))
    sent = form(opened(browser_of, dora), "confirm", OLD)
    put(cast, OLD, "95", who=cast.cleo)
    answer = browser_of.post(PAGE, sent)
    assert answer.status_code == 409
    said = text_of(answer)
    assert "Somebody changed this value meanwhile" in said
    assert "Yours is 85. Cleo Dane entered 95 at" in said
    assert "Keep theirs: 95" in said
    assert number(cast.draft, OLD)[0] == "95"
    again = next(each for each in [form(answer, "confirm", OLD)] if each["request"].endswith("-again"))
    assert browser_of.post(PAGE, again).status_code == 302
    assert number(cast.draft, OLD)[:3] == ("85", "E", "CONFIRMED")


def test_another_number_meets_another_number(cast: Cast, browser_of: Client) -> None:
    dora = person("Dora Dane", ("COORD", "QMA", []))
    sent = form(opened(browser_of, dora), "correct", OLD)
    put(cast, OLD, "95", who=cast.cleo)
    answer = browser_of.post(PAGE, {**sent, "value": "90", "reason": "Counted."})
    assert answer.status_code == 409
    assert browser_of.post(PAGE, form(answer, "correct", OLD)).status_code == 302
    assert number(cast.draft, OLD) == ("90", "", "", "Counted.")


# The method


def test_method_and_overlap_are_answered_here_and_the_proposal_follows(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "method", METHOD)
    answer = browser_of.post(PAGE, {**sent, str(METHOD): "LINK", str(OVERLAP): "50"})
    assert answer["Location"] == f"{PAGE}?saved=H.DEDUP#method"
    assert number(cast.draft, OVERLAP)[0] == "50"
    said = text_of(browser_of.get(PAGE))
    assert "Proposed 100" in said
    assert "Overlap taken: QMA01 + QMA02 50%." in said
    assert "The parts together, less the overlaps that are known: they leave one number." in said


def test_a_rate_without_a_method_that_takes_it_is_said(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "method", METHOD)
    browser_of.post(PAGE, {**sent, str(OVERLAP): "50"})
    page = browser_of.get(PAGE)
    assert "Overlap rates are given, and the method does not take them." in text_of(page, "method")
    assert "Overlap given, and not taken by the method: QMA01 + QMA02 50%." in text_of(page)


def test_what_was_not_touched_is_not_saved(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "method", METHOD)
    before = Entry.objects.count()
    assert browser_of.post(PAGE, sent).status_code == 302
    assert Entry.objects.count() == before


def test_an_overlap_that_is_no_number_is_refused_and_stays(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "method", METHOD)
    answer = browser_of.post(PAGE, {**sent, str(METHOD): "LINK", str(OVERLAP): "most"})
    assert answer.status_code == 422
    kept = form(answer, "method", METHOD)
    assert (kept[str(METHOD)], kept[str(OVERLAP)]) == ("LINK", "most")
    assert number(cast.draft, OVERLAP)[0] == ""


def test_two_people_say_how_persons_are_counted(cast: Cast, browser_of: Client) -> None:
    dora = person("Dora Dane", ("COORD", "QMA", []))
    sent = form(opened(browser_of, dora), "method", METHOD)
    put(cast, OVERLAP, "50", who=cast.cleo)
    answer = browser_of.post(PAGE, {**sent, str(OVERLAP): "75"})
    assert answer.status_code == 409
    assert "Yours is 75. Cleo Dane entered 50 at" in text_of(answer, "method")
    assert browser_of.post(PAGE, form(answer, "method", METHOD)).status_code == 302
    assert number(cast.draft, OVERLAP)[0] == "75"


# Who may not


@pytest.mark.parametrize("action", ["confirm", "correct"])
def test_the_reviewer_is_told_that_others_answer(cast: Cast, browser_of: Client, action: str) -> None:
    sent = form(opened(browser_of, cast.cleo), action, OLD)
    answer = signed_in(browser_of, cast.teo).post(PAGE, {**sent, "value": "95", "reason": "So."})
    assert answer.status_code == 422
    assert number(cast.draft, OLD)[0] == ""


def test_the_respondent_confirms_nothing(cast: Cast, browser_of: Client) -> None:
    page = opened(browser_of, cast.cleo)
    confirm, correct, method = (form(page, *each) for each in (("confirm", OLD), ("correct", OLD), ("method", METHOD)))
    ana = signed_in(browser_of, cast.ana)
    assert ana.post(PAGE, confirm).status_code == 404
    refused = [ana.post(PAGE, {**correct, "value": "95"}), ana.post(PAGE, {**method, str(METHOD): "LINK"})]
    assert [each.status_code for each in refused] == [422, 422]
    assert not any("85" in text_of(each) for each in refused)
    assert [number(cast.draft, key)[0] for key in (OLD, METHOD)] == ["", ""]


def test_for_somebody_from_another_country_there_is_nothing_to_save(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "confirm", OLD)
    assert signed_in(browser_of, cast.bo).post(PAGE, sent).status_code == 404
    assert number(cast.draft, OLD)[0] == ""


def test_a_submission_that_is_on_its_way_is_read_only(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "confirm", OLD)
    SubmissionDraft.objects.update(state="SUBMITTED")
    assert browser_of.post(PAGE, sent).status_code == 422
    page = opened(browser_of, cast.cleo)
    assert not has_form(page, "confirm", OLD)
    assert "in the state SUBMITTED" in page.content.decode()
