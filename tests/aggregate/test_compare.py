from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from openssi.aggregate import AggregateResults, compare
from openssi.engine import table_of
from openssi.vocabulary.dataflow import AGGREGATE_INPUTS, AGGREGATES, GROUPS
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.text import MultilingualText

TEXT = MultilingualText("Older persons", "Personnes âgées", "Personas mayores")
OLD = Indicator(
    id="OLD", code="C07", family="SDG", name=TEXT, short_name=TEXT, definition=TEXT, population=TEXT,
    series="SI_COV_PENSN",
)  # fmt: skip
GROUPS_TABLE = table_of(
    GROUPS,
    [
        {"grouping": "WORLD", "group_code": "001", "m49": "001"},
        {"grouping": "M49_SUBREGION", "group_code": "202", "m49": "202"},
        {"grouping": "SDG_REGION", "group_code": "202", "m49": "202"},
        {"grouping": "INCOME", "group_code": "LIC", "m49": ""},
    ],
)


def ours(**changes: object) -> dict[str, object]:
    key = {"indicator": "OLD", "grouping": "WORLD", "group_code": "001", "sex": "_T", "breakdown": "_T"}
    figures = {"time_period": 2020, "value": 50.123, "observed_share": 0.9, "countries": 7, "method": "subregion"}
    return {**key, **figures, **changes}


def published(**changes: object) -> dict[str, object]:
    key = {"position": 2, "series": "SI_COV_PENSN", "m49": "001", "sex": "_T", "breakdown": "_T"}
    return {**key, "year": 2020, "published": 50.0, **changes}


def compared(rows: list[Mapping[str, object]], aggregates: list[Mapping[str, object]]) -> list[dict[str, Any]]:
    results = AggregateResults(table_of(AGGREGATE_INPUTS), table_of(AGGREGATES, aggregates))
    table = compare(pa.Table.from_pylist([dict(row) for row in rows]), results, [OLD], GROUPS_TABLE)
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def test_a_comparison_has_the_columns_that_were_promised() -> None:
    (row,) = compared([published()], [ours()])
    assert list(row) == [
        "series", "m49", "sex", "published", "ours", "difference", "observed_share", "countries", "method",
    ]  # fmt: skip


def test_the_difference_keeps_its_precision() -> None:
    (row,) = compared([published()], [ours()])
    assert row["difference"] == 50.123 - 50.0
    assert (row["observed_share"], row["countries"], row["method"]) == (0.9, 7, "subregion")


def test_a_group_of_two_groupings_is_compared_once_with_the_sdg_region() -> None:
    aggregates = [
        ours(grouping=grouping, group_code="202", value=value)
        for grouping, value in (("M49_SUBREGION", 11.0), ("SDG_REGION", 12.0))
    ]
    assert [row["ours"] for row in compared([published(m49="202")], aggregates)] == [12.0]


def test_another_year_sex_or_breakdown_is_no_counterpart() -> None:
    for change in ({"time_period": 2019}, {"sex": "F"}, {"breakdown": "Q1"}):
        (row,) = compared([published()], [ours(**change)])
        assert (row["ours"], row["difference"], row["observed_share"], row["countries"]) == (None, None, 0, 0)
        assert row["method"] == "subregion"


def test_an_unknown_group_or_series_is_shown_without_counterpart() -> None:
    rows = compared([published(m49="514"), published(series="SI_POV_DAY1", position=3)], [ours()])
    assert [(row["m49"], row["ours"]) for row in rows] == [("514", None), ("001", None)]


def test_the_order_is_that_of_the_file() -> None:
    rows = compared([published(m49="202", position=9), published(position=3)], [ours()])
    assert [row["m49"] for row in rows] == ["001", "202"]
