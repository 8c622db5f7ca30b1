"""Measure pages of the dashboards: the time of one that nobody has asked for yet, of one that is kept, and their bytes.

Run it with `python benchmarks/dashboard_pages.py [WORKSPACE]`. It starts the site on a workspace, else on a
demonstration world that it makes in a temporary folder, and prints what it finds. Uncached pages differ in year, group
and sex, or are of another country or indicator, so that neither page nor figure is kept; what the release says is read
once, and the first page of each kind, which reads it, is not counted. Beside the times stands the time of the processor
that the server took, which other work on the machine changes least. Nothing here is asserted; machines differ.
"""

import gzip
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import islice, product
from pathlib import Path
from urllib.parse import quote

from openssi.definitions import load
from openssi.run.demonstration import make_demonstration
from openssi.run.site import ReleaseSite

OPENSSI = Path(sys.executable).with_name("openssi")
UNCACHED, CACHED, CLIENTS = 20, 100, 2
OK = 200
TICKS = os.sysconf("SC_CLK_TCK")
CHANGING = {
    "year": [str(year) for year in range(2025, 2010, -1)],
    "sex": ["_T", "F", "M"],
    "group": ["001", "HIC", "LIC", "LMIC", "UMIC"],
}
COUNTRIES, INDICATORS = 60, 20
WORDS = ["old age", "pension", "maternitty", "child benefit coverage", "expenditure gdp", "1.3.1", "a", "qzxw"]
"""What is searched for: words, one that is misspelt, and one that nothing has."""


class Server:
    """The site in a process of its own."""

    def __init__(self, pid: int, host: str, port: int) -> None:
        self.pid, self.host, self.port = pid, host, port

    def processor_seconds(self) -> float:
        parts = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / TICKS

    def get(self, path: str, connection: HTTPConnection | None = None) -> tuple[int, bytes, float]:
        """Return status, packed body and milliseconds."""
        own = connection or HTTPConnection(self.host, self.port, timeout=120)
        began = time.perf_counter()
        own.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = own.getresponse()
        body = response.read()
        milliseconds = 1000 * (time.perf_counter() - began)
        if connection is None:
            own.close()
        return response.status, body, milliseconds


@contextmanager
def site(workspace: Path) -> Iterator[Server]:
    command = [str(OPENSSI), "serve", "--port", "0", "--workspace", str(workspace)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    try:
        found = next(found for line in process.stdout if (found := re.search(r"http://([\w.]+):(\d+)", line)))
        yield Server(process.pid, found[1], int(found[2]))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def variants(page: str, filters: Sequence[str], areas: Sequence[str]) -> Iterator[str]:
    """Give addresses of a page that differ in what they ask."""
    changing = {**CHANGING, "areas": areas[:3]}
    names = [name for name in changing if name in filters]
    for values in product(*(changing[name] for name in names)):
        query = "&".join(f"{name}={value}" for name, value in zip(names, values, strict=True))
        yield f"/en/dashboards/{page}?{query}"


def asked_of(workspace: Path) -> dict[str, list[str]]:
    """Return addresses by kind of page: those of the dashboards, of countries, of indicators, of the search."""
    held = ReleaseSite(workspace).latest()
    counted = "SELECT {0} AS code FROM country_values WHERE value IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, {0}"
    areas, indicators = (
        [str(row["code"]) for row in held.connection().rows(counted.format(each))] for each in ("ref_area", "indicator")
    )
    held.close()
    pages = {
        each.id: [f"/en/dashboards/{each.id}", *islice(variants(each.id, each.filters, areas), UNCACHED)]
        for each in load().pages.values()
    }
    return {
        **pages,
        "one country": [f"/en/countries/{each}" for each in areas[:COUNTRIES]],
        "one indicator": [f"/en/indicators/{each}" for each in indicators[:INDICATORS]],
        "search": [f"/en/search?q={quote(each)}" for each in WORDS],
        "search as JSON": [f"/v1/search?q={quote(each)}" for each in WORDS],
    }


def timed(server: Server, paths: Iterable[str]) -> tuple[list[float], float]:
    """Return milliseconds of answers one after the other, and those of the processor for each."""
    connection = HTTPConnection(server.host, server.port, timeout=120)
    before, times = server.processor_seconds(), []
    for path in paths:
        status, _, milliseconds = server.get(path, connection)
        if status == OK:
            times.append(milliseconds)
    connection.close()
    return times or [0.0], 1000 * (server.processor_seconds() - before) / max(len(times), 1)


def first_visit(server: Server, path: str) -> tuple[int, int]:
    """Return the packed bytes of a page, and of it with all styles, scripts and typefaces that it names."""
    _, packed, _ = server.get(path)
    text = _text(packed)
    named = {*re.findall(r'(?:src|href)="(/static/[^"]+)"', text)}
    bodies = {each: server.get(each.replace("&amp;", "&"))[1] for each in named}
    styles = [_text(body) for name, body in bodies.items() if ".css" in name]
    faces = {each for style in styles for each in re.findall(r'url\("?(/static/[^")]+)', style)}
    return len(packed), len(packed) + sum(map(len, bodies.values())) + sum(len(server.get(each)[1]) for each in faces)


def _text(body: bytes) -> str:
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


def together(server: Server, paths: Sequence[str]) -> float:
    """Return answers a second to several readers at once."""
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as readers:
        list(readers.map(server.get, paths))
    return len(paths) / (time.perf_counter() - began)


def measure(workspace: Path) -> None:
    every: list[str] = []
    with site(workspace) as server:
        print("page: uncached ms, of the processor | cached ms, of the processor | kB of the page, of a first visit")
        for name, (first, *asked) in asked_of(workspace).items():
            if server.get(first)[0] != OK:
                continue
            uncached, processor = timed(server, asked)
            cached, of_cached = timed(server, [first] * CACHED)
            own, visit = first_visit(server, first)
            every += [each.replace("/en/", "/fr/") for each in asked if each.startswith("/en/")]
            print(
                f"{name}: {statistics.median(uncached):.0f}, {processor:.0f} | {statistics.median(cached):.1f}, "
                f"{of_cached:.1f} | {own / 1000:.1f}, {visit / 1000:.1f}"
            )
        for name, paths in (("uncached", every), ("cached", every[-100:] * 3)):
            before = server.processor_seconds()
            rate = together(server, paths)
            taken = 1000 * (server.processor_seconds() - before) / len(paths)
            print(f"{CLIENTS} readers: {rate:.0f} {name} pages a second ({taken:.1f} ms of the processor each)")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            make_demonstration(Path(made, "world"), load(), lambda _done, _of, _step: None)
            measure(Path(made, "world"))
