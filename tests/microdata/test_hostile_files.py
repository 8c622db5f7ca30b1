"""Damaged and ambiguous files and design files: refused by a message of the catalogue, or read as people mean them."""

import math
import warnings
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from openssi.microdata.description import ReplicateColumns, SurveyDescription
from openssi.microdata.design_file import read_design
from openssi.microdata.differences import differences_of_groups
from openssi.microdata.estimation import estimate
from openssi.microdata.read_survey import read_survey
from openssi.microdata.survey_summary import summary_of
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import LANGUAGES

PLAIN = SurveyDescription(welfare="income", weight="weight")
ROWS = {"income": [1.0, 2.0, 3.0, 4.0], "weight": [1.0] * 4, "region": ["N", "N", "S", "S"]}


def code_of(path: Path, description: SurveyDescription | Path = PLAIN, by: tuple[str, ...] = ("region",)) -> str:
    with pytest.raises(FixTheFile) as refused:
        read_survey(path, description, by)
    [problem] = refused.value.problems
    assert len({problem.message(language) for language in LANGUAGES}) == 3
    return problem.code


def parquet(folder: Path, **columns: object) -> Path:
    pq.write_table(pa.table({**ROWS, **columns}), folder / "survey.parquet")
    return folder / "survey.parquet"


def test_a_page_of_parquet_that_is_damaged_is_refused(tmp_path: Path) -> None:
    whole = parquet(tmp_path).read_bytes()
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(whole[:40] + bytes(255 - each for each in whole[40:140]) + whole[140:])
    assert code_of(damaged) == "SURVEY_UNREADABLE"


def test_a_file_of_spss_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    pyreadstat.write_sav(pd.DataFrame(ROWS), tmp_path / "whole.sav")
    cut = tmp_path / "cut.sav"
    cut.write_bytes((tmp_path / "whole.sav").read_bytes()[:-40])
    assert code_of(cut) == "SURVEY_UNREADABLE"


def test_a_column_that_stands_twice_is_refused_where_it_is_asked_for(tmp_path: Path) -> None:
    twice = tmp_path / "twice.csv"
    twice.write_text("income,weight,income,note,note\n1,1,2,a,b\n3,1,4,c,d\n", encoding="utf-8")
    assert code_of(twice, by=()) == "SURVEY_COLUMN_TWICE"
    sure = SurveyDescription(welfare="weight", weight="weight")
    assert read_survey(twice, sure).rows == 2


def test_strata_of_any_number_and_texts_of_any_kind_divide(tmp_path: Path) -> None:
    strata = [math.inf, math.inf, 1.0, 1.0]
    path = parquet(tmp_path, strata=strata, region=pa.array(ROWS["region"], pa.string_view()))
    described = SurveyDescription(welfare="income", weight="weight", strata="strata")
    sample = read_survey(path, described, ["region"]).sample
    assert sample.design.strata == ("1", "inf")
    assert sample.divisions["region"].labels == ("N", "S")


def test_a_text_without_a_letter_is_no_category(tmp_path: Path) -> None:
    division = read_survey(parquet(tmp_path, region=["N", "", "S", "S"]), PLAIN, ["region"]).sample.divisions["region"]
    assert (division.labels, division.codes.tolist()) == (("N", "S"), [0, -1, 1, 1])


def test_extended_missing_values_of_stata_are_missing_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "stata.csv"
    path.write_text("income,weight,region\n1,1,N\n.a,1,.z\n3,1,S\n", encoding="utf-8")
    survey = read_survey(path, PLAIN, ["region"])
    assert survey.left_out == 1
    assert survey.sample.divisions["region"].labels == ("N", "S")


def test_two_values_of_one_label_are_told_apart(tmp_path: Path) -> None:
    frame = pd.DataFrame({**ROWS, "region": [1.0, 2.0, 3.0, 3.0]})
    labels = {"region": {1: "other", 2: "other", 3: "South"}}
    pyreadstat.write_sav(frame, tmp_path / "survey.sav", variable_value_labels=labels)
    division = read_survey(tmp_path / "survey.sav", PLAIN, ["region"]).sample.divisions["region"]
    assert division.labels == ("other (1)", "other (2)", "South")
    assert division.numbers_of(["2"]) == [1]


