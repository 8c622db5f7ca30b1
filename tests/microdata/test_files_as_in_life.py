"""Files as offices have them: from Excel, Stata and SPSS, with other signs, encodings, days and long identifiers."""

import datetime as dt
import gzip
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from openssi.microdata.description import SurveyDescription
from openssi.microdata.design_file import read_design
from openssi.microdata.read_survey import Survey, read_survey
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import counted

PLAIN = SurveyDescription(welfare="income", weight="weight")
FRAME = pd.DataFrame({"income": [1234.5, 2.0, 3.0, 4.0], "weight": [1.0] * 4, "region": ["Thiès", "Thiès", "N", "N"]})
COMMA = "income;weight\n1234,5;1\n2;1\n"


def refused(path: Path, described: SurveyDescription = PLAIN, by: tuple[str, ...] = ()) -> str:
    with pytest.raises(FixTheFile) as error:
        read_survey(path, described, by)
    return str(error.value)


def described(**keys: object) -> SurveyDescription:
    return SurveyDescription(welfare="income", weight="weight", **keys)  # type: ignore[arg-type]


def codes(survey: Survey) -> list[str]:
    return [notice.code for notice in survey.notices]


def written(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("decimal", "thousands", "number"),
    [
        (".", ",", '"1,234.5"'),
        (",", ".", '"1.234,5"'),
        (",", " ", '"1 234,5"'),
        (",", " ", '"1\u00a0234,5"'),
        (",", " ", '"1\u202f234,5"'),
        (".", "'", "1'234.5"),
    ],
)
def test_thousands_are_read_where_their_sign_is_declared_and_refused_as_written_where_not(
    decimal: str, thousands: str, number: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "survey.csv", f"income;weight\n{number};1\n2;1\n")
    signs = described(decimal=decimal, thousands=thousands)
    assert read_survey(path, signs).sample.welfare.tolist() == [1234.5, 2]
    told = refused(path, described(decimal=decimal))
    assert "row 2" in told
    assert f"“{number.strip(chr(34))}”" in told


@pytest.mark.parametrize("number", ["1,23", "12,3456.7", "1,2345"])
def test_groups_of_other_than_three_digits_are_no_thousands(number: str, tmp_path: Path) -> None:
    path = written(tmp_path / "survey.csv", f'income;weight\n"{number}";1\n2;1\n')
    assert "SURVEY_TEXT_IN_NUMBERS" in refused(path, described(thousands=","))


def test_one_sign_cannot_be_that_of_decimals_and_of_thousands(tmp_path: Path) -> None:
    design = written(tmp_path / "design.yaml", 'welfare: income\nweight: weight\ndecimal: ","\nthousands: ","\n')
    with pytest.raises(FixTheFile, match="SURVEY_SIGNS_SAME"):
        read_design(design)
    blank = written(tmp_path / "blank.yaml", "welfare: income\nweight: weight\nthousands: ' '\n")
    assert read_design(blank).thousands == " "


