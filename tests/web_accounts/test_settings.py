"""The secret, mails, and a database that cannot be used."""

import logging
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.test import Client

from openssi_web import process
from openssi_web.accounts.mail import mail_settings, send
from openssi_web.accounts.models import Person
from openssi_web.accounts.secret import FILE, VARIABLE, make_secret_key, secret_key
from openssi_web.server import _trusted


@pytest.fixture(autouse=True)
def _untold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_a_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    make_secret_key(tmp_path)
    made = secret_key(tmp_path)
    make_secret_key(tmp_path)
    assert (secret_key(tmp_path), len(made) > 60) == (made, True)
    if sys.platform != "win32":
        assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_secret_that_was_told_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "told")
    make_secret_key(tmp_path)
    assert (secret_key(tmp_path), (tmp_path / FILE).exists()) == ("told", False)


def test_a_workspace_without_secret_gets_one_for_this_process(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert secret_key(tmp_path) != secret_key(tmp_path)
    assert "has no secret-key" in caplog.text
    make_secret_key(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_mails_go_into_the_workspace_or_to_a_server(tmp_path: Path) -> None:
    assert mail_settings("", tmp_path).folder == str(tmp_path / "mail")
    told = mail_settings("smtp://a%40b:c%2Fd@mail.example", tmp_path)
    assert (told.host, told.port, told.user, told.password, told.uses_tls) == ("mail.example", 587, "a@b", "c/d", True)
    assert mail_settings("smtps://mail.example", tmp_path).port == 465
    assert not mail_settings("smtp://localhost:25", tmp_path).uses_tls
    for wrong in ("imap://mail.example", "mail.example", "smtp://"):
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
            mail_settings(wrong, tmp_path)


def test_a_mail_is_a_file_where_no_server_sends_it(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.EMAIL_BACKEND = mail_settings("", tmp_path).backend
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    send("ana@silo.example", "Héllo", "Bonjour Ana").join()
    written = next((tmp_path / "mail").iterdir()).read_text(encoding="utf-8")
    assert "To: ana@silo.example" in written
    if sys.platform != "win32":
        assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700


def test_a_mail_server_that_is_not_there_is_logged(
    settings: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    send("ana@silo.example", "Hello", "Hello").join()
    assert "A mail could not be sent (Hello)" in caplog.text
    assert "ana@silo.example" not in " ".join(caplog.messages)


def test_a_server_in_front_is_believed_only_where_the_line_is_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _trusted(is_encrypted=False) == {}
    monkeypatch.setenv("OPENSSI_PROXY", "192.0.2.7")
    assert _trusted(is_encrypted=True)["trusted_proxy"] == "192.0.2.7"


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> process.Readiness:
    """A database that cannot be written."""

    def refuse() -> None:
        raise OperationalError("attempt to write a readonly database\nDETAIL")

    readiness = process.Readiness()
    monkeypatch.setattr(process, "bring_up_to_date", refuse)
    monkeypatch.setattr("openssi_web.pages.account.middleware.readiness", readiness)
    assert readiness.prepare() == "attempt to write a readonly database"
    return readiness


@pytest.mark.django_db(transaction=True)
def test_working_pages_say_why_they_are_closed_and_open_by_themselves(
    closed: process.Readiness, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in ("sign-in", "account", "work", "round/QMA/2024/", "password"):
        answer = Client().get(f"/fr/{address}")
        assert answer.status_code == 503
        assert "Les pages de travail sont fermées" in answer.content.decode()
        assert "WORK_CLOSED" in answer.content.decode()
        assert "attempt to write" not in answer.content.decode()
    as_script = Client().post("/fr/round/QMA/2024/cells", "{}", content_type="application/json")
    assert (as_script.status_code, as_script.json()) == (503, {})
    monkeypatch.setattr(process, "bring_up_to_date", lambda: None)
    assert closed.cause() != ""
    monkeypatch.setattr(process, "TRY_AGAIN_AFTER", 0.0)
    assert closed.cause() == ""
    assert Client().get("/fr/sign-in").status_code == 200


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("openssi_web.pages.account.page.change_details", fail)
    browser = Client()
    browser.force_login(ana)
    answer = browser.post("/es/account", {"name": "Ana", "language": "es"})
    assert answer.status_code == 503
    assert "SITE_BUSY" in answer.content.decode()
    assert "locked" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_bringing_up_to_date_forgets_sessions_that_are_over_and_can_be_repeated(ana: Person) -> None:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    browser = Client()
    browser.force_login(ana)
    Session.objects.create(session_key="over", session_data="", expire_date=timezone.now() - timezone.timedelta(1))
    process.bring_up_to_date()
    process.bring_up_to_date()
    assert [each.session_key for each in Session.objects.all()] == [browser.session.session_key]


@pytest.mark.parametrize("address", ["", "en/nothing", "static/openssi/site.css", "v1/releases", "en/"])
def test_public_pages_ask_neither_the_session_nor_the_database(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the mark `django_db`, a question to the database is an error; there is no release here."""
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(tmp_path))
    browser = Client(headers={"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz012345"})
    answer = browser.get(f"/{address}")
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    assert b"csrfmiddlewaretoken" not in (b"".join(answer) if answer.streaming else answer.content)


def test_a_page_of_a_release_asks_neither_as_well(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(demonstration))
    browser = Client()
    for address in ("/fr/", "/es/countries", "/en/methods", "/en/data"):
        answer = browser.get(address)
        # Which release is the latest depends on who asks, and only a stranger is known without the database.
        assert (answer.status_code, "Cookie" in answer.get("Vary", ""), bool(answer.cookies)) == (200, True, False)
        assert f'<a href="/{address[1:3]}/work">' in answer.content.decode()
