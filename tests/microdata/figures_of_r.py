"""What R is given and what it answers: invented rows, cases with the same design in our words, figures read back."""

import csv
import dataclasses
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path

import pytest

from openssi.microdata.calibration_rule import CalibrationRule
from openssi.microdata.description import ReplicateColumns, SurveyDescription
from openssi.microdata.replicate_weights import ReplicateKind

Row = dict[str, str | float]
Key = tuple[str, str]

STRATA = {"a": (3, 12, 0.25), "b": (2, 5, 0.4), "c": (4, 16, 0.25), "d": (1, 6, 1 / 6), "e": (1, 1, 1.0)}
"""PSUs drawn, PSUs there are, and the fraction of them; d and e have one PSU, which is all there is in e."""


def villages() -> list[Row]:
    """Persons in strata, PSUs numbered anew in each, and units; a group in three rows; a PSU without weight."""
    numbers, rows = count(1), list[Row]()
    for stratum, (drawn, there, fraction) in STRATA.items():
        for psu in range(1, drawn + 1):
            units = 2 + (psu + ord(stratum)) % 3
            for unit in range(1, units + 1):
                for k in (next(numbers) for _ in range(1 + (unit + psu) % 2)):
                    is_rare = unit == 1 and (stratum, psu) in {("c", 2), ("a", 1)}
                    row = {"stratum": stratum, "psu": psu, "code": f"{stratum}{psu}", "unit": unit}
                    row |= {"psus": there, "units": units + 3 * psu % 4 + psu % 2, "fraction": fraction}
                    row |= {"w": 5 + 13 * k % 17 + 0.5 * psu, "y": 20 + (37 * k * k + 11 * k) % 97 * 1.5}
                    row |= {"zero": 0 if k % 6 == 0 or (stratum, psu) == ("c", 3) else 3 + 5 * k % 7}
                    row |= {"x": 3 + 29 * k % 23 / 2, "kind": "pqr"[k * k % 3 if k % 4 else 2], "id": k, "one": 1}
                    row["group"] = "rare" if is_rare else "south" if 7 * k % 3 == 0 else "north"
                    rows.append(row | ({"y": row["y"] - 60} if k % 17 == 0 else {}))
    return rows


