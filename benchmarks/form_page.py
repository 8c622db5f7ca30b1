"""Measure the page of a large table of the form: at the server, and in Chromium on a slow machine and a slow line.

Run it with `.venv/bin/python benchmarks/form_page.py`. It makes a submission of twenty schemes in the full form, takes
the table whose size is nearest to three hundred cells, asks for it twenty times, and opens it in Chromium with the
processor four times slower and a line of 400 kbit/s: once as a first visit and once as the next. It prints the time at
the server, what is sent over the line, and the seconds until the page can be typed in. Nothing here is asserted.
"""

import argparse
import gzip
import http.client
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import saving_world
from save_cells import server, told
from saving_world import YEAR, Respondent

if TYPE_CHECKING:
    from playwright.sync_api import Page

CELLS = 300
ASKED = 20
ANSWERS = 1000
SLOWER = 4
LINE = 400_000 / 8
"""Bytes a second."""

DELAY = 300
"""Milliseconds there and back."""

BROWSER = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def largest_table(respondent: Respondent) -> str:
    """Return the table of the respondent's scheme that has about three hundred cells."""
    from openssi_web.rounds.requests.permission import cells_of

    form = cells_of(respondent.draft)
    scheme = respondent.cells[0].scheme
    items = form.questionnaire.items
    sizes = Counter(items[key.item].table for key in form.keys if key.scheme == scheme)
    table, size = min(sizes.items(), key=lambda each: abs(each[1] - CELLS))
    print(f"table {table} of {scheme}: {size} cells")
    return f"/en/round/{respondent.draft.ref_area}/{YEAR}/{scheme}/{table}"


def measure_server(port: int, address: str, session: str) -> None:
    """Print how long the server takes, and how large the page is."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    head = {"Cookie": f"sessionid={session}", "Accept-Encoding": "gzip"}
    waits = []
    for _ in range(ASKED + 1):
        began = time.perf_counter()
        connection.request("GET", address, headers=head)
        answer = connection.getresponse()
        body = answer.read()
        waits.append(time.perf_counter() - began)
        assert answer.status == http.HTTPStatus.OK, answer.status
    whole = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    print(f"server: first {waits[0] * 1000:.0f} ms, then {told(waits[1:])}")
    print(f"page: {len(whole) / 1000:.0f} kB, compressed {len(body) / 1000:.0f} kB")


def measure_browser(port: int, address: str, session: str) -> None:
    """Print how long a person waits until a cell can be typed in."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("OPENSSI_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("browser: there is no Chromium on this machine")
        return
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=BROWSER)
        context = browser.new_context()
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://localhost:{port}"}])
        for visit in ("first visit", "next visit"):
            page = context.new_page()
            print(f"{visit}: {_visit(page, f'http://localhost:{port}{address}')}")
            page.close()
        browser.close()


def _visit(page: "Page", address: str) -> str:
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    line = {"offline": False, "latency": DELAY, "downloadThroughput": LINE, "uploadThroughput": LINE}
    tools.send("Network.emulateNetworkConditions", line)
    sent: list[float] = []
    tools.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    began = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=120_000)
    page.wait_for_selector("#form[data-ready]", state="attached", timeout=120_000)
    return f"usable after {time.perf_counter() - began:.1f} s, {sum(sent) / 1000:.0f} kB received"


def main() -> None:
    """Measure."""
    asked = argparse.Namespace(server="waitress")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "world"
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/measured.sqlite3")
        os.environ["OPENSSI_SECRET_KEY"] = secrets.token_urlsafe(50)
        saving_world.make_world(root, 1)
        from openssi_web.process import open_process

        open_process(root)
        from openssi_web.accounts.models import Person

        if Person.objects.exists():
            sys.exit("There are people in this database. Please name an empty one in DATABASE_URL.")
        respondent = saving_world.make_respondents(1, ANSWERS)[0]
        address, session = largest_table(respondent), saving_world.signed_in(respondent.person)
        with server(asked, root) as port:
            measure_server(port, address, session)
            measure_browser(port, address, session)


if __name__ == "__main__":
    main()
