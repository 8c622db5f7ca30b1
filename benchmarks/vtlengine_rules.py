"""Measure three rules on a million benefits: vtlengine on the VTL text, OpenSSI on the same figures.

Run it with `python benchmarks/vtlengine_rules.py [ROWS]`, after `make test-all` has made the environment of vtlengine.
It prints seconds, ratios, and how many rows each finds. vtlengine is measured twice, with its usual engine and with
DuckDB beneath; the time is that of its `run` alone, frames in memory. OpenSSI is measured twice as well: SQL over the
same wide frame, and `validate_world` from single cells, which makes its own frame first.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from openssi.definitions import Definitions, load
from openssi.engine import connect
from openssi.expressions.vtl.parts import VtlCondition
from openssi.expressions.vtl.rule import rule_in_vtl
from openssi.publish.catalogues.rules_vtl import rule_lines
from openssi.validate.world import validate_world
from openssi.vocabulary.dataflow import OBSERVATIONS

RULES = ("R020", "R038", "R088")
ENGINE = Path(sys.executable).parents[1] / "vtlengine" / "bin" / "python"

_FIGURES = """
    CREATE TABLE figures AS
    SELECT i AS row,
        floor(1000 * random()) AS m, floor(1000 * random()) AS f,
        CASE WHEN random() < 0.5 THEN floor(10 * random()) END AS u,
        floor(4 * random()) AS off, random() AS chance, floor(5000 * random()) + 1 AS low,
        floor(1000 * random()) AS step, random() AS scale
    FROM range({rows}) AS each(i)
"""
_BENEFITS = """
    CREATE TABLE benefits AS
    SELECT row AS "ROW",
        CASE WHEN chance > 0.02 THEN m END AS "B_REC__M", f AS "B_REC__F", u AS "B_REC__U",
        m + f + coalesce(u, 0) + off AS "B_REC",
        CASE WHEN chance > 0.02 THEN 'PRESENT' ELSE 'REQUIRED' END AS "B_REC__M__PRESENCE",
        'PRESENT' AS "B_REC__F__PRESENCE",
        CASE WHEN u IS NULL THEN 'UNKNOWN_SEX' ELSE 'PRESENT' END AS "B_REC__U__PRESENCE",
        'PRESENT' AS "B_REC__PRESENCE", 0.0::DOUBLE AS "N_PERS_MULT",
        low AS "B_AMT_MIN", low + step - 10 AS "B_AMT_AVG", low + 2 * step - 30 AS "B_AMT_MAX",
        CASE WHEN chance < 0.3 THEN 'KIND' ELSE 'CASH_PER' END AS "B_FORM", 'PERSON' AS "B_UNIT_REC",
        12.0::DOUBLE AS "B_AMT_PAY",
        floor((m + f + coalesce(u, 0) + off) * (low + step - 10) * 12
            * (CASE WHEN scale < 0.9 THEN 1 ELSE 1000 END) * (0.9 + scale / 5)) AS "B_EXP"
    FROM figures
"""
_SQL = """
    SELECT "ROW", 'R020_1' AS rule FROM (
        SELECT "ROW", abs("B_REC__M" + "B_REC__F" + coalesce("B_REC__U", 0) - "B_REC") AS difference,
            greatest(0.5 * 4 * power(10, "N_PERS_MULT"), 0.0005 * "B_REC") AS tolerance
        FROM benefits
        WHERE NOT ("B_REC__M__PRESENCE" IN ('MISSING', 'REQUIRED') OR "B_REC__F__PRESENCE" IN ('MISSING', 'REQUIRED')
            OR "B_REC__U__PRESENCE" IN ('MISSING', 'REQUIRED')
            OR "B_REC__PRESENCE" IN ('MISSING', 'REQUIRED', 'UNANSWERED')
            OR ('ELSEWHERE' IN ("B_REC__M__PRESENCE", "B_REC__F__PRESENCE", "B_REC__U__PRESENCE", "B_REC__PRESENCE")
                AND NOT 'INCLUDING' IN ("B_REC__M__PRESENCE", "B_REC__F__PRESENCE", "B_REC__U__PRESENCE",
                    "B_REC__PRESENCE")))
    ) WHERE NOT difference <= tolerance
    UNION ALL SELECT "ROW", 'R038_1' FROM benefits WHERE NOT "B_AMT_MIN" <= "B_AMT_AVG"
    UNION ALL SELECT "ROW", 'R038_2' FROM benefits WHERE NOT "B_AMT_AVG" <= "B_AMT_MAX"
    UNION ALL SELECT "ROW", 'R088_1' FROM (
        SELECT "ROW", "B_EXP" / nullif("B_REC" * "B_AMT_AVG" * "B_AMT_PAY", 0) AS r FROM benefits
        WHERE "B_FORM" IN ('CASH_PER', 'CASH_LUMP') AND "B_UNIT_REC" IN ('PERSON', 'CHILD', 'HOUSEHOLD')
    ) WHERE NOT NOT (r BETWEEN 500 AND 2000 OR r BETWEEN 0.0005 AND 0.002)
"""
_CELLS = {
    "B.REC": '"B_REC"', "B.REC[M]": '"B_REC__M"', "B.REC[F]": '"B_REC__F"', "B.REC[U]": '"B_REC__U"',
    "B.AMT_MIN": '"B_AMT_MIN"', "B.AMT_AVG": '"B_AMT_AVG"', "B.AMT_MAX": '"B_AMT_MAX"', "B.AMT_PAY": '"B_AMT_PAY"',
    "B.EXP": '"B_EXP"', "B.FORM": '"B_FORM"', "B.UNIT_REC": '"B_UNIT_REC"',
}  # fmt: skip
_AREA = """'Q' || "ROW" // 100"""
_RUNNER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import pandas as pd
from vtlengine import run
folder, engine = sys.argv[1:]
frame = pd.read_parquet(folder + "/benefits.parquet")
parts = [{"name": "ROW", "type": "Integer", "role": "Identifier", "nullable": False}]
for name in frame.columns[1:]:
    text = frame[name].dtype == object or str(frame[name].dtype).startswith("str")
    parts.append({"name": name, "type": "String" if text else "Number", "role": "Measure", "nullable": True})
