"""The page of what a cell ends up in."""

import pytest
from django.test import Client

PENSIONERS = "QMA.2023.B_REC_PENAGE.QMA01.QMA01-01._T._T._Z._Z"
REPORTED = "QMA.2023.H_COV_OLD._Z._Z._T._T._Z._Z"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_reported_total_leads_to_its_indicator_and_to_the_world(site: Client, language: str) -> None:
    text = site.get(f"/{language}/cell/{REPORTED}").content.decode()
    assert f"/{language}/indicators/SDG_1_3_1_OLD_AGE/walk?year=2023" in text
    assert "grouping=WORLD&amp;group=001" in text
    assert f"/{language}/cell/total.QMA.2023.H_COV_OLD._T" in text


def test_a_part_beside_a_reported_total_is_told_apart(site: Client) -> None:
    text = site.get(f"/en/cell/{PENSIONERS}").content.decode()
    assert "the total that the country reported stands instead" in text
    assert 'class="left-out"' in text


def test_the_walk_leads_to_what_its_cells_end_up_in(site: Client) -> None:
    address = "/en/indicators/SDG_1_3_1_OLD_AGE/walk?area=QMA&total=total.QMA.2023.H_COV_OLD._T"
    assert f"/en/cell/{PENSIONERS}?release=" in site.get(address).content.decode()
    assert f"/en/cell/{PENSIONERS}?release=" in site.get(f"{address}&cell={PENSIONERS}").content.decode()


def test_an_unknown_cell_is_answered_with_the_nearest_ids(site: Client) -> None:
    answer = site.get("/fr/cell/QMA.2023.B_REC_PENAGE.QMA01.QMA01-99._T._T._Z._Z")
    assert answer.status_code == 404
    assert "CELL_UNKNOWN" in answer.content.decode()
    assert PENSIONERS in answer.content.decode()
