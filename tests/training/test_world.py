"""The demonstration world: invented, coherent, and the same from the same seed."""

import re
from collections.abc import Mapping
from decimal import Decimal

import pytest

from openssi.definitions import load
from openssi.training import DemonstrationWorld, FilledQuestionnaire, demonstration_world
from openssi.training.parameters import load_world
from openssi.training.population import BANDS, People
from openssi.vocabulary.observation import Observation


@pytest.fixture(scope="module")
def world() -> DemonstrationWorld:
    return demonstration_world(load())


def keyed(answers: tuple[Observation, ...]) -> Mapping[tuple[str, str, str, str], Decimal]:
    return {
        (each.item, each.benefit, each.sex, each.func): each.scaled_value
        for each in answers
        if each.scaled_value is not None
    }


def test_twelve_invented_countries_with_user_assigned_codes(world: DemonstrationWorld) -> None:
    codes = world.areas.column("area").to_pylist()
    assert codes == [f"QM{letter}" for letter in "ABCDEFGHIJKL"]
    assert all(world.areas.column("fictional").to_pylist())


def test_no_invented_country_has_the_name_of_a_real_one(world: DemonstrationWorld) -> None:
    real = {name for area in load().areas for name in (area.name.en, area.name.fr, area.name.es)}
    invented = {row[f"name_{language}"] for row in world.areas.to_pylist() for language in ("en", "fr", "es")}
    assert not invented & real


def test_four_regions_and_four_income_groups(world: DemonstrationWorld) -> None:
    groupings = world.groups.column("grouping").to_pylist()
    assert (groupings.count("REGION"), groupings.count("INCOME"), groupings.count("WORLD")) == (4, 4, 1)


def test_the_same_seed_gives_the_same_world_and_another_another() -> None:
    assert demonstration_world(load(), 7).questionnaires == demonstration_world(load(), 7).questionnaires
    assert demonstration_world(load(), 7).questionnaires != demonstration_world(load(), 8).questionnaires


def test_two_countries_never_answer_and_one_leaves_a_year_out(world: DemonstrationWorld) -> None:
    years: dict[str, list[int]] = {}
    for filled in world.questionnaires:
        years.setdefault(filled.ref_area, []).append(filled.year)
    assert set(world.areas.column("area").to_pylist()) - set(years) == {"QMJ", "QMK"}
    assert years["QMI"] == [2019, 2021, 2022, 2023]


@pytest.mark.parametrize("country", load_world(load().root).countries, ids=lambda country: country.code)
def test_ages_and_sexes_add_up_to_the_population(country: object) -> None:
    people = People(country, 2)  # type: ignore[arg-type]
    assert sum(people.aged("_T", first, last) for _, first, last in BANDS) == people.total("_T")
    assert people.total("M") + people.total("F") == people.total("_T")
    assert people.children("_T") + people.working_age("_T") + people.older("_T") == people.total("_T")


def test_men_and_women_make_the_recipients(world: DemonstrationWorld) -> None:
    for filled in world.questionnaires:
        cells = keyed(filled.answers)
        for (item, benefit, sex, func), value in cells.items():
            if item == "B.REC" and sex == "_T" and (item, benefit, "M", func) in cells:
                assert value == cells[item, benefit, "M", func] + cells[item, benefit, "F", func]


def accepted(world: DemonstrationWorld) -> list[FilledQuestionnaire]:
    return [filled for filled in world.questionnaires if filled.accepted]


def test_no_total_exceeds_its_population(world: DemonstrationWorld) -> None:
    context = {(each.ref_area, each.time_period, each.item, each.sex, each.age): each.value for each in world.context}
    for filled in accepted(world):
        cells = keyed(filled.answers)
        for total, population in (("H.COV_ANY", "X.POP_TOTAL"), ("H.COV_CHILD", "X.POP_CHILD"), ("H.COV_INJ", "X.LF")):
            covered = cells.get((total, "_Z", "_T", "_Z"))
            people = context[filled.ref_area, filled.year, population, "_T", "_T"]
            assert people is not None
            assert covered is None or covered <= people


def test_the_seeded_errors_are_listed(world: DemonstrationWorld) -> None:
    assert {(error.ref_area, error.rule) for error in world.seeded_errors} == {
        ("QME", "R098"),
        ("QMF", "R088"),
        ("QMI", "R066"),
    }


def test_one_country_counts_in_thousands_and_one_in_millions(world: DemonstrationWorld) -> None:
    multipliers = {
        (each.ref_area, each.item): each.value
        for filled in world.questionnaires
        for each in filled.answers
        if each.item in {"N.PERS_MULT", "N.UNIT_MULT"}
    }
    assert multipliers["QMC", "N.PERS_MULT"] == 3
    assert multipliers["QMB", "N.UNIT_MULT"] == 6


def test_sources_are_written_in_the_language_of_the_country(world: DemonstrationWorld) -> None:
    french = next(filled for filled in world.questionnaires if filled.language == "fr")
    assert any(re.search("Registre", each.source) for each in french.answers)
