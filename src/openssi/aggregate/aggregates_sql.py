"""SQL that imputes missing countries and makes the aggregates, from the table `inputs` of `inputs_sql`."""

# Mean of the observed countries of a group, and each country's distance from the mean of the others.
GROUP_MEANS = """
    CREATE TEMP TABLE group_means AS
    SELECT inputs.indicator, inputs.sex, inputs.breakdown, inputs.time_period, members.grouping, members.group_code,
           sum(weight) AS weight, sum(weight * value) AS weighted
    FROM inputs JOIN members ON members.area = inputs.ref_area
     AND inputs.time_period BETWEEN members.valid_from AND members.valid_to
    WHERE inputs.value IS NOT NULL AND inputs.imputes AND members.grouping IN ($near, $far)
    GROUP BY ALL
"""

# A missing country takes the mean of its sub-region, else of its region; never the value of a single far neighbour.
IMPUTED = """
    CREATE TEMP TABLE filled AS
    WITH candidates AS (
        SELECT inputs.indicator, inputs.ref_area, inputs.sex, inputs.breakdown, inputs.time_period,
               means.weighted / means.weight AS mean, means.group_code, means.grouping
        FROM inputs JOIN members ON members.area = inputs.ref_area
         AND inputs.time_period BETWEEN members.valid_from AND members.valid_to
        JOIN group_means AS means USING (indicator, sex, breakdown, time_period, grouping, group_code)
        WHERE inputs.value IS NULL AND inputs.imputes AND $impute
        QUALIFY row_number() OVER (
            PARTITION BY inputs.indicator, inputs.ref_area, inputs.sex, inputs.breakdown, inputs.time_period
            ORDER BY members.grouping = $near DESC
        ) = 1
    )
    SELECT inputs.* EXCLUDE (value, imputes), coalesce(inputs.value, candidates.mean) AS value,
           inputs.value IS NULL AND candidates.mean IS NOT NULL AS imputed,
           CASE WHEN inputs.value IS NULL THEN candidates.group_code END AS imputed_from
    FROM inputs LEFT JOIN candidates USING (indicator, ref_area, sex, breakdown, time_period)
"""

# What the imputation would have missed each observed country by, had it been missing.
RESIDUALS = """
    CREATE TEMP TABLE residuals AS
    SELECT inputs.indicator, inputs.ref_area, inputs.sex, inputs.breakdown, inputs.time_period,
           inputs.value - (means.weighted - inputs.weight * inputs.value) / (means.weight - inputs.weight) AS residual
    FROM inputs JOIN members ON members.area = inputs.ref_area AND members.grouping = $near
     AND inputs.time_period BETWEEN members.valid_from AND members.valid_to
    JOIN group_means AS means USING (indicator, sex, breakdown, time_period, grouping, group_code)
    WHERE inputs.value IS NOT NULL AND means.weight > inputs.weight * 1.000001
"""

AGGREGATES = """
    WITH entering AS (
        SELECT filled.*, members.grouping, members.group_code, residuals.residual
        FROM filled JOIN members ON members.area = filled.ref_area
         AND filled.time_period BETWEEN members.valid_from AND members.valid_to
        LEFT JOIN residuals USING (indicator, ref_area, sex, breakdown, time_period)
    ),
    by_year AS (
        SELECT indicator, sex, breakdown, time_period, grouping, group_code, value_year, count(*) AS countries
        FROM entering WHERE value_id IS NOT NULL GROUP BY ALL
    ),
    mixes AS (
        SELECT indicator, sex, breakdown, time_period, grouping, group_code,
               string_agg(value_year || ':' || countries, ' ' ORDER BY value_year) AS year_mix
        FROM by_year GROUP BY ALL
    ),
    sums AS (
        SELECT indicator, sex, breakdown, time_period, grouping, group_code,
               sum(weight) AS weight_total,
               sum(weight) FILTER (value_id IS NOT NULL) AS observed,
               coalesce(sum(weight) FILTER (imputed), 0) AS filled_in,
               sum(weight * value) FILTER (value IS NOT NULL) / sum(weight) FILTER (value IS NOT NULL) AS mean,
               sum(weight) FILTER (value IS NOT NULL) AS entering_weight,
               coalesce(sum(weight * weight) FILTER (imputed), 0) AS imputed_squares,
               count(*) FILTER (value_id IS NOT NULL) AS countries,
               count(*) AS countries_total,
               min(value_year) AS oldest_year, max(value_year) AS newest_year,
               min(weight_item) AS weight_item,
               sqrt(avg(residual * residual)) AS leave_one_out_error
        FROM entering GROUP BY ALL
    )
    SELECT concat_ws('.', indicator, grouping, group_code, time_period, sex, breakdown) AS aggregate_id,
           sums.* EXCLUDE (observed, filled_in, mean, entering_weight, imputed_squares),
           mean AS value,
           coalesce(observed, 0) / weight_total AS observed_share,
           filled_in / weight_total AS imputed_share,
           CASE WHEN coalesce(observed, 0) / weight_total >= $publish_from THEN 'published'
                WHEN coalesce(observed, 0) / weight_total >= $flag_from THEN 'flagged'
                ELSE 'suppressed' END AS publication,
           mixes.year_mix,
           CASE WHEN $impute AND rules.imputes THEN 'subregion' ELSE 'observed' END AS method,
           rules.max_age,
           CASE WHEN imputed_squares = 0 THEN mean
                ELSE greatest(0, mean - 1.96 * leave_one_out_error * sqrt(imputed_squares) / entering_weight) END
               AS interval_lower,
           CASE WHEN imputed_squares = 0 THEN mean
                ELSE least(100, mean + 1.96 * leave_one_out_error * sqrt(imputed_squares) / entering_weight) END
               AS interval_upper,
           CASE WHEN filled_in > 0 THEN 'E' ELSE 'A' END AS obs_status,
           CASE WHEN filled_in > 0 THEN 'M' ELSE 'G' END AS nature
    FROM sums JOIN rules USING (indicator)
    LEFT JOIN mixes USING (indicator, sex, breakdown, time_period, grouping, group_code)
    ORDER BY aggregate_id
"""
