"""Measure how long national totals, indicators and aggregates take, on the real world and on an invented one.

Run it with `python benchmarks/compute_world.py [real] [COUNTRIES YEARS SCHEMES]`.

`real` takes the published series and context data beside the checkout (217 countries, 25 years, all indicators that
they allow, all groupings, intervals from the declared number of draws). The invented world has 217 countries and 25
years of some 184 cells, two schemes and one benefit each, unless other numbers are given: every total and every
indicator with its lineage, in as many processes as there are processors. Prints seconds and memory; nothing is
asserted, machines differ.
"""

import os
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import validate_world
from openssi.collect import read_context, read_unsd
from openssi.definitions import load
from openssi.definitions.choices import under
from openssi.engine import connect
from openssi.run.computation import Computation
from openssi.run.computed_countries import compiled
from openssi.run.loading import reference_tables
from openssi.store import Workspace, observation_from_row
from openssi.vocabulary.dataflow import OBSERVATIONS

SHARED = Path(__file__).parents[2] / "shared" / "data"
FIRST, LAST = 2000, 2024


def megabytes() -> float:
    """Return the largest memory so far of this process and of those that it started."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) / 1024


def timed(what: str, began: float) -> None:
    """Print what was done, how long it took, and the memory so far."""
    print(f"{what}: {time.perf_counter() - began:.2f} s, {megabytes():.0f} MB at most")


def real_world() -> None:
    """Measure the published series and the context data."""
    definitions = load()
    reference = reference_tables(definitions)
    with TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "real", "real", reference)
        context = read_context(SHARED, definitions.layouts).table
        path = SHARED / "unsd_goal1_download_2024.xlsx"
        series = read_unsd(path, definitions.layouts, reference["areas"], reference["groups"]).table
        workspace.context.write({"observations": context}, {"sources": []})
        workspace.series.write({"series_values": series}, {"sources": []})
        computation = Computation(workspace, definitions)
        compiled(computation.published)
        for years in (range(LAST, LAST + 1), range(FIRST, LAST + 1)):
            began = time.perf_counter()
            values = computation.compute()["country_values"].num_rows
            timed(f"real world: {values} country values", began)
            began = time.perf_counter()
            made = computation.aggregate(years=list(years)).aggregates.num_rows
            timed(f"real world, {len(years)} years: {made} aggregates", began)
            workspace.computed.update(countries={})


def compute(folder: str, areas: Sequence[str]) -> tuple[int, int]:
    """Compute countries of the invented world, one after the other, and return how many values and links they have."""
    inquiry = compiled(under(load()))
    values = links = 0
    names = ", ".join(OBSERVATIONS.names)
    with connect() as connection:
        connection.execute("SET threads = 1")
        for area in areas:
            query = f"SELECT {names} FROM read_parquet($1) WHERE ref_area = $2 ORDER BY channel = 'context'"  # noqa: S608
            rows = connection.rows(query, [f"{folder}/world.parquet", area])
            results = inquiry.results(map(observation_from_row, rows))
            values += results.country_values.num_rows + results.scheme_values.num_rows
            links += results.lineage.num_rows
    return values, links


def invented_world(countries: int, years: int, schemes: int) -> None:
    """Measure the invented world."""
    validate_world.SCHEMES = schemes
    definitions = load()
    with TemporaryDirectory() as folder:
        with connect() as connection:
            cells = validate_world.make(connection, definitions, countries, years)
            connection.execute(
                f"COPY (FROM observations ORDER BY ref_area) TO '{folder}/world.parquet' (ROW_GROUP_SIZE 20000)"
            )
        workers = os.cpu_count() or 1
        areas = validate_world.AREAS[:countries]
        began = time.perf_counter()
        with ProcessPoolExecutor(workers) as pool:
            found = list(pool.map(compute, [folder] * workers, [areas[at::workers] for at in range(workers)]))
        values, links = (sum(each) for each in zip(*found, strict=True))
        timed(f"{countries} countries, {years} years, {cells:,} cells: {values:,} values, {links:,} links", began)
        began = time.perf_counter()
        compute(folder, areas[:1])
        timed(f"one country, {years} years", began)


if __name__ == "__main__":
    if "real" in sys.argv[1:]:
        real_world()
    else:
        given = [int(each) for each in sys.argv[1:4]]
        invented_world(*(given + [217, 25, 2][len(given) :]))
