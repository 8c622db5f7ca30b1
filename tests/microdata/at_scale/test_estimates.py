"""Estimates by SQL in DuckDB: known truths, then agreement with the exact path and with the reference figures."""

import csv
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.engine import Connection
from openssi.microdata.at_scale.tables import estimate_table
from openssi.microdata.description import SurveyDescription
from openssi.microdata.design import Design, SinglePsu
from openssi.microdata.estimation import estimate
from openssi.microdata.intervals import Interval
from openssi.microdata.measure_names import columns_of
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.read_survey import read_survey
from openssi.microdata.sample import Sample
from openssi.vocabulary.estimate import Estimate
from survey_table import MEASURES, ROLES, persons, written

TIED = 12
"""No more rows than these, the members of a household, share an income that borders ranks."""
PLAIN = SurveyDescription(welfare="y", weight="w")
WITH_ROWS_BEHIND = (
    "mean", "total", "arpr", "watts", "theil", "share_20_40", "share_90_100", "lorenz_60", "bottom_mean_40",
    "quantile_10", "quantile(0.9)", "p90p10", "quantile_ratio_90_50", "gpg", "rmir_65", "H", "censored_pension",
    "uncensored_young",
)  # fmt: skip
"""One of each kind of rows behind."""
BOUND_BY_CONVENTIONS = (
    "median", "arpt", "arpr", "rmpg", "poormed", "fgt1", "fgt2", "watts", "gini", "qsr", "share_20_40", "theil", "sen",
    "sst", "income_gap_ratio", "prosperity_gap", "polarization", "quantile_ratio_90_50", "gpg_median",
)  # fmt: skip
"""Those for which a line, the density or the Gini of another convention makes a difference."""


def asked(
    connection: Connection,
    rows: dict[str, list[object]],
    measures: Sequence[str],
    by: Sequence[str] = (),
    roles: SurveyDescription = PLAIN,
    **conventions: object,
) -> list[Estimate]:
    connection.register("persons", pa.table({"w": [1.0] * len(rows["y"]), **rows}))
    return estimate_table(connection, "persons", roles, measures, by, conventions=Conventions(**conventions)).estimates


def values(estimates: Sequence[Estimate]) -> dict[str, float | None]:
    return {each.measure: each.estimate for each in estimates}


def test_of_four_incomes_everything_is_known(connection: Connection) -> None:
    wanted = ["mean", "median", "total", "arpt", "arpr", "fgt1", "qsr", "share_0_20", "gini", "persons"]
    found = values(asked(connection, {"y": [1.0, 2.0, 3.0, 10.0]}, wanted))
    assert (found["mean"], found["median"], found["total"], found["persons"]) == (4, 2, 16, 4)
    assert found["arpt"] == pytest.approx(1.2)
    assert found["arpr"] == 0.25
    assert found["fgt1"] == pytest.approx(0.25 * 0.2 / 1.2)
    assert found["share_0_20"] == pytest.approx(0.8 / 16)
    assert found["gini"] == pytest.approx(2 * (1 + 4 + 9 + 40) / 64 - (1 + 2 + 3 + 10) / 64 - 1)


def test_of_equals_nothing_is_unequal(connection: Connection) -> None:
    wanted = ["gini", "theil", "mld", "gei_2", "atkinson_1", "qsr"]
    found = asked(connection, {"y": [7.0] * 5}, wanted)
    assert values(found) == {name: pytest.approx(float(name == "qsr"), abs=1e-15) for name in wanted}
    assert all(each.se == pytest.approx(0, abs=1e-14) for each in found)


def test_a_fixed_line_gives_the_error_of_a_mean(connection: Connection) -> None:
    mean, poor = asked(connection, {"y": [1.0, 2.0, 3.0, 10.0]}, ["mean", "fgt0"], line=2.5)
    assert mean.se == pytest.approx(sqrt(50 / 3 / 4))
    assert poor.se == pytest.approx(sqrt(4 / 3 * 4 * (0.5 / 4) ** 2))
    assert (poor.method, poor.reason) == ("linearised", "")


def test_somebody_at_the_line_is_poor_or_not_by_convention(connection: Connection) -> None:
    rows: dict[str, list[object]] = {"y": [1.0, 2.0, 3.0, 4.0]}
    below = asked(connection, rows, ["fgt0"], line=2.0)[0]
    at = asked(connection, rows, ["fgt0"], line=2.0, poor="at_or_below")[0]
    assert (below.estimate, at.estimate) == (0.25, 0.5)


