"""SQL that finds what is wrong with the weights, values and memberships of aggregates.

Every statement gives code, indicator, item, grouping, area, first_year and last_year, one row per country; `other` is a
further word of its message. Tables expected: those of `inputs_sql`, and `groups`, `overlapping`, `weight_checks`,
`imputations`.
"""

# A zero or negative number where an item weighs.
NOT_POSITIVE = """
    SELECT 'AGGREGATE_WEIGHT_NOT_POSITIVE' AS code, '' AS indicator, item, '' AS grouping, ref_area AS area,
           min(time_period) AS first_year, max(time_period) AS last_year, '' AS other
    FROM context
    WHERE weight <= 0 AND sex = '_T' AND item IN (SELECT weight_item FROM rules)
      AND time_period BETWEEN (SELECT min(year) FROM years) AND (SELECT max(year) FROM years)
      AND ref_area IN (SELECT area FROM members)
    GROUP BY item, ref_area
"""

# An amount in national currency and no exchange rate of the year.
NO_EXCHANGE_RATE = """
    SELECT 'AGGREGATE_WEIGHT_CURRENCY' AS code, '' AS indicator, item, '' AS grouping, ref_area AS area,
           min(time_period) AS first_year, max(time_period) AS last_year, '' AS other
    FROM context
    WHERE is_national AND weight IS NULL AND item IN (SELECT item FROM wanted)
      AND time_period BETWEEN (SELECT min(year) FROM years) AND (SELECT max(year) FROM years)
    GROUP BY item, ref_area
"""

# A value and no weight near enough: nobody knows how much the country counts. Those that an area that has ended
# stands for, and those in no group, have findings of their own.
NO_WEIGHT = """
    SELECT CASE WHEN indicator IN (SELECT indicator FROM inputs JOIN figures USING (figure))
                THEN 'AGGREGATE_WEIGHT_MISSING' ELSE 'AGGREGATE_WEIGHT_ABSENT' END AS code,
           indicator, weight_item AS item, '' AS grouping, latest.ref_area AS area,
           min(time_period) AS first_year, max(time_period) AS last_year, '' AS other
    FROM latest JOIN rules USING (indicator)
    WHERE latest.ref_area IN (SELECT area FROM members)
      AND NOT EXISTS (
          FROM inputs JOIN figures USING (figure)
          WHERE figures.indicator = latest.indicator AND figures.sex = latest.sex
            AND figures.breakdown = latest.breakdown AND figures.time_period = latest.time_period
            AND inputs.ref_area = latest.ref_area
      )
      AND NOT EXISTS (
          FROM succession JOIN latest AS former ON former.ref_area = succession.area
          WHERE succession.successor = latest.ref_area AND former.indicator = latest.indicator
            AND former.sex = latest.sex AND former.breakdown = latest.breakdown
            AND former.time_period = latest.time_period
      )
    GROUP BY indicator, weight_item, latest.ref_area
"""

OUTSIDE = """
    SELECT 'AGGREGATE_COUNTRY_OUTSIDE' AS code, '' AS indicator, '' AS item, '' AS grouping, ref_area AS area,
           min(time_period) AS first_year, max(time_period) AS last_year, '' AS other
    FROM latest
    WHERE NOT EXISTS (
        FROM belonging WHERE belonging.ref_area = latest.ref_area AND latest.time_period BETWEEN valid_from AND valid_to
    )
    GROUP BY ref_area
"""

# Both have a value for one year; what ended stands for what followed it.
SET_ASIDE = """
    SELECT 'AGGREGATE_SUCCESSORS_SET_ASIDE' AS code, latest.indicator, '' AS item, '' AS grouping,
           latest.ref_area AS area, min(latest.time_period) AS first_year, max(latest.time_period) AS last_year,
           former.ref_area AS other
    FROM latest JOIN succession ON succession.successor = latest.ref_area
    JOIN latest AS former ON former.ref_area = succession.area AND former.indicator = latest.indicator
     AND former.sex = latest.sex AND former.breakdown = latest.breakdown AND former.time_period = latest.time_period
    JOIN figures ON figures.indicator = former.indicator AND figures.sex = former.sex
     AND figures.breakdown = former.breakdown AND figures.time_period = former.time_period
    JOIN inputs ON inputs.figure = figures.figure AND inputs.ref_area = former.ref_area
    GROUP BY latest.indicator, latest.ref_area, former.ref_area
"""

