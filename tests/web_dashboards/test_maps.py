"""Maps on the site: links of countries, views, downloads, and what stands where there are no outlines."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.test import Client

from openssi.present.maps import shapes
from openssi.present.maps.outlines import OutlineRules, as_json, outlines_of
from openssi.present.maps.topology import decoded
from openssi.vocabulary.text import LANGUAGES
from openssi_web import dashboards
from small_topology import topology

MAP = "/en/dashboards/map?indicator=SDG_1_3_1_TOTAL&year=2020"


def page_of(site: Client, path: str) -> str:
    response = site.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def areas_of(site: Client) -> list[str]:
    content = site.get("/en/dashboards/map/map.csv?indicator=SDG_1_3_1_TOTAL&year=2020").content.decode("utf-8-sig")
    return [row["iso3"] for row in csv.DictReader(io.StringIO(content))]


@pytest.fixture
def outlines(site: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Squares for every country of the demonstration: two large ones side by side, and a dot for each other."""
    areas = areas_of(site)
    content = topology()
    geometries = content["objects"]["countries"]["geometries"]
    codes = {"001": areas[0], "002": areas[1], "003": areas[2]}
    for number, area in enumerate(areas[3:]):
        codes[f"1{number:02d}"] = area
        geometries.append({"type": "Polygon", "id": f"1{number:02d}", "properties": {"name": area}, "arcs": [[3]]})
    path = tmp_path / "outlines.json"
    made = outlines_of(decoded(content, "countries"), OutlineRules(codes=codes))
    path.write_text(json.dumps(as_json(made)), encoding="utf-8")
    monkeypatch.setattr(shapes, "OUTLINES", path)
    dashboards.forget()
    return areas


@pytest.fixture
def no_outlines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "OUTLINES", tmp_path / "absent.json")


def test_without_outlines_the_page_shows_tiles_and_offers_no_map(site: Client, no_outlines: None) -> None:
    text = page_of(site, MAP)
    assert 'class="tilemap"' in text
    assert "worldmap" not in text
    assert "view=map" not in text
    assert "view=table" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_a_link_with_its_value(site: Client, outlines: list[str], language: str) -> None:
    text = page_of(site, MAP.replace("/en/", f"/{language}/"))
    drawn = re.search(r'<div class="worldmap">(.*?)</svg>', text, re.DOTALL)
    assert drawn is not None
    links = re.findall(r'<a class="[^"]+" href="([^"]+)"[^>]*><title>([^<]+)</title>', drawn[1])
    assert len(links) == len(outlines)
    assert all(title for _, title in links)
    assert drawn[1].count('<circle class="mark"') == len(outlines) - 2
    assert not re.search(r"\bnan\b|None|style=", drawn[1])
    for href, _ in links[:4]:
        assert site.get(href.replace("&amp;", "&")).status_code == 200


def test_views_are_links_that_keep_the_other_choices(site: Client, outlines: list[str]) -> None:
    text = page_of(site, f"{MAP}&choice=quantiles")
    assert re.search(r'href="[^"]*choice=quantiles[^"]*view=tiles#map"', text)
    tiles = page_of(site, f"{MAP}&view=tiles")
    assert '<input type="hidden" name="view" value="tiles">' in tiles
    assert 'class="tilegroups"' in tiles
    assert "worldmap" not in page_of(site, f"{MAP}&view=table")


def test_a_view_that_does_not_exist_is_refused(site: Client) -> None:
    assert site.get(f"{MAP}&view=globe").status_code == 400


def test_heads_of_the_table_are_links_to_other_orders(site: Client, outlines: list[str]) -> None:
    text = page_of(site, f"{MAP}&sort=country")
    rows = re.findall(r'<th scope="row"><a href="/en/countries/[^"]+">([^<]+)</a>', text)
    assert rows == sorted(rows)
    assert re.search(r'<th scope="col"[^>]*><a href="[^"]*sort=value[^"]*#countries">', text)


@pytest.mark.parametrize("kind", ["svg", "png", "csv", "xlsx", "embed"])
def test_a_map_leaves_the_site_with_its_note_on_boundaries(site: Client, outlines: list[str], kind: str) -> None:
    response = site.get(f"/en/dashboards/map/map.{kind}?indicator=SDG_1_3_1_TOTAL&year=2020")
    assert response.status_code == 200
    if kind in {"svg", "embed"}:
        assert "do not imply endorsement" in " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def test_codes_to_join_other_maps_by_stand_in_the_download(site: Client) -> None:
    content = site.get("/en/dashboards/map/map.csv?indicator=SDG_1_3_1_TOTAL&year=2020").content.decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(content)))
    assert {"country", "iso3", "m49", "region", "value", "class", "year", "observation_status"} <= set(first)


def test_codes_for_programs_are_marked_so_that_they_step_aside_on_phones(site: Client) -> None:
    assert re.findall(r'<th scope="col" class="code">([^<]+)', page_of(site, MAP)) == ["ISO code", "M49 code"]


def test_a_source_stands_beside_the_name_of_a_country_and_not_in_it(site: Client) -> None:
    marks = re.findall(r'<a [^>]*data-source="([^"]+)"[^>]*><title>([^<]+)</title>', page_of(site, MAP))
    assert marks
    assert [told for source, told in marks if source in told] == []


def test_indicators_are_offered_by_family(site: Client) -> None:
    text = page_of(site, MAP)
    select = re.search(r'<select[^>]* name="indicator">.*?</select>', text, re.DOTALL)
    assert select is not None
    assert select.group().count("<optgroup") > 5


@pytest.mark.parametrize(
    "indicator",
    ["GENDER_GAP_OLD_AGE_PENSION", "PENSIONABLE_AGE", "C102_RATIFIED", "LEGAL_SCOPE_CLASS", "RECEIPTS_TOTAL"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_indicators_of_every_unit_have_a_page(site: Client, indicator: str, language: str) -> None:
    text = page_of(site, f"/{language}/dashboards/map?indicator={indicator}")
    headline = re.search(r"<h1[^>]*>([^<]+)</h1>", text)
    assert headline is not None
    assert not re.search(r"\bnan\b|\bNone\b|\{", headline[1])


def test_values_in_national_currencies_stand_on_no_scale(site: Client) -> None:
    text = page_of(site, "/en/dashboards/map?indicator=EXPENDITURE_PER_HEAD")
    assert "national currencies and cannot stand on one scale" in text
    assert 'class="tilemap"' not in text
