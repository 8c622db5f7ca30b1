"""Ten measures with design-based standard errors on large invented surveys: seconds, memory, ratios to peers.

Run: `python benchmarks/survey_measures.py 1000000 10000000`

Households of one to six persons share an income; there are sixty strata, and incomes of zero and below. Rows lie in
the order of their PSUs, the households. Each peer runs in a process of its own, after a first run on a small file that
compiles and imports; making the data is not measured. Peers: `estimate` as everybody calls it, the compiled passes on
all processors and on one, and plain polars with the same standard errors; `--convey` adds R's convey where it is
there. What they find is compared.
"""

import argparse
import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from openssi.microdata.design import Design
from openssi.microdata.estimation import estimate
from openssi.microdata.kernels.large import estimate_large
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Sample

TEN = ("arpr", "gini", "qsr", "palma", "fgt0", "fgt1", "fgt2", "theil", "atkinson_0.5", "atkinson_1")
CONVENTIONS = Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights")
STRATA = 60

Figures = dict[str, tuple[float, float]]


def invented(rows: int, seed: int = 11) -> Sample:
    """Make a survey of so many persons."""
    draw = np.random.default_rng(seed)
    size = draw.integers(1, 7, rows // 3 + 10)
    size = size[: int(np.searchsorted(np.cumsum(size), rows)) + 1]
    size[-1] -= size.sum() - rows
    income = np.exp(draw.normal(9.7, 0.6, len(size)))
    income[draw.random(len(size)) < 0.01] = 0
    income[draw.random(len(size)) < 0.003] *= -0.2
    design = Design(
        psu_starts=np.concatenate([[0], np.cumsum(size)]),
        stratum_of_psu=np.sort(draw.integers(0, STRATA, len(size))).astype(np.int32),
        strata=tuple(map(str, range(STRATA))),
    )
    weight = np.repeat(draw.uniform(50, 900, len(size)), size)
    return Sample(welfare=np.repeat(income, size), weight=weight, design=design)


def compiled(sample: Sample, threads: int | None = None) -> Figures:
    """The passes of OpenSSI."""
    found = estimate_large(sample, TEN, CONVENTIONS, threads=threads)
    return {each.measure: (each.estimate or 0.0, each.se or 0.0) for each in found}


def in_public(sample: Sample) -> Figures:
    """What `estimate` does: up to two million rows it sorts them, and it counts who stands behind each figure."""
    found = estimate(sample, TEN, conventions=CONVENTIONS)
    return {each.measure: (each.estimate or 0.0, each.se or 0.0) for each in found}


def frame_of(sample: Sample) -> pl.DataFrame:
    """The survey as a table: income, weight, PSU and stratum of each person."""
    design = sample.design
    size = np.diff(design.psu_starts)
    psu = np.repeat(np.arange(design.psus, dtype=np.int32), size)
    stratum = np.repeat(design.stratum_of_psu, size)
    return pl.DataFrame({"y": sample.welfare, "w": sample.weight, "psu": psu, "stratum": stratum})


def with_polars(frame: pl.DataFrame) -> Figures:
    """The same measures and errors as one would write them in polars: one sort, then expressions, then two group_by."""
    y, w = pl.col("y"), pl.col("w")
    sorted_ = frame.sort("y").with_columns(r=w.cum_sum(), g=(w * y).cum_sum())
    n, total = sorted_.select(n=w.sum(), total=(w * y).sum()).row(0)
    spread = sorted_.select(((w * (y - total / n) ** 2).sum() / n).sqrt()).item()
    h = spread * n**-0.2
    quantiles = {p: sorted_.item(sorted_["r"].search_sorted(p * n), "y") for p in (0.2, 0.4, 0.5, 0.8, 0.9)}
    z = 0.6 * quantiles[0.5]

    def kernel(at: float) -> pl.Expr:
        return (-0.5 * ((at - y) / h) ** 2).exp() * w / math.sqrt(2 * math.pi) / h

    sums = sorted_.select(
        *[kernel(q).sum().alias(f"f{p}") for p, q in quantiles.items()],
        *[(kernel(q) * y).sum().alias(f"i{p}") for p, q in quantiles.items()],
        *[(w * y).filter(y <= q).sum().alias(f"s{p}") for p, q in quantiles.items()],
        *[(w * ((z - y) / z) ** g).filter(y <= z).sum().alias(f"p{g}") for g in (0, 1, 2)],
        fz=kernel(z).sum(),
        t1=(pl.col("r") * y * w).sum(),
        np=w.filter(y > 0).sum(),
        yp=(w * y).filter(y > 0).sum(),
        log=(w * y.log()).filter(y > 0).sum(),
        ylog=(w * y * y.log()).filter(y > 0).sum(),
        root=(w * y.sqrt()).filter(y > 0).sum(),
    ).row(0, named=True)
    values = _values(sums, n, total)
    influences = _influences(sums, values, quantiles, z, n, total)
    return _errors(sorted_, values, influences)


def _values(s: dict[str, float], n: float, total: float) -> dict[str, float]:
    return {
        "arpr": s["p0"] / n,
        "gini": (2 * s["t1"] - total) / (n * total) - 1,
        "qsr": (total - s["s0.8"]) / s["s0.2"],
        "palma": (total - s["s0.9"]) / s["s0.4"],
        "fgt0": s["p0"] / n,
        "fgt1": s["p1"] / n,
        "fgt2": s["p2"] / n,
        "theil": s["ylog"] / s["yp"] - math.log(s["yp"] / s["np"]),
        "atkinson_0.5": 1 - s["root"] ** 2 / (s["np"] * s["yp"]),
        "atkinson_1": 1 - math.exp(s["log"] / s["np"]) * s["np"] / s["yp"],
    }


def _influences(
    s: dict[str, float], v: dict[str, float], q: dict[float, float], z: float, n: float, total: float
) -> dict[str, pl.Expr]:
    y, w = pl.col("y"), pl.col("w")

    def of_quantile(p: float) -> pl.Expr:
        return -((y <= q[p]).cast(pl.Float64) - p) / s[f"f{p}"]

    def up_to(p: float) -> pl.Expr:
        return pl.when(y <= q[p]).then(y).otherwise(0.0) + s[f"i{p}"] * of_quantile(p)

    def at_line(power: int) -> pl.Expr:
        slope = s["fz"] / n if power == 0 else power * (v[f"fgt{power - 1}"] - v[f"fgt{power}"]) / z
        own = pl.when(y <= z).then(((z - y) / z) ** power).otherwise(0.0)
        return (own - v[f"fgt{power}"]) / n + slope * 0.6 * of_quantile(0.5)

    def of_positive(each: pl.Expr) -> pl.Expr:
        return pl.when(y > 0).then(each).otherwise(0.0)

    np_, yp, root = s["np"], s["yp"], s["root"]
    kept_half, kept_1 = 1 - v["atkinson_0.5"], 1 - v["atkinson_1"]
    ranks = 2 * (total - pl.col("g") + w * y + pl.col("r") * y) - y
    return {
        "arpr": at_line(0),
        "gini": (ranks - (v["gini"] + 1) * (y * n + total)) / (n * total),
        "qsr": (y - up_to(0.8) - v["qsr"] * up_to(0.2)) / s["s0.2"],
        "palma": (y - up_to(0.9) - v["palma"] * up_to(0.4)) / s["s0.4"],
        "fgt0": at_line(0),
        "fgt1": at_line(1),
        "fgt2": at_line(2),
        "theil": of_positive((y * y.log() - s["ylog"] / yp * y) / yp - y / yp + 1 / np_),
        "atkinson_0.5": of_positive(-2 * root / (np_ * yp) * y.sqrt() + kept_half / np_ + kept_half / yp * y),
        "atkinson_1": of_positive(-kept_1 * (y.log() / np_ - s["log"] / np_**2 + 1 / np_ - y / yp)),
    }


def _errors(frame: pl.DataFrame, values: dict[str, float], influences: dict[str, pl.Expr]) -> Figures:
    totals = frame.group_by("psu").agg(
        pl.col("stratum").first(), *[(pl.col("w") * each).sum().alias(name) for name, each in influences.items()]
    )
    names = list(influences)
    variances = totals.group_by("stratum").agg([pl.col(name).var() * pl.len() for name in names]).select(names).sum()
    return {name: (values[name], math.sqrt(variances.item(0, name))) for name in names}


def with_convey(sample: Sample) -> tuple[list[float], float, Figures]:
    """R's convey: seconds by the clock and of the processor, without and with the design, and peak GB, told by R."""
    script = Path(__file__).with_suffix(".R")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "persons.csv"
        frame_of(sample).write_csv(path)
        told = subprocess.run(["Rscript", str(script), str(path)], capture_output=True, text=True, check=True)
    seconds, peak, figures = json.loads(told.stdout.strip().splitlines()[-1])
    return seconds, peak, {name: (value, error) for name, value, error in figures}


def one(peer: str, rows: int) -> None:
    """Run one peer and print what it found, as JSON."""
    sample = invented(rows)
    runs: dict[str, Callable[[Sample], Figures]] = {
        "estimate": in_public,
        "compiled": compiled,
        "one thread": lambda each: compiled(each, 1),
        "polars": lambda each: with_polars(frame_of(each)),
    }
    for each in dict.fromkeys((peer, "compiled" if peer == "estimate" else peer)):
        runs[each](invented(5_000))
    made = frame_of(sample) if peer == "polars" else None
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, processor = time.perf_counter(), time.process_time()
    found = runs[peer](sample) if made is None else with_polars(made)
    seconds = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([*seconds, before / 1e6, peak / 1e6, found]))


