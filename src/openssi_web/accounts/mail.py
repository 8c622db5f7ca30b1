"""Where mails go: to the server that EMAIL_URL names, else as files into the workspace for somebody to pass on."""

import logging
import threading
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FOLDER = "mail"
"""In the workspace: a file for each mail, where no server sends them."""

PATIENCE = 20
"""Seconds after which a mail server that does not answer is given up."""

_PORTS = {"smtp": 587, "smtps": 465}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mails are sent.

    Attributes:
        backend: The class of Django that sends them.
        folder: Where they are written, none where a server sends them.
        uses_tls: Whether the line begins in the clear and is encrypted then (STARTTLS).
        uses_ssl: Whether the line is encrypted from its beginning.
    """

    backend: str
    folder: str | None = None
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    uses_tls: bool = False
    uses_ssl: bool = False


def mail_settings(url: str, workspace: Path) -> MailSettings:
    """Return how mails are sent.

    Args:
        url: `smtp://user:password@host:587` (encrypted by STARTTLS), `smtps://…:465`, or empty.
        workspace: Folder of the workspace.

    Raises:
        ImproperlyConfigured: if the address is of another kind, or names no host.
    """
    if not url:
        return MailSettings("django.core.mail.backends.filebased.EmailBackend", str(workspace / FOLDER))
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL names no mail server. Please either write smtp://user:password@host:587, or leave it out and "
            "mails are written into the folder “mail” of the workspace."
        )
    return MailSettings(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        uses_tls=parts.scheme == "smtp" and parts.hostname not in {"localhost", "127.0.0.1"},
        uses_ssl=parts.scheme == "smtps",
    )


def send(address: str, subject: str, text: str) -> threading.Thread:
    """Send a mail aside: how long the server takes, and whether it answers, tells nothing to who asked for the mail."""
    thread = threading.Thread(target=_send, args=(address, subject, text), name="mail")
    thread.start()
    return thread


def forget(address: str) -> int:
    """Remove the mails to an address that lie in the workspace for somebody to pass on; return how many."""
    from django.conf import settings

    if not settings.EMAIL_FILE_PATH:
        return 0
    found = [each for each in Path(settings.EMAIL_FILE_PATH).glob("*.log") if address in _receivers(each)]
    for each in found:
        each.unlink(missing_ok=True)
    return len(found)


def _receivers(path: Path) -> set[str]:
    with path.open("rb") as stream:
        head = BytesHeaderParser(policy=policy.default).parse(stream)
    return {address.lower() for _, address in getaddresses([str(each) for each in head.get_all("To", [])])}


def _send(address: str, subject: str, text: str) -> None:
    from django.conf import settings
    from django.core.mail import EmailMessage

    try:
        if settings.EMAIL_FILE_PATH:
            # A link of a mail lets in whoever reads it.
            Path(settings.EMAIL_FILE_PATH).mkdir(mode=0o700, parents=True, exist_ok=True)
        EmailMessage(subject, text, to=[address]).send()
    except OSError:
        # Errors of the protocol are of this kind as well.
        _log.exception("A mail could not be sent (%s)", subject)
