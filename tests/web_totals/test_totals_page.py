"""The page of national totals: who sees which parts and proposals, and what is said of them."""

from decimal import Decimal

import pytest
from django.test import Client

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.text import LANGUAGES
from openssi_web.rounds.forms.totals import entered_as, totals_of
from openssi_web.rounds.workspace import inquiry
from web_rounds.cast import Cast
from web_totals.pensions import FIRST, METHOD, OLD, OVERLAP, PAGE, SECOND, WOMEN, form, has_form, opened, put, text_of

pytestmark = pytest.mark.django_db


def test_the_coordinator_sees_parts_bounds_and_proposal(cast: Cast, browser_of: Client) -> None:
    said = text_of(opened(browser_of, cast.cleo))
    for words in (
        "Old-age pension (QMA01-01), Pension Fund 70",
        "Family aid (QMA02-01), Family Aid 60",
        "Proposed 85",
        "Bounds 70 to 100",
        "Reported nothing yet",
        "Population at or above statutory pensionable age",
        "The overlap is not known: the proposal is the middle of the bounds",
        "Confirm 85",
    ):
        assert words in said, words


def test_every_total_of_the_form_is_there(cast: Cast, browser_of: Client) -> None:
    page = opened(browser_of, cast.cleo).content.decode()
    items = ("ANY", "CHILD", "MAT", "DIS", "UNE", "INJ", "OLD", "OLD_C", "OLD_NC",
        "VULN", "POOR", "SICK", "HEALTH", "SURV", "WA_C", "C")  # fmt: skip
    assert all(f'id="t-H-COV_{item}"' in page for item in items)
    assert 'id="t-H-DEN_VULN"' in page


def test_a_part_leads_to_its_cell_in_the_form(cast: Cast, browser_of: Client) -> None:
    page = opened(browser_of, cast.cleo).content.decode()
    assert f'href="/en/round/QMA/{cast.draft.round.year}/QMA02/F2#s-QMA02-01"' in page


def test_the_respondent_sees_the_own_parts_and_no_figure_made_of_others(cast: Cast, browser_of: Client) -> None:
    put(cast, OLD, "95")
    response = opened(browser_of, cast.ana)
    said = text_of(response)
    assert "Pension Fund 70" in said
    assert "Reported 95" in said
    assert "1 part of a scheme that is not yours" in said
    assert "The proposal is made of figures of other schemes." in said
    for hidden in ("Family", "60", "85", "100", "Bounds"):
        assert hidden not in said, hidden
    assert "QMA02" not in response.content.decode()
    assert not has_form(response, "confirm", OLD)


def test_neither_note_nor_finding_gives_hidden_figures_away(cast: Cast, browser_of: Client) -> None:
    browser_of.post(PAGE, form(opened(browser_of, cast.cleo), "confirm", OLD))
    put(cast, SECOND, "50")
    put(cast, CellKey("H.COV_OLD_C"), "99")
    put(cast, CellKey("H.COV_ANY"), "5")
    assert "R060" in text_of(opened(browser_of, cast.cleo), "t-H-COV_ANY")
    response = opened(browser_of, cast.ana)
    assert "between 70 and 100" not in response.content.decode()
    assert "R060" not in text_of(response, "t-H-COV_ANY")
    assert "nothing reported yet" in text_of(response, "t-H-COV_OLD_NC")


def test_the_respondent_sees_a_proposal_that_is_made_of_the_own_schemes(cast: Cast, browser_of: Client) -> None:
    assert "Proposed 70" in text_of(opened(browser_of, cast.ana), "t-H-COV_OLD_C")


def test_a_total_made_of_hidden_ones_is_hidden(cast: Cast, browser_of: Client) -> None:
    assert "The proposal is made of figures of other schemes." in text_of(
        opened(browser_of, cast.ana), "t-H-COV_OLD_NC"
    )


def test_the_reviewer_reads_everything_and_changes_nothing(cast: Cast, browser_of: Client) -> None:
    response = opened(browser_of, cast.teo)
    assert "Proposed 85" in text_of(response)
    assert "you read these totals" in response.content.decode().lower()
    assert not any(has_form(response, action, OLD) for action in ("confirm", "correct"))
    assert not has_form(response, "method", METHOD)


def test_for_somebody_from_another_country_there_is_no_page(cast: Cast, browser_of: Client) -> None:
    browser_of.force_login(cast.bo)
    assert browser_of.get(PAGE).status_code == 404
    assert browser_of.post(PAGE, {"do": "confirm"}).status_code == 404