@pytest.mark.parametrize("missing", [{}, {"": ("-9",)}])
def test_a_point_under_a_decimal_comma_is_refused_and_not_read_as_a_thousandth(
    missing: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    path = written(tmp_path / "survey.csv", "income;weight\n1234,5;1\n1.234;1\n")
    assert "row 3: “1.234”" in refused(path, described(decimal=",", missing_codes=missing))


def test_texts_of_parquet_have_the_signs_of_the_design_too(tmp_path: Path) -> None:
    pq.write_table(pa.table({"income": ["1234,5", "2"], "weight": [1, 1]}), tmp_path / "survey.parquet")
    assert read_survey(tmp_path / "survey.parquet", described(decimal=",")).sample.welfare.tolist() == [1234.5, 2]


def test_the_line_that_tells_excel_the_sign_between_columns_is_no_header(tmp_path: Path) -> None:
    path = written(tmp_path / "survey.csv", f"sep=;\r\n{COMMA}x;1\n", "utf-8-sig")
    assert "survey.csv, row 5: “x”" in refused(path, described(decimal=","))
    good = written(tmp_path / "good.csv", f"sep=;\r\n{COMMA}")
    survey = read_survey(good, described(decimal=","))
    assert survey.sample.welfare.tolist() == [1234.5, 2]
    assert survey.place(0).row == 3


def test_a_text_of_excel_in_utf_16_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = written(tmp_path / "survey.csv", COMMA.replace(";", "\t"), "utf-16")
    assert read_survey(path, described(decimal=",")).rows == 2


def test_a_zipped_file_is_read_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_bytes(gzip.compress(COMMA.encode()))
    assert read_survey(tmp_path / "survey.csv", described(decimal=",")).rows == 2


def test_workbooks_folders_and_addresses_are_told_from_files_that_are_not_there(tmp_path: Path) -> None:
    FRAME.to_excel(tmp_path / "survey.xlsx", index=False)
    (tmp_path / "renamed.csv").write_bytes((tmp_path / "survey.xlsx").read_bytes())
    assert "FILE_IS_WORKBOOK" in refused(tmp_path / "survey.xlsx")
    assert "FILE_IS_WORKBOOK" in refused(tmp_path / "renamed.csv")
    assert "FILE_IS_FOLDER" in refused(tmp_path)
    assert "FILE_IS_ADDRESS" in refused(Path("https://example.org/survey.csv"))
    assert "FILE_MISSING" in refused(Path("C:/survey.csv"))


def test_a_file_that_may_not_be_opened_is_told_from_one_that_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    data = written(tmp_path / "survey.csv", COMMA)
    monkeypatch.setattr(Path, "open", closed)
    assert "FILE_CANNOT_OPEN" in refused(data)
    with pytest.raises(FixTheFile, match="FILE_CANNOT_OPEN"):
        read_design(data)


def test_a_row_of_too_many_values_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "survey.csv", f"{COMMA}3;1\n4;1;9\n")
    assert "survey.csv, row 5: The header names 2 columns, and a row has 3 values" in refused(path)


@pytest.mark.parametrize("name", ["INCOME", " income ", "Income"])
def test_the_nearest_column_is_the_one_that_differs_in_capitals_or_blanks(name: str, tmp_path: Path) -> None:
    path = written(tmp_path / "survey.csv", f"outcome,{name},weight,incomes\n1,1,1,1\n")
    assert f"The nearest is “{name}”" in refused(path)


def test_whole_numbers_that_a_program_wrote_with_decimals_keep_their_names(tmp_path: Path) -> None:
    path = written(tmp_path / "survey.csv", "income,weight,sex,grade\n1,1,1.0,1.5\n2,1,2.0,2.0\n3,1,,\n")
    survey = read_survey(path, described(sex="sex"), ["grade"])
    assert survey.sample.divisions["sex"].labels == ("1", "2")
    assert survey.sample.divisions["grade"].labels == ("1.5", "2.0")


def test_rows_that_lie_in_no_group_and_ages_of_nobody_are_told(tmp_path: Path) -> None:
    path = written(tmp_path / "survey.csv", "income,weight,sex,age\n1,1,1,999\n2,1,,40\n3,1,2,120\n")
    survey = read_survey(path, described(sex="sex", age="age"))
    told = {notice.code: notice.values for notice in survey.notices}
    assert told["SURVEY_GROUP_MISSING"] == {"column": "sex", "count": counted(1)}
    assert told["SURVEY_AGE_BEYOND"] == {"column": "age", "count": counted(1)}


def test_identifiers_that_have_lost_digits_are_told_and_named_as_the_cause_of_copies(tmp_path: Path) -> None:
    rows = {"income": [1.0, 2.0, 3.0], "weight": [1.0] * 3, "id": [2.0**53, 2.0**60, 2.0**60 + 1]}
    pq.write_table(pa.table(rows), tmp_path / "survey.parquet")
    assert codes(read_survey(tmp_path / "survey.parquet", described(household="id"))) == [
        "SURVEY_PSU_FROM_HOUSEHOLD",
        "SURVEY_ID_DIGITS",
    ]
    assert "SURVEY_ID_DIGITS" in refused(tmp_path / "survey.parquet", described(person="id"))


