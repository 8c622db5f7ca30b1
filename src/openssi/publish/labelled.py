"""Country values, aggregates and answers with their labels in one language: what flat CSV and Excel share."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from openssi.publish.labelled_metadata import METADATA_SQL, named
from openssi.publish.publication import Publication
from openssi.vocabulary.symbols import LETTERS, MISSING, NEGLIGIBLE, NOT_APPLICABLE, SUPPRESSED

Parameters = dict[str, object]


@dataclass(frozen=True, slots=True)
class LabelledTable:
    """A table of the export.

    Attributes:
        id: Name of its file, and key of its texts.
        sql: Its rows; the columns are the keys of its headings.
        numeric: Columns whose numbers are per cent or persons and right-aligned.
    """

    id: str
    sql: str
    numeric: tuple[str, ...] = ()


_LABELS = """
    WITH indicator_names AS (SELECT unnest($indicators) AS indicator, unnest($indicator_names) AS indicator_name),
    sexes AS (SELECT unnest($sexes) AS sex, unnest($sex_names) AS sex_name),
    footnotes AS (SELECT unnest($footnotes) AS footnote, unnest($footnote_names) AS footnote_name),
    letters AS (SELECT unnest($statuses) AS obs_status, unnest($letters) AS letter),
    publications AS (SELECT unnest($publications) AS publication, unnest($publication_names) AS publication_name)
"""

COUNTRY_VALUES = LabelledTable(
    "country_values",
    _LABELS
    + """
    SELECT ref_area AS area, areas.name_{language} AS area_name, indicator, indicator_name, sex, sex_name, breakdown,
           time_period AS year, value,
           CASE WHEN value IS NULL AND obs_status = 'M' THEN $not_applicable WHEN value IS NULL THEN $missing
                WHEN obs_status = 'N' THEN $negligible ELSE coalesce(letter, '') END AS symbol,
           obs_status AS status, nature, coalesce(footnote_name, footnote, '') AS note, coalesce(source, '') AS source,
           numerator, denominator, coalesce(method, '') AS method, country_value, $release AS release, $world AS world
    FROM country_values
    LEFT JOIN (SELECT figure_id AS value_id, country_value FROM side_by_side) USING (value_id)
    LEFT JOIN areas ON areas.area = country_values.ref_area
    LEFT JOIN indicator_names USING (indicator) LEFT JOIN sexes USING (sex)
    LEFT JOIN footnotes USING (footnote) LEFT JOIN letters USING (obs_status)
    ORDER BY indicator, ref_area, time_period, sex, breakdown
""",
    ("year", "value", "numerator", "denominator"),
)

AGGREGATES = LabelledTable(
    "aggregates",
    _LABELS
    + """
    SELECT grouping, group_code, groups.name_{language} AS group_name, indicator, indicator_name, sex, sex_name,
           breakdown, time_period AS year, CASE WHEN publication <> 'suppressed' THEN value END AS value,
           CASE publication WHEN 'suppressed' THEN $suppressed WHEN 'flagged' THEN 'u' ELSE coalesce(letter, '') END
               AS symbol,
           publication_name AS publication, observed_share, imputed_share, countries, countries_total, oldest_year,
           newest_year, coalesce(year_mix, '') AS year_mix, coalesce(weight_item, '') AS weight, method, nature,
           $release AS release, $world AS world
    FROM aggregates
    LEFT JOIN groups USING (grouping, group_code)
    LEFT JOIN indicator_names USING (indicator) LEFT JOIN sexes USING (sex)
    LEFT JOIN letters USING (obs_status) LEFT JOIN publications USING (publication)
    ORDER BY indicator, grouping, group_code, time_period, sex, breakdown
""",
    ("year", "value", "observed_share", "imputed_share", "countries", "countries_total", "oldest_year", "newest_year"),
)

OBSERVATIONS = LabelledTable(
    "observations",
    _LABELS
    + """,
    items AS (SELECT unnest($items) AS item, unnest($item_names) AS item_name)
    SELECT ref_area AS area, areas.name_{language} AS area_name, item, coalesce(item_name, '') AS item_name, scheme,
           benefit, sex, sex_name, age, func AS function, breakdown, time_period AS year, value,
           coalesce(text_value, '') AS text_value, unit, unit_mult, obs_status AS status, coalesce(source, '') AS source,
           coalesce(note, '') AS note, coalesce(explanation, '') AS explanation, country_value, vintage,
           $release AS release, $world AS world
    FROM observations
    LEFT JOIN (SELECT figure_id AS obs_id, country_value FROM side_by_side) USING (obs_id)
    LEFT JOIN areas ON areas.area = observations.ref_area
    LEFT JOIN items USING (item) LEFT JOIN sexes USING (sex)
    WHERE channel <> 'context'
    ORDER BY ref_area, time_period, item, scheme, benefit, sex, age, func, observations.breakdown
