"""DuckDB and Spark answer the same questions with the same figures."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from openssi.engine import Connection, Queries, as_spark_sql, connect
from openssi.engine.spark import SparkQueries
from openssi.microdata.at_scale.estimates import MEASURES, AtScale
from openssi.microdata.at_scale.sql import Columns
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.registers.hashing import Register, hash_register
from openssi.microdata.registers.overlap import overlap_of
from openssi.microdata.registers.rule_reading import read_rule
from openssi.microdata.registers.tables import covered, pairs, patterns
from openssi.vocabulary.estimate import Estimate

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore")]
ROWS = 20_000
BY = ("region", "sex")
ASKED = [*MEASURES, "coverage(pension)"]


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Persons with ties, zeros, debts, missing incomes and empty regions."""
    random = np.random.default_rng(20)
    income = np.round(random.lognormal(9.5, 0.8, ROWS), 2)
    income[random.random(ROWS) < 0.02] = 0.0
    income[random.random(ROWS) < 0.01] *= -0.1
    region = np.where(random.random(ROWS) < 0.03, None, random.choice(["Nord", "Süd", "O'st"], ROWS))
    table = pa.table(
        {
            "income": pa.array(income, mask=random.random(ROWS) < 0.01),
            "weight": random.uniform(0.5, 900, ROWS),
            "stratum": random.integers(0, 12, ROWS),
            "psu": random.integers(0, 800, ROWS),
            "region": pa.array(region, pa.string()),
            "sex": random.choice(["F", "M"], ROWS),
            "pension": pa.array(random.uniform(-1, 1, ROWS), mask=random.random(ROWS) < 0.1),
        }
    )
    path = tmp_path_factory.mktemp("survey") / "persons.parquet"
    pq.write_table(table, path)
    return path


@pytest.fixture
def duckdb() -> Iterator[Connection]:
    with connect() as connection:
        yield connection


def figures(queries: Queries, path: Path, conventions: Conventions) -> list[Estimate]:
    queries.register_parquet("persons", path)
    columns = Columns(welfare="income", weight="weight", strata="stratum", psu="psu", transfers=("pension",))
    asking = AtScale(queries=queries, table="persons", columns=columns, conventions=conventions)
    return asking.estimate(ASKED, by=BY)


def close(ours: float | None, theirs: float | None) -> bool:
    return ours == theirs or (ours is not None and ours == pytest.approx(theirs, rel=1e-11))


@pytest.mark.parametrize("conventions", [Conventions(), Conventions(line=9_000.0, poor="at_or_below")])
def test_every_measure_error_and_number_of_persons_is_the_same(
    spark: SparkQueries, duckdb: Connection, survey: Path, conventions: Conventions
) -> None:
    here, there = figures(duckdb, survey, conventions), figures(spark, survey, conventions)
    assert len(here) == len(ASKED) * (1 + 3 + 2)
    assert [(each.measure, each.domain, each.n, each.reason) for each in here] == [
        (each.measure, each.domain, each.n, each.reason) for each in there
    ]
    for ours, theirs in zip(here, there, strict=True):
        assert close(ours.estimate, theirs.estimate), ours
        assert close(ours.se, theirs.se), ours


def test_parameters_are_written_for_spark() -> None:
    assert as_spark_sql("SELECT 1 AS one WHERE $code = 'a'") == "SELECT 1 AS one WHERE :code = 'a'"


RULE = """
exercise: QMA-2026
identifier: {alphabet: digits, leading_zeros: pad, length: 8}
travels:
  sex: {codes: {F: [F], M: [M]}}
  region: {codes: [N, S]}
precedence: [PEN]
"""


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three registers of 3,000 rows that share persons, and contradict each other on some."""
    folder = tmp_path_factory.mktemp("registers")
    (folder / "rule.yaml").write_text(RULE, encoding="utf-8")
    rule, random = read_rule(folder / "rule.yaml"), np.random.default_rng(7)
    made = []
    for scheme in ("PEN", "HEA", "UNE"):
        rows = zip(random.integers(0, 6_000, 3_000), random.choice(["F", "M"], 3_000), strict=True)
        lines = [f"{number},{sex},{'NS'[number % 2]}" for number, sex in rows]
        source = folder / f"{scheme}.csv"
        source.write_text("\n".join(["id,sex,region", *lines]) + "\n", encoding="utf-8")
        columns = {"sex": "sex", "region": "region"}
        register = Register(path=source, scheme=scheme, column="id", columns=columns)
        made.append(hash_register(register, rule, bytes(range(32)), folder / f"{scheme}.parquet").path)
    return made


@pytest.mark.parametrize("precedence", [None, []])
def test_registers_overlap_by_the_same_numbers(
    spark: SparkQueries, extracts: list[Path], precedence: list[str] | None
) -> None:
    here = overlap_of(extracts, precedence)
    there = overlap_of(extracts, precedence, engine=lambda: nullcontext(spark))
    assert here.contradicted["sex"] > 0
    assert here.contradicted == there.contradicted
    for by in ((), ("sex",), ("sex", "region")):
        assert covered(here, by) == covered(there, by)
        assert patterns(here, by) == patterns(there, by)
    assert pairs(here) == pairs(there)
