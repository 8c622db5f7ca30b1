import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from hostile_text import AWKWARD, TEXTS
from message_world import STRUCTURE, message_of, row, written
from openssi.publish.sdmx.data.data_formats import DATA_FORMATS
from sdmx_schemas import message_schema

VERSIONS = ("2.1", "3.0", "3.1")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parsed(text: str) -> Any:
    return etree.fromstring(text.encode())


def body(text: str) -> str:
    """Return what stands between the tags of the data set."""
    return re.split("<message:DataSet [^>]*>\n", text)[1].removesuffix(
        "</message:DataSet></message:StructureSpecificData>\n"
    )


def schema(folder: Path, version: str, at: str) -> Any:
    namespace = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=OPENSSI:DF_SMALL(1.0):ObsLevelDim:{at}"
    return message_schema(folder, f"v{version.replace('.', '_')}", namespace, STRUCTURE, at)


def test_a_series_holds_its_observations_and_what_is_said_of_it() -> None:
    assert body(written("sdmx-ml-2.1")) == (
        '<Series FREQ="A" REF_AREA="QMA" SEX="_T" UNIT_MEASURE="PT">'
        '<Obs TIME_PERIOD="2019" OBS_VALUE="0.30000000000000004" OBS_STATUS="A" NOTE="=1+1, &quot;so&quot;"'
        ' LOWER="100"/>'
        '<Obs TIME_PERIOD="2020" OBS_STATUS="L"/></Series>'
        '<Series FREQ="A" REF_AREA="QMB" SEX="_T" UNIT_MEASURE="PT">'
        '<Obs TIME_PERIOD="2020" OBS_VALUE="0.0" OBS_STATUS="A" LOWER="26.1140000001"/></Series>'
    )


def test_what_is_said_of_the_data_set_stands_in_its_tag() -> None:
    (data_set,) = parsed(written("sdmx-ml-3.0")).iterfind("{*}DataSet")
    assert data_set.get("RELEASE") == "2026.1"
    assert data_set.get(
        etree.QName("http://www.sdmx.org/resources/sdmxml/schemas/v3_0/data/structurespecific", "action")
    )


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_a_missing_value_is_not_a_number_where_absence_would_say_unchanged(version: str) -> None:
    assert '<Obs TIME_PERIOD="2020" OBS_VALUE="NaN" OBS_STATUS="L"/>' in written(f"sdmx-ml-{version}")


def test_a_flat_message_tells_the_whole_key_with_each_observation() -> None:
    assert body(written("sdmx-ml-2.1", at_observation="AllDimensions")).startswith(
        '<Obs FREQ="A" REF_AREA="QMA" SEX="_T" TIME_PERIOD="2019" OBS_VALUE="0.30000000000000004" UNIT_MEASURE="PT"'
    )


def test_a_section_holds_one_year_and_tells_areas_with_the_attributes_of_their_series() -> None:
    assert body(written("sdmx-ml-2.1", at_observation="REF_AREA", detail="full")) == (
        '<Series FREQ="A" SEX="_T" TIME_PERIOD="2019">'
        '<Obs REF_AREA="QMA" OBS_VALUE="0.30000000000000004" UNIT_MEASURE="PT" OBS_STATUS="A"'
        ' NOTE="=1+1, &quot;so&quot;" LOWER="100"/></Series>'
        '<Series FREQ="A" SEX="_T" TIME_PERIOD="2020">'
        '<Obs REF_AREA="QMA" UNIT_MEASURE="PT" OBS_STATUS="L"/>'
        '<Obs REF_AREA="QMB" OBS_VALUE="0.0" UNIT_MEASURE="PT" OBS_STATUS="A" LOWER="26.1140000001"/></Series>'
    )


def test_values_alone_are_told_without_attributes() -> None:
    text = written("sdmx-ml-2.1", detail="dataonly")
    assert body(text).startswith('<Series FREQ="A" REF_AREA="QMA" SEX="_T"><Obs TIME_PERIOD="2019" OBS_VALUE=')
    assert "RELEASE=" not in text
    assert "NOTE=" not in text


@pytest.mark.parametrize("at", ["TIME_PERIOD", "AllDimensions"])
def test_keys_of_series_are_told_once_each(at: str) -> None:
    assert body(written("sdmx-ml-2.1", detail="serieskeysonly", at_observation=at)) == (
        '<Series FREQ="A" REF_AREA="QMA" SEX="_T"></Series><Series FREQ="A" REF_AREA="QMB" SEX="_T"></Series>'
    )


