"""The footnotes of a release: of typed cells, of tables, of computed figures, and of what rests on a break."""

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import Connection, as_dataflow
from openssi.present.told import is_told_by_items, told_in_words
from openssi.run.releases.sources import LANGUAGES_OF_COUNTRIES, TABLES_OF_ITEMS, tables_of_items
from openssi.vocabulary.reference_metadata import FOOTNOTES
from openssi.vocabulary.text import LANGUAGES

_CELL = """
    SELECT 'cell' AS scope, '{kind}' AS kind,
           CASE channel WHEN 'context' THEN 'DF_CONTEXT' ELSE 'DF_INQUIRY' END AS dataflow,
           obs_id AS figure, ref_area, time_period, item, coalesce(table_code, '') AS table_code, scheme, benefit,
           {column} AS told, CASE channel WHEN 'context' THEN 'en' ELSE coalesce(language, 'und') END AS language
    FROM observations LEFT JOIN tables USING (item) LEFT JOIN languages USING (ref_area) WHERE {column} <> ''
"""
_CELLS = " UNION ALL BY NAME ".join(_CELL.format(kind=kind, column=kind) for kind in ("note", "explanation", "method"))
_OF_TABLES = """
    SELECT CASE WHEN breakdown <> '_Z' THEN 'table' WHEN scheme <> '_Z' THEN 'series' ELSE 'country' END AS scope,
           CASE item WHEN 'Q.METHOD' THEN 'method' WHEN 'Q.INCL_IN' THEN 'included_in' ELSE 'note' END AS kind,
           'DF_INQUIRY' AS dataflow, '' AS figure, ref_area, time_period, '' AS item,
           CASE breakdown WHEN '_Z' THEN '' ELSE breakdown END AS table_code, scheme, benefit, text_value AS told,
           CASE item WHEN 'Q.INCL_IN' THEN '' ELSE coalesce(language, 'und') END AS language
    FROM observations LEFT JOIN languages USING (ref_area)
    WHERE item IN ('Q.NOTE', 'Q.METHOD', 'Q.INCL_IN') AND text_value <> '' AND channel <> 'context'
"""
_OF_VALUES = """
    SELECT 'cell' AS scope, 'footnote' AS kind, 'DF_INDICATORS' AS dataflow, value_id AS figure, ref_area, time_period,
           indicator, footnote AS told, CASE origin WHEN 'series' THEN 'en' ELSE 'und' END AS language
    FROM country_values WHERE footnote <> ''
    UNION ALL BY NAME
    SELECT 'cell' AS scope, 'footnote' AS kind, '' AS dataflow, total_id AS figure, ref_area, time_period, item,
           footnote AS told, 'und' AS language
    FROM national_totals WHERE footnote <> ''
    UNION ALL BY NAME
    SELECT 'cell' AS scope, 'comparison' AS kind, 'DF_INDICATORS' AS dataflow, value_id AS figure, ref_area,
           time_period, indicator, note AS told, coalesce(language, 'und') AS language
    FROM country_values LEFT JOIN languages USING (ref_area) WHERE note <> ''
"""
# A break that is told of a table holds for its marked cells, and for all of them where none is marked.
_RESTING_ON_BREAKS = """
    cells_of_tables AS (
        SELECT b.break_id, o.obs_id
        FROM breaks AS b JOIN tables ON tables.table_code = b.table_code
        JOIN observations AS o ON o.item = tables.item AND o.ref_area = b.ref_area AND o.time_period = b.time_period
            AND (b.scheme = '_Z' OR o.scheme = b.scheme) AND (b.benefit = '_Z' OR o.benefit = b.benefit)
        ANTI JOIN breaks AS c ON c.scope = 'cell' AND c.ref_area = b.ref_area AND c.time_period = b.time_period
            AND c.table_code = b.table_code
        WHERE b.scope = 'table'
    ),
    resting AS (
        SELECT figure AS id, break_id FROM breaks WHERE scope = 'cell'
        UNION
        SELECT obs_id, break_id FROM cells_of_tables
        UNION
        SELECT output_id, break_id FROM resting JOIN lineage ON input_id = resting.id
        WHERE role IN ('numerator', 'denominator', 'part', 'term', 'reported')
    ),
    figures AS (
        SELECT 'DF_INDICATORS' AS dataflow, value_id AS figure, ref_area, time_period, indicator, '_Z' AS scheme,
               '_Z' AS benefit FROM country_values
        UNION ALL
        SELECT 'DF_SCHEME_INDICATORS', value_id, ref_area, time_period, indicator, scheme, benefit FROM scheme_values
    ),
    broken AS (
        SELECT DISTINCT 'cell' AS scope, 'break' AS kind, f.*, b.text_en, b.text_fr, b.text_es, b.language
        FROM resting JOIN figures AS f ON f.figure = resting.id JOIN breaks AS b USING (break_id)
    )
"""
_STATEMENT = f"""
    WITH RECURSIVE {LANGUAGES_OF_COUNTRIES}, {TABLES_OF_ITEMS},
    codes AS (SELECT unnest($codes) AS code, unnest($code_en) AS en, unnest($code_fr) AS fr, unnest($code_es) AS es),
    {_RESTING_ON_BREAKS},
    told AS ({_CELLS} UNION ALL BY NAME {_OF_TABLES} UNION ALL BY NAME {_OF_VALUES}),
    worded AS (
        SELECT told.* EXCLUDE (told, language), coalesce(codes.code, '') AS code,
               coalesce(codes.en, words.en, replace($included_en, '{{figure}}', linked), told) AS text_en,
               coalesce(codes.fr, words.fr, replace($included_fr, '{{figure}}', linked), told) AS text_fr,
               coalesce(codes.es, words.es, replace($included_es, '{{figure}}', linked), told) AS text_es,
               CASE WHEN codes.code IS NOT NULL OR words.is_translated THEN '' ELSE told.language END AS language
        FROM (SELECT *, CASE kind WHEN 'included_in' THEN told END AS linked FROM told) AS told
        LEFT JOIN codes ON told.kind = 'footnote' AND codes.code = told.told
        LEFT JOIN words ON told.kind = 'comparison' AND words.note = told.told
        UNION ALL BY NAME
        SELECT *, '' AS code FROM broken
    )
    SELECT 'N' || left(md5(concat_ws('|', kind, code, text_en, text_fr, text_es)), 10) AS footnote_id, scope, kind,
           dataflow, figure, ref_area, time_period, coalesce(indicator, '') AS indicator, coalesce(item, '') AS item,
           coalesce(table_code, '') AS table_code, coalesce(scheme, '_Z') AS scheme, coalesce(benefit, '_Z') AS benefit,
           code, text_en, text_fr, text_es, language
    FROM worded ORDER BY dataflow, scope, ref_area, time_period, figure, table_code, scheme, benefit, kind, text_en
"""  # noqa: S608 - made of names only


