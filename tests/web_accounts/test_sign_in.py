"""Who comes in, who does not, and what is said."""

import pytest
from django.core.cache import cache
from django.test import Client

from openssi.vocabulary.text import LANGUAGES, Language
from openssi_web.accounts import actions
from openssi_web.accounts.models import Person
from web_accounts.conftest import PASSWORD, said, sign_in

ADDRESS = {"login": "ana@silo.example"}
pytestmark = pytest.mark.django_db


def test_address_and_password_let_in_and_lead_to_the_work(browser: Client, ana: Person) -> None:
    answer = browser.post("/fr/sign-in", {"login": " Ana@Silo.Example", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/fr/work")
    assert browser.get("/fr/account").status_code == 200


def test_a_page_that_was_asked_for_is_shown_after_sign_in(browser: Client, ana: Person) -> None:
    asked = browser.get("/fr/account")
    assert asked["Location"] == "/fr/sign-in?next=/fr/account"
    shown = browser.get(asked["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/fr/account">' in shown
    assert sign_in(browser, following="/fr/account")["Location"] == "/fr/account"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "work"]
)
def test_nobody_is_led_to_another_site(browser: Client, ana: Person, elsewhere: str) -> None:
    assert sign_in(browser, following=elsewhere)["Location"] == "/en/work"
    assert browser.get("/en/sign-in", {"next": elsewhere})["Location"] == "/en/work"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_password_and_an_unknown_address_are_told_alike(
    browser: Client, ana: Person, language: Language
) -> None:
    for typed in ({**ADDRESS, "password": "wrong"}, {"login": "nobody@nowhere.example", "password": PASSWORD}):
        answer = browser.post(f"/{language}/sign-in", typed)
        assert answer.status_code == 200
        assert said("SIGN_IN_WRONG", language) in answer.content.decode()
        assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"login": "", "password": ""}, "FIELD_EMPTY"),
        ({"login": "ana", "password": "x"}, "ADDRESS_UNFIT"),
        ({**ADDRESS, "password": "a\0b"}, "FIELD_UNREADABLE"),
        ({"login": "a\0@silo.example", "password": "x"}, "ADDRESS_UNFIT"),
        ({"login": "a" * 2000 + "@silo.example", "password": "x"}, "ADDRESS_UNFIT"),
        ({**ADDRESS, "password": "x" * 1_000_000}, "SIGN_IN_WRONG"),
    ],
)
def test_whatever_is_typed_is_answered_in_a_sentence(
    browser: Client, ana: Person, typed: dict[str, str], code: str
) -> None:
    answer = browser.post("/en/sign-in", typed)
    assert answer.status_code == 200
    assert said(code) in answer.content.decode()


def test_after_five_wrong_passwords_even_the_right_one_waits(browser: Client, ana: Person) -> None:
    for _ in range(5):
        sign_in(browser, "wrong")
    answer = sign_in(Client(REMOTE_ADDR="192.0.2.9"))
    assert "There were too many tries in a short time." in answer.content.decode()
    cache.clear()
    assert sign_in(browser).status_code == 302


def test_one_machine_that_tries_many_addresses_is_stopped(browser: Client, ana: Person) -> None:
    answers = [
        browser.post("/en/sign-in", {"login": f"a{number}@silo.example", "password": "x"}) for number in range(31)
    ]
    assert "There were too many tries" in answers[10].content.decode()
    assert answers[30].status_code == 429
    assert "TOO_MANY_TRIES" in answers[30].content.decode()


def test_the_session_gets_a_new_key_at_sign_in(browser: Client, ana: Person) -> None:
    browser.get("/en/account/second-factor", follow=True)
    session = browser.session
    session["begun"] = True
    session.save()
    browser.cookies["sessionid"] = session.session_key
    before = session.session_key
    sign_in(browser)
    assert browser.session.session_key != before
    assert not Client(headers={"Cookie": f"sessionid={before}"}).session.get("_auth_user_id")


def test_the_cookie_of_the_session_is_kept_from_scripts_and_that_of_forms_is_not(browser: Client, ana: Person) -> None:
    browser.get("/en/sign-in")
    sign_in(browser)
    session, token = browser.cookies["sessionid"], browser.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], session["max-age"]) == (True, "Lax", 14 * 24 * 3600)
    assert (token["httponly"], token["samesite"]) == ("", "Lax")


def test_a_session_is_prolonged_once_a_day(browser: Client, ana: Person) -> None:
    sign_in(browser)
    assert "sessionid" not in browser.get("/en/account").cookies
    session = browser.session
    session["seen_on"] = "2024-01-01"
    session.save()
    assert browser.get("/en/account").cookies["sessionid"]["max-age"] == 14 * 24 * 3600


def test_signing_out_needs_the_button(browser: Client, ana: Person) -> None:
    sign_in(browser)
    assert browser.get("/fr/sign-out")["Location"] == "/fr/account"
    assert browser.get("/fr/account").status_code == 200
    assert browser.post("/fr/sign-out")["Location"] == "/fr/"
    assert browser.get("/fr/account").status_code == 302


def test_a_form_without_its_token_is_refused_in_a_sentence(ana: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/es/sign-in", {**ADDRESS, "password": PASSWORD})
    assert answer.status_code == 403
    assert "La página estuvo abierta demasiado tiempo" in answer.content.decode()
    assert "FORM_EXPIRED" in answer.content.decode()
    as_script = strict.post("/es/sign-in", "{}", content_type="application/json")
    assert (as_script.status_code, as_script.json()) == (401, {})


def test_a_person_whose_account_is_closed_is_out_at_once(browser: Client, ana: Person) -> None:
    sign_in(browser)
    actions.close_person(ana)
    assert browser.get("/en/account")["Location"].startswith("/en/sign-in")
    assert "No account has this address" in sign_in(browser).content.decode()
    actions.open_person(ana)
    assert browser.get("/en/account").status_code == 302
    assert "No account has this address" in sign_in(browser).content.decode()


def test_an_account_that_is_closed_between_two_steps_does_not_open(browser: Client, ana: Person) -> None:
    Person.objects.filter(pk=ana.pk).update(is_active=False)
    answer = browser.post("/en/sign-in", {**ADDRESS, "password": PASSWORD}, follow=True)
    assert answer.status_code == 403
    assert "SIGN_IN_WRONG" in answer.content.decode()
    assert "_auth_user_id" not in browser.session


def test_nobody_registers_alone(browser: Client) -> None:
    for address in ("/en/sign-up", "/en/signup", "/accounts/signup/", "/en/account/email"):
        assert browser.get(address).status_code == 404
