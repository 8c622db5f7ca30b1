"""Profiles as pages: the address of a country, short addresses of regions, and all that the page held before."""

import re

import pytest
from django.test import Client


def text_of(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_country_shows_its_profile_and_every_indicator_below(site: Client) -> None:
    text = text_of(site, "/en/countries/QMA")
    for figure in ("contingencies", "women_and_men", "over_years", "system", "known", "context"):
        assert f'id="{figure}"' in text
    for anchor in ("indicators-title", "by-scheme-title", "round-quality-title"):
        assert text.count(f'id="{anchor}"') == 1
    assert '<h1 id="headline">Averland' in text


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("area", ["QMA", "QMJ"])
def test_no_profile_holds_a_broken_value(site: Client, language: str, area: str) -> None:
    text = text_of(site, f"/{language}/countries/{area}")
    assert not re.search(r">\s*(nan|None|inf)\s*<", text)
    assert "style=" not in re.sub(r"<textarea.*?</textarea>", "", text, flags=re.DOTALL)


def test_files_of_a_country_hold_the_country_and_the_release(site: Client) -> None:
    text = text_of(site, "/en/countries/QMA?year=2022")
    link = re.search(r'href="(/en/dashboards/country/context\.csv\?[^"]*)"', text)
    assert link is not None
    address = link[1].replace("&amp;", "&")
    assert "area=QMA" in address
    assert "year=2022" in address
    assert site.get(address).status_code == 200


def test_the_permanent_address_of_a_country_is_its_own(site: Client) -> None:
    text = text_of(site, "/fr/countries/QMA")
    found = re.search(r'id="permanent" href="([^"]*)"', text)
    assert found is not None
    assert re.fullmatch(r"http://testserver/fr/countries/QMA\?year=\d{4}&amp;choice=both&amp;release=[\d.]+", found[1])


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/en/dashboards/country?area=QMB&year=2022", "/en/countries/QMB?year=2022"),
        ("/en/dashboards/country?area=", "/en/countries"),
        ("/es/regions/NREACH", "/es/dashboards/region?group=NREACH"),
        ("/es/regions/NREACH?year=2022", "/es/dashboards/region?group=NREACH&year=2022"),
    ],
)
def test_choices_and_short_addresses_lead_to_the_page(site: Client, asked: str, leads_to: str) -> None:
    response = site.get(asked)
    assert (response.status_code, response.headers["Location"]) == (302, leads_to)


def test_an_unknown_country_and_an_unknown_region_are_explained(site: Client) -> None:
    for address in ("/en/countries/ZZZ", "/en/dashboards/region?group=NOWHERE"):
        assert site.get(address).status_code in {400, 404}


@pytest.mark.parametrize("group", ["NREACH", "LIC", "001"])
def test_a_region_lists_its_countries_in_colours_with_links(site: Client, group: str) -> None:
    text = text_of(site, f"/en/dashboards/region?group={group}")
    table = text[text.index('id="countries"') : text.index('id="aggregates"')]
    leads = "/en/regions/" if group == "001" else "/en/countries/QM"
    assert leads in table
    assert re.search(r'class="n t[1-5]"', table)
    assert "sort=sdg_1_3_1_old_age" in table


def test_discs_have_words_for_those_who_do_not_see_them(site: Client) -> None:
    text = text_of(site, "/fr/countries/QMA")
    system = text[text.index('id="system"') :]
    assert re.search(
        r'<svg class="disc filled"[^>]*aria-hidden="true">.*?</svg><span class="out">existe</span>', system
    )
