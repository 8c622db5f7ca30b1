"""A survey as a table of Parquet: ties, zeros, debts, weights of zero, missing incomes and rows in no region."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from openssi.microdata.benefits.transfers import Transfer
from openssi.microdata.description import PovertyLine, SurveyDescription
from openssi.microdata.measures.deprivations import Indicator, MultidimensionalIndex

STRATA = 6
PSUS_IN_THE_POPULATION = np.array([60, 55, 80, 300, 48, 70])
ROLES = SurveyDescription(
    welfare="income",
    weight="weight",
    strata="stratum",
    psu=("psu",),
    sex="sex",
    region="region",
    age="age",
    poverty_lines={"national": PovertyLine(name="national", amount=9_500.0)},
    transfers=(
        Transfer(name="Pension", column="pension", programme_class="social_insurance"),
        Transfer(name="Grant", column="grant", programme_class="social_assistance"),
    ),
    multidimensional=MultidimensionalIndex(
        indicators=(
            Indicator(name="young", dimension="life", column="age", relation="below", limits=(30.0,), weight=1 / 2),
            Indicator(name="old", dimension="life", column="age", relation="above", limits=(70.0,), weight=1 / 6),
            Indicator(
                name="pension", dimension="cash", column="pension", relation="at_or_below", limits=(0.0,), weight=1 / 6
            ),
            Indicator(
                name="grant", dimension="cash", column="grant", relation="equal_to", limits=(0.0, 5.0), weight=1 / 6
            ),
        ),
        cutoff=1 / 3,
    ),
)
MEASURES = (
    "mean", "total", "persons", "median", "quantile_10", "quantile(0.9)", "arpt", "arpr", "arpr_40", "rmpg", "poormed",
    "headcount",
    "fgt1", "fgt2", "fgt0_abs10000", "fgt1_abs10000", "fgt2@12000", "fgt0@national", "fgt1_relm50", "watts",
    "watts_abs9000", "gini", "qsr", "palma", "share_0_20", "share_20_40", "share_80_100", "lorenz_60", "theil", "mld",
    "gei_2", "gei_-1", "atkinson_0.5", "atkinson_1", "atkinson_2", "income_gap_ratio", "sen", "sen_relm50",
    "sen_abs9000", "sst",
    "sst_abs9000", "prosperity_gap", "hoover", "polarization", "jdiv", "share_ratio_10_10", "share_90_100",
    "p90p10", "quantile_ratio_90_50", "bottom_mean_40", "gpg", "gpg_median", "rmir_65", "H", "M0", "A",
    "uncensored_old", "censored_pension", "contribution_grant", "contribution_life",
)  # fmt: skip
"""Every family that SQL computes, but the coverage of transfers."""


def persons(rows: int = 2_000) -> pa.Table:
    """Return the rows of persons, who live in households of one income."""
    random = np.random.default_rng(20)
    household = np.sort(random.integers(0, max(rows // 3, 1), rows))
    psu = household % (STRATA * 40)
    income = np.round(random.lognormal(9.5, 0.8, rows), 2)[household]
    income[random.random(rows) < 0.02] = 0.0
    income[random.random(rows) < 0.01] *= -0.1
    weight = random.uniform(0.5, 900, rows)
    weight[random.random(rows) < 0.01] = 0.0
    region = np.where(random.random(rows) < 0.03, None, random.choice(["Nord", "Süd", "O'st"], rows))
    pension = np.where(random.random(rows) < 0.3, random.uniform(1, 4_000, rows), 0.0)
    return pa.table(
        {
            "income": pa.array(income, mask=random.random(rows) < 0.01),
            "weight": weight,
            "stratum": psu % STRATA,
            "psu": psu,
            "household": household,
            "region": pa.array(region, pa.string()),
            "sex": random.choice(["F", "M"], rows),
            "age": pa.array(random.integers(0, 90, rows), mask=np.arange(rows) % 41 == 0),
            "drawn_of": PSUS_IN_THE_POPULATION[psu % STRATA].astype(np.float64),
            "pension": pa.array(pension, mask=random.random(rows) < 0.1),
            "grant": np.where(random.random(rows) < 0.2, 600.0, 0.0),
        }
    )


def written(folder: Path, table: pa.Table) -> Path:
    """Write a table as one Parquet file."""
    path = folder / "persons.parquet"
    pq.write_table(table, path)
    return path
