"""The published aggregates of 2020, made again from the country data of early 2024."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from openssi.aggregate import AggregateTables, aggregate, compare
from openssi.collect import read_context, read_published_aggregates, read_unsd
from openssi.definitions import load
from openssi.engine import table_of
from openssi.indicators import compute_series
from openssi.run.loading import reference_tables
from openssi.vocabulary.dataflow import NATIONAL_TOTALS
from openssi.vocabulary.publication import PublicationRules

pytestmark = pytest.mark.shared_data
SUBREGION = replace(load().publication, max_age=5, method="subregion")


@dataclass(frozen=True)
class RealWorld:
    tables: AggregateTables
    published: pa.Table

    def differences(self, rules: PublicationRules) -> Mapping[str, float]:
        """Ours less published, by M49 code, to two decimals."""
        indicators = tuple(load().indicators.values())
        results = aggregate(self.tables, indicators, rules, [2020])
        rows = compare(self.published, results, indicators, self.tables.groups).to_pylist()
        return {row["m49"]: round(row["difference"], 2) for row in rows if row["difference"] is not None}


@pytest.fixture(scope="module")
def real_world(shared_data: Path) -> RealWorld:
    definitions = load()
    reference = reference_tables(definitions)
    areas, groups, members = (reference[name] for name in ("areas", "groups", "members"))
    series = read_unsd(shared_data / "sdg131_country_unsd_2024.csv", definitions.layouts, areas, groups)
    indicators = tuple(definitions.indicators.values())
    values, context = compute_series(series.table, indicators), read_context(shared_data, definitions.layouts)
    path = shared_data / "sdg131_sdgregions_2020_published_qery.csv"
    return RealWorld(
        AggregateTables(values, context.table, table_of(NATIONAL_TOTALS), groups, members),
        read_published_aggregates(path, definitions.layouts, areas, groups, 2020),
    )


def test_the_world_of_2020_is_within_two_tenths_and_six_of_nine_within_six_tenths(real_world: RealWorld) -> None:
    differences = real_world.differences(SUBREGION)
    assert abs(differences["001"]) <= 0.2
    assert sum(abs(difference) <= 0.6 for difference in differences.values()) >= 6


def test_reported_values_alone_miss_the_world_by_six_tenths(real_world: RealWorld) -> None:
    assert real_world.differences(replace(SUBREGION, method="observed"))["001"] == 0.59


def test_the_values_of_2020_alone_lose_europe_and_northern_america(real_world: RealWorld) -> None:
    differences = real_world.differences(replace(SUBREGION, method="observed", max_age=0))
    assert (differences["001"], differences["513"]) == (-7.42, -46.25)


@pytest.mark.parametrize("method", ["observed", "subregion"])
def test_every_series_has_a_world_and_maternity_is_of_women(real_world: RealWorld, method: Any) -> None:
    indicators = tuple(load().indicators.values())
    results = aggregate(real_world.tables, indicators, replace(SUBREGION, method=method))
    world = [row for row in results.aggregates.to_pylist() if row["grouping"] == "WORLD"]
    assert {row["indicator"] for row in world} == set(load().indicators)
    assert {row["sex"] for row in world if row["indicator"] == "SDG_1_3_1_MATERNITY"} == {"F"}
    assert all(row["imputed_share"] == 0 for row in world if not load().indicators[row["indicator"]].imputes)
    assert all(0 <= row["value"] <= 100 for row in world)
