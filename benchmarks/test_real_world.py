"""The real world, beside the same work in plain Python. Quote the ratio: machines differ."""

import csv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from openssi.aggregate import AggregateResults, AggregateTables, aggregate
from openssi.collect import read_context, read_unsd
from openssi.definitions import load
from openssi.engine import table_of
from openssi.indicators import compute_series
from openssi.run.loading import reference_tables
from openssi.vocabulary.dataflow import NATIONAL_TOTALS

SHARED = Path(__file__).parents[2] / "shared" / "data"
DOWNLOAD = SHARED / "unsd_goal1_download_2024.xlsx"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real data are not there")

DEFINITIONS = load()
INDICATORS = tuple(DEFINITIONS.indicators.values())
RULES = replace(DEFINITIONS.publication, method="observed")
REFERENCE = reference_tables(DEFINITIONS)
Benchmark = Callable[..., Any]
Weights = dict[tuple[str, str, str], dict[int, float]]


def series() -> pa.Table:
    return read_unsd(DOWNLOAD, DEFINITIONS.layouts, REFERENCE["areas"], REFERENCE["groups"]).table


def context() -> pa.Table:
    return read_context(SHARED, DEFINITIONS.layouts).table


def tables() -> AggregateTables:
    values = compute_series(series(), INDICATORS)
    return AggregateTables(values, context(), table_of(NATIONAL_TOTALS), REFERENCE["groups"], REFERENCE["members"])


@pytest.fixture(scope="module")
def prepared() -> AggregateTables:
    return tables()


@pytest.mark.benchmark(group="read the download")
def test_read_the_download(benchmark: Benchmark) -> None:
    assert benchmark.pedantic(series, rounds=3).num_rows == 6285


@pytest.mark.benchmark(group="read the download")
def test_read_the_download_plainly(benchmark: Benchmark) -> None:
    assert len(benchmark.pedantic(plain_series, rounds=1)) == 6285


def plain_series() -> list[dict[str, Any]]:
    """Every row by openpyxl; nothing is checked."""
    book = openpyxl.load_workbook(DOWNLOAD, read_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    header = next(rows)
    found = (dict(zip(header, row, strict=True)) for row in rows)
    kept = [
        {**row, "Value": Decimal(str(row["Value"]))} for row in found if str(row["SeriesCode"]).startswith("SI_COV_")
    ]
    book.close()
    return kept


@pytest.mark.benchmark(group="read the context")
def test_read_the_context(benchmark: Benchmark) -> None:
    assert benchmark.pedantic(context, rounds=3).num_rows > 100_000


@pytest.mark.benchmark(group="read the context")
def test_read_the_context_plainly(benchmark: Benchmark) -> None:
    assert len(benchmark.pedantic(plain_context, rounds=3)) > 100_000


def plain_context() -> list[dict[str, object]]:
    """The same cells as dictionaries, by the same layouts; nothing is checked."""
    found = []
    for layout in DEFINITIONS.layouts.contexts:
        with (SHARED / layout.file).open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), start=2):
                for column in layout.values:
                    cells = [row[name] for name in (column.column, *column.times)]
                    if all(cells) and row[layout.area] not in layout.leave_out:
                        value = float(column.factor)
                        for cell in cells:
                            value *= float(cell)
                        key = {"item": column.item, "area": row[layout.area], "year": int(row[layout.year])}
                        found.append({**key, "sex": column.sex, "value": value, "row": number})
    return found


def make(prepared: AggregateTables) -> AggregateResults:
    return aggregate(prepared, INDICATORS, RULES)


@pytest.mark.benchmark(group="aggregate")
def test_aggregate_everything(benchmark: Benchmark, prepared: AggregateTables) -> None:
    assert benchmark.pedantic(make, (prepared,), rounds=3).aggregates.num_rows > 10_000


@pytest.mark.benchmark(group="aggregate")
def test_aggregate_everything_plainly(benchmark: Benchmark, prepared: AggregateTables) -> None:
    plain = benchmark.pedantic(PlainAggregates(prepared).means, rounds=1)
    ours = {row["aggregate_id"]: row["value"] for row in make(prepared).aggregates.to_pylist()}
    for key, value in plain.items():
        assert ours[key] == pytest.approx(value, rel=1e-9)


@dataclass(frozen=True)
class PlainAggregates:
    """The weighted means alone, in loops: no intervals, no leave-one-out, no year mix."""

    tables: AggregateTables

    def means(self) -> dict[str, float]:
        weights, members, values = self._weights(), self._members(), self._values()
        years = sorted({year for history in values.values() for year in history})
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for (indicator, area, sex, breakdown), history in values.items():
            declared = DEFINITIONS.indicators[indicator]
            age = RULES.max_age if declared.max_age is None else declared.max_age
            item = next(each for each in (declared.weight, *declared.weight_fallbacks) if each in self._items)
            for year in years:
                known = [each for each in history if year - age <= each <= year]
                weight = self._weight(weights, item, area, sex, year) if known else None
                for group in members[area] if weight else ():
                    if group[2] <= year <= group[3]:
                        total = sums[f"{indicator}.{group[0]}.{group[1]}.{year}.{sex}.{breakdown}"]
                        total[0] += weight * history[max(known)]
                        total[1] += weight
        return {key: weighted / weight for key, (weighted, weight) in sums.items()}

    @cached_property
    def _items(self) -> set[str]:
        return set(self.tables.context.column("item").unique().to_pylist())

    @cached_property
    def _sexes(self) -> set[tuple[str, str]]:
        rows = self.tables.context.select(["item", "sex"]).group_by(["item", "sex"]).aggregate([]).to_pylist()
        return {(row["item"], row["sex"]) for row in rows}

    def _weight(self, weights: Weights, item: str, area: str, sex: str, year: int) -> float | None:
        own = weights.get((item, area, sex if (item, sex) in self._sexes else "_T"), {})
        near = sorted(own, key=lambda each: (abs(each - year), each))
        return own[near[0]] if near and abs(near[0] - year) <= 5 else None

    def _weights(self) -> Weights:
        found: Weights = defaultdict(dict)
        for row in self.tables.context.select(["item", "ref_area", "sex", "time_period", "value"]).to_pylist():
            found[row["item"], row["ref_area"], row["sex"]][row["time_period"]] = float(row["value"])
        return found

    def _members(self) -> dict[str, list[tuple[str, str, int, int]]]:
        found: dict[str, list[tuple[str, str, int, int]]] = defaultdict(list)
        for row in self.tables.members.to_pylist():
            found[row["area"]].append((row["grouping"], row["group_code"], row["valid_from"], row["valid_to"]))
        return found

    def _values(self) -> dict[tuple[str, str, str, str], dict[int, float]]:
        found: dict[tuple[str, str, str, str], dict[int, float]] = defaultdict(dict)
        for row in self.tables.country_values.to_pylist():
            key = row["indicator"], row["ref_area"], row["sex"], row["breakdown"]
            found[key][row["time_period"]] = row["value"]
        return found


@pytest.mark.benchmark(group="the whole of it")
def test_load_compute_and_aggregate(benchmark: Benchmark) -> None:
    assert benchmark.pedantic(lambda: make(tables()), rounds=3).aggregates.num_rows > 10_000
