"""A letter is handed over: to the mail server that EMAIL_URL names, else into the folder of mails of the workspace.

What can be repeated without harm comes first: reaching the server, naming sender and reader. Then the sender says that
the letter goes on the line; whatever breaks from there on leaves open whether it arrived.
"""

import os
import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

Result = Literal["sent", "later", "refused", "unsure", "gone"]

LONGEST_ERROR = 200
_TAKEN, _ACCEPTED, _FOR_GOOD = 250, (250, 251), 500


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter as it is handed over.

    Attributes:
        number: Names the letter: the same one is never two files, and has one id for mail servers.
    """

    number: str
    address: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a letter.

    Attributes:
        result: `gone` where another sender has taken it over meanwhile.
        problem: Code of the message that says why it was not sent.
        error: What the server or the machine said.
    """

    result: Result
    problem: str = ""
    error: str = ""


SENT, GONE = Handed("sent"), Handed("gone")


def hand_over(mail: Mail, is_mine: Callable[[], bool]) -> Handed:
    """Hand a letter over once.

    Args:
        mail: The letter.
        is_mine: Says that the letter goes on the line now, and whether it is still the sender's to send.
    """
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return _into_folder(mail, Path(settings.EMAIL_FILE_PATH or ""))
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        # What mail servers say is of this kind as well.
        return Handed("later", "MAIL_SERVER_DOWN", said_by(error))
    try:
        if isinstance(connection, EmailBackend) and connection.connection is not None:
            return _to_server(connection.connection, mail, is_mine)
        if not is_mine():
            return GONE
        connection.send_messages([_message(mail)])
    finally:
        connection.close()
    return SENT


def said_by(error: Exception) -> str:
    """Return what an error says, in one short line."""
    reply = getattr(error, "smtp_error", "")
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply or error)
    return " ".join((text or type(error).__name__).split())[:LONGEST_ERROR]


def _message(mail: Mail) -> EmailMessage:
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    headers = {"Message-ID": f"<openssi.{mail.number}@{sender}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(mail.subject, mail.text, to=[mail.address], headers=headers)


def _into_folder(mail: Mail, folder: Path) -> Handed:
    """Write the letter as a file; written again it is the same file."""
    made, path = folder / f"letter-{mail.number}.part", folder / f"letter-{mail.number}.eml"
    try:
        # A link of a letter lets in whoever reads it.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_message(mail).message().as_bytes())
            file.flush()
            os.fsync(descriptor)
        made.replace(path)
    except OSError as error:
        return Handed("later", "MAIL_FOLDER", said_by(error))
    return SENT


def _to_server(server: smtplib.SMTP, mail: Mail, is_mine: Callable[[], bool]) -> Handed:
    message = _message(mail)
    sender, reader = (sanitize_address(each, "utf-8") for each in (message.from_email, mail.address))
    try:
        server.ehlo_or_helo_if_needed()
        code, reply = server.mail(sender)
        if code != _TAKEN:
            return Handed("later", "MAIL_NOT_NOW", _said(code, reply))
        code, reply = server.rcpt(reader)
        if code not in _ACCEPTED:
            return _turned_down(code, reply)
    except OSError as error:
        return Handed("later", "MAIL_SERVER_DOWN", said_by(error))
    return _on_the_line(server, message, is_mine)


def _on_the_line(server: smtplib.SMTP, message: EmailMessage, is_mine: Callable[[], bool]) -> Handed:
    content = re.sub(rb"\r?\n", b"\r\n", message.message().as_bytes())
    if not is_mine():
        return GONE
    try:
        code, reply = server.data(content)
    except smtplib.SMTPDataError as error:
        return _turned_down(error.smtp_code, error.smtp_error)
    except OSError as error:
        return Handed("unsure", "MAIL_UNSURE", said_by(error))
    return SENT if code == _TAKEN else _turned_down(code, reply)


def _turned_down(code: int, reply: bytes | str) -> Handed:
    if code >= _FOR_GOOD:
        return Handed("refused", "MAIL_REFUSED", _said(code, reply))
    return Handed("later", "MAIL_NOT_NOW", _said(code, reply))


def _said(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(f"{code} {text}".split())[:LONGEST_ERROR]
