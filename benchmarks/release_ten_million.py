"""How long a release of many observations takes to write, in how much memory, and how long two are compared.

Run: `python benchmarks/release_ten_million.py 10000000 /tmp/release-of-ten-million`

The tables are made of invented figures first, which is not measured: answers and context, totals, values of countries
and schemes, lineage, inputs and values of groups, in the proportions of the demonstration world. Measured are: the
first release (tables, tables of the dataflows, codes, checksums), a second one in which one cell of a thousand was
revised (with the comparison that keeps since when and why), the difference between both, and the answers that are free
for publication.
"""

import resource
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from openssi.definitions import load
from openssi.engine import as_dataflow, connect
from openssi.publish.catalogues.indicator_table import indicator_table
from openssi.run.public_cells import PublicCells
from openssi.run.releases.cubes import Earlier, with_cubes
from openssi.run.releases.diff import ReleaseDiff
from openssi.run.releases.revision_reasons import VersionReason
from openssi.run.site import OpenRelease
from openssi.store import Releases
from openssi.vocabulary.data_structure import CODES, COMPONENTS
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.declared_indicators import DECLARED_INDICATORS
from openssi.vocabulary.release import Release

DEFINITIONS = load()
AREAS = 200
YEARS = 10
OF_ANSWERS, OF_VALUES, OF_AGGREGATES = 0.8, 0.16, 0.04
"""Shares of the observations that are answers, values of countries and values of groups."""

Result = TypeVar("Result")

_AREA = "'Q' || chr((65 + n % 200 // 26)::INTEGER) || chr((65 + n % 200 % 26)::INTEGER) || (n % 200)"
_STATEMENTS = {
    "observations": """
        SELECT area || '.' || year || '.' || replace(item, '.', '_') || '.' || unit || '._Z._T._T._Z._Z' AS obs_id,
               area AS ref_area, item, year AS time_period, unit AS scheme, '_Z' AS benefit, '_T' AS sex, '_T' AS age,
               '_Z' AS func, '_Z' AS breakdown, ((n * 7919) % 1000003)::DECIMAL(38, 10) AS value, '' AS text_value,
               'NC' AS unit, 0 AS unit_mult, '' AS currency, '' AS ref_detail, 'A' AS obs_status, 'F' AS conf_status,
               'Annual accounts of the scheme' AS source, '' AS note, '' AS method, '' AS explanation,
               'workbook' AS channel, area || '-' || year AS submission, $vintage AS vintage
        FROM cells ORDER BY area, year
    """,
    "country_values": """
        SELECT indicator || '.' || area || '.' || year || '._T.' || part AS value_id, indicator, area AS ref_area,
               '_T' AS sex, part AS breakdown, year AS time_period, (n * 7919) % 10007 / 100.0 AS value,
               'A' AS obs_status, 'C' AS nature, '' AS footnote, 'Inquiry' AS source, 'inquiry' AS origin, '' AS note,
               (n * 7919 % 10007)::DOUBLE AS numerator, 10007.0 AS denominator, '' AS method, '' AS series_value_id
        FROM values
    """,
    "aggregates": """
        SELECT indicator || '.REGION.' || area || '.' || year || '._T.' || part AS aggregate_id, indicator,
               'REGION' AS grouping, area AS group_code, '_T' AS sex, part AS breakdown, year AS time_period,
               (n * 7919) % 10007 / 100.0 AS value, 'published' AS publication, 0.9 AS observed_share,
               0.1 AS imputed_share, 20 AS countries, 22 AS countries_total, 'A' AS obs_status, 'G' AS nature,
               'best' AS method, 5 AS max_age, 'X.POP_TOTAL' AS weight_item
        FROM groups_of
    """,
    "lineage": """
        SELECT v.ref_area, v.value_id AS output_id, o.obs_id AS input_id, 'cell' AS input_kind, 'numerator' AS role,
               1.0 AS amount, 1 AS sequence
        FROM country_values AS v POSITIONAL JOIN (FROM observations LIMIT (SELECT count(*) FROM country_values)) AS o
    """,
}


_REVISED = """
    SELECT * REPLACE (CASE WHEN hash(obs_id) % 1000 = 0 THEN value + 1 ELSE value END AS value) FROM as_before
"""


