"""The page of sources and the source of a table in Chromium: narrow and wide, light and dark, and axe finds nothing."""

import pytest
from playwright.sync_api import Browser

from looked_at import Pages, Scheme, looked_at, opened_among
from web_desk.conftest import SignedIn
from web_desk.desk import REPORT, compiled, key, search, second, source, state
from web_moves.people import Everybody
from web_rounds.cast import RECEIPTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def pages(people: Everybody, signed_in: SignedIn) -> Pages:
    """Pages by address: type and content."""
    number = source(people)
    compiled(state(people, number, "900", reason="w" * 300))
    compiled(state(people, second(people), "927", page="p" * 150))
    source(people, REPORT, b"%PDF-1.7\nwithout a value\n%%EOF\n")
    compiled(search(people, "F2", place="https://stat.amara.example/" + "a" * 200))
    desk, country = signed_in(people.teo), signed_in(people.cleo)
    found = {}
    for language in ("en", "fr", "es"):
        base, table = f"/{language}/round/QMA/2024/sources", f"/{language}/round/QMA/2024/QMA01/C1"
        found[f"{language}-desk"] = desk.get(f"{base}?cell={RECEIPTS}")
        found[f"{language}-country"] = country.get(base)
        found[f"{language}-refused"] = desk.post(base, {"do": "source", "key": key(), "title": "Yearbook"})
        found[f"{language}-closed"] = desk.get(table)
        found[f"{language}-table"] = desk.get(f"{table}?source={number}&page=7")
    return {name: (response["Content-Type"], response.content) for name, response in found.items()}


@pytest.mark.parametrize("name", ["desk", "country", "refused", "closed", "table"])
@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("en", 1280, "dark"), ("fr", 320, "light"), ("es", 360, "dark")]
)
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    pages: Pages, browser: Browser, name: str, language: str, width: int, scheme: Scheme
) -> None:
    page = opened_among(browser, pages, f"{language}-{name}", width, scheme)
    looked_at(page, width)
    page.context.close()
