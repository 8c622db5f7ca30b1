"""A submission on its way with everybody who has a part in it, and a mail server of the tests."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from openssi.run.validation import Validation
from openssi.store import Workspace
from openssi_web.accounts.models import Person
from web_letters.mail_server import MailServer
from web_moves.people import Everybody, everybody
from web_rounds.cast import make_cast
from web_rounds.conftest import world

__all__ = ["world"]

SignedIn = Callable[[Person], Client]


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules find nothing in answers."""
    monkeypatch.setattr(Validation, "of_answers", lambda *_: ())


@pytest.fixture
def people(world: Workspace, db: None, quiet: None) -> Everybody:
    return everybody(make_cast())


@pytest.fixture
def signed_in() -> SignedIn:
    def of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return of


@pytest.fixture
def mail_server(settings: object) -> Iterator[MailServer]:
    """A mail server that the site sends to."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port  # type: ignore[attr-defined]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False  # type: ignore[attr-defined]
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""  # type: ignore[attr-defined]
        settings.EMAIL_TIMEOUT = 1  # type: ignore[attr-defined]
        yield server
