"""Measure downloads: what a reader has already, and a dataset in each format beside the same bytes served plainly.

Run it with `python benchmarks/downloads.py [WORKSPACE]`. It starts the site on a workspace, else on a demonstration
world that it makes in a temporary folder, and prints times. Nothing here is asserted; machines differ.
"""

import json
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from openssi.definitions import load
from openssi.run.demonstration import make_demonstration

OPENSSI = Path(sys.executable).with_name("openssi")
DATASET = "DF_INQUIRY"
PIECE = 1 << 16
REPEATED = 300


@contextmanager
def site(workspace: Path) -> Iterator[tuple[str, int]]:
    """Start the site; give its host and port, and stop it afterwards."""
    command = [str(OPENSSI), "serve", "--port", "0", "--workspace", str(workspace)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    try:
        found = next(found for line in process.stdout if (found := re.search(r"http://([\w.]+):(\d+)", line)))
        yield found[1], int(found[2])
        print(f"most memory of the server: {_most_memory(process.pid)} MB")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _most_memory(pid: int) -> str:
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return str(int(found[1]) // 1000) if found else "?"


@contextmanager
def plain_server(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve the files of a folder with the server of Python's library."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield "127.0.0.1", server.server_port
    server.shutdown()


def taken(host: str, port: int, path: str) -> tuple[bytes, float]:
    """Return a body and the seconds until its last byte."""
    connection = HTTPConnection(host, port)
    began = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    pieces = list(iter(lambda: response.read(PIECE), b""))
    seconds = time.perf_counter() - began
    connection.close()
    return b"".join(pieces), seconds


def unchanged(host: str, port: int, path: str) -> list[float]:
    """Return milliseconds of requests for what the reader has."""
    connection = HTTPConnection(host, port)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    tag, times = response.headers["ETag"], []
    for _ in range(REPEATED):
        began = time.perf_counter()
        connection.request("GET", path, headers={"If-None-Match": tag})
        response = connection.getresponse()
        assert (response.status, response.read()) == (304, b"")
        times.append(1000 * (time.perf_counter() - began))
    connection.close()
    return times


def measure(workspace: Path) -> None:
    """Print the times of a workspace."""
    with site(workspace) as (host, port):
        listed = json.loads(taken(host, port, "/v1/datasets")[0])
        release = listed["release"]
        observations = next(each["observations"] for each in listed["datasets"] if each["id"] == DATASET)
        data = f"/v1/datasets/{DATASET}/data"
        for path in (f"{data}?format=csv", f"{data}?format=parquet", f"/v1/releases/{release}/observations.parquet"):
            times = sorted(unchanged(host, port, path))
            print(f"304 {path}: median {statistics.median(times):.2f} ms, p95 {times[int(0.95 * len(times))]:.2f} ms")
        with tempfile.TemporaryDirectory() as folder, plain_server(Path(folder)) as beside:
            for kind in ("csv", "ndjson", "parquet"):
                taken(host, port, f"{data}?format={kind}")
                content, seconds = taken(host, port, f"{data}?format={kind}")
                Path(folder, f"data.{kind}").write_bytes(content)
                _, plainly = taken(*beside, f"/data.{kind}")
                print(
                    f"{kind}: {len(content) / 1e6:.1f} MB, {observations} observations in {seconds:.2f} s: "
                    f"{observations / seconds:,.0f} a second, {len(content) / 1e6 / seconds:.0f} MB/s; "
                    f"the same bytes from a plain server {plainly:.2f} s"
                )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            make_demonstration(Path(made, "world"), load(), lambda _done, _of, _step: None)
            measure(Path(made, "world"))
