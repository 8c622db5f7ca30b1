"""Values of published series, in the layouts of the global SDG database."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyarrow as pa

from openssi.collect.published_rows import PublishedRows, read_tables, refuse, text_at
from openssi.definitions.layouts import Layouts, SeriesLayout
from openssi.engine import table_of
from openssi.vocabulary.dataflow import SERIES_VALUES
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

_STEP = Decimal("1e-10")
_LARGEST = Decimal("1e20")


@dataclass(frozen=True, slots=True)
class SeriesReading:
    """What a file of series held.

    Attributes:
        table: SERIES_VALUES; `ref_area` is empty for groups of countries.
        skipped: Rows of other series.
        empty: Rows of the series that say that there is no value.
    """

    table: pa.Table
    skipped: int
    empty: int = 0


def read_unsd(path: Path, layouts: Layouts, areas: pa.Table, groups: pa.Table) -> SeriesReading:
    """Read the series of SDG 1.3.1 from a file in a layout of the global SDG database.

    Args:
        path: A download (Excel or CSV) or a condensed copy of one.
        layouts: How headers and codes are written.
        areas: AREAS, whose M49 codes are countries.
        groups: GROUPS, whose M49 codes are groups; their rows are kept with an empty `ref_area`.

    Raises:
        FixTheFile: with file, sheet, row and remedy for everything that cannot be understood (at most 20 are shown).
    """
    return read_series(read_tables(path), layouts.series, areas_by_m49(areas, groups))


def read_series(
    tables: Sequence[PublishedRows], layout: SeriesLayout, known: Mapping[str, str], *, others_are_groups: bool = False
) -> SeriesReading:
    """Read the series from the first table that has their columns.

    Args:
        tables: The sheets of a workbook, or a single table.
        layout: How headers and codes are written.
        known: Areas by M49 code, empty for a group of countries.
        others_are_groups: Whether any other code is taken for a group instead of being refused.

    Raises:
        FixTheFile: as `read_unsd`.
    """
    rows = max(tables, key=lambda table: len(_positions(table, layout)))
    reader = _Reader(rows, layout, known, others_are_groups)
    values = list(reader.values())
    refuse(reader.problems, rows.file)
    if not values and not reader.empty:
        place = Place(file=rows.file, sheet=rows.sheet)
        raise FixTheFile.because("PUBLISHED_NO_SERIES", place, series=", ".join(sorted(layout.series)))
    return SeriesReading(table_of(SERIES_VALUES, values), reader.skipped, reader.empty)


def areas_by_m49(areas: pa.Table, groups: pa.Table) -> dict[str, str]:
    """Return countries by M49 code, and groups with an empty country."""
    countries = {row["m49"]: row["area"] for row in areas.select(["m49", "area"]).to_pylist() if row["m49"]}
    return dict.fromkeys(groups.column("m49").to_pylist(), "") | countries


def _positions(rows: PublishedRows, layout: SeriesLayout) -> dict[str, int]:
    found = {}
    for column in layout.columns:
        position = next((rows.header.index(each) for each in column.headers if each in rows.header), None)
        if position is not None:
            found[column.name] = position
    return found


def _columns(rows: PublishedRows, layout: SeriesLayout) -> Mapping[str, int]:
    found = _positions(rows, layout)
    problems = []
    for column in layout.columns:
        if column.required and column.name not in found:
            near = difflib.get_close_matches(column.headers[0], rows.header, 1, 0.6)
            values = {"accepted": ", ".join(column.headers), "near": near[0] if near else "-"}
            problems.append(Problem("PUBLISHED_COLUMN_MISSING", Place(file=rows.file, sheet=rows.sheet, row=1), values))
    if problems:
        raise FixTheFile(problems)
    return found


def number_of(written: str) -> Decimal | None:
    """Return a text as an exact decimal, rounded to ten decimals; none where it is no finite number."""
    try:
        value = Decimal(written.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= _LARGEST:
        return None
    exponent = value.as_tuple().exponent
    return value.quantize(_STEP) if isinstance(exponent, int) and exponent < -10 else value


class _Reader:
    def __init__(
        self, rows: PublishedRows, layout: SeriesLayout, areas: Mapping[str, str], others_are_groups: bool
    ) -> None:
        self._rows, self._layout, self._areas = rows, layout, areas
        self._columns = _columns(rows, layout)
        self._others = "" if others_are_groups else None
        self._seen: dict[str, tuple[Decimal, int]] = {}
        self.problems: list[Problem] = []
        self.skipped = 0
        self.empty = 0

    def values(self) -> Iterator[dict[str, object]]:
        for number, cells in self._rows.rows:
            series, breakdown = self._series(self._cell(cells, "series"))
            if series not in self._layout.series:
                self.skipped += 1
                continue
            row = self._value(number, cells, series, breakdown)
            if row is not None:
                yield row

    def _series(self, code: str) -> tuple[str, str]:
        return self._layout.renamed.get(code, (code, ""))

    def _cell(self, cells: Sequence[object], name: str) -> str:
        return text_at(cells, self._columns.get(name))

    def _code(self, number: int, cells: Sequence[object], name: str) -> str:
        written = self._cell(cells, name).split(":")[0].strip()
        known = self._layout.codes[name]
        if written in known:
            return known[written]
        if name in {"sex", "breakdown"}:
            values = {"column": name, "code": written, "known": ", ".join(code for code in known if code)}
            self._complain("PUBLISHED_CODE_UNKNOWN", number, values)
        return written

    def _complain(self, code: str, number: int, values: Mapping[str, object]) -> None:
        place = Place(file=self._rows.file, sheet=self._rows.sheet, row=number)
        self.problems.append(Problem(code, place, values))

    def _value(self, number: int, cells: Sequence[object], series: str, breakdown: str) -> dict[str, object] | None:
        before = len(self.problems)
        written = self._cell(cells, "value")
        if written in self._layout.missing:
            self.empty += 1
            return None
        year, value = self._year(number, self._cell(cells, "time_period")), self._number(number, written)
        m49 = self._cell(cells, "m49").zfill(3)
        area = self._area(number, m49)
        sex = self._code(number, cells, "sex")
        breakdown = breakdown or self._code(number, cells, "breakdown")
        if len(self.problems) > before or value is None:
            return None
        value_id = ".".join((series, area or m49, str(year), sex, breakdown))
        if self._is_repeated(number, value_id, value):
            return None
        return {
            "value_id": value_id,
            "series": series,
            "ref_area": area,
            "m49": m49,
            "sex": sex,
            "breakdown": breakdown,
            "time_period": year,
            "value": value,
            "file": self._rows.file,
            "sheet": self._rows.sheet,
            "row_number": number,
            "cell": "",
            **self._attributes(number, cells),
        }

    def _attributes(self, number: int, cells: Sequence[object]) -> dict[str, object]:
        plain = {name: self._cell(cells, name) for name in ("area_name", "reporting_type", "source", "footnote")}
        coded = {name: self._code(number, cells, name) for name in ("obs_status", "nature", "unit")}
        return {**plain, **coded}

    def _year(self, number: int, written: str) -> int:
        if not (written.isdigit() and len(written) == 4):
            self._complain("PUBLISHED_YEAR", number, {"text": written})
            return 0
        return int(written)

    def _number(self, number: int, written: str) -> Decimal | None:
        value = number_of(written)
        if value is None:
            is_bound = written[:1] in {"<", ">"} and number_of(written[1:].lstrip("=")) is not None
            code = "PUBLISHED_BOUND" if is_bound else "PUBLISHED_NOT_A_NUMBER"
            self._complain(code, number, {"text": written})
        return value

    def _area(self, number: int, m49: str) -> str:
        area = self._areas.get(m49, self._others)
        if area is None:
            self._complain("PUBLISHED_AREA_UNKNOWN", number, {"code": m49})
        return area or ""

    def _is_repeated(self, number: int, value_id: str, value: Decimal) -> bool:
        earlier = self._seen.get(value_id)
        if earlier is None:
            self._seen[value_id] = (value, number)
            return False
        if earlier[0] != value:
            values = {"key": value_id, "other": earlier[1], "first": earlier[0], "second": value}
            self._complain("PUBLISHED_REPEATED", number, values)
        return True
