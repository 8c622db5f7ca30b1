"""SDMX-CSV 2.0: one row per observation, dimensions first, then the value, then its attributes.

Written by DuckDB in one pass; quotes and line breaks inside a text are quoted as RFC 4180 says.
"""

from pathlib import Path

from openssi.publish.csv_files import write_csv
from openssi.publish.publication import Publication, write_readme

AGENCY = "OPENSSI"
INDICATORS = "DF_INDICATORS"
AGGREGATES = "DF_AGGREGATES"
SIDE_BY_SIDE = "DF_SIDE_BY_SIDE"
VERSION = "1.0"

_OF_INDICATOR = """
    WITH units AS (SELECT unnest($indicators) AS indicator, unnest($units) AS unit)
"""

# The names are fields of the format; STRUCTURE, STRUCTURE_ID and ACTION open each row.
_INDICATORS = f"""
        {_OF_INDICATOR}
        SELECT 'dataflow' AS STRUCTURE, $structure AS STRUCTURE_ID, 'I' AS ACTION, 'A' AS FREQ,
               ref_area AS REF_AREA, country_values.indicator AS INDICATOR, sex AS SEX, breakdown AS BREAKDOWN,
               time_period AS TIME_PERIOD, value AS OBS_VALUE, unit AS UNIT_MEASURE, 0 AS UNIT_MULT,
               obs_status AS OBS_STATUS,
               CASE WHEN value IS NULL AND obs_status = 'Q' THEN 'S' ELSE 'F' END AS CONF_STATUS,
               nature AS NATURE, source AS SOURCE, footnote AS COMMENT_OBS, method AS METHOD,
               numerator AS NUMERATOR, denominator AS DENOMINATOR, country_value AS COUNTRY_VALUE,
               $release AS RELEASE, $world AS WORLD
        FROM country_values LEFT JOIN units USING (indicator)
        LEFT JOIN (SELECT figure_id AS value_id, country_value FROM side_by_side) USING (value_id)
        ORDER BY ALL
"""

# An aggregate that is not published has no value: Q says that it was suppressed, U that it rests on a small share.
_AGGREGATES = f"""
        {_OF_INDICATOR}
        SELECT 'dataflow' AS STRUCTURE, $structure AS STRUCTURE_ID, 'I' AS ACTION, 'A' AS FREQ,
               group_code AS REF_AREA, grouping AS GROUPING, aggregates.indicator AS INDICATOR, sex AS SEX,
               breakdown AS BREAKDOWN, time_period AS TIME_PERIOD,
               CASE WHEN publication <> 'suppressed' THEN value END AS OBS_VALUE,
               unit AS UNIT_MEASURE, 0 AS UNIT_MULT,
               CASE publication WHEN 'suppressed' THEN 'Q' WHEN 'flagged' THEN 'U' ELSE obs_status END AS OBS_STATUS,
               'F' AS CONF_STATUS, nature AS NATURE, $source AS SOURCE, publication AS COMMENT_OBS,
               observed_share AS OBSERVED_SHARE, imputed_share AS IMPUTED_SHARE, countries AS COUNTRIES,
               countries_total AS COUNTRIES_TOTAL, year_mix AS YEAR_MIX, weight_item AS WEIGHT, method AS METHOD,
               max_age AS MAX_AGE, $release AS RELEASE, $world AS WORLD
        FROM aggregates LEFT JOIN units USING (indicator)
        ORDER BY ALL
"""

# Both values of a figure on which a country does not agree, of indicators and of cells alike.
_SIDE_BY_SIDE = """
        SELECT 'dataflow' AS STRUCTURE, $structure AS STRUCTURE_ID, 'I' AS ACTION, 'A' AS FREQ, ref_area AS REF_AREA,
               coalesce(nullif(indicator, ''), '_Z') AS INDICATOR, coalesce(nullif(item, ''), '_Z') AS ITEM,
               scheme AS SCHEME, benefit AS BENEFIT, sex AS SEX, breakdown AS BREAKDOWN, figure_id AS FIGURE,
               time_period AS TIME_PERIOD, published_value AS OBS_VALUE, country_value AS COUNTRY_VALUE,
               unit AS UNIT_MEASURE, 0 AS UNIT_MULT, country_explanation AS COUNTRY_COMMENT,
               country_language AS COUNTRY_LANGUAGE, compiler_explanation AS COMPILER_COMMENT,
               compiler_language AS COMPILER_LANGUAGE, published_on AS PUBLISHED_ON, $release AS RELEASE,
               $world AS WORLD
        FROM side_by_side
        ORDER BY ALL
"""


def write(publication: Publication) -> tuple[Path, ...]:
    """Write country values, aggregates and figures side by side, one file per dataflow, and a README.txt beside them."""
    source = f"OpenSSI {publication.release.id}"
    indicators = _copy(publication, _INDICATORS, INDICATORS)
    aggregates = _copy(publication, _AGGREGATES, AGGREGATES, source=source)
    beside = _copy(publication, _SIDE_BY_SIDE, SIDE_BY_SIDE)
    names = {"indicators": indicators.name, "aggregates": aggregates.name, "side_by_side": beside.name}
    files = publication.say("readme.files_sdmx", **names)
    return indicators, aggregates, beside, write_readme(publication, files)


def _copy(publication: Publication, statement: str, dataflow: str, **more: object) -> Path:
    known = publication.definitions.indicators.values()
    parameters = {
        "indicators": [each.id for each in known],
        "units": [each.unit for each in known],
        "structure": f"{AGENCY}:{dataflow}({VERSION})",
        "release": publication.release.id,
        "world": publication.world,
        **more,
    }
    used = {name: value for name, value in parameters.items() if f"${name}" in statement}
    path = publication.folder / f"{dataflow}.csv"
    return write_csv(publication.connection, path, statement, used, exact=("COUNTRY_VALUE",))
