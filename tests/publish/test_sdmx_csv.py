import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pysdmx.io.csv.sdmx20.reader import read

from openssi.definitions import Definitions
from openssi.engine import connect, table_of
from openssi.publish import publish
from openssi.publish.cubes.cube_tables import make_cubes
from openssi.vocabulary.data_structure import PublishedStructures
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.release import Release

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


FORMER = {
    "DF_INDICATORS.csv": "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,SEX,BREAKDOWN,TIME_PERIOD,OBS_VALUE,"
    "UNIT_MEASURE,UNIT_MULT,OBS_STATUS,CONF_STATUS,NATURE,SOURCE,COMMENT_OBS,METHOD,NUMERATOR,DENOMINATOR,COUNTRY_VALUE,"
    "RELEASE,WORLD,",
    "DF_AGGREGATES.csv": "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,GROUPING,INDICATOR,SEX,BREAKDOWN,TIME_PERIOD,"
    "OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,CONF_STATUS,NATURE,SOURCE,COMMENT_OBS,OBSERVED_SHARE,IMPUTED_SHARE,"
    "COUNTRIES,COUNTRIES_TOTAL,YEAR_MIX,WEIGHT,METHOD,MAX_AGE,RELEASE,WORLD,",
    "DF_SIDE_BY_SIDE.csv": "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,ITEM,SCHEME,BENEFIT,SEX,BREAKDOWN,"
    "FIGURE,TIME_PERIOD,OBS_VALUE,COUNTRY_VALUE,UNIT_MEASURE,UNIT_MULT,COUNTRY_COMMENT,COUNTRY_LANGUAGE,"
    "COMPILER_COMMENT,COMPILER_LANGUAGE,PUBLISHED_ON,RELEASE,WORLD,",
}
"""Columns of files that were published before: scripts may count them."""


def test_former_columns_keep_their_places(written: Publish) -> None:
    heads = {path.name: path.read_text(encoding="utf-8").partition("\n")[0] for path in written("sdmx-csv")[:3]}
    assert {name: head[: len(FORMER[name])] for name, head in heads.items()} == FORMER


def test_every_dataflow_has_a_file_in_every_format_of_sdmx(written: Publish, definitions: Definitions) -> None:
    for format_id, extension in (("sdmx-csv", "csv"), ("sdmx-ml", "xml"), ("sdmx-json", "json")):
        names = {path.name for path in written(format_id)}
        assert names == {f"{each}.{extension}" for each in definitions.dataflows.dataflows} | {"README.txt"}


def test_the_readme_names_the_dataflows_in_the_language_asked_for(written: Publish) -> None:
    readme = written("sdmx-ml", "fr")[-1].read_text(encoding="utf-8")
    assert "SDMX-ML 2.1, un fichier par flux de données\u00a0:" in readme
    assert "DF_INDICATORS.xml\u00a0: Indicateurs des pays" in readme


def test_a_release_without_dataflows_is_told_through_what_makes_them(
    definitions: Definitions, release: Release, tmp_path: Path
) -> None:
    asked: list[str] = []
    with connect(**{name: table_of(flow) for name, flow in DATAFLOWS.items()}) as bare:

        def made() -> PublishedStructures:
            asked.append("once")
            make_cubes(bare, release, definitions)
            return definitions.dataflows

        paths = publish(bare, release, "sdmx-csv", tmp_path, "en", definitions, structures=made)
    assert asked == ["once"]
    assert [path.read_text(encoding="utf-8").count("\n") for path in paths[:-1]] == [1] * 7


def test_the_reference_describes_every_column(written: Publish) -> None:
    reference = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    for path in written("sdmx-csv")[:-1]:
        with path.open(encoding="utf-8", newline="") as stream:
            assert [column for column in next(csv.reader(stream)) if f"`{column}`" not in reference] == []
