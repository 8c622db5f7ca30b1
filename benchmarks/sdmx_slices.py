"""Slices and whole dataflows of a release of ten million observations, over HTTP from a server of its own.

Run: python benchmarks/sdmx_slices.py [countries]

The release is invented: 200 countries, 140 indicators, three sexes, six breakdowns and twenty years in the shape of
DF_INDICATORS, sorted as the house sorts. A slice has 200 series: one indicator, sex and breakdown of all countries
(series that lie far apart), or all of it of one country and twelve indicators (series that lie together). Each question
is asked once, so that no answer is one that was kept. Wall time depends on what else the machine does; the processor
time of the server does so less.
"""

import asyncio
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path

from openssi.definitions import load
from openssi.engine import connect, table_of
from openssi.run.releases.cubes import with_cubes
from openssi.store import Workspace
from openssi.store.workspace import now
from openssi.vocabulary.data_structure import CODES, COMPONENTS
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.release import Release

AREAS, INDICATORS, SEXES, BREAKDOWNS, YEARS = 200, 140, ("F", "M", "_T"), ("B1", "B2", "B3", "B4", "B5", "_T"), 20
PORT = 8136
TICKS = os.sysconf("SC_CLK_TCK")

_INDICATORS = """
    SELECT 'A' AS FREQ, area AS REF_AREA, indicator AS INDICATOR, sex AS SEX, breakdown AS BREAKDOWN,
           CAST(year AS INTEGER) AS TIME_PERIOD,
           CAST(hash(area, indicator, sex, breakdown, year) % 1000000007 AS DOUBLE) / 9999991 AS OBS_VALUE,
           '2026.1' AS RELEASE, 'demonstration' AS WORLD, 'PT' AS UNIT_MEASURE, 0 AS UNIT_MULT,
           CASE WHEN hash(area, indicator, year) % 20 = 0 THEN 'E' ELSE 'A' END AS OBS_STATUS, 'F' AS CONF_STATUS,
           'C' AS NATURE, 'Register ' || CAST(hash(area, indicator) % 400 AS VARCHAR) AS SOURCE,
           CASE WHEN hash(indicator, year, area) % 10 = 0 THEN 'Revised, "see note" ' || indicator END AS COMMENT_OBS,
           'Counted' AS METHOD, CAST(hash(area, year) % 1000003 AS DOUBLE) AS NUMERATOR,
           CAST(hash(year, area) % 10000019 AS DOUBLE) AS DENOMINATOR, CAST(NULL AS DOUBLE) AS LOWER,
           CAST(NULL AS DOUBLE) AS UPPER, CAST(NULL AS DECIMAL(38, 10)) AS COUNTRY_VALUE,
           concat_ws('.', indicator, area, year, sex, breakdown) AS FIGURE,
           '2026-01-01T00:00:00+00:00' AS LAST_UPDATE, CAST(NULL AS VARCHAR) AS REVISION_REASON
    FROM (SELECT unnest($areas) AS area), (SELECT unnest($indicators) AS indicator), (SELECT unnest($sexes) AS sex),
         (SELECT unnest($breakdowns) AS breakdown), range(2000, 2000 + $years) AS years(year)
    ORDER BY ALL
"""


def area(number: int) -> str:
    return f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}"


def indicator(number: int) -> str:
    return f"IND_{number:03d}"


def made_now() -> Release:
    return Release(
        id="2026.1", created=now(), kind="demonstration", software_version="0", definitions_version="0",
        questionnaire_version="0", method={}, sources=(), waivers=(), files=(),
    )  # fmt: skip


def make_release(root: Path, areas: int) -> None:
    definitions, draft = load(), made_now()
    reference = {each: table_of(DATAFLOWS[each]) for each in ("areas", "groups", "members")}
    workspace = Workspace.create(root, "demonstration", reference)
    parameters = {
        "areas": [area(each) for each in range(areas)],
        "indicators": [indicator(each) for each in range(INDICATORS)],
        "sexes": list(SEXES),
        "breakdowns": list(BREAKDOWNS),
        "years": YEARS,
    }
    tables = {name: table_of(each) for name, each in DATAFLOWS.items() if name not in {COMPONENTS.id, CODES.id}}
    structure = definitions.dataflows.dataflows["DF_INDICATORS"].structure
    missing = "CAST(NULL AS VARCHAR) AS {}".format
    told = ", ".join(each if f"AS {each}" in _INDICATORS else missing(each) for each in structure.columns)
    statement = f"FROM ({_INDICATORS}) SELECT {told}"
    with with_cubes(tables, draft, definitions) as made, connect() as connection:
        own = {"DF_INDICATORS": lambda path: connection.write_parquet(path, statement, parameters)}
        workspace.releases.write(draft, {**made.tables, **own})


@dataclass
class Line:
    """A connection to the server."""

    ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self.ends = self.ends or await asyncio.open_connection("127.0.0.1", PORT)
        return self.ends

    def close(self) -> None:
        if self.ends:
            self.ends[1].close()
        self.ends = None


@dataclass
class Server:
    process: subprocess.Popen[bytes]

    @property
    def seconds(self) -> float:
        """Processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self, name: str) -> float:
        """Megabytes that it holds (RssAnon), maps from files (RssFile), or held at most (VmHWM)."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(each.split()[1]) / 1024 for each in lines if each.startswith(f"{name}:"))


