"""Agreement with figures that R survey and convey computed, where they lie beside the checkout."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from openssi.microdata.design import Design
from openssi.microdata.kernels.large import estimate_large
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Division, Sample

NAMES = {
    "arpt": "arpt", "arpr": "arpr", "gini": "gini", "qsr": "qsr", "palma_10_40": "palma",
    "mean": "mean", "total": "total",
    "fgt0_abs10000": "fgt0_abs10000", "fgt1_abs10000": "fgt1_abs10000", "fgt2_abs10000": "fgt2_abs10000",
    "fgt0_relq60": "fgt0_relq60", "fgt1_relq60": "fgt1_relq60", "fgt2_relq60": "fgt2_relq60",
    "watts_abs10000_pos": "watts_abs10000", "mld_pos": "mld", "theil_pos": "theil", "gei2_pos": "gei_2",
    "atk05_pos": "atkinson_0.5", "atk1_pos": "atkinson_1", "atk2_pos": "atkinson_2",
    "lorenz_20": "lorenz_20", "lorenz_40": "lorenz_40", "lorenz_60": "lorenz_60", "lorenz_80": "lorenz_80",
}  # fmt: skip
"""Names of the reference, and here."""

CONVENTIONS = Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights")


def divided(column: "pd.Series[str]") -> Division:
    codes, labels = pd.factorize(column)
    return Division(codes=codes.astype(np.int32), labels=tuple(labels))


@pytest.fixture(scope="module")
def households(shared_data: Path) -> Sample:
    table = pd.read_csv(shared_data / "microdata" / "eusilc.csv").sort_values(["db040", "db030"], kind="stable")
    household, region = table.db030.to_numpy(), divided(table.db040)
    starts = np.append(np.flatnonzero(np.diff(household, prepend=-1)), len(table))
    return Sample(
        welfare=table.eqIncome.to_numpy(),
        weight=table.rb050.to_numpy(),
        design=Design(psu_starts=starts, stratum_of_psu=region.codes[starts[:-1]], strata=region.labels),
        divisions={"db040": region, "rb090": divided(table.rb090)},
    )


@pytest.mark.shared_data
def test_figures_and_errors_agree_with_convey_to_the_digits_it_prints(households: Sample, shared_data: Path) -> None:
    names = list(NAMES.values())
    found = estimate_large(households, names, CONVENTIONS)
    for column, division in households.divisions.items():
        found += estimate_large(households, names, CONVENTIONS, division, domain_var=column)
    by_key = {(each.measure, each.domain_var, each.domain): each for each in found}
    compared = 0
    with (shared_data.parent / "reference" / "survey_estimates.csv").open() as file:
        for row in csv.DictReader(file):
            if (row["data"], row["design"]) != ("eusilc", "strata=db040;ids=db030") or row["measure"] not in NAMES:
                continue
            own = by_key[NAMES[row["measure"]], row["domain_var"], row["domain"]]
            assert own.estimate == pytest.approx(float(row["estimate"]), rel=1e-8)
            assert own.se == pytest.approx(float(row["se"]), rel=2e-9)
            compared += 1
    assert compared == 30