def test_nobody_reads_it_without_signing_in(cast: Cast, browser_of: Client) -> None:
    assert cast.draft.pk
    assert browser_of.get(PAGE).status_code == 302
    browser_of.force_login(cast.cleo)
    assert browser_of.delete(PAGE).status_code == 405


def test_a_part_without_a_figure_is_missing_with_a_way_to_its_cell(cast: Cast, browser_of: Client) -> None:
    put(cast, SECOND, "")
    response = opened(browser_of, cast.cleo)
    said = text_of(response)
    assert "1 of the 2 parts that count have a figure" in said
    assert "(status U)" in said
    assert "at least 70; parts are missing" in said
    assert 'F2#s-QMA02-01">missing</a>' in response.content.decode()


def test_a_report_is_compared_with_the_proposal_and_the_bounds(cast: Cast, browser_of: Client) -> None:
    put(cast, OLD, "95")
    said = text_of(opened(browser_of, cast.cleo))
    assert "Reported less proposed +10 (+11.8%)" in said
    assert "The reported number lies within the bounds." in said
    put(cast, OLD, "69")
    assert "The reported number lies outside the bounds" in text_of(opened(browser_of, cast.cleo))
    put(cast, SECOND, "")
    put(cast, OLD, "120")
    assert "The reported number lies" not in text_of(opened(browser_of, cast.cleo))


def test_the_checks_stand_at_their_total(cast: Cast, browser_of: Client) -> None:
    put(cast, OLD, "60")
    put(cast, CellKey("H.COV_OLD_C"), "70")
    said = text_of(opened(browser_of, cast.cleo), "t-H-COV_OLD_C")
    assert "Must be corrected before submission." in said
    assert "R087" in said
    assert "Please either correct the one or the other." in said


def test_overlap_rates_are_asked_of_pairs_that_have_parts_in_one_total(cast: Cast, browser_of: Client) -> None:
    totals = totals_of(inquiry(), cast.draft)
    pairs = {cell.key: items for cell, items in totals.overlaps}
    assert OVERLAP in pairs
    assert "H.COV_OLD" in pairs[OVERLAP]
    response = opened(browser_of, cast.cleo)
    assert "Pension Fund (QMA01) and Family Aid (QMA02)" in text_of(response, "method")


def test_a_scheme_that_counts_in_no_common_total_makes_no_pair(cast: Cast) -> None:
    put(cast, SECOND._replace(item="B.CONTIG"), "CHILD")
    assert not totals_of(inquiry(), cast.draft).overlaps


def test_the_core_form_asks_no_overlap_rates(cast: Cast, browser_of: Client) -> None:
    type(cast.draft).objects.update(form="core")
    said = text_of(opened(browser_of, cast.cleo), "method")
    assert "The core form does not ask for overlap rates." in said
    assert 'id="t-H-COV_HEALTH"' not in opened(browser_of, cast.cleo).content.decode()


def test_women_are_proposed_from_what_is_known_of_women(cast: Cast, browser_of: Client) -> None:
    put(cast, FIRST._replace(sex="F"), "30")
    put(cast, SECOND._replace(sex="F"), "0")
    totals = totals_of(inquiry(), cast.draft)
    found = totals.of_cell(WOMEN)
    assert found is not None
    proposal = found[1].proposal
    assert proposal is not None
    assert proposal.persons == 30
    assert "Confirm 30 , Persons above pensionable age receiving a pension, Women" in text_of(
        opened(browser_of, cast.cleo)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_three_languages(cast: Cast, browser_of: Client, language: str) -> None:
    response = opened(browser_of, cast.cleo, PAGE.replace("/en/", f"/{language}/"))
    page = response.content.decode()
    assert f'<html lang="{language}">' in page
    assert {"en": "Confirm 85", "fr": "Confirmer 85", "es": "Confirmar 85"}[language] in page
    assert "{" not in text_of(response)


def test_nothing_stands_on_the_page_that_was_typed_as_markup(cast: Cast, browser_of: Client) -> None:
    put(cast, OLD, "95", note="<script>alert(1)</script>")
    page = opened(browser_of, cast.cleo).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("persons", "power", "typed"),
    [("85", 0, "85"), ("1234567", 3, "1234.5670"), ("123456", 3, "123.4560"), ("5000", 3, "5.0000"), ("0", 0, "0")],
)
def test_a_proposal_is_entered_so_that_it_has_one_meaning(persons: str, power: int, typed: str) -> None:
    assert entered_as(Decimal(persons), power) == typed
