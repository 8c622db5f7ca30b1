"""The design of a table, and variances from sums over its PSUs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openssi.engine import Queries
from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.at_scale.persons import Persons
from openssi.microdata.design import SinglePsu
from openssi.microdata.variance import NEVER_SAMPLED
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

ROUNDING = 1e-14
"""Share of what was added up below which the rest of a sum of squares is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strata:
    """The strata of a design.

    Attributes:
        names: By their number.
        psus: How many were drawn, with those all of whose rows are left out.
        sampled_fraction: Fraction of the PSUs that was drawn.
        single_psu: What is done with a stratum of one PSU.
    """

    names: tuple[str, ...]
    psus: npt.NDArray[np.int64]
    sampled_fraction: Floats
    single_psu: SinglePsu

    @property
    def degrees_of_freedom(self) -> int:
        """PSUs less strata."""
        return int(self.psus.sum()) - len(self.names)

    @property
    def left(self) -> Floats:
        """Fraction of the PSUs that was not drawn; zero where all were."""
        undrawn = 1 - self.sampled_fraction
        return np.where(undrawn > NEVER_SAMPLED, undrawn, 0.0)

    @property
    def single(self) -> Mask:
        """Strata of which one PSU is there, and not because it was the only one to draw."""
        found: Mask = (self.psus == 1) & (self.left > 0)
        return found


def strata_of(queries: Queries, persons: Persons, place: Place) -> Strata:
    """Count the PSUs of each stratum.

    Raises:
        FixTheFile: if a PSU lies in two strata, a population of PSUs does not fit, or a stratum of one PSU is refused.
    """
    rows = persons.rows()
    if persons.psu:
        rows = (
            f"SELECT stratum, psu, MIN(sampled) AS low, MAX(sampled) AS high FROM ({rows}) AS r GROUP BY stratum, psu"
        )
        if persons.roles.strata and not persons.roles.nest:
            _refuse_two_strata(queries, rows, place)
    else:
        rows = f"SELECT stratum, sampled AS low, sampled AS high FROM ({rows}) AS r"
    found = queries.rows(
        f"SELECT stratum, COUNT(*) AS psus, MIN(low) AS low, MAX(high) AS high FROM ({rows}) AS p "
        "GROUP BY stratum ORDER BY stratum"
    )
    strata = Strata(
        names=tuple(str(each["stratum"]) for each in found),
        psus=np.array([each["psus"] for each in found], dtype=np.int64),
        sampled_fraction=_fractions(persons, found, place),
        single_psu=persons.roles.single_psu,
    )
    alone = np.flatnonzero(strata.single)
    if len(alone) and strata.single_psu == "fail":
        if len(strata.names) == 1:
            raise FixTheFile.because("SURVEY_ONE_PSU", place)
        raise FixTheFile.because("SURVEY_SINGLE_PSU", place, stratum=strata.names[alone[0]], count=len(alone))
    return strata


def _refuse_two_strata(queries: Queries, psus: str, place: Place) -> None:
    """Refuse a PSU that lies in two strata, where numbers of PSUs do not begin anew in each."""
    found = queries.rows(
        "SELECT COUNT(*) AS many, MIN(psu) AS psu, MIN(first) AS first, MIN(second) AS second FROM ("
        "SELECT psu, MIN(stratum) AS first, MAX(stratum) AS second, COUNT(*) AS strata "
        f"FROM ({psus}) AS p GROUP BY psu HAVING COUNT(*) > 1) AS torn"
    )[0]
    if found["many"]:
        values = {name: found[name] for name in ("psu", "first", "second")}
        raise FixTheFile.because("SURVEY_PSU_IN_TWO_STRATA", place, **values, count=int(found["many"]))


def _fractions(persons: Persons, found: Sequence[Mapping[str, float]], place: Place) -> Floats:
    """Return the fraction of the PSUs of each stratum that was drawn: values of at most 1, else of populations."""
    if not persons.roles.fpc:
        return np.zeros(len(found))
    column = persons.roles.fpc[0]
    if any(each["low"] != each["high"] for each in found):
        raise FixTheFile.because("SURVEY_FPC_VARIES", place, column=column)
    known = np.array([each["high"] for each in found], dtype=np.float64)
    if known.max() <= 1:
        return known
    counts = np.array([each["psus"] for each in found], dtype=np.float64)
    small = np.flatnonzero(known < counts)
    if len(small):
        values = {"count": f"{known[small[0]]:g}", "drawn": int(counts[small[0]])}
        raise FixTheFile.because("SURVEY_FPC_TOO_SMALL", place, column=column, **values)
    fractions: Floats = counts / known
    return fractions


def variance(strata: Strata, sums: Floats, squares: Floats, gross: Floats) -> float | None:
    """Return the variance of a total from sums over the PSUs of each stratum.

    As `openssi.microdata.variance` has it: sum_h n_h / (n_h - 1) (1 - f_h) sum_i (z_hi - mean z_h)^2.

    Args:
        strata: The strata.
        sums: Of z, by stratum.
        squares: Of z^2, by stratum.
        gross: The same, had nothing that was added up been below zero.

    Returns:
        None where strata of one PSU are all there is and the policy is `average`.
    """
    counts, single = np.maximum(strata.psus, 1), strata.single
    means = sums / counts
    if strata.single_psu == "centred":
        means = np.where(single, sums.sum() / strata.psus.sum(), means)
    away = squares - 2 * means * sums + counts * means**2
    away = np.where(away <= ROUNDING * gross, 0.0, away)
    found = float((strata.left * counts / np.maximum(counts - 1, 1) * away).sum())
    if strata.single_psu == "average" and single.any():
        others = len(strata.names) - int(single.sum())
        return found * len(strata.names) / others if others else None
    return found