def footnote_table(connection: Connection, definitions: Definitions) -> pa.Table:
    """Return the footnotes of a release (`FOOTNOTES`).

    Args:
        connection: The other tables of the release, already without what is withheld, and its breaks.
        definitions: Names of footnotes, items and codes.
    """
    connection.register("words", _words(connection, definitions))
    codes = tuple(definitions.codelists.get("CL_FOOTNOTE") or ())
    included = {
        f"included_{each}": definitions.texts.get("metadata.generated.included_in", each, figure="{figure}")
        for each in LANGUAGES
    }
    parameters = {
        **tables_of_items(definitions),
        **included,
        "codes": [each.id for each in codes],
        **{f"code_{language}": [each.name.in_language(language) for each in codes] for language in LANGUAGES},
    }
    return as_dataflow(FOOTNOTES, connection.query(_STATEMENT, parameters))


def _words(connection: Connection, definitions: Definitions) -> pa.Table:
    """Return what is told beside values, in words: a row for each different note."""
    notes = [row["note"] for row in connection.rows("SELECT DISTINCT note FROM country_values WHERE note <> ''")]
    columns: dict[str, pa.Array] = {"note": pa.array(notes, pa.string())}
    for each in LANGUAGES:
        columns[each] = pa.array([told_in_words(note, definitions, each) for note in notes], pa.string())
    translated = [is_told_by_items(note, definitions) for note in notes]
    return pa.table({**columns, "is_translated": pa.array(translated, pa.bool_())})
