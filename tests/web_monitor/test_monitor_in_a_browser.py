"""The monitor in Chromium: without script, narrow and wide, light and dark, by keyboard; axe finds nothing."""

import pytest
from playwright.sync_api import Browser

from in_a_browser import SITE
from looked_at import Scheme, looked_at, opened_for
from openssi_web.accounts.models import Membership
from openssi_web.rounds.collection.opening import open_submission
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import inquiry
from web_monitor.conftest import TODAY
from web_rounds.cast import RECEIPTS, Cast, save, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
VIEWS = [("en", 1280, "dark"), ("fr", 360, "light"), ("es", 360, "dark"), ("en", 1280, "light")]


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
    page = opened_for(browser, cast.teo, width, scheme)
    for at in ("rounds", "rounds/2024"):
        page.goto(f"{SITE}/{language}/{at}")
        looked_at(page, width)
    page.context.close()


def test_a_state_is_chosen_by_keyboard_without_script(cast: Cast, browser: Browser) -> None:
    in_states(cast, "IN_PROGRESS", "ACCEPTED")
    page = opened_for(browser, cast.teo, 1280, "light", scripted=False)
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
    page = opened_for(browser, cast.teo, 1280, "light")
    page.goto(f"{SITE}/en/rounds/2024")
    square = page.locator(".tilemap a")
    assert square.get_attribute("aria-label") == "Amara: not started, 12 days late"
    square.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/en/round/QMA/2024/")
    page.context.close()
