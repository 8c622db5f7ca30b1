"""A survey read: the same sample from every format, and what is wrong told by row and column."""

import dataclasses
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from microdata.invented_survey import HEADER, ROWS, changed, write_design, write_survey
from microdata.survey_formats import in_format
from openssi.microdata import replicate_file
from openssi.microdata.description import ReplicateColumns, SurveyDescription
from openssi.microdata.design_file import read_design
from openssi.microdata.estimation import estimate, measured_in
from openssi.microdata.measure_names import columns_of
from openssi.microdata.measures.deprivations import Indicator, MultidimensionalIndex
from openssi.microdata.read_survey import Survey, read_survey
from openssi.microdata.replicate_file import FileWeights
from openssi.vocabulary.errors import FixTheFile, TryAgain

LEAST = SurveyDescription(welfare="income", weight="weight", strata="region", psu=("village",))
LABELS = {"sex": {1: "man", 2: "woman"}}


@pytest.fixture
def described(tmp_path: Path) -> SurveyDescription:
    return read_design(write_design(tmp_path))


def read(folder: Path, rows: tuple[str, ...] = ROWS, description: SurveyDescription = LEAST, **more: object) -> Survey:
    changed_description = dataclasses.replace(description, **more)  # type: ignore[arg-type]
    return read_survey(write_survey(folder, rows), changed_description)


def refusal(folder: Path, rows: tuple[str, ...] = ROWS, **more: object) -> FixTheFile:
    with pytest.raises(FixTheFile) as refused:
        read(folder, rows, **more)
    return refused.value


def written(folder: Path, ending: str) -> Path:
    """The survey in another format; Stata and SPSS name the sexes."""
    return in_format(write_survey(folder), ending, LABELS)


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".parquet", ".dta", ".sav"])
def test_every_format_gives_the_same_sample(ending: str, tmp_path: Path, described: SurveyDescription) -> None:
    survey = read_survey(written(tmp_path, ending), described)
    sample = survey.sample
    assert (survey.rows, survey.left_out) == (9, 1)
    assert sample.welfare.tolist() == [1200, 1200, 800, 2500, -50, -50, 900, 3100]
    assert sample.weight.tolist() == [10, 10, 10, 20, 30, 30, 40, 0]
    assert sample.design.psu_starts.tolist() == [0, 3, 4, 6, 8]
    assert sample.design.stratum_of_psu.tolist() == [0, 0, 1, 1]
    assert sample.design.strata == ("North", "South")
    assert sample.design.sampled_fraction == pytest.approx([0.1, 0.2])
    assert sample.divisions["region"].labels == ("North", "South")
    assert sample.divisions["age_group"].labels == ("0-14", "15-64", "65+")
    assert sample.divisions["age_group"].codes.tolist() == [1, 0, 2, 1, 1, 1, 2, 1]
    assert sample.divisions["sex"].labels == (("man", "woman") if ending in {".dta", ".sav"} else ("1", "2"))
    assert sample.household is not None
    assert sample.household.tolist() == [0, 0, 1, 2, 4, 4, 5, 6]


def test_transfers_are_per_person_and_in_the_period_of_welfare(tmp_path: Path, described: SurveyDescription) -> None:
    survey = read(tmp_path, description=described)
    assert survey.sample.amounts["old_age_pension"].tolist() == [0, 0, 3600, 0, 0, 0, 0, 0]
    assert survey.sample.amounts["family_benefit"].tolist() == [50, 50, 0, 0, 30, 30, 0, 0]


def test_transfers_are_under_their_column_as_the_file_has_them(tmp_path: Path, described: SurveyDescription) -> None:
    survey = read(tmp_path, description=described)
    assert survey.sample.amounts["pension"].tolist() == [0, 0, 300, 0, 0, 0, 0, 0]
    assert survey.sample.amounts["child_benefit"].tolist() == [100, 100, 0, 0, 60, 60, 0, 0]
    assert {each.code for each in survey.notices} == {
        "SURVEY_WEIGHT_ZERO", "SURVEY_WELFARE_LEFT_OUT", "SURVEY_WELFARE_NEGATIVE", "SURVEY_TRANSFER_MISSING"
    }  # fmt: skip


