"""From conditions that do not hold to findings: the cell to correct, its value, and what would have been accepted."""

from collections.abc import Sequence

import pyarrow as pa

from openssi.engine import Connection
from openssi.expressions.sql.frames import FrameLevel
from openssi.expressions.sql.program import Program
from openssi.expressions.sql.values import FALSE, NULL, TRUE, all_of, sql_text
from openssi.validate.world_conditions import Members, WorldCondition
from openssi.validate.world_frames import OF_A_TABLE
from openssi.validate.world_tables import KEY_OF_A_CELL
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE

_BROKEN = """
CREATE OR REPLACE TEMP TABLE world_broken AS
SELECT row_number() OVER () AS broken, b.*
FROM ({branches}) b
JOIN world_conditions c USING (condition)
JOIN world_submissions s ON s.area = b.area AND s.year = b.year
WHERE (b.is_there OR c.also_earlier) AND (s.is_full OR NOT c.full_form)
"""

# The first cell that the condition is about and that the country answered: of the benefit, the scheme, the country.
_CORRECTED = f"""
CREATE OR REPLACE TEMP TABLE world_corrected AS
WITH units AS (
    SELECT broken, condition, unnest([unit_benefit_0, unit_scheme_0, unit_country_0]) AS unit,
        unnest([1, 2, 3]) AS distance
    FROM world_broken WHERE NOT is_cell
), nearest AS (
    SELECT u.broken, c.ordinal, arg_min(a.answer, u.distance) AS answer, arg_min(a.is_context, u.distance) AS is_context
    FROM units u
    JOIN world_candidates c USING (condition)
    JOIN world_answers a ON a.is_known AND a.key = {KEY_OF_A_CELL.format(unit="u.unit", cell="c.cell")}
    WHERE u.unit IS NOT NULL GROUP BY u.broken, c.ordinal
)
SELECT broken, arg_min(answer, ordinal) AS answer FROM nearest WHERE NOT is_context GROUP BY broken
UNION ALL SELECT broken, row_id FROM world_broken WHERE is_cell
"""  # noqa: S608 - only constants are put in

_FINDINGS = """
CREATE OR REPLACE TEMP TABLE world_findings AS
WITH placed AS (
    SELECT b.*, c.rule, c.severity, c.position, c.name, c.sequence, c.sex_sequence, a.number,
        coalesce(k.item, c.item) AS item, coalesce(k.sex, '_T') AS cell_sex, coalesce(k.age, '_T') AS age,
        coalesce(k.func, c.func) AS func, coalesce(k.breakdown, c.breakdown) AS breakdown,
        CASE WHEN k.item IS NOT NULL THEN u.scheme
            WHEN c.level = 'scheme' AND b.scheme = '_Z' AND b.member <> '' THEN b.member
            WHEN c.level IN ('scheme', 'benefit') THEN b.scheme ELSE '_Z' END AS cell_scheme,
        CASE WHEN k.item IS NOT NULL THEN u.benefit WHEN c.level = 'benefit' THEN b.benefit ELSE '_Z' END
            AS cell_benefit
    FROM world_broken b JOIN world_conditions c USING (condition)
    LEFT JOIN world_corrected w USING (broken)
    LEFT JOIN world_answers a USING (answer)
    LEFT JOIN world_units u ON u.unit = a.unit
    LEFT JOIN world_cells k ON k.cell = a.cell
), limited AS (
    SELECT *, CASE WHEN list_contains(items, '') THEN 1 ELSE list_position(items, item) END AS limit_at,
        row_number() OVER (
            PARTITION BY rule, area, year, item, cell_scheme, cell_benefit, cell_sex, age, func, breakdown
            ORDER BY is_there DESC, scheme, benefit, sex_sequence, condition, member
        ) AS repetition
    FROM placed
)
SELECT rule, severity, position AS condition, name, member, area AS ref_area, year AS time_period,
    cell_scheme AS scheme, cell_benefit AS benefit, cell_sex AS sex, age, func, breakdown, item,
    round(number, 4) AS value, round(lows[limit_at], 4) AS expected_low, round(highs[limit_at], 4) AS expected_high
FROM limited WHERE repetition = 1
ORDER BY area, year, sequence, scheme, benefit, item, sex, age, func, breakdown, condition, member
"""


def collect_findings(
    connection: Connection, program: Program, conditions: Sequence[WorldCondition], questionnaire: Questionnaire
) -> pa.Table:
    """Return what the conditions find, once the frames are filled; the first finding of each rule on each cell."""
    _register(connection, conditions, questionnaire)
    branches = [each for condition in conditions for each in _branch(program, condition)]
    none = ", ".join(f"NULL::{kind} AS {name}" for name, kind in _BRANCH.items())
    union = " UNION ALL ".join([f"SELECT {none} WHERE FALSE", *branches])
    connection.execute(_BROKEN.format(branches=union))
    connection.execute(_CORRECTED)
    connection.execute(_FINDINGS)
    return connection.query("SELECT * FROM world_findings")


