"""What peers computed on public surveys, and the errors of a stratified design to compare with."""

import csv
import gzip
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Survey:
    """Columns of a survey, its welfare, weights, strata and PSUs, all in the order of the file."""

    columns: dict[str, NDArray[np.str_]]
    welfare: Floats
    weight: Floats
    stratum: NDArray[np.str_]
    psu: NDArray[np.str_]
    sampled_fraction: float = 0.0

    def error(self, influence: Floats) -> float:
        """Standard error of a figure by its influence: variance between PSUs within strata."""
        psus, strata = self._numbers
        totals = np.bincount(psus, self.weight * influence)
        count = np.bincount(strata)
        centred = totals - (np.bincount(strata, totals) / count)[strata]
        by_stratum = np.bincount(strata, centred**2) * count / (count - 1)
        return float(np.sqrt(by_stratum.sum() * (1 - self.sampled_fraction)))

    @cached_property
    def _numbers(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        keys = np.char.add(np.char.add(self.stratum, "/"), self.psu)
        _, first, psus = np.unique(keys, return_index=True, return_inverse=True)
        _, strata = np.unique(self.stratum[first], return_inverse=True)
        return psus, strata


def read_columns(path: Path) -> dict[str, NDArray[np.str_]]:
    """Read a CSV file as columns of text."""
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.reader(stream))
    return {name: np.array(column) for name, column in zip(rows[0], zip(*rows[1:], strict=True), strict=True)}


def read_eusilc(shared: Path) -> Survey:
    """Read the survey of which peers computed most, with its households as PSUs."""
    columns = read_columns(shared / "microdata" / "eusilc.csv")
    return Survey(
        columns, columns["eqIncome"].astype(float), columns["rb050"].astype(float), columns["db040"], columns["db030"]
    )


def read_replicates(shared: Path) -> tuple[float, Floats]:
    """Read the scale of the fixed bootstrap weights of that survey, and the weights, one row per replicate."""
    folder = shared / "microdata"
    scale = float((folder / "eusilc_bootw100.meta.txt").read_text(encoding="utf-8").split()[1])
    with gzip.open(folder / "eusilc_bootw100.csv.gz", "rt", encoding="utf-8") as stream:
        weights = np.loadtxt(stream, delimiter=",", skiprows=1, ndmin=2)
    return scale, np.ascontiguousarray(weights[:, 1:].T)


def read_reference(shared: Path, **wanted: str) -> list[dict[str, str]]:
    """Read the rows of the reference whose columns are as wanted."""
    with (shared.parent / "reference" / "survey_estimates.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]