def test_rows_in_any_order_give_the_same_estimates(tmp_path: Path, described: SurveyDescription) -> None:
    mixed = (ROWS[7], ROWS[2], ROWS[5], ROWS[0], ROWS[8], ROWS[3], ROWS[6], ROWS[1], ROWS[4])
    first, second = (
        estimate(read(tmp_path, rows, described).sample, ["mean", "median"], ["region", "sex"])
        for rows in (ROWS, mixed)
    )
    assert [each.estimate for each in second] == pytest.approx([each.estimate for each in first], rel=1e-12)
    for one, other in zip(first, second, strict=True):
        assert other.reason == one.reason
        assert other.se == (None if one.se is None else pytest.approx(one.se, rel=1e-12))


def test_a_psu_whose_rows_are_all_left_out_still_counts_as_drawn(tmp_path: Path) -> None:
    survey = read_survey(write_survey(tmp_path, changed(4, "income", "")), LEAST, ["region"])
    assert survey.left_out == 2
    assert survey.sample.design.psus == 4
    everybody, north, _ = estimate(survey.sample, ["mean"], ["region"])
    assert (everybody.n, north.n) == (6, 3)
    assert north.estimate == pytest.approx((1200 * 20 + 800 * 10) / 30)


def test_a_household_stands_for_its_members(tmp_path: Path) -> None:
    survey = read_survey(write_survey(tmp_path), dataclasses.replace(LEAST, rows="households", size="hsize"))
    assert survey.sample.weight.tolist() == [20, 20, 10, 20, 60, 60, 40, 0]


def test_without_psus_households_are_taken_and_without_households_rows(tmp_path: Path) -> None:
    households = read(tmp_path, psu=(), household="hh")
    assert households.sample.design.psus == 7
    assert "SURVEY_PSU_FROM_HOUSEHOLD" in {each.code for each in households.notices}
    assert read(tmp_path, psu=()).sample.design.psus == 9


def test_numbers_of_psus_may_begin_anew_in_each_stratum(tmp_path: Path) -> None:
    again = tuple(row.replace("South,3,", "South,1,").replace("South,4,", "South,2,") for row in ROWS)
    assert read(tmp_path, again, nest=True).sample.design.psus == 4
    assert "PSU 1 lies in the strata North and South (PSUs in several strata: 2)" in str(refusal(tmp_path, again))
    assert "SURVEY_PSU_IN_TWO_STRATA" in str(refusal(tmp_path, again))


def test_columns_asked_for_are_read_too(tmp_path: Path) -> None:
    survey = read_survey(write_survey(tmp_path), LEAST, ["sex", "region,hsize"], ["pension"])
    assert set(survey.sample.divisions) == {"sex", "region", "hsize"}
    assert np.isnan(survey.sample.amounts["pension"]).sum() == 1


def test_an_age_below_zero_lies_in_no_group(tmp_path: Path) -> None:
    survey = read(tmp_path, changed(2, "age", "-1"), age="age")
    assert survey.sample.divisions["age_group"].codes.tolist() == [1, -1, 2, 1, 1, 1, 2, 1]
    assert "SURVEY_AGE_NEGATIVE" in {each.code for each in survey.notices}


def test_declared_codes_are_missing(tmp_path: Path) -> None:
    survey = read(tmp_path, changed(1, "sex", "9"), missing_codes={"income": ("-50",), "sex": ("9",)}, sex="sex")
    assert survey.left_out == 3
    assert survey.sample.divisions["sex"].labels == ("1", "2")
    assert survey.sample.divisions["sex"].codes[0] == -1
    assert read(tmp_path, missing_codes={"": ("-50",)}).left_out == 3


def test_a_declared_word_among_numbers_is_missing(tmp_path: Path) -> None:
    survey = read(tmp_path, changed(1, "income", "refused"), missing_codes={"income": ("refused", "-50")})
    assert survey.left_out == 4


def test_other_signs_are_found_or_declared(tmp_path: Path) -> None:
    header, rows = HEADER.replace(",", ";"), tuple(row.replace(",", ";").replace("1200", "1200,5") for row in ROWS)
    path = write_survey(tmp_path, rows, header)
    assert read_survey(path, dataclasses.replace(LEAST, decimal=",")).sample.welfare[0] == 1200.5


