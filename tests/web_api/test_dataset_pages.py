"""The page of a dataset and the page of the API; what is to be pasted is pasted and run."""

import html
import json
import re
import subprocess
import sys

import pytest
from django.test import Client

from openssi.vocabulary.text import LANGUAGES
from openssi_web.pages.paste_texts import paste_texts
from web_api.conftest import body

CHOSEN = "/en/data/DF_INDICATORS?REF_AREA=QMA&INDICATOR=SDG_1_3_1_OLD_AGE&SEX=_T&start=2020"


def text_of(site: Client, path: str, host: str = "localhost") -> str:
    return site.get(path, headers={"host": host}).content.decode()


def pasted(page: str) -> dict[str, str]:
    found = re.findall(r'id="text-(\w+)"[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    return {name: html.unescape(lines) for name, lines in found}


def test_the_lines_for_python_give_the_rows_that_were_chosen(site: Client, address: str) -> None:
    lines = pasted(text_of(site, CHOSEN, address.removeprefix("http://")))["python"]
    assert len(lines.splitlines()) == 3
    printed = 'print(data["OBS_VALUE"].tolist(), data["FREQ"].unique().tolist(), data["CONF_STATUS"].unique().tolist())'
    run = subprocess.run([sys.executable, "-c", f"{lines}\n{printed}"], capture_output=True, text=True, check=True)
    page = site.get("/v1/datasets/DF_INDICATORS/data?REF_AREA=QMA&INDICATOR=SDG_1_3_1_OLD_AGE&SEX=_T&start=2020")
    rows = json.loads(body(page))["rows"]
    values = [float("nan") if row["OBS_VALUE"] is None else row["OBS_VALUE"] for row in rows]
    assert run.stdout.strip() == f"{values} ['A'] ['F']"
    assert len(values) > 3


@pytest.mark.parametrize("name", ["power_query", "r", "stata", "stata_csv"])
def test_the_other_lines_ask_an_address_that_answers(site: Client, name: str) -> None:
    lines = pasted(text_of(site, CHOSEN))[name]
    if name == "power_query":
        base, path, query = re.search(
            r'Contents\("(.*?)", \[RelativePath = "(.*?)", Query = \[(.*?)\]\]\)', lines
        ).groups()  # type: ignore[union-attr]
        address = f"{base}/{path}?" + "&".join(re.sub(r'(\w+) = "(.*)"', r"\1=\2", each) for each in query.split(", "))
    else:
        address = re.search(r'"(http.*?)"', lines)[1]  # type: ignore[index]
    assert address.startswith("http://localhost/v1/datasets/DF_INDICATORS/data?REF_AREA=QMA&")
    response = site.get(address.removeprefix("http://localhost"))
    assert (response.status_code, len(body(response)) > 100) == (200, True)


def test_a_text_of_power_query_balances_and_ends_in_its_last_step() -> None:
    lines = next(
        each.lines for each in paste_texts("http://a", "/b", [("X", 'say "#(lf)"')]) if each.id == "power_query"
    )
    assert 'X = "say ""#(#)(lf)"""' in lines
    for opening, closing in ("()", "[]", "{}"):
        assert lines.count(opening) - lines.count(closing) == 0
    steps = re.findall(r"^    (\w+) =", lines, re.MULTILINE)
    assert lines.splitlines()[0] == "let"
    assert lines.splitlines()[-2:] == ["in", f"    {steps[-1]}"]


def test_every_filter_is_in_the_address_and_every_address_names_the_release(site: Client, release: str) -> None:
    page = text_of(site, CHOSEN)
    assert re.search(r'<select name="REF_AREA">.*?value="QMA" selected', page, re.DOTALL)
    addresses = [html.unescape(each) for each in re.findall(r'href="(http://localhost/[^"]+)"', page)]
    assert len(addresses) >= 6
    assert all(f"release={release}" in each for each in addresses)
    for each in addresses:
        response = site.get(each.removeprefix("http://localhost"))
        assert (response.status_code, len(body(response)) > 0) == (200, True), each


def test_the_page_says_how_many_observations_are_chosen(site: Client) -> None:
    found = site.head("/v1/datasets/DF_INDICATORS/data?REF_AREA=QMA&INDICATOR=SDG_1_3_1_OLD_AGE&SEX=_T&start=2020")
    assert f"{found.headers['OpenSSI-Observations']} observations chosen" in text_of(site, CHOSEN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dataset_has_a_page_in_every_language_that_the_list_leads_to(site: Client, language: str) -> None:
    listed = re.findall(rf'href="(/{language}/data/DF_\w+)"', text_of(site, f"/{language}/data"))
    assert len(listed) == 7
    for each in listed:
        assert site.get(each).status_code == 200


@pytest.mark.parametrize(
    "query", ["REF_AREA=XXX", "start=2023&end=2020", "start=soon", "release=1999.1", "start=%C2%B2", "start=12345"]
)
def test_what_is_not_possible_is_said_on_a_page(site: Client, query: str) -> None:
    response = site.get(f"/fr/data/DF_INDICATORS?{query}")
    assert response.status_code in {400, 404}
    assert '<html lang="fr">' in response.content.decode()


def test_a_dataset_that_is_not_there_is_said_on_a_page(site: Client) -> None:
    assert site.get("/es/data/DF_NOTHING").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_api_shows_every_address_with_its_parameters(site: Client, language: str) -> None:
    page = html.unescape(text_of(site, f"/{language}/api"))
    described = site.get(f"/v1/openapi.json?lang={language}").json()
    for path, methods in described["paths"].items():
        assert f"GET {path}</code>" in page
        for each in methods["get"]["parameters"]:
            assert f"<code>{each['name']}</code>" in page
            assert each["description"] in page


def test_the_pages_hold_nothing_from_elsewhere_and_nothing_inline(site: Client) -> None:
    for path in ("/en/api", "/en/data/DF_INDICATORS"):
        page = text_of(site, path)
        assert not re.search(r"<script(?![^>]*src=\"/static/)|<style|\son\w+=|\sstyle=|src=\"http", page)


def test_the_kinds_of_addresses_have_names_in_the_language_of_the_reader(site: Client) -> None:
    assert '<h2 id="group-datasets">Jeux de données</h2>' in text_of(site, "/fr/api")
