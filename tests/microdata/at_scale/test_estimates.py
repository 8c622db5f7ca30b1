"""Estimates by SQL in DuckDB: known truths, then the reference figures."""

import csv
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pytest

from openssi.engine import Connection, connect
from openssi.microdata.at_scale.estimates import MEASURES, AtScale
from openssi.microdata.at_scale.sql import Columns
from openssi.microdata.measures.measure import Conventions
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate

COLUMNS = Columns(welfare="y", weight="w", strata="h", psu="u")


@pytest.fixture
def connection() -> Iterator[Connection]:
    with connect() as opened:
        yield opened


def asked(connection: Connection, rows: dict[str, list[object]], **more: object) -> AtScale:
    filled = {"w": [1.0] * len(rows["y"]), "h": ["all"] * len(rows["y"]), "u": list(range(len(rows["y"]))), **rows}
    connection.register("persons", pa.table(filled))
    return AtScale(queries=connection, table="persons", columns=COLUMNS, **more)


def values(estimates: Sequence[Estimate]) -> dict[str, float | None]:
    return {each.measure: each.estimate for each in estimates}


def test_of_four_incomes_everything_is_known(connection: Connection) -> None:
    found = values(asked(connection, {"y": [1.0, 2.0, 3.0, 10.0]}).estimate(list(MEASURES)))
    assert found["mean"] == 4
    assert found["median"] == 2
    assert found["total"] == 16
    assert found["arpt"] == pytest.approx(1.2)
    assert found["arpr"] == 0.25
    assert found["fgt1"] == pytest.approx(0.25 * 0.2 / 1.2)
    assert found["qsr"] == 0
    assert found["share_0_20"] == 1 / 16


def test_weights_stand_for_persons(connection: Connection) -> None:
    found = values(asked(connection, {"y": [1.0, 5.0], "w": [3.0, 1.0]}).estimate(["mean", "median", "total"]))
    assert found == {"mean": 2.0, "median": 1.0, "total": 8.0}


def test_a_fixed_line_gives_the_error_of_a_mean(connection: Connection) -> None:
    asking = asked(connection, {"y": [1.0, 2.0, 3.0, 10.0]}, conventions=Conventions(line=2.5))
    mean, poor = asking.estimate(["mean", "fgt0"])
    assert mean.se == pytest.approx(sqrt(50 / 3 / 4))
    assert poor.se == pytest.approx(sqrt(4 / 3 * 4 * (0.5 / 4) ** 2))
    assert (poor.method, poor.reason) == ("linearised", "")


def test_a_relative_line_has_no_error_here_and_says_so(connection: Connection) -> None:
    poor = asked(connection, {"y": [1.0, 2.0, 3.0, 10.0]}).estimate(["arpr"])[0]
    assert (poor.se, poor.reason) == (None, "AT_SCALE_NO_ERROR")


def test_somebody_at_the_line_is_poor_or_not_by_convention(connection: Connection) -> None:
    rows = {"y": [1.0, 2.0, 3.0, 4.0]}
    below = asked(connection, rows, conventions=Conventions(line=2.0)).estimate(["fgt0"])[0]
    at = asked(connection, rows, conventions=Conventions(line=2.0, poor="at_or_below")).estimate(["fgt0"])[0]
    assert (below.estimate, at.estimate) == (0.25, 0.5)


def test_negative_incomes_and_ties_are_put_in_order(connection: Connection) -> None:
    found = values(asked(connection, {"y": [-5.0, -5.0, 0.0, 0.0, 7.0]}).estimate(["median", "mean"]))
    assert found == {"median": 0.0, "mean": pytest.approx(-0.6)}


def test_a_domain_is_judged_by_the_national_line(connection: Connection) -> None:
    rows = {"y": [1.0, 2.0, 10.0, 10.0, 10.0, 10.0], "r": ["N", "N", "N", "S", "S", "S"]}
    found = {each.domain: each.estimate for each in asked(connection, rows).estimate(["arpr"], by=["r"])}
    assert found == {"all": pytest.approx(1 / 3), "N": pytest.approx(2 / 3), "S": 0}