def test_replicate_weights_beside_the_other_columns(tmp_path: Path) -> None:
    survey = read(tmp_path, replicate_weights=ReplicateColumns(columns=("rw*",), kind="BRR"))
    replicates = survey.sample.design.replicates
    assert replicates is not None
    assert [each.tolist() for each in replicates.weights.columns()] == [
        [20, 20, 20, 0, 60, 60, 0, 0], [0, 0, 0, 40, 0, 0, 80, 0]
    ]  # fmt: skip
    assert (replicates.scale, replicates.kind) == (0.5, "BRR")
    assert estimate(survey.sample, ["mean"])[0].method == "BRR"


@pytest.mark.parametrize(
    ("kind", "scale"), [("bootstrap", 1.0), ("JK1", 0.5), ("JKn", 1.0), ("BRR", 0.5), ("Fay", 2.0)]
)
def test_kinds_of_replicates_have_their_usual_scale(kind: str, scale: float, tmp_path: Path) -> None:
    described = ReplicateColumns(columns=("rw*",), kind=kind, rscales=(1.0,))  # type: ignore[arg-type]
    replicates = read(tmp_path, replicate_weights=described).sample.design.replicates
    assert replicates is not None
    assert replicates.scale == pytest.approx(scale)


def second_file(folder: Path, ids: list[object]) -> ReplicateColumns:
    path = folder / "weights.csv"
    lines = ["person,b1,b2", *(f"{each},{number},{10 * number}" for number, each in enumerate(ids))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return ReplicateColumns(columns=("b?",), file=path, id="person")


def renamed(folder: Path) -> Path:
    return write_survey(folder, header=HEADER.replace("id,", "person,", 1))


def test_replicate_weights_in_a_second_file_are_joined_by_id(tmp_path: Path) -> None:
    described = dataclasses.replace(LEAST, replicate_weights=second_file(tmp_path, [9, 8, 7, 6, 5, 4, 3, 2, 1]))
    replicates = read_survey(renamed(tmp_path), described).sample.design.replicates
    assert replicates is not None
    assert list(replicates.weights.columns())[1].tolist() == [80, 70, 60, 50, 30, 20, 10, 0]


@pytest.mark.parametrize("is_second", [False, True])
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_replicate_weights_that_stay_in_the_file_give_what_those_in_memory_give(
    is_second: bool, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = renamed(tmp_path) if is_second else write_survey(tmp_path)
    described = second_file(tmp_path, [9, 8, 7, 6, 5, 4, 3, 2, 1])
    if not is_second:
        described = ReplicateColumns(columns=("rw*",), kind="BRR")
    if ending == ".parquet":
        path, described = as_parquet(path), dataclasses.replace(described, file=as_parquet(described.file))
    survey = dataclasses.replace(LEAST, rows="households", size="hsize", replicate_weights=described)
    names, by = ["mean", "arpr", "median", "gini"], ["sex"]
    held = read_survey(path, survey, by).sample
    monkeypatch.setattr(replicate_file, "HELD_BYTES", 0)
    monkeypatch.setattr(replicate_file, "BLOCK_BYTES", 1)
    streamed = read_survey(path, survey, by).sample
    assert streamed.design.replicates is not None
    assert isinstance(streamed.design.replicates.weights, FileWeights)
    assert estimate(streamed, names, by) == estimate(held, names, by)


def as_parquet(path: Path | None) -> Path | None:
    if path is None:
        return None
    from pyarrow import csv, parquet

    made = path.with_suffix(".parquet")
    parquet.write_table(csv.read_csv(path), made)
    return made


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_replicate_weight_that_is_missing_is_refused_with_its_row_where_weights_are_not_held(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicate_file, "HELD_BYTES", 0)
    described = second_file(tmp_path, [9, 8, 7, 6, 5, 4, 3, 2, 1])
    lines = (tmp_path / "weights.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "weights.csv").write_text("\n".join([*lines[:3], "7,2,", *lines[4:]]), encoding="utf-8")
    if ending == ".parquet":
        described = dataclasses.replace(described, file=as_parquet(described.file))
    with pytest.raises(FixTheFile, match="SURVEY_REPLICATE_MISSING") as refused:
        estimate(
            read_survey(renamed(tmp_path), dataclasses.replace(LEAST, replicate_weights=described)).sample, ["mean"]
        )
    assert refused.value.problems[0].place.row == (4 if ending == ".csv" else 3)


def test_a_csv_file_of_replicate_weights_is_read_once_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicate_file, "HELD_BYTES", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "aside"))
    (tmp_path / "aside").mkdir()
    described = dataclasses.replace(LEAST, replicate_weights=second_file(tmp_path, [9, 8, 7, 6, 5, 4, 3, 2, 1]))
    sample = read_survey(renamed(tmp_path), described).sample
    (tmp_path / "weights.csv").unlink()
    [first], [again] = estimate(sample, ["mean"]), estimate(sample, ["mean"])
    assert again == first
    assert again.estimate is not None
    assert list((tmp_path / "aside").iterdir()) == []


def test_replicate_weights_that_find_no_room_say_where_and_how_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicate_file, "HELD_BYTES", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    described = dataclasses.replace(LEAST, replicate_weights=second_file(tmp_path, [9, 8, 7, 6, 5, 4, 3, 2, 1]))
    with pytest.raises(TryAgain, match=r"need 1 MB aside, and .*nowhere .*SURVEY_NO_ROOM"):
        read_survey(renamed(tmp_path), described)


@pytest.mark.parametrize(
    ("ids", "code"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8], "SURVEY_REPLICATES_ROWS"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 10], "SURVEY_REPLICATES_ROWS"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "SURVEY_REPLICATES_ROWS"),
        ([1, 2, 3, 4, 5, 6, 7, 8, "x"], "SURVEY_REPLICATES_ROWS"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 8], "SURVEY_ID_TWICE"),
    ],
)
def test_rows_of_replicate_weights_that_do_not_match_are_refused(ids: list[object], code: str, tmp_path: Path) -> None:
    described = dataclasses.replace(LEAST, replicate_weights=second_file(tmp_path, ids))
    with pytest.raises(FixTheFile, match=code):
        read_survey(renamed(tmp_path), described)