def pairs() -> list[Row]:
    """Persons in five strata of two PSUs."""
    numbers, rows = count(1), list[Row]()
    for stratum in "abcde":
        for psu in (1, 2):
            for k in (next(numbers) for _ in range(2 + (ord(stratum) + psu) % 3)):
                row: Row = {"stratum": stratum, "psu": psu, "w": 4 + 11 * k % 13 + 0.25 * psu, "id": k, "one": 1}
                row |= {"y": 10 + (41 * k * k + 5 * k) % 89 * 1.25, "x": 2 + 19 * k % 21 / 2}
                rows.append(row | {"group": "north" if k % 3 else "south", "kind": "pqr"[(5 * k + k // 4) % 3]})
    return rows


@dataclass(frozen=True)
class OfR:
    """A figure of R: None where R gives none.

    Attributes:
        df: Degrees of freedom.
    """

    estimate: float | None
    se: float | None
    lower: float | None
    upper: float | None
    df: float | None


@dataclass(frozen=True)
class Answers:
    """The folder in which R left its answers."""

    folder: Path

    @cached_property
    def figures(self) -> dict[str, dict[Key, OfR]]:
        """By design, then by statistic and domain."""
        found: dict[str, dict[Key, OfR]] = {}
        for design, statistic, domain, *numbers in self._rows("figures.csv", "|"):
            of_r = OfR(*(float(each) if each else None for each in numbers))
            found.setdefault(design, {})[statistic, domain] = of_r
        return found

    def calibrated(self, design: str) -> dict[int, float]:
        """Calibrated weights by the number of the row."""
        _, *rows = self._rows(f"calibrated_{design}.csv")
        return {int(row): float(weight) for row, weight in rows}

    def replicates(self, name: str) -> ReplicateColumns:
        """Replicate weights that R made, with their factors."""
        scale, factors, mse = next(rest for made, *rest in self._rows("replicates.csv") if made == name)[:3]
        known: dict[str, ReplicateKind] = {"JK1": "JK1", "JKn": "JKn", "BRR": "BRR", "Fay": "Fay"}
        return ReplicateColumns(
            columns=("rw*",),
            file=self.folder / f"weights_{name}.csv",
            id="id",
            kind=known.get(name.split(maxsplit=1)[0], "bootstrap"),
            scale=float(scale),
            rscales=tuple(map(float, factors.split())),
            mse=mse == "TRUE",
        )

    def description(self, case: "Case") -> SurveyDescription:
        """The design of a case in our words."""
        if not case.replicates:
            return case.design
        return replace(case.design, replicate_weights=self.replicates(case.replicates))

    def _rows(self, name: str, delimiter: str = ",") -> list[list[str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file, delimiter=delimiter))


def asked(folder: Path) -> Answers:
    """Run R's survey and laeken once; skip where R is not there, or lacks a package."""
    rows = villages()
    several = [each for each in rows if each["stratum"] in {"a", "b", "c"}]
    tables = {"villages": rows, "several": several, "pairs": pairs()}
    return answered(folder, "beside_r.R", tables, "survey and laeken")


def answered(folder: Path, script: str, tables: Mapping[str, list[Row]], packages: str) -> Answers:
    """Run a script of R on some tables; skip where R is not there, or lacks the packages.

    Args:
        folder: Where the tables are written, and where R leaves what it finds.
        script: Its name beside this file; it ends with status 3 where a package is not there.
        tables: Rows by the name of their file.
        packages: Their names, for the reason of the skip.
    """
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not installed: its figures are not compared")
    for name, table in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table[0])
            writer.writeheader()
            writer.writerows(table)
    told = subprocess.run(
        [rscript, "--vanilla", str(Path(__file__).with_name(script)), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode == 3:
        pytest.skip(f"R lacks its packages {packages}: its figures are not compared")
    assert told.returncode == 0, told.stderr
    return Answers(folder)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A design in R and in our words.

    Attributes:
        name: As R's script calls it.
        file: The rows.
        design: Roles of their columns.
        replicates: Name of replicate weights that R made; empty for linearised errors.
    """

    name: str
    file: str
    design: SurveyDescription
    replicates: str = ""


PLAIN = SurveyDescription(welfare="y", weight="w", domains=("group", "kind"), amounts=("x", "y"))
NESTED = replace(PLAIN, strata="stratum", psu=("psu",), nest=True)
TWO_STAGES = replace(NESTED, psu=("psu", "unit"), fpc=("psus", "units"))
SCHOOLS = replace(PLAIN, weight="pw")
CLUSTERS = replace(SCHOOLS, psu=("dnum",), fpc=("fpc",))

_SEVERAL = {
    "simple": replace(PLAIN, weight="one"),
    "weighted": PLAIN,
    "stratified": replace(PLAIN, strata="stratum"),
    "clustered": replace(PLAIN, psu=("code",)),
    "nested": NESTED,
    "nested fpc": replace(NESTED, fpc=("psus",)),
    "nested fraction": replace(NESTED, fpc=("fraction",)),
    "two stages": TWO_STAGES,
    "zero weights": replace(NESTED, weight="zero"),
}
_OF_PACKAGES = {
    "apistrat": ("apistrat", replace(SCHOOLS, strata="group", fpc=("fpc",))),
    "apiclus1": ("apiclus1", CLUSTERS),
    "apiclus2": ("apiclus2", replace(SCHOOLS, psu=("dnum", "snum"), fpc=("fpc1", "fpc2"))),
    "apiclus2 ultimate": ("apiclus2", replace(SCHOOLS, psu=("dnum",))),
    "eusilc": ("eusilc", replace(PLAIN, weight="rb050", strata="db040", psu=("db030",))),
}
_LONE = {
    "lone remove": replace(NESTED, single_psu="certainty"),
    "lone certainty": replace(NESTED, single_psu="certainty"),
    "lone adjust": replace(NESTED, single_psu="centred"),
    "lone average": replace(NESTED, single_psu="average"),
    "lone two stages certainty": replace(TWO_STAGES, single_psu="certainty"),
    "lone two stages adjust": replace(TWO_STAGES, single_psu="centred"),
    "lone two stages average": replace(TWO_STAGES, single_psu="average"),
}
LINEARISED = (
    *(Case(name=name, file="several", design=design) for name, design in _SEVERAL.items()),
    *(Case(name=name, file=file, design=design) for name, (file, design) in _OF_PACKAGES.items()),
    *(Case(name=name, file="villages", design=design) for name, design in _LONE.items()),
)

_CLUSTERED, _NESTED = ("several", replace(PLAIN, psu=("code",))), ("several", NESTED)
_REPLICATED = {
    **dict.fromkeys(("JK1", "JK1 mse"), _CLUSTERED),
    "JK1 apiclus1": ("apiclus1", CLUSTERS),
    **dict.fromkeys(("JKn", "JKn mse", "JKn fpc"), _NESTED),
    **dict.fromkeys(("BRR", "Fay 0.3", "Fay 0.5", "Fay 0.9"), ("pairs", NESTED)),
    **dict.fromkeys(("bootstrap", "subbootstrap", "subbootstrap mse", "given factors"), _NESTED),
}
REPLICATED = tuple(
    Case(name=name, file=file, design=design, replicates=name) for name, (file, design) in _REPLICATED.items()
)

KINDS = {"kind": {"p": 260.0, "q": 300.0, "r": 190.0}}
MARGINS = {**KINDS, "group": {"north": 400.0, "rare": 30.0, "south": 320.0}}
COLUMN = {**KINDS, "x": 5600.0}
RAKING = CalibrationRule(method="raking")
_METHODS = {
    "postStratify": replace(PLAIN, calibration=KINDS),
    "rake": replace(PLAIN, calibration=MARGINS, calibration_method=RAKING),
    "calibrate raking": replace(PLAIN, calibration=MARGINS, calibration_method=RAKING),
    "linear": replace(PLAIN, calibration=COLUMN),
    "logit": replace(
        PLAIN, calibration=COLUMN, calibration_method=CalibrationRule(method="logit", lower=0.3, upper=3.0)
    ),
}
_OF_METHOD = {"postStratify": ("nested", "JKn", "two stages"), "rake": ("nested", "JKn", "weighted")}
_OF_METHOD |= {"calibrate raking": ("nested", "JKn"), "linear": ("nested", "JKn", "weighted")}
_OF_METHOD |= {"logit": ("nested", "JKn", "two stages")}


def _calibrated(method: str, of: str) -> Case:
    known = _METHODS[method]
    design = {"weighted": PLAIN, "two stages": TWO_STAGES}.get(of, NESTED)
    design = dataclasses.replace(design, calibration=known.calibration, calibration_method=known.calibration_method)
    return Case(name=f"{method} {of}", file="several", design=design, replicates="JKn" if of == "JKn" else "")


CALIBRATED = (
    *(_calibrated(method, of) for method, designs in _OF_METHOD.items() for of in designs),
    Case(
        name="postStratify apiclus1",
        file="apiclus1",
        design=replace(CLUSTERS, calibration={"group": {"E": 4421.0, "H": 755.0, "M": 1018.0}}),
    ),
)
