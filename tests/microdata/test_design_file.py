"""The design file: every key, and what is said of those that do not fit."""

import re
from pathlib import Path

import pytest

from microdata.invented_survey import DESIGN, write_design
from openssi.microdata.calibration_rule import CalibrationRule
from openssi.microdata.description import Answer, SurveyDescription, in_period
from openssi.microdata.design_file import read_design
from openssi.microdata.measures.measure import Conventions, NamedLine
from openssi.vocabulary.errors import FixTheFile

LEAST = "welfare: income\nweight: weight\n"
SDG = "{child_age: 17, pensionable_age: 62.5, unemployed: u, contributes: {column: c, yes: [1, 3]}}"
INDEX = "{cutoff: 1/3, dimensions: {living: {indicators: {water: {column: w, deprived: {equal_to: [3]}}}}}}"


def read(folder: Path, text: str) -> SurveyDescription:
    return read_design(write_design(folder, text))


def test_every_role_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, DESIGN)
    assert (found.welfare, found.weight, found.strata, found.psu, found.fpc) == (
        "income", "weight", "region", ("village",), ("villages",)
    )  # fmt: skip
    assert (found.household, found.size, found.person, found.sex, found.age) == ("hh", "hsize", "id", "sex", "age")
    assert found.transfers[1].programme_class == "social_assistance"
    assert (found.country, found.year, found.currency, found.period) == ("Averlande", 2024, "AVL", "year")
    assert [(each.name, each.code, each.per, each.times) for each in found.transfers] == [
        ("old_age_pension", "OLD", "person", 12),
        ("family_benefit", "FAM", "household", 1),
    ]


def test_two_keys_are_enough(tmp_path: Path) -> None:
    found = read(tmp_path, LEAST)
    assert (found.single_psu, found.missing, found.rows, found.age_groups) == ("fail", "leave_out", "persons", (15, 65))
    assert (found.psu, found.fpc, found.file, found.replicate_weights) == ((), (), None, None)


def test_lines_are_turned_into_the_period_of_welfare(tmp_path: Path) -> None:
    found = read(tmp_path, DESIGN)
    assert found.lines == pytest.approx({"national": 1000, "food": 600, "extreme": 2 * 1.5 * 1.2 * 365})
    assert found.poverty_lines["extreme"].vintage == 2017
    monthly = read(tmp_path, DESIGN.replace("period: year", "period: month", 1))
    assert monthly.lines == pytest.approx({"national": 1000, "food": 50, "extreme": 2 * 1.5 * 1.2 * 365 / 12})


def test_a_year_has_twelve_months_and_365_days() -> None:
    assert in_period(1, "day", "year") == 365
    assert in_period(12, "year", "month") == 1


def test_files_lie_beside_the_design_file(tmp_path: Path) -> None:
    text = LEAST + "file: data.dta\nreplicate_weights: {columns: 'rw*', file: rw.csv, id: id, kind: Fay, rho: 0.3}\n"
    found = read(tmp_path, text)
    assert found.file == tmp_path / "data.dta"
    assert found.replicate_weights is not None
    assert found.replicate_weights.file == tmp_path / "rw.csv"
    assert (found.replicate_weights.kind, found.replicate_weights.rho) == ("Fay", 0.3)


def test_the_other_keys_are_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        LEAST
        + "nest: true\npsu: [village, household]\nfpc: [a, b]\nsingle_psu: centred\nmissing: refuse\nrows: households\n"
        + "size: hsize\nmissing_codes: {income: [-9], age: [99, 98]}\ndomains: [area]\namounts: rent\n"
        + "delimiter: ';'\ndecimal: ','\nencoding: latin-1\ncalibration: {sex: {1: 10, 2: 12}, age: 700}\n"
        + "replicate_weights: {columns: [r1, r2], kind: JKn, scale: 2, rscales: [0.5, 0.5], mse: true}\n",
    )
    assert (found.nest, found.psu, found.fpc, found.single_psu) == (
        True,
        ("village", "household"),
        ("a", "b"),
        "centred",
    )
    assert (found.missing, found.rows, found.missing_codes) == (
        "refuse", "households", {"income": ("-9",), "age": ("99", "98")}
    )  # fmt: skip
    assert (found.domains, found.amounts, found.delimiter, found.decimal) == (("area",), ("rent",), ";", ",")
    assert found.calibration == {"sex": {"1": 10.0, "2": 12.0}, "age": 700.0}
    weights = found.replicate_weights
    assert weights is not None
    assert (weights.columns, weights.scale, weights.rscales, weights.mse) == (("r1", "r2"), 2.0, (0.5, 0.5), True)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("raking", CalibrationRule(method="raking")),
        ("{method: raking, tolerance: 1e-6, rounds: 40}", CalibrationRule(method="raking", tolerance=1e-6, rounds=40)),
        ("{method: logit, lower: 0.3, upper: 3}", CalibrationRule(method="logit", lower=0.3, upper=3.0)),
    ],
)
def test_a_method_of_calibration_is_read_with_its_limits(tmp_path: Path, written: str, rule: CalibrationRule) -> None:
    found = read(tmp_path, LEAST + f"calibration: {{sex: {{1: 10, 2: 12}}}}\ncalibration_method: {written}\n")
    assert found.calibration_method == rule


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("rake", "DEFINITION_VALUE_UNKNOWN"),
        ("{tolerance: 0.1}", "SURVEY_ROLE_MISSING"),
        ("{method: raking, round: 3}", "SURVEY_KEY_UNKNOWN"),
    ],
)
def test_a_method_of_calibration_that_is_not_known_is_refused(tmp_path: Path, written: str, code: str) -> None:
    with pytest.raises(FixTheFile, match=code):
        read(tmp_path, LEAST + f"calibration: {{sex: {{1: 10, 2: 12}}}}\ncalibration_method: {written}\n")


