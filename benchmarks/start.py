"""Measure how long a newcomer waits: first page, second start, the page of an indicator.

Run it with `python benchmarks/start.py`. It makes a demonstration world in a temporary folder, starts the site as
`openssi demo` does, and prints seconds. Nothing here is asserted; machines differ.
"""

import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

OPENSSI = Path(sys.executable).with_name("openssi")
PAGES = (
    "/en/indicators/SDG_1_3_1_TOTAL",
    "/fr/indicators/SDG_1_3_1_OLD_AGE",
    "/es/indicators/SDG_1_3_1_UNEMPLOYMENT",
)


@contextmanager
def site(workspace: Path) -> Iterator[tuple[str, float]]:
    """Start the site; give its address and the seconds until its first page."""
    began = time.perf_counter()
    command = [str(OPENSSI), "demo", "--port", "0", "--workspace", str(workspace)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield _first_page(process, began)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def _first_page(process: "subprocess.Popen[str]", began: float) -> tuple[str, float]:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"http://[\w.:\[\]]+", line)
        if found:
            address = found.group().rstrip("/")
            urlopen(f"{address}/en/").read()
            return address, time.perf_counter() - began
    raise SystemExit("the site did not start")


def page_times(address: str, rounds: int = 25) -> list[float]:
    """Return milliseconds per request of the pages of three indicators in three languages."""
    times = []
    for number in range(rounds * len(PAGES)):
        began = time.perf_counter()
        urlopen(address + PAGES[number % len(PAGES)]).read()
        times.append(1000 * (time.perf_counter() - began))
    return times


def measure(workspace: Path) -> None:
    """Print the figures of one workspace."""
    with site(workspace) as (_, seconds):
        print(f"first start, to the first page: {seconds:.1f} s")
    with site(workspace) as (address, seconds):
        print(f"second start, to the first page: {seconds:.1f} s")
        first, times = page_times(address, 1), page_times(address)
        print(f"indicator page, first request of each: {max(first):.0f} ms at most")
        print(f"indicator page: {statistics.median(times):.1f} ms at the median of {len(times)}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder) / "world")
