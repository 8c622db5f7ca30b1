"""DuckDB and Spark count the same persons in registers."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from openssi.engine import as_spark_sql
from openssi.engine.spark import SparkQueries
from openssi.microdata.registers.hashing import Register, hash_register
from openssi.microdata.registers.overlap import overlap_of
from openssi.microdata.registers.rule_reading import read_rule
from openssi.microdata.registers.tables import covered, pairs, patterns

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore")]


def test_parameters_are_written_for_spark() -> None:
    assert as_spark_sql("SELECT 1 AS one WHERE $code = 'a'") == "SELECT 1 AS one WHERE :code = 'a'"


RULE = """
exercise: QMA-2026
identifier: {alphabet: digits, leading_zeros: pad, length: 8}
travels:
  sex: {codes: {F: [F], M: [M]}}
  age: {groups: ['0', '15', '65'], made_of: age}
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
        lines = [f"{number},{sex},{number % 90},{'NS'[number % 2]}" for number, sex in rows]
        source = folder / f"{scheme}.csv"
        source.write_text("\n".join(["id,sex,age,region", *lines]) + "\n", encoding="utf-8")
        columns = {name: name for name in ("sex", "age", "region")}
        register = Register(path=source, scheme=scheme, column="id", columns=columns)
        made.append(hash_register(register, rule, bytes(range(32)), folder / f"{scheme}.parquet").path)
    return made


@pytest.mark.parametrize("precedence", [None, []])
def test_registers_overlap_by_the_same_numbers(
    spark: SparkQueries, extracts: list[Path], precedence: list[str] | None
) -> None:
    here = overlap_of(extracts, precedence)
    there = overlap_of([extracts[0].parent], precedence, engine=lambda: nullcontext(spark))
    assert here.contradicted["sex"] > 0
    assert here.contradicted == there.contradicted
    for by in ((), ("sex",), ("age",), ("region",), ("sex", "age"), ("sex", "region")):
        assert covered(here, by) == covered(there, by)
        assert patterns(here, by) == patterns(there, by)
    assert pairs(here) == pairs(there)
