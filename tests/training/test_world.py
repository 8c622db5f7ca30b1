"""The demonstration world: invented, the same from the same seed, and answering in every way that countries do."""

import re
from collections import Counter

import pytest

from openssi.definitions import load
from openssi.training import DemonstrationWorld, FilledQuestionnaire, demonstration_answers, demonstration_world
from openssi.training.parameters import CountryParameters, load_world
from openssi.training.population import BANDS, People

COUNTRIES = load_world(load().root).countries


def answers(filled: FilledQuestionnaire, scheme: str = "_Z", benefit: str = "_Z") -> dict[tuple[str, str], str]:
    """Return values and texts of a country, scheme or benefit by item and sex."""
    return {
        (each.item, each.sex): each.text_value or str(each.scaled_value)
        for each in filled.answers
        if (each.scheme, each.benefit, each.age, each.breakdown) == (scheme, benefit, "_T", "_Z") and each.is_answered
    }


def test_twenty_six_invented_countries_with_user_assigned_codes(world: DemonstrationWorld) -> None:
    codes = world.areas.column("area").to_pylist()
    assert codes == [f"QM{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert all(world.areas.column("fictional").to_pylist())


def test_no_invented_country_has_the_name_of_a_real_one(world: DemonstrationWorld) -> None:
    real = {name for area in load().areas for name in (area.name.en, area.name.fr, area.name.es)}
    invented = {row[f"name_{language}"] for row in world.areas.to_pylist() for language in ("en", "fr", "es")}
    assert not invented & real
    assert len({row["name_en"] for row in world.areas.to_pylist()}) == 26


def test_four_regions_and_four_income_groups_of_about_equal_size(world: DemonstrationWorld) -> None:
    groupings = world.groups.column("grouping").to_pylist()
    assert (groupings.count("REGION"), groupings.count("INCOME"), groupings.count("WORLD")) == (4, 4, 1)
    sizes = Counter((row["grouping"], row["group_code"]) for row in world.members.to_pylist())
    assert sizes["WORLD", "001"] == 26
    assert {size for (grouping, _), size in sizes.items() if grouping != "WORLD"} == {6, 7}


def test_every_country_has_a_tile_of_its_own_beside_one_of_its_region() -> None:
    tiles = [country.tile for country in COUNTRIES]
    assert len(set(tiles)) == len(tiles)
    for country in COUNTRIES:
        column, row = country.tile
        near = {(column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)}
        assert near & {each.tile for each in COUNTRIES if each.region == country.region and each is not country}


def test_currencies_are_invented_and_no_two_countries_share_one() -> None:
    currencies = [country.currency for country in COUNTRIES]
    assert len(set(currencies)) == 26
    assert all(re.fullmatch("Q[A-Z]{2}", currency) for currency in currencies)
    assert "QAR" not in currencies


def test_populations_go_from_a_few_thousand_to_a_hundred_million() -> None:
    populations = [country.population for country in COUNTRIES]
    assert min(populations) < 5_000
    assert max(populations) > 90_000_000


def test_the_same_seed_gives_the_same_world_and_another_another() -> None:
    definitions = load()
    assert demonstration_answers(definitions, "QMM", 7) == demonstration_answers(definitions, "QMM", 7)
    assert demonstration_answers(definitions, "QMM", 7) != demonstration_answers(definitions, "QMM", 8)


def test_what_a_country_answers_does_not_depend_on_who_else_is_asked(world: DemonstrationWorld) -> None:
    alone = demonstration_answers(load(), "QMS")
    assert alone == tuple(filled for filled in world.questionnaires if filled.ref_area == "QMS")


def test_three_countries_never_answer_and_two_leave_years_out(world: DemonstrationWorld) -> None:
    years: dict[str, list[int]] = {}
    for filled in world.questionnaires:
        years.setdefault(filled.ref_area, []).append(filled.year)
    assert set(world.areas.column("area").to_pylist()) - set(years) == {"QMJ", "QMK", "QMW"}
    assert set(world.frame.answering) == set(years)
    assert years["QMI"] == [2019, 2021, 2022, 2023]
    assert years["QMZ"] == [2019, 2021, 2022]


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_ages_and_sexes_add_up_to_the_population(country: CountryParameters) -> None:
    people = People(country, 2)
    assert sum(people.aged("_T", first, last) for _, first, last in BANDS) == people.total("_T")
    assert people.total("M") + people.total("F") == people.total("_T")
    assert people.children("_T") + people.working_age("_T") + people.older("_T") == people.total("_T")
    assert sum(people.labour_force_aged("F", first, last) for _, first, last in BANDS) == people.labour_force("F")


def test_context_is_there_for_every_item_country_and_year_and_for_the_year_asked_about_next(
    world: DemonstrationWorld,
) -> None:
    asked = {item.id for item in load().questionnaire.items.values() if item.table == "A3"}
    given = Counter((each.ref_area, each.time_period) for each in world.context if (each.sex, each.age) == ("_T", "_T"))
    assert len(given) == 26 * (5 + 1)
    assert {year for _, year in given} == set(range(2019, 2025))
    assert set(given.values()) == {len(asked)}


# Forms


def test_every_item_that_a_respondent_types_is_answered_somewhere(world: DemonstrationWorld) -> None:
    beside_each_cell = {"L.VALID_FROM", "L.REF"}
    asked = {item.id for item in load().questionnaire.items.values() if item.is_typed} - beside_each_cell
    answered = {each.item for filled in world.questionnaires for each in filled.answers if each.is_answered}
    assert asked - answered == set()


def test_nothing_is_answered_that_is_not_asked(world: DemonstrationWorld) -> None:
    items = load().questionnaire.items
    columns = {"SEX": "sex", "AGE": "age", "FUNC": "func"}
    for filled in world.questionnaires:
        for each in filled.answers:
            item = items[each.item]
            assert item.is_typed
            assert item.core or not filled.is_core
            for dimension, column in columns.items():
                assert dimension in item.breakdowns or getattr(each, column) in {"_T", "_Z"}


def test_no_cell_is_answered_twice(world: DemonstrationWorld) -> None:
    for filled in world.questionnaires:
        ids = [each.id for each in filled.answers]
        assert len(ids) == len(set(ids))


def test_codes_are_those_of_their_code_lists(world: DemonstrationWorld) -> None:
    definitions = load()
    for filled in world.questionnaires:
        for each in filled.answers:
            item = definitions.questionnaire.items[each.item]
            if each.text_value and item.type in {"code", "codes"} and item.codelist in definitions.codelists:
                assert set(each.text_value.split()) <= set(definitions.codelists[item.codelist].ids), each.id


def test_three_countries_answer_on_the_core_form_and_others_nearly_everything(world: DemonstrationWorld) -> None:
    assert {filled.ref_area for filled in world.questionnaires if filled.is_core} == {"QMG", "QMH", "QMY"}
    typed = {item.id for item in load().questionnaire.items.values() if item.is_typed}
    answered = Counter(
        filled.ref_area
        for filled in world.questionnaires
        if filled.year == 2023
        for _ in {each.item for each in filled.answers} & typed
    )
    assert answered["QMY"] < 80
    assert answered["QMV"] > 0.9 * len(typed - {item for item in typed if item.startswith("X.")})


def test_mandatory_items_of_each_scheme_and_benefit_have_an_answer_or_a_reason(
    accepted: list[FilledQuestionnaire],
) -> None:
    items = load().questionnaire.items.values()
    for filled in accepted:
        found = {(each.item, each.scheme, each.benefit) for each in filled.answers}
        asked = [item for item in items if item.requirement == "mandatory" and item.core | (not filled.is_core)]
        for scheme in filled.inventory.schemes:
            missing = {item.id for item in asked if item.level == "scheme"} - {
                item for item, at, _ in found if at == scheme.id
            }
            assert missing == set(), (filled.ref_area, filled.year, scheme.id)


def test_good_part_of_the_statuses_is_used_and_missing_ones_have_no_value(world: DemonstrationWorld) -> None:
    statuses: set[str] = set()
    for filled in world.questionnaires:
        for each in filled.answers:
            statuses.add(each.obs_status)
            assert each.is_answered != (each.obs_status in "LMOQKJ"), each.id
    assert statuses >= set("ABDEPUSKWLMNOQJ")


def test_estimates_breaks_and_doubts_are_explained(world: DemonstrationWorld) -> None:
    for filled in world.questionnaires:
        for each in filled.answers:
            assert each.note or each.obs_status in "AM", each.id


def test_what_is_included_elsewhere_names_the_cell_that_includes_it(world: DemonstrationWorld) -> None:
    sorvik = next(each for each in world.questionnaires if (each.ref_area, each.year) == ("QMS", 2023))
    included = [each for each in sorvik.answers if each.obs_status == "K"]
    named = {each.text_value for each in sorvik.answers if each.item == "Q.INCL_IN"}
    including = {each.id for each in sorvik.answers if each.obs_status == "W"}
    assert len(included) == 1
    assert named <= including


# Conventions


def test_one_country_counts_in_thousands_and_one_in_millions(world: DemonstrationWorld) -> None:
    multipliers = {
        (each.ref_area, each.item): each.value
        for filled in world.questionnaires
        for each in filled.answers
        if each.item in {"N.PERS_MULT", "N.UNIT_MULT"}
    }
    assert multipliers["QMC", "N.PERS_MULT"] == 3
    assert multipliers["QMB", "N.UNIT_MULT"] == 6
    assert (multipliers["QMU", "N.UNIT_MULT"], multipliers["QMU", "N.PERS_MULT"]) == (6, 3)


def test_fiscal_years_that_are_not_calendar_years_are_said_with_the_accounts(world: DemonstrationWorld) -> None:
    mosterra = next(each for each in world.questionnaires if (each.ref_area, each.year) == ("QMM", 2022))
    assert answers(mosterra)["N.FY_START", "_T"] == "07-01"
    assert answers(mosterra)["N.FY_RULE", "_T"] == "START"
    assert {each.ref_detail for each in mosterra.answers if each.item == "S.REC_TOTAL" and each.value} == {
        "2022-07-01/2023-06-30"
    }


def test_sources_are_written_in_the_language_of_the_country(world: DemonstrationWorld) -> None:
    french = next(filled for filled in world.questionnaires if filled.language == "fr")
    assert any(re.search("Registre", each.source) for each in french.answers)


# Law and events


def test_the_law_has_the_day_from_which_it_is_in_force_and_its_article(world: DemonstrationWorld) -> None:
    for filled in world.questionnaires:
        for each in filled.answers:
            if (
                each.item.startswith("L.")
                and each.is_answered
                and not each.item.startswith(("L.COV", "L.RATIF", "L.REF_"))
            ):
                assert re.fullmatch(r"\d{4}-01-01", each.ref_detail), each.id
                assert each.ref_detail <= f"{each.time_period}-12-31"
                assert each.source


def test_the_laws_of_three_countries_were_amended_within_the_five_years(world: DemonstrationWorld) -> None:
    amended = {
        (each.ref_area, each.item)
        for filled in world.questionnaires
        for each in filled.answers
        if each.item.startswith("L.") and each.ref_detail > "2019-12-31"
    }
    assert {area for area, _ in amended} == {"QMN", "QMO", "QMV"}
    assert {("QMV", "L.AGE_M"), ("QMN", "L.CR_ER"), ("QMO", "L.CR_ER"), ("QMV", "L.RR")} <= amended


def test_a_pensionable_age_that_was_raised_leaves_fewer_older_persons(world: DemonstrationWorld) -> None:
    ages = {
        filled.year: answers(filled)["L.AGE_M", "_T"] for filled in world.questionnaires if filled.ref_area == "QMV"
    }
    older = {
        each.time_period: each.value or 0
        for each in world.context
        if (each.ref_area, each.item, each.sex) == ("QMV", "X.POP_PENAGE", "_T")
    }
    assert (ages[2020], ages[2021]) == ("65", "66")
    assert older[2021] < older[2020]


def schemes_of(world: DemonstrationWorld, area: str, year: int) -> dict[str, dict[str, str]]:
    filled = next(each for each in world.questionnaires if (each.ref_area, each.year) == (area, year))
    found: dict[str, dict[str, str]] = {}
    for each in filled.answers:
        if each.item in {"S.STATUS", "S.PARENT", "S.DATE_END", "S.NAME_EN", "S.YEAR_START"}:
            found.setdefault(each.scheme, {})[each.item] = each.text_value or str(each.value)
    return found


def test_two_schemes_merge(world: DemonstrationWorld) -> None:
    before, after = schemes_of(world, "QMM", 2020), schemes_of(world, "QMM", 2021)
    assert "QMM03" not in before
    assert (after["QMM01"]["S.STATUS"], after["QMM01"]["S.DATE_END"]) == ("ENDED", "2020-12-31")
    assert (after["QMM03"]["S.STATUS"], after["QMM03"]["S.PARENT"]) == ("ACTIVE", "MERGE QMM01 QMM02")


def test_a_scheme_is_split(world: DemonstrationWorld) -> None:
    after = schemes_of(world, "QMS", 2022)
    parts = [scheme for scheme, facts in after.items() if facts.get("S.PARENT", "").startswith("SPLIT")]
    assert len(parts) == 2
    assert after[after[parts[0]]["S.PARENT"].split()[1]]["S.STATUS"] == "ENDED"


def test_a_scheme_is_renamed_and_keeps_its_id(world: DemonstrationWorld) -> None:
    before, after = schemes_of(world, "QMP", 2020), schemes_of(world, "QMP", 2021)
    renamed = [scheme for scheme, facts in after.items() if facts.get("S.PARENT", "").startswith("RENAME")]
    assert len(renamed) == 1
    assert before[renamed[0]]["S.NAME_EN"] != after[renamed[0]]["S.NAME_EN"]


def test_a_scheme_starts_and_one_ends(world: DemonstrationWorld) -> None:
    before, after = schemes_of(world, "QMT", 2020), schemes_of(world, "QMT", 2022)
    started = set(after) - set(before)
    assert {after[scheme]["S.YEAR_START"] for scheme in started} == {"2021"}
    assert [facts["S.DATE_END"] for facts in after.values() if facts["S.STATUS"] == "ENDED"] == ["2021-12-31"]


def test_a_benefit_starts_and_ends(world: DemonstrationWorld) -> None:
    years = {
        filled.year: {each.text_value: each.benefit for each in filled.answers if each.item == "B.TYPE"}
        for filled in world.questionnaires
        if filled.ref_area == "QMN"
    }
    assert [year for year in sorted(years) if "SOC03" in years[year]] == [2020, 2021, 2022]
    last = next(each for each in world.questionnaires if (each.ref_area, each.year) == ("QMN", 2022))
    benefit = years[2022]["SOC03"]
    facts = answers(last, benefit.split("-")[0], benefit)
    assert (facts["B.STATUS", "_T"], facts["B.END", "_T"]) == ("ENDED", "2021-12-31")
    assert facts["B.REC", "_T"] == "0"


def test_every_id_of_a_year_is_there_in_the_next(world: DemonstrationWorld) -> None:
    known: dict[str, set[str]] = {}
    for filled in world.questionnaires:
        ids = {scheme.id for scheme in filled.inventory.schemes}
        assert known.get(filled.ref_area, set()) <= ids
        known[filled.ref_area] = ids


def test_kinds_of_programme(world: DemonstrationWorld) -> None:
    kinds = {
        each.text_value for filled in world.questionnaires for each in filled.answers if each.item == "S.PROG_TYPE"
    }
    assert kinds >= {"SOCINS", "EMPLIAB", "PROVFUND", "UNIV", "SOCASS", "PUBWORK", "MICRO", "OCCUP", "HEASUB", "INKIND"}


def test_one_country_says_only_that_there_is_no_scheme(world: DemonstrationWorld) -> None:
    filled = next(each for each in world.questionnaires if each.ref_area == "QMX")
    assert filled.inventory.schemes == ()
    provisions = [each for each in filled.answers if each.item == "L.EXISTS"]
    assert {each.text_value for each in provisions} == {"NONE"}
    assert all(each.note for each in provisions)
    assert not any(each.item.startswith("H.") for each in filled.answers)


# Errors put in on purpose


def test_the_seeded_errors_are_listed(world: DemonstrationWorld) -> None:
    assert {(error.ref_area, error.year, error.rule) for error in world.seeded_errors} == {
        ("QME", 2021, "R098"), ("QMF", 2023, "R088"), ("QMI", 2023, "R066"), ("QMQ", 2023, "R020"),
        ("QMQ", 2023, "R081"), ("QMT", 2023, "R003"), ("QMT", 2023, "R023"), ("QMU", 2021, "R091"),
    }  # fmt: skip
    assert {(each.ref_area, each.year) for each in world.questionnaires if not each.accepted} == {
        ("QMF", 2023), ("QMQ", 2023), ("QMT", 2023),
    }  # fmt: skip


def test_the_drafts_hold_their_errors(world: DemonstrationWorld) -> None:
    drafts = {each.ref_area: each for each in world.questionnaires if not each.accepted}
    country, pension = answers(drafts["QMQ"]), answers(drafts["QMQ"], "QMQ01", "QMQ01-01")
    assert int(country["L.AGE_F", "_T"]) > int(country["L.AGE_M", "_T"])
    assert int(pension["B.REC", "M"]) + int(pension["B.REC", "F"]) > int(pension["B.REC", "_T"])
    unpaid = answers(drafts["QMT"], "QMT01", "QMT01-03")
    assert ("B.REC", "_T") in unpaid
    assert ("B.EXP", "_T") not in unpaid


def test_another_seed_gives_other_figures_for_every_country_that_has_schemes() -> None:
    definitions = load()
    one, other = demonstration_world(definitions, 1), demonstration_world(definitions, 2)
    same = {a.ref_area for a, b in zip(one.questionnaires, other.questionnaires, strict=True) if a.answers == b.answers}
    assert same == {"QMX"}
