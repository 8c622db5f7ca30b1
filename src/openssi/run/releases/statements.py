"""What is asked of the tables of a release for a notebook: rows with their labels, every other column as it is kept.

`{language}` is the language of the labels. A filter that is null keeps all rows.
"""

_NAMES = """
    WITH sexes AS (
        SELECT unnest($sexes) AS sex, unnest($sex_names) AS sex_name, generate_subscripts($sexes, 1) AS turn
    ),
    breakdowns AS (
        SELECT indicator, breakdown, any_value(breakdown_name_{language}) AS breakdown_name FROM indicators GROUP BY ALL
    )
"""

_CHOSEN = """
    held.indicator = $indicator
      AND ($years::INTEGER[] IS NULL OR list_contains($years::INTEGER[], held.time_period))
      AND ($chosen_sexes::VARCHAR[] IS NULL OR list_contains($chosen_sexes::VARCHAR[], held.sex))
      AND ($breakdowns::VARCHAR[] IS NULL OR list_contains($breakdowns::VARCHAR[], held.breakdown))
"""

# A year in which a country only said why it has no value counts where no such value exists.
COUNTRY_VALUES = f"""
    {_NAMES},
    footnotes AS (SELECT unnest($footnotes) AS footnote, unnest($footnote_names) AS footnote_name)
    SELECT held.indicator, held.ref_area AS country, areas.name_{{language}} AS country_name, held.sex, sexes.sex_name,
           held.breakdown, breakdowns.breakdown_name, held.time_period AS year, held.value, $unit AS unit,
           held.obs_status AS status, held.nature, held.numerator, held.denominator, held.lower, held.upper,
           held.method,
           concat_ws('; ', coalesce(footnotes.footnote_name, nullif(held.footnote, '')), nullif(held.note, '')) AS note,
           held.source, beside.country_value,
           held.* EXCLUDE (indicator, ref_area, sex, breakdown, time_period, value, obs_status, nature, numerator,
                           denominator, lower, upper, method, note, source)
    FROM country_values AS held
    LEFT JOIN areas ON areas.area = held.ref_area
    LEFT JOIN sexes USING (sex)
    LEFT JOIN breakdowns ON breakdowns.indicator = held.indicator AND breakdowns.breakdown = held.breakdown
    LEFT JOIN footnotes ON footnotes.footnote = held.footnote
    LEFT JOIN side_by_side AS beside ON beside.figure_id = held.value_id
    WHERE {_CHOSEN}
      AND ($countries::VARCHAR[] IS NULL OR list_contains($countries::VARCHAR[], held.ref_area))
      AND held.time_period BETWEEN $first AND $last
    QUALIFY NOT $latest OR row_number() OVER (
        PARTITION BY held.ref_area, held.sex, held.breakdown ORDER BY held.value IS NULL, held.time_period DESC
    ) = 1
    ORDER BY held.ref_area, sexes.turn, held.breakdown, held.time_period
"""  # noqa: S608 - only constants are put in

