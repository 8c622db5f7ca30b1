"""The published aggregates of 2020, made again from the country data of early 2024, and the vintage of 2019."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from openssi.aggregate import AggregateResults, AggregateTables, aggregate, compare
from openssi.collect import read_context, read_published_aggregates, read_unsd
from openssi.definitions import load
from openssi.engine import connect, table_of
from openssi.indicators import compute_series
from openssi.run.loading import reference_tables
from openssi.vocabulary.dataflow import NATIONAL_TOTALS
from openssi.vocabulary.publication import PublicationRules

pytestmark = pytest.mark.shared_data
DECLARED = load().publication
SUBREGION = replace(DECLARED, max_age=5, method="subregion")


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

    def results(self, rules: PublicationRules = DECLARED) -> AggregateResults:
        return aggregate(self.tables, tuple(load().indicators.values()), rules)


def real_world_of(shared_data: Path, file: str) -> RealWorld:
    definitions = load()
    reference = reference_tables(definitions)
    areas, groups, members = (reference[name] for name in ("areas", "groups", "members"))
    series = read_unsd(shared_data / file, definitions.layouts, areas, groups)
    indicators = tuple(definitions.indicators.values())
    values, context = compute_series(series.table, indicators), read_context(shared_data, definitions.layouts)
    path = shared_data / "sdg131_sdgregions_2020_published_qery.csv"
    totals = table_of(NATIONAL_TOTALS)
    return RealWorld(
        AggregateTables(values, context.table, totals, groups, members, definitions.successions),
        read_published_aggregates(path, definitions.layouts, areas, groups, 2020),
    )


@pytest.fixture(scope="module")
def real_world(shared_data: Path) -> RealWorld:
    return real_world_of(shared_data, "sdg131_country_unsd_2024.csv")


@pytest.fixture(scope="module")
def world_of_2019(shared_data: Path) -> RealWorld:
    return real_world_of(shared_data, "sdg131_unsd_2019Q3_long.csv")


@pytest.fixture(scope="module")
def declared(real_world: RealWorld) -> AggregateResults:
    return real_world.results()


@pytest.mark.parametrize("rules", [DECLARED, SUBREGION], ids=["as declared", "sub-region"])
def test_the_world_of_2020_is_within_two_tenths_and_six_of_nine_within_six_tenths(
    real_world: RealWorld, rules: PublicationRules
) -> None:
    differences = real_world.differences(rules)
    assert abs(differences["001"]) <= 0.2
    assert sum(abs(difference) <= 0.6 for difference in differences.values()) >= 6


def test_reported_values_alone_miss_the_world_by_six_tenths(real_world: RealWorld) -> None:
    assert real_world.differences(replace(SUBREGION, method="observed"))["001"] == 0.59


def test_the_values_of_2020_alone_lose_europe_and_northern_america(real_world: RealWorld) -> None:
    differences = real_world.differences(replace(SUBREGION, method="observed", max_age=0))
    assert (differences["001"], differences["513"]) == (-7.42, -46.25)


def test_every_series_has_a_world_and_maternity_is_of_women(declared: AggregateResults) -> None:
    world = [row for row in declared.aggregates.to_pylist() if row["grouping"] == "WORLD"]
    assert {row["indicator"] for row in world} == {each.id for each in load().indicators.values() if each.series}
    assert {row["sex"] for row in world if row["indicator"] == "SDG_1_3_1_MATERNITY"} == {"F"}
    assert all(row["imputed_share"] == 0 for row in world if not load().indicators[row["indicator"]].imputes)
    assert all(0 <= row["value"] <= 100 for row in world)


def test_the_regression_misses_least_in_the_headline_of_every_imputed_series(declared: AggregateResults) -> None:
    headline = {each.id: each.headline_sex for each in load().indicators.values() if each.imputes and each.series}
    squares: dict[tuple[str, str], float] = {}
    for row in declared.errors.to_pylist():
        if row["sex"] == headline.get(row["indicator"]) and row["method"] in DECLARED.candidates:
            key = row["indicator"], row["method"]
            squares[key] = squares.get(key, 0.0) + row["countries"] * row["rmse"] ** 2
    for indicator in headline:
        tried = {method: squares[indicator, method] for method in DECLARED.candidates}
        assert min(tried, key=lambda method: tried[method]) == "regression"
    chosen = {row["method"] for row in declared.errors.to_pylist() if row["chosen"]}
    assert chosen == {"regression", "observed"}


def test_no_country_with_a_value_is_dropped_in_silence(real_world: RealWorld, declared: AggregateResults) -> None:
    told: dict[str, set[str]] = {}
    for row in declared.findings.to_pylist():
        told.setdefault(row["indicator"], set()).update(row["areas"].split())
    reported = real_world.tables.country_values.select(["indicator", "ref_area", "value"]).to_pylist()
    entering = {(row["indicator"], row["ref_area"]) for row in declared.inputs.to_pylist() if row["value_id"]}
    for row in reported:
        if row["value"] is not None and (row["indicator"], row["ref_area"]) not in entering:
            assert row["ref_area"] in told[row["indicator"]]


def test_the_interval_of_northern_africa_and_western_asia_holds_the_published_value(
    declared: AggregateResults,
) -> None:
    # A fifth of the weight is missing there, and the publisher's model says 44.3.
    wanted = {"indicator": "SDG_1_3_1_TOTAL", "group_code": "747", "sex": "_T", "time_period": 2020}
    (row,) = (
        row
        for row in declared.aggregates.to_pylist()
        if row["grouping"] == "SDG_REGION" and all(row[name] == value for name, value in wanted.items())
    )
    assert row["interval_lower"] < 44.3 < row["interval_upper"]


def test_income_groups_are_those_of_the_year(declared: AggregateResults) -> None:
    # Ukraine is of lower-middle income to 2022, Indonesia of upper-middle income in 2019 alone of those years.
    wanted = {"IDN": {2018: "LMIC", 2019: "UMIC", 2020: "LMIC"}, "UKR": {2022: "LMIC", 2023: "UMIC"}}
    members = [each for each in load().memberships if each.grouping == "INCOME"]
    for area, years in wanted.items():
        for year, group in years.items():
            assert {
                each.group for each in members if each.area == area and each.valid_from <= year <= each.valid_to
            } == {group}
    assert declared.findings.filter(pc.equal(declared.findings["code"], "AGGREGATE_MEMBERSHIP_TWICE")).num_rows == 0


def test_the_vintage_of_2019_is_aggregated_by_the_same_code(world_of_2019: RealWorld) -> None:
    results = world_of_2019.results()
    assert {row["method"] for row in results.errors.to_pylist() if row["chosen"]} >= {"regression"}
    world = {
        (row["indicator"], row["time_period"]): row
        for row in results.aggregates.to_pylist()
        if row["grouping"] == "WORLD" and row["sex"] == "_T" and row["breakdown"] == "_T"
    }
    total = world["SDG_1_3_1_TOTAL", 2016]
    # The reports state 45.2 for 2016 (METHOD 8).
    assert total["value"] == pytest.approx(45.2, abs=1.5)
    assert total["interval_lower"] <= total["value"] <= total["interval_upper"]


def test_sudan_before_2012_counts_once_in_the_vintage_of_2019(world_of_2019: RealWorld) -> None:
    """The file holds the years before 2012 under 729; releases of the database hold them under 736."""
    tables = world_of_2019.tables
    with connect(held=tables.country_values) as connection:
        recoded = connection.query(
            "SELECT * REPLACE ('SDF' AS ref_area) FROM held WHERE ref_area = 'SDN' AND time_period < 2012 "
            "UNION ALL FROM held WHERE NOT (ref_area = 'SDN' AND time_period < 2012)"
        )
    world = RealWorld(replace(tables, country_values=recoded), world_of_2019.published)
    rows = [row for row in world.results().inputs.to_pylist() if row["indicator"] == "SDG_1_3_1_OLD_AGE"]
    of_2011 = {row["ref_area"]: row for row in rows if row["time_period"] == 2011 and row["sex"] == "_T"}
    assert of_2011["SDF"]["value"] == 4.6
    assert not {"SDN", "SSD"} & set(of_2011)
    of_2012 = {row["ref_area"]: row for row in rows if row["time_period"] == 2012 and row["sex"] == "_T"}
    assert "SDF" not in of_2012
    assert of_2012["SDN"]["weight"] + of_2012["SSD"]["weight"] == pytest.approx(of_2011["SDF"]["weight"], rel=0.05)
