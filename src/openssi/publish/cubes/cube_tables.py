"""The tables of the dataflows: what a release holds, as dimensions, time, value and attributes.

Each is sorted by its key, so that a series stands together and in the order of time. A release writes them once; they
are what every machine format, slice and download is made from.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.publish.cubes.cube_history import keep_earlier, key_of, types_of, with_history
from openssi.vocabulary.data_structure import PublishedDataflow
from openssi.vocabulary.release import Release

Parameters = dict[str, object]

_CODE = "regexp_replace(replace(replace({column}, '+', '-'), '%', 'PT'), '[^A-Za-z0-9_@$-]', '_', 'g')"
"""`published_code` in SQL."""

_OF_BENEFIT = """
    last_said AS (
        SELECT ref_area, scheme, benefit, item, arg_max(text_value, time_period) AS said
        FROM observations WHERE item IN ('B.FUNC', 'B.MT', 'B.FORM') AND text_value <> '' GROUP BY ALL
    ),
    of_benefit AS (
        SELECT ref_area, scheme, benefit, any_value(said) FILTER (item = 'B.FUNC') AS func,
               CASE any_value(said) FILTER (item = 'B.MT') WHEN 'Y' THEN 'MT' WHEN 'N' THEN 'NMT' END AS means_test,
               any_value(said) FILTER (item = 'B.FORM') AS form
        FROM last_said GROUP BY ALL
    )
"""
_OF_TABLE = """
    tables AS (SELECT unnest($items) AS item, unnest($tables) AS code),
    of_table AS (
        SELECT ref_area, time_period, breakdown AS code,
               any_value(text_value) FILTER (item = 'Q.BREAK') AS break_note,
               any_value(text_value) FILTER (item = 'Q.EMBARGO') AS embargo
        FROM observations WHERE item IN ('Q.BREAK', 'Q.EMBARGO') AND text_value <> '' GROUP BY ALL
    )
"""
_BREAKS = """
    broken AS (
        SELECT figure, string_agg(DISTINCT text_en, '; ' ORDER BY text_en) AS break_note
        FROM footnotes WHERE kind = 'break' GROUP BY figure
    )
"""
"""Of the values that rest on a broken series, what was told of the break, in the language in which it was told."""
_UNITS = "units AS (SELECT DISTINCT indicator, unit FROM indicators WHERE breakdown = '_T')"
_STATUS = "CASE WHEN value IS NULL AND obs_status = 'Q' THEN 'S' ELSE 'F' END"
_AGGREGATE_STATUS = "CASE publication WHEN 'suppressed' THEN 'Q' WHEN 'flagged' THEN 'U' ELSE obs_status END"
_HISTORY = "$created AS LAST_UPDATE, NULL::VARCHAR AS REVISION_REASON"
_WHERE = "$release AS RELEASE, $world AS WORLD"

_ANSWERS = f"""
    WITH {_OF_BENEFIT}, {_OF_TABLE}
    SELECT 'A' AS FREQ, o.ref_area AS REF_AREA, {_CODE.format(column="o.scheme")} AS SCHEME,
           {_CODE.format(column="o.benefit")} AS BENEFIT, {_CODE.format(column="o.item")} AS ITEM,
           CASE WHEN o.func <> '_Z' THEN o.func ELSE coalesce(b.func, '_Z') END AS FUNCTION,
           CASE WHEN o.benefit = '_Z' THEN '_Z' ELSE coalesce(b.means_test, '_U') END AS MEANS_TEST,
           CASE WHEN o.benefit = '_Z' THEN '_Z' ELSE coalesce(b.form, '_U') END AS BENEFIT_PAYMENT,
           o.sex AS SEX, {_CODE.format(column="o.age")} AS AGE, {_CODE.format(column="o.breakdown")} AS BREAKDOWN,
           o.time_period AS TIME_PERIOD, o.value AS OBS_VALUE, {_WHERE},
           nullif(o.text_value, '') AS TEXT_VALUE, nullif({_CODE.format(column="o.unit")}, '') AS UNIT_MEASURE,
           o.unit_mult AS UNIT_MULT, nullif(o.currency, '') AS CURRENCY, o.obs_status AS OBS_STATUS,
           o.conf_status AS CONF_STATUS, nullif(o.ref_detail, '') AS REF_DETAIL, nullif(o.source, '') AS SOURCE,
           nullif(o.method, '') AS METHOD,
           nullif(concat_ws('; ', nullif(o.note, ''), nullif(o.explanation, '')), '') AS COMMENT_OBS,
           t.break_note AS BREAK_NOTE, t.embargo AS EMBARGO_TIME, s.country_value AS COUNTRY_VALUE,
           o.obs_id AS FIGURE, {_HISTORY}
    FROM observations AS o
    LEFT JOIN of_benefit AS b ON b.ref_area = o.ref_area AND b.scheme = o.scheme AND b.benefit = o.benefit
    LEFT JOIN tables ON tables.item = o.item
    LEFT JOIN of_table AS t ON t.ref_area = o.ref_area AND t.time_period = o.time_period AND t.code = tables.code
    LEFT JOIN side_by_side AS s ON s.figure_id = o.obs_id
