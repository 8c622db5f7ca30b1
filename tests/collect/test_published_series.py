"""Files in the manner of the global SDG database: what is read, and what is refused with its row."""

import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import xlsxwriter

from openssi.collect import SeriesReading, read_unsd
from openssi.definitions import default_root
from openssi.definitions.layouts import load_layouts
from openssi.engine import table_of
from openssi.vocabulary.dataflow import AREAS, GROUPS, SERIES_VALUES
from openssi.vocabulary.errors import FixTheFile, Problem

LAYOUTS = load_layouts(default_root())
AREA_TABLE: pa.Table = table_of(
    AREAS, [{"area": "AFG", "m49": "004"}, {"area": "NAM", "m49": "516"}, {"area": "SDF", "m49": "736"}]
)
GROUP_TABLE: pa.Table = table_of(GROUPS, [{"grouping": "WORLD", "group_code": "001", "m49": "001"}])
OFFICIAL = (
    "Goal", "Target", "Indicator", "SeriesCode", "SeriesDescription", "GeoAreaCode", "GeoAreaName", "TimePeriod",
    "Value", "Time_Detail", "Source", "FootNote", "Sex", "Location", "Reporting Type", "Observation Status", "Units",
    "Nature", "Quantile", "IHR Capacity", "Hazard type", "Migratory status", "Population Group",
    "Name of international institution",
)  # fmt: skip
ROW = {
    "Goal": "1", "Target": "1.3", "Indicator": "1.3.1", "SeriesCode": "SI_COV_PENSN", "GeoAreaCode": "4",
    "GeoAreaName": "Afghanistan", "TimePeriod": "2020", "Value": "10.7", "Source": "SSI", "Sex": "BOTHSEX",
    "Reporting Type": "G", "Observation Status": "A", "Units": "PERCENT", "Nature": "E",
}  # fmt: skip