def test_no_income_at_all_gives_a_reason_instead_of_a_figure(connection: Connection) -> None:
    found = asked(connection, {"y": [0.0, 0.0]}).estimate(["palma"])[0]
    assert (found.estimate, found.reason) == (None, "AT_SCALE_NO_VALUE")


def test_a_stratum_of_one_psu_is_refused_or_counts_nothing(connection: Connection) -> None:
    rows = {"y": [1.0, 2.0, 3.0], "h": ["A", "A", "B"]}
    line = Conventions(line=2.0)
    with pytest.raises(FixTheFile, match=r"B .*strata of one PSU: 1.*\[SURVEY_SINGLE_PSU\]"):
        asked(connection, rows, conventions=line).estimate(["mean"])
    found = asked(connection, rows, conventions=line, single_psu="certainty").estimate(["mean"])[0]
    assert found.se == pytest.approx(sqrt(2 * 2 * (0.5 / 3) ** 2))


def test_a_measure_that_sql_does_not_know_is_answered_with_those_it_knows(connection: Connection) -> None:
    with pytest.raises(FixTheFile, match=r"gini.*mean, total, median.*\[AT_SCALE_MEASURE\]"):
        asked(connection, {"y": [1.0]}).estimate(["gini"])


def test_coverage_is_the_share_of_persons_who_receive(connection: Connection) -> None:
    connection.register(
        "persons", pa.table({"y": [1.0, 2.0, 3.0, 4.0], "w": [1.0] * 4, "pension": [0.0, None, 5.0, 2.0]})
    )
    columns = Columns(welfare="y", weight="w", psu="y", transfers=("pension",))
    found = AtScale(queries=connection, table="persons", columns=columns).estimate(["coverage(pension)"])[0]
    assert (found.measure, found.estimate, found.unit) == ("coverage(pension)", 0.5, "fraction")
    assert found.se == pytest.approx(sqrt(4 / 3 * 4 * (0.5 / 4) ** 2))


def test_columns_with_strange_names_stay_names(connection: Connection) -> None:
    connection.register("persons", pa.table({'in"come; --': [1.0, 3.0], "w": [1.0, 1.0]}))
    asking = AtScale(queries=connection, table="persons", columns=Columns(welfare='in"come; --', weight="w"))
    assert asking.estimate(["mean"])[0].estimate == 2


@pytest.mark.shared_data
def test_sql_agrees_with_the_reference_figures(connection: Connection, shared_data: Path) -> None:
    connection.register("eusilc", pyarrow.csv.read_csv(shared_data / "microdata" / "eusilc.csv"))
    columns = Columns(welfare="eqIncome", weight="rb050", strata="db040", psu="db030")
    names = {"fgt0_abs10000": "fgt0", "fgt1_abs10000": "fgt1", "fgt2_abs10000": "fgt2", "mean": "mean"}
    absolute = AtScale(
        queries=connection, table="eusilc", columns=columns, conventions=Conventions(poor="at_or_below", line=10_000.0)
    ).estimate(["mean", "fgt0", "fgt1", "fgt2"])
    relative = AtScale(
        queries=connection, table="eusilc", columns=columns, conventions=Conventions(poor="at_or_below")
    ).estimate(["arpt", "arpr", "median", "qsr", "palma", "fgt1", "fgt2"], by=["db040", "rb090"])
    ours = {(each.measure, each.domain_var, each.domain): each for each in (*relative, *absolute)}
    reference = shared_data.parent / "reference" / "survey_estimates.csv"
    agreed = 0
    with reference.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found = ours.get((names.get(row["measure"], row["measure"]), row["domain_var"], row["domain"]))
            if row["design"] != "strata=db040;ids=db030" or found is None or row["measure"] in ("fgt1", "fgt2"):
                continue
            if row["measure"] == "median":
                continue
            agreed += 1
            assert found.estimate == pytest.approx(float(row["estimate"]), rel=1e-9)
            if found.se is not None:
                assert found.se == pytest.approx(float(row["se"]), rel=2e-9)
    assert agreed == 10
