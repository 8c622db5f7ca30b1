"""SQL that fills missing countries and makes the aggregates, from the tables `figures` and `inputs` of `inputs_sql`."""

# Groups under a number that the later steps join by, and their members.
PLACES = """
    CREATE TEMP TABLE places AS
    SELECT row_number() OVER (ORDER BY grouping, group_code) AS place, *
    FROM (SELECT DISTINCT grouping, group_code FROM members)
"""
BELONGING = """
    CREATE TEMP TABLE belonging AS
    SELECT places.place, members.area AS ref_area, members.valid_from, members.valid_to
    FROM members JOIN places USING (grouping, group_code)
"""

# Sums over the observed countries of every group.
OBSERVED_SUMS = """
    CREATE TEMP TABLE observed_sums AS
    SELECT figure, place, sum(weight) AS weight, sum(weight * value) AS weighted, count(*) AS countries
    FROM inputs JOIN belonging ON belonging.ref_area = inputs.ref_area
     AND time_period BETWEEN valid_from AND valid_to
    WHERE value IS NOT NULL
    GROUP BY figure, place
"""

# What a country would be filled with: the mean of the other countries of its sub-region, where there are none of its
# region (`substituting` orders the groupings). For a country without a value that is the imputation, for one with a
# value it is the test of it.
SUBSTITUTES = """
    CREATE TEMP TABLE substitutes AS
    SELECT inputs.figure, inputs.ref_area, places.group_code,
           CASE WHEN value IS NULL THEN sums.weighted / sums.weight
                ELSE (sums.weighted - inputs.weight * value) / (sums.weight - inputs.weight) END AS substitute
    FROM inputs
    JOIN belonging ON belonging.ref_area = inputs.ref_area AND time_period BETWEEN valid_from AND valid_to
    JOIN places ON places.place = belonging.place
    JOIN substituting ON substituting.grouping = places.grouping
    JOIN observed_sums AS sums ON sums.figure = inputs.figure AND sums.place = belonging.place
    WHERE $impute AND imputes AND sums.countries > CASE WHEN value IS NULL THEN 0 ELSE 1 END
    QUALIFY row_number() OVER (
        PARTITION BY inputs.figure, inputs.ref_area ORDER BY substituting.preference, places.group_code
    ) = 1
"""

FILLED = """
    CREATE TEMP TABLE filled AS
    SELECT inputs.* EXCLUDE (value), coalesce(value, substitute) AS value,
           value IS NULL AND substitute IS NOT NULL AS imputed,
           CASE WHEN value IS NULL THEN group_code END AS imputed_from,
           CASE WHEN value IS NOT NULL THEN value - substitute END AS residual
    FROM inputs LEFT JOIN substitutes USING (figure, ref_area)
"""

INPUTS_OF_AGGREGATES = """
    SELECT figures.indicator, figures.sex, figures.breakdown, figures.weight_item, filled.*
    FROM filled JOIN figures USING (figure) ORDER BY figure, ref_area
"""

# By how much the method would have missed each observed country, had it been missing. Where nothing is imputed, the
# observed mean of a group stands for its missing countries and is tested on the others.
ERRORS = """
    CREATE TEMP TABLE errors AS
    WITH residuals AS (
        SELECT filled.figure, belonging.place,
               CASE WHEN $impute AND imputes THEN residual
                    WHEN sums.countries > 1
                    THEN value - (sums.weighted - filled.weight * value) / (sums.weight - filled.weight) END AS residual
        FROM filled
        JOIN belonging ON belonging.ref_area = filled.ref_area AND time_period BETWEEN valid_from AND valid_to
        JOIN observed_sums AS sums ON sums.figure = filled.figure AND sums.place = belonging.place
        WHERE filled.value_id IS NOT NULL
    )
    SELECT figure, place, count(residual) AS countries, sum(residual * residual) AS squares
    FROM residuals GROUP BY figure, place
"""

SUMS = """
    CREATE TEMP TABLE sums AS
    SELECT figure, place,
           sum(weight) AS weight_total,
           coalesce(sum(weight) FILTER (value_id IS NOT NULL), 0) AS observed,
           coalesce(sum(weight) FILTER (imputed), 0) AS filled_in,
           sum(weight * value) / sum(weight) FILTER (value IS NOT NULL) AS value,
           sqrt(sum(weight * weight) FILTER (value_id IS NULL)) / sum(weight) AS unobserved,
           count(value_id) AS countries,
           count(*) AS countries_total,
           min(value_year) AS oldest_year, max(value_year) AS newest_year
    FROM filled JOIN belonging ON belonging.ref_area = filled.ref_area AND time_period BETWEEN valid_from AND valid_to
    GROUP BY figure, place
"""

# The interval: reported values are fixed; each missing country errs independently by the leave-one-out error.
AGGREGATES = """
    WITH by_year AS (
        SELECT figure, place, value_year, count(*) AS countries
        FROM filled JOIN belonging ON belonging.ref_area = filled.ref_area
         AND time_period BETWEEN valid_from AND valid_to
        WHERE value_id IS NOT NULL GROUP BY ALL
    ),
    mixes AS (
        SELECT figure, place, string_agg(value_year || ':' || countries, ' ' ORDER BY value_year) AS year_mix
        FROM by_year GROUP BY ALL
    ),
    pooled AS (
        SELECT figure, grouping, sqrt(sum(squares) / nullif(sum(countries), 0)) AS error
        FROM errors JOIN places USING (place) GROUP BY ALL
    ),
    judged AS (
        SELECT sums.* EXCLUDE (observed, filled_in), places.grouping, places.group_code,
               observed / weight_total AS observed_share,
               filled_in / weight_total AS imputed_share,
               CASE WHEN errors.countries >= $fewest THEN sqrt(errors.squares / errors.countries)
                    ELSE pooled.error END AS leave_one_out_error
        FROM sums JOIN places USING (place)
        LEFT JOIN errors USING (figure, place)
        LEFT JOIN pooled USING (figure, grouping)
    )
    SELECT concat_ws('.', indicator, grouping, group_code, time_period, sex, breakdown) AS aggregate_id,
           judged.* EXCLUDE (figure, place, unobserved),
           figures.indicator, figures.sex, figures.breakdown, figures.time_period, figures.weight_item, figures.max_age,
           CASE WHEN observed_share >= $publish_from THEN 'published'
                WHEN observed_share >= $flag_from THEN 'flagged'
                ELSE 'suppressed' END AS publication,
           coalesce(mixes.year_mix, '') AS year_mix,
           CASE WHEN $impute AND imputes THEN 'subregion' ELSE 'observed' END AS method,
           CASE WHEN unobserved IS NULL THEN value
                WHEN value IS NOT NULL AND leave_one_out_error IS NOT NULL
                THEN greatest(0, value - 1.959964 * leave_one_out_error * unobserved) END AS interval_lower,
           CASE WHEN unobserved IS NULL THEN value
                WHEN value IS NOT NULL AND leave_one_out_error IS NOT NULL
                THEN least(cap, value + 1.959964 * leave_one_out_error * unobserved) END AS interval_upper,
           CASE WHEN imputed_share > 0 THEN 'E' ELSE 'A' END AS obs_status,
           CASE WHEN imputed_share > 0 THEN 'M' ELSE 'G' END AS nature
    FROM judged JOIN figures USING (figure)
    LEFT JOIN mixes USING (figure, place)
    ORDER BY aggregate_id
"""
