import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from hostile_text import AWKWARD, TEXTS
from message_world import ROWS, STRUCTURES, message_of, row, written
from openssi.engine import connect
from openssi.publish.sdmx.data.data_formats import DATA_FORMATS

COLUMNS = "FREQ,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,RELEASE,UNIT_MEASURE,TITLE,OBS_STATUS,NOTE,LOWER,SEEN"


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_version_2_opens_each_row_with_the_structure_and_the_action() -> None:
    assert written("sdmx-csv-2.0") == (
        f"STRUCTURE,STRUCTURE_ID,ACTION,{COLUMNS}\n"
        "dataflow,OPENSSI:DF_SMALL(1.0),I,A,QMA,_T,2019,0.30000000000000004,2026.1,PT,,A,"
        '"=1+1, ""so""",100,\n'
        "dataflow,OPENSSI:DF_SMALL(1.0),I,A,QMA,_T,2020,,2026.1,PT,,L,,,\n"
        "dataflow,OPENSSI:DF_SMALL(1.0),I,A,QMB,_T,2020,0.0,2026.1,PT,,A,,26.1140000001,\n"
    )


def test_version_1_opens_each_row_with_the_dataflow() -> None:
    lines = written("sdmx-csv-1.0").splitlines()
    assert lines[0] == f"DATAFLOW,{COLUMNS}"
    assert lines[2] == "OPENSSI:DF_SMALL(1.0),A,QMA,_T,2020,,2026.1,PT,,L,,,"


def test_versions_2_0_and_2_1_do_not_differ() -> None:
    assert written("sdmx-csv-2.1") == written("sdmx-csv-2.0")


@pytest.mark.parametrize(
    ("action", "letter"), [("Information", "I"), ("Append", "A"), ("Replace", "R"), ("Delete", "D")]
)
def test_the_action_is_told_by_its_letter(action: Any, letter: str) -> None:
    assert {each["ACTION"] for each in read(written("sdmx-csv-2.0", action=action))} == {letter}


def test_names_stand_behind_codes_in_the_language_asked_for() -> None:
    (first, *_) = read(written("sdmx-csv-2.0", labels="both", language="fr"))
    assert first["STRUCTURE_ID"] == "OPENSSI:DF_SMALL(1.0): Small, with a comma (fr)"
    assert first["REF_AREA: Ref_area (fr)"] == "QMA: Name of QMA (fr)"
    assert first["TIME_PERIOD: Time_period (fr)"] == "2019"
    assert first["OBS_STATUS: Obs_status (fr)"] == "A: Name of A (fr)"
    assert first["NOTE: Note (fr)"] == '=1+1, "so"'


def test_names_stand_in_columns_of_their_own() -> None:
    (first, *_) = csv.reader(StringIO(written("sdmx-csv-2.0", labels="name").partition("\n")[2]))
    (head,) = csv.reader([written("sdmx-csv-2.0", labels="name").partition("\n")[0]])
    assert list(zip(head, first, strict=True))[:12] == [
        ("STRUCTURE", "dataflow"),
        ("STRUCTURE_ID", "OPENSSI:DF_SMALL(1.0)"),
        ("STRUCTURE_NAME", "Small, with a comma"),
        ("ACTION", "I"),
        ("FREQ", "A"),
        ("Freq", "Name of A"),
        ("REF_AREA", "QMA"),
        ("Ref_area", "Name of QMA"),
        ("SEX", "_T"),
        ("Sex", "Name of _T"),
        ("TIME_PERIOD", "2019"),
        ("Time_period", ""),
    ]


def test_version_1_knows_no_columns_of_names() -> None:
    assert written("sdmx-csv-1.0", labels="name") == written("sdmx-csv-1.0", labels="both")
    assert read(written("sdmx-csv-1.0", labels="both"))[0]["DATAFLOW"] == "OPENSSI:DF_SMALL(1.0): Small, with a comma"


def test_a_code_without_a_name_stands_alone() -> None:
    (only,) = read(written("sdmx-csv-2.0", [row("XXX", 2020, 1.0)], labels="both"))
    assert only["REF_AREA: Ref_area"] == "XXX"
    assert only["SEX: Sex"] == "_T: Name of _T"


def test_a_missing_code_has_no_name() -> None:
    (only,) = read(written("sdmx-csv-2.0", [row("QMA", 2020, 1.0, UNIT_MEASURE=None)], labels="both"))
    assert only["UNIT_MEASURE: Unit_measure"] == ""


def test_values_alone_are_told_without_attributes() -> None:
    lines = written("sdmx-csv-2.0", detail="dataonly").splitlines()
    assert lines[0] == "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE"
    assert lines[3] == "dataflow,OPENSSI:DF_SMALL(1.0),I,A,QMB,_T,2020,0.0"


def test_keys_of_series_are_told_once_each() -> None:
    assert written("sdmx-csv-2.0", detail="serieskeysonly").splitlines() == [
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,SEX",
        "dataflow,OPENSSI:DF_SMALL(1.0),I,A,QMA,_T",
        "dataflow,OPENSSI:DF_SMALL(1.0),I,A,QMB,_T",
    ]


