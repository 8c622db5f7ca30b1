"""Our aggregates beside published ones."""

from collections.abc import Sequence

import pyarrow as pa

from openssi.aggregate.weighted_means import AggregateResults
from openssi.engine import connect
from openssi.vocabulary.indicator import Indicator

_COMPARISON = """
    WITH places AS (
        SELECT grouping, group_code, m49,
               row_number() OVER (PARTITION BY m49 ORDER BY grouping = 'WORLD' DESC, grouping = 'SDG_REGION' DESC,
                                  grouping LIKE 'M49%' DESC, grouping) AS preference
        FROM groups WHERE m49 <> ''
    ),
    methods AS (
        SELECT series.series, min(method) AS method FROM aggregates JOIN series USING (indicator) GROUP BY ALL
    ),
    ours AS (
        SELECT series.series, places.m49, aggregates.*
        FROM aggregates JOIN series USING (indicator)
        JOIN places USING (grouping, group_code) WHERE places.preference = 1
    )
    SELECT published.series, published.m49, published.sex, published.published,
           ours.value AS ours, ours.value - published.published AS difference,
           coalesce(ours.observed_share, 0) AS observed_share, coalesce(ours.countries, 0) AS countries,
           coalesce(methods.method, 'observed') AS method
    FROM published LEFT JOIN methods USING (series)
    LEFT JOIN ours ON ours.series = published.series AND ours.m49 = published.m49 AND ours.sex = published.sex
     AND ours.breakdown = published.breakdown AND ours.time_period = published.year
    ORDER BY published.position
"""


def compare(
    published: pa.Table, results: AggregateResults, indicators: Sequence[Indicator], groups: pa.Table
) -> pa.Table:
    """Return published and own aggregates side by side.

    Args:
        published: series, m49, sex, breakdown, year, published, position.
        results: Own aggregates of the same years.
        indicators: Which indicator carries which series.
        groups: GROUPS.

    Returns:
        series, m49, sex, published, ours, difference (points), observed_share (0 to 1), countries, method; `ours` is
        none where nothing is observed.
    """
    series = pa.table({"series": [each.series for each in indicators], "indicator": [each.id for each in indicators]})
    with connect(published=published, aggregates=results.aggregates, series=series, groups=groups) as connection:
        return connection.query(_COMPARISON)
