"""The dashboards in a real browser: filters without a reload, the keyboard, narrow screens, paper, nobody shut out."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

import openssi_web
from in_a_browser import listening
from openssi.definitions import load
from openssi.vocabulary.text import LANGUAGES

pytestmark = pytest.mark.browser

PAGES = tuple(load().pages)
EVERY_PAGE = [
    (LANGUAGES[(number + turn) % len(LANGUAGES)], name) for number, name in enumerate(PAGES) for turn in range(3)
]
"""Each page in all languages, beginning with another one each time: every run takes the first, long ones all."""


def path_of(language: str, name: str) -> str:
    """The address of a page; that of a country is the first of the demonstration."""
    return f"/{language}/countries/QMA" if name == "country" else f"/{language}/dashboards/{name}"


STYLES = Path(openssi_web.__file__).parent / "static" / "openssi"
WIDTHS = (320, 360, 1440)
COVERAGE = "/en/dashboards/coverage"
LENGTHENED = """() => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const { parentElement: parent, data } = words.currentNode;
        if (parent.closest("svg, script, textarea")) continue;
        const longer = (each) => each + each.slice(0, Math.ceil(each.length * 0.4));
        words.currentNode.data = data.replace(/\\p{L}{2,}/gu, longer);
    }
    document.documentElement.dir = "rtl";
}"""
"""Makes every word 40 % longer and lets the page run from the right."""

FOCUSED = "(each => each.id || `${each.tagName} ${each.href || each.textContent}`)(document.activeElement)"
"""What the keyboard has reached."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_navigation_timeout(120_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    context.close()
    assert complaints == []


@contextmanager
def elsewhere(code: str) -> Iterator[str]:
    """Another site, whose only page holds what was copied."""

    def answer(_: object, start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [f"<h1>Elsewhere</h1>{code}".encode()]

    with listening(answer) as found:
        yield f"{found}/"


def sideways(page: Page) -> int:
    """By how many pixels a page can be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def broken(page: Page) -> list[str]:
    """What axe finds wrong."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.parametrize(("language", "name"), EVERY_PAGE)
def test_nobody_is_shut_out_and_nothing_scrolls_sideways(
    browser: Browser, address: str, language: str, name: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{address}{path_of(language, name)}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways(page) == 0, width
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert broken(page) == []
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_dark_page_shuts_nobody_out(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}{path_of('fr', name)}")
    assert broken(page) == []
    context.close()


@pytest.mark.parametrize("name", ["", *PAGES])
@pytest.mark.parametrize("width", [360, 1440])
def test_longer_words_from_right_to_left_stay_within_the_page(page: Page, address: str, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}{path_of('en', name)}" if name else f"{address}/en/dashboards/")
    page.evaluate(LENGTHENED)
    assert sideways(page) == 0


def test_a_filter_changes_the_page_without_a_reload_and_the_address_holds_it(page: Page, address: str) -> None:
    page.goto(address + COVERAGE)
    page.evaluate("window.stays = true")
    before = page.inner_text("h1")
    page.select_option("#filter-year", "2021")
    page.wait_for_function("before => document.querySelector('h1').textContent !== before", arg=before)
    assert "year=2021" in page.url
    assert page.evaluate("window.stays")
    assert page.inner_text("#said") == page.inner_text("h1")
    assert page.title().startswith(page.inner_text("h1"))
    assert "year=2021" in str(page.get_attribute("#languages a[hreflang=fr]", "href"))
    page.select_option("#filter-year", "2022")
    page.wait_for_url("**year=2022**")
    page.go_back()
    page.wait_for_function("() => document.querySelector('#filter-year').value === '2021'")
    page.go_back()
    page.wait_for_function("() => document.querySelector('#filter-year').value === 'latest'")
    page.go_forward()
    page.wait_for_function("() => document.querySelector('#filter-year').value === '2021'")


def test_the_keyboard_reaches_filters_links_and_details_and_is_not_sent_on_midway(page: Page, address: str) -> None:
    page.goto(address + COVERAGE)
    before = page.url
    page.focus("#filter-year")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)
    assert page.url == before
    reached: list[str] = []
    for _ in range(300):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("(e => e.id || e.tagName + ' ' + (e.href || e.textContent))(document.activeElement)")
        )
        if reached[-1] == "permanent":
            break
    assert "filter-apply" in reached
    assert any(".csv?" in each for each in reached)
    assert any(each.startswith("SUMMARY") for each in reached)
    page.focus("#filter-apply")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search !== ''")
    page.wait_for_function("() => document.activeElement.id === 'filter-apply'")


