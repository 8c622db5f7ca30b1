"""SQL that gathers the value and the weight of every country for every year of an aggregate.

Tables made: `figures` and `inputs`. Tables expected: `country_values`, `context` (items that weight, one row per
country, sex and year), `members`, `rules` (one row per indicator), `years`.
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

# Positive weights in units, of countries that belong to a group.
WEIGHTS = """
    CREATE TEMP TABLE weights AS
    SELECT item, ref_area, sex, time_period AS weight_year, weight_id, weight
    FROM context
    WHERE weight > 0 AND item IN (SELECT weight_item FROM rules) AND ref_area IN (SELECT area FROM members)
"""

# The weight of the year itself; where it is missing, the nearest year within the tolerance, the earlier of two.
WEIGHTS_BY_YEAR = """
    CREATE TEMP TABLE weights_by_year AS
    WITH own AS (
        SELECT weights.*, weight_year AS time_period FROM weights WHERE weight_year IN (SELECT year FROM years)
    ),
    lacking AS (
        SELECT DISTINCT item, ref_area, sex, year AS time_period FROM weights CROSS JOIN years
        EXCEPT SELECT item, ref_area, sex, time_period FROM own
    ),
    nearest AS (
        SELECT weights.*, lacking.time_period
        FROM lacking JOIN weights USING (item, ref_area, sex)
        WHERE abs(weight_year - lacking.time_period) <= $tolerance
        QUALIFY row_number() OVER (
            PARTITION BY item, ref_area, sex, lacking.time_period
            ORDER BY abs(weight_year - lacking.time_period), weight_year
        ) = 1
    )
    FROM own UNION ALL BY NAME FROM nearest
"""

# What is aggregated for which year, under a number that the later steps join by.
FIGURES = """
    CREATE TEMP TABLE figures AS
    SELECT row_number() OVER (ORDER BY indicator, sex, breakdown, time_period) AS figure, *
    FROM (SELECT DISTINCT indicator, sex, breakdown, time_period FROM latest) JOIN rules USING (indicator)
"""

# One row per country, figure and year: its weight, and its value where it has one. An item that nobody has by sex
# (births) weights that sex with its total.
INPUTS = """
    CREATE TEMP TABLE inputs AS
    WITH weighted AS (
        SELECT *, CASE WHEN sex IN (SELECT sex FROM weights WHERE item = weight_item) THEN sex ELSE '_T' END
                  AS weight_sex
        FROM figures
    )
    SELECT weighted.figure, weighted.imputes, weighted.time_period,
           weights.ref_area, weights.weight, weights.weight_id, weights.weight_year,
           latest.value_id, latest.value, latest.value_year, latest.age
    FROM weighted
    JOIN weights_by_year AS weights ON weights.item = weighted.weight_item AND weights.sex = weighted.weight_sex
     AND weights.time_period = weighted.time_period
    LEFT JOIN latest ON latest.indicator = weighted.indicator AND latest.ref_area = weights.ref_area
     AND latest.sex = weighted.sex AND latest.breakdown = weighted.breakdown
     AND latest.time_period = weighted.time_period
"""
