"""The tables of the dataflows: columns of the structure, a key once, sorted, series attributes constant."""

from collections.abc import Iterator
from typing import Any

import pytest

from openssi.definitions import Definitions, load
from openssi.engine import Connection
from openssi.vocabulary.data_structure import PublishedDataflow
from small_release import small_release

DEFINITIONS = load()
FLOWS = pytest.mark.parametrize("flow", DEFINITIONS.dataflows.dataflows.values(), ids=lambda flow: flow.id)


@pytest.fixture(scope="module")
def release() -> Iterator[Connection]:
    definitions: Definitions = DEFINITIONS
    with small_release(definitions) as opened:
        yield opened


def rows_of(release: Connection, flow: str) -> list[dict[str, Any]]:
    return release.rows(f"FROM {flow}")


def keys_of(release: Connection, flow: PublishedDataflow) -> list[tuple[Any, ...]]:
    names = [each.id for each in (*flow.structure.dimensions, flow.structure.time)]
    return [tuple(row[name] for name in names) for row in rows_of(release, flow.id)]


@FLOWS
def test_the_columns_are_those_of_the_structure(release: Connection, flow: PublishedDataflow) -> None:
    assert tuple(rows_of(release, flow.id)[0]) == flow.structure.columns


@FLOWS
def test_every_key_is_there_once_and_they_are_sorted(release: Connection, flow: PublishedDataflow) -> None:
    keys = keys_of(release, flow)
    assert keys == sorted(set(keys))


@FLOWS
def test_attributes_of_a_series_are_the_same_in_all_its_years(release: Connection, flow: PublishedDataflow) -> None:
    dimensions = [each.id for each in flow.structure.dimensions]
    for attribute in flow.structure.attached_to("series"):
        told = {(tuple(row[name] for name in dimensions), row[attribute.id]) for row in rows_of(release, flow.id)}
        assert len(told) == len({key for key, _ in told})


@FLOWS
def test_what_is_required_is_there(release: Connection, flow: PublishedDataflow) -> None:
    required = [each.id for each in flow.structure if each.is_required]
    assert all(row[name] is not None for row in rows_of(release, flow.id) for name in required)


def test_an_answer_has_the_function_and_means_test_of_its_benefit(release: Connection) -> None:
    row = next(each for each in rows_of(release, "DF_INQUIRY") if each["ITEM"] == "B_REC")
    assert (row["FUNCTION"], row["MEANS_TEST"], row["BENEFIT_PAYMENT"]) == ("OLD", "NMT", "_U")
    assert (row["OBS_VALUE"], row["UNIT_MULT"], row["BENEFIT"]) == (12, 3, "QMA01_1")


def test_context_is_apart_from_answers(release: Connection) -> None:
    assert [row["ITEM"] for row in rows_of(release, "DF_CONTEXT")] == ["X_POP_TOTAL"]
    assert "X_POP_TOTAL" not in {row["ITEM"] for row in rows_of(release, "DF_INQUIRY")}


def test_a_suppressed_value_of_a_country_says_so_and_has_no_number(release: Connection) -> None:
    row = next(each for each in rows_of(release, "DF_INDICATORS") if each["OBS_STATUS"] == "Q")
    assert (row["OBS_VALUE"], row["CONF_STATUS"]) == (None, "S")


def test_a_value_stands_beside_that_of_the_country(release: Connection) -> None:
    found = {(row["TIME_PERIOD"], row["SEX"]): row["COUNTRY_VALUE"] for row in rows_of(release, "DF_INDICATORS")
             if row["INDICATOR"] == "COVERED"}  # fmt: skip
    assert found == {(2019, "_T"): None, (2020, "_T"): 60, (2020, "F"): None}


def test_a_mean_that_is_not_published_is_told_without_its_value(release: Connection) -> None:
    found = {row["REF_AREA"]: (row["OBS_VALUE"], row["OBS_STATUS"]) for row in rows_of(release, "DF_AGGREGATES")}
    assert found == {"001": (48.0, "A"), "NOR": (None, "Q"), "HIC": (47.0, "U")}


def test_sdg_1_3_1_is_told_in_the_codes_of_ilostat(release: Connection) -> None:
    told = {
        (row["REF_AREA"], row["SEX"], row["TIME_PERIOD"]): row["OBS_VALUE"]
        for row in rows_of(release, "DF_SDG_0131_SEX_SOC_RT")
    }
    assert told == {
        ("QMA", "SEX_T", 2019): 50.5,
        ("QMA", "SEX_T", 2020): 51.5,
        ("QMA", "SEX_F", 2020): 40.0,
        ("X01", "SEX_T", 2020): 48.0,
        ("X05", "SEX_T", 2020): 47.0,
        ("NOR", "SEX_T", 2020): None,
    }


def test_an_indicator_of_a_scheme_and_a_figure_in_dispute_are_told(release: Connection) -> None:
    scheme = rows_of(release, "DF_SCHEME_INDICATORS")[0]
    assert (scheme["SCHEME"], scheme["BENEFIT"], scheme["OBS_VALUE"]) == ("QMA01", "QMA01_1", 7.0)
    beside = rows_of(release, "DF_SIDE_BY_SIDE")[0]
    assert (beside["INDICATOR"], beside["ITEM"], beside["OBS_VALUE"], beside["COUNTRY_VALUE"]) == (
        "COVERED", "_Z", 51.5, 60,
    )  # fmt: skip
