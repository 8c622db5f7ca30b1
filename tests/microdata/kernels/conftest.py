"""Invented surveys, small enough for a plain reading of every measure."""

import numpy as np
import pytest

from openssi.microdata.design import Design, SinglePsu
from openssi.microdata.sample import Division, Sample


def invented(households: int, *, seed: int = 1, strata: int = 7, single_psu: SinglePsu = "fail") -> Sample:
    """Households of one to six persons with one income, some of zero and below; PSUs are households."""
    draw = np.random.default_rng(seed)
    size = draw.integers(1, 7, households)
    income = np.round(np.exp(draw.normal(9.7, 0.7, households)), -1)
    income[draw.random(households) < 0.02] = 0
    income[draw.random(households) < 0.01] *= -0.3
    weight = draw.uniform(50, 900, households)
    weight[draw.random(households) < 0.01] = 0
    starts = np.concatenate([[0], np.cumsum(size)])
    stratum = np.sort(
        np.concatenate([np.repeat(np.arange(strata), 2), draw.integers(0, strata, households - 2 * strata)])
    )
    region, sex = np.repeat(stratum % 3, size), draw.integers(-1, 2, starts[-1])
    return Sample(
        welfare=np.repeat(income, size),
        weight=np.repeat(weight, size),
        design=Design(
            psu_starts=starts.astype(np.int64),
            stratum_of_psu=stratum.astype(np.int32),
            strata=tuple(f"S{number}" for number in range(strata)),
            sampled_fraction=np.linspace(0, 0.5, strata),
            single_psu=single_psu,
        ),
        divisions={
            "region": Division(codes=region.astype(np.int32), labels=("north", "east", "south", "nowhere")),
            "sex": Division(codes=sex.astype(np.int32), labels=("male", "female")),
        },
    )


@pytest.fixture(scope="session")
def survey() -> Sample:
    return invented(6_000)
