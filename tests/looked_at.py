"""Pages of people in Chromium, whose requests the test answers itself, and what is looked for on each of them."""

from contextvars import copy_context
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from in_a_browser import SITE
from openssi_web.accounts.models import Person

Pages = dict[str, tuple[str, bytes]]
"""Type and content of pages by name."""
Scheme = Literal["light", "dark"]


def opened_among(browser: Browser, pages: Pages, name: str, width: int, scheme: Scheme) -> Page:
    """One of some pages that were answered before."""
    page = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    static = Client()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path[1:] in pages:
            kind, content = pages[path[1:]]
            route.fulfill(status=200, content_type=kind, body=content)
        elif path.startswith("/static/"):
            _fulfill(route, static.get(path))
        else:
            route.fulfill(status=404, body="")

    page.route("**/*", answer)
    page.goto(f"{SITE}/{name}")
    return page


def opened_for(browser: Browser, person: Person, width: int, scheme: Scheme, *, scripted: bool = True) -> Page:
    """A page whose requests a client answers in whose session the person has signed in."""
    client = Client()
    client.force_login(person)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripted
    )
    page = context.new_page()
    # Playwright calls back in a context of its own, in which Django would open another connection.
    here = copy_context()
    page.route("**/*", lambda route: _fulfill(route, here.run(client.get, route.request.url.removeprefix(SITE))))
    return page


def _fulfill(route: Route, found: Any) -> None:
    body = b"".join(found.streaming_content) if found.streaming else found.content
    headers = {name: value for name, value in found.headers.items() if name != "Content-Length"}
    route.fulfill(status=found.status_code, headers=headers, body=body)


def looked_at(page: Page, width: int) -> None:
    """Open what folds away: nothing is wider than the page, and axe finds nothing."""
    for each in page.locator("#main details").all():
        each.evaluate("element => element.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
