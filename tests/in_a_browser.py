"""What tests in a real browser have in common: Chromium, and a server for the pages that it opens."""

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
SECONDS_BETWEEN_LOOKS = 0.02
"""In which a server looks whether it is to end."""
SITE = "http://localhost"
"""The address of pages that a test answers itself."""


def chromium() -> str:
    """Return the path of the browser; the test is skipped where there is none."""
    named = os.environ.get("OPENSSI_BROWSER")
    path = named or next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine; see tests/programs_needed.py")
    return path


@contextmanager
def opened_browser() -> Iterator["Browser"]:
    """Open a browser; Playwright keeps a loop in this thread, in which Django would refuse to ask its database."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


class Quiet(WSGIRequestHandler):
    """Answers without a word on the terminal."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening(answer: Callable[..., Iterable[bytes]], after: Callable[[], Any] = lambda: None) -> Iterator[str]:
    """Serve a WSGI application on a free port and give its address; `after` runs last in the thread of the server."""
    with make_server("127.0.0.1", 0, answer, handler_class=Quiet) as server:

        def served() -> None:
            server.serve_forever(SECONDS_BETWEEN_LOOKS)
            after()

        thread = threading.Thread(target=served, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
