"""Invented microdata: what is known of them by how they are made, and the flaws that real files have."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from openssi.definitions import default_root
from openssi.microdata.registers.rule_reading import read_rule
from openssi.training.register_example import NO_IDENTIFIER, invented_sources, with_check_digit
from openssi.training.survey_example import STRATA, invented_survey
from openssi.vocabulary.text import LANGUAGES, Language

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def persons() -> Rows:
    return list(csv.DictReader(io.StringIO(invented_survey(default_root())["persons.csv"])))


def test_two_thousand_households_lie_in_a_hundred_villages_of_six_strata(persons: Rows) -> None:
    assert len({row["household"] for row in persons}) == 2000
    assert len({row["village"] for row in persons}) == 100
    assert {row["stratum"] for row in persons} == {each.name for each in STRATA}
    assert sum(each.share for each in STRATA) == pytest.approx(1)


def test_households_are_whole_and_share_what_is_said_of_them(persons: Rows) -> None:
    rows = Counter(row["household"] for row in persons)
    assert all(int(row["size"]) == rows[row["household"]] for row in persons)
    for column in ("weight", "child_grant", "income", "water_source", "village"):
        assert len({(row["household"], row[column]) for row in persons}) == 2000


def test_weights_add_up_to_the_population_of_the_country(persons: Rows) -> None:
    from openssi.training.parameters import load_world
    from openssi.training.population import People

    world = load_world(default_root())
    country = next(each for each in world.countries if each.code == "QMH")
    population = People(country, 4, 2023).total("_T")
    assert sum(float(row["weight"]) for row in persons) == pytest.approx(population, rel=1e-4)


def test_the_file_has_the_flaws_of_real_files(persons: Rows) -> None:
    incomes = [row["income"] for row in persons]
    told = [int(each) for each in incomes if each]
    assert 0 < incomes.count("") < 100
    assert 0 < sum(each < 0 for each in told) < 100
    assert 0 < sum(each == 0 for each in told) < 200
    assert 0 < sum(row["pension"] == "" for row in persons) < 20
    assert 0 < sum(row["schooling"] == "-9" for row in persons) < 100


def test_a_grant_that_is_planned_takes_nothing_from_anybody(persons: Rows) -> None:
    assert all(int(row["income_after"]) >= int(row["income"]) for row in persons if row["income"])


@pytest.mark.parametrize(
    ("language", "codes"),
    [
        ("en", {"F", "M", "Harbour", "Plain", "Hills", "Skerries"}),
        ("fr", {"Femmes", "Hommes", "Port", "Plaine", "Collines", "Rochers"}),
        ("es", {"Mujeres", "Hombres", "Puerto", "Llanura", "Colinas", "Arrecifes"}),
    ],
)
def test_registers_and_their_rule_have_the_codes_of_the_language(
    tmp_path: Path, language: Language, codes: set[str]
) -> None:
    files = invented_sources(default_root(), language=language).files
    (tmp_path / "rule.yaml").write_text(files["rule.yaml"], encoding="utf-8")
    dimensions = {each.name: each for each in read_rule(tmp_path / "rule.yaml").dimensions}
    assert {*dimensions["sex"].codes, *dimensions["region"].codes} == codes
    people = list(csv.DictReader(io.StringIO(files["pensioners.csv"])))
    assert {row["region"] for row in people} == set(dimensions["region"].codes)
    assert {row["sex"] for row in people} <= dimensions["sex"].spelled.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_of_the_files_are_in_the_language(language: Language) -> None:
    files = {
        **invented_survey(default_root(), language=language),
        **invented_sources(default_root(), language=language).files,
    }
    first = [files[name].partition("\n")[0].split()[1] for name in ("design.yaml", "rule.yaml", "linkage.yaml")]
    assert first == {
        "en": ["The", "The", "What"], "fr": ["L’enquête", "La", "Ce"], "es": ["La", "La", "Qué"]
    }[language]  # fmt: skip


def test_another_seed_gives_another_survey() -> None:
    assert invented_survey(default_root(), 1)["persons.csv"] != invented_survey(default_root(), 2)["persons.csv"]


def test_a_check_digit_is_that_of_luhn() -> None:
    assert with_check_digit("7992739871") == "79927398713"


def test_registers_write_identifiers_in_several_ways_and_some_wrongly() -> None:
    found = invented_sources(default_root())
    rows = list(csv.DictReader(io.StringIO(found.files["pensioners.csv"])))
    written = [row["NATIONAL_ID"] for row in rows]
    assert 0 < written.count("") < 100
    assert 0 < written.count(NO_IDENTIFIER) < 100
    assert any("-" in each for each in written)
    assert any(0 < len(each.strip()) < 11 for each in written)
    assert len(rows) > len(found.persons["PEN"])


def test_names_are_made_of_syllables_that_no_name_has() -> None:
    rows = csv.DictReader(io.StringIO(invented_sources(default_root()).files["members.csv"]), delimiter=";")
    assert {len(row["family_name"]) for row in rows} == {9}