_BRANCH = {
    "row_id": "BIGINT",
    "area": "VARCHAR",
    "year": "INTEGER",
    "scheme": "VARCHAR",
    "benefit": "VARCHAR",
    "is_there": "BOOLEAN",
    "unit_country_0": "BIGINT",
    "unit_scheme_0": "BIGINT",
    "unit_benefit_0": "BIGINT",
    "condition": "INTEGER",
    "member": "VARCHAR",
    "is_cell": "BOOLEAN",
    "items": "VARCHAR[]",
    "lows": "DOUBLE[]",
    "highs": "DOUBLE[]",
}


def _branch(program: Program, condition: WorldCondition) -> list[str]:
    """Return the query for the units in which a condition does not hold, none where it always does."""
    broken = _broken(condition)
    if broken == FALSE:
        return []
    frame = program.frame(condition.level)
    items = ", ".join(sql_text(each.item) for each in condition.limits)
    lows, highs = (", ".join(values) for values in _limits(condition))
    values = {
        "condition": str(condition.number),
        "member": _member(condition),
        "is_cell": TRUE if condition.level == "cell" else FALSE,
        "items": f"[{items}]::VARCHAR[]",
        "lows": f"[{lows}]::DOUBLE[]",
        "highs": f"[{highs}]::DOUBLE[]",
    }
    columns = ", ".join(f"{values.get(name, name)} AS {name}" for name in _BRANCH)
    table = frame.table(program.last_rank(condition.level))
    return [f"SELECT {columns} FROM {table} WHERE {broken}"]  # noqa: S608 - parts made here


def _broken(condition: WorldCondition) -> str:
    verdict = condition.verdict
    if isinstance(verdict, Members):
        return FALSE if verdict.column == NULL else f"len({verdict.column}) > 0"
    broken = {NULL: FALSE, TRUE: FALSE, FALSE: TRUE}.get(verdict.truth, f"NOT {verdict.truth}")
    if condition.rule.severity == "E" and verdict.uncertain != FALSE:
        broken = all_of((broken, FALSE if verdict.uncertain == TRUE else f"NOT {verdict.uncertain}"))
    return all_of((OF_A_TABLE, broken)) if condition.rule.level == "table" else broken


def _member(condition: WorldCondition) -> str:
    verdict = condition.verdict
    if isinstance(verdict, Members):
        listed = f"array_to_string({verdict.column}, ', ')"
        return listed if verdict.together else f"unnest({verdict.column})"
    return sql_text(next(iter(condition.names.values()), ""))


def _limits(condition: WorldCondition) -> tuple[list[str], list[str]]:
    return [each.low for each in condition.limits], [each.high for each in condition.limits]


def _register(connection: Connection, conditions: Sequence[WorldCondition], questionnaire: Questionnaire) -> None:
    rules = list(dict.fromkeys(each.rule.id for each in conditions))
    items = questionnaire.items
    first = [
        each.candidates[0] if each.candidates else ("", "", "", NOT_APPLICABLE, NOT_APPLICABLE) for each in conditions
    ]
    levels: list[FrameLevel | str] = [items[key[0]].level if key[0] in items else "country" for key in first]
    sexes = ["_T", "M", "F"]
    known = {
        "condition": pa.array([each.number for each in conditions], pa.int32()),
        "rule": pa.array([each.rule.id for each in conditions], pa.string()),
        "severity": pa.array([each.rule.severity for each in conditions], pa.string()),
        "position": pa.array([each.position for each in conditions], pa.int32()),
        "name": pa.array([next(iter(each.names.keys()), "") for each in conditions], pa.string()),
        "sequence": pa.array([rules.index(each.rule.id) for each in conditions], pa.int32()),
        "sex_sequence": pa.array([sexes.index(each.sex) for each in conditions], pa.int32()),
        "also_earlier": pa.array([each.rule.also_earlier for each in conditions], pa.bool_()),
        "full_form": pa.array([each.rule.form == "full" for each in conditions], pa.bool_()),
        "item": pa.array([key[0] for key in first], pa.string()),
        "func": pa.array([key[3] for key in first], pa.string()),
        "breakdown": pa.array([key[4] for key in first], pa.string()),
        "level": pa.array(levels, pa.string()),
    }
    connection.register("world_conditions", pa.table(known))
    wanted = [(each.number, at, *key) for each in conditions for at, key in enumerate(each.candidates)]
    names = ("condition", "ordinal", "item", "sex", "age", "func", "breakdown")
    kinds = pa.schema([(name, pa.int32() if at < 2 else pa.string()) for at, name in enumerate(names)])
    columns = [[each[at] for each in wanted] for at in range(len(names))]
    connection.register("world_wanted", pa.table(columns, schema=kinds))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE world_candidates AS "
        "SELECT w.condition, w.ordinal, c.cell "
        "FROM world_wanted w JOIN world_cells c USING (item, sex, age, func, breakdown)"
    )
