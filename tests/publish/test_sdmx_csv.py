import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pysdmx.io.csv.sdmx20.reader import read

Publish = Callable[..., tuple[Path, ...]]


def observations(path: Path) -> list[dict[str, Any]]:
    (data,) = read(path.read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = data.data.to_dict("records")
    return rows


def by_place(rows: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["REF_AREA"], row["TIME_PERIOD"]): row for row in rows}


def test_an_independent_reader_finds_every_value_to_its_last_digit(written: Publish) -> None:
    rows = by_place(observations(written("sdmx-csv")[0]))
    assert float(rows["QMA", "2020"]["OBS_VALUE"]) == 1 / 3 * 100
    assert float(rows["QMC", "2019"]["OBS_VALUE"]) == 0.1 + 0.2
    assert float(rows["QMC", "2019"]["NUMERATOR"]) == 12345678901.5


def test_the_dataflow_is_named_and_the_dimensions_come_first(written: Publish) -> None:
    path = written("sdmx-csv")[0]
    (data,) = read(path.read_text(encoding="utf-8"))
    assert data.structure == "Dataflow=OPENSSI:DF_INDICATORS(1.0)"
    with path.open(encoding="utf-8", newline="") as stream:
        head = next(csv.reader(stream))
    assert head[:10] == [
        "STRUCTURE",
        "STRUCTURE_ID",
        "ACTION",
        "FREQ",
        "REF_AREA",
        "INDICATOR",
        "SEX",
        "BREAKDOWN",
        "TIME_PERIOD",
        "OBS_VALUE",
    ]


def test_quotes_commas_and_line_breaks_come_back_as_they_were(written: Publish) -> None:
    rows = by_place(observations(written("sdmx-csv")[0]))
    assert rows["QMA", "2020"]["SOURCE"] == 'Register "B", cleaned,\nsecond line'


def test_a_true_zero_is_a_value_and_a_missing_one_is_empty_with_its_status(written: Publish) -> None:
    rows = by_place(observations(written("sdmx-csv")[0]))
    assert (float(rows["QMB", "2020"]["OBS_VALUE"]), rows["QMB", "2020"]["COMMENT_OBS"]) == (0.0, "NOPROG")
    assert (rows["QMC", "2020"]["OBS_VALUE"], rows["QMC", "2020"]["OBS_STATUS"]) == ("", "L")


def test_an_aggregate_that_is_not_published_carries_no_value(written: Publish) -> None:
    path = written("sdmx-csv")[1]
    rows = {row["REF_AREA"]: row for row in observations(path)}
    assert [(rows[group]["OBS_VALUE"], rows[group]["OBS_STATUS"]) for group in ("NOR", "SOU", "WES")] == [
        ("39.2", "A"),
        ("13.7", "U"),
        ("", "Q"),
    ]
    assert "77.7" not in path.read_text(encoding="utf-8")


def test_no_two_observations_share_a_key(written: Publish) -> None:
    for path in written("sdmx-csv")[:2]:
        rows = observations(path)
        dimensions = ("FREQ", "REF_AREA", "GROUPING", "INDICATOR", "SEX", "BREAKDOWN", "TIME_PERIOD")
        assert len({tuple(row.get(name) for name in dimensions) for row in rows}) == len(rows)


def test_every_row_names_its_release_and_that_its_world_is_invented(written: Publish) -> None:
    for path in written("sdmx-csv")[:2]:
        assert {(row["RELEASE"], row["WORLD"]) for row in observations(path)} == {("2026.1", "demonstration")}


def test_the_reference_describes_every_column(written: Publish) -> None:
    reference = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    for path in written("sdmx-csv")[:2]:
        with path.open(encoding="utf-8", newline="") as stream:
            assert [column for column in next(csv.reader(stream)) if column not in reference] == []
