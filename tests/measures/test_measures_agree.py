"""Figures and errors are those that convey, laeken and survey give on the same data."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from measured_reference import Floats, Survey, read_columns, read_eusilc, read_reference, read_replicates
from openssi.microdata.differences import difference
from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.measure import Conventions, Measured

pytestmark = pytest.mark.shared_data

CONVEY = Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights")
HOUSEHOLDS = "strata=db040;ids=db030"
ESTIMATE, PRINTED = 1e-9, 1e-9


def name_of(row: dict[str, str]) -> str:
    """The csv says of which incomes and variable a measure is; here that is not part of its name."""
    name = row["measure"].removesuffix("_pos").removesuffix("_api00")
    return {"arpr90": "arpr_90"}.get(name, name)


@pytest.fixture(scope="module")
def eusilc(shared_data: Path) -> Survey:
    return read_eusilc(shared_data)


@pytest.fixture(scope="module")
def everybody(eusilc: Survey) -> Measured:
    return Measured(welfare=eusilc.welfare, weight=eusilc.weight, conventions=CONVEY)


@pytest.fixture(scope="module")
def replicates(shared_data: Path, everybody: Measured) -> tuple[float, list[Measured]]:
    scale, weights = read_replicates(shared_data)
    plain = replace(everybody, with_influence=False)
    return scale, [plain.weighted(weight) for weight in weights]


def test_every_linearised_row_of_convey_on_eusilc(shared_data: Path, eusilc: Survey, everybody: Measured) -> None:
    rows = read_reference(shared_data, tool="convey", data="eusilc", design=HOUSEHOLDS)
    assert len(rows) == 33
    for row in rows:
        inside = None if row["domain_var"] == "all" else eusilc.columns[row["domain_var"]] == row["domain"]
        found = measure_of(name_of(row)).of(everybody if inside is None else everybody.within(inside))
        assert found.value == pytest.approx(float(row["estimate"]), rel=ESTIMATE, abs=1e-15), row
        assert found.influence is not None
        assert eusilc.error(found.influence) == pytest.approx(float(row["se"]), rel=PRINTED), row


def test_every_replicate_row_of_convey_on_eusilc(
    shared_data: Path, everybody: Measured, replicates: tuple[float, list[Measured]]
) -> None:
    rows = read_reference(shared_data, tool="convey", design=f"boot100({HOUSEHOLDS})")
    assert len(rows) == 26
    scale, samples = replicates
    for row in rows:
        measure = measure_of(name_of(row))
        values: Floats = np.array([measure.of(each).value for each in samples])
        error = float(np.sqrt(scale * ((values - values.mean()) ** 2).sum()))
        assert measure.of(everybody).value == pytest.approx(float(row["estimate"]), rel=ESTIMATE), row
        assert error == pytest.approx(float(row["se"]), rel=PRINTED, abs=2e-16), row


def test_every_row_of_laeken_on_eusilc_by_the_conventions_in_force_unless_others_are_named(
    shared_data: Path, eusilc: Survey
) -> None:
    rows = read_reference(shared_data, tool="laeken", data="eusilc")
    assert len(rows) == 9
    everybody = Measured(welfare=eusilc.welfare, weight=eusilc.weight)
    for row in rows:
        scale = 100 if row["unit"] == "percent" else 1
        found = measure_of(row["measure"]).of(everybody)
        assert found.value == pytest.approx(float(row["estimate"]) / scale, rel=ESTIMATE), row


def test_mean_median_and_total_of_survey_on_eusilc(shared_data: Path, eusilc: Survey, everybody: Measured) -> None:
    for row in read_reference(shared_data, tool="survey", data="eusilc", design=HOUSEHOLDS):
        found = measure_of(row["measure"]).of(everybody)
        assert found.value == pytest.approx(float(row["estimate"]), rel=ESTIMATE), row
        assert found.influence is not None
        # The median of survey has Woodruff's error.
        assert eusilc.error(found.influence) == pytest.approx(
            float(row["se"]), rel=0.05 if row["measure"] == "median" else PRINTED
        ), row


@pytest.mark.parametrize(
    ("design", "file", "stratum", "psu", "fraction"),
    [
        ("apistrat_nofpc", "apistrat", "stype", "cds", 0.0),
        ("apiclus1_nofpc", "apiclus1", "", "dnum", 0.0),
        ("apiclus1", "apiclus1", "", "dnum", 15 / 757),
    ],
)
def test_the_rows_of_convey_on_schools(
    shared_data: Path, design: str, file: str, stratum: str, psu: str, fraction: float
) -> None:
    columns = read_columns(shared_data / "microdata" / f"{file}.csv")
    welfare, weight = columns["api00"].astype(float), columns["pw"].astype(float)
    strata = columns[stratum] if stratum else np.full(len(welfare), "all")
    schools = Survey(columns, welfare, weight, strata, columns[psu], fraction)
    for row in read_reference(shared_data, tool="convey", design=design):
        found = measure_of(name_of(row)).of(Measured(welfare=welfare, weight=weight, conventions=CONVEY))
        assert found.value == pytest.approx(float(row["estimate"]), rel=ESTIMATE), row
        assert found.influence is not None
        assert schools.error(found.influence) == pytest.approx(float(row["se"]), rel=PRINTED), row


def test_the_shares_of_quintiles_of_eusilc_add_up_to_one(everybody: Measured) -> None:
    quintiles = [measure_of(f"share_{lower}_{lower + 20}").of(everybody).value for lower in range(0, 100, 20)]
    assert sum(filter(None, quintiles)) == pytest.approx(1, abs=1e-12)
    assert [round(each or 0, 4) for each in quintiles] == [0.0894, 0.1432, 0.1823, 0.2302, 0.3549]


@pytest.mark.parametrize("name", ["arpr", "fgt1", "gini"])
def test_the_error_of_what_family_allowances_change_is_that_of_replicates_and_below_that_of_two_samples(
    eusilc: Survey, everybody: Measured, replicates: tuple[float, list[Measured]], name: str
) -> None:
    allowances = eusilc.columns["hy050n"].astype(float) / eusilc.columns["eqSS"].astype(float)
    welfare, measure = eusilc.welfare - allowances, measure_of(name)
    before, after = measure.of(replace(everybody, welfare=welfare, national=everybody)), measure.of(everybody)
    found = difference(after, before)
    errors = [eusilc.error(each.influence) for each in (before, after, found)]  # type: ignore[arg-type]
    scale, samples = replicates
    first = samples[0].with_welfare(welfare)
    pairs = ((replace(each, welfare=welfare, national=each, ascending=first.sorting), each) for each in samples)
    values = np.array([difference(measure.of(later), measure.of(former)).value for former, later in pairs])
    replicated = float(np.sqrt(scale * ((values - values.mean()) ** 2).sum()))
    assert found.value is not None
    assert found.value < 0
    assert errors[2] == pytest.approx(replicated, rel=0.2)
    assert errors[2] < 0.6 * np.hypot(errors[0], errors[1])