def test_what_incidence_and_sdg_1_3_1_need_is_read_too(tmp_path: Path) -> None:
    transfer = "{column: p, name: n, times: 12, contingencies: [PENSION], contributory: true, in_welfare: false}"
    found = read(tmp_path, LEAST + f"scale: eqsize\nsdg: {SDG}\ntransfers: [{transfer}]\n")
    assert (found.scale, found.sdg.child_age, found.sdg.pensionable_age) == ("eqsize", 17, 62.5)
    assert found.sdg.columns == {"unemployed": Answer(column="u"), "contributes": Answer(column="c", yes=("1", "3"))}
    [only] = found.transfers
    assert (only.times, only.contingencies, only.contributory, only.in_welfare) == (
        12,
        ("PENSION",),
        True,
        False,
    )


def test_a_multidimensional_index_stands_in_the_design_or_in_a_file_of_its_own(tmp_path: Path) -> None:
    here = read(tmp_path, LEAST + f"multidimensional: {INDEX}\n").multidimensional
    (tmp_path / "index.yaml").write_text(INDEX, encoding="utf-8")
    assert here is not None
    assert here.indicators[0].column == "w"
    assert read(tmp_path, LEAST + "multidimensional: index.yaml\n").multidimensional == here


def test_conventions_stand_in_the_design_and_know_its_lines(tmp_path: Path) -> None:
    conventions = "{poor: at_or_below, gini: convey, bandwidth_n: sum_of_weights, relative_to: mean, percent: 50}"
    found = read(tmp_path, LEAST + f"conventions: {conventions}\npoverty_lines: {{national: 7}}\n").conventions
    assert found == Conventions(
        poor="at_or_below",
        gini="convey",
        bandwidth_n="sum_of_weights",
        relative_to="mean",
        percent=50,
        lines=(NamedLine(name="national", level=7),),
    )


def test_a_list_of_missing_codes_is_of_all_columns(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST + "missing_codes: [-9, '.x']\n").missing_codes == {"": ("-9", ".x")}


