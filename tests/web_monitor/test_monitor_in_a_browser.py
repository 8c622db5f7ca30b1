"""The monitor in Chromium: without script, narrow and wide, light and dark, by keyboard; axe finds nothing."""

from contextvars import copy_context
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from in_a_browser import SITE
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.opening import open_submission
from openssi_web.rounds.workspace import inquiry
from web_monitor.conftest import TODAY
from web_rounds.cast import RECEIPTS, Cast, save, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
VIEWS = [("en", 1280, "dark"), ("fr", 360, "light"), ("es", 360, "dark"), ("en", 1280, "light")]
Scheme = Literal["light", "dark"]


def opened(browser: Browser, person: Person, width: int, scheme: Scheme, *, scripted: bool = True) -> Page:
    """A page whose requests a client answers in whose session the person has signed in."""
    client = Client()
    client.force_login(person)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripted
    )
    page = context.new_page()

    # Playwright calls back in a context of its own, in which Django would open another connection.
    here = copy_context()

    def answer(route: Route) -> None:
        found = here.run(client.get, route.request.url.removeprefix(SITE))
        body = b"".join(found.streaming_content) if found.streaming else found.content
        headers = {name: value for name, value in found.headers.items() if name != "Content-Length"}
        route.fulfill(status=found.status_code, headers=headers, body=body)

    page.route("**/*", answer)
    return page


def in_states(cast: Cast, first: str, second: str) -> None:
    """Both countries have a submission, each in a state."""
    saved(save(cast.ana, cast.draft, RECEIPTS, "1000", "a"))
    other = open_submission(cast.bo, cast.draft.round, inquiry(), "QMB")
    assert isinstance(other, SubmissionDraft)
    SubmissionDraft.objects.filter(pk=cast.draft.pk).update(state=first)
    SubmissionDraft.objects.filter(pk=other.pk).update(state=second)


@pytest.mark.parametrize(("language", "width", "scheme"), VIEWS)
@pytest.mark.parametrize(
    ("first", "second"), [("IN_PROGRESS", "UNDER_VALIDATION"), ("QUERIES_OPEN", "ACCEPTED"), ("NO_RESPONSE", "")]
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    cast: Cast, browser: Browser, language: str, width: int, scheme: Scheme, first: str, second: str
) -> None:
    in_states(cast, first, second or "NOT_STARTED")
    Membership.objects.create(person=cast.teo, role="DESK_OFFICER", ref_area="QMA", valid_from=TODAY)
    page = opened(browser, cast.teo, width, scheme)
    for at in ("rounds", "rounds/2024"):
        page.goto(f"{SITE}/{language}/{at}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    page.context.close()


def test_a_state_is_chosen_by_keyboard_without_script(cast: Cast, browser: Browser) -> None:
    in_states(cast, "IN_PROGRESS", "ACCEPTED")
    page = opened(browser, cast.teo, 1280, "light", scripted=False)
    page.goto(f"{SITE}/en/rounds/2024")
    page.locator("select[name=state]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "state=IN_PROGRESS" in page.url
    assert "late=1" in page.url
    heads = page.locator("table.countries tbody th").all_inner_texts()
    assert [each.partition("\n")[0] for each in heads] == ["Amara"]
    page.context.close()


def test_a_square_of_the_map_leads_to_the_workspace_by_keyboard(cast: Cast, browser: Browser) -> None:
    page = opened(browser, cast.teo, 1280, "light")
    page.goto(f"{SITE}/en/rounds/2024")
    square = page.locator(".tilemap a")
    assert square.get_attribute("aria-label") == "Amara: not started, 12 days late"
    square.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/en/round/QMA/2024/")
    page.context.close()
