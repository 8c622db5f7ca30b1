"""Indicators of every unit on the site: the index, the picker, the methods, the pages of countries, the downloads."""

import csv
import html
import io
import re
from pathlib import Path

import pytest
from django.test import Client

from openssi.definitions import load
from openssi.store import Workspace
from openssi.vocabulary.text import LANGUAGES


@pytest.fixture
def release(demonstration: Path) -> str:
    return str(Workspace.open(demonstration).releases.latest_id())


def page_of(site: Client, path: str) -> str:
    response = site.get(path)
    assert response.status_code == 200
    return response.content.decode()


def table(site: Client, release: str, indicator: str, query: str = "") -> list[dict[str, str]]:
    content = site.get(f"/v1/releases/{release}/indicators/{indicator}.csv?{query}").content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def offered(text: str) -> list[str]:
    select = re.search(r'<select name="indicator">.*?</select>', text, re.DOTALL)
    assert select is not None
    return re.findall(r'<option value="([A-Z0-9_]+)"', select.group())


@pytest.mark.parametrize("language", ["en", *(pytest.param(each, marks=pytest.mark.long) for each in ("fr", "es"))])
def test_every_indicator_has_a_page(site: Client, language: str) -> None:
    failed = [each for each in load().indicators if site.get(f"/{language}/indicators/{each}").status_code != 200]
    assert failed == []


def test_the_index_lists_every_indicator_and_links_those_with_values(site: Client) -> None:
    text = page_of(site, "/en/indicators/")
    linked = set(re.findall(r'<th scope="row"><a href="/en/indicators/([A-Z0-9_]+)"', text))
    names = {each.name.en for each in load().indicators.values()}
    assert {name for name in names if html.escape(name) not in text} == set()
    assert set(offered(page_of(site, "/en/indicators/SDG_1_3_1_TOTAL"))) == linked
    assert "no value in this release" in text


def test_the_index_is_searched_without_javascript_accents_aside(site: Client) -> None:
    text = page_of(site, "/fr/indicators/?q=DEPENSES+vieillesse")
    found = re.findall(r'<th scope="row"><a href="/fr/indicators/([A-Z0-9_]+)"', text)
    assert "EXPENDITURE_OLD_AGE" in found
    assert "SDG_1_3_1_TOTAL" not in found
    assert page_of(site, "/fr/indicators/?q=E05").count('<th scope="row">') == 1


def test_a_search_is_printed_as_text(site: Client) -> None:
    assert "<b>x" not in page_of(site, "/en/indicators/?q=<b>x</b>")


def test_the_picker_groups_by_family_and_holds_the_codes_for_the_search(site: Client) -> None:
    text = page_of(site, "/es/indicators/EXPENDITURE_OLD_AGE")
    assert '<optgroup label="Gasto">' in text
    assert re.search(r'<option value="EXPENDITURE_OLD_AGE" data-code="E05" data-name="[^"]+" selected>', text)
    assert "indicator-search.js" in text


def test_the_page_of_an_expenditure_names_its_unit_everywhere(site: Client) -> None:
    text = page_of(site, "/en/indicators/EXPENDITURE_OLD_AGE")
    assert re.search(r"<h1>Expenditure on old age stood at [\d.]+% of GDP in the demonstration world", text)
    assert "<small>% of GDP</small>" in text
    assert '<th scope="col" class="n">% of GDP</th>' in text
    assert "persons concerned" not in re.sub(r"<footer.*", "", text, flags=re.DOTALL)


def test_amounts_in_national_currency_have_neither_map_nor_bars(site: Client) -> None:
    text = page_of(site, "/en/indicators/EXPENDITURE_PER_HEAD")
    assert '<div class="tilemap">' not in text
    assert '<table class="bars' not in text
    assert re.search(r'<td class="n"><a href="[^"]+">[\d,]+\u00a0?\s?Q[A-Z]{2}</a>', text)


