"""`openssi survey incidence`: who gets what in a file of persons."""

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from conftest import OpenSSI

ROWS = """household,region,sex,age,income,weight,pension,child,births
1,North,F,34,8,2,0,2,1
1,North,M,5,8,2,NA,2,0
2,North,M,70,20,1,9,0,0
3,North,F,68,4,1,0,0,0
4,South,F,45,30,3,0,0,0
5,South,M,66,12,1,6,0,0
6,South,F,40,3,2,0,1,1
6,South,F,9,3,2,,1,0
"""
DESIGN = """
welfare: income
weight: weight
strata: region
household: household
sex: sex
age: age
region: region
transfers:
  - {column: pension, name: Pension, class: social_insurance, contingencies: [PENSION]}
  - {column: child, name: Child benefit, class: social_assistance, per: household, contingencies: [CHILD]}
sdg: {pensionable_age: 65, mother_of_newborn: births}
"""


@pytest.fixture
def survey(tmp_path: Path) -> tuple[Path, str, Path]:
    """A file of persons, and the option that names its design."""
    (tmp_path / "persons.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return tmp_path / "persons.csv", "--design", tmp_path / "design.yaml"


def table(text: str) -> dict[tuple[str, str, str], dict[str, str]]:
    return {(row["programme"], row["measure"], row["domain"]): row for row in csv.DictReader(io.StringIO(text))}


def test_the_csv_holds_each_programme_indicator_and_group_with_its_error(openssi: OpenSSI, survey: tuple) -> None:
    code, printed, complaints = openssi("survey", "incidence", *survey, "--line", 10, "--by", "sex", "--format", "csv")
    rows = table(printed)
    assert code == 0
    assert {key[0] for key in rows} == {"all", "social_assistance", "social_insurance", "Pension", "Child benefit"}
    covered = rows["Child benefit", "coverage", "all"]
    assert float(covered["estimate"]) == pytest.approx(8 / 14)
    assert float(covered["se"]) > 0
    assert covered["n"] == "8"
    assert float(rows["Pension", "coverage", "M"]["estimate"]) == pytest.approx(2 / 4)
    assert float(rows["Child benefit", "headcount_reduction", "all"]["estimate"]) == 0
    assert rows["Child benefit", "gini_reduction", "all"]["domain_var"] == "all"
    assert ("Child benefit", "gini_reduction", "Q1") not in rows
    assert "BENEFITS_MISSING_AS_ZERO" in complaints
    assert "2 rows have no amount of “pension”" in complaints


def test_parquet_says_the_same_as_csv(openssi: OpenSSI, survey: tuple, tmp_path: Path) -> None:
    arguments = ("--line", 10, "--format", "csv")
    _, of_csv, _ = openssi("survey", "incidence", *survey, *arguments)
    convert = pa.csv.ConvertOptions(null_values=["", "NA"])
    pyarrow.parquet.write_table(pa.csv.read_csv(survey[0], convert_options=convert), tmp_path / "persons.parquet")
    _, of_parquet, _ = openssi("survey", "incidence", tmp_path / "persons.parquet", *survey[1:], *arguments)
    assert of_parquet == of_csv


def test_json_has_null_where_there_is_no_figure_and_the_code_that_says_why(openssi: OpenSSI, survey: tuple) -> None:
    arguments = (
        "--line",
        1,
        "--measures",
        "headcount_reduction,coverage",
        "--programme",
        "Pension",
        "--format",
        "json",
    )
    _, printed, _ = openssi("survey", "incidence", *survey, *arguments)
    first = json.loads(printed)[0]
    assert first["measure"] == "headcount_reduction"
    assert first["estimate"] is None
    assert first["reason"] == "BENEFITS_NOBODY_POOR_BEFORE"


def test_the_table_explains_its_remarks_in_the_language_asked_for(openssi: OpenSSI, survey: tuple) -> None:
    arguments = ("--line", 1, "--measures", "all", "--programme", "social_insurance", "--quintiles", "pre")
    _, printed, _ = openssi("--lang", "es", "survey", "incidence", *survey, *arguments)
    assert "Seguro social" in printed
    assert "Quinto más pobre" in printed
    assert ") Nadie en el grupo es pobre antes del programa" in printed
    assert "antes de cada programa" in printed


@pytest.mark.parametrize("kind", ["incidence", "lorenz", "before-after"])
@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_chart_is_written_as_svg_or_png(
    openssi: OpenSSI, survey: tuple, tmp_path: Path, kind: str, suffix: str
) -> None:
    path = tmp_path / f"chart{suffix}"
    arguments = ("--line", 10, "--measures", "coverage", "--kind", kind, "--chart", path, "--format", "csv")
    code, printed, told = openssi("survey", "incidence", *survey, *arguments)
    assert code == 0
    assert "chart" not in printed
    assert path.name in told
    assert path.read_bytes().startswith(b"<svg" if suffix == ".svg" else b"\x89PNG")


def test_groups_of_sdg_1_3_1_stand_beside_administrative_figures(openssi: OpenSSI, survey: tuple) -> None:
    arguments = ("--compare", "SDG_1_3_1_OLD_AGE=100", "--compare", "SDG_1_3_1_CHILD=100")
    code, printed, _ = openssi("survey", "incidence", *survey, *arguments)
    assert code == 0
    assert "The survey does not ask: active contribution to social security." in printed
    assert "SDG_1_3_1_CHILD: The administrative figure lies inside the interval" in printed
    _, rows, _ = openssi("survey", "incidence", *survey, *arguments, "--format", "csv")
    found = {row["indicator"]: row for row in csv.DictReader(io.StringIO(rows))}
    assert float(found["SDG_1_3_1_OLD_AGE"]["estimate"]) == pytest.approx(200 / 3)
    assert float(found["SDG_1_3_1_OLD_AGE"]["difference"]) == pytest.approx(100 / 3)
    assert found["SDG_1_3_1_MATERNITY"]["estimate"] == "0.0"
    assert found["SDG_1_3_1_TOTAL"]["not_asked"] == "contributes"
    _, rows, _ = openssi("survey", "incidence", *survey, "--sdg", "--format", "json")
    assert json.loads(rows)[0]["verdict"] is None


def test_the_target_may_be_a_group_by_age(openssi: OpenSSI, survey: tuple) -> None:
    arguments = (
        "--measures",
        "exclusion_error",
        "--programme",
        "Pension",
        "--target",
        "age_group=65+",
        "--format",
        "csv",
    )
    _, printed, _ = openssi("survey", "incidence", *survey, *arguments, "--beneficiaries", "direct")
    assert float(table(printed)["Pension", "exclusion_error", "all"]["estimate"]) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--by", "happiness"), "BENEFITS_DIVISION_UNKNOWN"),
        (("--measures", "happiness"), "BENEFITS_INDICATOR_UNKNOWN"),
        (("--programme", "happiness"), "BENEFITS_PROGRAMME_UNKNOWN"),
        (("--target", "poor"), "BENEFITS_TARGET_UNFIT"),
        (("--target", "wealth=rich"), "BENEFITS_DIVISION_UNKNOWN"),
        (("--target", "sex=X"), "BENEFITS_GROUP_UNKNOWN"),
        (("--bottom", 0), "BENEFITS_BOTTOM_UNFIT"),
        (("--bottom", 100), "BENEFITS_BOTTOM_UNFIT"),
        (("--line", -1), "BENEFITS_LINE_NOT_POSITIVE"),
        (("--chart", "chart.pdf"), "BENEFITS_CHART_UNFIT"),
        (("--compare", "SDG_1_3_1_OLD_AGE"), "BENEFITS_FIGURE_UNFIT"),
        (("--compare", "SDG_1_3_1_OLD_AGE=-1"), "BENEFITS_FIGURE_UNFIT"),
        (("--compare", "POVERTY=5"), "BENEFITS_FIGURE_UNFIT"),
        (("--format", "pdf"), "VALUE_NOT_ALLOWED"),
        (("--quintiles", "middle"), "VALUE_NOT_ALLOWED"),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_what_there_is(
    openssi: OpenSSI, survey: tuple, arguments: tuple, code: str
) -> None:
    left, _, complaints = openssi("survey", "incidence", *survey, *arguments)
    assert (left, f"[{code}]" in complaints) == (2, True), complaints


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("8,2,0,2,1", "eight,2,0,2,1", "BENEFITS_NOT_A_NUMBER"),
        ("8,2,0,2,1", ",2,0,2,1", "BENEFITS_NOT_A_NUMBER"),
        ("8,2,0,2,1", "8,-2,0,2,1", "BENEFITS_NOT_A_NUMBER"),
        ("8,2,0,2,1", "8,2,-5,2,1", "BENEFITS_TRANSFER_NEGATIVE"),
        ("8,2,0,2,1", "8,2,0,3,1", "BENEFITS_HOUSEHOLD_DIFFERS"),
        ("income,weight", "wages,weight", "BENEFITS_COLUMN_UNKNOWN"),
        ("8,2,0,2,1", "8,2,0,2,1,7,7", "BENEFITS_FILE_UNFIT"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(openssi: OpenSSI, survey: tuple, old: str, new: str, code: str) -> None:
    survey[0].write_text(ROWS.replace(old, new, 1), encoding="utf-8")
    left, _, complaints = openssi("survey", "incidence", *survey, "--line", 10)
    assert (left, f"[{code}]" in complaints) == (2, True), complaints


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("class: social_insurance", "class: charity", "DEFINITION_VALUE_UNKNOWN"),
        ("welfare: income", "wealth: income", "DEFINITION_KEY_UNKNOWN"),
        ("name: Pension,", "name: Pension, times: often,", "DEFINITION_NOT_A_NUMBER"),
        ("name: Pension,", "name: all,", "BENEFITS_NAME_TAKEN"),
        (DESIGN[DESIGN.index("transfers:") : DESIGN.index("sdg:")], "", "BENEFITS_NO_TRANSFERS"),
    ],
)
def test_a_design_that_cannot_be_used_is_refused(
    openssi: OpenSSI, survey: tuple, old: str, new: str, code: str
) -> None:
    survey[2].write_text(DESIGN.replace(old, new, 1), encoding="utf-8")
    left, _, complaints = openssi("survey", "incidence", *survey, "--line", 10)
    assert (left, f"[{code}]" in complaints) == (2, True), complaints


def test_a_chart_of_a_programme_that_nobody_receives_is_refused(
    openssi: OpenSSI, survey: tuple, tmp_path: Path
) -> None:
    survey[0].write_text(ROWS.replace(",9,", ",0,").replace(",6,0", ",0,0"), encoding="utf-8")
    arguments = ("--programme", "Pension", "--chart", tmp_path / "chart.svg")
    left, _, complaints = openssi("survey", "incidence", *survey, *arguments)
    assert (left, "[BENEFITS_CHART_EMPTY]" in complaints) == (2, True), complaints


def test_a_file_that_is_not_there_is_named(openssi: OpenSSI, survey: tuple, tmp_path: Path) -> None:
    left, _, complaints = openssi("survey", "incidence", tmp_path / "gone.csv", *survey[1:])
    assert (left, "gone.csv" in complaints) == (2, True)