""",
    ("year", "value", "unit_mult", "vintage"),
)

DECISIONS = LabelledTable(
    "decisions",
    """
    WITH kinds AS (SELECT unnest($decisions) AS kind, unnest($decision_names) AS decision),
    decided AS (
        SELECT 'tolerance' AS kind, tolerance_id AS decision_id, rule, ref_area AS area, NULL::INTEGER AS year, '' AS cell,
               tolerance AS field, rtrim(rtrim(usual_value::VARCHAR, '0'), '.') AS before,
               rtrim(rtrim(value::VARCHAR, '0'), '.') AS after, reason,
               decided_role AS role, decided_on, valid_to, state
        FROM tolerances
        UNION ALL
        SELECT 'waiver', waiver_id, rule, ref_area, time_period, obs_id, '', '', '', reason, decided_role, decided_on,
               coalesce(ended_on, ''), state
        FROM waivers
        UNION ALL
        SELECT 'correction', correction_id, '', ref_area, time_period, obs_id, field, expected, corrected, reason,
               proposed_role, proposed_on, '', status
        FROM corrections
    )
    SELECT decision, decision_id, rule, area, areas.name_{language} AS area_name, year, cell, field, before, after,
           reason, role, decided_on, valid_to, state, $release AS release, $world AS world
    FROM decided JOIN kinds USING (kind) LEFT JOIN areas USING (area)
    ORDER BY kind, decision_id
""",
    ("year",),
)

SIDE_BY_SIDE = LabelledTable(
    "side_by_side",
    _LABELS
    + """,
    items AS (SELECT unnest($items) AS item, unnest($item_names) AS item_name)
    SELECT ref_area AS area, areas.name_{language} AS area_name, time_period AS year, indicator,
           coalesce(indicator_name, '') AS indicator_name, item, coalesce(item_name, '') AS item_name, scheme, benefit,
           sex, sex_name, breakdown, published_value AS value, country_value, unit, country_explanation,
           country_language, compiler_explanation, compiler_language, objected_on, published_on, vintage,
           $release AS release, $world AS world
    FROM side_by_side
    LEFT JOIN areas ON areas.area = side_by_side.ref_area
    LEFT JOIN indicator_names USING (indicator) LEFT JOIN items USING (item) LEFT JOIN sexes USING (sex)
    ORDER BY ref_area, time_period, figure DESC, figure_id
""",
    ("year", "value", "country_value", "vintage"),
)

INDICATORS = LabelledTable(
    "indicators",
    """
    SELECT indicator, code, family, family_{language} AS family_name, name_{language} AS indicator_name,
           definition_{language} AS definition, breakdown, breakdown_name_{language} AS breakdown_name, sexes, formula,
           numerator AS dividend, denominator AS divisor, factor, by_scheme, by_benefit, unit,
           unit_name_{language} AS unit_name, direction, weight, weight_fallbacks, max_age, publish_from, flag_from,
           variant_of, sdg, series, ilostat, method_page, definitions_version, $release AS release, $world AS world
    FROM indicators
    ORDER BY position, breakdown <> '_T', breakdown, sexes
""",
    ("factor", "max_age", "publish_from", "flag_from"),
)

METADATA = tuple(LabelledTable(name, sql) for name, sql in METADATA_SQL.items())

TABLES = (AGGREGATES, COUNTRY_VALUES, OBSERVATIONS, DECISIONS, SIDE_BY_SIDE, INDICATORS, *METADATA)


def statement(publication: Publication, table: LabelledTable) -> tuple[str, Parameters]:
    """Return the statement of a table with exactly the parameters that it names."""
    sql = table.sql.replace("{language}", publication.language)
    return sql, {name: value for name, value in _parameters(publication).items() if f"${name}" in sql}


def rows_of(publication: Publication, table: LabelledTable) -> pa.Table:
    """Return a table with its labels."""
    return publication.connection.query(*statement(publication, table))


def headings(publication: Publication, columns: Iterable[str]) -> list[str]:
    """Return the headings of columns in the language of the publication."""
    return [publication.say(f"heads.{column}") for column in columns]


_DECISIONS = ("tolerance", "waiver", "correction")


def _parameters(publication: Publication) -> Parameters:
    language, definitions = publication.language, publication.definitions
    indicators = tuple(definitions.indicators.values())
    footnotes = tuple(definitions.codelists.get("CL_FOOTNOTE") or ())
    items = definitions.questionnaire.items
    sexes = ("_T", "F", "M", "_U")
    publications = ("published", "flagged", "suppressed")
    return {
        "indicators": [each.id for each in indicators],
        "indicator_names": [each.name.in_language(language) for each in indicators],
        "sexes": list(sexes),
        "sex_names": [publication.say(f"sex.s{sex}") for sex in sexes],
        "footnotes": [each.id for each in footnotes],
        "footnote_names": [each.name.in_language(language) for each in footnotes],
        "statuses": list(LETTERS),
        "letters": list(LETTERS.values()),
        "publications": list(publications),
        "publication_names": [publication.say(f"publication.{each}") for each in publications],
        "items": list(items),
        "item_names": [each.label.in_language(language) for each in items.values()],
        "decisions": list(_DECISIONS),
        "decision_names": [publication.say(f"decision.{each}") for each in _DECISIONS],
        **named(publication),
        "missing": MISSING,
        "not_applicable": NOT_APPLICABLE,
        "negligible": NEGLIGIBLE,
        "suppressed": SUPPRESSED,
        "release": publication.release.id,
        "world": publication.world,
    }