"""

_STATEMENTS: Mapping[str, str] = {
    "DF_INQUIRY": f"{_ANSWERS} WHERE o.channel <> 'context'",
    "DF_CONTEXT": f"{_ANSWERS} WHERE o.channel = 'context'",
    "DF_INDICATORS": f"""
        WITH {_UNITS}, {_BREAKS}
        SELECT 'A' AS FREQ, v.ref_area AS REF_AREA, v.indicator AS INDICATOR, v.sex AS SEX, v.breakdown AS BREAKDOWN,
               v.time_period AS TIME_PERIOD, v.value AS OBS_VALUE, {_WHERE}, units.unit AS UNIT_MEASURE, 0 AS UNIT_MULT,
               v.obs_status AS OBS_STATUS, {_STATUS} AS CONF_STATUS, v.nature AS NATURE,
               nullif(v.source, '') AS SOURCE,
               nullif(concat_ws('; ', nullif(v.footnote, ''), nullif(v.note, '')), '') AS COMMENT_OBS,
               nullif(v.method, '') AS METHOD, b.break_note AS BREAK_NOTE, v.numerator AS NUMERATOR, v.denominator AS DENOMINATOR,
               v.lower AS LOWER, v.upper AS UPPER, s.country_value AS COUNTRY_VALUE, v.value_id AS FIGURE, {_HISTORY}
        FROM country_values AS v LEFT JOIN units USING (indicator)
        LEFT JOIN side_by_side AS s ON s.figure_id = v.value_id LEFT JOIN broken AS b ON b.figure = v.value_id
    """,
    "DF_SCHEME_INDICATORS": f"""
        WITH {_UNITS}, {_BREAKS}
        SELECT 'A' AS FREQ, v.ref_area AS REF_AREA, {_CODE.format(column="v.scheme")} AS SCHEME,
               {_CODE.format(column="v.benefit")} AS BENEFIT, v.indicator AS INDICATOR, v.sex AS SEX,
               v.breakdown AS BREAKDOWN, v.time_period AS TIME_PERIOD, v.value AS OBS_VALUE, {_WHERE},
               units.unit AS UNIT_MEASURE, 0 AS UNIT_MULT, v.obs_status AS OBS_STATUS, {_STATUS} AS CONF_STATUS,
               v.nature AS NATURE, nullif(v.source, '') AS SOURCE, b.break_note AS BREAK_NOTE, v.numerator AS NUMERATOR,
               v.denominator AS DENOMINATOR, v.value_id AS FIGURE, {_HISTORY}
        FROM scheme_values AS v LEFT JOIN units USING (indicator) LEFT JOIN broken AS b ON b.figure = v.value_id
    """,
    "DF_AGGREGATES": f"""
        WITH {_UNITS}
        SELECT 'A' AS FREQ, a.group_code AS REF_AREA, a.grouping AS GROUPING, a.indicator AS INDICATOR, a.sex AS SEX,
               a.breakdown AS BREAKDOWN, a.time_period AS TIME_PERIOD,
               CASE WHEN publication <> 'suppressed' THEN value END AS OBS_VALUE, {_WHERE}, units.unit AS UNIT_MEASURE,
               0 AS UNIT_MULT, {_AGGREGATE_STATUS} AS OBS_STATUS, 'F' AS CONF_STATUS, nullif(nature, '') AS NATURE,
               $source AS SOURCE, publication AS COMMENT_OBS, observed_share AS OBSERVED_SHARE,
               imputed_share AS IMPUTED_SHARE, countries AS COUNTRIES, countries_total AS COUNTRIES_TOTAL,
               nullif(year_mix, '') AS YEAR_MIX, nullif(weight_item, '') AS WEIGHT, method AS METHOD,
               max_age AS MAX_AGE, CASE WHEN publication <> 'suppressed' THEN interval_lower END AS LOWER,
               CASE WHEN publication <> 'suppressed' THEN interval_upper END AS UPPER, aggregate_id AS FIGURE,
               {_HISTORY}
        FROM aggregates AS a LEFT JOIN units USING (indicator)
    """,
    # Groups of countries have the codes of ILOSTAT where these are known, else that of M49; SDG regions and M49 agree.
    "DF_SDG_0131_SEX_SOC_RT": f"""
        WITH soc AS (SELECT DISTINCT indicator, ilostat, unit FROM indicators WHERE ilostat <> '' AND breakdown = '_T'),
        named AS (
            SELECT unnest($ilostat_groupings) AS grouping, unnest($ilostat_groups) AS group_code,
                   unnest($ilostat_areas) AS area
        ),
        figures AS (
            SELECT ref_area, indicator, sex, time_period, value, obs_status, nature, source,
                   nullif(concat_ws('; ', nullif(footnote, ''), nullif(note, '')), '') AS comment, lower, upper,
                   value_id AS figure
            FROM country_values WHERE breakdown = '_T'
            UNION ALL
            SELECT coalesce(area, a.group_code), indicator, sex, time_period,
                   CASE WHEN publication <> 'suppressed' THEN value END, {_AGGREGATE_STATUS}, nature, $source,
                   publication, CASE WHEN publication <> 'suppressed' THEN interval_lower END,
                   CASE WHEN publication <> 'suppressed' THEN interval_upper END, aggregate_id
            FROM aggregates AS a LEFT JOIN named USING (grouping, group_code)
            WHERE breakdown = '_T' AND (area IS NOT NULL OR grouping IN (SELECT unnest($groupings)))
        )
        SELECT ref_area AS REF_AREA, 'A' AS FREQ, 'SDG_0131_RT' AS MEASURE, 'SEX_' || trim(sex, '_') AS SEX,
               ilostat AS SOC, time_period AS TIME_PERIOD, value AS OBS_VALUE, {_WHERE}, soc.unit AS UNIT_MEASURE,
               0 AS UNIT_MULT, obs_status AS OBS_STATUS, nullif(nature, '') AS NATURE, nullif(source, '') AS SOURCE,
               comment AS COMMENT_OBS, lower AS LOWER, upper AS UPPER, figure AS FIGURE, {_HISTORY}
        FROM figures JOIN soc USING (indicator)
    """,
    "DF_SIDE_BY_SIDE": f"""
        SELECT 'A' AS FREQ, ref_area AS REF_AREA, coalesce(nullif(indicator, ''), '_Z') AS INDICATOR,
               coalesce(nullif({_CODE.format(column="item")}, ''), '_Z') AS ITEM,
               {_CODE.format(column="scheme")} AS SCHEME, {_CODE.format(column="benefit")} AS BENEFIT, sex AS SEX,
               {_CODE.format(column="breakdown")} AS BREAKDOWN, time_period AS TIME_PERIOD,
               published_value AS OBS_VALUE, {_WHERE}, figure_id AS FIGURE, country_value AS COUNTRY_VALUE,
               nullif({_CODE.format(column="unit")}, '') AS UNIT_MEASURE, 0 AS UNIT_MULT,
               nullif(country_explanation, '') AS COUNTRY_COMMENT, nullif(country_language, '') AS COUNTRY_LANGUAGE,
               nullif(compiler_explanation, '') AS COMPILER_COMMENT,
               nullif(compiler_language, '') AS COMPILER_LANGUAGE, published_on AS PUBLISHED_ON,
               $created AS LAST_UPDATE
        FROM side_by_side
    """,
}


def cube_statement(dataflow: PublishedDataflow) -> str:
    """Return the SELECT that makes the table of a dataflow, sorted by its key and time.

    Its parameters are those of `cube_parameters` that it names.
    """
    key = ", ".join(f'"{each}"' for each in key_of(dataflow))
    return f"{_unsorted(dataflow)} ORDER BY {key}"


def _unsorted(dataflow: PublishedDataflow) -> str:
    columns = ", ".join(f'"{each}"' for each in dataflow.structure.columns)
    return f"SELECT {columns} FROM ({_STATEMENTS[dataflow.id]})"


def cube_parameters(statement: str, release: Release, definitions: Definitions) -> Parameters:
    """Return the parameters of a statement."""
    items = definitions.questionnaire.items
    layout = definitions.ilostat
    known: Parameters = {
        "release": release.id,
        "created": release.published_at.isoformat(timespec="seconds"),
        "world": "demonstration" if release.is_fictional else "real",
        "source": f"OpenSSI {release.id}",
        "items": list(items),
        "tables": [each.table for each in items.values()],
        "groupings": list(layout.groupings),
        "ilostat_groupings": [each.grouping for each in layout.areas],
        "ilostat_groups": [each.group for each in layout.areas],
        "ilostat_areas": [each.code for each in layout.areas],
    }
    return {name: value for name, value in known.items() if f"${name}" in statement}


def cube_writers(
    connection: Connection, release: Release, definitions: Definitions, earlier: Mapping[str, str] | None = None
) -> Mapping[str, Callable[[Path], int]]:
    """Return what writes the table of each dataflow to a Parquet file, by its id; each returns the number of rows.

    Args:
        connection: Tables of the release under the ids of their dataflows; with `earlier` also `revision_reasons`.
        release: Its manifest, without its files.
        definitions: What declares the dataflows and the tables of items.
        earlier: The tables of an earlier release in the connection, by the id of their dataflow: what is as it was
            keeps its LAST_UPDATE and REVISION_REASON.
    """
    return {
        each.id: partial(_write, connection, each, release, definitions, (earlier or {}).get(each.id, ""))
        for each in definitions.dataflows.dataflows.values()
    }


def _write(
    connection: Connection,
    dataflow: PublishedDataflow,
    release: Release,
    definitions: Definitions,
    earlier: str,
    path: Path,
) -> int:
    statement = _unsorted(dataflow) if earlier else cube_statement(dataflow)
    parameters = cube_parameters(statement, release, definitions)
    if earlier:
        types = types_of(connection, statement, parameters)
        columns = keep_earlier(connection, dataflow, earlier, types)
        statement = with_history(dataflow, statement, columns, types)
    return connection.write_parquet(path, statement, parameters)


def make_cubes(connection: Connection, release: Release, definitions: Definitions) -> None:
    """Make every dataflow a table of the connection, for a release that does not hold them.

    Args:
        connection: Tables of the release under the ids of their dataflows.
        release: Its manifest.
        definitions: What declares the dataflows and the tables of items.
    """
    for dataflow in definitions.dataflows.dataflows.values():
        statement = cube_statement(dataflow)
        parameters = cube_parameters(statement, release, definitions)
        connection.execute(f"CREATE OR REPLACE TABLE {dataflow.id} AS {statement}", parameters)
