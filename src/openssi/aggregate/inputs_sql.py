"""SQL that gathers the value and the weight of every country for every year of an aggregate.

Tables expected: `country_values`, `context` (OBSERVATIONS), `members`, `rules` (one row per indicator), `years`.
"""

# The latest value reported in [t - max_age, t]; a value of the year itself wins (METHOD, year of a country value).
LATEST_VALUES = """
    CREATE TEMP TABLE latest AS
    SELECT values.indicator, values.ref_area, values.sex, values.breakdown, years.year AS time_period,
           values.value_id, values.value, values.time_period AS value_year,
           years.year - values.time_period AS age
    FROM country_values AS values
    JOIN rules ON rules.indicator = values.indicator
    JOIN years ON values.time_period BETWEEN years.year - rules.max_age AND years.year
    WHERE values.value IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY values.indicator, values.ref_area, values.sex, values.breakdown, years.year
        ORDER BY values.time_period DESC
    ) = 1
"""

# Weights in units. An item without a breakdown by sex (births) weights every sex.
WEIGHTS = """
    CREATE TEMP TABLE weights AS
    SELECT item, ref_area, sex, time_period AS weight_year, obs_id AS weight_id,
           CAST(value AS DOUBLE) * power(10, coalesce(unit_mult, 0)) AS weight
    FROM context
    WHERE value IS NOT NULL AND age = '_T' AND breakdown IN ('_Z', '_T') AND scheme = '_Z'
      AND item IN (SELECT weight_item FROM rules)
"""

# One row per country, figure and year: its weight, and its value where it has one.
INPUTS = """
    CREATE TEMP TABLE inputs AS
    WITH figures AS (
        SELECT DISTINCT indicator, sex, breakdown, time_period FROM latest
    ),
    weighted AS (
        SELECT figures.*, rules.weight_item, rules.imputes,
               CASE WHEN figures.sex IN (SELECT sex FROM weights WHERE item = rules.weight_item)
                    THEN figures.sex ELSE '_T' END AS weight_sex
        FROM figures JOIN rules USING (indicator)
    ),
    nearest AS (
        SELECT weighted.*, weights.ref_area, weights.weight, weights.weight_id, weights.weight_year
        FROM weighted
        JOIN weights ON weights.item = weighted.weight_item AND weights.sex = weighted.weight_sex
         AND weights.weight_year BETWEEN weighted.time_period - $tolerance AND weighted.time_period + $tolerance
        QUALIFY row_number() OVER (
            PARTITION BY weighted.indicator, weighted.sex, weighted.breakdown, weighted.time_period, weights.ref_area
            ORDER BY abs(weights.weight_year - weighted.time_period), weights.weight_year
        ) = 1
    )
    SELECT nearest.indicator, nearest.ref_area, nearest.sex, nearest.breakdown, nearest.time_period,
           latest.value_id, latest.value, latest.value_year, latest.age,
           nearest.weight, nearest.weight_item, nearest.weight_id, nearest.weight_year, nearest.imputes
    FROM nearest LEFT JOIN latest USING (indicator, ref_area, sex, breakdown, time_period)
    WHERE nearest.weight > 0 AND nearest.ref_area IN (SELECT area FROM members)
"""
