"""Measure the exact overlap of five registers, from one to fifty million rows, beside a plain version in polars.

Run it with `python benchmarks/register_overlap.py [MILLIONS ...]` (1, 10 and 50 otherwise). Extracts are drawn from one
seed: each scheme covers half of the population at random, and `--contradictions 0.001` lets so large a share of the
rows say another region than the person's. Every figure is of a process of its own: seconds of processor time and of the
clock, and peak memory. `--hashing` measures how long the identifiers of a register take instead.
"""

import argparse
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from openssi.microdata.registers.extract import METADATA, SCHEMA, Extract, MatchReport
from openssi.microdata.registers.processes import processors
from openssi.microdata.registers.rule import Dimension, ExerciseRule, IdentifierRule

SCHEMES = ("CHI", "HEA", "PEN", "UNE", "WEL")
AGES = tuple(range(0, 95, 5))
REGIONS = tuple(f"R{number:02d}" for number in range(20))
RULE = ExerciseRule(
    exercise="BENCHMARK",
    identifier=IdentifierRule(alphabet="0123456789", shortest=11, longest=11),
    dimensions=(
        Dimension(name="sex", codes=("F", "M"), spelled={"F": "F", "M": "M"}),
        Dimension(name="age", codes=(*(f"{a}-{a + 4}" for a in AGES[:-1]), "90+"), limits=AGES, made_of="age"),
        Dimension(name="region", codes=REGIONS, spelled={each: each for each in REGIONS}),
    ),
    precedence=("PEN",),
)


def mixed(numbers: np.ndarray, salt: int) -> np.ndarray:
    """Return 64 bits for each number that look drawn at random (SplitMix64)."""
    state = numbers.astype(np.uint64) * np.uint64(2) + np.uint64(salt)
    state = state * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


def make(folder: Path, rows: int, contradictions: float) -> None:
    """Write the extracts of five schemes with so many rows together."""
    draw, layout = np.random.default_rng(20260101), RULE.layout
    each = rows // len(SCHEMES)
    for scheme in SCHEMES:
        persons = np.flatnonzero(draw.random(2 * each) < 0.5)
        high = mixed(persons, 1).view(np.int64)
        order = np.argsort(high)
        persons, high = persons[order], high[order]
        traits = mixed(persons, 7)
        region = (traits // np.uint64(64)) % np.uint64(len(REGIONS))
        region = np.where(draw.random(len(persons)) < contradictions, 0, region.astype(np.int64))
        numbers = {"sex": (traits % np.uint64(2)).astype(np.int64), "region": region}
        numbers["age"] = ((traits // np.uint64(4096)) % np.uint64(len(AGES))).astype(np.int64)
        marks = layout.pack(numbers, len(persons))
        path = folder / f"{scheme}.parquet"
        report = MatchReport(
            rows=len(persons), empty=0, malformed=0, failed_check_digit=0, duplicated=0, changed=0, persons=len(persons)
        )
        made = Extract(path=path, scheme=scheme, key_fingerprint="0" * 16, rule=RULE, report=report)
        with pq.ParquetWriter(
            path, SCHEMA, compression={"person_hi": "none", "person_lo": "none", "marks": "zstd"},
            use_dictionary=["marks"],
        ) as writer:  # fmt: skip
            table = pa.table([high, mixed(persons, 2).view(np.int64), marks], schema=SCHEMA)
            writer.write_table(table, row_group_size=262_144)
            writer.add_key_value_metadata({METADATA: made.as_json()})


def by_openssi(folder: Path) -> int:
    """Count with OpenSSI."""
    from openssi.microdata.registers.overlap import overlap_of
    from openssi.microdata.registers.tables import covered, patterns

    overlap = overlap_of(sorted(folder.glob("*.parquet")))
    patterns(overlap, overlap.layout.names)
    return int(covered(overlap).rows[0].persons or 0)


def by_polars(folder: Path) -> int:
    """Count with polars, plainly: the same grouping over all rows at once; who is believed is left out."""
    import polars as pl

    layout = RULE.layout
    frames = [
        pl.scan_parquet(path).with_columns(pl.col("marks") + layout.scheme_bit(number))
        for number, path in enumerate(sorted(folder.glob("*.parquet")))
    ]
    persons = pl.concat(frames).group_by("person_hi", "person_lo").agg(pl.col("marks").bitwise_or())
    return int(persons.group_by("marks").agg(pl.len()).collect(engine="streaming")["len"].sum())


def by_hashing(rows: int, written: str, processes: int) -> None:
    """Hash so many rows of a CSV register with identifiers of eleven digits, sex, age and region.

    Args:
        rows: Of the register.
        written: `plain` for digits only, `signs` for hyphens and blanks that the rule takes out.
        processes: How many work at a time.
    """
    from openssi.microdata.registers.hashing import Register, hash_register

    identifier = replace(RULE.identifier, drop="-")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "register.csv"
        with path.open("w", encoding="ascii") as stream:
            stream.write("ID,SEX,AGE,REGION\n")
            for row in range(rows):
                digits = f"{7 * row:011d}"
                shown = digits if written == "plain" else f"{digits[:3]}-{digits[3:7]} {digits[7:]}"
                stream.write(f"{shown},{'FM'[row % 2]},{row % 90},R{row % 20:02d}\n")
        register = Register(
            path=path, scheme="PEN", column="ID", columns={"sex": "SEX", "age": "AGE", "region": "REGION"}
        )
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        clock, processor = time.perf_counter(), time.process_time()
        rule = replace(RULE, identifier=identifier)
        made = hash_register(register, rule, bytes(range(32)), Path(name) / "extract.parquet", processes=processes)
        taken = {"processor": time.process_time() - processor, "clock": time.perf_counter() - clock}
        helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken["processor"] += helpers.ru_utime + helpers.ru_stime - before.ru_utime - before.ru_stime
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(
            json.dumps(
                {"processes": processes, "written": written, "persons": made.report.persons, "peak": peak, **taken}
            ),
            flush=True,
        )


def measured(way: str, folder: Path) -> dict[str, float]:
    """Run a count in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, "--child", way, str(folder)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def child(way: str, folder: Path) -> None:
    """Count once and print what it took."""
    count = {"openssi": by_openssi, "polars": by_polars}[way]
    for name in ("polars",) if way == "polars" else ("openssi.microdata.registers.tables",):
        importlib.import_module(name)
    clock, processor = time.perf_counter(), time.process_time()
    persons = count(folder)
    taken = {"clock": time.perf_counter() - clock, "processor": time.process_time() - processor}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"persons": persons, "peak": peak, **taken}))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("millions", nargs="*", type=float, default=[1, 10, 50])
    parser.add_argument("--contradictions", type=float, default=0.0)
    parser.add_argument("--hashing", action="store_true")
    parser.add_argument("--without-polars", action="store_true")
    parser.add_argument("--child", nargs=2)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], Path(options.child[1]))
        return
    if options.hashing:
        for millions in options.millions:
            for written in ("plain", "signs"):
                for processes in sorted({1, processors()}):
                    by_hashing(int(millions * 1e6), written, processes)
        return
    print("| million rows | way | persons | processor s | clock s | peak GB |\n|---|---|---|---|---|---|")
    for millions in options.millions:
        with tempfile.TemporaryDirectory() as name:
            make(Path(name), int(millions * 1e6), options.contradictions)
            for way in ("openssi",) if options.without_polars else ("openssi", "polars"):
                row = measured(way, Path(name))
                figures = " | ".join(f"{row[each]:.2f}" for each in ("processor", "clock", "peak"))
                print(f"| {millions:g} | {way} | {row['persons']:,.0f} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
