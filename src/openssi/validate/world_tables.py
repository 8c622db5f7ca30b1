"""The observations of all countries and years, prepared for the SQL of rules: units, cells, and which of them occur."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from openssi.engine import Connection
from openssi.expressions.sql.cells import CellKey, Occurrence
from openssi.expressions.sql.frames import UnitLevel
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire

_CELLS_OF_A_UNIT = 1 << 20
"""A unit and a cell make one number: the unit times this, plus the cell."""

KEY_OF_A_CELL = f"{{unit}}::BIGINT * {_CELLS_OF_A_UNIT} + {{cell}}"
"""SQL of that number."""

_LEVEL = """CASE WHEN benefit <> '_Z' THEN 'benefit' WHEN scheme <> '_Z' THEN 'scheme' ELSE 'country' END
    ::ENUM('country', 'scheme', 'benefit')"""

_CELLS = """
CREATE OR REPLACE TEMP TABLE world_cells AS
SELECT (row_number() OVER ())::INTEGER AS cell, d.*, i.* EXCLUDE (item),
    dense_rank() OVER (ORDER BY i.tbl, i.measure, d.sex, d.age, d.func, d.breakdown)::INTEGER AS strip,
    coalesce(i.tbl, '_Z') || '|_T|_T|_Z' AS table_place,
    coalesce(i.tbl, '_Z') || '|' || d.sex || '|' || d.age || '|' || d.func AS place
FROM (SELECT DISTINCT item, sex, age, func, breakdown FROM {observations}) d
LEFT JOIN world_items i ON i.item = d.item
"""

_UNITS = f"""
CREATE OR REPLACE TEMP TABLE world_units AS
WITH told AS (
    SELECT DISTINCT ref_area AS area, time_period AS year, scheme, benefit FROM {{observations}}
), units AS (
    FROM told
    UNION SELECT area, year, scheme, '_Z' FROM told
    UNION SELECT area, year, '_Z', '_Z' FROM told
)
SELECT (row_number() OVER (ORDER BY area, year, scheme, benefit))::INTEGER AS unit, *, {_LEVEL} AS level FROM units
"""  # noqa: S608 - only constants are put in

_ANSWERS = f"""
CREATE OR REPLACE TEMP TABLE world_answers AS
SELECT o.answer, u.unit, u.level, c.cell,
    {KEY_OF_A_CELL.format(unit="u.unit", cell="c.cell")} AS key,
    CASE WHEN o.value IS NOT NULL AND coalesce(o.unit_mult, 0) = 0 THEN o.value::DOUBLE
        WHEN o.value IS NOT NULL THEN (o.value::VARCHAR || 'e' || o.unit_mult)::DOUBLE
        WHEN c.is_numeric AND regexp_full_match(o.text_value, '[0-9]+') THEN o.text_value::DOUBLE END AS number,
    CASE WHEN o.value IS NULL AND NOT (coalesce(c.is_numeric, FALSE) AND regexp_full_match(o.text_value, '[0-9]+'))
        THEN nullif(o.text_value, '') END AS text,
    coalesce(o.obs_status, '') AS status, o.value IS NOT NULL AS is_typed, o.channel = 'context' AS is_context,
    TRUE AS is_known, o.unit_mult, o.currency, o.conf_status, o.method, o.note, o.source, o.ref_detail
FROM (SELECT *, (row_number() OVER ())::INTEGER AS answer FROM {{observations}}) o
JOIN world_units u
    ON u.area = o.ref_area AND u.year = o.time_period AND u.scheme = o.scheme AND u.benefit = o.benefit
JOIN world_cells c
    ON c.item = o.item AND c.sex = o.sex AND c.age = o.age AND c.func = o.func AND c.breakdown = o.breakdown
"""  # noqa: S608 - only constants are put in

_TWICE = """
CREATE OR REPLACE TEMP TABLE world_twice AS
SELECT a.key, bool_or(a.number IS NOT NULL OR a.text IS NOT NULL) AS is_answered
FROM world_answers a SEMI JOIN (SELECT key FROM world_answers WHERE is_context) c ON c.key = a.key
WHERE NOT a.is_context GROUP BY a.key
"""

# What the country answered goes before what was filled in beforehand, unless it answered nothing.
_HIDDEN = """
UPDATE world_answers SET is_known = FALSE FROM world_twice t
WHERE t.key = world_answers.key AND world_answers.is_context = t.is_answered
"""

_SUBMISSIONS = """
CREATE OR REPLACE TEMP TABLE world_submissions AS
SELECT u.area, u.year, bool_or(NOT coalesce(c.is_core, TRUE)) AS is_full
FROM (SELECT DISTINCT unit, cell FROM world_answers WHERE NOT is_context) a
JOIN world_units u USING (unit) JOIN world_cells c USING (cell)
GROUP BY u.area, u.year
"""

_OCCURRENCES = """
SELECT o.*, c.item, c.sex, c.age, c.func, c.breakdown FROM (
    SELECT level, cell, count(*) AS answers, count(number) AS numbers, count(text) AS texts,
        list(DISTINCT status) FILTER (WHERE number IS NULL) AS silent,
        coalesce(bool_or(status = 'W') FILTER (WHERE number IS NOT NULL), FALSE) AS includes
    FROM world_answers WHERE is_known GROUP BY level, cell
) o JOIN world_cells c USING (cell)
"""

_SAID = """
CREATE OR REPLACE TEMP TABLE world_said AS
SELECT c.item, a.unit, a.level, c.breakdown || '|' || c.sex || '|' || c.age || '|' || c.func AS place, a.number, a.text,
    c.sex = '_T' AND c.age = '_T' AND c.func = '_Z' AS is_total
