"""One indicator and year as a flat table: countries, then groups."""

import csv
import io

from openssi.definitions import Definitions
from openssi.present.page_model import Selection
from openssi.run.site import OpenRelease

_COUNTRIES = """
    SELECT 'country' AS kind, values.ref_area AS code, areas.name_{language} AS name, values.time_period AS year,
           values.value, values.obs_status, values.nature, values.numerator, values.denominator, values.lower,
           values.upper, NULL AS observed_share, values.footnote, values.source, values.value_id AS id
    FROM country_values AS values JOIN areas ON areas.area = values.ref_area
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND time_period <= $4
    QUALIFY row_number() OVER (PARTITION BY values.ref_area ORDER BY values.time_period DESC) = 1
    ORDER BY code
"""

_GROUPS = """
    SELECT grouping AS kind, group_code AS code, groups.name_{language} AS name, time_period AS year,
           CASE WHEN publication = 'suppressed' THEN NULL ELSE value END AS value, obs_status, nature,
           NULL AS numerator, weight_total AS denominator, interval_lower AS lower, interval_upper AS upper,
           observed_share, publication || '; ' || coalesce(year_mix, '') AS footnote, method AS source,
           aggregate_id AS id
    FROM aggregates JOIN groups USING (grouping, group_code)
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND time_period = $4
    ORDER BY grouping = 'WORLD' DESC, grouping, sort_order
"""


def indicator_table(held: OpenRelease, definitions: Definitions, selection: Selection) -> str:
    """Return the table as CSV with a header line in the language; every row names the release.

    The value of a country is its latest up to the year asked for; its own year stands beside it.
    """
    parameters = [selection.indicator, selection.sex, selection.breakdown, selection.year]
    connection = held.connection()
    language = selection.language
    rows = [
        *connection.rows(_GROUPS.format(language=language), parameters),
        *connection.rows(_COUNTRIES.format(language=language), parameters),
    ]
    texts = definitions.texts
    world = "demonstration" if held.release.is_fictional else "real"
    names = [texts.get(f"site.csv.{name}", language) for name in (*_NAMES, "release", "world")]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([*(row[name] for name in _NAMES), held.release.id, world] for row in rows)
    return stream.getvalue()


_NAMES = (
    "kind", "code", "name", "year", "value", "obs_status", "nature", "numerator", "denominator", "lower", "upper",
    "observed_share", "footnote", "source", "id",
)  # fmt: skip