def made(rows: int, vintage: int) -> Mapping[str, pa.Table]:
    """Return the tables of a release of so many observations; of a second vintage one value in a thousand differs."""
    items = [each.id for each in DEFINITIONS.questionnaire.items.values() if each.type == "number"] or ["B.REC"]
    indicators = list(DEFINITIONS.indicators)
    per = {"cells": OF_ANSWERS, "values": OF_VALUES, "groups_of": OF_AGGREGATES}
    with connect() as connection:
        for name, share in per.items():
            listed = items if name == "cells" else indicators
            connection.execute(
                f"""CREATE TABLE {name} AS SELECT n, {_AREA} AS area, 2014 + n // {AREAS} % {YEARS} AS year,
                    $listed[(1 + n // {AREAS * YEARS} % {len(listed)})::INTEGER] AS item,
                    $listed[(1 + n // {AREAS * YEARS} % {len(listed)})::INTEGER] AS indicator,
                    'S' || n // {AREAS * YEARS * len(listed)} AS unit, 'P' || n // {AREAS * YEARS * len(listed)} AS part
                    FROM range({int(rows * share)}) AS r(n)""",  # noqa: S608 - numbers of ours
                {"listed": listed},
            )
        found = {}
        for name, statement in _STATEMENTS.items():
            parameters = {"vintage": vintage} if "$vintage" in statement else {}
            table = connection.query(statement, parameters)
            if name == "observations" and vintage > 1:
                connection.register("as_before", table)
                table = connection.query(_REVISED)
            connection.register(name, table)
            found[name] = table
    ordinary = (name for name in DATAFLOWS if name not in {COMPONENTS.id, CODES.id})
    return {name: whole(name, found.get(name)) for name in ordinary} | {
        DECLARED_INDICATORS.id: indicator_table(DEFINITIONS)
    }


def whole(name: str, table: pa.Table | None) -> pa.Table:
    """Return a table in the structure of its dataflow; columns that were not made are empty."""
    dataflow = DATAFLOWS[name]
    with connect(given=table if table is not None else pa.table({"nothing": pa.array([], pa.int32())})) as connection:
        known = set(connection.query("FROM given LIMIT 0").column_names)
        columns = ", ".join(
            each.name if each.name in known else f"NULL::{each.type} AS {each.name}" for each in dataflow.columns
        )
        return as_dataflow(dataflow, connection.query(f"SELECT {columns} FROM given"))  # noqa: S608


def draft(release_id: str, created: str) -> Release:
    """Return a manifest without files."""
    return Release(
        id=release_id, created=created, kind="demonstration", software_version="0", definitions_version="0",
        questionnaire_version="0", method={}, sources=(), waivers=(), files=(),
    )  # fmt: skip


def peak() -> float:
    """Return the largest memory of this process so far, in gigabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def timed(what: str, work: Callable[[], Result]) -> Result:
    """Do something and say how long it took, and the largest memory so far."""
    begun, worked = time.perf_counter(), time.process_time()
    result = work()
    spent, processors = time.perf_counter() - begun, time.process_time() - worked
    sys.stdout.write(f"{what}: {spent:.1f} s ({processors:.1f} s of processors), peak {peak():.2f} GB\n")
    sys.stdout.flush()
    return result


def written(releases: Releases, manifest: Release, tables: Mapping[str, pa.Table], earlier: Earlier | None) -> Release:
    """Write a release as `openssi release` does, from its tables."""
    ordered = {name: tables[name] for name in DATAFLOWS if name in tables}
    with with_cubes(ordered, manifest, DEFINITIONS, earlier) as found:
        return releases.write(replace(manifest, headlines=found.headlines), found.tables)


def main() -> None:
    """Measure."""
    rows, folder = int(sys.argv[1]), Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    releases = Releases(folder)
    first = _first(releases, rows)
    earlier = Earlier(first, releases.folder("1"), _versions())
    second = _second(releases, rows, earlier)
    held = [OpenRelease(each, releases.folder(each.id), DEFINITIONS) for each in (first, second)]
    tallies = timed("difference", lambda: ReleaseDiff(*held).tallies())
    for each in tallies:
        if each.counts:
            sys.stdout.write(f"  {each.dataflow}: {dict(each.counts)} of {each.after:,}\n")


def _first(releases: Releases, rows: int) -> Release:
    tables = timed("the tables are made (not part of a release)", lambda: made(rows, 1))
    manifest = draft("1", "2030-01-01T00:00:00+00:00")
    first = timed("first release", lambda: written(releases, manifest, tables, None))
    observations = sum(each.rows for each in first.files if each.name.startswith("DF_"))
    sys.stdout.write(f"{observations:,} observations of dataflows, {first.bytes / 1e6:.0f} MB\n")
    timed("checksums", lambda: releases.damaged_files("1"))
    cells = PublicCells(tables["observations"], DEFINITIONS.questionnaire, "2030-01-01")
    timed("free answers", cells.observations)
    return first


def _second(releases: Releases, rows: int, earlier: Earlier) -> Release:
    tables = timed("the tables are made again (not part of a release)", lambda: made(rows, 2))
    manifest = draft("2", "2030-02-01T00:00:00+00:00")
    return timed("second release", lambda: written(releases, manifest, tables, earlier))


def _versions() -> tuple[VersionReason, ...]:
    with connect() as connection:
        names = connection.rows(f"SELECT DISTINCT {_AREA} AS area FROM range({AREAS}) AS r(n)")  # noqa: S608
    years = range(2014, 2014 + YEARS)
    return tuple(VersionReason(f"{each['area']}-{year}", 2, "ERROR") for each in names for year in years)


if __name__ == "__main__":
    main()
