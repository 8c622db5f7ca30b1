"""Published series as indicators of countries."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from openssi.engine import as_dataflow, connect
from openssi.vocabulary.dataflow import COUNTRY_VALUES
from openssi.vocabulary.indicator import Indicator

# Sentences by which publishers say what CL_FOOTNOTE says with a code.
FOOTNOTE_CODES: Mapping[str, str] = {
    "No unemployment protection programme anchored in national legislation": "NOPROG",
    "Social assistance only": "SA_ONLY",
    "ILO estimates based on country data; contributory pension only": "CONTRIB_ONLY",
    "Disaggretation by sex available partially.": "SEX_PARTIAL",
    "Not yet implemented": "NOT_IMPL",
}

_VALUES = """
    SELECT concat_ws('.', indicators.indicator, ref_area, time_period, sex, breakdown) AS value_id,
           indicators.indicator, ref_area, sex, breakdown, time_period,
           least(CAST(value AS DOUBLE), indicators.cap) AS value,
           CAST(value AS DOUBLE) AS value_computed,
           NULL AS lower, NULL AS upper, NULL AS numerator, NULL AS denominator,
           '' AS numerator_id, '' AS denominator_id, 'SERIES' AS method, obs_status, nature,
           coalesce(footnotes.code, footnote) AS footnote, source, 'series' AS origin,
           value_id AS series_value_id,
           NULL AS lowest, NULL AS highest, NULL AS terms, NULL AS terms_missing, '' AS note
    FROM series_values
    JOIN indicators USING (series)
    LEFT JOIN footnotes ON footnotes.sentence = series_values.footnote
    WHERE ref_area <> '' AND value IS NOT NULL
    ORDER BY value_id
"""

_MERGED = """
    FROM inquiry
    UNION ALL BY NAME
    (FROM published ANTI JOIN inquiry USING (indicator, ref_area, sex, breakdown, time_period))
"""


def compute_series(series_values: pa.Table, indicators: Sequence[Indicator]) -> pa.Table:
    """Return the values of published series as COUNTRY_VALUES; rows of groups of countries are left out.

    Args:
        series_values: SERIES_VALUES.
        indicators: Which indicator carries which series, and what its values are capped at.
    """
    carried = [each for each in indicators if each.series]
    known = pa.table(
        {
            "series": [each.series for each in carried],
            "indicator": [each.id for each in carried],
            "cap": pa.array([None if each.cap is None else float(each.cap) for each in carried], pa.float64()),
        }
    )
    footnotes = pa.table({"sentence": list(FOOTNOTE_CODES), "code": list(FOOTNOTE_CODES.values())})
    with connect(series_values=series_values, indicators=known, footnotes=footnotes) as connection:
        return as_dataflow(COUNTRY_VALUES, connection.query(_VALUES))


def merge_country_values(inquiry: pa.Table, published: pa.Table) -> pa.Table:
    """Return both as one table; where both have a figure, the inquiry's own stands."""
    with connect(inquiry=inquiry, published=published) as connection:
        return as_dataflow(COUNTRY_VALUES, connection.query(_MERGED))
