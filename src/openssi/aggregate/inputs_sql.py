"""SQL that gathers the value and the weight of every country for every year of an aggregate.

Tables made: `context` (items that weight, one row per country, sex and year), `figures` and `inputs`. Tables expected:
`country_values`, `loaded` (OBSERVATIONS of the context), `totals`, `members`, `rules` (one row per indicator), `wanted`
(items), `succession`, `years`.
"""

# Persons in units, an age band as `X.POP_CHILD[Y0T17]`; money in US dollars: money in national currency is divided by
# the exchange rate of its year, since sums over countries need one currency; without a rate it has no weight.
CONTEXT = """
    CREATE TEMP TABLE context AS
    WITH rates AS (
        SELECT ref_area, time_period, max(CAST(value AS DOUBLE) * power(10, coalesce(unit_mult, 0))) AS rate
        FROM loaded WHERE item = 'X.FX_AVG' AND value > 0 GROUP BY ALL
    ),
    items AS (
        SELECT loaded.* REPLACE (CASE WHEN age = '_T' THEN item ELSE item || '[' || age || ']' END AS item),
               CAST(value AS DOUBLE) * power(10, coalesce(unit_mult, 0)) AS amount,
               coalesce(unit, '') LIKE 'LCU%' AND coalesce(currency, '') <> 'USD' AS is_national
        FROM loaded
        WHERE value IS NOT NULL AND scheme = '_Z' AND breakdown IN ('_Z', '_T')
    )
    SELECT item, ref_area, sex, time_period, obs_id AS weight_id,
           CASE WHEN is_national THEN amount / rate ELSE amount END AS weight, is_national
    FROM items LEFT JOIN rates USING (ref_area, time_period)
    UNION ALL
    SELECT item, ref_area, sex, time_period, total_id, CAST(value AS DOUBLE), false
    FROM totals WHERE value IS NOT NULL
"""

# The latest value reported in [t - max_age, t]; a value of the year itself wins (METHOD, year of a country value). An
# area that has ended counts in the years in which it existed.
LATEST_VALUES = """
    CREATE TEMP TABLE latest AS
    SELECT values.indicator, values.ref_area, values.sex, values.breakdown, years.year AS time_period,
           values.value_id, values.value, values.time_period AS value_year,
           years.year - values.time_period AS age
    FROM country_values AS values
    JOIN rules ON rules.indicator = values.indicator
    JOIN years ON values.time_period BETWEEN years.year - rules.max_age AND years.year
    WHERE values.value IS NOT NULL
      AND NOT EXISTS (FROM succession WHERE succession.area = values.ref_area AND years.year > succession.last_year)
    QUALIFY row_number() OVER (
        PARTITION BY values.indicator, values.ref_area, values.sex, values.breakdown, years.year
        ORDER BY values.time_period DESC
    ) = 1
"""

# Positive weights in units and in one currency, of countries that belong to a group.
WEIGHTS = """
    CREATE TEMP TABLE weights AS
    SELECT item, ref_area, sex, time_period AS weight_year, weight_id, weight
    FROM context
    WHERE weight > 0 AND item IN (SELECT item FROM wanted)
      AND time_period BETWEEN (SELECT min(year) FROM years) - $tolerance AND (SELECT max(year) FROM years) + $tolerance
      AND (ref_area IN (SELECT area FROM members) OR ref_area IN (SELECT successor FROM succession))
"""

# The weight of the year itself; where it is missing, the nearest year within the tolerance, the earlier of two. An area
# that has ended weighs what its successors weigh in that year, where it has no weight of its own.
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
    ),
    existing AS (FROM own UNION ALL BY NAME FROM nearest),
    joined AS (
        SELECT item, succession.area AS ref_area, sex, min(weight_year) AS weight_year,
               string_agg(weight_id, ' ' ORDER BY weight_id) AS weight_id, sum(weight) AS weight, time_period
        FROM existing JOIN succession ON succession.successor = existing.ref_area
        WHERE time_period <= succession.last_year
          AND NOT EXISTS (
              FROM existing AS former
              WHERE former.ref_area = succession.area AND former.item = existing.item AND former.sex = existing.sex
                AND former.time_period = existing.time_period
          )
        GROUP BY ALL
        HAVING count(*) = (SELECT count(*) FROM succession AS parts WHERE parts.area = succession.area)
    )
    FROM existing UNION ALL BY NAME FROM joined
