"""The pages of files and of histories in Chromium: narrow and wide, light and dark, and axe finds nothing."""

from urllib.parse import quote

import pytest
from django.test import Client
from playwright.sync_api import Browser

from looked_at import Pages, Scheme, looked_at, opened_among
from openssi_web.rounds.actions import attach_file, withdraw_file
from openssi_web.rounds.attachments.attaching import Attached
from web_files.samples import CSV, HTML, sent
from web_rounds.cast import RECEIPTS, Cast, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CELL = quote(str(RECEIPTS), safe="")


@pytest.fixture
def pages(cast: Cast) -> Pages:
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
    pages: Pages,
    browser: Browser,
    name: str,
    language: str,
    width: int,
    scheme: Scheme,
) -> None:
    page = opened_among(browser, pages, f"{language}-{name}", width, scheme)
    looked_at(page, width)
    page.context.close()
