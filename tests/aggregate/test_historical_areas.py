"""A country that ended counts in its years, and those that followed it do not count twice."""

from typing import Any

import pytest


@pytest.fixture
def sudan(small_world: Any) -> Any:
    """Sudan until 2011, then Sudan and South Sudan; a third country beside them."""
    small_world.member("SDF", "WORLD", "001", 1900, 2011).ended("SDF", 2011, "SDN", "SSD")
    for area, weight in (("SDN", 300), ("SSD", 100), ("EGY", 400)):
        small_world.country(area, None, None)
        for year in (2010, 2011, 2012):
            small_world.weight(area, weight, year)
    return small_world.value("EGY", 40, 2010)


def test_its_value_counts_with_the_weight_of_those_that_followed(sudan: Any) -> None:
    world = sudan.value("SDF", 10, 2010).world(2010)
    assert (world["value"], world["weight_total"]) == (25, 800)
    assert (world["countries"], world["countries_total"]) == (2, 2)
    rows = {row["ref_area"]: row for row in sudan.results(years=[2010]).inputs.to_pylist()}
    assert set(rows) == {"SDF", "EGY"}
    assert rows["SDF"]["weight_id"] == "SDN.X.POP_TOTAL.2010._T SSD.X.POP_TOTAL.2010._T"


def test_its_value_is_carried_to_its_last_year_and_no_further(sudan: Any) -> None:
    sudan.value("SDF", 10, 2010)
    assert sudan.world(2011, years=[2011])["countries_total"] == 2
    world = sudan.world(2012, years=[2012])
    assert (world["value"], world["countries"], world["countries_total"]) == (40, 1, 3)


def test_its_own_weight_counts_where_it_has_one(sudan: Any) -> None:
    assert sudan.value("SDF", 10, 2010).weight("SDF", 1200, 2010).world(2010)["weight_total"] == 1600


def test_without_a_value_of_it_those_that_followed_count(sudan: Any) -> None:
    world = sudan.value("SDN", 20, 2010).world(2010)
    assert world["value"] == pytest.approx((300 * 20 + 400 * 40) / 700)
    assert (world["countries"], world["countries_total"]) == (2, 3)
    assert sudan.findings(years=[2010]) == {}


def test_where_both_have_a_value_those_that_followed_are_set_aside_and_named(sudan: Any) -> None:
    sudan.value("SDF", 10, 2010).value("SDN", 90, 2010)
    assert sudan.world(2010)["value"] == 25
    found = sudan.findings(years=[2010])
    assert set(found) == {"AGGREGATE_SUCCESSORS_SET_ASIDE"}
    assert found["AGGREGATE_SUCCESSORS_SET_ASIDE"]["areas"] == "SDN"
    assert "SDF" in found["AGGREGATE_SUCCESSORS_SET_ASIDE"]["message_en"]
