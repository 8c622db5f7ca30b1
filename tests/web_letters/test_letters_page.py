"""The page of letters says what waits and why, to those who look after the country."""

from typing import Any

import pytest
from django.test import Client

from openssi_web.rounds.actions import fire_timers
from openssi_web.rounds.clock.calendars import days_of
from openssi_web.rounds.letters.models import Letter
from openssi_web.rounds.letters.outbox import send_due
from web_letters.conftest import SignedIn
from web_letters.mail_server import MailServer
from web_moves.people import Everybody

pytestmark = pytest.mark.django_db

PAGE = "/en/round/QMA/2024/letters"


@pytest.fixture
def reminded(people: Everybody, mail_server: MailServer) -> Everybody:
    fire_timers(people.draft, days_of(people.draft.round)["reminder_1"])
    return people


def text_of(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_server_that_is_down_is_seen_with_its_cause(
    reminded: Everybody, signed_in: SignedIn, mail_server: MailServer
) -> None:
    mail_server.close()
    send_due()
    for who in (reminded.cleo, reminded.teo):
        text = text_of(signed_in(who))
        assert "2 letters wait to be sent." in text
        assert "The mail server could not be reached" in text
        assert "tried once, next try" in text
        assert "First reminder" in text
        workspace = text_of(signed_in(who), "/en/round/QMA/2024/")
        assert "2 letters wait to be sent." in workspace
        assert PAGE in workspace


def test_addresses_are_the_coordinators_to_see(reminded: Everybody, signed_in: SignedIn) -> None:
    assert reminded.ana.email in text_of(signed_in(reminded.cleo))
    assert reminded.ana.email not in text_of(signed_in(reminded.teo))


def test_others_read_a_sentence_and_people_abroad_find_no_page(reminded: Everybody, signed_in: SignedIn) -> None:
    number = Letter.objects.latest("pk").pk
    for who in (reminded.ana, reminded.noa):
        client = signed_in(who)
        text = text_of(client)
        assert "are looked after by its national coordinator" in text
        assert "First reminder" not in text
        assert "letters wait" not in text_of(client, "/en/round/QMA/2024/")
        assert client.post(PAGE, {"letter": number, "seen": 1}).status_code == 422
        assert client.post(PAGE, {"letter": 10**12, "seen": 1}).status_code == 422
    abroad = signed_in(reminded.bo)
    assert abroad.get(PAGE).status_code == 404
    assert abroad.post(PAGE, {"letter": number, "seen": 1}).status_code == 404


def test_a_stopped_letter_is_sent_again_once(reminded: Everybody, signed_in: SignedIn, mail_server: MailServer) -> None:
    mail_server.mood = "refuses_reader"
    send_due()
    letter, client = Letter.objects.get(person=reminded.ana), signed_in(reminded.cleo)
    text = text_of(client)
    assert "2 letters were not sent, or perhaps not." in text
    assert "Send again: First reminder, Ana Silo" in text
    assert "550 5.1.1 &lt;…&gt; nobody of that name" in text
    form = {"letter": letter.pk, "seen": 1}
    answer = client.post(PAGE, form)
    assert (answer.status_code, "The letter is sent again." in text_of(client, answer["Location"])) == (303, True)
    again: Any = client.post(PAGE, form)
    assert (again.status_code, "would make two of it" in again.content.decode()) == (422, True)
    mail_server.mood = "takes"
    send_due()
    assert [each["To"] for each in mail_server.letters] == [reminded.ana.email]
    assert "1 letter was sent." in text_of(client)


@pytest.mark.parametrize("number", ["0", "x", "999999", "99999999999999999999"])
def test_a_letter_that_is_none_is_said(reminded: Everybody, signed_in: SignedIn, number: str) -> None:
    answer = signed_in(reminded.cleo).post(PAGE, {"letter": number, "seen": "1"})
    assert (answer.status_code, "There is no letter with the number" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_speaks_every_language(reminded: Everybody, signed_in: SignedIn, language: str) -> None:
    text = text_of(signed_in(reminded.cleo), f"/{language}/round/QMA/2024/letters")
    assert "{" not in text.partition("<main")[2]


def test_before_any_letter_it_says_so(people: Everybody, signed_in: SignedIn) -> None:
    assert "No letter was written yet." in text_of(signed_in(people.cleo))
