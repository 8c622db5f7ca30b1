"""Means, totals and quantiles with design-based errors beside R's survey, on one large invented survey.

Run: `python benchmarks/survey_beside_r.py 1000000`

Households of one to six persons lie in sixty strata and ten regions. Both start from the same rows in memory; R's
`svydesign` and the order of PSUs that ours needs are a step of their own. Each program runs in a process of its own,
one after the other. What they find is compared.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from openssi.microdata.design import Design
from openssi.microdata.estimation import estimate
from openssi.microdata.sample import Division, Sample
from survey_measures import invented

REGIONS = 10
STEPS: dict[str, tuple[list[str], list[str]]] = {
    "mean": (["mean"], []),
    "total": (["total"], []),
    "median": (["median"], []),
    "three quantiles": (["quantile(0.1)", "median", "quantile(0.9)"], []),
    "mean by region": (["mean"], ["region"]),
    "median by region": (["median"], ["region"]),
}

Step = tuple[float, float, list[tuple[float, float]]]
"""Seconds of the clock, of the processor, and the figures with their errors."""


def with_regions(rows: int) -> Sample:
    """Make a survey of so many persons in ten regions of six strata."""
    sample = invented(rows)
    size = np.diff(sample.design.psu_starts)
    codes = np.repeat(sample.design.stratum_of_psu % REGIONS, size).astype(np.int32)
    region = Division(codes=codes, labels=tuple(f"region {each:02}" for each in range(REGIONS)))
    return replace(sample, divisions={"region": region})


def write(sample: Sample, path: Path) -> None:
    """Write the rows as R reads them."""
    size = np.diff(sample.design.psu_starts)
    psu = np.repeat(np.arange(sample.design.psus), size)
    stratum, region = np.repeat(sample.design.stratum_of_psu, size), sample.divisions["region"]
    columns = zip(sample.welfare, sample.weight, psu, stratum, region.codes, strict=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["y", "w", "psu", "stratum", "region"])
        writer.writerows((repr(float(y)), repr(float(w)), p, s, region.labels[r]) for y, w, p, s, r in columns)


def timed(make: Callable[[], list[tuple[float, float]]]) -> Step:
    """Run a step and say how long it took."""
    clock, processor = time.perf_counter(), time.process_time()
    found = make()
    return time.perf_counter() - clock, time.process_time() - processor, found


def ordered(sample: Sample) -> Sample:
    """Put the rows in the order of their PSUs, as reading a file does, and lay out the design."""
    size = np.diff(sample.design.psu_starts)
    stratum = np.repeat(sample.design.stratum_of_psu, size).astype(np.int64)
    keys = stratum * sample.design.psus + np.repeat(np.arange(sample.design.psus), size)
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    design = Design(
        psu_starts=np.append(starts, len(keys)),
        stratum_of_psu=stratum[order][starts].astype(np.int32),
        strata=sample.design.strata,
    )
    region = sample.divisions["region"]
    divisions = {"region": replace(region, codes=region.codes[order])}
    welfare, weight = sample.welfare[order], sample.weight[order]
    return replace(sample, welfare=welfare, weight=weight, design=design, divisions=divisions)


def ours(rows: int) -> dict[str, Step]:
    """All steps by OpenSSI."""
    sample = with_regions(rows)
    estimate(with_regions(5_000), ["mean", "median"], ["region"])
    found = {"design": timed(lambda: [(float(ordered(sample).design.rows), 0.0)])}

    def of(measures: list[str], by: list[str]) -> list[tuple[float, float]]:
        made = estimate(sample, measures, by)
        return [(each.estimate or 0.0, each.se or 0.0) for each in made if not by or each.domain_var != "all"]

    for name, (measures, by) in STEPS.items():
        found[name] = timed(lambda measures=measures, by=by: of(measures, by))  # type: ignore[misc]
    return found


def theirs(rows: int) -> dict[str, Step]:
    """All steps by R."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "persons.csv"
        write(with_regions(rows), path)
        script = Path(__file__).with_suffix(".R")
        told = subprocess.run(["Rscript", str(script), str(path)], capture_output=True, text=True, check=True)
    found: dict[str, Step] = json.loads(told.stdout.strip().splitlines()[-1])
    return found


def table(rows: int) -> None:
    """Print the table."""
    told = subprocess.run([sys.executable, __file__, "--ours", str(rows)], capture_output=True, text=True, check=True)
    mine: dict[str, Step] = json.loads(told.stdout)
    r = theirs(rows) if shutil.which("Rscript") else {}
    print(f"{rows:,} persons: seconds of the clock/processor\n{'step':<18} {'ours':>15} {'R':>15} {'ratio':>13}  apart")
    for name, (clock, processor, found) in mine.items():
        line = f"{name:<18} {clock:7.3f}/{processor:7.3f} "
        if name in r:
            his_clock, his_processor, his = r[name]
            ratio = f"{his_clock / clock:6.1f}/{his_processor / processor:6.1f}"
            line += f"{his_clock:7.2f}/{his_processor:7.2f} {ratio}  {_apart(found, his) if his else ''}"
        print(line)


def _apart(found: list[tuple[float, float]], his: list[tuple[float, float]]) -> str:
    pairs = list(zip(found, his, strict=True))
    far = (max(abs(mine[place] / other[place] - 1) for mine, other in pairs) for place in (0, 1))
    return ", ".join(f"{name} {each:.0e}" for name, each in zip(("figures", "errors"), far, strict=True))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("persons", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--ours", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ours:
        print(json.dumps(ours(given.persons)))
    else:
        table(given.persons)
