"""A submission on its way with everybody who has a part in it, and a mail server of the tests."""

from collections.abc import Iterator

import pytest

from web_letters.mail_server import MailServer
from web_moves.conftest import SignedIn, people, quiet, signed_in
from web_rounds.conftest import world

__all__ = ["SignedIn", "people", "quiet", "signed_in", "world"]


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
