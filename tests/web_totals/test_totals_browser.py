"""The page of totals in a real browser: nobody shut out, no sideways scrolling, everything by keyboard, no script."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

from in_a_browser import opened_browser
from openssi_web.middleware import POLICY
from web_rounds.cast import Cast
from web_totals.pensions import OLD, PAGE, SECOND, form, opened, put

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

HOST = "http://localhost"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}


def _static(route: Route) -> None:
    name = route.request.url.split("/static/")[1].split("?")[0]
    found = finders.find(name)
    if not found:
        route.fulfill(status=404, body="")
        return
    route.fulfill(body=Path(str(found)).read_bytes(), content_type=TYPES[name.rsplit(".", 1)[1]])


@contextmanager
def shown(html: str, width: int, *, dark: bool = False) -> Iterator[tuple[Page, list[str]]]:
    """A page as it was answered, with what it sends; the browser runs no script of it."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.post_data or "")
        route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    with opened_browser() as browser:
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
        page = context.new_page()
        page.route("**/*", answer)
        page.route("**/static/**", _static)
        page.goto(f"{HOST}{PAGE}")
        yield page, sent


@pytest.mark.parametrize(("language", "width", "dark"), [("en", 1280, False), ("fr", 360, False), ("es", 360, True)])
def test_nobody_is_shut_out_and_nothing_scrolls_sideways(
    cast: Cast, browser_of: Client, language: str, width: int, dark: bool
) -> None:
    put(cast, SECOND, "")
    put(cast, OLD, "69", note="Counted.")
    html = opened(browser_of, cast.cleo, PAGE.replace("/en/", f"/{language}/")).content.decode()
    with shown(html, width, dark=dark) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_two_values_of_one_cell_shut_nobody_out(cast: Cast, browser_of: Client) -> None:
    sent = form(opened(browser_of, cast.cleo), "confirm", OLD)
    put(cast, OLD, "95")
    html = browser_of.post(PAGE, sent).content.decode()
    with shown(html, 360) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_a_proposal_is_confirmed_and_a_number_entered_by_keyboard(cast: Cast, browser_of: Client) -> None:
    html = opened(browser_of, cast.cleo).content.decode()
    with shown(html, 1280) as (page, sent):
        page.locator("#t-H-COV_OLD > details > summary").focus()
        _tab_to(page, "Confirm 85")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.locator("#t-H-COV_OLD > details > summary").focus()
        _tab_to(page, "Enter another number")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("95")
        page.keyboard.press("Tab")
        page.keyboard.type("Counted.")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    first, second = (parse_qs(each) for each in sent)
    assert (first["do"], first["cell"], first["proposed"]) == (["confirm"], [str(OLD)], ["85"])
    assert (second["do"], second["value"], second["reason"]) == (["correct"], ["95"], ["Counted."])


def _tab_to(page: Page, words: str) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if words in str(page.evaluate("document.activeElement.textContent")):
            return
    pytest.fail(f"{words} is not reached by Tab")
