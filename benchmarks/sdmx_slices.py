"""Slices and whole dataflows of a release of ten million observations, over HTTP from a server of its own.

Run: python benchmarks/sdmx_slices.py [observations]

The release is invented: 200 countries, 140 indicators, three sexes, six breakdowns and twenty years in the shape of
DF_INDICATORS, sorted as the house sorts. A slice has 200 series: one indicator, sex and breakdown of all countries
(series that lie far apart), or all of it of one country and twelve indicators (series that lie together). Each question
is asked once, so that no answer is one that was kept. Wall time depends on what else the machine does; the processor
time of the server does so less.
"""

import asyncio
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from openssi.definitions import load
from openssi.engine import Connection, connect, table_of
from openssi.publish.structure_tables import component_table
from openssi.run.release_cubes import _write_codes
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


def make_release(root: Path, areas: int) -> None:
    definitions = load()
    workspace = Workspace.create(
        root, "demonstration", {each: table_of(DATAFLOWS[each]) for each in ("areas", "groups", "members")}
    )
    draft = Release(
        id="2026.1", created=now(), kind="demonstration", software_version="0", definitions_version="0",
        questionnaire_version="0", method={}, sources=(), waivers=(), files=(),
    )  # fmt: skip
    parameters = {
        "areas": [area(each) for each in range(areas)],
        "indicators": [indicator(each) for each in range(INDICATORS)],
        "sexes": list(SEXES),
        "breakdowns": list(BREAKDOWNS),
        "years": YEARS,
    }
    tables = {name: table_of(each) for name, each in DATAFLOWS.items() if name not in {COMPONENTS.id, CODES.id}}
    with connect(**tables) as connection:
        workspace.releases.write(
            draft,
            {
                **tables,
                **{
                    name: _empty(connection, name)
                    for name in definitions.dataflows.dataflows
                    if name != "DF_INDICATORS"
                },
                "DF_INDICATORS": lambda path: connection.write_parquet(path, _INDICATORS, parameters),
                COMPONENTS.id: component_table(definitions.dataflows),
                CODES.id: lambda path: _write_codes(connection, definitions, path),
            },
        )


def _empty(connection: Connection, dataflow: str):
    from openssi.publish.cubes import cube_parameters, cube_statement

    definitions = load()
    statement = cube_statement(definitions.dataflows.dataflows[dataflow])
    release = Release(
        id="2026.1", created=now(), kind="demonstration", software_version="0", definitions_version="0",
        questionnaire_version="0", method={}, sources=(), waivers=(), files=(),
    )  # fmt: skip
    return lambda path: connection.write_parquet(path, statement, cube_parameters(statement, release, definitions))


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


async def ask(path: str, *headers: str, reader=None, writer=None) -> tuple[int, bytes, float]:
    began = time.perf_counter()
    lines = "".join(f"{each}\r\n" for each in headers)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode())
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(
        (int(each.split(":")[1]) for each in head.splitlines() if each.lower().startswith("content-length")), 0
    )
    body = await reader.readexactly(length) if " 304 " not in head.splitlines()[0] else b""
    return int(head.split()[1]), body, time.perf_counter() - began


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


async def one_client(paths: list[str], *headers: str) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    waits = []
    for each in paths:
        status, _, took = await ask(each, *headers, reader=reader, writer=writer)
        assert status in {200, 304}, (status, each)
        waits.append(took)
    writer.close()
    return waits


async def clients(paths: list[str], number: int, pause: float = 0.0) -> list[float]:
    async def client(own: list[str]) -> list[float]:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        waits = []
        for each in own:
            await asyncio.sleep(pause * random.random() * 2)  # noqa: S311 - no secret
            status, _, took = await ask(each, reader=reader, writer=writer)
            assert status == 200, (status, each)
            waits.append(took)
        writer.close()
        return waits

    found = await asyncio.gather(*(client(paths[number_::number]) for number_ in range(number)))
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
        f"{path.split('?')[1]:28} gzip={is_gzipped!s:5} {observations:,} observations, {size / 1e6:,.0f} MB in {took:.1f} s: "
        f"{observations / took:,.0f} a second; processor {server.seconds - before:.1f} s; server holds "
        f"{server.memory('RssAnon'):.0f} MB and maps {server.memory('RssFile'):.0f} MB, at most {server.memory('VmHWM'):.0f} MB together"
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
        with log.open("wb") as out:
            command = [
                str(Path(sys.executable).parent / "openssi"),
                "serve",
                "--workspace",
                str(root),
                "--port",
                str(PORT),
            ]
            process = subprocess.Popen(command, stdout=out, stderr=out)
        server = Server(process)
        try:
            measure(server, areas)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
            print(log.read_text()[-2000:])


def wait_for(path: str) -> None:
    for _ in range(120):
        try:
            asyncio.run(one_client([path]))
        except (OSError, asyncio.IncompleteReadError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server does not answer")


def measure(server: Server, areas: int) -> None:
    apart, together = (questions(each, "sdmx-csv-2.0", areas) for each in ("apart", "together"))
    xml = questions("apart", "sdmx-ml-3.0", areas)
    began = time.perf_counter()
    wait_for(apart.pop())
    print(f"first answer after {time.perf_counter() - began:.1f} s, start of the server included")
    whole = "/sdmx/v2/data/dataflow/OPENSSI/DF_INDICATORS/1.0?format="
    for each in ("sdmx-csv-2.0", "sdmx-ml-3.0"):
        download(f"{whole}{each}", is_gzipped=False, server=server)
    download(f"{whole}sdmx-csv-2.0", is_gzipped=True, server=server)
    for name, asked in (
        ("200 series apart, CSV", apart),
        ("200 series together, CSV", together),
        ("200 series apart, XML", xml),
    ):
        before = server.seconds
        told(f"{name}, one client", asyncio.run(one_client([asked.pop() for _ in range(100)])), server, before)
        before = server.seconds
        told(
            f"{name}, 20 clients without a pause",
            asyncio.run(clients([asked.pop() for _ in range(400)], 20)),
            server,
            before,
        )
        before = server.seconds
        told(
            f"{name}, 20 clients, a pause of 0.25 s",
            asyncio.run(clients([asked.pop() for _ in range(400)], 20, 0.25)),
            server,
            before,
        )
    again = [apart[0]] * 400
    before = server.seconds
    told("the same question again, 20 clients", asyncio.run(clients(again, 20)), server, before)
    reader_tag = asyncio.run(_tag(apart[0]))
    before = server.seconds
    told(
        "unchanged (304), one client",
        asyncio.run(one_client(again[:200], f"If-None-Match: {reader_tag}")),
        server,
        before,
    )


async def _tag(path: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    return next(each.split(": ")[1] for each in head.splitlines() if each.lower().startswith("etag"))


if __name__ == "__main__":
    main()