# Schemes and benefits are called as they were in their last answer.
SCHEME_VALUES = f"""
    {_NAMES},
    called AS (
        SELECT ref_area, item, scheme, benefit, arg_max(text_value, time_period) AS name
        FROM observations WHERE item IN ('S.NAME_EN', 'B.NAME_EN') AND text_value <> '' GROUP BY ALL
    )
    SELECT held.indicator, held.ref_area AS country, areas.name_{{language}} AS country_name, held.scheme,
           schemes.name AS scheme_name, held.benefit, benefits.name AS benefit_name, held.sex, sexes.sex_name,
           held.breakdown, breakdowns.breakdown_name, held.time_period AS year, held.value, $unit AS unit,
           held.obs_status AS status, held.nature, held.numerator, held.denominator,
           held.* EXCLUDE (indicator, ref_area, scheme, benefit, sex, breakdown, time_period, value, obs_status,
                           nature, numerator, denominator)
    FROM scheme_values AS held
    LEFT JOIN areas ON areas.area = held.ref_area
    LEFT JOIN sexes USING (sex)
    LEFT JOIN breakdowns ON breakdowns.indicator = held.indicator AND breakdowns.breakdown = held.breakdown
    LEFT JOIN called AS schemes
        ON schemes.ref_area = held.ref_area AND schemes.item = 'S.NAME_EN' AND schemes.scheme = held.scheme
    LEFT JOIN called AS benefits
        ON benefits.ref_area = held.ref_area AND benefits.item = 'B.NAME_EN' AND benefits.benefit = held.benefit
    WHERE {_CHOSEN}
      AND ($countries::VARCHAR[] IS NULL OR list_contains($countries::VARCHAR[], held.ref_area))
    ORDER BY held.ref_area, held.scheme, held.benefit, sexes.turn, held.breakdown, held.time_period
"""  # noqa: S608 - only constants are put in

AGGREGATES = f"""
    {_NAMES}
    SELECT held.indicator, held.grouping, held.group_code, groups.name_{{language}} AS group_name, held.sex,
           sexes.sex_name, held.breakdown, breakdowns.breakdown_name, held.time_period AS year, held.value,
           $unit AS unit, held.interval_lower, held.interval_upper, held.publication, held.observed_share,
           held.imputed_share, held.countries, held.countries_total, held.obs_status AS status, held.nature,
           held.* EXCLUDE (indicator, grouping, group_code, sex, breakdown, time_period, value, interval_lower,
                           interval_upper, publication, observed_share, imputed_share, countries, countries_total,
                           obs_status, nature)
    FROM aggregates AS held
    LEFT JOIN groups ON groups.grouping = held.grouping AND groups.group_code = held.group_code
    LEFT JOIN sexes USING (sex)
    LEFT JOIN breakdowns ON breakdowns.indicator = held.indicator AND breakdowns.breakdown = held.breakdown
    WHERE {_CHOSEN}
      AND ($grouping::VARCHAR IS NULL OR held.grouping = $grouping)
      AND ($groups::VARCHAR[] IS NULL OR list_contains($groups::VARCHAR[], held.group_code))
    QUALIFY NOT $latest OR held.time_period = coalesce(
        max(held.time_period) FILTER (held.value IS NOT NULL) OVER (), max(held.time_period) OVER ()
    )
    ORDER BY held.grouping, groups.sort_order, held.group_code, sexes.turn, held.breakdown, held.time_period
"""  # noqa: S608 - only constants are put in

CATALOGUE = """
    WITH valued AS (
        SELECT indicator, count(DISTINCT ref_area) AS countries, min(time_period) AS first_year,
               max(time_period) AS last_year
        FROM country_values WHERE value IS NOT NULL GROUP BY indicator
    ),
    declared AS (
        SELECT indicator, position, code, name_{language} AS name, short_name_{language} AS short_name, unit,
               unit_name_{language} AS unit_name, family, family_{language} AS family_name,
               definition_{language} AS definition, direction, weight <> '' AS aggregated, variant_of,
               string_agg(DISTINCT breakdown, ' ' ORDER BY breakdown) AS breakdowns
        FROM indicators
        WHERE ($families::VARCHAR[] IS NULL OR list_contains($families::VARCHAR[], family))
        GROUP BY ALL
    )
    SELECT declared.* EXCLUDE (position), coalesce(countries, 0)::INTEGER AS countries, first_year, last_year
    FROM declared LEFT JOIN valued USING (indicator)
    ORDER BY position
"""

VALUED_COUNTRIES = """
    SELECT count(DISTINCT ref_area) FILTER (value IS NOT NULL) AS valued, max(time_period) FILTER (value IS NOT NULL)
               AS last_year, (SELECT count(*) FROM areas) AS countries
    FROM country_values WHERE indicator = $1
"""