IMPLAUSIBLE = """
    SELECT 'AGGREGATE_WEIGHT_IMPLAUSIBLE' AS code, '' AS indicator, part.item, '' AS grouping, part.ref_area AS area,
           min(part.weight_year) AS first_year, max(part.weight_year) AS last_year, checks.per AS other
    FROM weights AS part JOIN weight_checks AS checks USING (item)
    JOIN weights AS whole ON whole.item = checks.per AND whole.ref_area = part.ref_area
     AND whole.sex = part.sex AND whole.weight_year = part.weight_year
    WHERE part.weight / whole.weight NOT BETWEEN checks.lowest AND checks.highest
      AND part.weight_year BETWEEN (SELECT min(year) FROM years) AND (SELECT max(year) FROM years)
    GROUP BY part.item, part.ref_area, checks.per
"""

TWICE = """
    SELECT 'AGGREGATE_MEMBERSHIP_TWICE' AS code, '' AS indicator, '' AS item, one.grouping, one.area,
           min(greatest(one.valid_from, two.valid_from)) AS first_year,
           max(least(one.valid_to, two.valid_to)) AS last_year, '' AS other
    FROM members AS one JOIN members AS two ON two.grouping = one.grouping AND two.area = one.area
     AND two.group_code > one.group_code
     AND one.valid_from <= two.valid_to AND two.valid_from <= one.valid_to
    WHERE one.grouping NOT IN (SELECT grouping FROM overlapping)
    GROUP BY one.grouping, one.area
"""

UNDATED = """
    SELECT DISTINCT 'AGGREGATE_MEMBERSHIP_UNDATED' AS code, '' AS indicator, '' AS item, grouping, area,
           valid_from AS first_year, valid_to AS last_year, '' AS other
    FROM members WHERE valid_from IS NULL OR valid_to IS NULL
"""

UNKNOWN_GROUP = """
    SELECT DISTINCT 'AGGREGATE_GROUP_UNKNOWN' AS code, '' AS indicator, '' AS item, members.grouping, members.area,
           CAST(NULL AS INTEGER) AS first_year, CAST(NULL AS INTEGER) AS last_year, members.group_code AS other
    FROM members ANTI JOIN groups USING (grouping, group_code)
    WHERE EXISTS (FROM groups)
"""

# Imputed by another method than that of the figure: for want of a covariate, or all countries of a figure alike
# because too few have a value.
FELL_BACK = """
    SELECT 'AGGREGATE_METHOD_FELL_BACK' AS code, figures.indicator, '' AS item, '' AS grouping,
           imputations.ref_area AS area, min(time_period) AS first_year, max(time_period) AS last_year,
           imputations.method AS other
    FROM imputations JOIN figures USING (figure)
    WHERE imputations.is_fallback AND figure IN (SELECT figure FROM imputations WHERE NOT is_fallback)
    GROUP BY figures.indicator, imputations.ref_area, imputations.method
"""

TOO_FEW = """
    SELECT 'AGGREGATE_METHOD_TOO_FEW' AS code, figures.indicator, '' AS item, '' AS grouping,
           CAST(NULL AS VARCHAR) AS area, min(time_period) AS first_year, max(time_period) AS last_year,
           figures.sex AS other
    FROM figures
    WHERE figure IN (SELECT figure FROM imputations)
      AND figure NOT IN (SELECT figure FROM imputations WHERE NOT is_fallback)
    GROUP BY figures.indicator, figures.sex
"""

STATEMENTS = (
    NOT_POSITIVE, NO_EXCHANGE_RATE, NO_WEIGHT, OUTSIDE, SET_ASIDE, IMPLAUSIBLE, TWICE, UNDATED, UNKNOWN_GROUP,
    FELL_BACK, TOO_FEW,
)  # fmt: skip