FROM world_answers a JOIN world_cells c USING (cell)
WHERE a.is_known AND starts_with(c.item, 'Q.') AND (a.number IS NOT NULL OR a.text IS NOT NULL)
"""

_NAMED = """
CREATE OR REPLACE TEMP TABLE world_named AS
SELECT n.name, a.unit, a.status
FROM world_names n JOIN world_cells c USING (item) JOIN world_answers a USING (cell)
WHERE a.is_known AND c.sex = '_T' AND c.age = '_T' AND c.func = '_Z' AND c.breakdown = '_Z' AND n.name IN (
    SELECT split_part(regexp_replace(text, '^\\s+|\\s+$', '', 'g'), '[', 1) FROM world_said WHERE item = 'Q.INCL_IN'
)
"""

_VIEWS = (
    "CREATE OR REPLACE TEMP VIEW world_values AS SELECT key, number, text FROM world_answers WHERE is_known",
    "CREATE OR REPLACE TEMP VIEW world_prefilled AS "  # noqa: ISC004 - one statement
    "SELECT key, CASE WHEN is_typed THEN number END AS number FROM world_answers WHERE is_context",
)


@dataclass(frozen=True)
class WorldTables:
    """What occurs in the observations of all countries and years.

    Attributes:
        cells: Where each cell occurs, by level and key.
        table_one: Where items of table Q1 are answered.
    """

    cells: Mapping[tuple[UnitLevel, CellKey], Occurrence]
    table_one: Mapping[str, frozenset[tuple[UnitLevel, bool]]]

    def at(self, level: UnitLevel, key: CellKey) -> Occurrence | None:
        """Return what stands in a cell of benefits, schemes or countries, none where it never occurs."""
        return self.cells.get((level, key))

    def said(self, item: str) -> frozenset[tuple[UnitLevel, bool]]:
        """Return where an item of table Q1 is answered, and whether for a table as a whole."""
        return self.table_one.get(item, frozenset())


def world_tables(
    connection: Connection, observations: str, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> WorldTables:
    """Number the units and cells of a table of observations, and return what occurs in it."""
    _register(connection, questionnaire, codelists)
    for statement in (_CELLS, _UNITS, _ANSWERS):
        connection.execute(statement.format(observations=observations))
    for statement in (_TWICE, _HIDDEN, _SUBMISSIONS, _SAID, _NAMED, *_VIEWS):
        connection.execute(statement)
    cells = {(row["level"], _key(row)): _occurrence(row) for row in connection.rows(_OCCURRENCES)}
    said: dict[str, set[tuple[UnitLevel, bool]]] = {}
    for row in connection.rows("SELECT DISTINCT item, level, is_total FROM world_said"):
        said.setdefault(row["item"], set()).add((row["level"], row["is_total"]))
    return WorldTables(cells, {item: frozenset(places) for item, places in said.items()})


def _key(row: Mapping[str, str]) -> CellKey:
    return (row["item"], row["sex"], row["age"], row["func"], row["breakdown"])


def _occurrence(row: Mapping[str, object]) -> Occurrence:
    everywhere = {row["numbers"]: "number", row["texts"]: "text"}
    always = everywhere.get(row["answers"], "status")
    silent = row["silent"] if isinstance(row["silent"], list) else []
    return Occurrence(
        number=int(str(row["cell"])),
        numbers=row["numbers"] != 0,
        texts=row["texts"] != 0,
        silent=frozenset(silent),
        includes=bool(row["includes"]),
        always=always,  # type: ignore[arg-type]  # one of the kinds
    )


def _register(connection: Connection, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]) -> None:
    items, units = list(questionnaire.items.values()), questionnaire.units
    known = {
        "item": [each.id for each in items],
        "tbl": [each.table for each in items],
        "multiplier": [units[each.unit].multiplier if each.unit in units else "none" for each in items],
        "codelist": [each.codelist if each.codelist in codelists else None for each in items],
        "is_numeric": [each.is_numeric for each in items],
        "is_codes": [each.type == "codes" for each in items],
        "is_list": [each.type == "list" for each in items],
        "is_money": [each.type == "money" for each in items],
        "measure": [each.unit for each in items],
        "is_typed": [each.is_typed for each in items],
        "sequence": list(range(len(items))),
        "is_core": [each.core for each in items],
    }
    connection.register("world_items", pa.table(known))
    by_code = {each.code: each.id for each in reversed(items)}
    names = {**by_code, **{each.id: each.id for each in items}}
    connection.register("world_names", pa.table({"name": list(names), "item": list(names.values())}))
    listed = {name: list(each.ids) for name, each in codelists.items()}
    kinds = pa.schema([("codelist", pa.string()), ("codes", pa.list_(pa.string()))])
    connection.register("world_codelists", pa.table([list(listed), list(listed.values())], schema=kinds))
    pairs = [(name, code) for name, codes in listed.items() for code in codes]
    codes = pa.table({"codelist": [name for name, _ in pairs], "code": [code for _, code in pairs]})
    connection.register("world_codes", codes)
