"""A reader in a real browser: the language, a number followed to its cell, a file taken away, nobody shut out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (390, 1440)
PAGES = (
    "/en/",
    "/fr/indicators/SDG_1_3_1_UNEMPLOYMENT",
    "/es/indicators/SDG_1_3_1_OLD_AGE/walk?area=QMA",
    "/en/indicators/SDG_1_3_1_OLD_AGE?view=table",
    "/fr/countries/QMA",
    "/en/countries",
    "/es/data",
    "/fr/data/DF_INDICATORS?REF_AREA=QMA",
    "/es/api",
    "/en/methods",
    "/fr/nothing",
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_navigation_timeout(120_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    context.close()
    assert complaints == []


def test_a_reader_changes_the_language_follows_a_number_to_its_cell_and_takes_the_file(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/en/indicators/SDG_1_3_1_OLD_AGE")
    assert "demonstration world" in page.inner_text("h1")
    page.click("nav.languages a[hreflang=fr]")
    assert page.get_attribute("html", "lang") == "fr"
    assert page.url.endswith("/fr/indicators/SDG_1_3_1_OLD_AGE")

    page.click(".bars .world td a >> nth=0")
    page.click("table.parts a:has-text('Marches du Nord')")
    page.click("table.parts a:has-text('Averlande')")
    page.click("table.parts tbody tr:first-child a")
    page.click("table.parts a:has-text('Old-age pension')")
    cell = page.inner_text(".cell")
    assert "QMA-2023-en.xlsx, S_QMA01" in cell
    assert "Register of beneficiaries" in cell

    page.click(".crumbs a:has-text('Personnes âgées')")
    with page.expect_download() as taken:
        page.click("#tiles .take a:has-text('CSV')")
    path = taken.value.path()
    assert "Averlande" in Path(path).read_text(encoding="utf-8-sig")


def test_a_filter_is_applied_as_it_is_chosen_and_the_address_holds_it(page: Page, address: str) -> None:
    page.goto(f"{address}/es/indicators/SDG_1_3_1_TOTAL")
    page.select_option("select[name=indicator]", "SDG_1_3_1_CHILD")
    page.wait_for_url("**/es/indicators/SDG_1_3_1_CHILD?**")
    page.select_option("select[name=year]", "2021")
    page.wait_for_url("**year=2021**")
    page.go_back()
    assert "year=2021" not in page.url


def test_the_keyboard_passes_over_choices_without_leaving_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/en/indicators/SDG_1_3_1_TOTAL")
    before = page.url
    page.focus("select[name=year]")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)
    assert page.url == before
    page.click("form.filters button")
    page.wait_for_url("**year=2022**")


def test_a_phone_shows_the_walk_as_a_numbered_list_and_the_tiles_by_region(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/en/indicators/SDG_1_3_1_OLD_AGE/walk?area=QMA")
    assert page.locator("ol.path li").count() == 3
    assert page.is_visible("ol.path")
    assert not page.is_visible(".walk svg")
    page.goto(f"{address}/en/")
    assert page.is_visible(".tilegroups")
    assert not page.is_visible(".tilemap")
    context.close()


def test_the_filters_work_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/indicators/SDG_1_3_1_TOTAL")
    page.select_option("select[name=indicator]", "SDG_1_3_1_POOR")
    page.click("form.filters button")
    assert "/en/indicators/SDG_1_3_1_POOR" in page.url
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_and_nothing_scrolls_sideways(
    browser: Browser, address: str, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    found = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in results.response["violations"]]
    assert found == []
    context.close()


@pytest.mark.parametrize("path", PAGES[:3])
def test_the_narrowest_screen_holds_the_page(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_lines_are_copied_by_a_button_and_the_filters_of_a_dataset_work_without_javascript(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/en/data/DF_INDICATORS?REF_AREA=QMA")
    page.click("button[data-copy=text-python]")
    page.wait_for_selector("button[data-copy=text-python]:has-text('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.inner_text("#text-python code")
    assert f"{address}/v1/datasets/DF_INDICATORS/data?REF_AREA=QMA&release=" in copied
    context.close()

    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{address}/en/data/DF_INDICATORS")
    assert not page.is_visible("button[data-copy=text-python]")
    page.select_option("select[name=REF_AREA]", "QMB")
    page.click("form.filters button")
    assert "REF_AREA=QMB" in page.url
    assert "REF_AREA=QMB" in page.inner_text("#text-python code")
    plain.close()
