"""What stands around every page of the dashboards: addresses, files, frames for other sites, refusals."""

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import openpyxl
import pytest
from django.test import Client

from openssi.definitions import load
from openssi.vocabulary.text import LANGUAGES

PAGES = tuple(each.id for each in load().pages.values() if each.is_listed)
"""The page of a country stands under the address of its country; `test_profiles.py` holds it."""

COVERAGE = "/en/dashboards/coverage"
HOST = "http://testserver"
PNG = b"\x89PNG"


class Checked(HTMLParser):
    """What a page must not hold, and what it must."""

    def __init__(self) -> None:
        super().__init__()
        self.headings = 0
        self.inline: list[str] = []
        self.foreign: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.headings += tag == "h1"
        if tag == "style" or "style" in given or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        self.inline += [name for name in given if name.startswith("on")]
        address = given.get("src") or given.get("href") or ""
        if "//" in address and not address.startswith(HOST):
            self.foreign.append(address)
        if given.get("id"):
            self.ids.append(str(given["id"]))


def text_of(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def files_of(text: str, kind: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(rf'href="(/../dashboards/[^"]+\.{kind}\?[^"]*)"', text)]


def figure(site: Client, kind: str = "", page: str = COVERAGE) -> str:
    """The address of the first figure of a page that comes as a kind."""
    return files_of(text_of(site, page), kind)[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_heading_and_nothing_inline_or_from_elsewhere(site: Client, page: str, language: str) -> None:
    text = text_of(site, f"/{language}/dashboards/{page}")
    checked = Checked()
    checked.feed(text)
    assert (checked.headings, checked.inline, checked.foreign) == (1, [], [])
    assert sorted({each for each in checked.ids if checked.ids.count(each) > 1}) == []
    assert not re.search(r">\s*(nan|None|inf)\s*<", text)
    assert "{" not in re.sub(r"<(script|textarea).*?</\1>|content='.*?'", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_no_link_of_a_page_leads_nowhere(site: Client, page: str) -> None:
    text = text_of(site, f"/fr/dashboards/{page}")
    links = {html.unescape(each) for each in re.findall(r'href="(/[^"#]*)', text)}
    # One of each kind stands for the hundreds that a table has.
    kinds = {re.sub(r"=[^&]*|/[A-Z]{3}\b", "", each): each for each in links}
    others = r"^/static/|/all\.|\.(png|xlsx|embed|interactive)\?|^/../dashboards/\w+$"
    followed = [each for each in kinds.values() if not re.search(others, each)]
    assert [each for each in followed if site.get(each, follow=True).status_code not in {200, 304}] == []


def test_the_index_lists_every_page_with_a_sentence(site: Client) -> None:
    for language in LANGUAGES:
        text = html.unescape(text_of(site, f"/{language}/dashboards/"))
        for each in PAGES:
            assert f'href="/{language}/dashboards/{each}"' in text
            assert load().pages[each].description.in_language(language) in text


def test_the_menu_marks_the_page_that_is_shown(site: Client) -> None:
    assert 'href="/es/dashboards/coverage" aria-current="page"' in text_of(site, "/es/dashboards/coverage")


def test_the_permanent_link_names_every_choice_and_the_release_and_shows_the_same(site: Client, release: str) -> None:
    first = text_of(site, COVERAGE)
    address = html.unescape(re.findall(r'id="permanent" href="([^"]+)"', first)[0])
    assert address.startswith(f"{HOST}{COVERAGE}?")
    for each in ("indicator=SDG_1_3_1_TOTAL", "year=2023", "sex=_T", f"release={release}"):
        assert each in address
    again = text_of(site, address.removeprefix(HOST))
    headline = r'<h1 id="headline">(.*?)</h1>'
    assert re.findall(headline, again) == re.findall(headline, first)
    assert re.findall(r'id="permanent" href="([^"]+)"', again) == re.findall(r'id="permanent" href="([^"]+)"', first)


def test_the_csv_of_a_figure_has_names_for_programs_and_says_where_it_is_from(site: Client, release: str) -> None:
    response = site.get(figure(site, "csv"))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f"-{release}-en.csv" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {row["release"] for row in rows} == {release}
    assert {row["world"] for row in rows} == {"demonstration"}
    assert all(row["address"].startswith(f"{HOST}{COVERAGE}?") and row["source"] for row in rows)
    french = site.get(figure(site, "csv").replace("/en/", "/fr/")).content.decode("utf-8-sig")
    assert french.splitlines()[0] == ",".join(rows[0])


def test_the_workbook_of_a_figure_has_numbers_and_its_notes_beside_them(site: Client, release: str) -> None:
    response = site.get(figure(site, "xlsx").replace("/en/", "/fr/"))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    data, notes = book.worksheets
    assert any(isinstance(cell.value, float | int) for row in data.iter_rows(min_row=2) for cell in row)
    told = " ".join(str(row[0].value) for row in notes.iter_rows())
    assert f"publication {release}" in told
    assert f"release={release}" in told
    assert "n’impliquent aucune approbation" in told


def test_a_number_that_is_missing_is_an_empty_cell_with_its_symbol_beside_it(site: Client) -> None:
    addresses = [each for page in PAGES for each in files_of(text_of(site, f"/en/dashboards/{page}"), "csv")]
    seen: set[str] = set()
    for each in addresses:
        rows = list(csv.DictReader(io.StringIO(site.get(each).content.decode("utf-8-sig"))))
        own = [name.removesuffix("_status") for name in rows[0] if name.endswith("_status")]
        names = [name for name in own if name in rows[0]]
        for row, name in ((row, name) for row in rows for name in names):
            value, status = row[name], row[f"{name}_status"]
            assert value or status
            assert value == "" or float(value) is not None
            seen.add(status)
    assert addresses
    assert "…" in seen


@pytest.mark.parametrize("width", ["720", "358"])
def test_a_drawing_comes_with_its_caption_at_two_widths(site: Client, width: str) -> None:
    response = site.get(f"{figure(site, 'svg')}&width={width}")
    assert response.headers["Content-Type"] == "image/svg+xml"
    root = ET.fromstring(response.content)  # noqa: S314 - we wrote it
    assert root.get("width") == str(int(width) + 8)
    assert "Release" in "".join(root.itertext())
    assert site.get(f"{figure(site, 'png')}&width={width}").content.startswith(PNG)


def test_the_specification_leads_to_addresses_of_the_site(site: Client) -> None:
    response = site.get(figure(site, "svg").replace(".svg", ".vega"))
    assert "layer" in json.loads(response.content)
    assert b"openssi.invalid" not in response.content


def test_files_of_a_named_release_are_kept_for_ever_and_not_made_twice(site: Client) -> None:
    for kind in ("csv", "xlsx", "svg", "png"):
        address = figure(site, kind)
        first = site.get(address)
        assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        again = site.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    latest = site.get(f"{COVERAGE}/contingencies.csv")
    assert latest.headers["Cache-Control"] == "no-cache"


def test_any_site_may_frame_a_figure_and_nothing_else(site: Client) -> None:
    framed = site.get(figure(site, "embed"))
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert not framed.cookies
    assert "frame-ancestors 'self'" in site.get(COVERAGE).headers["Content-Security-Policy"]
    text = framed.content.decode()
    checked = Checked()
    checked.feed(text)
    assert (checked.headings, checked.inline, checked.foreign) == (1, [], [])
    assert "<script" not in text
    assert "<nav" not in text
    assert 'href="/en/dashboards/coverage?' in text


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_can_be_framed(site: Client, page: str) -> None:
    for each in files_of(text_of(site, f"/es/dashboards/{page}"), "embed"):
        assert '<base target="_blank">' in text_of(site, each)


def test_the_code_that_embeds_a_figure_stands_in_a_field_and_leads_to_it(site: Client) -> None:
    text = text_of(site, COVERAGE)
    code = html.unescape(re.findall(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", text, re.DOTALL)[0])
    source = html.unescape(re.findall(r'<iframe src="([^"]+)"', code)[0])
    assert source.startswith(f"{HOST}{COVERAGE}/")
    assert site.get(source.removeprefix(HOST)).status_code == 200
    assert re.search(r'title="[^"]{10,}"', code)


def test_a_figure_is_cited_with_the_day_in_words(site: Client) -> None:
    cited = re.findall(r'<p class="cited"[^>]*>(.*?)</p>', text_of(site, COVERAGE.replace("/en/", "/fr/")))[0]
    assert re.search(r"publication \d{4}\.1 du (1er|\d+) [a-zéû]+ \d{4}\.", cited)
    assert HOST in cited


def test_the_interactive_version_is_the_drawing_itself_with_the_value_of_each_mark(site: Client) -> None:
    text = text_of(site, figure(site, "interactive"))
    assert text.count('<svg xmlns="http://www.w3.org/2000/svg" class="drawing"') == 2
    assert len(re.findall(r"<title>[^<]{5,}</title></(?:rect|circle|path)>", text)) > 10
    assert set(re.findall(r'<script src="/static/openssi/([\w.]+)', text)) == {"site.js", "pointed.js"}
    assert text.count("<script") == 2


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("nothing", 404, "DASHBOARD_UNKNOWN"),
        ("coverage/nothing.csv", 404, "DASHBOARD_FIGURE_UNKNOWN"),
        ("coverage/nothing.embed", 404, "DASHBOARD_FIGURE_UNKNOWN"),
        ("coverage/contingencies.pdf", 400, "VALUE_NOT_ALLOWED"),
        ("coverage/contingencies.svg?width=9", 400, "VALUE_NOT_ALLOWED"),
        ("coverage/contingencies.png?width=720&width=x", 400, "VALUE_NOT_ALLOWED"),
        ("coverage/contingencies.csv?year=1492", 400, "VALUE_NOT_ALLOWED"),
        ("coverage?release=1999.1", 404, "RELEASE_UNKNOWN"),
        ("coverage/contingencies.embed?release=1999.1", 404, "RELEASE_UNKNOWN"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_explained(site: Client, language: str, path: str, status: int, code: str) -> None:
    response = site.get(f"/{language}/dashboards/{path}")
    assert response.status_code == status
    text = response.content.decode()
    assert code in text
    assert f'<html lang="{language}"' in text


def test_a_figure_that_is_a_table_has_no_drawing(site: Client) -> None:
    for page in PAGES:
        text = text_of(site, f"/en/dashboards/{page}")
        drawn = {each.split("?")[0].removesuffix(".svg") for each in files_of(text, "svg")}
        tables = [each for each in files_of(text, "csv") if each.split("?")[0].removesuffix(".csv") not in drawn]
        for each in tables:
            response = site.get(each.replace(".csv", ".svg"))
            assert response.status_code == 404
            assert b"DASHBOARD_FIGURE_NOT_DRAWN" in response.content


def test_a_figure_with_nothing_to_show_has_no_file_and_says_why_in_its_frame(site: Client) -> None:
    section = r'<section class="figure[^"]*" id="(\w+)"(.*?)</section>'
    pages = {page: text_of(site, f"/en/dashboards/{page}") for page in PAGES}
    alone = [
        f"/en/dashboards/{page}/{figure}"
        for page, text in pages.items()
        for figure, inside in re.findall(section, text, re.DOTALL)
        if 'class="nothing"' in inside
    ]
    gathered = [
        f"/en/dashboards/{page}/{figure}"
        for page, text in pages.items()
        for figure in re.findall(r'<li id="(\w+)"', text)
    ]
    found = [*alone, *gathered]
    assert found
    for each in found:
        refused, framed = site.get(f"{each}.csv"), site.get(f"{each}.embed")
        assert refused.status_code == 404
        assert b"DASHBOARD_FIGURE_EMPTY" in refused.content
        assert framed.status_code == 200
        assert b'class="nothing"' in framed.content


def test_the_map_finds_its_indicator_by_name_without_javascript(site: Client) -> None:
    text = text_of(site, "/en/dashboards/map")
    names = re.search(r'<datalist id="filter-indicator-names">(.*?)</datalist>', text, re.DOTALL)
    assert names is not None
    assert '<option value="Older persons: pension">' in names[1]
    assert 'list="filter-indicator-names"' in text
    found = text_of(site, "/en/dashboards/map?indicator=older+persons+pension&indicator=SDG_1_3_1_TOTAL")
    assert '<option value="SDG_1_3_1_OLD_AGE" selected>' in found


def test_a_table_with_bars_leaves_as_a_drawing_too(site: Client) -> None:
    text = text_of(site, "/en/dashboards/world")
    table = text.split('class="matrix bar-table"', 1)[1].split("</section>", 1)[0]
    for kind, media_type in (("svg", "image/svg+xml"), ("png", "image/png")):
        answer = site.get(files_of(table, kind)[0])
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type)


SCRIPT = "<script>alert(1)</script>"
FIELDS = (
    "indicator", "year", "sex", "breakdown", "grouping", "group", "area", "areas", "function", "choice", "view",
    "sort", "q", "page", "release", "as_of", "width",
)  # fmt: skip


@pytest.mark.parametrize("hostile", [SCRIPT, "x" * 10_000, "\x00", "' OR 1=1 --", "{{ 7*7 }}", "\u202e%00é"])
@pytest.mark.parametrize("page", PAGES)
def test_hostile_words_in_any_field_are_explained_and_never_repeated_as_they_are(
    site: Client, page: str, hostile: str
) -> None:
    for field in FIELDS:
        response = site.get(f"/en/dashboards/{page}", {field: hostile})
        assert response.status_code in {200, 400, 404}, field
        text = response.content.decode()
        assert SCRIPT not in text
        assert "x" * 500 not in re.sub(r'href="[^"]*"', "", text)


@pytest.mark.parametrize("kind", ["csv", "svg", "embed", "interactive", "vega"])
def test_hostile_words_do_not_pass_through_files(site: Client, kind: str) -> None:
    for field in FIELDS:
        response = site.get(f"{COVERAGE}/contingencies.{kind}", {field: SCRIPT})
        assert response.status_code in {200, 400, 404}
        assert SCRIPT not in response.content.decode("utf-8-sig")


def test_repeated_and_unknown_parameters_leave_a_page_as_it_is(site: Client) -> None:
    response = site.get(f"{COVERAGE}?year=2022&year=2021&nothing={SCRIPT}&sex=F&sex=M")
    assert response.status_code == 200
    text = response.content.decode()
    assert SCRIPT not in text
    assert re.search(r'<option value="2022" selected', text)


def test_styles_and_scripts_travel_compressed(site: Client) -> None:
    address = re.findall(r'href="(/static/openssi/dashboards\.css[^"]*)"', text_of(site, COVERAGE))[0]
    plain = site.get(address)
    packed = site.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(b"".join(plain)) / 2  # type: ignore[arg-type]  # a streamed answer
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "max-age=31536000" in packed.headers["Cache-Control"]
