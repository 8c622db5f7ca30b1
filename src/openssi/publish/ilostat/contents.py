"""Tables of contents and dictionaries in the layout of ILOSTAT.

Columns as the bulk files and the service of ILOSTAT have them, by the documentation of the R package Rilostat and the
answers of the service that public clients recorded (read in 2026). Columns on groups of countries in the table by
reference area are left out: a release says who belongs to which group in its own tables.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.publish.ilostat.rows import ilostat_rows
from openssi.vocabulary.ilostat import CODED, STATUSES, IlostatDataset
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language

Row = dict[str, object]

DICTIONARIES = (*CODED, *STATUSES)
"""What has a dictionary: every column with codes."""

_BY_INDICATOR = """
    SELECT indicator, min(time)::VARCHAR AS first, max(time)::VARCHAR AS last, count(*) AS records,
           count(DISTINCT ref_area) AS areas,
           count(*) FILTER (ref_area NOT IN (SELECT area FROM areas)) > 0 AS has_groups
    FROM ({rows}) GROUP BY indicator
"""
_BY_AREA = """
    SELECT ref_area, any_value("ref_area.label") AS name, min(time)::VARCHAR AS first, max(time)::VARCHAR AS last,
           count(*) AS records, count(DISTINCT indicator) AS indicators
    FROM ({rows}) GROUP BY ref_area ORDER BY ref_area
"""


def contents_by_indicator(
    connection: Connection,
    release: Release,
    definitions: Definitions,
    datasets: Mapping[str, IlostatDataset],
    language: Language,
    sizes: Mapping[str, int],
) -> pa.Table:
    """Return one row per dataset.

    Args:
        connection: Tables of the release, the dataflows among them.
        release: Its manifest.
        definitions: The layout.
        datasets: Those of the release.
        language: Of the names.
        sizes: Bytes of the compressed CSV file of each dataset.
    """
    rows = ilostat_rows(definitions, tuple(datasets.values()))
    told = connection.rows(_BY_INDICATOR.format(rows=rows.sql), rows.parameters)
    counted = {each["indicator"]: each for each in told}
    return pa.Table.from_pylist(
        [
            _by_indicator(each, counted[each.indicator], release, definitions, language, sizes[each.id])
            for each in datasets.values()
        ]
    )


def _by_indicator(
    dataset: IlostatDataset,
    counted: Mapping[str, object],
    release: Release,
    definitions: Definitions,
    language: Language,
    size: int,
) -> Row:
    layout = definitions.ilostat
    subject = layout.own.subject_name.in_language(language)
    return {
        "id": dataset.id,
        "indicator": dataset.indicator,
        "indicator.label": dataset.name.in_language(language),
        "freq": layout.frequency,
        "freq.label": layout.frequency_name.in_language(language),
        "size": size,
        "data.start": counted["first"],
        "data.end": counted["last"],
        "last.update": _moment(release),
        "n.records": counted["records"],
        "n.records.all": counted["records"],
        "n.ref_area": counted["areas"],
        "with.region": "Y" if counted["has_groups"] else None,
        "rep_var": dataset.measure,
        "rep_var.label": dataset.measure_name.in_language(language),
        "classification": dataset.classification or None,
        "collection": "OPENSSI",
        "collection.label": definitions.dataflows.agency.name.in_language(language),
        "subject": layout.own.subject,
        "subject.label": subject,
        "database": release.id,
        "database.label": f"OpenSSI {release.id}",
    }


def contents_by_area(
    connection: Connection,
    release: Release,
    definitions: Definitions,
    datasets: Mapping[str, IlostatDataset],
    language: Language,
) -> pa.Table:
    """Return one row per country, territory or group of countries."""
    layout = definitions.ilostat
    rows = ilostat_rows(definitions, tuple(datasets.values()), labels="both", language=language)
    return pa.Table.from_pylist(
        [
            {
                "id": f"{each['ref_area']}_{layout.frequency}",
                "ref_area": each["ref_area"],
                "ref_area.label": each["name"],
                "freq": layout.frequency,
                "freq.label": layout.frequency_name.in_language(language),
                "data.start": each["first"],
                "data.end": each["last"],
                "last.update": _moment(release),
                "n.records": each["records"],
                "n.indicator": each["indicators"],
            }
            for each in connection.rows(_BY_AREA.format(rows=rows.sql), rows.parameters)
        ]
    )


def _moment(release: Release) -> str:
    """Return when the release was made, as ILOSTAT writes moments."""
    return datetime.fromisoformat(release.created).strftime("%d/%m/%Y %H:%M:%S")


def dictionary(
    connection: Connection,
    definitions: Definitions,
    datasets: Sequence[IlostatDataset],
    variable: str,
    language: Language,
) -> pa.Table:
    """Return the codes of a column that occur in the release, with their names.

    Args:
        connection: Tables of the release, the dataflows among them.
        definitions: The layout and the names.
        datasets: Those of the release.
        variable: One of `DICTIONARIES`.
        language: Of the names.
    """
    rows = ilostat_rows(definitions, datasets, labels="both", language=language)
    label = f'"{variable}.label"'
    statement = f"""
        SELECT {variable}, any_value({label}) AS {label} FROM ({rows.sql}) WHERE {variable} IS NOT NULL
        GROUP BY {variable} ORDER BY {variable}
    """
    return connection.query(statement, rows.parameters)