def test_series_without_observations_keep_their_attributes() -> None:
    assert written("sdmx-csv-1.0", detail="nodata").splitlines() == [
        "DATAFLOW,FREQ,REF_AREA,SEX,RELEASE,UNIT_MEASURE,TITLE",
        "OPENSSI:DF_SMALL(1.0),A,QMA,_T,2026.1,PT,",
        "OPENSSI:DF_SMALL(1.0),A,QMB,_T,2026.1,PT,",
    ]


def test_no_rows_are_a_header() -> None:
    assert written("sdmx-csv-2.0", []) == f"STRUCTURE,STRUCTURE_ID,ACTION,{COLUMNS}\n"


def test_a_column_that_the_rows_lack_is_not_told() -> None:
    statement = "SELECT FREQ, REF_AREA, SEX, TIME_PERIOD, OBS_VALUE, NOTE FROM DF_SMALL"
    head = written("sdmx-csv-1.0", statement=statement).partition("\n")[0]
    assert head == "DATAFLOW,FREQ,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,NOTE"


def test_parameters_of_the_statement_go_with_it() -> None:
    statement = "SELECT * FROM DF_SMALL WHERE REF_AREA = $area"
    rows = read(written("sdmx-csv-2.0", statement=statement, parameters={"area": "QMB"}, labels="name"))
    assert [each["REF_AREA"] for each in rows] == ["QMB"]


@pytest.mark.parametrize(
    ("number", "text"), [(1e20, "1e+20"), (1 / 3, "0.3333333333333333"), (-0.0, "-0.0"), (5e-324, "5e-324")]
)
def test_floats_have_the_digits_that_give_them_back(number: float, text: str) -> None:
    (only,) = read(written("sdmx-csv-2.0", [row("QMA", 2020, number)]))
    assert only["OBS_VALUE"] == text
    assert float(text).hex() == number.hex()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("100", "100"),
        ("0", "0"),
        ("-0.0000000001", "-0.0000000001"),
        ("1234567890123456789.5", "1234567890123456789.5"),
    ],
)
def test_decimals_have_no_zeros_behind_their_last_digit(number: str, text: str) -> None:
    (only,) = read(written("sdmx-csv-2.0", [row("QMA", 2020, 1.0, LOWER=Decimal(number))]))
    assert only["LOWER"] == text


def test_a_decimal_of_whole_numbers_keeps_its_zeros() -> None:
    statement = "SELECT * REPLACE (CAST(100 AS DECIMAL(38, 0)) AS LOWER) FROM DF_SMALL"
    assert {each["LOWER"] for each in read(written("sdmx-csv-2.0", statement=statement))} == {"100"}


def test_a_day_is_written_as_iso_8601_says() -> None:
    statement = "SELECT * REPLACE (DATE '2026-02-03' AS SEEN, TIMESTAMP '2026-02-03 04:05:06' AS NOTE) FROM DF_SMALL"
    (first, *_) = read(written("sdmx-csv-2.0", statement=statement))
    assert (first["SEEN"], first["NOTE"]) == ("2026-02-03", "2026-02-03T04:05:06")


@given(note=TEXTS, title=TEXTS, release=TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_text_comes_back_as_it_was(note: str, title: str, release: str) -> None:
    rows = [row("QMA", 2020, 1.0, NOTE=note, TITLE=title, RELEASE=release)]
    (only,) = read(written("sdmx-csv-2.0", rows))
    assert (only["NOTE"], only["TITLE"], only["RELEASE"]) == (note, title, release)


def test_another_reader_of_csv_finds_every_awkward_text(tmp_path: Path) -> None:
    rows = [row("QMA", 1900 + year, 1.0, NOTE=text) for year, text in enumerate(AWKWARD)]
    path = tmp_path / "DF_SMALL.csv"
    path.write_bytes(written("sdmx-csv-2.0", rows).encode())
    with connect() as connection:
        found = connection.rows(
            "SELECT TIME_PERIOD, coalesce(NOTE, '') AS NOTE FROM read_csv($path, header = true, all_varchar = true,"
            " quote = '\"', escape = '\"', delim = ',', new_line = '\\n', strict_mode = true)",
            {"path": str(path)},
        )
    assert {each["TIME_PERIOD"]: each["NOTE"] for each in found} == {
        str(1900 + year): text for year, text in enumerate(AWKWARD)
    }


def test_a_message_of_many_rows_comes_in_pieces_that_end_with_a_row() -> None:
    statement = "SELECT d.* FROM DF_SMALL AS d, range(20000)"
    with message_of(statement=statement) as message:
        pieces = list(DATA_FORMATS["sdmx-csv-2.0"].write(message))
    assert len(pieces) > 3
    assert sum(each.count(b"\n") for each in pieces) == 1 + len(ROWS) * 20000
    assert {each[-1:] for each in pieces} == {b"\n"}


def test_every_name_of_the_small_world_is_known() -> None:
    assert set(STRUCTURES.codelists) == {
        each.codelist for each in STRUCTURES.dataflows["DF_SMALL"].structure if each.codelist
    }
