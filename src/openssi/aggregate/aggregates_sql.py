"""SQL that puts the tables together, from `figures` and `inputs` of `inputs_sql` and what was estimated from them."""

# What was imputed is of the aggregates alone: nature M and status I, never a value of the country.
INPUTS_OF_AGGREGATES = """
    SELECT figures.indicator, inputs.ref_area, figures.sex, figures.breakdown, figures.time_period, inputs.value_id,
           coalesce(inputs.value, imputations.value) AS value, inputs.value_year, inputs.age,
           inputs.weight, figures.weight_item, inputs.weight_id, inputs.weight_year,
           imputations.value IS NOT NULL AS imputed, imputations.group_code AS imputed_from,
           coalesce(imputations.method, '') AS imputation_method,
           CASE WHEN imputations.value IS NOT NULL THEN 'I' WHEN inputs.value_id IS NOT NULL THEN 'A' END AS obs_status,
           CASE WHEN imputations.value IS NOT NULL THEN 'M' END AS nature
    FROM inputs JOIN figures USING (figure)
    LEFT JOIN imputations USING (figure, ref_area)
    ORDER BY indicator, sex, breakdown, figures.time_period, ref_area
"""

AGGREGATES = """
    WITH by_year AS (
        SELECT figure, place, value_year, count(*) AS countries
        FROM inputs JOIN belonging ON belonging.ref_area = inputs.ref_area
         AND time_period BETWEEN valid_from AND valid_to
        WHERE value_id IS NOT NULL GROUP BY ALL
    ),
    mixes AS (
        SELECT figure, place, string_agg(value_year || ':' || countries, ' ' ORDER BY value_year) AS year_mix,
               min(value_year) AS oldest_year, max(value_year) AS newest_year
        FROM by_year GROUP BY ALL
    )
    SELECT concat_ws('.', indicator, grouping, group_code, time_period, sex, breakdown) AS aggregate_id,
           estimates.* EXCLUDE (figure, place), places.grouping, places.group_code,
           figures.indicator, figures.sex, figures.breakdown, figures.time_period, figures.weight_item, figures.max_age,
           CASE WHEN observed_share >= publish_from THEN 'published'
                WHEN observed_share >= flag_from THEN 'flagged'
                ELSE 'suppressed' END AS publication,
           coalesce(mixes.year_mix, '') AS year_mix, mixes.oldest_year, mixes.newest_year,
           CASE WHEN imputed_share > 0 THEN 'E' ELSE 'A' END AS obs_status,
           CASE WHEN imputed_share > 0 THEN 'M' ELSE 'G' END AS nature,
           CAST($draws AS INTEGER) AS draws, $vintage AS vintage
    FROM estimates JOIN figures USING (figure) JOIN places USING (place)
    LEFT JOIN mixes USING (figure, place)
    ORDER BY aggregate_id
"""
