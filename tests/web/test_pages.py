"""The pages: three languages, one frame, nothing inline, nothing from elsewhere."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from openssi_web import releases

LANGUAGES = ("en", "fr", "es")
OWN = "http://testserver/"
"""How an address of the site begins that is shown whole."""

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
    "indicators/",
    "indicators/?q=vieillesse%20C0",
    "indicators/EXPENDITURE_OLD_AGE",
    "indicators/EXPENDITURE_PER_HEAD",
    "indicators/GENDER_GAP_OLD_AGE_PENSION?view=table",
    "indicators/LEGAL_SCOPE_CLASS",
    "indicators/COST_COVERING_RATE",
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
        if "//" in address and not address.startswith(OWN):
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
    # Formulas have braces of their own, and so has the configuration of a script.
    assert "{" not in re.sub(r"<(script|style|code).*?</\1>|<meta [^>]*>", "", text, flags=re.DOTALL)


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
    assert site.get("/", headers={"Accept-Language": "en;q=0.2, fr;q=0.9"}).headers["Location"] == "/fr/"
    assert site.get("/", headers={"Accept-Language": "de"}).headers["Location"] == "/en/"
    assert site.get("/es").headers["Location"] == "/es/"


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
    assert "SDG_1_3_1" not in text
    assert "/en/indicators/POVERTY_NATIONAL" in text


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


def links_of(text: str) -> set[str]:
    return {html.unescape(each) for each in re.findall(r'href="(/[^"#]*)', text)}


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/fr/indicators/SDG_1_3_1_OLD_AGE?sex=F&grouping=INCOME&group=HIC",
        "/es/indicators/SDG_1_3_1_UNEMPLOYMENT?year=2021&view=table",
        "/en/countries",
        pytest.param("/fr/countries/QMA", marks=pytest.mark.long),
        pytest.param("/es/methods", marks=pytest.mark.long),
        "/en/indicators/SDG_1_3_1_OLD_AGE/walk?grouping=INCOME&group=HIC&area=QMA",
    ],
)
def test_no_link_leads_nowhere(site: Client, path: str) -> None:
    links = links_of(site.get(path).content.decode())
    followed = {each for each in links if not re.search(r"/figures/|/all\.|^/static/", each)}
    assert len(followed) > 10
    assert [each for each in followed if site.get(each, follow=True).status_code not in {200, 304}] == []


def test_every_figure_of_the_matrix_and_the_bars_leads_to_its_walk(site: Client) -> None:
    text = site.get("/en/indicators/SDG_1_3_1_OLD_AGE").content.decode()
    for kind in ("matrix", "bars"):
        for table in re.findall(rf'<table class="{kind}">.*?</table>', text, re.DOTALL):
            cells = re.findall(r"<td[^>]*>(.*?)</td>", table, re.DOTALL)
            numbers = [each for each in cells if re.search(r">\d[\d.]*</", each)]
            assert numbers
            assert all("/walk?" in each for each in numbers)


def test_the_walk_of_an_income_group_goes_through_income_groups(site: Client) -> None:
    text = site.get("/en/indicators/SDG_1_3_1_TOTAL/walk?grouping=INCOME&group=HIC").content.decode()
    assert "Demonstration world › High income" in text
    link = next(each for each in links_of(text) if each.endswith("area=QMA"))
    assert "grouping=INCOME&group=HIC" in link
    assert "High income › Averland" in site.get(link).content.decode()


def test_a_group_that_is_not_published_is_not_disclosed_by_its_walk(site: Client) -> None:
    text = site.get("/en/indicators/SDG_1_3_1_TOTAL/walk?year=2023").content.decode()
    row = next(each for each in text.split("<tr>") if "Outer Isles</a></th>" in each)
    assert '<td class="n">:u</td>' in row


def test_the_table_stands_where_the_tiles_stood(site: Client) -> None:
    text = site.get("/en/indicators/SDG_1_3_1_OLD_AGE?view=table&sort=value").content.decode()
    assert '<div class="tilemap">' not in text
    names = re.findall(r'/en/countries/(QM[A-Z])">', text)
    values = [float(each) for each in re.findall(r'area=QM[A-Z]">([\d.]+)</a>', text)]
    assert values == sorted(values, reverse=True)
    assert len(names) == 26


def test_a_true_zero_stands_before_what_is_missing_and_has_a_ring(site: Client) -> None:
    text = site.get("/en/indicators/SDG_1_3_1_UNEMPLOYMENT").content.decode()
    groups = text[text.index('<div class="tilegroups">') : text.index('<table class="legend">')]
    for group in groups.split("<h3>")[1:]:
        tiles = re.findall(r"<b>([^<]+)</b>", group)
        assert [each for each in tiles if each != "…"] + [each for each in tiles if each == "…"] == tiles


def test_an_older_release_stays_chosen_and_the_latest_does_not_pin(site: Client) -> None:
    latest = str(site.get("/v1/releases").json()["latest"])
    assert f"/en/countries?release={latest}" not in site.get(f"/en/?release={latest}").content.decode()


def test_static_files_carry_a_fingerprint(site: Client) -> None:
    assert re.search(r'/static/openssi/site\.css\?v=[0-9a-f]{10}"', site.get("/en/").content.decode())


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/en/indicators/SDG_9", 404, "INDICATOR_UNKNOWN"),
        ("/fr/indicators/SDG_1_3_1_OLD_AGE?year=1900", 400, "VALUE_NOT_ALLOWED"),
        ("/es/countries/ZZZ", 404, "AREA_UNKNOWN"),
        ("/en/?release=1999.9", 404, "RELEASE_UNKNOWN"),
        ("/en/indicators/SDG_1_3_1_OLD_AGE/walk?area=QMA&total=nothing", 404, "FIGURE_UNKNOWN"),
        ("/en/indicators/SDG_1_3_1_OLD_AGE/walk?grouping=INCOME&group=NOBODY", 404, "FIGURE_UNKNOWN"),
    ],
)
def test_what_does_not_exist_is_answered_with_what_to_do(site: Client, path: str, status: int, code: str) -> None:
    response = site.get(path)
    assert response.status_code == status
    assert code in response.content.decode()


def test_a_workspace_that_is_not_there_is_answered_with_a_page(
    site: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(tmp_path / "nowhere"))
    response = site.get("/fr/")
    assert response.status_code == 503
    assert "WORKSPACE_MISSING" in response.content.decode()
    assert site.get("/v1/releases").json()["errors"][0]["code"] == "WORKSPACE_MISSING"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The fault is ours"), ("fr", "La faute est la nôtre"), ("es", "El fallo es nuestro")],
)
def test_a_defect_is_answered_in_the_language(
    site: Client, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("openssi_web.pages.views.parse_selection", broken)
    monkeypatch.setattr("openssi_web.api.views.parse_selection", broken)
    site.raise_request_exception = False
    response = site.get(f"/{language}/indicators/SDG_1_3_1_TOTAL")
    assert (response.status_code, said in response.content.decode()) == (500, True)
    release = site.get("/v1/releases").json()["latest"]
    answer = site.get(f"/v1/releases/{release}/indicators/SDG_1_3_1_TOTAL.csv?lang={language}")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (500, "SERVER_ERROR")


def test_a_foreign_host_name_is_answered_with_what_to_do(site: Client) -> None:
    response = site.get("/en/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert "OPENSSI_HOSTS" in response.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_french_keeps_its_spaces(site: Client, path: str) -> None:
    text = re.sub(r"<(script|style|code)[^>]*>.*?</\1>", "", site.get(f"/fr/{path}").content.decode(), flags=re.DOTALL)
    said = html.unescape(re.sub(r"<[^>]+>", "\n", text))
    assert re.findall(r".{12} [;:!?»](?:\s|$)|.{12}« ", said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_leads_nowhere_is_answered_in_the_language(site: Client, language: str) -> None:
    response = site.get(f"/{language}/nothing/here")
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()