DECIMALS = "{head}\n1{s}1,5{s}2.000\n2{s}2,5{s}3.000\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"decimal": ",", "thousands": ".", "delimiter": ";", "encoding": "cp1252"}, {}),
        ({}, {"decimal": ",", "thousands": ".", "delimiter": ";", "encoding": "cp1252"}),
        ({"decimal": ",", "delimiter": "\t"}, {"thousands": ".", "delimiter": ";", "encoding": "cp1252"}),
    ],
)
def test_a_second_file_is_written_like_the_survey_unless_it_says_otherwise(
    first: dict[str, str], second: dict[str, str], tmp_path: Path
) -> None:
    sign, point = first.get("delimiter", ","), first.get("decimal", ".")
    rows = [("id", "y", "w"), ("1", f"7{point}5", "1"), ("2", f"8{point}5", "1")]
    (tmp_path / "survey.csv").write_text("\n".join(sign.join(row) for row in rows), encoding="utf-8")
    text = DECIMALS.format(head="id;poids é1;poids é2", s=";")
    (tmp_path / "weights.csv").write_bytes(text.encode("cp1252"))
    keys = "".join(f"{key}: '{value}'\n" for key, value in first.items()).replace("\t", "|TAB|")
    own = "".join(f", {key}: '{value}'" for key, value in second.items())
    (tmp_path / "design.yaml").write_text(
        f"file: survey.csv\nwelfare: y\nweight: w\n{keys.replace('|TAB|', chr(9))}"
        f"replicate_weights: {{columns: 'poids*', file: weights.csv, id: id, kind: bootstrap{own}}}\n",
        encoding="utf-8",
    )
    replicates = read_survey(None, tmp_path / "design.yaml").sample.design.replicates
    assert replicates is not None
    assert [column.tolist() for column in replicates.weights.columns()] == [[1.5, 2.5], [2000.0, 3000.0]]


