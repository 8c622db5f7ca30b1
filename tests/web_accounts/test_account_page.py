"""One's own account, and what the frame of the pages shows of it."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from openssi_web.accounts.models import Person
from web_rounds.cast import person

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]


def test_the_account_says_who_one_is_in_three_languages(ana: Person, signed_in: SignedIn) -> None:
    browser = signed_in(ana)
    for language, head, role in (
        ("en", "Your account", "respondent"),
        ("fr", "Votre compte", "répondant"),
        ("es", "Su cuenta", "informante"),
    ):
        page = browser.get(f"/{language}/account").content.decode()
        assert all(each in page for each in (head, role, "QMA", "QMA01", "Ana Silo", "ana@silo.example")), language
        assert f'<a href="/{language}/account">Ana Silo</a>' in page
        assert f'action="/{language}/sign-out"' in page


def test_name_and_language_are_changed_by_the_person_alone(ana: Person, signed_in: SignedIn) -> None:
    browser, bo = signed_in(ana), person("Bo Marr", ("COORD", "QMB", []))
    answer = browser.post("/en/account", {"name": "  Ana  Silo-Marr ", "language": "fr"}, follow=True)
    assert "Name and language were saved." in answer.content.decode()
    ana.refresh_from_db()
    assert (ana.name, ana.language) == ("Ana Silo-Marr", "fr")
    change = ana.changes.get()
    assert (change.by, change.detail) == (ana, {"fields": ["name", "language"], "before": {"language": "en"}})
    assert change.former.name == "Ana Silo"
    bo.refresh_from_db()
    assert bo.name == "Bo Marr"


@pytest.mark.parametrize("name", ["", " ", "a\0b", "x" * 201, "a\u202eb"])
def test_a_name_that_cannot_stand_beside_answers_is_refused(ana: Person, signed_in: SignedIn, name: str) -> None:
    answer = signed_in(ana).post("/fr/account", {"name": name, "language": "fr"})
    assert 'id="name-problem">Le nom est vide' in answer.content.decode()
    ana.refresh_from_db()
    assert (ana.name, ana.language) == ("Ana Silo", "en")


def test_an_unknown_language_becomes_english(ana: Person, signed_in: SignedIn) -> None:
    signed_in(ana).post("/en/account", {"name": "Ana Silo", "language": "xx"})
    ana.refresh_from_db()
    assert ana.language == "en"


def test_what_is_typed_is_shown_as_text(ana: Person, signed_in: SignedIn) -> None:
    browser = signed_in(ana)
    browser.post("/en/account", {"name": "<script>alert(1)</script>", "language": "en"})
    assert "<script>alert" not in browser.get("/en/account").content.decode()


@pytest.mark.parametrize(
    "address", ["account", "account/password", "account/second-factor/off", "account/recovery-codes", "account/confirm"]
)
def test_a_stranger_is_led_to_the_sign_in(browser: Client, address: str) -> None:
    answer = browser.get(f"/es/{address}")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/es/sign-in")


@pytest.mark.parametrize(
    "address", ["sign-in", "password", "password/sent", "account", "account/password", "account/confirm"]
)
def test_no_page_of_an_account_is_kept_by_the_browser(ana: Person, signed_in: SignedIn, address: str) -> None:
    browser = Client() if address in {"sign-in", "password", "password/sent"} else signed_in(ana)
    answer = browser.get(f"/en/{address}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert " style=" not in answer.content.decode()


def test_django_finds_nothing_to_complain_of() -> None:
    call_command("check", fail_level="WARNING")