def test_the_page_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + COVERAGE)
    page.select_option("#filter-year", "2021")
    page.click("#filter-apply")
    page.wait_for_url("**year=2021**")
    page.click("details summary:has-text('Embed') >> nth=0")
    page.wait_for_selector("textarea >> nth=0", state="visible")
    assert not page.is_visible("button.copy >> nth=0")
    page.click(".take a:has-text('Interactive') >> nth=0")
    page.wait_for_selector(".figure.alone .drawn.wide svg", state="visible")
    context.close()


def test_what_cannot_be_shown_is_explained_where_the_filter_led(page: Page, address: str) -> None:
    page.goto(address + COVERAGE)
    page.evaluate("document.querySelector('#filter-year').options[1].value = '1066'")
    page.select_option("#filter-year", "1066")
    page.wait_for_selector("text=VALUE_NOT_ALLOWED")


def test_marks_of_an_interactive_figure_tell_their_values_to_the_pointer_and_the_keyboard(
    page: Page, address: str
) -> None:
    page.goto(address + COVERAGE)
    page.click(".take a:has-text('Interactive') >> nth=0")
    mark = page.locator(".drawn.wide [data-tells]").first
    value = mark.get_attribute("aria-label")
    mark.hover()
    assert page.inner_text("#pointed") == value
    page.keyboard.press("Escape")
    assert not page.is_visible("#pointed")
    mark.focus()
    assert page.inner_text("#pointed") == value
    assert broken(page) == []


def test_a_figure_stands_in_a_frame_of_another_site(page: Page, address: str) -> None:
    page.goto(address + COVERAGE)
    code = str(page.evaluate("document.querySelector('textarea').textContent"))
    with elsewhere(code) as other:
        page.goto(other)
        frame = page.frame_locator("iframe")
        frame.locator("h1").wait_for()
        assert len(frame.locator("h1").inner_text()) > 10
    assert page.context.cookies() == []


def test_paper_holds_figures_and_sources_and_no_navigation(page: Page, address: str) -> None:
    page.goto(address + COVERAGE)
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".places", ".jump", "form.filters", ".offers >> nth=0"):
        assert not page.is_visible(hidden)
    assert page.is_visible(".figure .source >> nth=0")
    assert re.search(r"\d{4}\.1", page.inner_text("#foot"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.is_visible("details.behind >> nth=0")
    page.goto(f"{address}/en/dashboards/compare")
    assert page.is_visible("#values table.behind")


def test_the_circle_of_a_small_state_has_the_colour_of_its_class(page: Page) -> None:
    styles = "".join((STYLES / each).read_text(encoding="utf-8") for each in ("site.css", "maps.css"))
    circles = "".join(f'<a class="{each}"><circle class="mark" r="9"/></a>' for each in ("c1", "c4", "c5", "d1", "d7"))
    page.set_content(f'<style>{styles}</style><div class="worldmap"><svg>{circles}</svg></div>')
    fills = "all => all.map(each => [getComputedStyle(each).fill, getComputedStyle(each.parentNode).fill])"
    found = page.eval_on_selector_all(".mark", fills)
    assert [circle for circle, _ in found] == [of_class for _, of_class in found]
    assert len({circle for circle, _ in found}) == 5


def test_drawings_have_sentences_with_figures_for_those_who_do_not_see_them(page: Page, address: str) -> None:
    for name in PAGES:
        page.goto(f"{address}{path_of('en', name)}" if name else f"{address}/en/dashboards/")
        told = page.eval_on_selector_all(".drawn", "all => all.map((each) => each.getAttribute('aria-label'))")
        assert all(len(each) > 20 and re.search(r"\d", each) for each in told), name


def test_colours_that_a_reader_has_chosen_leave_drawings_readable(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + COVERAGE)
    assert page.eval_on_selector(".drawn svg", "each => getComputedStyle(each).forcedColorAdjust") == "none"
    ink, paper = page.eval_on_selector(
        ".drawn svg text",
        "each => [getComputedStyle(each).fill, getComputedStyle(each.closest('svg')).backgroundColor]",
    )
    assert ink != paper
    context.close()