def test_the_classes_of_a_class_unit_stand_in_legend_and_table(site: Client) -> None:
    text = page_of(site, "/en/indicators/LEGAL_SCOPE_CLASS")
    assert '<th scope="row">Comprehensive: 8 branches</th>' in text
    assert "Answers are counted by country" in text


def test_variants_are_linked_from_the_page(site: Client) -> None:
    text = page_of(site, "/fr/indicators/SDG_1_3_1_INJURY")
    assert "Variantes de cette définition" in text
    assert "/fr/indicators/SDG_1_3_1_INJURY_EMPLOYED?" in text


def test_an_indicator_of_schemes_leads_to_the_countries_that_have_figures(site: Client) -> None:
    text = page_of(site, "/en/indicators/COST_COVERING_RATE")
    assert "single schemes and benefits only" in text
    link = re.search(r'href="(/en/countries/QM[A-Z])#by-scheme-title"', text)
    assert link is not None
    assert 'id="by-scheme-title"' in page_of(site, link.group(1))


def test_a_country_shows_its_indicators_by_family_with_their_units_and_figures_by_scheme(site: Client) -> None:
    text = page_of(site, "/en/countries/QMA")
    assert re.search(r'<th scope="rowgroup" colspan="\d+"><span>Expenditure</span></th>', text)
    row = next(each for each in text.split("<tr>") if "/en/indicators/EXPENDITURE_OLD_AGE" in each)
    assert '<td class="unit">% of GDP</td>' in row
    schemes = text[text.index('<table class="by-scheme">') :]
    assert "Administration" in schemes


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_methods_tell_formula_unit_weight_and_variants_of_every_indicator(site: Client, language: str) -> None:
    text = html.unescape(page_of(site, f"/{language}/methods"))
    missing = [each.id for each in load().indicators.values() if f'id="{each.id}"' not in text]
    assert missing == []
    assert "100*H.COV_INJ/X.EMP" in text
    assert "X.GDP" in text


def test_the_text_of_every_method_can_be_taken_away(site: Client) -> None:
    for family in load().indicator_families:
        assert site.get(f"/v1/methods/{family}.md").content.decode().startswith("# ")
    french = site.get("/v1/methods/coverage.md?lang=fr")
    assert french.content.decode().startswith("# Couverture effective\n")
    assert french["Content-Language"] == "fr"
    assert site.get("/v1/methods/nothing.md").json()["errors"][0]["code"] == "VALUE_NOT_ALLOWED"


def test_a_download_carries_unit_and_breakdown_with_their_names(site: Client, release: str) -> None:
    rows = table(site, release, "EXPENDITURE_OLD_AGE", "breakdown=CONTRIB")
    assert {(row["unit"], row["unit_name"]) for row in rows} == {("PT_GDP", "Per cent of GDP")}
    assert {(row["breakdown"], row["breakdown_name"]) for row in rows} == {("CONTRIB", "Contributory")}
    assert {row["indicator"] for row in rows} == {"EXPENDITURE_OLD_AGE"}


def test_the_first_columns_of_a_download_are_those_they_always_were(site: Client, release: str) -> None:
    rows = table(site, release, "SDG_1_3_1_OLD_AGE")
    assert list(rows[0])[:6] == ["kind", "code", "name", "year", "value", "obs_status"]
    assert list(rows[0])[16:18] == ["release", "world"]


def test_a_download_of_answers_has_their_words_beside_the_number(site: Client, release: str) -> None:
    rows = table(site, release, "C102_RATIFIED", "lang=es")
    said = {(row["valor"], row["etiqueta_valor"]) for row in rows if row["tipo"] == "country" and row["valor"]}
    assert said <= {("1.0", "Sí"), ("0.0", "No"), ("1", "Sí"), ("0", "No")}
    assert said


def test_a_download_of_amounts_names_the_currency_of_each_country(site: Client, release: str) -> None:
    rows = [row for row in table(site, release, "EXPENDITURE_PER_HEAD") if row["value"]]
    assert rows
    assert all(re.fullmatch(r"[A-Z]{3}", row["currency"]) for row in rows)
