"""Published aggregates, to be compared with our own."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from openssi.collect.published_rows import PublishedRows, read_tables, refuse, text_at
from openssi.collect.published_series import areas_by_m49, number_of, read_series
from openssi.definitions.layouts import AggregateLayout, Layouts
from openssi.engine import connect
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

_SCHEMA = pa.schema(
    [
        ("position", pa.int32()),
        ("series", pa.string()),
        ("m49", pa.string()),
        ("sex", pa.string()),
        ("breakdown", pa.string()),
        ("year", pa.int32()),
        ("published", pa.float64()),
    ]
)

_GROUPS_ONLY = """
    SELECT row_number AS position, series, m49, sex, breakdown, time_period AS year, CAST(value AS DOUBLE) AS published
    FROM series_values
    WHERE ref_area = '' AND ($year IS NULL OR time_period = $year)
    ORDER BY position
"""


def read_published_aggregates(
    path: Path, layouts: Layouts, areas: pa.Table, groups: pa.Table, year: int | None
) -> pa.Table:
    """Read a file of published aggregates.

    Args:
        path: Any file with the columns of the global SDG database, or one in a layout of `aggregates.yaml`.
        layouts: How such files are written.
        areas: AREAS; rows of countries are passed over.
        groups: GROUPS; a code that is neither country nor group is kept, and has no counterpart of ours.
        year: Only this year; needed where the file names none.

    Returns:
        position, series, m49, sex, breakdown, year, published (per cent).

    Raises:
        FixTheFile: if the file holds no aggregates of the year, or cannot be understood.
    """
    tables = read_tables(path)
    named = next(_in_named_layout(tables, layouts), None)
    table = _named(*named, layouts.group_names, year) if named else _coded(tables, layouts, areas, groups, year)
    if not table.num_rows:
        raise FixTheFile.because("PUBLISHED_NO_AGGREGATES", Place(file=path.name), year=year or "-")
    return table


def _in_named_layout(
    tables: Sequence[PublishedRows], layouts: Layouts
) -> Iterator[tuple[PublishedRows, AggregateLayout]]:
    for rows in tables:
        for layout in layouts.aggregates:
            if {layout.area, layout.value} <= set(rows.header):
                yield rows, layout


def _coded(
    tables: Sequence[PublishedRows], layouts: Layouts, areas: pa.Table, groups: pa.Table, year: int | None
) -> pa.Table:
    known = areas_by_m49(areas, groups)
    reading = read_series(tables, layouts.series, known, others_are_groups=True)
    with connect(series_values=reading.table) as connection:
        return connection.query(_GROUPS_ONLY, {"year": year}).cast(_SCHEMA)


def _named(rows: PublishedRows, layout: AggregateLayout, names: Mapping[str, str], year: int | None) -> pa.Table:
    if year is None:
        raise FixTheFile.because("PUBLISHED_YEAR_NEEDED", Place(file=rows.file))
    area_at, value_at = rows.header.index(layout.area), rows.header.index(layout.value)
    found: list[dict[str, object]] = []
    problems: list[Problem] = []
    for number, cells in rows.rows:
        name, written = text_at(cells, area_at), text_at(cells, value_at)
        value = number_of(written)
        place = Place(file=rows.file, sheet=rows.sheet, row=number)
        if name not in names:
            problems.append(Problem("PUBLISHED_AREA_UNKNOWN", place, {"code": name}))
        elif value is None:
            problems.append(Problem("PUBLISHED_NOT_A_NUMBER", place, {"text": written}))
        else:
            key = {"position": number, "series": layout.series, "m49": names[name], "sex": layout.sex}
            found.append({**key, "breakdown": "_T", "year": year, "published": float(value)})
    refuse(problems, rows.file)
    return pa.Table.from_pylist(found, schema=_SCHEMA)