def test_series_without_observations_keep_their_attributes() -> None:
    assert body(written("sdmx-ml-2.1", detail="nodata")) == (
        '<Series FREQ="A" REF_AREA="QMA" SEX="_T" UNIT_MEASURE="PT"></Series>'
        '<Series FREQ="A" REF_AREA="QMB" SEX="_T" UNIT_MEASURE="PT"></Series>'
    )


def test_the_header_says_who_sends_what_of_which_release() -> None:
    header = parsed(written("sdmx-ml-2.1", limits={"startPeriod": "2019", "endPeriod": "2020"})).find("{*}Header")
    said = {etree.QName(each).localname: each for each in header}
    assert said["ID"].text == "OPENSSI"
    assert said["Test"].text == "true"
    assert said["Prepared"].text == "2026-09-01T12:00:00+00:00"
    assert said["Sender"].get("id") == "OPENSSI"
    assert [said["ReportingBegin"].text, said["ReportingEnd"].text] == ["2019", "2020"]
    assert said["Source"].text == "OpenSSI 2026.1"
    assert said["Structure"].get("dimensionAtObservation") == "TIME_PERIOD"


def test_the_same_rows_are_the_same_bytes() -> None:
    assert written("sdmx-ml-3.0") == written("sdmx-ml-3.0")


def test_a_series_that_runs_over_many_pieces_stays_one() -> None:
    repeated = "SELECT d.* REPLACE (CAST(i AS INTEGER) AS TIME_PERIOD) FROM DF_SMALL AS d, range(20000) AS r(i)"
    statement = f"{repeated} ORDER BY REF_AREA"
    data = parsed(written("sdmx-ml-2.1", statement=statement)).find("{*}DataSet")
    assert [len(series) for series in data] == [40_000, 20_000]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("at", ["TIME_PERIOD", "AllDimensions", "REF_AREA"])
def test_messages_are_valid_against_the_official_schemas_and_that_of_the_structure(
    version: str, at: str, tmp_path: Path
) -> None:
    own = schema(tmp_path, version, at)
    awkward = [row("QMA", 1900 + year, None, NOTE=text, TITLE=AWKWARD[0]) for year, text in enumerate(AWKWARD)]
    for rows in ([], [row("QMA", 2020, 1.5), row("QMB", 2020, None)], awkward):
        own.assertValid(parsed(written(f"sdmx-ml-{version}", rows, at_observation=at)))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("detail", ["dataonly", "serieskeysonly", "nodata"])
def test_messages_that_tell_less_are_valid_too(version: str, detail: str, tmp_path: Path) -> None:
    own = schema(tmp_path, version, "TIME_PERIOD")
    limits = {"startPeriod": "2019", "endPeriod": "2020"}
    own.assertValid(parsed(written(f"sdmx-ml-{version}", detail=detail, limits=limits)))


def test_the_schema_of_the_tests_refuses_what_the_structure_does_not_have(tmp_path: Path) -> None:
    text = written("sdmx-ml-3.0").replace("OBS_STATUS=", "STATUS=")
    assert not schema(tmp_path, "3.0", "TIME_PERIOD").validate(parsed(text))


@given(note=TEXTS, title=TEXTS, release=TEXTS, area=TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_text_comes_back_as_it_was_but_for_what_xml_forbids(
    note: str, title: str, release: str, area: str
) -> None:
    rows = [row(area, 2020, 1.0, NOTE=note, TITLE=title, RELEASE=release)]
    data_set = parsed(written("sdmx-ml-3.0", rows)).find("{*}DataSet")
    (series,) = data_set
    (observation,) = series
    found = (observation.get("NOTE"), series.get("TITLE"), data_set.get("RELEASE"), series.get("REF_AREA"))
    assert found == tuple(FORBIDDEN.sub("\ufffd", each) for each in (note, title, release, area))


def test_numbers_that_are_not_finite_have_the_names_of_xml_schema() -> None:
    rows = [row("QMA", 2018, float("inf")), row("QMA", 2019, float("-inf")), row("QMA", 2020, float("nan"))]
    values = re.findall('OBS_VALUE="([^"]*)"', written("sdmx-ml-2.1", rows))
    assert values == ["INF", "-INF", "NaN"]


def test_an_unknown_dimension_at_the_observation_is_refused() -> None:
    with message_of(at_observation="NOWHERE") as message, pytest.raises(KeyError, match="NOWHERE"):
        next(DATA_FORMATS["sdmx-ml-2.1"].write(message))
