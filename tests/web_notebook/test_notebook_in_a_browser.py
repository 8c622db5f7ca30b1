"""The pages of the notebook in Chromium: narrow and wide, light and dark, and axe finds nothing."""

import pytest
from playwright.sync_api import Browser

from looked_at import Pages, Scheme, looked_at, opened_among
from openssi_web.rounds.actions import note_mission
from web_notebook.conftest import SignedIn
from web_notebook.keeping import (
    AREA,
    Keepers,
    a_mission,
    follow_up_of,
    in_days,
    milestone_of,
    mission_of,
    note,
    noted,
    project_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def pages(keepers: Keepers, signed_in: SignedIn) -> Pages:
    """Pages by address: type and content."""
    mission, project = mission_of(keepers, objective="w" * 300), project_of(keepers)
    follow_up = follow_up_of(keepers, mission, keepers.teo, text="w" * 200)
    milestone_of(keepers, project, due=in_days(-9), reached=in_days(-3))
    milestone = milestone_of(keepers, project)
    noted(note_mission(keepers.vera, AREA, a_mission(), note(mission, 1)))
    teo, found = signed_in(keepers.teo), {}
    for language in ("en", "fr", "es"):
        base = f"/{language}/notebook"
        wrong = {"key": "x", "seen": "0", "first": "soon", "participant-who": ["rKING"]}
        found[f"{language}-list"] = teo.get(base)
        found[f"{language}-home"] = teo.get(f"{base}/QMA")
        found[f"{language}-mission"] = teo.get(f"{base}/QMA/missions/{mission}")
        found[f"{language}-both"] = teo.post(f"{base}/QMA/missions/{mission}", {"key": "y", "seen": "1"})
        found[f"{language}-follow"] = teo.get(f"{base}/QMA/follow-ups/{follow_up}")
        found[f"{language}-stone"] = teo.get(f"{base}/QMA/milestones/{milestone}")
        found[f"{language}-refused"] = teo.post(f"{base}/QMA/projects/new", wrong)
    return {name: (response["Content-Type"], response.content) for name, response in found.items()}


@pytest.mark.parametrize("name", ["list", "home", "mission", "both", "follow", "stone", "refused"])
@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("en", 1280, "dark"), ("fr", 320, "light"), ("es", 360, "dark")]
)
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    pages: Pages, browser: Browser, name: str, language: str, width: int, scheme: Scheme
) -> None:
    page = opened_among(browser, pages, f"{language}-{name}", width, scheme)
    looked_at(page, width)
    page.context.close()
