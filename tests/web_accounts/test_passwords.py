"""Passwords: first, forgotten, changed, weak."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from openssi.vocabulary.errors import FixTheFile
from openssi_web.accounts import actions
from openssi_web.accounts.links import password_path
from openssi_web.accounts.models import Person
from openssi_web.accounts.passwords import weakness
from web_accounts.conftest import PASSWORD, Mails, link_in, said, sign_in

NEW = "ladder cloud pepper nine"
pytestmark = pytest.mark.django_db


def follow(browser: Client, link: str) -> str:
    """Open a link; return where the password is set, without the key in the address."""
    answer = browser.get(link)
    assert answer.status_code == 302
    assert "set-password" in answer["Location"]
    return str(answer["Location"])


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "PASSWORD_SHORT"),
        ("x" * 201, "PASSWORD_LONG"),
        ("administrator1", "PASSWORD_WEAK"),
        ("Motdepasse1", "PASSWORD_WEAK"),
        ("anasiloanasilo", "PASSWORD_WEAK"),
        ("openssi2026", "PASSWORD_WEAK"),
        (NEW, None),
        ("x9$kQ!vvTz7#pL", None),
    ],
)
def test_a_password_is_long_and_hard_to_guess(ana: Person, password: str, code: str | None) -> None:
    problem = weakness(password, ana)
    assert (problem.code if problem else None) == code


def test_a_first_password_is_set_by_a_link_that_signs_in(browser: Client, mails: Mails) -> None:
    bo = actions.add_person("bo@marr.example", "Bo Marr", language="fr")
    page = follow(browser, password_path(bo))
    assert page.startswith("/fr/password/")
    assert "bo@marr.example" in browser.get(page).content.decode()
    answer = browser.post(page, {"password1": NEW, "password2": NEW})
    assert answer["Location"] == "/fr/work"
    assert browser.get("/fr/account").status_code == 200
    assert [each.action for each in bo.changes.order_by("pk")] == ["add", "password"]
    assert mails()[0].subject == "OpenSSI\u00a0: votre mot de passe a été enregistré"


def test_a_link_works_once_and_not_when_it_was_changed(browser: Client, ana: Person) -> None:
    link = password_path(ana)
    browser.post(follow(browser, link), {"password1": NEW, "password2": NEW})
    for each in (link, link[:-1] + "x", "/en/password/zzz-abc-def", "/en/password/9-set-password"):
        answer = Client().get(each)
        assert answer.status_code == 200
        assert "This link no longer works" in answer.content.decode()
        assert said("LINK_OVER") in answer.content.decode()


def test_a_link_is_over_after_three_days(browser: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings
    from django.contrib.auth.tokens import default_token_generator as tokens

    assert settings.PASSWORD_RESET_TIMEOUT == 3 * 24 * 3600
    now = tokens._now()
    link = password_path(ana)
    late = now.__class__.fromtimestamp(now.timestamp() + settings.PASSWORD_RESET_TIMEOUT + 60)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda _: late)
    assert "This link no longer works" in browser.get(link).content.decode()


def test_the_forgotten_page_answers_the_same_whoever_asks(browser: Client, ana: Person, mails: Mails) -> None:
    answers = []
    for email in ("ana@silo.example", "nobody@nowhere.example"):
        posted = browser.post("/en/password", {"email": email})
        page = browser.get(posted["Location"]).content.decode()
        answers.append((posted.status_code, posted["Location"], re.sub(r'value="\w{64}"', "", page)))
    assert answers[0] == answers[1]
    assert [each.to for each in mails()] == [["ana@silo.example"]]


def test_a_mail_greets_by_name_carries_the_link_and_no_figures(browser: Client, ana: Person, mails: Mails) -> None:
    ana.language = "es"
    ana.save()
    browser.post("/en/password", {"email": "ana@silo.example"})
    mail = mails()[0]
    assert mail.body.startswith("Hola, Ana Silo:")
    page = follow(browser, link_in(mail.body))
    assert browser.post(page, {"password1": NEW, "password2": NEW}).status_code == 302
    assert not re.search(r"\d", re.sub(r"https?://\S+", "", mail.body))


def test_a_closed_account_gets_no_link(browser: Client, ana: Person, mails: Mails) -> None:
    actions.close_person(ana)
    assert browser.post("/en/password", {"email": "ana@silo.example"})["Location"] == "/en/password/sent"
    assert mails() == []


def test_too_many_links_are_not_sent(browser: Client, ana: Person) -> None:
    answers = [browser.post("/en/password", {"email": "ana@silo.example"}) for _ in range(6)]
    assert [each.status_code for each in answers] == [302] * 5 + [429]


def test_a_weak_password_is_refused_at_its_field_with_what_to_do(browser: Client, ana: Person) -> None:
    page = follow(browser, password_path(ana))
    weak = browser.post(page, {"password1": "administrator1", "password2": "administrator1"}).content.decode()
    assert f'id="password1-problem">{said("PASSWORD_WEAK")}' in weak
    differing = browser.post(page, {"password1": NEW, "password2": PASSWORD}).content.decode()
    assert f'id="password2-problem">{said("PASSWORDS_DIFFER")}' in differing
    huge = browser.post(page, {"password1": "x" * 1_000_000, "password2": "x"}).content.decode()
    assert said("PASSWORD_LONG", longest=200) in huge
    assert browser.post(page, {"password1": NEW, "password2": NEW}).status_code == 302


def test_a_changed_password_ends_every_other_session(browser: Client, ana: Person, mails: Mails) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(browser)
    typed = {"password1": NEW, "password2": NEW}
    wrong = browser.post("/en/account/password", {"oldpassword": "wrong", **typed}).content.decode()
    assert f'id="oldpassword-problem">{said("PASSWORD_WRONG")}' in wrong
    answer = browser.post("/en/account/password", {"oldpassword": PASSWORD, **typed}, follow=True)
    assert "The new password is set." in answer.content.decode()
    assert elsewhere.get("/en/account").status_code == 302
    assert browser.get("/en/account").status_code == 200
    cache.clear()
    assert sign_in(Client(), NEW).status_code == 302
    assert [each.subject for each in mails()] == ["OpenSSI: your password was changed"]


def test_passwords_are_hashed_with_argon2() -> None:
    from openssi_web import settings

    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    from django.contrib.auth.hashers import Argon2PasswordHasher

    assert Argon2PasswordHasher().encode("x", "y" * 16).startswith("argon2$argon2id$")


def test_a_password_of_the_command_line_is_weighed_as_well(db: None) -> None:
    with pytest.raises(FixTheFile) as refused:
        actions.add_person("bo@marr.example", "Bo Marr", password="bomarrbomarr")  # noqa: S106 - refused
    assert [each.code for each in refused.value.problems] == ["PASSWORD_WEAK"]
    assert not Person.objects.exists()
