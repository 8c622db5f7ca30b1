"""The aggregates of one year as rows for the terminal."""

import pyarrow as pa

from openssi.engine import connect
from openssi.run.computation import Computation
from openssi.vocabulary.text import Language

_ROWS = """
    SELECT aggregates.*, groups.short_{language} AS name, groups.sort_order
    FROM aggregates JOIN groups USING (grouping, group_code)
    WHERE time_period = $1 AND breakdown = '_T' AND grouping IN (SELECT unnest($2))
      AND (indicator || sex) IN (SELECT unnest($3))
    ORDER BY list_position($3, indicator || sex), list_position($2, grouping), sort_order
"""


def summary_rows(
    computation: Computation, aggregates: pa.Table, year: int | None, language: Language
) -> list[list[str]]:
    """Return indicator, group, value, observed share, countries and mix of years, as text.

    Args:
        computation: Whose groups and indicators name the rows.
        aggregates: The table AGGREGATES.
        year: The year shown, else the latest.
        language: Language of the names.
    """
    rules = computation.definitions.publication
    groups = computation.workspace.reference.table("groups")
    known = set(groups.column("grouping").to_pylist())
    regions = next((each for each in rules.region_groupings if each in known), "WORLD")
    headline = [f"{each.id}{each.headline_sex}" for each in computation.definitions.indicators.values()]
    with connect(aggregates=aggregates, groups=groups) as connection:
        shown = year or connection.rows("SELECT max(time_period) AS year FROM aggregates")[0]["year"]
        sql = _ROWS.format(language=language)
        rows = connection.rows(sql, [shown, ["WORLD", regions, "INCOME"], headline])
    names = {each.id: each.short_name.in_language(language) for each in computation.definitions.indicators.values()}
    return [
        [
            names[row["indicator"]],
            row["name"],
            ":u" if row["publication"] == "suppressed" or row["value"] is None else f"{row['value']:.1f}",
            f"{100 * (row['observed_share'] or 0):.0f}",
            f"{row['countries']}/{row['countries_total']}",
            row["year_mix"] or "",
        ]
        for row in rows
    ]
