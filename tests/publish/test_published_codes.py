"""The code lists of a release: real names, whole lists, no two names under one code."""

from collections.abc import Iterator

import pytest

from openssi.definitions import Definitions, load
from openssi.engine import Connection
from openssi.publish.cubes.published_codes import published_codelists, unnamed_codes, used_codes
from openssi.publish.cubes.published_names import Named, published
from openssi.vocabulary.data_structure import PublishedCodeList
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import MultilingualText
from small_release import small_release


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


@pytest.fixture
def release(definitions: Definitions) -> Iterator[Connection]:
    with small_release(definitions) as opened:
        yield opened


@pytest.fixture
def lists(release: Connection, definitions: Definitions) -> dict[str, PublishedCodeList]:
    return dict(published_codelists(release, definitions))


def test_a_scheme_has_the_name_that_was_answered_last_and_that_of_its_own_language_beside_it(
    lists: dict[str, PublishedCodeList],
) -> None:
    scheme = lists["CL_SCHEME"].by_id["QMA01"]
    assert scheme.name == MultilingualText("Pension fund", "Pension fund", "Pension fund")
    assert scheme.description is not None
    assert scheme.description.fr == "Caisse de pensions"


def test_a_scheme_without_an_english_name_has_that_of_its_own_language(lists: dict[str, PublishedCodeList]) -> None:
    scheme = lists["CL_SCHEME"].by_id["QMA02"]
    assert scheme.name.en == "Régime de base"
    assert scheme.description is None


def test_a_pair_of_schemes_is_named_by_both(lists: dict[str, PublishedCodeList]) -> None:
    assert lists["CL_BREAKDOWN"].by_id["QMA01-QMA02"].name.en == "Pension fund + Régime de base"


def test_a_breakdown_is_named_by_the_dimension_of_its_item(lists: dict[str, PublishedCodeList]) -> None:
    assert lists["CL_BREAKDOWN"].by_id["OTHER"].name == MultilingualText("Other", "Autres", "Otros")


def test_a_declared_list_is_whole_and_in_the_order_of_the_definitions(
    lists: dict[str, PublishedCodeList], definitions: Definitions
) -> None:
    assert [each.id for each in lists["CL_OBS_STATUS"].codes] == list(definitions.codelists["CL_OBS_STATUS"].ids)
    assert lists["CL_OBS_STATUS"].by_id["U"].name.en == "Low reliability"


def test_total_and_unknown_of_sex_and_age_are_the_reserved_codes(lists: dict[str, PublishedCodeList]) -> None:
    assert [each.id for each in lists["CL_SEX"].codes] == ["_T", "M", "F", "_U"]
    assert lists["CL_AGE"].by_id["_T"].name.en == "All ages"
    assert lists["CL_AGE"].by_id["_U"].name.es == "Edad desconocida"


def test_reserved_codes_stand_where_they_occur_and_nowhere_else(lists: dict[str, PublishedCodeList]) -> None:
    assert lists["CL_BREAKDOWN"].by_id["OLD"].name.fr == "Vieillesse"
    assert lists["CL_FUNC"].codes[-1].id == "_Z"
    assert lists["CL_FUNC"].codes[-1].name.fr == "Sans objet"
    assert "_T" not in lists["CL_FUNC"].by_id


def test_a_generated_list_holds_what_occurs(lists: dict[str, PublishedCodeList]) -> None:
    assert [each.id for each in lists["CL_AREA"].codes] == ["QMA"]
    assert "X_POP_TOTAL" in lists["CL_ITEM"].by_id
    assert "X_GDP" not in lists["CL_ITEM"].by_id
    assert lists["CL_ITEM"].by_id["X_POP_TOTAL"].description is not None


def test_per_cent_is_one_unit_for_items_and_indicators(lists: dict[str, PublishedCodeList]) -> None:
    assert [(each.id, each.name.en) for each in lists["CL_UNIT"].codes] == [
        ("PT", "Per cent"),
        ("PT_GDP", "Per cent of GDP"),
        ("persons", "persons"),
    ]


def test_a_country_stands_under_its_region_and_a_region_under_the_world(lists: dict[str, PublishedCodeList]) -> None:
    areas = lists["CL_AREA_ILOSTAT"]
    assert [(each.id, each.parent) for each in areas.codes] == [
        ("X01", ""), ("X05", ""), ("NOR", "X01"), ("QMA", "NOR"),
    ]  # fmt: skip


def test_a_parent_that_does_not_occur_is_not_named(release: Connection, definitions: Definitions) -> None:
    release.execute("DELETE FROM DF_SDG_0131_SEX_SOC_RT WHERE REF_AREA = 'NOR'")
    areas = published_codelists(release, definitions)["CL_AREA_ILOSTAT"]
    assert areas.by_id["QMA"].parent == ""


def test_an_indicator_is_named_as_the_release_declares_it(lists: dict[str, PublishedCodeList]) -> None:
    assert [(each.id, each.name.fr) for each in lists["CL_INDICATOR"].codes] == [
        ("SPENT", "SPENT (fr)"), ("COVERED", "COVERED (fr)"),
    ]  # fmt: skip
    described = lists["CL_INDICATOR"].by_id["COVERED"].description
    assert described is not None
    assert (described.fr, described.es) == ("Part", "Share")


def test_every_code_of_a_release_is_named(release: Connection, definitions: Definitions) -> None:
    assert list(unnamed_codes(release, definitions)) == []


def test_a_code_without_a_name_is_told_and_is_its_own_name(release: Connection, definitions: Definitions) -> None:
    release.execute("UPDATE DF_INQUIRY SET SCHEME = 'QMA99' WHERE SCHEME = 'QMA02'")
    assert list(unnamed_codes(release, definitions)) == [("CL_SCHEME", "QMA99")]
    assert published_codelists(release, definitions)["CL_SCHEME"].by_id["QMA99"].name.fr == "QMA99"


def test_every_list_that_a_structure_names_is_there(release: Connection, definitions: Definitions) -> None:
    named = {each.codelist for structure in definitions.dataflows.structures.values() for each in structure}
    assert set(used_codes(release, definitions)) == named - {""}


def named(identity: str, english: str) -> Named:
    return Named(id=identity, name=MultilingualText(english, f"{english} (fr)", f"{english} (es)"))


def test_two_names_that_become_one_code_are_refused() -> None:
    with pytest.raises(FixTheFile, match="would both be published as the code A_B") as refused:
        published("CL_ITEM", [named("A.B", "one"), named("A B", "other")])
    assert refused.value.problems[0].code == "PUBLISHED_CODE_TWICE"


def test_a_code_of_several_classifications_tells_all_its_meanings_once() -> None:
    codes = published("CL_BREAKDOWN", [named("Q1", "Quality"), named("Q1", "Poorest fifth"), named("Q1", "Quality")])
    assert [(each.id, each.name.en, each.name.fr) for each in codes] == [
        ("Q1", "Quality; Poorest fifth", "Quality (fr); Poorest fifth (fr)")
    ]
