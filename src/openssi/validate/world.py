"""Rules evaluated on a whole database at once: all units of all countries and years, in SQL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from openssi.engine import Connection
from openssi.expressions.sql.compiler import SqlCompilation
from openssi.validate.conditions import RuleCompiler
from openssi.validate.world_conditions import LeftOut, world_conditions
from openssi.validate.world_findings import collect_findings
from openssi.validate.world_frames import cells_statement, frame_statements
from openssi.validate.world_tables import world_tables
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.rule import Rule


@dataclass(frozen=True, slots=True)
class WorldFindings:
    """What the rules find in a whole database.

    Attributes:
        table: One row for each rule and cell: `rule`, `severity`, `condition` (its place among the conditions of the
            rule, the first being 1; one on each function or other code counts for each), `name` and `member` (what its
            name stands for: `f`, `OLD`), `ref_area`, `time_period`, the cell to correct (`scheme`, `benefit`, `sex`,
            `age`, `func`, `breakdown`, `item`), and `value` (in units), `expected_low`, `expected_high`: DOUBLE, to
            four decimals, null where there is none.
        left_out: The rules that were not evaluated, and why.
    """

    table: pa.Table
    left_out: tuple[LeftOut, ...]


def validate_world(
    connection: Connection,
    observations: str,
    rules: Sequence[Rule],
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
) -> WorldFindings:
    """Return what rules find in the answers of all countries and years: what `Validator.findings` gives for each.

    Args:
        connection: Where the observations are; temporary tables `world_...` are made there, and dropped in the end.
        observations: Name of a table of the dataflow OBSERVATIONS, one row for each cell, context data among them.
        rules: The rules in force; those of a level that needs facts from outside the answers are left out.
        questionnaire: Types, breakdowns, formulas and conditions of the items.
        codelists: Code lists that expressions may need.

    Numbers are counted in double precision: computed ones that differ by less than `EPSILON` are equal, and reported
    ones are told apart to their fifteenth digit. Tolerances that a country was given are not known here; those of the
    rules hold. The cells that a form requires (level `asked`) are not looked at.
    """
    before = set(_made(connection))
    try:
        return _validated(connection, observations, rules, questionnaire, codelists)
    finally:
        for kind, name in set(_made(connection)) - before:
            connection.execute(f"DROP {kind} IF EXISTS {name}")


def _validated(
    connection: Connection,
    observations: str,
    rules: Sequence[Rule],
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
) -> WorldFindings:
    occurrences = world_tables(connection, observations, questionnaire, codelists)
    compilation = SqlCompilation(questionnaire, codelists, occurrences)
    conditions, left_out = world_conditions(rules, RuleCompiler(questionnaire, codelists), compilation)
    program = compilation.program
    program.link()
    for level, cells in program.cells().items():
        connection.execute(cells_statement(level, cells))
    for statement in (*frame_statements(program), *program.statements()):
        connection.execute(statement)
    return WorldFindings(collect_findings(connection, program, conditions, questionnaire), tuple(left_out))


def _made(connection: Connection) -> Iterator[tuple[str, str]]:
    """Iterate over the temporary tables and views of rules."""
    for kind in ("VIEW", "TABLE"):
        names = f"SELECT {kind}_name AS name FROM duckdb_{kind}s() WHERE temporary"  # noqa: S608 - one of two words
        for row in connection.rows(f"{names} AND starts_with(name, 'world_')"):
            yield kind, row["name"]