def test_the_two_signs_of_a_second_file_are_different_too(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(
        "welfare: y\nweight: w\ndecimal: ','\n"
        "replicate_weights: {columns: 'rw*', file: weights.csv, id: id, kind: bootstrap, thousands: ','}\n",
        encoding="utf-8",
    )
    with pytest.raises(FixTheFile, match="SURVEY_SIGNS_SAME") as refused:
        read_survey(tmp_path / "survey.csv", tmp_path / "design.yaml")
    assert refused.value.problems[0].place.row == 4


def test_columns_of_replicate_weights_that_are_not_there_are_answered_with_those_that_are(tmp_path: Path) -> None:
    described = dataclasses.replace(second_file(tmp_path, [9, 8, 7, 6, 5, 4, 3, 2, 1]), columns=("B?", "w1"))
    with pytest.raises(FixTheFile, match="SURVEY_REPLICATES_NONE") as refused:
        read_survey(renamed(tmp_path), dataclasses.replace(LEAST, replicate_weights=described))
    assert "The nearest are: b2, b1." in str(refused.value)
    assert "columns of the file: person, b1, b2." in str(refused.value)


def test_the_id_has_to_be_in_both_files(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match="SURVEY_COLUMN_UNKNOWN"):
        read(tmp_path, replicate_weights=second_file(tmp_path, [1]))
    other = dataclasses.replace(second_file(tmp_path, [1]), id="id")
    with pytest.raises(FixTheFile, match="SURVEY_REPLICATES_ID_UNKNOWN"):
        read(tmp_path, replicate_weights=other)


@pytest.mark.parametrize(
    ("described", "code"),
    [
        (ReplicateColumns(columns=("bw*",)), "SURVEY_REPLICATES_NONE"),
        (ReplicateColumns(columns=("rw1",)), "SURVEY_REPLICATES_NONE"),
        (ReplicateColumns(columns=("rw*",), kind="JKn"), "SURVEY_REPLICATE_FACTORS"),
        (ReplicateColumns(columns=("rw*",), rscales=(1.0, 1.0, 1.0)), "SURVEY_REPLICATE_FACTORS"),
        (ReplicateColumns(columns=("rw*", "pension")), "SURVEY_REPLICATE_MISSING"),
    ],
)
def test_replicate_weights_that_do_not_fit_are_refused(described: ReplicateColumns, code: str, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match=code):
        read(tmp_path, replicate_weights=described)


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (3, "weight", "", "SURVEY_WEIGHT_MISSING"),
        (3, "weight", "-1", "SURVEY_WEIGHT_NEGATIVE"),
        (3, "weight", "inf", "SURVEY_WEIGHT_INFINITE"),
        (3, "income", "inf", "SURVEY_WELFARE_INFINITE"),
        (3, "income", "much", "SURVEY_TEXT_IN_NUMBERS"),
        (3, "village", "", "SURVEY_DESIGN_COLUMN_EMPTY"),
        (3, "region", "NA", "SURVEY_DESIGN_COLUMN_EMPTY"),
        (3, "hsize", "0", "SURVEY_SIZE_UNFIT"),
        (3, "id", "2", "SURVEY_ID_TWICE"),
        (3, "villages", "", "SURVEY_FPC_UNFIT"),
        (3, "villages", "21", "SURVEY_FPC_VARIES"),
        (3, "pension", "-inf", "SURVEY_TRANSFER_INFINITE"),
    ],
)
def test_what_is_wrong_is_refused_with_its_row_and_column(
    row: int, column: str, value: str, code: str, tmp_path: Path, described: SurveyDescription
) -> None:
    households = {"rows": "households"} if column == "hsize" else {}
    path = write_survey(tmp_path, changed(row, column, value))
    with pytest.raises(FixTheFile, match=code) as refused:
        read_survey(path, dataclasses.replace(described, **households))  # type: ignore[arg-type]
    assert f"survey.csv, row {row + 1}:" in str(refused.value)
    assert column in str(refused.value)


def test_a_population_smaller_than_what_was_drawn_is_refused(tmp_path: Path, described: SurveyDescription) -> None:
    rows = tuple(",".join((*row.split(",")[:11], "1.5", *row.split(",")[12:])) for row in ROWS)
    with pytest.raises(FixTheFile, match="SURVEY_FPC_TOO_SMALL"):
        read(tmp_path, rows, described)


