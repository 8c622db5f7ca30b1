"""GDP per head of countries in US dollars, from the context of a release."""

from collections.abc import Mapping
from dataclasses import dataclass

from openssi.present.dashboards.values.release_data import ReleaseData

MAX_AGE = 5
"""Years that GDP per head may be older than the year of a page."""

# Money and rate of one year; persons of the same year. An amount in national currency without a rate says nothing.
_PER_HEAD = """
    WITH numbers AS (
        SELECT ref_area, time_period, item, max(CAST(value AS DOUBLE) * power(10, coalesce(unit_mult, 0))) AS amount,
               bool_or(coalesce(unit, '') LIKE 'LCU%' AND coalesce(currency, '') <> 'USD') AS is_national,
               any_value(source) AS source
        FROM observations
        WHERE item IN ('X.GDP', 'X.FX_AVG', 'X.POP_TOTAL') AND scheme = '_Z' AND sex = '_T' AND age = '_T'
          AND breakdown IN ('_Z', '_T') AND value > 0 AND time_period BETWEEN $year - $max_age AND $year
        GROUP BY ALL
    ),
    wide AS (
        SELECT ref_area, time_period, any_value(source) FILTER (item = 'X.GDP') AS source,
               max(amount) FILTER (item = 'X.GDP') AS gdp, max(amount) FILTER (item = 'X.POP_TOTAL') AS persons,
               max(amount) FILTER (item = 'X.FX_AVG') AS rate, bool_or(item = 'X.GDP' AND is_national) AS is_national
        FROM numbers GROUP BY ALL
    ),
    found AS (
        SELECT ref_area, time_period, source, gdp / CASE WHEN is_national THEN rate ELSE 1 END / persons AS per_head
        FROM wide
    )
    SELECT ref_area, arg_max(per_head, time_period) AS per_head, max(time_period) AS year,
           arg_max(coalesce(source, ''), time_period) AS source
    FROM found WHERE per_head IS NOT NULL GROUP BY ref_area
"""


@dataclass(frozen=True, slots=True)
class PerHead:
    """GDP per head of a country: US dollars at current prices, the year, and where GDP comes from."""

    dollars: float
    year: int
    source: str


def gdp_per_head(data: ReleaseData, year: int) -> Mapping[str, PerHead]:
    """Return the latest GDP per head of each country that is not too old, in US dollars at the rate of its year."""
    rows = data.connection.rows(_PER_HEAD, {"year": year, "max_age": MAX_AGE})
    return {row["ref_area"]: PerHead(row["per_head"], row["year"], row["source"]) for row in rows}
