from pathlib import Path

import pyarrow as pa
import pytest

from openssi.collect import read_published_aggregates
from openssi.definitions import default_root
from openssi.definitions.layouts import load_layouts
from openssi.engine import table_of
from openssi.vocabulary.dataflow import AREAS, GROUPS
from openssi.vocabulary.errors import FixTheFile

LAYOUTS = load_layouts(default_root())
AREA_TABLE: pa.Table = table_of(AREAS, [{"area": "AFG", "m49": "004"}])
GROUP_TABLE: pa.Table = table_of(GROUPS, [{"grouping": "WORLD", "group_code": "001", "m49": "001"}])


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path, year: int | None = 2020) -> list[tuple[object, ...]]:
    table = read_published_aggregates(path, LAYOUTS, AREA_TABLE, GROUP_TABLE, year)
    return [tuple(row.values())[1:] for row in table.to_pylist()]


def refusal(path: Path, year: int | None = 2020) -> list[tuple[str, int | None]]:
    with pytest.raises(FixTheFile) as caught:
        read(path, year)
    return [(problem.code, problem.place.row) for problem in caught.value.problems]


def test_names_of_groups_become_codes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "REF_AREA,Share covered\nWorld,46.9\nOceania*,17.1\nSub-Saharan Africa,13.7\n")
    assert read(path) == [
        ("SI_COV_BENFTS", "001", "_T", "_T", 2020, 46.9),
        ("SI_COV_BENFTS", "543", "_T", "_T", 2020, 17.1),
        ("SI_COV_BENFTS", "202", "_T", "_T", 2020, 13.7),
    ]


UNSD = "SeriesCode,GeoAreaCode,GeoAreaName,TimePeriod,Value,[Sex],[Quantile],Nature\n"


def test_groups_are_taken_from_a_file_with_the_columns_of_the_database(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        UNSD
        + "SI_COV_PENSN,1,World,2016,67.9,FEMALE,,M\n"
        + "SI_COV_PENSN,4,Afghanistan,2016,10.7,BOTHSEX,,E\n"
        + "SI_COV_SOCAST,1,World,2017,31.5,,Q1,M\n",
    )
    assert read(path, 2016) == [("SI_COV_PENSN", "001", "F", "_T", 2016, 67.9)]
    assert read(path, None)[1] == ("SI_COV_SOCAST", "001", "_T", "Q1", 2017, 31.5)


def test_a_group_that_is_not_ours_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", UNSD + "SI_COV_PENSN,514,Developed regions,2016,95,BOTHSEX,,M\n")
    assert read(path, 2016)[0][1] == "514"


def test_a_file_without_aggregates_of_the_year_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", UNSD + "SI_COV_PENSN,1,World,2016,67.9,FEMALE,,M\n")
    assert refusal(path, 2020) == [("PUBLISHED_NO_AGGREGATES", None)]


def test_a_file_that_names_no_year_needs_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "REF_AREA,Share covered\nWorld,46.9\n")
    assert refusal(path, None) == [("PUBLISHED_YEAR_NEEDED", None)]


def test_unknown_names_and_texts_are_refused_with_their_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "REF_AREA,Share covered\nWorld,46.9\nAtlantis,1\nAfrica,x\nAsia\n")
    assert refusal(path) == [
        ("PUBLISHED_AREA_UNKNOWN", 3),
        ("PUBLISHED_NOT_A_NUMBER", 4),
        ("PUBLISHED_NOT_A_NUMBER", 5),
    ]


@pytest.mark.shared_data
def test_the_published_aggregates_of_2020_are_read(shared_data: Path) -> None:
    rows = read(shared_data / "sdg131_sdgregions_2020_published_qery.csv")
    assert {row[1]: row[5] for row in rows} == {
        "001": 46.9, "053": 100.0, "062": 24.1, "202": 13.7, "419": 56.3, "513": 84.9, "543": 17.1, "747": 44.3,
        "753": 61.2,
    }  # fmt: skip
