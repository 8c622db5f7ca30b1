"""Files of context data: population, births, labour force, GDP."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from openssi.collect.published_rows import read_csv_lines, refuse, text_at
from openssi.definitions.layouts import ContextColumn, ContextLayout, Layouts
from openssi.engine import Connection, as_dataflow, connect
from openssi.vocabulary.dataflow import OBSERVATIONS
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place


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

    Args:
        directory: The folder; files that the layouts do not name are passed over.
        layouts: Which column of which file holds which item, and the years that are kept.

    Raises:
        FixTheFile: if none is there, a column is missing, a number or a year cannot be read, or a country and year
            stands twice (with the rows).
    """
    found = [layout for layout in layouts.contexts if (directory / layout.file).is_file()]
    if not found:
        expected = ", ".join(layout.file for layout in layouts.contexts)
        raise FixTheFile.because("CONTEXT_NO_FILES", Place(file=str(directory)), expected=expected)
    tables = [_read_file(directory / layout.file, layout, layouts.context_years) for layout in found]
    return ContextReading(pa.concat_tables(tables), tuple(layout.file for layout in found))


def _read_file(path: Path, layout: ContextLayout, years: tuple[int, int]) -> pa.Table:
    with connect(lines=_lines(path, layout)) as connection:
        _refuse(connection, path, layout)
        connection.register("columns", _as_table(layout.values))
        parts = " UNION ALL ".join(
            _select(number, value, _needed(layout)) for number, value in enumerate(layout.values)
        )
        fixed = {"file": path.name, "source": layout.source, "first": years[0], "last": years[1]}
        return as_dataflow(OBSERVATIONS, connection.query(_OBSERVATIONS.format(parts=parts), fixed))


def _needed(layout: ContextLayout) -> list[str]:
    named = (name for value in layout.values for name in (value.column, *value.times, *value.plus))
    return list(dict.fromkeys((layout.area, layout.year, *named)))


def _lines(path: Path, layout: ContextLayout) -> pa.Table:
    """The needed columns as text (`c0` the country, `c1` the year, ...) with the line that each row begins in."""
    lines = [(number, row) for number, row in read_csv_lines(path) if any(row)]
    header = [text_at(lines[0][1], at) for at in range(len(lines[0][1]))] if lines else []
    missing = [name for name in _needed(layout) if name not in header]
    if missing:
        values = {"columns": ", ".join(missing)}
        raise FixTheFile.because("CONTEXT_COLUMNS_MISSING", Place(file=path.name, row=1), **values)
    at_area = header.index(layout.area)
    body = [(number, row) for number, row in lines[1:] if text_at(row, at_area) not in layout.leave_out]
    columns = {
        f"c{number}": pa.array([text_at(row, header.index(name)) for _, row in body], pa.string())
        for number, name in enumerate(_needed(layout))
    }
    return pa.table({**columns, "row_number": pa.array([number for number, _ in body], pa.int32())})


def _refuse(connection: Connection, path: Path, layout: ContextLayout) -> None:
    problems = [*_years_refused(connection, path, layout), *_rows_repeated(connection, path)]
    for number, name in enumerate(_needed(layout)[2:], start=2):
        problems.extend(_texts_refused(connection, path, number, name))
    refuse(problems, path.name)


def _problem(code: str, path: Path, row: Mapping[str, object], **values: object) -> Problem:
    return Problem(code, Place(file=path.name, row=int(str(row["row_number"]))), {**row, **values})


def _years_refused(connection: Connection, path: Path, layout: ContextLayout) -> list[Problem]:
    rows = connection.rows(
        """
        SELECT row_number, c1 AS text FROM lines
        WHERE c0 <> '' AND NOT regexp_full_match(c1, '[0-9]{4}') ORDER BY row_number
        """
    )
    return [_problem("CONTEXT_YEAR", path, row, column=layout.year) for row in rows]


def _rows_repeated(connection: Connection, path: Path) -> list[Problem]:
    rows = connection.rows(
        """
        SELECT c0 AS area, c1 AS year, max(row_number) AS row_number, min(row_number) AS other
        FROM lines WHERE c0 <> '' GROUP BY c0, c1 HAVING count(*) > 1 ORDER BY max(row_number)
        """
    )
    return [_problem("CONTEXT_REPEATED", path, row) for row in rows]


def _texts_refused(connection: Connection, path: Path, number: int, name: str) -> list[Problem]:
    rows = connection.rows(
        f"SELECT row_number, c{number} AS text FROM lines "  # noqa: S608 - a column number
        f"WHERE c{number} <> '' AND try_cast(c{number} AS DOUBLE) IS NULL ORDER BY row_number"
    )
    return [_problem("CONTEXT_NOT_A_NUMBER", path, row, column=name) for row in rows]


def _as_table(values: Iterable[ContextColumn]) -> pa.Table:
    names = ("item", "sex", "age", "unit", "currency", "status", "method", "says", "about")
    return pa.Table.from_pylist(
        [{"number": n, **{name: getattr(value, name) for name in names}} for n, value in enumerate(values)]
    )


def _select(number: int, value: ContextColumn, names: Sequence[str]) -> str:
    column = f"c{names.index(value.column)}"
    exact = f"try_cast({column} AS DECIMAL(38, 10))"
    factors = "".join(f" * try_cast(c{names.index(name)} AS DOUBLE)" for name in value.times)
    added = "".join(f" + try_cast(c{names.index(name)} AS DOUBLE) * {by}" for name, by in value.plus.items())
    scaled = f"try_cast(round(try_cast({column} AS DOUBLE){factors} * {value.factor}{added}, 4) AS DECIMAL(38, 10))"
    shown = exact if value.factor == 1 and not value.times and not value.plus else scaled
    if value.constant is not None:
        shown = f"CASE WHEN {exact} IS NOT NULL THEN {value.constant}::DECIMAL(38, 10) END"
    return (
        f"SELECT {number} AS number, c0 AS area, try_cast(c1 AS INTEGER) AS year, row_number, "  # noqa: S608 - numbers only
        f"{shown} AS value FROM lines WHERE c0 <> '' AND try_cast(c1 AS INTEGER) BETWEEN $first AND $last"
    )


_OBSERVATIONS = """
    WITH unpivoted AS ({parts})
    SELECT concat_ws('.', area, year, replace(columns.item, '.', '_'), '_Z', '_Z', columns.sex, columns.age, '_Z',
                     columns.about) AS obs_id,
           area AS ref_area, columns.item, year AS time_period, '_Z' AS scheme, '_Z' AS benefit, columns.sex,
           columns.age, '_Z' AS func, columns.about AS breakdown,
           CASE WHEN columns.says = '' THEN value END AS value, nullif(columns.says, '') AS text_value, columns.unit,
           0 AS unit_mult,
           columns.currency, '' AS ref_detail, columns.status AS obs_status, 'F' AS conf_status, $source AS source,
           '' AS note, columns.method, '' AS explanation, 'context' AS channel, $file AS file, '' AS sheet,
           row_number, '' AS cell, '' AS submission, 0 AS vintage
    FROM unpivoted JOIN columns USING (number)
    WHERE value IS NOT NULL
    ORDER BY item, area, year, sex, age
"""
