"""Ana, who answers for a scheme, and a browser."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.utils.html import escape

from openssi.vocabulary.messages import CATALOGUE
from openssi.vocabulary.text import Language
from openssi_web import releases
from openssi_web.accounts.models import Person
from web_rounds.cast import person
from web_rounds.conftest import signed_in, world

PASSWORD = "tulip cow mountain seven"  # noqa: S105 - of nobody
Mails = Callable[[], list[EmailMessage]]
OpenSSI = Callable[..., tuple[int, str, str]]

__all__ = ["signed_in", "world"]


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No workspace: accounts need none. Tries of one test do not count in the next."""
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(tmp_path))
    yield
    releases._site.cache_clear()


@pytest.fixture
def ana(db: None) -> Person:
    cache.clear()
    made = person("Ana Silo", ("RESP", "QMA", ["QMA01"]), institution="Pension Fund")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def browser() -> Client:
    return Client(REMOTE_ADDR="192.0.2.1")


@pytest.fixture
def mails() -> Mails:
    """Return the mails that were sent, once they are: they are sent aside."""

    def sent() -> list[EmailMessage]:
        for each in threading.enumerate():
            if each.name == "mail":
                each.join()
        return mail.outbox

    return sent


def sign_in(browser: Client, password: str = PASSWORD, following: str = "", **more: str) -> object:
    typed = {"login": "ana@silo.example", "password": password, "next": following}
    return browser.post("/en/sign-in", {**typed, **more})


def said(code: str, language: Language = "en", **values: object) -> str:
    """A message of the catalogue as it stands in a page."""
    return escape(CATALOGUE[code].format(values).in_language(language))


def link_in(text: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found, text
    return found.group(1)
