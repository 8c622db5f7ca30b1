"""The whole site as people use it: a server of its own on the demonstration world, a browser, sign-in by password."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

PASSWORD = "seven invented lanterns"  # noqa: S105 - of invented people
RESPONDENT, COORDINATOR, REVIEWER, ABROAD = (
    "ada.merrow@hespera.example",
    "ines.harrowgate@hespera.example",
    "odile.varenque@compiler.example",
    "xulia.barvero@lumaro.example",
)
OWN_SETTINGS = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "OPENSSI_WORKSPACE", "OPENSSI_SECRET_KEY", "OPENSSI_LANG")
MAKE_PEOPLE = (
    "import sys, pathlib; from openssi_web.demonstration import demonstrate as d; d(pathlib.Path(sys.argv[1]))"
)

SignIn = Callable[..., Page]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS} | {"OPENSSI_LANG": "en"}


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with people and an open round."""
    root = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("played") / "world"))
    subprocess.run([sys.executable, "-c", MAKE_PEOPLE, str(root)], check=True, env=_environment(), capture_output=True)
    with served(root) as address:
        yield address


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Open the site of a workspace in a process of its own, and give its address."""
    run = "from openssi.run.cli import main; main()"
    command = [sys.executable, "-c", run, "--workspace", str(root), "serve", "--port", "0"]
    with subprocess.Popen(command, env=_environment(), stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        said = (re.search(r"http://\S+", line) for line in server.stdout)
        address = next(found.group() for found in said if found)
        yield address.rstrip("/")
        server.send_signal(signal.SIGINT)
        server.wait(30)


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a browser of one person; what its pages complain of fails the test."""
    made: list[BrowserContext] = []
    complaints: list[str] = []

    def make(width: int = 1280) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            permissions=["clipboard-read", "clipboard-write"],
            locale="en-GB",
            timezone_id="UTC",
        )
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        made.append(context)
        return context

    yield make
    for each in made:
        each.close()
    assert complaints == []


@pytest.fixture
def signed_in(site: str, new_context: Callable[..., BrowserContext]) -> SignIn:
    """Signs a person in and opens an address."""

    def sign_in(email: str, path: str = "/en/work", width: int = 1280) -> Page:
        page = new_context(width).new_page()
        page.goto(f"{site}{path}")
        page.fill("input[type=email]", email)
        page.fill("input[type=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "sign-in" not in address)
        return page

    return sign_in