async def ask(path: str, line: Line, *headers: str) -> tuple[int, bytes, float]:
    """Return status, body and seconds; a line that the server closed is opened again."""
    began = time.perf_counter()
    reader, writer = await line.open()
    lines = "".join(f"{each}\r\n" for each in headers)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode())
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = re.search(r"content-length: (\d+)", head)
    status = int(head.split()[1])
    body = await reader.readexactly(int(length[1])) if length and status != 304 else b""
    if "connection: close" in head:
        line.close()
    return status, body, time.perf_counter() - began


def questions(kind: str, format_: str, areas: int) -> list[str]:
    """Different questions of 200 series each."""
    base = "/sdmx/v2/data/dataflow/OPENSSI/DF_INDICATORS/1.0"
    if kind == "apart":
        keys = [f"A.*.{indicator(i)}.{s}.{b}" for i in range(INDICATORS) for s in SEXES for b in BREAKDOWNS]
    else:
        keys = [
            f"A.{area(a)}.{'+'.join(indicator((i * 7 + a) % INDICATORS) for i in range(start, start + 11))}.*.*"
            for a in range(areas)
            for start in (0, 11, 22, 33, 44)
        ]
    random.Random(1).shuffle(keys)  # noqa: S311 - no secret
    return [f"{base}/{key}?format={format_}" for key in keys]


async def client(paths: list[str], *headers: str, pause: float = 0.0) -> list[float]:
    line, waits = Line(), []
    for each in paths:
        await asyncio.sleep(pause * random.random() * 2)  # noqa: S311 - no secret
        status, _, took = await ask(each, line, *headers)
        assert status in {200, 304}, (status, each)
        waits.append(took)
    line.close()
    return waits


async def clients(paths: list[str], number: int, pause: float = 0.0) -> list[float]:
    found = await asyncio.gather(*(client(paths[one::number], pause=pause) for one in range(number)))
    return [each for every in found for each in every]


def told(name: str, waits: list[float], server: Server, before: float) -> None:
    ordered = sorted(waits)
    p95 = ordered[int(len(ordered) * 0.95)]
    cpu = (server.seconds - before) / len(waits)
    print(
        f"{name:54} n={len(waits):4d}  median {statistics.median(waits) * 1e3:6.1f} ms  p95 {p95 * 1e3:6.1f} ms  "
        f"processor {cpu * 1e3:5.1f} ms each"
    )


def download(path: str, *, is_gzipped: bool, server: Server) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    began, before = time.perf_counter(), server.seconds
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"} if is_gzipped else {})
    answer = connection.getresponse()
    observations = int(answer.headers["OpenSSI-Observations"])
    size = 0
    while piece := answer.read(1 << 20):
        size += len(piece)
    took = time.perf_counter() - began
    print(
        f"{path.split('?')[1]:28} gzip={is_gzipped!s:5} {observations:,} observations, {size / 1e6:,.0f} MB in "
        f"{took:.1f} s: {observations / took:,.0f} a second; processor {server.seconds - before:.1f} s; server holds "
        f"{server.memory('RssAnon'):.0f} MB and maps {server.memory('RssFile'):.0f} MB, "
        f"at most {server.memory('VmHWM'):.0f} MB together"
    )


def main() -> None:
    areas = int(sys.argv[1]) if len(sys.argv) > 1 else AREAS
    keep = os.environ.get("OPENSSI_BENCHMARK_RELEASE")
    with tempfile.TemporaryDirectory(prefix="openssi-slices-") as folder:
        root = Path(keep or folder) / "workspace"
        if not root.exists():
            began = time.perf_counter()
            make_release(root, areas)
            print(f"release made in {time.perf_counter() - began:.1f} s")
        log = Path(folder) / "server.log"
        command = [str(Path(sys.executable).parent / "openssi"), "serve", "--workspace", str(root), "--port", str(PORT)]
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out)
        server = Server(process)
        try:
            measure(server, areas)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def wait_for(path: str) -> None:
    for _ in range(240):
        try:
            asyncio.run(client([path]))
        except (OSError, asyncio.IncompleteReadError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server does not answer")


def measure(server: Server, areas: int) -> None:
    apart, together = (questions(each, "sdmx-csv-2.0", areas) for each in ("apart", "together"))
    began = time.perf_counter()
    wait_for(apart.pop())
    print(f"first answer after {time.perf_counter() - began:.1f} s, start of the server included")
    whole = "/sdmx/v2/data/dataflow/OPENSSI/DF_INDICATORS/1.0?format="
    for name, is_gzipped in (("sdmx-csv-2.0", False), ("sdmx-csv-2.0", True), ("sdmx-ml-3.0", False)):
        download(f"{whole}{name}", is_gzipped=is_gzipped, server=server)
    xml = questions("apart", "sdmx-ml-3.0", areas)
    for name, asked in (("apart, CSV", apart), ("together, CSV", together), ("apart, XML", xml)):
        taken = [asked.pop() for _ in range(900)]
        timed(f"200 series {name}, one client", server, client(taken[:100]))
        timed(f"200 series {name}, 20 clients without a pause", server, clients(taken[100:500], 20))
        timed(f"200 series {name}, 20 clients, 0.5 s between questions", server, clients(taken[500:900], 20, 0.5))
    timed("the same question again, 20 clients", server, clients([taken[0]] * 400, 20))
    tag = asyncio.run(_tag(taken[0]))
    timed("unchanged (304), one client", server, client([taken[0]] * 200, f"If-None-Match: {tag}"))


def timed(name: str, server: Server, asking: Coroutine[None, None, list[float]]) -> None:
    before = server.seconds
    told(name, asyncio.run(asking), server, before)


async def _tag(path: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    writer.close()
    return next(each.split(": ")[1] for each in head.splitlines() if each.lower().startswith("etag"))


if __name__ == "__main__":
    main()
