"""Ten measures with errors by a hundred replicate weights on large invented surveys: seconds and peak memory.

Run: `python benchmarks/replicate_weights.py 10000000`

The weights are made on the fly (bootstrap of PSUs), or stand in a Parquet file of a hundred columns, which is written
first and read column by column. Each runs in a process of its own; making the data is not measured, reading is.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from openssi.microdata.description import ReplicateColumns, SurveyDescription
from openssi.microdata.estimation import estimate
from openssi.microdata.read_survey import read_survey
from openssi.microdata.replicate_weights import with_replicates
from survey_measures import TEN, invented

ROWS_OF_GROUP = 1_000_000


def written(path: Path, rows: int, replicates: int) -> None:
    """Write a survey with its replicate weights, so many rows at a time."""
    sample = invented(rows)
    sizes = np.diff(sample.design.psu_starts)
    columns = {
        "income": sample.welfare,
        "weight": sample.weight,
        "stratum": np.repeat(sample.design.stratum_of_psu, sizes),
        "psu": np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
    }
    names = [f"rw{number}" for number in range(replicates)]
    schema = pa.schema([(name, pa.from_numpy_dtype(column.dtype)) for name, column in columns.items()])
    for name in names:
        schema = schema.append(pa.field(name, pa.float64()))
    draw = np.random.default_rng(5)
    with pq.ParquetWriter(path, schema, use_dictionary=False, compression="zstd") as writer:
        for first in range(0, rows, ROWS_OF_GROUP):
            part = {name: column[first : first + ROWS_OF_GROUP] for name, column in columns.items()}
            psus, number = np.unique(part["psu"], return_inverse=True)
            for name in names:
                part[name] = part["weight"] * draw.poisson(1.0, len(psus))[number]
            writer.write_table(pa.table(part, schema=schema))


def one(kind: str, path: Path, replicates: int) -> None:
    """Estimate and print seconds of wall and processor time, and peak memory."""
    wall, processor = time.perf_counter(), time.process_time()
    described = SurveyDescription(welfare="income", weight="weight", strata="stratum", psu=("psu",))
    if kind == "file":
        columns = ReplicateColumns(columns=("rw*",))
        described = SurveyDescription(
            welfare="income", weight="weight", strata="stratum", psu=("psu",), replicate_weights=columns
        )
    sample = read_survey(path, described).sample
    if kind == "bootstrap":
        sample = with_replicates(sample, "bootstrap", replicates=replicates)
    read = time.perf_counter() - wall
    found = estimate(sample, [*TEN, "mean", "median"])
    assert all(each.se for each in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps([read, time.perf_counter() - wall, time.process_time() - processor, peak]))


def table(sizes: list[int], replicates: int, folder: str | None) -> None:
    """Print the table."""
    print(f"{'persons':>12} {'weights':<10} {'read s':>8} {'wall s':>8} {'proc. s':>8} {'peak GB':>8}")
    with tempfile.TemporaryDirectory(dir=folder) as kept:
        for rows in sizes:
            path, further = Path(kept) / "persons.parquet", ["-r", str(replicates)]
            subprocess.run([sys.executable, __file__, "--write", str(path), str(rows), *further], check=True)
            for kind in ("bootstrap", "file"):
                asked = [sys.executable, __file__, "--peer", kind, "--path", str(path), *further]
                told = subprocess.run(asked, capture_output=True, text=True, check=True)
                read, wall, processor, peak = json.loads(told.stdout)
                print(f"{rows:>12,} {kind:<10} {read:8.1f} {wall:8.1f} {processor:8.1f} {peak:8.2f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("persons", nargs="*", type=int, default=[10_000_000])
    parser.add_argument("-r", "--replicates", type=int, default=100)
    parser.add_argument("--folder", help="where the file is written, several gigabytes")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        written(given.write, given.persons[0], given.replicates)
    elif given.peer:
        one(given.peer, given.path, given.replicates)
    else:
        table(given.persons, given.replicates, given.folder)
