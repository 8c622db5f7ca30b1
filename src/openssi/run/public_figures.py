"""What of the computed figures may enter a release where cells that they rest on are not free."""

from collections.abc import Mapping

import pyarrow as pa

from openssi.engine import as_dataflow, connect
from openssi.vocabulary.dataflow import DATAFLOWS

SUPPRESSED = "Q"
"""CL_OBS_STATUS: missing value, suppressed."""

_STEPS = {
    # A total is withheld with the cell it was reported in, with the only cell that it was added up from, with two
    # confidential ones, each of whose owners could subtract the own, or with another total that it is made of.
    "withheld": """
        WITH RECURSIVE found AS (
            SELECT total_id AS id FROM national_totals WHERE reported_obs_id IN (SELECT id FROM closed)
            UNION
            SELECT output_id FROM lineage WHERE role = 'part' AND amount IS NOT NULL
            GROUP BY output_id HAVING bool_and(input_id IN (SELECT id FROM closed)) AND (
                count(*) = 1 OR (count(*) < $1 AND bool_and(input_id IN (SELECT id FROM confidential)))
            )
            UNION
            SELECT output_id FROM lineage JOIN found ON input_id = found.id WHERE role = 'term'
        )
        SELECT DISTINCT id FROM found
        UNION SELECT total_id FROM national_totals WHERE total_id IN (SELECT id FROM closed)
    """,
    # Of one that rests partly on such cells, the amounts are not told: the last could be found by subtraction.
    "blurred": """
        SELECT DISTINCT output_id AS id FROM lineage WHERE input_id IN (SELECT id FROM closed)
        UNION SELECT id FROM withheld
    """,
    "unbounded": """
        SELECT value_id AS id FROM country_values
        WHERE numerator_id IN (SELECT id FROM blurred) OR denominator_id IN (SELECT id FROM blurred)
    """,
    # A value is withheld with any cell, total or other value that it is computed from: whoever knows the others could
    # find it by the formula, which is published.
    "hidden": """
        WITH RECURSIVE found AS (
            SELECT output_id AS id FROM lineage WHERE role IN ('numerator', 'denominator')
                AND (input_id IN (SELECT id FROM closed) OR input_id IN (SELECT id FROM withheld))
            UNION
            SELECT output_id FROM lineage JOIN found ON input_id = found.id WHERE input_kind = 'country_value'
        )
        SELECT DISTINCT id FROM found
    """,
}
_PUBLIC = {
    "national_totals": """
        SELECT * EXCLUDE (id) REPLACE (
            CASE WHEN w.id IS NULL THEN value END AS value,
            CASE WHEN total_id NOT IN (SELECT id FROM blurred) THEN lower END AS lower,
            CASE WHEN total_id NOT IN (SELECT id FROM blurred) THEN upper END AS upper,
            CASE WHEN total_id NOT IN (SELECT id FROM blurred) THEN proposed END AS proposed,
            CASE WHEN w.id IS NULL THEN obs_status ELSE $1 END AS obs_status
        ) FROM national_totals LEFT JOIN withheld w ON total_id = w.id
    """,
    "country_values": """
        SELECT * EXCLUDE (id) REPLACE (
            CASE WHEN h.id IS NULL THEN value END AS value,
            CASE WHEN h.id IS NULL THEN value_computed END AS value_computed,
            CASE WHEN h.id IS NULL AND value_id NOT IN (SELECT id FROM unbounded) THEN lower END AS lower,
            CASE WHEN h.id IS NULL AND value_id NOT IN (SELECT id FROM unbounded) THEN upper END AS upper,
            CASE WHEN h.id IS NULL THEN numerator END AS numerator,
            CASE WHEN h.id IS NULL THEN denominator END AS denominator,
            CASE WHEN h.id IS NULL THEN lowest END AS lowest,
            CASE WHEN h.id IS NULL THEN highest END AS highest,
            CASE WHEN h.id IS NULL THEN obs_status ELSE $1 END AS obs_status
        ) FROM country_values LEFT JOIN hidden h ON value_id = h.id
    """,
    "scheme_values": """
        SELECT * EXCLUDE (id) REPLACE (
            CASE WHEN h.id IS NULL THEN value END AS value,
            CASE WHEN h.id IS NULL THEN value_computed END AS value_computed,
            CASE WHEN h.id IS NULL THEN numerator END AS numerator,
            CASE WHEN h.id IS NULL THEN denominator END AS denominator,
            CASE WHEN h.id IS NULL THEN obs_status ELSE $1 END AS obs_status
        ) FROM scheme_values LEFT JOIN hidden h ON value_id = h.id
    """,
    "lineage": """
        SELECT * REPLACE (
            CASE WHEN output_id IN (SELECT id FROM blurred UNION SELECT id FROM hidden)
                OR input_id IN (SELECT id FROM withheld) THEN NULL ELSE amount END AS amount
        ) FROM lineage WHERE $1 IS NOT NULL
    """,
    "aggregate_inputs": """
        SELECT * EXCLUDE (id) REPLACE (CASE WHEN h.id IS NULL THEN value END AS value)
        FROM aggregate_inputs LEFT JOIN hidden h ON value_id = h.id WHERE $1 IS NOT NULL
    """,
}


LEAST_CONTRIBUTORS = 3
"""From so many on, none of those who contribute to a total can find another one by subtracting the own."""


def public_figures(
    tables: Mapping[str, pa.Table], closed: frozenset[str], primary: frozenset[str] | None = None
) -> Mapping[str, pa.Table]:
    """Return computed tables without the figures that would tell a cell that is not free.

    Aggregates of groups of countries keep what they were made from; only single figures are withheld, with status Q.

    Args:
        tables: National totals, country values, lineage and inputs of aggregates.
        closed: Ids of the answers, and of national totals, that are not free.
        primary: Those that are confidential by themselves, and not because they would give another one away; all
            where it is none.
    """
    used = {name: tables[name] for name in _PUBLIC}
    given = {"closed": closed, "confidential": closed if primary is None else primary}
    ids = {name: pa.table({"id": pa.array(sorted(each), pa.string())}) for name, each in given.items()}
    with connect(**ids, **used) as connection:
        for name, query in _STEPS.items():
            connection.register(name, connection.query(query, [LEAST_CONTRIBUTORS] if "$1" in query else []))
        found = {name: connection.query(query, [SUPPRESSED]) for name, query in _PUBLIC.items()}
    return {name: as_dataflow(DATAFLOWS[name], table) for name, table in found.items()}
