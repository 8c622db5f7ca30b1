"""Samples small enough to reckon by hand: each row a PSU of weight one."""

import numpy as np

from openssi.microdata.design import Design
from openssi.microdata.sample import Division, Sample


def sample_of(
    incomes: list[float],
    strata: list[int],
    divisions: dict[str, list[int]] | None = None,
    amounts: dict[str, list[float]] | None = None,
    weights: list[float] | None = None,
) -> Sample:
    """A sample whose domains are called by their column and number."""
    named = {
        name: Division(
            codes=np.array(codes, dtype=np.int32), labels=tuple(f"{name}{each}" for each in range(max(codes) + 1))
        )
        for name, codes in (divisions or {}).items()
    }
    return Sample(
        welfare=np.array(incomes),
        weight=np.array(weights) if weights else np.ones(len(incomes)),
        design=Design(
            psu_starts=np.arange(len(incomes) + 1),
            stratum_of_psu=np.array(strata, dtype=np.int32),
            strata=tuple(f"stratum{each}" for each in range(max(strata) + 1)),
        ),
        divisions=named,
        amounts={name: np.array(values) for name, values in (amounts or {}).items()},
    )