def test_a_domain_is_judged_by_the_national_line(connection: Connection) -> None:
    rows: dict[str, list[object]] = {"y": [1.0, 2.0, 10.0, 10.0, 10.0, 10.0], "r": ["N", "N", "N", "S", "S", "S"]}
    found = {each.domain: each.estimate for each in asked(connection, rows, ["arpr"], ["r"])}
    assert found == {"all": pytest.approx(1 / 3), "N": pytest.approx(2 / 3), "S": 0}


def test_a_text_without_a_letter_is_no_domain(connection: Connection) -> None:
    rows: dict[str, list[object]] = {"y": [1.0, 2.0, 6.0], "r": ["N", "", None]}
    assert [each.domain for each in asked(connection, rows, ["mean"], ["r"])] == ["all", "N"]


def test_coverage_is_the_share_of_persons_who_receive(connection: Connection) -> None:
    rows: dict[str, list[object]] = {"income": [1.0, 2.0, 3.0, 4.0], "pension": [0.0, None, 5.0, 2.0]}
    connection.register("persons", pa.table({"weight": [1.0] * 4, "grant": [0.0] * 4, **rows}))
    roles = SurveyDescription(welfare="income", weight="weight", transfers=ROLES.transfers)
    found = estimate_table(connection, "persons", roles, ["coverage(Pension)"]).estimates[0]
    assert (found.measure, found.estimate, found.unit) == ("coverage(Pension)", 0.5, "fraction")
    assert found.se == pytest.approx(sqrt(4 / 3 * 4 * (0.5 / 4) ** 2))


def test_columns_with_strange_names_stay_names(connection: Connection) -> None:
    connection.register("persons", pa.table({'in"come; --': [1.0, 3.0], "w": [1.0, 1.0]}))
    roles = SurveyDescription(welfare='in"come; --', weight="w")
    assert estimate_table(connection, "persons", roles, ["mean"]).estimates[0].estimate == 2


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("survey"), persons(1_200))


def difference(ours: float | None, theirs: float | None) -> float:
    if ours is None or theirs is None:
        assert ours is theirs
        return 0.0
    return abs(ours - theirs) / (abs(theirs) or 1.0)


def agree(
    connection: Connection,
    path: Path,
    roles: SurveyDescription,
    measures: Sequence[str] = MEASURES,
    by: Sequence[str] = (),
    level: float = 0.95,
    tied: int = TIED,
) -> None:
    """Compare every estimate, population and number of rows within 1e-9, and every error and limit within 1e-8.

    Rows behind figures by ranks may differ by those with the same income, whose order SQL does not know.
    """
    amounts, _ = columns_of(measures, roles.multidimensional)
    sample, interval = read_survey(path, roles, by, amounts).sample, Interval(level=level)
    exact = estimate(sample, measures, by, conventions=roles.conventions, lines=roles.lines, interval=interval)
    connection.register_parquet("persons", path)
    found = estimate_table(connection, "persons", roles, measures, by, interval=interval).estimates
    assert [(e.measure, e.domain_var, e.domain, e.n, e.unit, e.reason, e.method) for e in found] == [
        (e.measure, e.domain_var, e.domain, e.n, e.unit, e.reason, e.method) for e in exact
    ]
    for ours, theirs in zip(found, exact, strict=True):
        assert difference(ours.estimate, theirs.estimate) < 1e-9, (ours, theirs)
        assert difference(ours.population, theirs.population) < 1e-9, (ours, theirs)
        for name in ("se", "lower", "upper"):
            assert difference(getattr(ours, name), getattr(theirs, name)) < 1e-8, (ours, theirs)
        same_behind(ours, theirs, tied)


def same_behind(ours: Estimate, theirs: Estimate, tied: int = 0) -> None:
    """Compare the rows behind two estimates, and the largest contributors within 1e-9."""
    mine, other = ours.contributors, theirs.contributors
    if mine is None or other is None:
        assert mine is other, (ours, theirs)
        return
    assert (mine.rows, mine.base) == (other.rows, other.base), (ours, theirs)
    assert mine.largest == pytest.approx(other.largest, rel=1e-9), (ours, theirs)
    assert len(mine.attributes) == len(other.attributes)
    for here, there in zip(mine.attributes, other.attributes, strict=True):
        assert abs(here.count - there.count) <= (0 if here.is_additive else tied), (ours, theirs)
        assert difference(here.line, there.line) < 1e-12
        assert (here.ranked is None) == (there.ranked is None)
        for one, another in zip(here.ranked or (), there.ranked or (), strict=True):
            assert abs(one - another) <= tied + 1e-6, (ours, theirs)
        assert replace(here, count=0, line=None, ranked=None) == replace(there, count=0, line=None, ranked=None)