structures = {"datasets": [{"name": "BENEFIT", "DataStructure": parts}]}
script = open(folder + "/rules.vtl", encoding="utf-8").read()
began = time.perf_counter()
found = run(script=script, data_structures=structures, datapoints={"BENEFIT": frame}, use_duckdb=engine == "duckdb")
took = time.perf_counter() - began
print(json.dumps([took, sum(len(each.data) for name, each in found.items() if name.endswith("_findings"))]))
"""


def vtl_text(definitions: Definitions) -> str:
    """Return the three rules as they are published."""
    lines: list[str] = []
    for rule in definitions.rules:
        if rule.id in RULES:
            parts = rule_in_vtl(rule, definitions.questionnaire, definitions.codelists)
            said = [(part, part.condition) for part in parts if isinstance(part.condition, VtlCondition)]
            lines += rule_lines(rule, said)
    return "\n".join(lines)


def vtlengine(folder: Path, engine: str) -> tuple[float, int]:
    """Return seconds and findings of vtlengine."""
    command = [str(ENGINE), "-c", _RUNNER, str(folder), engine]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    took, found = json.loads(done.stdout.splitlines()[-1])
    return float(took), int(found)


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Return the best of three times, and what was found."""
    times, found = [], 0
    for _ in range(3):
        began = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - began)
    return min(times), found


def observations_of(table: str) -> str:
    """Return the cells of the benefits, a hundred for each of many countries, as SQL that selects observations."""
    branches = []
    for name, column in _CELLS.items():
        item, _, index = name.rstrip("]").partition("[")
        sex = {"": "_T", "U": "_U"}.get(index, index)
        number, text = ("NULL", column) if name in {"B.FORM", "B.UNIT_REC"} else (column, "NULL")
        key = f"{_AREA} AS ref_area, 2023 AS time_period, 'Q01' AS scheme, 'Q01-' || \"ROW\" AS benefit"
        what = f"'{item}' AS item, '{sex}' AS sex, {number} AS value, {text} AS text_value"
        branches.append(f"SELECT {key}, {what} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608
    multiplier = f"{_AREA}, 2023, '_Z', '_Z', 'N.PERS_MULT', '_T', 0, NULL"
    branches.append(f"SELECT DISTINCT {multiplier} FROM {table}")  # noqa: S608
    return " UNION ALL ".join(branches)


def cells_table(columns: list[tuple[str, str]]) -> str:
    """Return the statement that makes the table of observations."""
    known = {"ref_area", "time_period", "scheme", "benefit", "item", "sex", "value", "text_value"}
    fixed = {"age": "'_T'", "func": "'_Z'", "breakdown": "'_Z'", "obs_status": "'A'", "channel": "'workbook'",
             "unit_mult": "0", "vintage": "1"}  # fmt: skip
    chosen = ", ".join(
        f"CAST({name if name in known else fixed.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in columns
    )
    return f"CREATE TABLE observations AS SELECT {chosen} FROM ({observations_of('benefits')})"  # noqa: S608


def measure(rows: int, folder: Path) -> None:
    """Print the times."""
    definitions = load()
    with duckdb.connect() as connection:
        connection.execute("SELECT setseed(0.5)")
        connection.execute(_FIGURES.format(rows=rows))
        connection.execute(_BENEFITS)
        connection.sql('SELECT * FROM benefits ORDER BY "ROW"').write_parquet(str(folder / "benefits.parquet"))
        own, found = timed(lambda: len(connection.sql(_SQL).to_arrow_table()))
        pairs = connection.sql(f'SELECT count(DISTINCT ("ROW", rule[:4])) FROM ({_SQL})').fetchall()  # noqa: S608
    print(f"{rows} benefits, rules {', '.join(RULES)}: {found} findings, {pairs[0][0]} of a rule on a benefit")
    print(f"OpenSSI, SQL over the same frame: {own:.3f} s")
    (folder / "rules.vtl").write_text(vtl_text(definitions), encoding="utf-8")
    for engine in ("usual", "duckdb"):
        took, others = vtlengine(folder, engine)
        print(f"vtlengine, {engine} engine: {took:.2f} s, {took / own:.0f} times; {others} findings")
    world, theirs = from_cells(definitions, folder)
    print(f"OpenSSI, validate_world from {world[1]} cells: {world[0]:.2f} s; {theirs} of a rule on a benefit")


def from_cells(definitions: Definitions, folder: Path) -> tuple[tuple[float, int], int]:
    """Return seconds and cells of `validate_world`, and what it found."""
    rules = [rule for rule in definitions.rules if rule.id in RULES]
    with connect() as connection:
        connection.register_parquet("benefits", folder / "benefits.parquet")
        connection.execute(cells_table([(column.name, column.type) for column in OBSERVATIONS.columns]))
        cells = int(connection.rows("SELECT count(*) AS n FROM observations")[0]["n"])
        began = time.perf_counter()
        found = validate_world(connection, "observations", rules, definitions.questionnaire, definitions.codelists)
        return (time.perf_counter() - began, cells), found.table.num_rows


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, Path(made))
