"""The front page and the page on effective coverage: addresses, figures, and what is not published."""

import csv
import io
import re

import pytest
from django.test import Client

from openssi_web import releases

LANGUAGES = ("en", "fr", "es")
NOT_SAID = re.compile(r"\b(None|nan)\b|\{[a-z_]+\}")


def text_of(site: Client, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def rows_of(site: Client, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text_of(site, address).removeprefix("\ufeff"))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_page_is_the_world_overview(site: Client, language: str) -> None:
    text = text_of(site, f"/{language}/")
    figures = re.findall(r'<section class="figure [a-z_]+" id="([a-z_]+)"', text)
    assert figures == ["map", "contingencies", "change", "reading", "trends"]
    assert not NOT_SAID.search(re.sub(r"<[^>]+>", " ", text))
    assert text.count('<ul class="figures">') == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("indicator=SDG_1_3_1_OLD_AGE&year=2021&sex=F", "SDG_1_3_1_OLD_AGE?year=2021&sex=F"),
        ("indicator=SDG_1_3_1_CHILD", "SDG_1_3_1_CHILD?"),
        ("year=2021&sort=value", "SDG_1_3_1_TOTAL?year=2021&sort=value"),
        ("grouping=INCOME", "SDG_1_3_1_TOTAL?grouping=INCOME"),
    ],
)
def test_an_old_address_that_asks_for_an_indicator_leads_to_its_page(site: Client, old: str, new: str) -> None:
    response = site.get(f"/en/?{old}")
    assert (response.status_code, response.headers["Location"]) == (302, f"/en/indicators/{new}")


def test_other_old_addresses_are_honoured(site: Client) -> None:
    text = text_of(site, "/en/?indicator=SDG_1_3_1_TOTAL&year=2021&grouping=INCOME&group=HIC&sex=F")
    assert {'value="2021" selected', 'value="HIC" selected', 'value="F" selected'} <= set(
        re.findall(r'value="[^"]+" selected', text)
    )
    assert re.search(r"<h1[^>]*>High income: ", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "asked",
    [
        "",
        "indicator=SDG_1_3_1_MATERNITY",
        "indicator=HEALTH_PROTECTION&group=LIC",
        "indicator=SDG_1_3_1_OLD_AGE&sex=F&year=2020",
    ],
)
def test_coverage_can_be_asked_for_in_every_way(site: Client, language: str, asked: str) -> None:
    text = text_of(site, f"/{language}/dashboards/coverage?{asked}")
    assert len(re.findall(r'(?:<section class="figure [^"]*"|<li) id="[a-z_]+"', text)) == 7
    assert not NOT_SAID.search(re.sub(r"<[^>]+>", " ", text))
    assert ">:u<" in text or asked


HIDDEN = """
    SELECT sum(i.value * i.weight) / sum(i.weight) AS mean, i.imputed
    FROM aggregates AS a
    JOIN members AS m USING (grouping, group_code)
    JOIN aggregate_inputs AS i
      ON i.ref_area = m.area AND i.indicator = a.indicator AND i.sex = a.sex AND i.breakdown = a.breakdown
      AND i.time_period = a.time_period
    WHERE a.publication = 'suppressed' AND a.indicator = 'SDG_1_3_1_TOTAL' AND a.sex = '_T' AND a.grouping = 'REGION'
      AND a.time_period = 2023 AND i.value IS NOT NULL
    GROUP BY ALL
"""
"""What suppressed figures of regions would be, without and with imputed values."""


@pytest.mark.parametrize("figure", ["world/contingencies", "world/change", "coverage/regions"])
def test_a_suppressed_figure_is_in_no_table_and_no_drawing(site: Client, release: str, figure: str) -> None:
    hidden = [row["mean"] for row in releases.release_named(release).connection().rows(HIDDEN)]
    page, name = figure.split("/")
    told = f"/en/dashboards/{page}/{name}"
    query = f"?year=2023&release={release}"
    cells = {cell for row in rows_of(site, f"{told}.csv{query}") for cell in row}
    drawn = "" if name == "contingencies" else text_of(site, f"{told}.svg{query}")
    assert hidden
    for mean in hidden:
        assert not {f"{mean:.1f}", str(mean)} & cells
        assert f">{mean:.1f}<" not in drawn


def test_the_two_dates_of_a_change_have_the_same_countries(site: Client, release: str) -> None:
    rows = rows_of(site, f"/en/dashboards/world/change.csv?year=2023&release={release}")
    assert any("World" in cell for row in rows for cell in row)
    assert "the same 22 countries at both dates" in text_of(site, "/en/?year=2023")
