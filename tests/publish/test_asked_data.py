"""Requests for data as they are written, and what they mean."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.publish.sdmx.data.data_formats import DATA_FORMATS
from openssi.publish.sdmx.requests.accepted_formats import accepted_format, accepted_types
from openssi.publish.sdmx.requests.asked_data import AskedData
from openssi.publish.sdmx.requests.asked_message import message_of, named_format
from openssi.publish.sdmx.requests.asked_query import dataflow_of, query_of, year_of
from openssi.publish.sdmx.requests.data_address_v1 import asked_in_v1
from openssi.publish.sdmx.requests.data_address_v2 import asked_in_v2
from openssi.vocabulary.data_query import Condition, DataQuery, Test
from openssi.vocabulary.errors import FixTheFile

STRUCTURES = load().dataflows
FLOW = ("OPENSSI", "DF_INDICATORS", "1.0")


def v1(key: str = "all", flow: str = "DF_INDICATORS", provider: str = "all", **parameters: str) -> AskedData:
    return asked_in_v1(flow, key, provider, parameters.items())


def v2(key: str = "*", flow: tuple[str, str, str] = FLOW, context: str = "dataflow", **parameters: str) -> AskedData:
    pairs = {name.replace("__", "[").replace("_of", "]"): value for name, value in parameters.items()}
    return asked_in_v2(context, flow, key, pairs.items())


def with_test(component: str, text: str) -> AskedData:
    return asked_in_v2("dataflow", FLOW, "*", [(f"c[{component}]", text)])


def meant(asked: AskedData) -> DataQuery:
    return query_of(asked, dataflow_of(asked, STRUCTURES, "2026.1"))


@pytest.mark.parametrize(
    ("flow", "reference"),
    [
        ("DF_INDICATORS", ("*", "DF_INDICATORS", "*")),
        ("OPENSSI,DF_INDICATORS", ("OPENSSI", "DF_INDICATORS", "*")),
        ("OPENSSI,DF_INDICATORS,latest", ("OPENSSI", "DF_INDICATORS", "*")),
        ("all,DF_INDICATORS,1.0", ("*", "DF_INDICATORS", "1.0")),
    ],
)
def test_a_flow_is_named_with_or_without_agency_and_version(flow: str, reference: tuple[str, str, str]) -> None:
    asked = v1(flow=flow)
    assert (asked.agency, asked.dataflow, asked.version) == reference
    assert dataflow_of(asked, STRUCTURES, "2026.1").id == "DF_INDICATORS"


@pytest.mark.parametrize("asked", [v1("A.QMA+QMB..T."), v2("A.QMA+QMB.*.T.*")])
def test_a_key_gives_codes_by_dimension(asked: AskedData) -> None:
    assert meant(asked).codes == {"FREQ": ("A",), "REF_AREA": ("QMA", "QMB"), "SEX": ("T",)}


@pytest.mark.parametrize("asked", [v1(), v1(""), v1("...."), v2(), v2(""), v2("*.*.*.*.*"), v2("A.*.*.*.*,*")])
def test_all_series_are_asked_for_in_several_ways(asked: AskedData) -> None:
    assert meant(asked).is_whole


def test_of_several_keys_any_may_be_fitted() -> None:
    found = meant(v2("A.QMA.*.*.*,A.QMB.*.F.*"))
    assert found.keys == ({"FREQ": ("A",), "REF_AREA": ("QMA",)}, {"FREQ": ("A",), "REF_AREA": ("QMB",), "SEX": ("F",)})
    assert not found.codes


def test_a_condition_that_lists_codes_is_part_of_the_key() -> None:
    assert meant(with_test("REF_AREA", "QMA,QMB")).codes == {"REF_AREA": ("QMA", "QMB")}


def test_a_plus_sign_joins_tests_and_a_comma_parts_alternatives() -> None:
    assert meant(with_test("OBS_VALUE", "ge:1+lt:2.5,gt:90")).conditions == (
        Condition("OBS_VALUE", ((Test("ge", 1.0), Test("lt", 2.5)), (Test("gt", 90.0),))),
    )


@pytest.mark.parametrize(
    "asked", [v1(startPeriod="2019", endPeriod="2022-Q4"), with_test("TIME_PERIOD", "ge:2019-01+le:2022-06-30")]
)
def test_years_are_bounds_in_both_manners(asked: AskedData) -> None:
    found = meant(asked)
    assert (found.first_period, found.last_period, found.conditions) == (2019, 2022, ())


def test_single_years_are_no_bounds() -> None:
    assert meant(with_test("TIME_PERIOD", "2019,2021")).conditions == (
        Condition("TIME_PERIOD", ((Test("eq", 2019),), (Test("eq", 2021),))),
    )


@pytest.mark.parametrize(
    "period",
    [
        *("2023", "2023-06", "2023-Q2", "2023-S1", "2023-T3", "2023-W53", "2023-D365", "2023-A1", "2023-06-30"),
        "2023-06-30T12:00:00Z",
    ],
)
def test_a_period_is_read_as_the_year_it_lies_in(period: str) -> None:
    assert year_of(period, "startPeriod") == 2023


def test_a_moment_is_told_in_utc() -> None:
    assert meant(v1(updatedAfter="2026-03-31T12:00:00+02:00")).updated_after == "2026-03-31T10:00:00+00:00"
    assert meant(v2(updatedAfter="2026-03-31")).updated_after == "2026-03-31T00:00:00+00:00"


@pytest.mark.parametrize(
    ("asks", "code"),
    [
        (lambda: v1(flow="a,b,c,d"), "SDMX_FLOW_UNREADABLE"),
        (lambda: v1(flow=""), "SDMX_FLOW_UNREADABLE"),
        (lambda: v1("A.Q;A..."), "SDMX_KEY_UNREADABLE"),
        (lambda: v2("A.QMA+.*.*.*"), "SDMX_KEY_UNREADABLE"),
        (lambda: v1(colour="red"), "SDMX_PARAMETER_UNKNOWN"),
        (lambda: v2(startPeriod="2020"), "SDMX_PARAMETER_UNKNOWN"),
        (lambda: asked_in_v1("DF_INDICATORS", "all", "", [("lang", "en"), ("lang", "fr")]), "SDMX_PARAMETER_TWICE"),
        (lambda: v2(context="provider"), "SDMX_VALUE_UNKNOWN"),
        (lambda: with_test("REF_AREA", "A,,B"), "SDMX_TEST_UNREADABLE"),
        (lambda: meant(v1("A.QMA")), "SDMX_KEY_LENGTH"),
        (lambda: meant(v1(flow="DF_NOTHING")), "SDMX_DATAFLOW_UNKNOWN"),
        (lambda: meant(v1(flow="ESTAT,DF_INDICATORS")), "SDMX_AGENCY_UNKNOWN"),
        (lambda: meant(v1(provider="ESTAT")), "SDMX_AGENCY_UNKNOWN"),
        (lambda: meant(v1(flow="OPENSSI,DF_INDICATORS,9.9")), "SDMX_VERSION_UNKNOWN"),
        (lambda: meant(v2(flow=("*", "*", "*"))), "SDMX_ONE_DATAFLOW"),
        (lambda: meant(v2(flow=("*", "DF_INQUIRY,DF_CONTEXT", "*"))), "SDMX_ONE_DATAFLOW"),
        (lambda: meant(v2(flow=("*", "DSD_SSI", "*"), context="datastructure")), "SDMX_ONE_DATAFLOW"),
        (lambda: meant(with_test("COLOUR", "red")), "SDMX_COMPONENT_UNKNOWN"),
        (lambda: meant(with_test("OBS_VALUE", "co:1")), "SDMX_OPERATOR_UNKNOWN"),
        (lambda: meant(with_test("REF_AREA", "like:Q")), "SDMX_OPERATOR_UNKNOWN"),
        (lambda: meant(with_test("OBS_VALUE", "nan")), "SDMX_NUMBER_UNREADABLE"),
        (lambda: meant(v1(startPeriod="2023-13")), "SDMX_PERIOD_UNREADABLE"),
        (lambda: meant(v1(startPeriod="last year")), "SDMX_PERIOD_UNREADABLE"),
        (lambda: meant(v1(startPeriod="0000")), "SDMX_PERIOD_UNREADABLE"),
        (lambda: meant(v1(startPeriod="2023", endPeriod="2020")), "SDMX_PERIODS_CROSSED"),
        (lambda: meant(v1(updatedAfter="yesterday")), "SDMX_MOMENT_UNREADABLE"),
        (lambda: meant(v1(firstNObservations="0")), "SDMX_NUMBER_OF_OBSERVATIONS"),
        (lambda: meant(v1(lastNObservations="-1")), "SDMX_NUMBER_OF_OBSERVATIONS"),
        (lambda: told(v1(detail="some")), "SDMX_VALUE_UNKNOWN"),
        (lambda: told(v1(dimensionAtObservation="COLOUR")), "SDMX_VALUE_UNKNOWN"),
        (lambda: told(v2(attributes="COLOUR")), "SDMX_VALUE_UNKNOWN"),
        (lambda: told(v1(includeHistory="true")), "SDMX_HISTORY_NOT_KEPT"),
        (lambda: told(v1(includeHistory="perhaps")), "SDMX_VALUE_UNKNOWN"),
        (lambda: named_format("sdmx-edi", DATA_FORMATS), "SDMX_FORMAT_NOT_OFFERED"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place_and_a_remedy(asks: Any, code: str) -> None:
    with pytest.raises(FixTheFile) as refused:
        asks()
    assert refused.value.problems[0].code == code
    assert "Please" in refused.value.problems[0].message()


def told(asked: AskedData) -> Any:
    return message_of(asked, dataflow_of(asked, STRUCTURES, "2026.1"))


@pytest.mark.parametrize(
    ("asked", "detail"),
    [
        (v1(), "full"),
        (v1(detail="serieskeysonly"), "serieskeysonly"),
        (v2(), "full"),
        (v2(attributes="none"), "dataonly"),
        (v2(attributes="msd"), "dataonly"),
        (v2(measures="none"), "nodata"),
        (v2(attributes="none", measures="none"), "serieskeysonly"),
    ],
)
def test_attributes_and_measures_are_what_the_detail_was(asked: AskedData, detail: str) -> None:
    assert told(asked).detail == detail


def test_single_attributes_or_those_of_a_level_can_be_asked_for() -> None:
    found = told(v2(attributes="series,SOURCE")).dataflow.structure
    assert [each.id for each in found.attributes] == ["UNIT_MEASURE", "UNIT_MULT", "SOURCE"]
    assert found.dimensions == STRUCTURES.dataflows["DF_INDICATORS"].structure.dimensions


@given(st.text(max_size=60))
def test_any_text_is_a_key_or_is_refused(text: str) -> None:
    for read in (v1, v2):
        try:
            meant(read(text))
        except FixTheFile as error:
            refused = error.problems[0]
        else:
            continue
        assert refused.code.startswith("SDMX_KEY_")


@given(st.sampled_from(["REF_AREA", "TIME_PERIOD", "OBS_VALUE", "SOURCE"]), st.text(max_size=40))
def test_any_text_is_a_condition_or_is_refused(component: str, text: str) -> None:
    try:
        meant(with_test(component, text))
    except FixTheFile as error:
        refused = error.problems[0]
    else:
        return
    assert component in refused.place.item


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("", "sdmx-ml-2.1"),
        ("*/*", "sdmx-ml-2.1"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "sdmx-ml-2.1"),
        ("application/vnd.sdmx.data+csv;version=2.0.0", "sdmx-csv-2.0"),
        ("application/vnd.sdmx.data+csv;version=2", "sdmx-csv-2.0"),
        ("application/vnd.sdmx.data+csv; version=1.0.0; labels=both", "sdmx-csv-1.0"),
        ("text/csv;q=0.5, application/vnd.sdmx.data+xml;version=3.0.0", "sdmx-ml-3.0"),
        ("application/vnd.sdmx.data+xml;version=9;q=1, text/csv;q=0.1", "sdmx-csv-1.0"),
        ("application/vnd.sdmx.structurespecificdata+xml", "sdmx-ml-2.1"),
    ],
)
def test_the_most_wanted_format_that_there_is_is_sent(header: str, found: str) -> None:
    assert accepted_format(header, DATA_FORMATS, DATA_FORMATS["sdmx-ml-2.1"])[0].id == found


def test_what_is_refused_by_its_weight_is_not_sent() -> None:
    assert [each.media_type for each in accepted_types("text/csv;q=0, application/xml;q=x, a/b;q=0.2")] == ["a/b"]
    with pytest.raises(FixTheFile, match="SDMX_FORMAT_NOT_OFFERED"):
        accepted_format("application/pdf, text/csv;q=0", DATA_FORMATS, DATA_FORMATS["sdmx-ml-2.1"])
