"""The second step: turned on, asked for, used once, replaced by recovery codes, turned off."""

import base64
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from openssi_web.accounts import actions
from openssi_web.accounts.models import Person
from web_accounts.conftest import PASSWORD, Mails, said, sign_in

PERIOD = 30
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def halted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still, so that a code holds as long as a test takes."""
    now = time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)


@pytest.fixture(autouse=True)
def _emptied(transactional_db: None) -> object:
    """Records are not removed but by a test."""
    yield
    from importlib import import_module

    from django.db import connection

    guards = import_module("openssi_web.accounts.migrations.0002_append_only").GUARDS
    with connection.cursor() as cursor:
        for each in guards.reversal(connection.vendor):
            cursor.execute(each)
        cursor.execute("DELETE FROM accounts_personchange")
        for each in guards.statements(connection.vendor):
            cursor.execute(each)


def code_of(secret: str, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later))


def turn_on(browser: Client) -> str:
    """Turn the second step on; return the secret of the app."""
    asked = browser.get("/en/account/second-factor")
    assert asked["Location"] == "/en/account/confirm?next=%2Fen%2Faccount%2Fsecond-factor"
    browser.post(asked["Location"], {"password": PASSWORD})
    page = browser.get("/en/account/second-factor").content.decode()
    found = re.search(r'<code class="secret">(\w+)</code>', page)
    assert found
    answer = browser.post("/en/account/second-factor", {"code": code_of(found.group(1))})
    assert answer["Location"] == "/en/account/recovery-codes"
    return found.group(1)


def recovery_codes(browser: Client) -> list[str]:
    return re.findall(r"<li><code>(\d{8})</code>", browser.get("/en/account/recovery-codes").content.decode())


def second_step(code: str, address: str = "192.0.2.7") -> tuple[Client, object]:
    """Sign in with the password elsewhere, and type a code."""
    elsewhere = Client(REMOTE_ADDR=address)
    assert sign_in(elsewhere, following="/en/account")["Location"].startswith("/en/sign-in/code")
    assert "_auth_user_id" not in elsewhere.session
    return elsewhere, elsewhere.post("/en/sign-in/code", {"code": code})


def test_the_picture_is_a_drawing_of_this_page_alone(browser: Client, ana: Person) -> None:
    sign_in(browser)
    browser.post("/en/account/confirm?next=/en/account/second-factor", {"password": PASSWORD})
    page = browser.get("/en/account/second-factor").content.decode()
    drawn = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert drawn
    assert b"<svg" in base64.b64decode(drawn.group(1))


def test_after_the_password_a_code_is_asked_for(browser: Client, ana: Person, mails: Mails) -> None:
    sign_in(browser)
    secret = turn_on(browser)
    assert [each.subject for each in mails()] == ["OpenSSI: the second step was turned on"]
    cache.clear()
    elsewhere, answer = second_step(code_of(secret))
    assert answer["Location"] == "/en/account"
    assert "The second step is on" in elsewhere.get("/en/account").content.decode()
    assert [each.action for each in ana.changes.order_by("pk")] == ["second_factor_on"]


def test_a_wrong_code_lets_nobody_in(browser: Client, ana: Person) -> None:
    sign_in(browser)
    secret = turn_on(browser)
    for code in ("", "000000", "x" * 100_000, "1\x002", code_of(secret, 9)):
        elsewhere, answer = second_step(code)
        assert answer.status_code == 200
        assert 'id="code-problem"' in answer.content.decode()
        assert "_auth_user_id" not in elsewhere.session
        cache.clear()


def test_a_code_is_used_once(browser: Client, ana: Person) -> None:
    sign_in(browser)
    secret = turn_on(browser)
    cache.clear()
    _, first = second_step(code_of(secret))
    elsewhere, second = second_step(code_of(secret))
    assert (first.status_code, second.status_code) == (302, 200)
    assert said("CODE_WRONG") in second.content.decode()
    assert "_auth_user_id" not in elsewhere.session


def test_codes_cannot_be_tried_out(browser: Client, ana: Person) -> None:
    sign_in(browser)
    secret = turn_on(browser)
    cache.clear()
    elsewhere, _ = second_step("000000")
    for _ in range(5):
        elsewhere.post("/en/sign-in/code", {"code": "000000"})
    answer = elsewhere.post("/en/sign-in/code", {"code": code_of(secret)})
    assert said("TOO_MANY_TRIES") in answer.content.decode()
    assert "_auth_user_id" not in elsewhere.session


def test_a_recovery_code_lets_in_once(browser: Client, ana: Person) -> None:
    sign_in(browser)
    turn_on(browser)
    codes = recovery_codes(browser)
    assert len(codes) == 10
    _, first = second_step(codes[0])
    _, second = second_step(codes[0])
    assert (first.status_code, second.status_code) == (302, 200)
    assert codes[0] not in recovery_codes(browser)
    browser.post("/en/account/recovery-codes/new")
    assert not set(codes) & set(recovery_codes(browser))


def test_a_stranger_at_the_desk_cannot_turn_it_off(browser: Client, ana: Person) -> None:
    sign_in(browser)
    turn_on(browser)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    for address in ("second-factor/off", "recovery-codes", "recovery-codes/new"):
        assert browser.get(f"/fr/account/{address}")["Location"].startswith("/fr/account/confirm")
    assert browser.post("/fr/account/second-factor/off")["Location"].startswith("/fr/account/confirm")
    wrong = browser.post("/fr/account/confirm?next=/fr/account", {"password": "wrong"})
    assert said("PASSWORD_WRONG", "fr") in wrong.content.decode()
    assert Authenticator.objects.filter(user=ana, type="totp").exists()


def test_it_is_turned_off_with_its_recovery_codes(browser: Client, ana: Person, mails: Mails) -> None:
    sign_in(browser)
    turn_on(browser)
    assert browser.get("/en/account/second-factor")["Location"] == "/en/account/second-factor/off"
    answer = browser.post("/en/account/second-factor/off", follow=True)
    assert "The second step is off." in answer.content.decode()
    assert not Authenticator.objects.filter(user=ana).exists()
    assert [each.action for each in ana.changes.order_by("pk")] == ["second_factor_on", "second_factor_off"]
    assert mails()[-1].subject == "OpenSSI: the second step was turned off"


def test_a_link_to_set_a_password_does_not_go_around_it(browser: Client, ana: Person) -> None:
    from openssi_web.accounts.links import password_path

    sign_in(browser)
    turn_on(browser)
    elsewhere = Client()
    ana.refresh_from_db()
    page = elsewhere.get(password_path(ana))["Location"]
    new = "ladder cloud pepper nine"
    answer = elsewhere.post(page, {"password1": new, "password2": new})
    assert answer["Location"] == "/en/sign-in/code"
    assert "_auth_user_id" not in elsewhere.session


def test_it_is_removed_for_somebody_who_lost_the_phone(browser: Client, ana: Person) -> None:
    sign_in(browser)
    turn_on(browser)
    assert actions.remove_second_factor(ana)
    assert not actions.remove_second_factor(ana)
    assert sign_in(Client())["Location"] == "/en/work"
