"""Files of context data: population, births, labour force, GDP."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from openssi.definitions.layouts import ContextColumn, ContextLayout, Layouts
from openssi.engine import Connection, as_dataflow, connect
from openssi.vocabulary.dataflow import OBSERVATIONS
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ContextReading:
    """What a folder of context files held.

    Attributes:
        table: OBSERVATIONS of channel `context`.
        files: Names of the files that were read.
    """

    table: pa.Table
    files: tuple[str, ...]


def read_context(directory: Path, layouts: Layouts) -> ContextReading:
    """Read the files of a folder that the layouts know by name.

    Raises:
        FixTheFile: if none is there, a column is missing, or a number cannot be read (with its row).
    """
    found = [layout for layout in layouts.contexts if (directory / layout.file).is_file()]
    if not found:
        expected = ", ".join(layout.file for layout in layouts.contexts)
        raise FixTheFile.because("CONTEXT_NO_FILES", Place(file=str(directory)), expected=expected)
    tables = [_read_file(directory / layout.file, layout) for layout in found]
    return ContextReading(pa.concat_tables(tables), tuple(layout.file for layout in found))


def _read_file(path: Path, layout: ContextLayout) -> pa.Table:
    lines = _lines(path, layout)
    with connect(lines=lines) as connection:
        _refuse_texts(connection, path, layout)
        connection.register("columns", _as_table(layout.values))
        parts = " UNION ALL ".join(
            _select(number, value, _needed(layout)) for number, value in enumerate(layout.values)
        )
        table = connection.query(_OBSERVATIONS.format(parts=parts), {"file": path.name, "source": layout.source})
    return as_dataflow(OBSERVATIONS, table)


def _needed(layout: ContextLayout) -> list[str]:
    named = (name for value in layout.values for name in (value.column, *value.times))
    return list(dict.fromkeys((layout.area, layout.year, *named)))


def _lines(path: Path, layout: ContextLayout) -> pa.Table:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    except UnicodeDecodeError as error:
        raise FixTheFile.because("PUBLISHED_ENCODING", Place(file=path.name)) from error
    header = rows[0] if rows else []
    missing = [name for name in _needed(layout) if name not in header]
    if missing:
        values = {"columns": ", ".join(missing)}
        raise FixTheFile.because("CONTEXT_COLUMNS_MISSING", Place(file=path.name, row=1), **values)
    wanted = [(name, header.index(name)) for name in _needed(layout)]
    body = [row for row in rows[1:] if row]
    columns = {f"c{n}": pa.array([row[at] for row in body], pa.string()) for n, (_, at) in enumerate(wanted)}
    return pa.table({**columns, "row_number": pa.array(range(2, len(body) + 2), pa.int32())})


def _refuse_texts(connection: Connection, path: Path, layout: ContextLayout) -> None:
    names = _needed(layout)
    problems: list[Problem] = []
    for number, name in enumerate(names[1:], start=1):
        rows = connection.rows(
            f"SELECT row_number, c{number} AS text FROM lines "  # noqa: S608 - a column number
            f"WHERE c{number} <> '' AND try_cast(c{number} AS DOUBLE) IS NULL LIMIT {_SHOWN}"
        )
        problems.extend(
            Problem(
                "CONTEXT_NOT_A_NUMBER",
                Place(file=path.name, row=row["row_number"]),
                {"text": row["text"], "column": name},
            )
            for row in rows
        )
    if problems:
        raise FixTheFile(problems[:_SHOWN])


def _as_table(values: Iterable[ContextColumn]) -> pa.Table:
    names = ("item", "sex", "unit", "currency", "status", "method")
    return pa.Table.from_pylist(
        [{"number": n, **{name: getattr(value, name) for name in names}} for n, value in enumerate(values)]
    )


def _select(number: int, value: ContextColumn, names: Sequence[str]) -> str:
    column = f"c{names.index(value.column)}"
    exact = f"try_cast({column} AS DECIMAL(38, 10))"
    factors = "".join(f" * try_cast(c{names.index(name)} AS DOUBLE)" for name in value.times)
    scaled = f"CAST(round(try_cast({column} AS DOUBLE){factors} * {value.factor}, 4) AS DECIMAL(38, 10))"
    shown = exact if value.factor == 1 and not value.times else scaled
    return (
        f"SELECT {number} AS number, c0 AS area, CAST(c1 AS INTEGER) AS year, row_number, "  # noqa: S608 - numbers only
        f"{shown} AS value FROM lines"
    )


_OBSERVATIONS = """
    WITH unpivoted AS ({parts})
    SELECT concat_ws('.', area, year, replace(columns.item, '.', '_'), '_Z', '_Z', columns.sex, '_T', '_Z', '_Z')
               AS obs_id,
           area AS ref_area, columns.item, year AS time_period, '_Z' AS scheme, '_Z' AS benefit, columns.sex,
           '_T' AS age, '_Z' AS func, '_Z' AS breakdown, value, NULL AS text_value, columns.unit, 0 AS unit_mult,
           columns.currency, '' AS ref_detail, columns.status AS obs_status, 'F' AS conf_status, $source AS source,
           '' AS note, columns.method, '' AS explanation, 'context' AS channel, $file AS file, '' AS sheet,
           row_number, '' AS cell, '' AS submission, 0 AS vintage
    FROM unpivoted JOIN columns USING (number)
    WHERE value IS NOT NULL AND area <> ''
    ORDER BY item, area, year, sex
"""
