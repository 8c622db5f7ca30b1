"""The pages: three languages, one frame, nothing inline, nothing from elsewhere."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

LANGUAGES = ("en", "fr", "es")
PATHS = (
    "",
    "indicators/SDG_1_3_1_OLD_AGE",
    "indicators/SDG_1_3_1_MATERNITY?year=2021",
    "indicators/SDG_1_3_1_OLD_AGE?sex=F&grouping=INCOME&group=HIC&sort=value",
    "indicators/SDG_1_3_1_OLD_AGE/walk",
    "indicators/SDG_1_3_1_OLD_AGE/walk?area=QMA",
    "indicators/SDG_1_3_1_OLD_AGE/walk?area=QMA&total=total.QMA.2023.H_COV_OLD._T",
    "countries",
    "countries/QMA",
    "countries/QMJ",
    "data",
    "methods",
)


class Checked(HTMLParser):
    """What a page must not hold, and what it must."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.headings = 0
        self.inline: list[str] = []
        self.foreign: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        self.headings += tag == "h1"
        if tag == "style" or "style" in given or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        self.inline += [name for name in given if name.startswith("on")]
        address = given.get("src") or given.get("href") or ""
        if "//" in address:
            self.foreign.append(address)
        if given.get("id"):
            self.ids.append(str(given["id"]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_whole(site: Client, language: str, path: str) -> None:
    response = site.get(f"/{language}/{path}")
    assert response.status_code == 200
    text = response.content.decode()
    page = Checked()
    page.feed(text)
    assert (page.language, page.headings, page.inline, page.foreign) == (language, 1, [], [])
    assert len(page.ids) == len(set(page.ids))
    assert "{" not in re.sub(r"<script.*?</script>|<style.*?</style>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("en", "Every country and every figure on this site is invented"),
        ("fr", "Tous les pays et tous les chiffres de ce site sont inventés"),
        ("es", "Todos los países y todas las cifras de este sitio son inventados"),
    ],
)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_invented_countries_says_so(site: Client, language: str, notice: str, path: str) -> None:
    assert notice in site.get(f"/{language}/{path}").content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_names_its_release(site: Client, path: str) -> None:
    assert re.search(r"Release \d{4}\.1", site.get(f"/en/{path}").content.decode())


def test_the_front_door_follows_the_browser(site: Client) -> None:
    assert site.get("/", headers={"Accept-Language": "es-MX,en;q=0.5"}).headers["Location"] == "/es/"
    assert site.get("/", headers={"Accept-Language": "de"}).headers["Location"] == "/en/"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(site: Client) -> None:
    policy = site.get("/en/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_changing_the_language_keeps_the_rest_of_the_address(site: Client) -> None:
    text = site.get("/en/indicators/SDG_1_3_1_OLD_AGE?year=2021&sex=F").content.decode()
    assert "/fr/indicators/SDG_1_3_1_OLD_AGE?year=2021&amp;sex=F" in text


def test_the_filter_form_leads_to_the_address_of_the_indicator(site: Client) -> None:
    response = site.get("/fr/indicators/?indicator=SDG_1_3_1_POOR&year=2022&group=&sex=_T")
    assert response.headers["Location"] == "/fr/indicators/SDG_1_3_1_POOR?year=2022&sex=_T"


def test_a_country_without_an_answer_has_no_figure_and_no_zero(site: Client) -> None:
    text = site.get("/en/countries/QMJ").content.decode()
    assert "Missing is not zero" in text


def test_a_true_zero_is_shown_as_a_zero(site: Client) -> None:
    text = site.get("/en/indicators/SDG_1_3_1_UNEMPLOYMENT").content.decode()
    row = next(each for each in text.split("<tr") if "/en/countries/QMG" in each)
    assert re.search(r">0</a>", row)


def test_the_walk_ends_at_file_sheet_and_cell_with_the_note(site: Client) -> None:
    address = "/en/indicators/SDG_1_3_1_OLD_AGE/walk?area=QMI&total=total.QMI.2023.H_COV_OLD._T"
    cell = "QMI.2023.H_COV_OLD._Z._Z._T._T._Z._Z"
    text = site.get(f"{address}&cell={cell}").content.decode()
    assert "QMI-2023-fr.xlsx, H_Totals" in text
    assert "pensions versées à des personnes" in text
    assert "R066" in text


def test_the_parts_of_the_world_add_up(site: Client) -> None:
    text = site.get("/en/indicators/SDG_1_3_1_OLD_AGE/walk").content.decode()
    assert re.search(r"Difference, points</th><td class=\"n\">0\.00", text)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/en/indicators/SDG_9", "INDICATOR_UNKNOWN"),
        ("/fr/indicators/SDG_1_3_1_OLD_AGE?year=1900", "VALUE_NOT_ALLOWED"),
        ("/es/countries/ZZZ", "AREA_UNKNOWN"),
        ("/en/?release=1999.9", "RELEASE_UNKNOWN"),
        ("/en/indicators/SDG_1_3_1_OLD_AGE/walk?area=QMA&total=nothing", "FIGURE_UNKNOWN"),
    ],
)
def test_what_does_not_exist_is_answered_with_what_to_do(site: Client, path: str, code: str) -> None:
    response = site.get(path)
    assert response.status_code == 404
    assert code in response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_leads_nowhere_is_answered_in_the_language(site: Client, language: str) -> None:
    response = site.get(f"/{language}/nothing/here")
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()
