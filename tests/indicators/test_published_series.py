"""Published series become indicators as they are."""

from decimal import Decimal
from typing import Any

from openssi.definitions import load
from openssi.engine import table_of
from openssi.indicators import compute_series, merge_country_values
from openssi.vocabulary.dataflow import COUNTRY_VALUES, SERIES_VALUES

INDICATORS = tuple(load().indicators.values())


def series(**more: Any) -> dict[str, Any]:
    row = {
        "value_id": "s",
        "series": "SI_COV_UEMP",
        "ref_area": "QMA",
        "sex": "_T",
        "breakdown": "_T",
        "time_period": 2020,
        "value": Decimal("7.5"),
        "obs_status": "A",
        "nature": "E",
        "footnote": "",
        "source": "Somebody",
    }
    return {**row, **more}


def values(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return compute_series(table_of(SERIES_VALUES, rows), INDICATORS).to_pylist()


def test_a_value_keeps_what_the_publisher_said() -> None:
    (row,) = values(series())
    assert (row["indicator"], row["value"], row["nature"], row["source"]) == (
        "SDG_1_3_1_UNEMPLOYMENT",
        7.5,
        "E",
        "Somebody",
    )
    assert (row["origin"], row["method"], row["series_value_id"]) == ("series", "SERIES", "s")


def test_a_group_of_countries_is_no_country() -> None:
    assert values(series(ref_area="")) == []


def test_a_missing_value_gives_no_row_and_a_zero_gives_one() -> None:
    assert values(series(value=None)) == []
    assert [row["value"] for row in values(series(value=Decimal(0)))] == [0.0]


def test_the_sentence_of_a_structural_zero_becomes_its_code() -> None:
    sentence = "No unemployment protection programme anchored in national legislation"
    assert [row["footnote"] for row in values(series(value=Decimal(0), footnote=sentence))] == ["NOPROG"]


def test_an_unknown_footnote_stays_as_it_is() -> None:
    assert [row["footnote"] for row in values(series(footnote="Federal programmes only"))] == [
        "Federal programmes only"
    ]


def test_the_inquiry_comes_before_the_series() -> None:
    own = {
        "value_id": "o",
        "indicator": "SDG_1_3_1_UNEMPLOYMENT",
        "ref_area": "QMA",
        "sex": "_T",
        "breakdown": "_T",
        "time_period": 2020,
        "value": 9.0,
    }
    published = compute_series(table_of(SERIES_VALUES, [series(), series(time_period=2019)]), INDICATORS)
    merged = merge_country_values(table_of(COUNTRY_VALUES, [own]), published).to_pylist()
    assert sorted((row["time_period"], row["value"]) for row in merged) == [(2019, 7.5), (2020, 9.0)]
