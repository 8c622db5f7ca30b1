"""Rows that are looked up by key: where they stand, and which of them is the latest."""

import pyarrow as pa
import pytest

from openssi.engine import connect
from openssi.present.keyed_rows import country_values, keyed_rows
from openssi.present.release_rows import ReleaseRows

AREAS = ["QMA", "QMA", "QMA", "QMB", "QMC", "QMC"]
YEARS = [2022, 2018, 2020, 2019, 2015, 2016]
VALUES = [None, 1.0, 2.0, 3.0, None, None]
TABLE = pa.table({"ref_area": AREAS, "time_period": pa.array(YEARS, pa.int32()), "value": VALUES})
"""Of each country the years without a value first, then those with one."""


@pytest.mark.parametrize(
    ("first", "last", "latest"),
    [
        (2015, 2022, [("QMA", 2020), ("QMB", 2019), ("QMC", 2016)]),
        (2018, 2019, [("QMA", 2018), ("QMB", 2019)]),
        (2021, 2022, [("QMA", 2022)]),
        (2015, 2015, [("QMC", 2015)]),
        (2000, 2010, []),
    ],
)
def test_the_latest_row_of_a_country_has_a_value_where_any_in_reach_has(
    first: int, last: int, latest: list[tuple[str, int]]
) -> None:
    values = country_values(TABLE)
    found = values.latest(first, last).to_pylist()
    assert [(row["ref_area"], row["time_period"]) for row in found] == latest
    alone = [row for area in ("QMA", "QMB", "QMC", "QMD") for row in values.latest_of(area, first, last).to_pylist()]
    assert alone == found


def test_countries_with_a_value_are_counted_once() -> None:
    values = country_values(TABLE)
    assert values.valued(2015, 2022) == 2
    assert values.valued(2021, 2022) == 0


def test_rows_of_countries_come_by_year_and_in_the_order_asked() -> None:
    found = country_values(TABLE).of(["QMC", "QMA", "QMD"])
    assert {area: [row["time_period"] for row in rows] for area, rows in found.items()} == {
        "QMC": [2015, 2016],
        "QMA": [2018, 2020, 2022],
    }
    assert list(found) == ["QMC", "QMA"]


def test_rows_are_found_by_their_key_and_an_unknown_key_has_none() -> None:
    found = keyed_rows(TABLE, ["ref_area", "time_period"])
    assert found.rows(("QMB", 2019)) == [{"ref_area": "QMB", "time_period": 2019, "value": 3.0}]  # type: ignore[arg-type]
    assert found.rows(("QMB", "2020")) == []
    assert keyed_rows(TABLE.slice(0, 0), ["ref_area"]).rows(("QMA",)) == []


def test_rows_of_a_country_are_asked_for_once_for_all_countries() -> None:
    with connect(rows=TABLE) as connection:
        release = ReleaseRows(connection)
        sql = "SELECT ref_area, value FROM rows WHERE value IS NOT NULL ORDER BY ref_area, value"
        assert release.of_area(sql, "QMA") == [{"ref_area": "QMA", "value": 1.0}, {"ref_area": "QMA", "value": 2.0}]
        connection.register("rows", TABLE.slice(0, 0))
        assert release.of_area(sql, "QMB") == [{"ref_area": "QMB", "value": 3.0}]
        assert release.of_area(sql, "QMC") == []
