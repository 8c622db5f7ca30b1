"""The layout of ILOSTAT: columns in its order, its codes where it has the figure, ours where it does not."""

import csv
import gzip
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.publish import publish
from openssi.publish.ilostat.contents import DICTIONARIES
from openssi.publish.ilostat.datasets import dataset_named, ilostat_datasets
from openssi.publish.ilostat.rows import IlostatFilters, columns_of, ilostat_rows
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.release import Release

SDG = "SDG_0131_SEX_SOC_RT_A"
OWN = "SSI_SPENDING_BRK_RT_A"
THIRD = 1 / 3 * 100


def rows_of(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def exported(
    dataflows: Connection, release: Release, real_definitions: Definitions, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("ilostat")
    publish(dataflows, release, "ilostat", folder, "fr", real_definitions)
    return folder


def test_columns_stand_in_the_order_of_ilostat() -> None:
    assert columns_of("both")[:16] == (
        "ref_area", "ref_area.label", "source", "source.label", "indicator", "indicator.label", "sex", "sex.label",
        "classif1", "classif1.label", "time", "obs_value", "obs_status", "obs_status.label", "note_classif",
        "note_classif.label",
    )  # fmt: skip
    assert columns_of("code")[:9] == (
        "ref_area", "source", "indicator", "sex", "classif1", "time", "obs_value", "obs_status", "note_classif",
    )  # fmt: skip


def test_sdg_indicator_has_the_codes_of_ilostat(exported: Path) -> None:
    rows = rows_of(exported / "indicator" / f"{SDG}.csv.gz")
    found = {(row["ref_area"], row["sex"], row["time"]): row for row in rows}
    assert {row["indicator"] for row in rows} == {"SDG_0131_SEX_SOC_RT"}
    assert {row["classif1"] for row in rows} == {"SOC_CONTIG_PENSION"}
    assert float(found["QMA", "SEX_T", "2020"]["obs_value"]) == THIRD
    assert found["QMA", "SEX_F", "2020"]["obs_value"] == "41.5"
    assert found["X01", "SEX_T", "2020"]["obs_value"] == "52.4"


def test_a_status_of_a_normal_value_is_empty_and_all_others_are_told(exported: Path) -> None:
    rows = rows_of(exported / "labels" / "fr" / "indicator" / f"{SDG}.csv.gz")
    status = {(row["ref_area"], row["sex"]): (row["obs_status"], row["obs_status.label"]) for row in rows}
    assert status["QMA", "SEX_T"] == ("E", "Valeur estimée (par le pays)")
    assert status["QMA", "SEX_F"] == ("", "")


def test_what_is_not_published_is_empty_with_its_status(exported: Path) -> None:
    rows = {row["ref_area"]: row for row in rows_of(exported / "indicator" / f"{SDG}.csv.gz")}
    assert (rows["WES"]["obs_value"], rows["WES"]["obs_status"]) == ("", "Q")
    assert (rows["SOU"]["obs_value"], rows["SOU"]["obs_status"]) == ("13.7", "U")


def test_labels_are_in_the_language_asked_for(exported: Path) -> None:
    row = next(
        row for row in rows_of(exported / "labels" / "fr" / "indicator" / f"{SDG}.csv.gz") if row["ref_area"] == "X01"
    )
    assert (row["ref_area.label"], row["sex.label"]) == ("Monde", "Total")
    assert row["classif1.label"].endswith("Personnes âgées percevant une pension")


def test_a_breakdown_is_the_one_classification_of_an_indicator_of_ours(exported: Path) -> None:
    rows = rows_of(exported / "labels" / "fr" / "indicator" / f"{OWN}.csv.gz")
    assert {row["classif1"]: (row["classif1.label"], row["obs_value"]) for row in rows} == {
        "BRK_SSI_TOTAL": ("Total", "7.25"),
        "BRK_SSI_OLD": ("Old age (fr)", "3.5"),
    }


def test_a_note_and_a_nature_are_codes_that_the_dictionary_explains(exported: Path) -> None:
    rows = {row["classif1"]: row["note_indicator"] for row in rows_of(exported / "indicator" / f"{OWN}.csv.gz")}
    with (exported / "dic" / "note_indicator_en.csv").open(encoding="utf-8", newline="") as stream:
        named = {row["note_indicator"]: row["note_indicator.label"] for row in csv.DictReader(stream)}
    assert rows["BRK_SSI_OLD"] == "N1:E"
    assert named["N1:E"] == "Estimated data"
    assert named[rows["BRK_SSI_TOTAL"]] == "Accrual basis; =1+1"


def test_a_text_that_a_spreadsheet_would_calculate_stays_text(exported: Path) -> None:
    rows = rows_of(exported / "labels" / "fr" / "indicator" / f"{SDG}.csv.gz")
    noted = [row["note_indicator.label"] for row in rows if "=1+1" in row["note_indicator.label"]]
    assert noted == ["'=1+1"]


def test_no_value_of_the_dataflows_is_lost_or_told_twice(exported: Path, dataflows: Connection) -> None:
    files = sorted((exported / "indicator").glob("*_A.parquet"))
    told = sum(pq.read_metadata(path).num_rows for path in files)
    held = dataflows.rows("SELECT (SELECT count(*) FROM DF_INDICATORS) + (SELECT count(*) FROM DF_AGGREGATES) AS held")
    assert told == held[0]["held"]


def test_parquet_and_csv_hold_the_same_values(exported: Path) -> None:
    columns = pq.read_table(exported / "indicator" / f"{SDG}.parquet").column("obs_value").to_pylist()
    texts = [row["obs_value"] for row in rows_of(exported / "indicator" / f"{SDG}.csv.gz")]
    assert columns == [float(text) if text else None for text in texts]


def test_tables_of_contents_say_what_there_is(exported: Path) -> None:
    with (exported / "indicator" / "table_of_contents_es.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    assert list(rows) == [SDG, OWN]
    assert rows[SDG]["indicator.label"].startswith("Indicador 1.3.1 de los ODS")
    assert (rows[SDG]["freq"], rows[SDG]["freq.label"]) == ("A", "Anual")
    assert (rows[SDG]["data.start"], rows[SDG]["data.end"], rows[SDG]["n.records"]) == ("2019", "2020", "9")
    assert (rows[SDG]["last.update"], rows[SDG]["with.region"], rows[OWN]["with.region"]) == (
        "25/11/2026 10:00:00",
        "Y",
        "",
    )
    assert int(rows[SDG]["size"]) == (exported / "indicator" / f"{SDG}.csv.gz").stat().st_size


def test_a_file_by_area_holds_every_indicator_of_it(exported: Path) -> None:
    rows = rows_of(exported / "ref_area" / "QMA_A.csv.gz")
    assert {row["indicator"] for row in rows} == {"SDG_0131_SEX_SOC_RT", "SSI_SPENDING_BRK_RT"}
    assert {row["ref_area"] for row in rows} == {"QMA"}
    assert "QMA_A" in pq.read_table(exported / "ref_area" / "table_of_contents_en.parquet").column("id").to_pylist()


def test_every_column_with_codes_has_a_dictionary_in_three_languages(exported: Path) -> None:
    for variable in DICTIONARIES:
        for language in ("en", "fr", "es"):
            header = (exported / "dic" / f"{variable}_{language}.csv").read_text(encoding="utf-8").splitlines()[0]
            assert header == f"{variable},{variable}.label"


@pytest.mark.parametrize("asked", [SDG, SDG.lower(), "SDG_0131_SEX_SOC_RT", "DF_SDG_0131_SEX_SOC_RT"])
def test_a_dataset_is_found_by_its_id_with_and_without_the_frequency(
    asked: str, dataflows: Connection, real_definitions: Definitions
) -> None:
    assert dataset_named(ilostat_datasets(dataflows, real_definitions.ilostat), asked).id == SDG


def test_an_unknown_id_is_refused_with_the_nearest(dataflows: Connection, real_definitions: Definitions) -> None:
    with pytest.raises(FixTheFile, match=SDG) as refused:
        dataset_named(ilostat_datasets(dataflows, real_definitions.ilostat), "SDG_0131_SOC_RT_A")
    assert refused.value.problems[0].code == "ILOSTAT_ID_UNKNOWN"


def test_filters_keep_what_is_asked_for_and_are_never_sql(dataflows: Connection, real_definitions: Definitions) -> None:
    datasets = tuple(ilostat_datasets(dataflows, real_definitions.ilostat).values())

    def kept(**asked: object) -> list[tuple[str, int]]:
        filters = IlostatFilters(**asked)  # type: ignore[arg-type]  # one of its fields each time
        rows = ilostat_rows(real_definitions, datasets[:1], filters=filters)
        return [(row["ref_area"], row["time"]) for row in dataflows.rows(rows.sql, rows.parameters)]

    assert kept(ref_area=("QMC",), latest_only=True) == [("QMC", 2020)]
    assert kept(ref_area=("QMC",), last=2019) == [("QMC", 2019)]
    assert kept(ref_area=("QMC",), time=(2020,)) == [("QMC", 2020)]
    assert kept(sex=("SEX_F",)) == [("QMA", 2020)]
    assert kept(ref_area=("QMC') OR (1=1",)) == []


def test_the_same_release_gives_the_same_bytes(
    dataflows: Connection, release: Release, real_definitions: Definitions, tmp_path: Path
) -> None:
    for folder in ("one", "two"):
        publish(dataflows, release, "ilostat", tmp_path / folder, "en", real_definitions)
    first, second = ((tmp_path / each / "indicator" / f"{SDG}.csv.gz").read_bytes() for each in ("one", "two"))
    assert first == second


def test_codes_of_groups_of_countries_are_said_with_their_source(real_definitions: Definitions) -> None:
    areas = {each.code: each for each in real_definitions.ilostat.areas}
    assert {code: areas[code].group for code in ("X01", "X02", "X03", "X04", "X05")} == {
        "X01": "001", "X02": "LIC", "X03": "LMIC", "X04": "UMIC", "X05": "HIC",
    }  # fmt: skip
    assert all(each.source for each in areas.values())
