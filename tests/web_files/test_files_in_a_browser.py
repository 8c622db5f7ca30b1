"""The pages of files and of histories in Chromium: narrow and wide, light and dark, and axe finds nothing."""

from typing import Literal
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Route

from in_a_browser import SITE
from openssi_web.rounds.actions import attach_file, withdraw_file
from openssi_web.rounds.attaching import Attached
from web_files.samples import CSV, HTML, sent
from web_rounds.cast import RECEIPTS, Cast, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CELL = quote(str(RECEIPTS), safe="")


@pytest.fixture
def pages(cast: Cast) -> dict[str, tuple[str, bytes]]:
    """Pages and what they load, by address: type and content."""
    save(cast.ana, cast.draft, RECEIPTS, "1234.5", "a", note="Audited")
    save(cast.ana, cast.draft, RECEIPTS, "1240", "b", 1)
    attach_file(cast.ana, cast.draft, RECEIPTS, sent("report.pdf"), "Annual report")
    old = attach_file(cast.ana, cast.draft, RECEIPTS, sent("a" * 90 + ".csv", CSV), "b" * 200)
    assert isinstance(old, Attached)
    withdraw_file(cast.ana, cast.draft, old.attachment, "c" * 200)
    client = Client()
    client.force_login(cast.ana)
    found = {}
    for language in ("en", "fr", "es"):
        base = f"/{language}/round/QMA/2024"
        refused = client.post(f"{base}/files?cell={CELL}", {"caption": "x", "file": sent("notes.txt", HTML)})
        found[f"{language}-refused"] = refused
        found[f"{language}-history"] = client.get(f"{base}/history?cell={CELL}")
        found[f"{language}-files"] = client.get(f"{base}/files")
    return {name: (response["Content-Type"], response.content) for name, response in found.items()}


@pytest.mark.parametrize("name", ["refused", "history", "files"])
@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("en", 1280, "dark"), ("fr", 320, "light"), ("es", 360, "dark")]
)
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    pages: dict[str, tuple[str, bytes]],
    browser: Browser,
    name: str,
    language: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    static = Client()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path in {f"/{each}" for each in pages}:
            kind, content = pages[path[1:]]
            route.fulfill(status=200, content_type=kind, body=content)
        elif path.startswith("/static/"):
            loaded = static.get(path)
            body = b"".join(loaded.streaming_content) if loaded.streaming else loaded.content  # type: ignore[attr-defined]
            route.fulfill(status=loaded.status_code, content_type=loaded["Content-Type"], body=body)
        else:
            route.fulfill(status=404, body="")

    page.route("**/*", answer)
    page.goto(f"{SITE}/{language}-{name}")
    for each in page.locator("details").all():
        each.evaluate("element => element.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    context.close()