def test_texts_that_spark_keeps_as_bytes_are_texts(tmp_path: Path) -> None:
    pq.write_table(
        pa.table({"income": [b"1", b"2"], "weight": [1, 1], "region": [b"N", b"\xc3\x89"], "odd": [b"\xff", b"a"]}),
        tmp_path / "survey.parquet",
    )
    survey = read_survey(tmp_path / "survey.parquet", PLAIN, ["region"])
    assert survey.sample.divisions["region"].labels == ("N", "É")
    assert "SURVEY_NOT_CATEGORIES" in refused(tmp_path / "survey.parquet", by=("odd",))


def with_days(path: Path) -> Path:
    frame = FRAME.assign(born=[dt.date(1970, 1, 31), dt.date(1950, 12, 1), None, dt.date(1970, 1, 31)])
    if path.suffix == ".sav":
        pyreadstat.write_sav(frame, path)
    else:
        pyreadstat.write_dta(frame, path)
    return path


@pytest.mark.parametrize("ending", [".sav", ".dta"])
def test_days_of_stata_and_spss_are_categories_and_no_numbers(ending: str, tmp_path: Path) -> None:
    path = with_days(tmp_path / f"survey{ending}")
    assert "SURVEY_NOT_NUMBERS" in refused(path, described(age="born"))
    survey = read_survey(path, PLAIN, ["born"])
    assert survey.sample.divisions["born"].labels == ("1950-12-01", "1970-01-31")


@pytest.mark.parametrize("form", ["%tm", "%tq", "%tc", "%ty"])
def test_months_and_quarters_of_stata_are_no_ages_and_years_are_numbers(form: str, tmp_path: Path) -> None:
    path = tmp_path / "survey.dta"
    pyreadstat.write_dta(FRAME.assign(when=[600.0, 601.0, 602.0, 60.0]), path, variable_format={"when": form})
    if form == "%ty":
        assert read_survey(path, described(age="when")).rows == 4
    else:
        assert "SURVEY_NOT_NUMBERS" in refused(path, described(age="when"))
    assert read_survey(path, PLAIN, ["when"]).rows == 4


def test_texts_of_spss_in_another_encoding_are_refused_until_it_is_declared(tmp_path: Path) -> None:
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(FRAME, path)
    path.write_bytes(path.read_bytes().replace("Thiès".encode(), "Thiès".encode("cp1252") + b" "))
    assert "SURVEY_ENCODING" in refused(path, by=("region",))
    survey = read_survey(path, described(encoding="cp1252"), ["region"])
    assert survey.sample.divisions["region"].labels == ("N", "Thiès")


@pytest.mark.parametrize("ending", [".sav", ".zsav"])
def test_ranges_that_the_user_of_spss_declared_missing_are_missing(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"survey{ending}"
    frame = pd.DataFrame({"income": [1.0, -9.0, -5.0, 4.0], "weight": [1.0] * 4, "sex": [1.0, 2.0, 8.0, 9.0]})
    missing = {"income": [{"lo": -9, "hi": -1}], "sex": [8, 9]}
    pyreadstat.write_sav(frame, path, missing_ranges=missing, compress=ending == ".zsav")
    survey = read_survey(path, described(sex="sex"))
    assert survey.left_out == 2
    assert survey.sample.divisions["sex"].labels == ("1", "2")


def test_missing_values_of_stata_from_a_to_z_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "survey.dta"
    frame = pd.DataFrame({"income": [1.0, "a", "z", 4.0], "weight": [1.0] * 4, "sex": [1.0, 2.0, "c", 2.0]})
    pyreadstat.write_dta(
        frame,
        path,
        version=15,
        missing_user_values={"income": ["a", "z"], "sex": ["c"]},
        variable_value_labels={"sex": {1: "Homme", 2: "Femme", "c": "refus"}},
    )
    survey = read_survey(path, described(sex="sex"))
    assert survey.left_out == 2
    assert survey.sample.divisions["sex"].labels == ("Homme", "Femme")