def test_every_measure_is_that_of_the_exact_path(connection: Connection, survey: Path) -> None:
    agree(connection, survey, ROLES, by=["region"])


@pytest.mark.parametrize(
    "conventions",
    [
        Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights"),
        Conventions(relative_to="mean", percent=50.0),
        Conventions(line=9_000.0, nonpositive="refuse"),
    ],
)
def test_every_measure_follows_the_conventions_as_on_the_exact_path(
    connection: Connection, survey: Path, conventions: Conventions
) -> None:
    agree(connection, survey, replace(ROLES, conventions=conventions), BOUND_BY_CONVENTIONS)


def test_the_rows_behind_every_measure_are_those_of_the_exact_path(connection: Connection, tmp_path: Path) -> None:
    table = persons(600)
    different = np.random.default_rng(3).permutation(np.linspace(-9.0, 245.0, 600) ** 3)
    different[17] = 4e9
    table = table.set_column(0, "income", pa.array(different))
    homeless = pa.array(table.column("household").to_numpy(), mask=np.arange(600) % 50 == 0)
    table = table.set_column(table.column_names.index("household"), "household", homeless)
    roles = replace(ROLES, household="household")
    agree(connection, written(tmp_path, table), roles, WITH_ROWS_BEHIND, ["region,sex"], tied=0)


def test_a_domain_is_judged_by_its_own_psus(connection: Connection) -> None:
    rows: dict[str, list[object]] = {"y": [1.0, 2.0, 3.0, 5.0], "h": [1, 2, 3, 4], "r": ["N", "N", "N", "S"]}
    roles = replace(PLAIN, psu=("h",))
    north, south = asked(connection, rows, ["mean"], ["r"], roles)[1:]
    assert north.upper == pytest.approx(2 + 4.302652729911275 * north.se)
    assert (south.estimate, south.se, south.reason) == (5, None, "SURVEY_DOMAIN_NO_FREEDOM")
    assert asked(connection, rows, ["total"], ["r"], roles)[2].reason == ""


def test_a_quantile_whose_interval_goes_beyond_the_table_has_no_error(connection: Connection) -> None:
    median, top = asked(connection, {"y": [float(each) for each in range(1, 101)]}, ["median", "quantile(0.98)"])
    assert (median.estimate, median.lower, median.upper, median.reason) == (50, 41, 60, "")
    assert (top.estimate, top.se, top.lower, top.upper) == (98, None, None, None)
    assert (top.reason, top.method) == ("SURVEY_QUANTILE_BEYOND", "")


def test_a_household_of_most_of_the_income_is_seen_behind_a_mean(connection: Connection) -> None:
    rows: dict[str, list[object]] = {"y": [1.0, 1.0, 2.0, -4.0, 2.0], "h": ["A", "B", "C", "C", None]}
    found = asked(connection, rows, ["mean"], roles=replace(PLAIN, household="h", psu=("y",)))[0].contributors
    assert found is not None
    assert found.largest == (0.6, 0.2, 0.1, 0.1)


def test_domains_are_those_of_the_exact_path(connection: Connection, survey: Path) -> None:
    agree(connection, survey, ROLES, ["arpr", "median"], ["sex", "stratum", "age_group,region"], level=0.9)


@pytest.mark.parametrize(
    "design",
    [
        {"strata": "", "psu": ()},
        {"psu": ()},
        {"psu": (), "household": "household", "strata": ""},
        {"fpc": ("drawn_of",)},
        {"nest": True},
        {"rows": "households", "size": "age", "missing_codes": {"region": ("Nord",), "age": ("0",), "": ("-9",)}},
    ],
)
def test_designs_are_those_of_the_exact_path(connection: Connection, tmp_path: Path, design: dict[str, object]) -> None:
    table = persons(600)
    if "size" in design:
        ages = pa.array([max(each or 1, 1) for each in table.column("age").to_pylist()])
        table = table.set_column(table.column_names.index("age"), "age", ages)
    wanted = ["total", "arpr", "qsr", "gini", "median"]
    agree(connection, written(tmp_path, table), replace(ROLES, **design), wanted, by=["region"])


