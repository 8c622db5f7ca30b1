"""Form, history and totals with confidential figures in Chromium: nothing runs off the page, and axe finds nothing."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Route

from in_a_browser import SITE
from web_confidential.conftest import People, SignedIn
from web_rounds.cast import RECEIPTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CELL = quote(str(RECEIPTS), safe="")
PATHS = {
    "form": "QMA01/C1?plain",
    "counts": "QMA01/F2?plain",
    "history": f"history?cell={CELL}",
    "totals": "totals?show=H.COV_OLD",
}
PICTURES = "OPENSSI_PICTURES"
"""Names a folder in which the pages are kept as pictures."""


@pytest.mark.parametrize(
    ("who", "language", "width", "scheme"),
    [
        ("mira", "en", 1280, "light"),
        ("mira", "fr", 360, "dark"),
        ("ana", "es", 360, "light"),
        ("nora", "en", 1280, "dark"),
    ],
)
def test_confidential_figures_are_readable(
    people: People, signed_in: SignedIn, browser: Browser, who: str, language: str, width: int, scheme: str
) -> None:
    client = signed_in(getattr(people, who))
    pages = {name: client.get(f"/{language}/round/QMA/2024/{path}").content for name, path in PATHS.items()}
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    shown = context.new_page()

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{SITE}/")
        if name in pages:
            route.fulfill(body=pages[name], content_type="text/html; charset=utf-8")
            return
        static = client.get(f"/{name}")
        body = b"".join(static.streaming_content) if static.streaming else static.content  # type: ignore[attr-defined]
        route.fulfill(body=body, content_type=static.headers["Content-Type"])

    shown.route("**/*", answer)
    for name in pages:
        shown.goto(f"{SITE}/{name}")
        first = shown.locator("tr[data-row] details.what").first
        if first.count():
            first.evaluate("each => { each.open = true }")
        if os.environ.get(PICTURES):
            shown.screenshot(path=Path(os.environ[PICTURES]) / f"{name}-{who}-{language}-{width}.png", full_page=True)
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert Axe().run(shown).response["violations"] == [], name
    context.close()
