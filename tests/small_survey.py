"""Surveys of a few persons, each household a PSU of one stratum unless said otherwise."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from openssi.definitions import default_root
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.benefits.estimates import Asked, estimates
from openssi.microdata.benefits.transfers import Households, Transfer
from openssi.microdata.design import Design
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.incidence import BenefitIndicator

LINE = Conventions(line=10.0)
BENEFIT = Transfer(name="benefit", column="benefit", programme_class="social_assistance")


@cache
def declared() -> Mapping[str, BenefitIndicator]:
    return load_benefit_indicators(default_root())


def survey(
    welfare: Sequence[float],
    households: Sequence[int] | None = None,
    weight: Sequence[float] | None = None,
    divisions: dict[str, Division] | None = None,
    **amounts: Sequence[float],
) -> tuple[Sample, Households]:
    rows = len(welfare)
    codes = np.arange(rows) if households is None else np.asarray(households)
    starts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
    design = Design(psu_starts=np.append(starts, rows), stratum_of_psu=np.zeros(len(starts), dtype=np.int32))
    sample = Sample(
        welfare=np.asarray(welfare, dtype=float),
        weight=np.ones(rows) if weight is None else np.asarray(weight, dtype=float),
        design=design,
        divisions=divisions or {},
        amounts={name: np.asarray(column, dtype=float) for name, column in amounts.items()},
    )
    return sample, Households.of(codes.astype(np.int32))


def division(codes: Sequence[int], *labels: str) -> Division:
    return Division(codes=np.asarray(codes, dtype=np.int32), labels=labels)


def found(
    given: tuple[Sample, Households],
    *indicators: str,
    transfers: Sequence[Transfer] = (BENEFIT,),
    programme: str = "benefit",
    **asked: object,
) -> dict[tuple[str, str], Estimate]:
    """Estimates of one programme by indicator and domain."""
    wanted = tuple(declared()[each] for each in indicators or declared())
    question = Asked(**{"indicators": wanted, "programmes": (programme,), "conventions": LINE, "by": ((),), **asked})
    rows = estimates(*given, transfers, question)
    return {(each.estimate.measure, each.estimate.domain): each.estimate for each in rows}


def value(given: tuple[Sample, Households], indicator: str, domain: str = "all", **asked: object) -> float | None:
    return found(given, indicator, **asked)[indicator, domain].estimate
