"""The workspace offers what can be done now, carries it out when it is sent, and says why it was refused."""

from uuid import uuid4

import pytest
from django.http import HttpResponse

from openssi.vocabulary.text import LANGUAGES
from openssi_web.accounts.models import Person
from openssi_web.rounds.moves.moving import last_transition
from openssi_web.rounds.moves.transitions import states
from web_moves.conftest import SignedIn
from web_moves.people import Everybody, answered, do, done, in_state, signed, submitted

AT = "/en/round/QMA/2024/"


def send(signed_in: SignedIn, who: Person, people: Everybody, action: str, **data: str) -> HttpResponse:
    sent = {"do": action, "key": uuid4().hex, "seen": str(last_transition(people.draft)), **data}
    answer = signed_in(who).post(f"{AT}move", sent)
    assert isinstance(answer, HttpResponse)
    return answer


def page(signed_in: SignedIn, who: Person, language: str = "en") -> str:
    answer = signed_in(who).get(AT.replace("/en/", f"/{language}/"))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_button_stands_where_the_step_can_be_taken_and_its_reason_where_not_yet(
    people: Everybody, signed_in: SignedIn
) -> None:
    in_state(people, "UNDER_VALIDATION")
    shown = page(signed_in, people.vera)
    assert 'name="do" value="accept"' in shown
    shown = page(signed_in, people.max)
    assert 'name="do" value="accept"' not in shown
    assert "You are desk officer of this country as well" in shown


def test_a_step_that_was_sent_is_taken_and_said(people: Everybody, signed_in: SignedIn) -> None:
    answered(people)
    signed(people)
    answer = send(signed_in, people.cleo, people, "submit")
    assert (answer.status_code, people.state) == (303, "SUBMITTED")
    shown = signed_in(people.cleo).get(answer.headers["Location"].partition("#")[0]).content.decode()
    assert "Done. The country has submitted its answers." in shown
    assert "Recall the submission" in shown


def test_the_other_side_reads_what_was_done_and_why(people: Everybody, signed_in: SignedIn) -> None:
    answered(people)
    signed(people)
    done(do(people.cleo, people.draft, "return_to_institutions", reason="<b>Transfers</b> are missing."))
    shown = page(signed_in, people.ana)
    assert "The coordinator has returned answers for correction. Cleo Dane" in shown
    assert "&lt;b&gt;Transfers&lt;/b&gt; are missing." in shown


def test_a_step_without_its_reason_is_refused_with_what_was_typed(people: Everybody, signed_in: SignedIn) -> None:
    submitted(people)
    answer = send(signed_in, people.cleo, people, "recall", reason=" ")
    assert (answer.status_code, people.state) == (422, "SUBMITTED")
    assert "This step needs a reason" in answer.content.decode()


def test_a_page_from_before_something_happened_does_nothing(people: Everybody, signed_in: SignedIn) -> None:
    submitted(people)
    seen = str(last_transition(people.draft))
    done(do(people.teo, people.draft, "start_validation"))
    answer = send(signed_in, people.cleo, people, "recall", reason="One figure.", seen=seen)
    assert (answer.status_code, people.state) == (422, "UNDER_VALIDATION")


@pytest.mark.parametrize("name", ["ana", "pia", "noa", "teo", "vera"])
def test_a_wrong_role_is_told_whose_step_it_is(people: Everybody, signed_in: SignedIn, name: str) -> None:
    answered(people)
    signed(people)
    answer = send(signed_in, getattr(people, name), people, "submit")
    assert (answer.status_code, people.state) == (422, "NATIONAL_REVIEW")
    assert "it is taken by: COORD" in answer.content.decode()


def test_somebody_of_another_country_finds_nothing(people: Everybody, signed_in: SignedIn) -> None:
    assert send(signed_in, people.bo, people, "ready").status_code == 404
    assert signed_in(people.bo).get(AT).status_code == 404


def test_nothing_is_done_by_opening_an_address(people: Everybody, signed_in: SignedIn) -> None:
    assert signed_in(people.cleo).get(f"{AT}move").status_code == 405


@pytest.mark.parametrize("seen", ["", "x", "9" * 30, "-1"])
def test_an_odd_number_of_what_was_seen_does_nothing(people: Everybody, signed_in: SignedIn, seen: str) -> None:
    answered(people)
    assert send(signed_in, people.ana, people, "ready", seen=seen).status_code == 422
    assert people.state == "IN_PROGRESS"


def test_a_respondent_sees_the_parts_that_are_the_own_ones(people: Everybody, signed_in: SignedIn) -> None:
    answered(people)
    done(do(people.ana, people.draft, "ready"))
    shown = page(signed_in, people.ana)
    assert "ready: Ana Silo" in shown
    panel = shown.partition('id="moves"')[2].partition("</section>")[0]
    assert "Family Aid" not in panel
    assert "Family Aid" in page(signed_in, people.cleo).partition('id="moves"')[2].partition("</section>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_has_its_words_in_every_language(people: Everybody, signed_in: SignedIn, language: str) -> None:
    from django.utils.html import escape

    in_state(people, "COUNTRY_CONFIRMATION")
    shown = page(signed_in, people.cleo, language)
    for move in states().moves_from("COUNTRY_CONFIRMATION", "button"):
        assert move.button is not None
        assert escape(move.button.in_language(language)) in shown  # type: ignore[arg-type]