@pytest.mark.parametrize("ids", [["007", "7", "07", "8"], [str(10**17 + each) for each in range(4)]])
def test_identifiers_that_would_be_one_number_stay_different(ids: list[str], tmp_path: Path) -> None:
    survey, weights = tmp_path / "survey.csv", tmp_path / "weights.csv"
    pd.DataFrame({**ROWS, "id": ids}).to_csv(survey, index=False)
    replicates = {"id": ids[::-1], "rw1": [4.0, 3.0, 2.0, 1.0], "rw2": [1.0] * 4}
    pd.DataFrame(replicates).to_csv(weights, index=False)
    columns = ReplicateColumns(columns=("rw*",), file=weights, id="id")
    described = SurveyDescription(welfare="income", weight="weight", replicate_weights=columns)
    made = read_survey(survey, described).sample.design.replicates
    assert made is not None
    assert next(made.weights.columns()).tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"welfare: income\nweight: weight\ncurrency: \xe9\n", "SURVEY_DESIGN_NOT_TEXT"),
        (b"welfare: income\nweight: we\x00ight\n", "DEFINITION_NOT_YAML"),
        (b"welfare:\nweight: weight\n", "SURVEY_ROLE_MISSING"),
        (b"welfare: ''\nweight: weight\n", "SURVEY_ROLE_MISSING"),
        (b"welfare: income\nweight: weight\nwelfare: rent\n", "DEFINITION_KEY_TWICE"),
    ],
)
def test_a_design_file_that_is_damaged_or_says_two_things_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    design = tmp_path / "design.yaml"
    design.write_bytes(content)
    with pytest.raises(FixTheFile) as refused:
        read_design(design)
    assert refused.value.problems[0].code == code


def test_the_line_of_a_sign_that_no_text_holds_is_told(tmp_path: Path) -> None:
    design = tmp_path / "design.yaml"
    design.write_bytes(b"welfare: income\nweight: we\x00ight\n")
    with pytest.raises(FixTheFile, match=r"row 2: .*In column 11 stands the invisible sign"):
        read_design(design)


@pytest.mark.parametrize("name", ["mean@3", "total@3", "median@3", "gini@3", "ratio(income,weight)@3"])
def test_a_line_is_refused_where_a_measure_has_none(name: str, tmp_path: Path) -> None:
    sample = read_survey(parquet(tmp_path), PLAIN, amounts=["income", "weight"]).sample
    with pytest.raises(FixTheFile) as refused:
        estimate(sample, [name])
    assert refused.value.problems[0].code == "SURVEY_MEASURE_UNFIT"


@pytest.mark.parametrize("line", ["inf", "nan", "1e400"])
def test_a_line_that_is_no_amount_is_refused(line: str, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile) as refused:
        estimate(read_survey(parquet(tmp_path), PLAIN).sample, [f"fgt1@{line}"])
    assert refused.value.problems[0].code == "SURVEY_LINE_UNKNOWN"


@pytest.mark.parametrize(
    ("incomes", "weights"),
    [([1e308, 1e308, 3.0, 4.0], [1.0] * 4), ([1.0, 2.0, 3.0, 4.0], [1e300] * 4), ([1.0, 2.0, 3.0, 4.0], [1e-320] * 4)],
)
def test_numbers_at_the_end_of_their_range_end_in_reasons_and_not_in_warnings(
    incomes: list[float], weights: list[float], tmp_path: Path
) -> None:
    names = ["mean", "total", "median", "arpr", "gini", "qsr", "theil", "persons"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        survey = read_survey(parquet(tmp_path, income=incomes, weight=weights), PLAIN, ["region"])
        found = [*estimate(survey.sample, names, ["region"]), *differences_of_groups(survey.sample, names, "region")]
        assert math.isfinite(summary_of(survey).mean)
    for each in found:
        assert (each.estimate is not None and each.se is not None) or each.reason
        assert all(math.isfinite(number) for number in (each.estimate, each.se, each.lower) if number is not None)


@pytest.mark.parametrize("ending", [".dta", ".sav"])
def test_a_file_of_stata_or_spss_without_rows_is_refused(ending: str, tmp_path: Path) -> None:
    columns = pd.DataFrame({"y": [1.0], "w": [1.0]}).iloc[:0]
    (pyreadstat.write_dta if ending == ".dta" else pyreadstat.write_sav)(columns, tmp_path / f"none{ending}")
    with pytest.raises(FixTheFile, match="SURVEY_EMPTY"):
        read_survey(tmp_path / f"none{ending}", SurveyDescription(welfare="y", weight="w"))


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        (pa.array([b"ab", b"cd", b"ab"], pa.binary(2)), ("ab", "cd")),
        (pa.array([1.5, 2.0, None]).cast(pa.float16()), ("1.5", "2")),
    ],
)
def test_bytes_of_a_fixed_length_and_short_decimals_divide(
    values: pa.Array, labels: tuple[str, ...], tmp_path: Path
) -> None:
    table = pa.table({"y": [1.0, 2.0, 3.0], "w": [1.0, 1.0, 1.0], "g": values})
    pq.write_table(table, tmp_path / "kinds.parquet")
    survey = read_survey(tmp_path / "kinds.parquet", SurveyDescription(welfare="y", weight="w", domains=("g",)))
    assert survey.sample.divisions["g"].labels == labels
