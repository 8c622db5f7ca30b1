"""The workspace in Chromium: without script, narrow and wide, light and dark, by keyboard; axe finds nothing."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser

from in_a_browser import SITE, listening
from looked_at import Scheme, looked_at, opened_for
from openssi.store import Workspace
from openssi_web.application import application
from openssi_web.rounds.answers.observations import current_contents
from web_rounds.cast import PENSIONERS, RECEIPTS, SPENT, Cast, make_cast, save, saved
from web_rounds.cleaning import empty_records
from web_work.conftest import AT, Filled, brought, sent, text_of, typed_into

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
VIEWS = [("en", 1280, "dark"), ("fr", 320, "light"), ("es", 360, "dark")]


def answered(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "123456789.5", "a", note="Audited"))
    saved(save(cast.ana, cast.draft, PENSIONERS, "5000", "b"))
    saved(save(cast.ana, cast.draft, PENSIONERS._replace(sex="F"), "4000", "c"))
    saved(save(cast.ana, cast.draft, PENSIONERS._replace(sex="M"), "4000", "d"))


@pytest.mark.parametrize(("language", "width", "scheme"), VIEWS)
def test_axe_finds_nothing_in_the_workspace(
    cast: Cast, browser: Browser, language: str, width: int, scheme: Scheme
) -> None:
    answered(cast)
    page = opened_for(browser, cast.cleo, width, scheme)
    page.goto(f"{SITE}{AT.replace('/en/', f'/{language}/')}")
    looked_at(page, width)
    page.context.close()


@pytest.mark.parametrize(("language", "width", "scheme"), VIEWS)
def test_axe_finds_nothing_in_what_a_workbook_changes(
    cast: Cast, browser: Browser, filled: Filled, language: str, width: int, scheme: Scheme
) -> None:
    path = filled({RECEIPTS: 2000, SPENT: 5, PENSIONERS: 7})
    book = openpyxl.load_workbook(path)
    book.create_sheet("Mine")
    book.save(path)
    answered(cast)
    client = Client()
    client.force_login(cast.cleo)
    page = opened_for(browser, cast.cleo, width, scheme)
    page.goto(f"{SITE}{brought(client, path).replace('/en/', f'/{language}/')}")
    looked_at(page, width)
    page.context.close()


@pytest.mark.parametrize(("language", "width", "scheme"), VIEWS)
def test_axe_finds_nothing_where_a_workbook_is_refused(
    cast: Cast, browser: Browser, filled: Filled, language: str, width: int, scheme: Scheme
) -> None:
    client = Client()
    client.force_login(cast.cleo)
    at = f"/{language}/round/QMA/2024/workbook/compare"
    contents = [b"no workbook", filled({RECEIPTS: "many", SPENT: "some"}).read_bytes()]
    for content in contents:
        page = opened_for(browser, cast.cleo, width, scheme)
        page.goto(f"{SITE}{at}")
        page.set_content(text_of(sent(client, content, at=at)))
        looked_at(page, width)
        page.context.close()


@pytest.fixture
def site(world: Workspace, transactional_db: None) -> Iterator[str]:
    """The site with its own connection to the database: a browser hands files over to a server alone."""
    with listening(application, after=connections.close_all) as found:
        yield found
    empty_records()


def test_a_workbook_goes_away_comes_back_changed_and_is_taken_over_without_script(
    site: str, browser: Browser, tmp_path: Path
) -> None:
    cast, client = make_cast(), Client()
    client.force_login(cast.cleo)
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page = context.new_page()
    page.goto(f"{site}{AT}")
    with page.expect_download() as started:
        page.get_by_role("link", name="The whole country: workbook in English").press("Enter")
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    assert path.name == "QMA-2024-en.xlsx"
    typed_into(path, {RECEIPTS: 2000, SPENT: 5})
    saved(save(cast.ana, cast.draft, RECEIPTS, "7777", "a"))
    page.locator("#workbook-file").set_input_files(path)
    page.get_by_role("button", name="Show what it changes").press("Enter")
    page.get_by_role("heading", name=f"What {path.name} changes").wait_for()
    assert page.get_by_role("group", name="Total receipts").is_visible()
    page.get_by_role("radio", name="Take what the workbook says").press("Space")
    page.get_by_role("button", name="Take over 1 cell").press("Enter")
    page.get_by_role("status").wait_for()
    assert page.get_by_role("status").first.inner_text() == f"2 cells of {path.name} were taken over."
    said = current_contents(cast.draft)
    assert [str(said[key].number) for key in (RECEIPTS, SPENT)] == ["2000", "5"]
    context.close()
