"""DuckDB and Spark give the same estimates, errors, numbers of persons, reasons and refusals."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from openssi.definitions import default_root
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.engine import Connection, Queries, connect
from openssi.engine.spark import SparkQueries
from openssi.microdata.at_scale.programmes import TableProgrammes
from openssi.microdata.at_scale.tables import estimate_table
from openssi.microdata.benefits.estimates import Asked, every_indicator
from openssi.microdata.description import SurveyDescription
from openssi.microdata.measures.measure import Conventions
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate
from survey_table import MEASURES, ROLES, persons, written

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore")]
ASKED = (*MEASURES, "coverage(Pension)", "coverage(Grant)")


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("survey"), persons())


@pytest.fixture
def duckdb() -> Iterator[Connection]:
    with connect() as connection:
        yield connection


def close(ours: float | None, theirs: float | None) -> bool:
    return ours == theirs or (ours is not None and ours == pytest.approx(theirs, rel=1e-9))


def assert_same(here: list[Estimate], there: list[Estimate]) -> None:
    assert [(e.measure, e.domain_var, e.domain, e.n, e.unit, e.reason) for e in here] == [
        (e.measure, e.domain_var, e.domain, e.n, e.unit, e.reason) for e in there
    ]
    for ours, theirs in zip(here, there, strict=True):
        for name in ("estimate", "se", "lower", "upper", "population"):
            assert close(getattr(ours, name), getattr(theirs, name)), (ours, theirs)


def both(
    engines: tuple[Queries, Queries], path: Path, roles: SurveyDescription, measures: tuple[str, ...], by: list[str]
) -> list[list[Estimate]]:
    for queries in engines:
        queries.register_parquet("persons", path)
    return [estimate_table(queries, "persons", roles, measures, by).estimates for queries in engines]


def test_every_measure_is_the_same_in_both(spark: SparkQueries, duckdb: Connection, survey: Path) -> None:
    assert_same(*both((duckdb, spark), survey, ROLES, ASKED, []))


def test_crossed_domains_designs_and_conventions_are_the_same(
    spark: SparkQueries, duckdb: Connection, survey: Path
) -> None:
    roles = SurveyDescription(
        welfare="income", weight="weight", sex="sex", region="region", age="age", strata="stratum", fpc=("drawn_of",),
        psu=("psu",), missing_codes={"region": ("Nord",)},
        conventions=Conventions(poor="at_or_below", gini="convey", relative_to="mean"),
    )  # fmt: skip
    assert_same(*both((duckdb, spark), survey, roles, ("arpr", "gini"), ["region,sex"]))


def test_each_row_may_be_a_psu_in_both(spark: SparkQueries, duckdb: Connection, survey: Path) -> None:
    roles = SurveyDescription(welfare="income", weight="weight")
    assert_same(*both((duckdb, spark), survey, roles, ("mean", "arpr"), ["sex"]))


BAD = {
    "SURVEY_EMPTY": {"y": pa.array([], pa.float64()), "w": pa.array([], pa.float64()), "h": pa.array([], pa.string())},
    "SURVEY_WEIGHTS_ZERO": {"w": [0.0, 0.0, 0.0]},
    "SURVEY_WEIGHT_NEGATIVE": {"w": [1.0, -1.0, 1.0]},
    "SURVEY_TEXT_IN_NUMBERS": {"y": ["1", "two", ""]},
    "SURVEY_WELFARE_INFINITE": {"y": [1.0, float("inf"), 2.0]},
    "SURVEY_SINGLE_PSU": {"h": ["A", "A", "B"]},
    "SURVEY_COLUMN_UNKNOWN": {"stratum": ["A", "A", "B"], "h": None},
}


@pytest.mark.parametrize("code", BAD)
def test_bad_rows_are_refused_alike(spark: SparkQueries, duckdb: Connection, tmp_path: Path, code: str) -> None:
    rows = {"y": [1.0, 2.0, 3.0], "w": [1.0, 1.0, 1.0], "h": ["A", "A", "A"], **BAD[code]}
    pq.write_table(
        pa.table({name: column for name, column in rows.items() if column is not None}), tmp_path / "p.parquet"
    )
    said = []
    for queries in (duckdb, spark):
        queries.register_parquet("persons", tmp_path / "p.parquet")
        with pytest.raises(FixTheFile, match=code) as refused:
            estimate_table(queries, "persons", SurveyDescription(welfare="y", weight="w", strata="h"), ["mean"])
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_negative_incomes_and_an_empty_domain_are_the_same(
    spark: SparkQueries, duckdb: Connection, tmp_path: Path
) -> None:
    table = pa.table(
        {
            "y": [-5.0, -0.0, 0.0, 7.0, 9.0, None],
            "w": [1.0, 2.0, 1.0, 0.0, 3.0, 1.0],
            "r": ["N", "N", "S", "S", "S", "W"],
        }
    )
    here, there = both(
        (duckdb, spark),
        written(tmp_path, table),
        SurveyDescription(welfare="y", weight="w"),
        ("gini", "qsr", "mld"),
        ["r"],
    )
    assert_same(here, there)
    assert {each.reason for each in there if each.domain == "W"} == {"SURVEY_DOMAIN_EMPTY"}


def test_programmes_are_the_same(spark: SparkQueries, duckdb: Connection, survey: Path) -> None:
    declared = load_benefit_indicators(default_root())
    wanted = every_indicator(declared, ["coverage", "adequacy", "adequacy_of_line", "coady_grosh_hoddinott"])
    asked = Asked(indicators=wanted, by=((), ("quintile",)), programmes=("Grant",))
    found = []
    for queries in (duckdb, spark):
        queries.register_parquet("persons", survey)
        programmes = TableProgrammes(queries, "persons", replace(ROLES, household="household"), asked)
        found.append(list(programmes.estimates()))
    here, there = found
    assert [each.beneficiaries for each in here] == [each.beneficiaries for each in there]
    assert_same([each.estimate for each in here], [each.estimate for each in there])


def test_a_file_that_is_not_there_is_named(spark: SparkQueries, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match=r"nowhere\.parquet.*\[FILE_MISSING\]"):
        spark.register_parquet("persons", tmp_path / "nowhere.parquet")


def test_a_folder_without_parquet_is_refused(spark: SparkQueries, tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match=r"\[AT_SCALE_FILE\]"):
        spark.register_parquet("persons", tmp_path)


def test_a_file_that_is_lost_meanwhile_is_named(spark: SparkQueries, tmp_path: Path) -> None:
    for number in range(2):
        pq.write_table(pa.table({"a": [1.0]}), tmp_path / f"part{number}.parquet")
    spark.register_parquet("parts", tmp_path)
    (tmp_path / "part1.parquet").unlink()
    with pytest.raises(FixTheFile, match=r"part1\.parquet.*\[SPARK_FILE_LOST\]"):
        spark.rows("SELECT SUM(a) AS a FROM parts")