def table(sizes: list[int], *, convey: bool) -> None:
    """Print the table."""
    print(f"{'persons':>12} {'peer':<11} {'wall s':>8} {'proc. s':>8} {'peak GB':>8} {'polars x':>9}  agreement")
    for rows in sizes:
        peers = {peer: _apart(peer, rows) for peer in ("polars", "estimate", "compiled", "one thread")}
        base_wall, base_processor, *_, base = peers["polars"]
        for peer, (wall, processor, _, peak, found) in peers.items():
            ratio = f"{base_wall / wall:.1f}/{base_processor / processor:.1f}"
            print(
                f"{rows:>12,} {peer:<11} {wall:8.2f} {processor:8.2f} {peak:8.2f} {ratio:>9}  {_distance(found, base)}"
            )
        if convey and shutil.which("Rscript"):
            _beside_convey(rows, peers)


def _beside_convey(rows: int, peers: dict[str, tuple[float, float, float, float, Figures]]) -> None:
    seconds, peak, found = with_convey(invented(rows))
    base_wall, base_processor, *_, base = peers["polars"]
    for name, wall, processor in (("convey", *seconds[:2]), ("+ design", *seconds[2:])):
        ratio = f"{base_wall / wall:.2f}/{base_processor / processor:.2f}"
        print(f"{rows:>12,} {name:<11} {wall:8.2f} {processor:8.2f} {peak:8.2f} {ratio:>9}  {_distance(found, base)}")
    for name in ("estimate", "compiled"):
        wall, processor, *_ = peers[name]
        ratios = f"{seconds[0] / wall:.0f} times as fast, {seconds[1] / processor:.0f} by seconds of the processor"
        print(f"{name} is {ratios}")


def _apart(peer: str, rows: int) -> tuple[float, float, float, float, Figures]:
    told = subprocess.run(
        [sys.executable, __file__, "--peer", peer, str(rows)], capture_output=True, text=True, check=True
    )
    found: tuple[float, float, float, float, Figures] = json.loads(told.stdout)
    return found


def _distance(found: Figures, base: Figures) -> str:
    of_values = max(abs(found[name][0] / base[name][0] - 1) for name in TEN)
    of_errors = max(abs(found[name][1] / base[name][1] - 1) for name in TEN)
    return f"estimates {of_values:.0e}, errors {of_errors:.0e}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("persons", nargs="*", type=int, default=[1_000_000, 10_000_000])
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--convey", action="store_true", help="also run R's convey, which takes minutes")
    given = parser.parse_args()
    if given.peer:
        one(given.peer, given.persons[0])
    else:
        table(given.persons, convey=given.convey)
