"""Why figures of a release differ from those of an earlier one, as far as it is known; nothing is guessed.

A cell changes with its version: for the reason recorded when that was accepted, by a correction of the compiler, or
because it became free or was withheld. A computed figure changes with what it is made of, and with how it is made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from openssi.engine import Connection
from openssi.publish.cubes.cube_history import REASONS
from openssi.vocabulary.release import Release

BEFORE = "before_"
"""Stands before the names of the tables of the earlier release."""

COMPARED = (
    "observations", "series_values", "national_totals", "country_values", "scheme_values", "aggregates",
    "aggregate_inputs", "lineage", "members", "indicators", "corrections",
)  # fmt: skip
"""Tables of both releases that are looked at."""

COMPILER, METHOD, CLASSIFICATION, SOURCE, NEW, CONFIDENTIALITY, SEVERAL, UNKNOWN = (
    "COMPILER", "METHOD", "CLASSIF", "SOURCE", "NEWDATA", "CONF", "SEVERAL", "",
)  # fmt: skip
"""Codes of CL_REVREASON; the empty one stands for a reason that nobody recorded."""

_ROWS_AT_ONCE = 2_000_000
"""Rows that are compared at once, so that memory does not depend on their number."""

_OF_AGGREGATES = frozenset(
    {
        "max_age", "method", "candidates", "publish_from", "flag_from", "region_groupings", "imputation_groupings",
        "income_groupings", "overlapping_groupings", "regression", "intervals", "weight_checks",
    }
)  # fmt: skip
"""Parameters of a manifest that only aggregates depend on."""

_MAKES = (
    "indicator", "breakdown", "sexes", "formula", "factor", "free_names", "benefits", "level", "by_scheme",
    "by_benefit", "unit", "lowest", "highest", "cap", "weight", "weight_fallbacks", "max_age", "publish_from",
    "flag_from", "imputes",
)  # fmt: skip
"""What of the declaration of an indicator its values depend on."""


@dataclass(frozen=True, slots=True)
class VersionReason:
    """Why a version of a submission was accepted after another one: code of CL_REVREASON, or empty."""

    submission: str
    vintage: int
    reason: str


def make_reasons(connection: Connection, versions: Iterable[VersionReason], draft: Release, earlier: Release) -> None:
    """Make the table `revision_reasons` of a connection: figure and reason, for every figure whose cause is known.

    Args:
        connection: The tables of the release that is made, and those of the earlier one behind `before_`.
        versions: The accepted versions.
        draft: The manifest of the release that is made.
        earlier: That of the other one.
    """
    _keep_versions(connection, versions)
    for table, key, columns in _FIGURES:
        _keep_changed(connection, table, key, columns)
    connection.execute(_CELL_REASONS)
    connection.execute(_LEAVES)
    connection.execute(_DECLARED_OTHERWISE)
    choices = _choices(draft) != _choices(earlier)
    rules = _rules(draft) != _rules(earlier)
    connection.execute(_REACHED, {"method": METHOD, "choices": choices})
    connection.execute(_REACHED_AGGREGATES, {"method": METHOD, "rules": rules, "classification": CLASSIFICATION})
    connection.execute(_TOLD, {"several": SEVERAL, "unknown": UNKNOWN})


def _choices(release: Release) -> Mapping[str, str]:
    return {name: value for name, value in release.method.items() if name not in _OF_AGGREGATES}


def _rules(release: Release) -> Mapping[str, str]:
    return {name: value for name, value in release.method.items() if name in _OF_AGGREGATES}


def _keep_versions(connection: Connection, versions: Iterable[VersionReason]) -> None:
    listed = list(versions)
    table = pa.table(
        {
            "submission": pa.array([each.submission for each in listed], pa.string()),
            "vintage": pa.array([each.vintage for each in listed], pa.int32()),
            "reason": pa.array([each.reason for each in listed], pa.string()),
        }
    )
    connection.register("version_reasons", table)
    connection.execute(_SUBMISSION_REASONS, {"several": SEVERAL, "new": NEW})


_SUBMISSION_REASONS = """
    CREATE OR REPLACE TABLE submission_reasons AS
    WITH now AS (SELECT submission, max(vintage) AS vintage FROM observations WHERE submission <> '' GROUP BY ALL),
    earlier AS (
        SELECT submission, max(vintage) AS vintage FROM before_observations WHERE submission <> '' GROUP BY ALL
    ),
    since AS (
        SELECT n.submission, e.vintage IS NULL AS is_new, list_distinct(list(v.reason ORDER BY v.vintage)) AS reasons
        FROM now AS n LEFT JOIN earlier AS e USING (submission)
        LEFT JOIN version_reasons AS v
            ON v.submission = n.submission AND v.vintage > coalesce(e.vintage, 0) AND v.vintage <= n.vintage
        WHERE n.vintage IS DISTINCT FROM e.vintage GROUP BY ALL
    )
    SELECT submission, CASE WHEN is_new THEN $new WHEN list_contains(reasons, '') THEN ''
        WHEN len(reasons) = 1 THEN reasons[1] WHEN len(reasons) > 1 THEN $several ELSE '' END AS reason
    FROM since