def test_values_up_to_one_are_fractions(tmp_path: Path, described: SurveyDescription) -> None:
    rows = tuple(",".join((*row.split(",")[:11], "0.25", *row.split(",")[12:])) for row in ROWS)
    assert read(tmp_path, rows, described).sample.design.sampled_fraction == pytest.approx([0.25, 0.25])


def test_missing_incomes_are_refused_where_the_policy_says_so(tmp_path: Path) -> None:
    refused = refusal(tmp_path, missing="refuse")
    assert "survey.csv, row 6:" in str(refused)
    assert "SURVEY_WELFARE_MISSING" in str(refused)


def test_no_income_at_all_and_no_weight_at_all_are_refused(tmp_path: Path) -> None:
    assert "SURVEY_WELFARE_NOWHERE" in str(refusal(tmp_path, ROWS[4:5]))
    assert "SURVEY_WEIGHTS_ZERO" in str(refusal(tmp_path, ROWS[8:]))


def test_one_person_is_a_stratum_of_one_psu(tmp_path: Path) -> None:
    assert "SURVEY_ONE_PSU" in str(refusal(tmp_path, ROWS[:1]))
    alone = read(tmp_path, ROWS[:1], single_psu="certainty")
    [mean] = estimate(alone.sample, ["mean"])
    assert (mean.estimate, mean.se, mean.reason) == (1200, None, "SURVEY_NO_FREEDOM")


def test_a_column_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    refused = str(refusal(tmp_path, welfare="Income"))
    assert "SURVEY_COLUMN_UNKNOWN" in refused
    assert "The nearest is “income”" in refused


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "SURVEY_EMPTY"),
        ("header.csv", HEADER.encode() + b"\n", "SURVEY_EMPTY"),
        ("survey.xlsx", b"PK", "FILE_IS_WORKBOOK"),
        ("survey.sas7bdat", b"PK", "SURVEY_FORMAT_UNKNOWN"),
        ("survey.dta", b"not of this kind", "SURVEY_UNREADABLE"),
        ("survey.sav", b"not of this kind", "SURVEY_UNREADABLE"),
        ("survey.parquet", b"not of this kind", "SURVEY_UNREADABLE"),
        ("survey.csv.gz", b"not of this kind", "SURVEY_UNREADABLE"),
        ("survey.csv", b"income,weight\n1\n", "SURVEY_ROW_UNEVEN"),
        ("survey.csv", "pension,região\n1,2\n".encode("latin-1"), "SURVEY_ENCODING"),
    ],
)
def test_files_that_cannot_be_read_are_refused(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FixTheFile, match=code):
        read_survey(path, LEAST)


def test_a_file_that_is_not_named_or_not_there_is_refused(tmp_path: Path, described: SurveyDescription) -> None:
    with pytest.raises(FixTheFile, match="FILE_MISSING"):
        read_survey(tmp_path / f"{'x' * 5000}.csv", LEAST)
    with pytest.raises(FixTheFile, match="FILE_MISSING"):
        read_survey(tmp_path / "none.csv", LEAST)
    with pytest.raises(FixTheFile, match="SURVEY_WITHOUT_DATA"):
        read_survey(None, described)


def test_text_in_a_column_of_stata_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "survey.dta"
    frame = pd.read_csv(write_survey(tmp_path))
    frame["income"] = ["a lot"] * len(frame)
    pyreadstat.write_dta(frame, path)
    with pytest.raises(FixTheFile, match="SURVEY_TEXT_IN_NUMBERS"):
        read_survey(path, LEAST)


def test_days_are_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "survey.parquet"
    frame = pd.read_csv(write_survey(tmp_path))
    frame["income"] = pd.Timestamp("2024-01-31")
    frame.to_parquet(path)
    with pytest.raises(FixTheFile, match="SURVEY_NOT_NUMBERS"):
        read_survey(path, LEAST)


