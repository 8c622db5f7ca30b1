"""The rows of the frames in which rules are evaluated on a whole database, and the cells beside them."""

from collections.abc import Iterable

from openssi.expressions.sql.frames import Kind, UnitLevel
from openssi.expressions.sql.program import Program
from openssi.validate.world_tables import KEY_OF_A_CELL
from openssi.vocabulary.observation import NOT_APPLICABLE

# One number of each table of the country, a scheme or a benefit: one with a source if there is one.
_OF_TABLES = """
CREATE OR REPLACE TEMP TABLE world_of_tables AS
SELECT arg_min(a.answer, (coalesce(a.source, '') = '')::BIGINT * 1099511627776 + a.answer) AS answer
FROM world_answers a JOIN world_cells c USING (cell)
WHERE a.is_typed AND NOT a.is_context AND c.tbl[1] IN ('C', 'D', 'F', 'H')
GROUP BY a.unit, c.tbl
"""

# Neighbours are the typed numbers of a table that have all else in common, in the order of the questionnaire.
_PATTERNS = """
CREATE OR REPLACE TEMP TABLE world_patterns AS
WITH typed AS (
    SELECT a.answer, a.unit, c.strip, c.sequence, a.number * pow(10, -coalesce(a.unit_mult, 0)) AS raw,
        length(trim(replace(regexp_replace(abs(a.number)::VARCHAR, 'e.*', ''), '.', ''), '0')) AS digits,
        abs(a.number) >= 1000 AND digits <= 2 AS is_round
    FROM world_answers a JOIN world_cells c USING (cell)
    WHERE a.is_known AND a.is_typed AND NOT a.is_context AND c.is_typed
), beside AS (
    SELECT *, digits >= 4 AND abs(raw - lead(raw) OVER strips) <= 1e-12 * abs(raw) AS is_next,
        sum(1 - is_round::INTEGER) OVER strips AS run
    FROM typed WINDOW strips AS (PARTITION BY unit, strip ORDER BY sequence)
)
SELECT answer AS row_id,
    coalesce(is_next, FALSE)::INTEGER + coalesce(lag(is_next) OVER strips, FALSE)::INTEGER AS repeated,
    CASE WHEN is_round THEN count(*) FILTER (WHERE is_round) OVER (PARTITION BY unit, strip, run) ELSE 0 END
        AS round_run
FROM beside WINDOW strips AS (PARTITION BY unit, strip ORDER BY sequence)
"""

OF_A_TABLE = "own_is_of_a_table"
"""Column of the frame of cells: whether a cell stands for its table."""


def cells_statement(level: UnitLevel, cells: Iterable[tuple[Kind, int]]) -> str:
    """Return the statement that sets cells side by side, one row for each country, scheme or benefit."""
    kinds: dict[Kind, list[int]] = {}
    for kind, number in sorted(cells):
        kinds.setdefault(kind, []).append(number)
    joins = "".join(
        f" LEFT JOIN ({_side_by_side(level, kind, numbers)}) USING (unit)" for kind, numbers in kinds.items()
    )
    units = f"(SELECT unit FROM world_units WHERE level = '{level}')"  # noqa: S608 - a level
    return f"CREATE OR REPLACE TEMP TABLE world_cells_{level} AS SELECT * FROM {units}{joins}"  # noqa: S608


def _side_by_side(level: UnitLevel, kind: Kind, numbers: list[int]) -> str:
    listed = ", ".join(map(str, numbers))
    rows = f"SELECT unit, '{kind}_' || cell AS name, {kind} FROM world_answers "  # noqa: S608
    rows += f"WHERE is_known AND level = '{level}' AND {kind} IS NOT NULL AND cell IN ({listed})"
    names = ", ".join(f"'{kind}_{number}'" for number in numbers)
    return f"PIVOT ({rows}) ON name IN ({names}) USING first({kind}) GROUP BY unit"


def frame_statements(program: Program) -> list[str]:
    """Return the statements that make the rows of frames, with their units some years back, and what cells need."""
    lags, found = sorted(program.lags), []
    for level, frame in program.frames.items():
        if level != "cell":
            found.append(_frame_of_units(level, lags))
            continue
        found += [_PATTERNS] if any(alias == "pattern" for _, alias in frame.joins) else []
        found += [_OF_TABLES] if OF_A_TABLE in frame.columns else []
        found.append(_frame_of_cells(lags, of_tables=OF_A_TABLE in frame.columns))
    return found


