"""The pages of queries in Chromium: narrow and wide, light and dark, by keyboard, and axe finds nothing."""

import pytest
from playwright.sync_api import Browser

from looked_at import Pages, Scheme, looked_at, opened_among
from web_queries.asking import DOUBTED, RULE, raised, sent, write
from web_queries.conftest import SignedIn
from web_rounds.cast import AID, RECEIPTS, Cast, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def pages(cast: Cast, signed_in: SignedIn) -> Pages:
    """Pages by address: type and content."""
    (asked,) = sent(cast, rule=RULE)
    (waiting,) = raised(cast, RECEIPTS)
    write(cast.teo, cast, asked, "w" * 300, language="fr")
    save(cast.ana, cast.draft, DOUBTED, "1050", "later", 1)
    teo, ana = signed_in(cast.teo), signed_in(cast.ana)
    found = {}
    for language in ("en", "fr", "es"):
        base = f"/{language}/round/QMA/2024/queries"
        found[f"{language}-desk"] = teo.get(base)
        found[f"{language}-country"] = ana.get(f"{base}?show=all")
        found[f"{language}-query"] = teo.get(f"{base}/{asked}")
        found[f"{language}-answer"] = ana.get(f"{base}/{asked}")
        found[f"{language}-raised"] = teo.get(f"{base}/{waiting}")
        found[f"{language}-new"] = teo.get(f"{base}/new", {"cell": str(AID)})
        found[f"{language}-refused"] = teo.post(base, {"do": "raise", "due": "soon", "key": "x"})
    return {name: (response["Content-Type"], response.content) for name, response in found.items()}


@pytest.mark.parametrize("name", ["desk", "country", "query", "answer", "raised", "new", "refused"])
@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("en", 1280, "dark"), ("fr", 320, "light"), ("es", 360, "dark")]
)
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    pages: Pages, browser: Browser, name: str, language: str, width: int, scheme: Scheme
) -> None:
    page = opened_among(browser, pages, f"{language}-{name}", width, scheme)
    looked_at(page, width)
    page.context.close()


def test_a_finding_is_chosen_and_its_text_opened_by_keyboard(pages: Pages, browser: Browser) -> None:
    page = opened_among(browser, pages, "en-desk", 1280, "light")
    box = page.locator("input[name=chosen]").first
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.context.close()