@pytest.mark.parametrize("policy", ["certainty", "centred", "average"])
def test_a_stratum_of_one_psu_is_treated_as_on_the_exact_path(
    connection: Connection, tmp_path: Path, policy: SinglePsu
) -> None:
    table = persons(600)
    strata = [9 if row["psu"] == 7 else row["stratum"] for row in table.select(["psu", "stratum"]).to_pylist()]
    table = table.set_column(table.column_names.index("stratum"), "stratum", pa.array(strata))
    agree(connection, written(tmp_path, table), replace(ROLES, single_psu=policy), ["mean", "arpr"], ["sex"])


def test_a_folder_of_files_is_one_table(connection: Connection, tmp_path: Path, survey: Path) -> None:
    table = persons(1_200)
    for number in range(3):
        pa.parquet.write_table(table.slice(400 * number, 400), tmp_path / f"part-{number}.parquet")
    connection.register_parquet("whole", survey)
    connection.register_parquet("parts", tmp_path)
    whole, parts = (estimate_table(connection, each, ROLES, ["gini"]).estimates[0] for each in ("whole", "parts"))
    assert parts.estimate == pytest.approx(whole.estimate, rel=1e-13)
    assert parts.se == pytest.approx(whole.se, rel=1e-13)


INCOMES = st.lists(st.sampled_from([-3.0, 0.0, 0.5, 1.0, 2.0, 2.5, 7.0, 1e6]), min_size=2, max_size=12)
OF_ANY = ("mean", "median", "arpr", "rmpg", "fgt2", "watts", "gini", "qsr", "palma", "share_20_40", "theil", "gei_-1")


@settings(deadline=None, max_examples=6)
@given(incomes=INCOMES, data=st.data())
def test_of_any_incomes_figures_and_reasons_are_those_of_the_exact_path(
    duckdb: Connection, incomes: list[float], data: st.DataObject
) -> None:
    rows = len(incomes)
    weights = data.draw(st.lists(st.sampled_from([0.0, 1.0, 2.5]), min_size=rows, max_size=rows).filter(any))
    design = Design(psu_starts=np.arange(rows + 1), stratum_of_psu=np.zeros(rows, np.int32))
    exact = estimate(Sample(welfare=np.array(incomes), weight=np.array(weights), design=design), OF_ANY)
    with closing(duckdb.cursor()) as cursor:
        found = asked(cursor, {"y": list(incomes), "w": list(weights)}, OF_ANY)
    for ours, theirs in zip(found, exact, strict=True):
        assert (ours.reason, ours.n) == (theirs.reason, theirs.n), (ours, theirs)
        assert difference(ours.estimate, theirs.estimate) < 1e-9, (ours, theirs)
        assert difference(ours.se, theirs.se) < 1e-8 or abs(ours.se or 0) < 1e-7 * abs(ours.estimate or 0), (
            ours,
            theirs,
        )


@pytest.mark.shared_data
def test_sql_agrees_with_the_reference_figures(connection: Connection, shared_data: Path) -> None:
    connection.register("eusilc", pyarrow.csv.read_csv(shared_data / "microdata" / "eusilc.csv"))
    roles = SurveyDescription(welfare="eqIncome", weight="rb050", strata="db040", psu=("db030",))
    with (shared_data.parent / "reference" / "survey_estimates.csv").open(encoding="utf-8") as lines:
        reference = list(csv.DictReader(lines))
    peers = Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights")
    named = {
        "palma_10_40": "palma", "mld_pos": "mld", "theil_pos": "theil", "gei2_pos": "gei_2",
        "atk05_pos": "atkinson_0.5",
        "atk1_pos": "atkinson_1", "atk2_pos": "atkinson_2", "watts_abs10000_pos": "watts_abs10000",
    }  # fmt: skip
    plain = (
        "arpt", "arpr", "rmpg", "poormed", "fgt0_abs10000", "fgt1_abs10000", "fgt2_abs10000", "fgt0_relq60",
        "fgt1_relq60", "fgt2_relq60", "gini", "qsr", "mean", "total",
    )  # fmt: skip
    wanted = [*plain, *named.values()]
    found = estimate_table(connection, "eusilc", roles, wanted, ["db040", "rb090"], conventions=peers).estimates
    ours = {(each.measure, each.domain_var, each.domain): each for each in found}
    agreed = 0
    for row in reference:
        each = ours.get((named.get(row["measure"], row["measure"]), row["domain_var"], row["domain"]))
        if row["design"] == "strata=db040;ids=db030" and each is not None:
            agreed += 1
            assert each.estimate == pytest.approx(float(row["estimate"]), rel=1e-9), row
            assert each.se == pytest.approx(float(row["se"]), rel=2e-8), row
    assert agreed >= 20