def _frame_of_units(level: UnitLevel, lags: list[int]) -> str:
    mine = f"level = '{level}'" + ("" if level == "country" else f" AND scheme <> '{NOT_APPLICABLE}'")
    gone = f"""
        UNION ALL SELECT (SELECT max(unit) FROM world_units) + row_number() OVER (), area, year + 1, scheme, benefit,
            FALSE
        FROM world_units b WHERE {mine} AND NOT EXISTS (
            FROM world_units n
            WHERE n.area = b.area AND n.year = b.year + 1 AND n.scheme = b.scheme AND n.benefit = b.benefit
        )"""  # noqa: S608
    rows = f"SELECT unit AS row_id, area, year, scheme, benefit, TRUE AS is_there FROM world_units WHERE {mine}"  # noqa: S608
    rows += "" if level == "country" else gone
    columns, joins = _units_of("r", lags)
    return f"CREATE OR REPLACE TEMP TABLE world_frame_{level} AS SELECT r.*, {columns} FROM ({rows}) r {joins}"  # noqa: S608


def _units_of(row: str, lags: list[int]) -> tuple[str, str]:
    scopes = (
        ("country", f"'{NOT_APPLICABLE}'", f"'{NOT_APPLICABLE}'", "TRUE"),
        ("scheme", f"{row}.scheme", f"'{NOT_APPLICABLE}'", f"{row}.scheme <> '{NOT_APPLICABLE}'"),
        ("benefit", f"{row}.scheme", f"{row}.benefit", f"{row}.benefit <> '{NOT_APPLICABLE}'"),
    )
    columns, joins = [], []
    for lag in lags:
        for level, scheme, benefit, applies in scopes:
            alias = f"{level}{lag}"
            columns.append(f"{alias}.unit AS unit_{level}_{lag}")
            joins.append(
                f"LEFT JOIN world_units {alias} ON {alias}.area = {row}.area AND {alias}.year = {row}.year - {lag} "
                f"AND {alias}.scheme = {scheme} AND {alias}.benefit = {benefit} AND {applies}"
            )
    return ", ".join(columns), " ".join(joins)


def _frame_of_cells(lags: list[int], *, of_tables: bool) -> str:
    of_a_table = "EXISTS (FROM world_of_tables t WHERE t.answer = a.answer)" if of_tables else "FALSE"
    columns, joins = _units_of("u", lags)
    chains = f"SELECT u.*, {columns} FROM world_units u {joins}"  # noqa: S608
    own = "CASE u.level WHEN 'benefit' THEN u.unit_benefit_{0} WHEN 'scheme' THEN u.unit_scheme_{0} "
    own += "ELSE u.unit_country_{0} END"
    keys = ", ".join(f"{KEY_OF_A_CELL.format(unit=own.format(lag), cell='a.cell')} AS key_{lag}" for lag in lags)
    return f"""
        CREATE OR REPLACE TEMP VIEW world_frame_cell AS
        SELECT a.answer AS row_id, u.* EXCLUDE (unit, level), TRUE AS is_there, {keys}, c.item,
            a.number AS own_number, a.text AS own_text, a.is_typed AS own_is_typed, a.status AS own_status,
            a.unit_mult AS own_unit_mult, a.currency AS own_currency, a.conf_status AS own_conf_status,
            a.method AS own_method, a.note AS own_note, a.source AS own_source, a.ref_detail AS own_ref_detail,
            c.place AS own_place, c.table_place AS own_table_place, c.multiplier AS own_multiplier,
            c.codelist AS own_codelist, coalesce(c.is_codes, FALSE) AS own_is_codes,
            coalesce(c.is_list, FALSE) AS own_is_list, coalesce(c.is_money, FALSE) AS own_is_money,
            {of_a_table} AS {OF_A_TABLE}
        FROM world_answers a JOIN ({chains}) u USING (unit) JOIN world_cells c USING (cell)
        WHERE NOT a.is_context"""  # noqa: S608
