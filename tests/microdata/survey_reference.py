"""The figures of R's survey on its own examples, beside which ours are put."""

import csv
import math
from collections.abc import Iterable
from pathlib import Path

from openssi.vocabulary.estimate import Estimate

Row = dict[str, str]

Figure = tuple[str, str, str, float, float]


def reference_rows(shared_data: Path, tool: str = "survey") -> list[Row]:
    """The rows of the reference results that a tool computed."""
    path = shared_data.parent / "reference" / "survey_estimates.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["tool"] == tool]


def of_design(rows: Iterable[Row], data: str, design: str) -> list[Row]:
    return [row for row in rows if row["data"] == data and row["design"] == design]


def disagreements(rows: list[Row], found: dict[tuple[str, str, str], Estimate]) -> list[Figure]:
    """The rows whose estimate is not the same to 1e-9, or whose error is not the same as printed."""
    wrong = []
    for row in rows:
        key = row["measure"], row["domain_var"], row["domain"]
        ours = found[key]
        estimate, se = float(row["estimate"]), float(row["se"])
        agrees = ours.estimate is not None and math.isclose(ours.estimate, estimate, rel_tol=1e-9)
        if not agrees or ours.se is None or not math.isclose(ours.se, se, rel_tol=2e-9, abs_tol=1e-12):
            wrong.append((*key, ours.estimate or math.nan, ours.se or math.nan))
    return wrong