def test_columns_of_parquet_of_any_kind_divide_unless_they_hold_lists(tmp_path: Path) -> None:
    path = tmp_path / "kinds.parquet"
    kinds = {
        "yes": pa.array([True, False, None]),
        "letters": pa.array(["x", "y", "x"]).dictionary_encode(),
        "long": pa.array(["10", "9", None], pa.large_string()),
        "share": pa.array([2.5, float("nan"), 1.0]),
        "nothing": pa.nulls(3),
    }
    money = pa.array([Decimal("1.5"), Decimal("2.5"), Decimal(4)])
    table = pa.table({"money": money, "w": pa.array([1, 2, 3], pa.uint8()), **kinds, "list": [[1], [2], [3]]})
    pq.write_table(table, path, row_group_size=2)
    described = SurveyDescription(welfare="money", weight="w")
    sample = read_survey(path, described, list(kinds)).sample
    assert sample.welfare.tolist() == [1.5, 2.5, 4]
    assert {name: (each.labels, each.codes.tolist()) for name, each in sample.divisions.items()} == {
        "yes": (("false", "true"), [1, 0, -1]),
        "letters": (("x", "y"), [0, 1, 0]),
        "long": (("9", "10"), [1, 0, -1]),
        "share": (("1", "2.5"), [1, -1, 0]),
        "nothing": ((), [-1, -1, -1]),
    }
    with pytest.raises(FixTheFile, match="SURVEY_NOT_CATEGORIES"):
        read_survey(path, described, ["list"])


def test_calibration_of_the_design_file_is_done(tmp_path: Path) -> None:
    described = dataclasses.replace(LEAST, calibration={"region": {"North": 100.0, "South": 300.0}})
    sample = read(tmp_path, ROWS, described).sample
    assert sample.weight[:4].sum() == pytest.approx(100)
    assert sample.weight.sum() == pytest.approx(400)


INDEX = MultidimensionalIndex(
    indicators=tuple(
        Indicator(name=name, dimension="home", column=name, relation="above", limits=(limit,), weight=0.5)
        for name, limit in (("hsize", 1.0), ("pension", 0.0))
    ),
    cutoff=1.0,
)


def test_deprivations_are_known_where_their_columns_are_read(tmp_path: Path) -> None:
    described = dataclasses.replace(LEAST, multidimensional=INDEX)
    path = write_survey(tmp_path)
    assert read_survey(path, described).sample.deprivations is None
    numbers, _ = columns_of(["M0", "gini"], INDEX)
    found = read_survey(path, described, amounts=numbers).sample.deprivations
    assert found is not None
    assert found.deprived[:3].tolist() == [[True, False], [True, False], [False, True]]
    assert found.known.sum() == 7


@pytest.mark.parametrize("ending", [".csv", ".dta"])
def test_men_and_women_are_declared_by_value_or_by_label(tmp_path: Path, ending: str) -> None:
    described = dataclasses.replace(LEAST, sex="sex", men=("2",), women=("1",))
    sample = read_survey(written(tmp_path, ending), described).sample
    assert measured_in(sample).men.tolist() == [sex == 1 for sex in sample.divisions["sex"].codes]  # type: ignore[union-attr]


def test_men_that_do_not_occur_are_refused_with_the_categories_that_do(tmp_path: Path) -> None:
    refused = refusal(tmp_path, sex="sex", men=("male",))
    assert "[SURVEY_GROUP_UNKNOWN]" in str(refused)
    assert "1, 2" in str(refused)


def test_a_survey_of_women_alone_is_read_and_has_no_pay_gap(tmp_path: Path) -> None:
    women = tuple(changed(row, "sex", "2")[row - 1] for row in range(1, len(ROWS) + 1))
    sample = read(tmp_path, women, sex="sex", men=("1",), women=("2",)).sample
    (gap,) = estimate(sample, ["gpg"])
    assert (gap.estimate, gap.reason) == (None, "MEASURE_SEX_EMPTY")


def test_a_row_of_the_sample_is_found_in_the_file(tmp_path: Path) -> None:
    survey = read(tmp_path, (ROWS[8], *ROWS[:8]), psu=("village",))
    assert [survey.place(row).row for row in (0, 7)] == [3, 10]


def test_incomes_that_all_stand_for_nobody_are_refused(tmp_path: Path) -> None:
    rows = tuple(",".join([*row.split(",")[:7], "", *row.split(",")[8:]]) for row in ROWS[:8])
    assert "[SURVEY_WEIGHTS_ZERO]" in str(refusal(tmp_path, (*rows, ROWS[8])))