"""

_FIGURES: Sequence[tuple[str, str, Sequence[str]]] = (
    (
        "observations",
        "obs_id",
        ("value", "text_value", "unit", "unit_mult", "currency", "obs_status", "conf_status", "func"),
    ),
    ("series_values", "value_id", ("value", "obs_status", "nature")),
    ("national_totals", "total_id", ("value", "lower", "upper", "obs_status", "method")),
    ("country_values", "value_id", ("value", "lower", "upper", "obs_status", "nature", "numerator", "denominator")),
    ("scheme_values", "value_id", ("value", "obs_status", "nature", "numerator", "denominator")),
)
"""Figures with what of them is compared; of cells that includes what shows why."""


def _keep_changed(connection: Connection, table: str, key: str, columns: Sequence[str]) -> None:
    """Keep the ids of the figures of a table that changed, came or went, so many rows at a time."""
    rows = connection.rows(f"SELECT (SELECT count(*) FROM {table}) + (SELECT count(*) FROM before_{table}) AS n")  # noqa: S608
    parts = 1 + int(rows[0]["n"]) // (2 * _ROWS_AT_ONCE)
    content = f"hash({', '.join(columns)})"
    for part in range(parts):
        within = "" if parts == 1 else f"WHERE hash({key}) % {parts} = {part}"
        begin = f"CREATE OR REPLACE TABLE changed_{table} AS" if part == 0 else f"INSERT INTO changed_{table}"
        connection.execute(
            f"""{begin}
            SELECT coalesce(n.id, e.id) AS id
            FROM (SELECT {key} AS id, {content} AS c FROM {table} {within}) AS n
            FULL JOIN (SELECT {key} AS id, {content} AS c FROM before_{table} {within}) AS e ON n.id = e.id
            WHERE n.c IS DISTINCT FROM e.c"""  # noqa: S608 - names of ours
        )


_CELL_REASONS = f"""
    CREATE OR REPLACE TABLE cell_reasons AS
    WITH now AS (FROM observations WHERE obs_id IN (SELECT id FROM changed_observations)),
    earlier AS (FROM before_observations WHERE obs_id IN (SELECT id FROM changed_observations)),
    corrected AS (
        SELECT obs_id FROM corrections WHERE status = 'applied'
        EXCEPT SELECT obs_id FROM before_corrections WHERE status = 'applied'
    )
    SELECT c.id, CASE
        WHEN coalesce(n.channel, e.channel) = 'context' THEN '{SOURCE}'
        WHEN n.obs_id IS NOT NULL AND e.obs_id IS NOT NULL
            AND (n.obs_status = 'Q' AND n.value IS NULL) <> (e.obs_status = 'Q' AND e.value IS NULL)
            THEN '{CONFIDENTIALITY}'
        WHEN c.id IN (SELECT obs_id FROM corrected) THEN '{COMPILER}'
        ELSE coalesce(s.reason, '{UNKNOWN}') END AS reason
    FROM changed_observations AS c LEFT JOIN now AS n ON n.obs_id = c.id LEFT JOIN earlier AS e ON e.obs_id = c.id
    LEFT JOIN submission_reasons AS s ON s.submission = coalesce(n.submission, e.submission)
"""  # noqa: S608 - codes of ours

_LEAVES = f"""
    CREATE OR REPLACE TABLE leaves AS
    SELECT id, reason FROM cell_reasons
    UNION ALL SELECT id, '{SOURCE}' FROM changed_series_values
    UNION ALL SELECT submission, reason FROM submission_reasons