def test_a_key_that_is_not_known_is_refused_with_the_nearest_and_its_line(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match="SURVEY_KEY_UNKNOWN") as refused:
        read(tmp_path, LEAST + "stratum: region\n")
    assert "design.yaml, row 3, stratum" in str(refused.value)
    assert "The nearest is “strata”" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("welfare: income\n", "SURVEY_ROLE_MISSING"),
        (LEAST + "transfers: [{name: pension}]\n", "SURVEY_ROLE_MISSING"),
        (LEAST + "transfers: [{colum: pension}]\n", "SURVEY_KEY_UNKNOWN"),
        (LEAST + "replicate_weights: {columns: 'rw*'}\n", "SURVEY_ROLE_MISSING"),
        (LEAST + "replicate_weights: {columns: 'rw*', kind: BRR, file: rw.csv}\n", "SURVEY_REPLICATES_WITHOUT_ID"),
        (LEAST + "replicate_weights: {columns: 'rw*', kind: Fay, rho: 1}\n", "SURVEY_FAY_RHO"),
        (LEAST + "replicate_weights: {columns: 'rw*', kind: JKn, rscales: [a, b]}\n", "SURVEY_VALUE_NOT_A_NUMBER"),
        (LEAST + "poverty_lines: {national: lots}\n", "SURVEY_VALUE_NOT_A_NUMBER"),
        (LEAST + "poverty_lines: {national: -5}\n", "SURVEY_VALUE_NOT_POSITIVE"),
        (LEAST + "poverty_lines: {national: {period: month}}\n", "SURVEY_ROLE_MISSING"),
        (LEAST + "poverty_lines: {extreme: {dollars_a_day: 2.15}}\n", "SURVEY_ROLE_MISSING"),
        (LEAST + "transfers: [{column: pension, class: charity}]\n", "DEFINITION_VALUE_UNKNOWN"),
        (LEAST + "transfers: [{column: pension, times: often}]\n", "SURVEY_VALUE_NOT_A_NUMBER"),
        (LEAST + "sdg: {pensionable_age: old}\n", "SURVEY_VALUE_NOT_A_NUMBER"),
        (LEAST + "sdg: {retired: r}\n", "SURVEY_KEY_UNKNOWN"),
        (LEAST + "sdg: {contributes: {column: c}}\n", "SURVEY_ROLE_MISSING"),
        (LEAST + "conventions: {percent: 0}\n", "SURVEY_PERCENT"),
        (LEAST + "conventions: {rich: below}\n", "SURVEY_KEY_UNKNOWN"),
        (LEAST + "men: male\n", "SURVEY_ROLE_MISSING"),
        (LEAST + "year: .inf\n", "SURVEY_VALUE_NOT_A_NUMBER"),
        (LEAST + "multidimensional: {cutoff: 2, dimensions: {}}\n", "DIMENSIONS_CUTOFF_UNFIT"),
        (LEAST + "year: 2024.5\n", "SURVEY_VALUE_NOT_A_NUMBER"),
        (LEAST + "rows: households\n", "SURVEY_SIZE_NEEDED"),
        (LEAST + "transfers: [{column: pension, per: household}]\n", "SURVEY_SIZE_NEEDED"),
        (LEAST + "fpc: [a, b]\npsu: village\n", "SURVEY_FPC_STAGES"),
        (LEAST + "age_groups: [65, 15]\n", "SURVEY_AGE_GROUPS"),
        (LEAST + "age_groups: [young]\n", "SURVEY_AGE_GROUPS"),
        (LEAST + "single_psu: ignore\n", "DEFINITION_VALUE_UNKNOWN"),
        ("welfare: [\n", "DEFINITION_NOT_YAML"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(text: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match=code) as refused:
        read(tmp_path, text)
    assert "design.yaml, row" in str(refused.value)


def test_a_design_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match="SURVEY_DESIGN_MISSING"):
        read_design(tmp_path / "none.yaml")


def test_the_page_about_design_files_names_every_key_and_its_examples_are_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "howto" / "describe-a-survey.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert [read(tmp_path, each).weight for each in examples] == ["weight"] * 5
    assert read(tmp_path, examples[0]).lines["extreme"] == pytest.approx(791.03, abs=0.005)
    keys = {*SurveyDescription.__dataclass_fields__} - {"path"}
    assert [key for key in keys if f"`{key}`" not in page] == []


def test_values_and_benefits_are_called_in_the_language_of_the_reader(tmp_path: Path) -> None:
    labels = read(
        tmp_path,
        LEAST
        + "sex: rb090\n"
        + "labels: {rb090: {1: {en: Men, fr: Hommes}, 2: Women}}\n"
        + "transfers: [{column: c, name: {fr: Pension sociale, en: Social pension}}]\n",
    ).labels
    assert [labels.value("rb090", "1", language) for language in ("en", "fr", "es")] == ["Men", "Hommes", "Men"]
    assert [labels.value("sex", value, "es") for value in ("2", "3", "2 - 1")] == ["Women", "3", "Women - Men"]
    assert labels.programme("Pension sociale", "en") == "Social pension"
    assert labels.programme("Other", "en") == "Other"
    assert labels.programme_called("Social pension") == "Pension sociale"
    assert (labels.value_called("sex", "Hommes"), labels.value_called("sex", "Hombres")) == ("1", "Hombres")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("labels: {sex: {1: {de: Mann}}}", "SURVEY_KEY_UNKNOWN"),
        ("labels: {sex: {1: {}}}", "DEFINITION_LANGUAGE_MISSING"),
        ("labels: {sex: [men, women]}", "DEFINITION_NOT_A_MAPPING"),
        ("transfers: [{column: c, name: [a, b]}]", "DEFINITION_NOT_A_TEXT"),
    ],
)
def test_labels_in_no_language_are_refused_with_their_line(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(FixTheFile) as refused:
        read(tmp_path, LEAST + text)
    assert refused.value.problems[0].code == code
    assert refused.value.problems[0].place.row == 3
