"""Values of published series, in the layouts of the global SDG database."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyarrow as pa

from openssi.collect.published_rows import PublishedRows, read_rows
from openssi.definitions.layouts import Layouts, SeriesLayout
from openssi.engine import table_of
from openssi.vocabulary.dataflow import SERIES_VALUES
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class SeriesReading:
    """What a file of series held.

    Attributes:
        table: SERIES_VALUES; `ref_area` is empty for groups of countries.
        skipped: Rows of other series.
    """

    table: pa.Table
    skipped: int


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
    rows = read_rows(path)
    columns = _columns(rows, layouts.series)
    known = dict.fromkeys(groups.column("m49").to_pylist(), "") | _areas_by_m49(areas)
    reader = _Reader(rows, layouts.series, columns, known)
    values = list(reader.values())
    reader.refuse_if_problems()
    return SeriesReading(table_of(SERIES_VALUES, values), reader.skipped)


def _areas_by_m49(areas: pa.Table) -> dict[str, str]:
    return {row["m49"]: row["area"] for row in areas.select(["m49", "area"]).to_pylist() if row["m49"]}


def _columns(rows: PublishedRows, layout: SeriesLayout) -> Mapping[str, int]:
    found: dict[str, int] = {}
    problems = []
    for column in layout.columns:
        position = next((rows.header.index(each) for each in column.headers if each in rows.header), None)
        if position is not None:
            found[column.name] = position
        elif column.required:
            near = difflib.get_close_matches(column.headers[0], rows.header, 1, 0.6)
            values = {"accepted": ", ".join(column.headers), "near": near[0] if near else "-"}
            problems.append(Problem("PUBLISHED_COLUMN_MISSING", Place(file=rows.file, sheet=rows.sheet, row=1), values))
    if problems:
        raise FixTheFile(problems)
    return found


def number_of(written: str) -> Decimal | None:
    """Return a text as an exact decimal, none where it is no finite number."""
    try:
        value = Decimal(written.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


class _Reader:
    def __init__(
        self, rows: PublishedRows, layout: SeriesLayout, columns: Mapping[str, int], areas: Mapping[str, str]
    ) -> None:
        self._rows, self._layout, self._columns, self._areas = rows, layout, columns, areas
        self._seen: dict[str, tuple[Decimal, int]] = {}
        self.problems: list[Problem] = []
        self.skipped = 0

    def values(self) -> Iterator[dict[str, object]]:
        for number, cells in self._rows.rows:
            series, breakdown = self._series(self._cell(cells, "series"))
            if series not in self._layout.series:
                self.skipped += 1
                continue
            row = self._value(number, cells, series, breakdown)
            if row is not None:
                yield row

    def refuse_if_problems(self) -> None:
        if not self.problems:
            return
        shown = self.problems[:_SHOWN]
        if len(self.problems) > _SHOWN:
            rest = {"count": len(self.problems) - _SHOWN}
            shown.append(Problem("PUBLISHED_MORE_PROBLEMS", Place(file=self._rows.file), rest))
        raise FixTheFile(shown)

    def _series(self, code: str) -> tuple[str, str]:
        return self._layout.renamed.get(code, (code, ""))

    def _cell(self, cells: Sequence[str], name: str) -> str:
        position = self._columns.get(name)
        return cells[position].strip() if position is not None and position < len(cells) else ""

    def _code(self, number: int, cells: Sequence[str], name: str) -> str:
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

    def _value(self, number: int, cells: Sequence[str], series: str, breakdown: str) -> dict[str, object] | None:
        before = len(self.problems)
        written = self._cell(cells, "value")
        if written in self._layout.missing:
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

    def _attributes(self, number: int, cells: Sequence[str]) -> dict[str, object]:
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
            self._complain("PUBLISHED_NOT_A_NUMBER", number, {"text": written})
        return value

    def _area(self, number: int, m49: str) -> str:
        area = self._areas.get(m49)
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