"""  # noqa: S608 - codes of ours


_DECLARED_OTHERWISE = f"""
    CREATE OR REPLACE TABLE declared_otherwise AS
    WITH now AS (SELECT {", ".join(_MAKES)} FROM indicators),
    earlier AS (SELECT {", ".join(_MAKES)} FROM before_indicators)
    SELECT DISTINCT indicator FROM ((FROM now EXCEPT FROM earlier) UNION ALL (FROM earlier EXCEPT FROM now))
"""  # noqa: S608 - names of columns

# What a figure is made of now, and what it was made of: a part that was taken away has made it change as well.
_REACHED = """
    CREATE OR REPLACE TABLE causes AS
    WITH RECURSIVE edges AS (
        SELECT input_id, output_id FROM lineage UNION SELECT input_id, output_id FROM before_lineage
        UNION SELECT series_value_id, value_id FROM country_values WHERE series_value_id <> ''
    ),
    reached AS (
        SELECT id, reason FROM leaves
        UNION SELECT e.output_id, r.reason FROM edges AS e JOIN reached AS r ON e.input_id = r.id
    ),
    computed AS (
        SELECT total_id AS id, NULL AS indicator FROM national_totals
        WHERE total_id IN (SELECT id FROM changed_national_totals)
        UNION ALL SELECT value_id, indicator FROM country_values
        WHERE value_id IN (SELECT id FROM changed_country_values)
        UNION ALL SELECT value_id, indicator FROM scheme_values
        WHERE value_id IN (SELECT id FROM changed_scheme_values)
    )
    SELECT id, reason FROM reached WHERE reason IS NOT NULL
    UNION SELECT id, $method FROM computed
    WHERE $choices OR indicator IN (SELECT indicator FROM declared_otherwise)
"""

_REACHED_AGGREGATES = """
    CREATE OR REPLACE TABLE aggregate_causes AS
    WITH moved AS (
        SELECT id, reason FROM causes
        WHERE id IN (SELECT id FROM changed_country_values) OR id IN (SELECT id FROM changed_national_totals)
            OR id IN (SELECT id FROM changed_observations)
    ),
    inputs AS (
        SELECT indicator, ref_area, sex, breakdown, time_period, value_id, weight_id FROM aggregate_inputs
        UNION SELECT indicator, ref_area, sex, breakdown, time_period, value_id, weight_id FROM before_aggregate_inputs
    ),
    moved_inputs AS (
        SELECT i.indicator, i.ref_area, i.sex, i.breakdown, i.time_period, m.reason
        FROM inputs AS i JOIN moved AS m ON m.id = i.value_id
        UNION SELECT i.indicator, i.ref_area, i.sex, i.breakdown, i.time_period, m.reason
        FROM inputs AS i JOIN moved AS m ON m.id = i.weight_id
    ),
    grouped AS (
        SELECT grouping, group_code, area, valid_from, valid_to FROM members
        UNION SELECT grouping, group_code, area, valid_from, valid_to FROM before_members
    ),
    regrouped AS (
        SELECT DISTINCT grouping, group_code FROM (
            (SELECT grouping, group_code, area, valid_from, valid_to FROM members
             EXCEPT SELECT grouping, group_code, area, valid_from, valid_to FROM before_members)
            UNION ALL
            (SELECT grouping, group_code, area, valid_from, valid_to FROM before_members
             EXCEPT SELECT grouping, group_code, area, valid_from, valid_to FROM members)
        )
    )
    SELECT a.aggregate_id AS id, m.reason FROM aggregates AS a
    JOIN moved_inputs AS m USING (indicator, sex, breakdown, time_period)
    WHERE a.imputed_share > 0 OR a.grouping = 'WORLD' OR m.ref_area IN (
        SELECT area FROM grouped AS g WHERE g.grouping = a.grouping AND g.group_code = a.group_code
    )
    UNION SELECT aggregate_id, $method FROM aggregates
    WHERE $rules OR indicator IN (SELECT indicator FROM declared_otherwise)
    UNION SELECT aggregate_id, $classification FROM aggregates
    WHERE (grouping, group_code) IN (SELECT (grouping, group_code) FROM regrouped)
"""

_TOLD = f"""
    CREATE OR REPLACE TABLE {REASONS} AS
    SELECT id AS figure, CASE
        WHEN count(*) FILTER (reason = $unknown) > 0 THEN NULL
        WHEN count(DISTINCT reason) > 1 THEN $several ELSE any_value(reason) END AS reason
    FROM (FROM causes UNION FROM aggregate_causes) GROUP BY id
    HAVING count(*) FILTER (reason = $unknown) = 0
"""  # noqa: S608 - names of ours
