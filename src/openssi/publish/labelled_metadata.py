"""Notes, breaks, sources and reference metadata with their labels in one language, for flat CSV and Excel."""

from collections.abc import Mapping

from openssi.publish.publication import Publication
from openssi.vocabulary.text import LANGUAGES

_PLACES = """
    WITH kinds AS (SELECT unnest($note_kinds) AS kind, unnest($note_kind_names) AS kind_name),
    causes AS (SELECT unnest($causes) AS cause, unnest($cause_names) AS cause_name),
    types AS (SELECT unnest($source_types) AS source_type, unnest($source_type_names) AS source_type_name),
    languages AS (SELECT unnest($languages) AS language, unnest($language_names) AS language_name),
    indicator_names AS (SELECT unnest($indicators) AS indicator, unnest($indicator_names) AS indicator_name),
    items AS (SELECT unnest($items) AS item, unnest($item_names) AS item_name)
"""

METADATA_SQL: Mapping[str, str] = {
    "metadata": """
        SELECT target, ref_area AS area, indicator, nullif(scheme, '_Z') AS scheme, time_period AS year, number,
               concept, name_{language} AS heading, text_{language} AS text, language, $release AS release,
               $world AS world
        FROM reference_metadata
        ORDER BY dataflow, scope, target, position
    """,
    "notes": _PLACES
    + """
        SELECT ref_area AS area, areas.name_{language} AS area_name, time_period AS year, indicator,
               coalesce(indicator_name, '') AS indicator_name, item, coalesce(item_name, '') AS item_name,
               table_code AS "table", nullif(scheme, '_Z') AS scheme, nullif(benefit, '_Z') AS benefit, figure,
               kind_name AS kind, text_{language} AS text, coalesce(language_name, language) AS language, footnote_id,
               $release AS release, $world AS world
        FROM footnotes LEFT JOIN areas ON areas.area = ref_area LEFT JOIN kinds USING (kind)
        LEFT JOIN indicator_names USING (indicator) LEFT JOIN items USING (item) LEFT JOIN languages USING (language)
        ORDER BY ref_area, time_period, indicator, item, figure, kind
    """,
    "breaks": _PLACES
    + """
        SELECT ref_area AS area, areas.name_{language} AS area_name, time_period AS year, table_code AS "table", item,
               coalesce(item_name, '') AS item_name, nullif(scheme, '_Z') AS scheme, nullif(benefit, '_Z') AS benefit,
               sex, figure, coalesce(cause_name, '') AS cause, text_{language} AS text,
               coalesce(language_name, language) AS language, previous_year, previous_value, value,
               $release AS release, $world AS world
        FROM breaks LEFT JOIN areas ON areas.area = ref_area LEFT JOIN causes USING (cause)
        LEFT JOIN items USING (item) LEFT JOIN languages USING (language)
        ORDER BY ref_area, time_period, break_id
    """,
    "cited_sources": _PLACES
    + """
        SELECT source_id, title, coalesce(source_type_name, '') AS source_type, publisher, date, link, file, sha256,
               moment, coverage, licence, ref_area AS area, coalesce(areas.name_{language}, '') AS area_name,
               table_code AS "table", item, nullif(scheme, '_Z') AS scheme, first_year, last_year, countries, dataflow,
               coalesce(language_name, language) AS language, $release AS release, $world AS world
        FROM sources LEFT JOIN areas ON areas.area = ref_area LEFT JOIN types USING (source_type)
        LEFT JOIN languages USING (language)
        ORDER BY scope, ref_area, first_year, title, table_code, scheme
    """,
}
"""Statement by the name of the file; the columns are the keys of the headings."""

_KINDS = ("note", "explanation", "method", "footnote", "comparison", "break", "included_in")
_CAUSES = ("LAW", "DEFINITION", "REGISTER", "TERRITORY", "CURRENCY", "CLASSIFICATION")


def named(publication: Publication) -> dict[str, object]:
    """Return the names of kinds, causes, types of source and languages in the language of the publication."""
    language, definitions = publication.language, publication.definitions
    types = tuple(definitions.codelists.get("CL_SRC") or ())

    def said(group: str, names: tuple[str, ...]) -> list[str]:
        return [definitions.texts.get(f"metadata.{group}.{each}", language) for each in names]

    return {
        "note_kinds": list(_KINDS),
        "note_kind_names": said("kind", _KINDS),
        "causes": list(_CAUSES),
        "cause_names": said("cause", _CAUSES),
        "source_types": [each.id for each in types],
        "source_type_names": [each.name.in_language(language) for each in types],
        "languages": [*LANGUAGES, "und"],
        "language_names": said("language", (*LANGUAGES, "und")),
    }
