"""Headline indicators that changed by more than the policy on revisions lets pass in silence (INQUIRY, 2.8)."""

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.publish.cubes.cube_history import REASONS
from openssi.vocabulary.release import HeadlineRevision

_CHANGED = f"""
    WITH now AS (
        SELECT value_id AS figure, indicator, ref_area, time_period, sex, breakdown, value FROM country_values
        UNION ALL SELECT aggregate_id, indicator, group_code, time_period, sex, breakdown, value FROM aggregates
        WHERE publication <> 'suppressed'
    ),
    earlier AS (
        SELECT value_id AS figure, value FROM before_country_values
        UNION ALL SELECT aggregate_id, value FROM before_aggregates WHERE publication <> 'suppressed'
    )
    SELECT n.figure, n.indicator, n.ref_area, n.time_period, e.value AS before, n.value AS after,
           coalesce(v.reason, '') AS reason
    FROM now AS n JOIN earlier AS e USING (figure) LEFT JOIN {REASONS} AS v USING (figure)
    WHERE n.indicator IN (SELECT unnest($indicators)) AND n.sex = '_T' AND n.breakdown = '_T'
        AND abs(n.value - e.value) > $points
    ORDER BY n.indicator, n.figure
"""  # noqa: S608 - names of ours


def headline_revisions(connection: Connection, definitions: Definitions) -> tuple[HeadlineRevision, ...]:
    """Return the headline indicators of countries and groups that changed by more than the policy says.

    Args:
        connection: The tables of a release, those of the earlier one behind `before_`, and `revision_reasons`.
        definitions: What declares the policy.
    """
    policy = definitions.revisions
    rows = connection.rows(_CHANGED, {"indicators": list(policy.indicators), "points": policy.points})
    return tuple(HeadlineRevision(**each) for each in rows)
