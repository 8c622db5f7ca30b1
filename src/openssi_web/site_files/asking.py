"""The site asked without a network: one address, one answer, for everybody's eyes."""

import io
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from openssi_web import releases

NOBODY = "https://openssi.example"
"""Address that texts name where that of the site on line is not told."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answers."""

    status: int
    media_type: str
    content: bytes


def open_site(workspace: Path, address: str) -> None:
    """Let the site answer in this process.

    Args:
        workspace: The folder of the workspace, of which only releases are read.
        address: Where the site is on line, which its pages name.
    """
    os.environ[releases.WORKSPACE_VARIABLE] = str(workspace)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openssi_web.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, urlsplit(address).hostname or ""]


@lru_cache(maxsize=1)
def _application() -> Any:  # noqa: ANN401 - a WSGI application
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()


def ask(address: str, base: str) -> Answer:
    """Return what the site answers to whoever has not signed in.

    Args:
        address: Path and query.
        base: Where the site is on line.
    """
    told: list[tuple[str, list[tuple[str, str]]]] = []
    parts, online = urlsplit(address), urlsplit(base)
    environment = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": online.hostname or "",
        "SERVER_PORT": str(online.port or {"http": 80}.get(online.scheme, 443)),
        "HTTP_HOST": online.netloc,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": online.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }

    def begin(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
        told.append((status, headers))

    body = _application()(environment, begin)
    try:
        content = b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
    status, headers = told[0]
    media_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    return Answer(int(status[:3]), media_type, content)
