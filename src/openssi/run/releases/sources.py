"""The sources of a release: cited for a table, for an item or series, and the files that were read."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import Connection, as_dataflow, table_of
from openssi.vocabulary.reference_metadata import SOURCES

LANGUAGES_OF_COUNTRIES = """
    languages AS (
        SELECT ref_area, arg_max(lower(text_value), time_period) AS language FROM observations
        WHERE item = 'I.LANG' AND text_value <> '' GROUP BY ref_area
    )
"""
"""The language in which each country writes, as its institutions told it."""

TABLES_OF_ITEMS = "tables AS (SELECT unnest($items) AS item, unnest($tables) AS table_code)"

_CITED = f"""
    WITH {LANGUAGES_OF_COUNTRIES}, {TABLES_OF_ITEMS},
    answered AS (
        SELECT ref_area, time_period, scheme, benefit,
               CASE breakdown WHEN '_Z' THEN '' ELSE breakdown END AS table_code,
               any_value(text_value) FILTER (item = 'Q.SRC_TYPE') AS source_type,
               any_value(text_value) FILTER (item = 'Q.SRC_REF') AS title,
               any_value(text_value) FILTER (item = 'Q.SRC_URL') AS place,
               any_value(text_value) FILTER (item = 'Q.REF_MOMENT') AS moment,
               any_value(value) FILTER (item = 'Q.COVERAGE') AS coverage,
               any_value(text_value) FILTER (item = 'Q.PUB') AS publication
        FROM observations WHERE channel <> 'context' AND item LIKE 'Q.%' GROUP BY ALL
    ),
    of_tables AS (FROM answered WHERE coalesce(title, '') <> '' OR coalesce(place, '') <> ''),
    of_cells AS (
        SELECT o.ref_area, o.time_period, o.scheme, '_Z' AS benefit, coalesce(tables.table_code, '') AS table_code,
               o.source AS title
        FROM observations AS o LEFT JOIN tables ON tables.item = o.item
        ANTI JOIN of_tables ON of_tables.ref_area = o.ref_area AND of_tables.time_period = o.time_period
            AND of_tables.title = o.source
        WHERE o.channel <> 'context' AND o.source <> '' GROUP BY ALL
    ),
    cited AS (
        SELECT 'table' AS scope, 'DF_INQUIRY' AS dataflow, ref_area, table_code, '' AS item, scheme, benefit,
               time_period AS first_year, time_period AS last_year, 1 AS countries, source_type, title, place, moment,
               coverage, publication, NULL AS language
        FROM of_tables
        UNION ALL BY NAME
        SELECT 'table' AS scope, 'DF_INQUIRY' AS dataflow, ref_area, table_code, '' AS item, scheme, benefit,
               time_period AS first_year, time_period AS last_year, 1 AS countries, title
        FROM of_cells
        UNION ALL BY NAME
        SELECT 'item' AS scope, 'DF_CONTEXT' AS dataflow, '' AS ref_area, '' AS table_code, item, '_Z' AS scheme,
               '_Z' AS benefit, min(time_period) AS first_year, max(time_period) AS last_year,
               count(DISTINCT ref_area) AS countries, source AS title, 'en' AS language
        FROM observations WHERE channel = 'context' AND source <> '' GROUP BY item, source
        UNION ALL BY NAME
        SELECT 'series' AS scope, 'DF_INDICATORS' AS dataflow, coalesce(ref_area, '') AS ref_area, '' AS table_code,
               series AS item, '_Z' AS scheme, '_Z' AS benefit, min(time_period) AS first_year,
               max(time_period) AS last_year, 1 AS countries, source AS title, 'und' AS language
        FROM series_values WHERE source <> '' GROUP BY series, ref_area, source
    )
    SELECT 'S' || left(md5(concat_ws('|', title, place, source_type)), 10) AS source_id,
           scope, dataflow, cited.ref_area, table_code, item, scheme, benefit, first_year, last_year,
           CAST(countries AS INTEGER) AS countries, coalesce(source_type, '') AS source_type,
           coalesce(title, '') AS title, '' AS publisher, '' AS date,
           CASE WHEN regexp_matches(place, '^https?://') THEN place ELSE '' END AS link,
           CASE WHEN regexp_matches(place, '^https?://') THEN '' ELSE coalesce(place, '') END AS file, '' AS sha256,
           coalesce(moment, '') AS moment, coverage, coalesce(publication, '') AS publication, '' AS licence,
           coalesce(cited.language, languages.language, 'und') AS language
    FROM cited LEFT JOIN languages ON languages.ref_area = cited.ref_area
    ORDER BY scope, ref_area, first_year, table_code, scheme, benefit, item, title
"""  # noqa: S608 - made of names only


def source_table(connection: Connection, definitions: Definitions, files: Sequence[Mapping[str, str]]) -> pa.Table:
    """Return the sources of a release (`SOURCES`).

    Args:
        connection: The other tables of the release, already without what is withheld.
        definitions: What says to which table an item belongs.
        files: The files that were read, as the manifest names them.
    """
    cited = as_dataflow(SOURCES, connection.query(_CITED, tables_of_items(definitions)))
    return pa.concat_tables([cited, table_of(SOURCES, _files(files))])


def tables_of_items(definitions: Definitions) -> dict[str, object]:
    """Return the parameters of `TABLES_OF_ITEMS`."""
    items = definitions.questionnaire.items
    return {"items": list(items), "tables": [each.table for each in items.values()]}


def _files(files: Sequence[Mapping[str, str]]) -> Iterator[dict[str, object]]:
    for each in files:
        digest = each.get("sha256", "")
        yield {
            "source_id": f"S{digest[:10]}",
            "scope": "file",
            "dataflow": "",
            "ref_area": "",
            "table_code": "",
            "item": "",
            "scheme": "_Z",
            "benefit": "_Z",
            "source_type": "",
            "title": each.get("source") or each.get("file", ""),
            "publisher": each.get("publisher", ""),
            "date": each.get("read", "")[:10],
            "link": each.get("link", ""),
            "file": each.get("file", ""),
            "sha256": digest,
            "moment": "",
            "publication": "",
            "licence": each.get("licence", ""),
            "language": "und",
        }
