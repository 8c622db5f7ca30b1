"""What the definitions of the program hold: known counts and known facts."""

from collections import Counter
from pathlib import Path

import pytest

from openssi.definitions import default_root, load

DOCS = Path(__file__).parents[2] / "docs"


def test_the_core_form_has_70_typed_7_calculated_and_48_prefilled_items() -> None:
    items = load().questionnaire.core_form().items.values()
    kinds = Counter("typed" if item.is_typed else item.requirement for item in items)
    assert kinds == {"typed": 70, "calculated": 7, "prefilled": 48}


def test_every_coded_item_has_a_list() -> None:
    codelists = load().codelists
    coded = [item for item in load().questionnaire.items.values() if item.type in {"code", "codes"}]
    assert [item.id for item in coded if item.codelist not in codelists] == []


def test_a_benefit_type_belongs_to_a_function() -> None:
    codelists = load().codelists
    assert {code.crosswalk["func"][0] for code in codelists["CL_BT"]} <= set(codelists["CL_FUNC"].ids)


def test_twelve_series_are_declared_and_maternity_is_of_women_only() -> None:
    indicators = load().indicators
    series = [each.series for each in indicators.values() if each.series]
    assert len(series) == 12
    assert indicators["SDG_1_3_1_MATERNITY"].sexes == ("F",)
    assert set(series) == load().layouts.series.series


@pytest.mark.parametrize("family", sorted({each.family for each in load().indicators.values()}))
def test_every_family_of_indicators_has_a_method_page(family: str) -> None:
    assert (DOCS / "methods" / f"{family.replace('_', '-')}.md").is_file()


def test_a_country_is_in_one_sdg_region_in_a_year() -> None:
    regions = Counter(
        each.area for each in load().memberships if each.grouping == "SDG_REGION" and each.valid_to >= 2020
    )
    assert set(regions.values()) == {1}
    assert len(regions) > 240


def test_known_memberships_hold() -> None:
    members = {(each.grouping, each.group, each.area) for each in load().memberships}
    assert ("SDG_REGION", "202", "CPV") in members
    assert ("M49_SUBREGION", "145", "ISR") in members
    assert ("ILO_REGION", "ECA", "ISR") in members
    assert ("SDG_REGION", "053", "NZL") in members


def test_namibia_has_its_code() -> None:
    (namibia,) = (area for area in load().areas if area.id == "NAM")
    assert (namibia.iso2, namibia.name.fr, namibia.name.es) == ("NA", "Namibie", "Namibia")


def test_a_historical_area_ends() -> None:
    ended = [each for each in load().memberships if each.area == "SDF"]
    assert ended
    assert {each.valid_to for each in ended} == {2011}


def test_the_definitions_are_found_beside_the_program() -> None:
    assert (default_root() / "version.yaml").is_file()