"""

# What is aggregated for which year, under a number that the later steps join by.
FIGURES = """
    CREATE TEMP TABLE figures AS
    WITH reported AS (
        SELECT reach, max(time_period) AS last_year
        FROM country_values JOIN rules USING (indicator) WHERE value IS NOT NULL GROUP BY reach
    )
    SELECT row_number() OVER (ORDER BY time_period, indicator, sex, breakdown) - 1 AS figure,
           * EXCLUDE (reach, last_year)
    FROM (SELECT DISTINCT indicator, sex, breakdown, time_period FROM latest) JOIN rules USING (indicator)
    JOIN reported USING (reach)
    WHERE $any_year OR time_period <= last_year
"""

# One row per country, figure and year: its weight, and its value where it has one. An item that nobody has by sex
# (births) weights that sex with its total. Where an area that has ended has a value, its successors would count twice.
INPUTS = """
    CREATE TEMP TABLE inputs AS
    WITH weighted AS (
        SELECT *, CASE WHEN sex IN (SELECT sex FROM weights WHERE item = weight_item) THEN sex ELSE '_T' END
                  AS weight_sex
        FROM figures
    ),
    gathered AS (
        SELECT weighted.figure, weighted.time_period,
               weights.ref_area, weights.weight, weights.weight_id, weights.weight_year,
               latest.value_id, latest.value, latest.value_year, latest.age
        FROM weighted
        JOIN weights_by_year AS weights ON weights.item = weighted.weight_item AND weights.sex = weighted.weight_sex
         AND weights.time_period = weighted.time_period
        LEFT JOIN latest ON latest.indicator = weighted.indicator AND latest.ref_area = weights.ref_area
         AND latest.sex = weighted.sex AND latest.breakdown = weighted.breakdown
         AND latest.time_period = weighted.time_period
        WHERE weights.ref_area IN (SELECT area FROM members)
    ),
    continued AS (
        SELECT figure, succession.successor AS ref_area
        FROM gathered JOIN succession ON succession.area = gathered.ref_area
        WHERE value IS NOT NULL
    )
    FROM gathered
    WHERE (value IS NOT NULL OR ref_area NOT IN (SELECT area FROM succession))
      AND NOT EXISTS (
          FROM continued WHERE continued.figure = gathered.figure AND continued.ref_area = gathered.ref_area
      )
"""

# Groups under a number that the later steps join by, and their members with the years in which they are.
PLACES = """
    CREATE TEMP TABLE places AS
    SELECT row_number() OVER (ORDER BY grouping, group_code) - 1 AS place, *
    FROM (SELECT DISTINCT grouping, group_code FROM members)
"""
BELONGING = """
    CREATE TEMP TABLE belonging AS
    SELECT DISTINCT places.place, members.area AS ref_area, members.valid_from, members.valid_to
    FROM members JOIN places USING (grouping, group_code)
    WHERE members.valid_from IS NOT NULL AND members.valid_to IS NOT NULL
"""

COVARIATES = """
    SELECT declared.position, panel_areas.area, top.time_period,
           CASE WHEN declared.logarithm THEN ln(top.weight / coalesce(below.weight, 1))
                ELSE top.weight / coalesce(below.weight, 1) END AS value
    FROM declared
    JOIN weights_by_year AS top ON top.item = declared.numerator AND top.sex = '_T'
    JOIN panel_areas ON panel_areas.ref_area = top.ref_area
    LEFT JOIN weights_by_year AS below ON below.item = declared.denominator AND below.sex = '_T'
     AND below.ref_area = top.ref_area AND below.time_period = top.time_period
    WHERE declared.denominator = '' OR below.weight IS NOT NULL
"""