def official(path: Path, *rows: dict[str, str], header: tuple[str, ...] = OFFICIAL) -> Path:
    lines = [",".join(header), *(",".join({**ROW, **row}.get(name, "") for name in OFFICIAL) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> SeriesReading:
    return read_unsd(path, LAYOUTS, AREA_TABLE, GROUP_TABLE)


def only(reading: SeriesReading) -> dict[str, Any]:
    (row,) = reading.table.to_pylist()
    found: dict[str, Any] = row
    return found


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(FixTheFile) as caught:
        read(path)
    for problem in caught.value.problems:
        assert problem.place.file == path.name
        assert all(problem.message(language) for language in ("en", "fr", "es"))
    return caught.value.problems


def test_a_row_of_the_official_layout_is_read_with_its_place(tmp_path: Path) -> None:
    row = only(read(official(tmp_path / "goal1.csv", {})))
    assert tuple(row) == SERIES_VALUES.names
    assert row["value_id"] == "SI_COV_PENSN.AFG.2020._T._T"
    assert (row["value"], row["unit"], row["nature"], row["obs_status"]) == (Decimal("10.7"), "PT", "E", "A")
    assert (row["file"], row["sheet"], row["row_number"]) == ("goal1.csv", "", 2)


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return path


def test_the_workbook_is_read_whatever_its_sheet_is_called(tmp_path: Path) -> None:
    cells: list[object] = [
        {**ROW, "GeoAreaCode": 4, "TimePeriod": 2020, "Value": 10.7}.get(name, "") for name in OFFICIAL
    ]
    path = workbook(tmp_path / "a.xlsx", {"Read me": [["Notes"]], "données": [list(OFFICIAL), cells]})
    row = only(read(path))
    assert (row["sheet"], row["row_number"], row["value"]) == ("données", 2, Decimal("10.7"))
    assert (row["m49"], row["time_period"]) == ("004", 2020)


def test_a_workbook_under_the_name_of_a_csv_file_is_read_all_the_same(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Sheet1": [list(OFFICIAL), [ROW.get(name, "") for name in OFFICIAL]]})
    assert only(read(path.rename(tmp_path / "a.csv")))["ref_area"] == "AFG"


def test_dimensions_may_stand_in_brackets(tmp_path: Path) -> None:
    bracketed = {"Sex", "Reporting Type", "Units", "Nature", "Quantile", "Observation Status"}
    header = tuple(f"[{name}]" if name in bracketed else name for name in OFFICIAL)
    row = only(read(official(tmp_path / "a.csv", {"Sex": "FEMALE"}, header=header)))
    assert (row["sex"], row["reporting_type"], row["unit"]) == ("F", "G", "PT")


def test_the_condensed_layout_is_read(tmp_path: Path) -> None:
    path = tmp_path / "condensed.csv"
    path.write_text(
        "series,m49,iso3,name,year,time_detail,sex,quantile,nature,obs_status,reporting_type,units,value,source,footnote\n"
        'SI_COV_SOCAST,516,NAM,Namibia,2010,2010,,Q1,CA,,G,PERCENT,12.50,"a, b",\n',
        encoding="utf-8",
    )
    row = only(read(path))
    assert (row["ref_area"], row["sex"], row["breakdown"], row["obs_status"]) == ("NAM", "_T", "Q1", "A")
    assert (str(row["value"].normalize()), row["source"]) == ("12.5", "a, b")


def test_the_older_layout_is_read_and_its_quintile_series_become_a_breakdown(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(
        "seriesCode,geoAreaCode,geoAreaName,parentCode,parentName,type,ISO3,sexCode,unitsCode,nature,sources,year,value\n"
        "SI_COV_SOCASTPQ,736,Sudan [former],015,Northern Africa,Country,SDN,_T,PT,CA: Country adjusted,WB,2009,3.4\n",
        encoding="utf-8",
    )
    row = only(read(path))
    assert (row["series"], row["breakdown"], row["ref_area"]) == ("SI_COV_SOCAST", "Q1", "SDF")
    assert (row["nature"], row["source"], row["obs_status"]) == ("CA", "WB", "A")


def test_other_series_are_passed_over_and_counted(tmp_path: Path) -> None:
    reading = read(official(tmp_path / "a.csv", {}, {"SeriesCode": "SI_POV_DAY1"}, {"SeriesCode": "SI_POV_EMP1"}))
    assert (reading.table.num_rows, reading.skipped, reading.empty) == (1, 2, 0)


@pytest.mark.parametrize("written", ["", "NaN", "N", ".."])
def test_a_text_that_says_there_is_no_value_is_missing_and_counted(tmp_path: Path, written: str) -> None:
    reading = read(official(tmp_path / "a.csv", {"Value": written}, {"TimePeriod": "2019"}))
    assert (reading.table.num_rows, reading.empty) == (1, 1)


def test_a_zero_is_a_value(tmp_path: Path) -> None:
    assert only(read(official(tmp_path / "a.csv", {"Value": "0"})))["value"] == 0


def test_a_group_of_countries_has_no_country(tmp_path: Path) -> None:
    row = only(read(official(tmp_path / "a.csv", {"GeoAreaCode": "1", "GeoAreaName": "World"})))
    assert (row["ref_area"], row["m49"], row["value_id"]) == ("", "001", "SI_COV_PENSN.001.2020._T._T")


def test_the_same_value_twice_counts_once(tmp_path: Path) -> None:
    assert read(official(tmp_path / "a.csv", {}, {})).table.num_rows == 1


def test_more_than_ten_decimals_are_rounded(tmp_path: Path) -> None:
    row = only(read(official(tmp_path / "a.csv", {"Value": "3.14159265358979"})))
    assert row["value"] == Decimal("3.1415926536")


def test_lines_are_counted_through_texts_that_span_several(tmp_path: Path) -> None:
    path = official(tmp_path / "a.csv", {"Source": '"two\nlines\u2028and more"'}, {"Value": "x"})
    (problem,) = problems(path)
    assert problem.place.row == 4


def test_semicolons_separate_too(tmp_path: Path) -> None:
    path = official(tmp_path / "a.csv", {})
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert only(read(path))["ref_area"] == "AFG"


def test_a_missing_column_is_named_with_the_nearest_header(tmp_path: Path) -> None:
    header = tuple({"TimePeriod": "TimePeriods"}.get(name, name) for name in OFFICIAL)
    (problem,) = problems(official(tmp_path / "a.csv", {}, header=header))
    assert (problem.code, problem.place.row) == ("PUBLISHED_COLUMN_MISSING", 1)
    assert problem.values == {"accepted": "TimePeriod, year", "near": "TimePeriods"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Value": "about 10"}, "PUBLISHED_NOT_A_NUMBER"),
        ({"Value": "1e400"}, "PUBLISHED_NOT_A_NUMBER"),
        ({"Value": "<0.1"}, "PUBLISHED_BOUND"),
        ({"Value": ">95"}, "PUBLISHED_BOUND"),
        ({"GeoAreaCode": "999"}, "PUBLISHED_AREA_UNKNOWN"),
        ({"Sex": "WOMEN"}, "PUBLISHED_CODE_UNKNOWN"),
        ({"Quantile": "Q9"}, "PUBLISHED_CODE_UNKNOWN"),
        ({"TimePeriod": "20"}, "PUBLISHED_YEAR"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_row(tmp_path: Path, change: dict[str, str], code: str) -> None:
    (problem,) = problems(official(tmp_path / "a.csv", {"TimePeriod": "2019"}, change))
    assert (problem.code, problem.place.row) == (code, 3)


def test_two_values_under_one_key_are_refused_with_both_rows(tmp_path: Path) -> None:
    (problem,) = problems(official(tmp_path / "a.csv", {}, {"Value": "11"}))
    assert (problem.code, problem.place.row, problem.values["other"]) == ("PUBLISHED_REPEATED", 3, 2)


def test_all_rows_are_reported_twenty_of_them_in_full(tmp_path: Path) -> None:
    found = problems(official(tmp_path / "a.csv", *[{"Value": f"x{number}"} for number in range(30)]))
    assert len(found) == 21
    assert [problem.place.row for problem in found[:20]] == list(range(2, 22))
    assert (found[20].code, found[20].values["count"]) == ("PUBLISHED_MORE_PROBLEMS", 10)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"SeriesCode,Value", "PUBLISHED_NO_WORKBOOK"),
        ("a.xlsx", b"PK\x03\x04 broken", "PUBLISHED_NO_WORKBOOK"),
        ("a.csv", b"", "PUBLISHED_FILE_EMPTY"),
        ("a.csv", b"\n\n", "PUBLISHED_FILE_EMPTY"),
        ("a.csv", "GeoAreaName\nCôte d’Ivoire".encode("cp1252"), "PUBLISHED_ENCODING"),
        ("a.csv", "SeriesCode,Value".encode("utf-16"), "PUBLISHED_ENCODING"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert [problem.code for problem in problems(path)] == [code]


def test_an_open_quotation_mark_is_refused_at_the_row_where_it_begins(tmp_path: Path) -> None:
    path = official(tmp_path / "a.csv", {}, {"Source": '"open ' + "x" * 140_000})
    (problem,) = problems(path)
    assert (problem.code, problem.place.row) == ("PUBLISHED_QUOTE_OPEN", 3)


def test_a_file_of_other_series_only_is_refused(tmp_path: Path) -> None:
    assert [each.code for each in problems(official(tmp_path / "a.csv", {"SeriesCode": "SH_STA_MORT"}))] == [
        "PUBLISHED_NO_SERIES"
    ]


@pytest.mark.parametrize("declared", [True, False])
def test_a_sheet_with_a_stray_cell_far_away_is_refused_before_it_is_read(tmp_path: Path, declared: bool) -> None:
    small = workbook(tmp_path / "small.xlsx", {"Sheet1": [list(OFFICIAL)]})
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.namelist():
            text = source.read(entry)
            if entry.startswith("xl/worksheets/sheet"):
                dimension = b'<dimension ref="A1:XFD1048576"/>' if declared else b""
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                text = text.replace(b'<dimension ref="A1:X1"/>', dimension).replace(b"</sheetData>", far)
            target.writestr(entry, text)
    assert [problem.code for problem in problems(path)] == ["PUBLISHED_SHEET_TOO_LARGE"]


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "rows", "skipped"),
    [
        ("unsd_goal1_download_2024.xlsx", 6285, 23683),
        ("sdg131_country_unsd_2024.csv", 6285, 0),
        ("sdg131_unsd_2019Q3_long.csv", 3406, 0),
    ],
)
def test_the_real_files_are_read_whole(shared_data: Path, name: str, rows: int, skipped: int) -> None:
    reading = read_real(shared_data / name)
    assert (reading.table.num_rows, reading.skipped, reading.empty) == (rows, skipped, 0)
    assert "" not in reading.table.column("ref_area").to_pylist()


@pytest.mark.shared_data
def test_the_download_and_its_condensed_copy_hold_the_same_values(shared_data: Path) -> None:
    download = read_real(shared_data / "unsd_goal1_download_2024.xlsx").table
    copy = read_real(shared_data / "sdg131_country_unsd_2024.csv").table
    columns = ["value_id", "value", "nature", "obs_status", "source", "footnote"]
    first, second = (table.select(columns).sort_by("value_id") for table in (download, copy))
    assert first.select(["value_id", "value", "nature"]).equals(second.select(["value_id", "value", "nature"]))


@pytest.mark.shared_data
def test_maternity_is_of_women_and_structural_zeros_are_zeros(shared_data: Path) -> None:
    rows = read_real(shared_data / "sdg131_country_unsd_2024.csv").table.to_pylist()
    assert {row["sex"] for row in rows if row["series"] == "SI_COV_MATNL"} == {"F"}
    unprotected = [row for row in rows if row["footnote"].startswith("No unemployment protection programme")]
    assert len(unprotected) == 284
    assert {row["value"] for row in unprotected} == {0}


def read_real(path: Path) -> SeriesReading:
    from openssi.definitions import load
    from openssi.run.loading import reference_tables

    reference = reference_tables(load())
    return read_unsd(path, LAYOUTS, reference["areas"], reference["groups"])
