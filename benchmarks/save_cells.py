"""Measure how long a person waits for a cell to be saved while many people fill questionnaires.

    python benchmarks/save_cells.py                                  30 people over HTTP, SQLite, waitress
    python tests/postgresql.py --durable python benchmarks/save_cells.py --people 200 --server gunicorn --workers 2
    python benchmarks/save_cells.py --through actions                without HTTP: the functions that the site calls

It makes a database in a temporary folder, or takes the empty PostgreSQL that DATABASE_URL names, and opens a submission
of twenty schemes in the full form, with some thousand answers, for every thirty people. Each person saves a cell every
two seconds for a minute, as the browser does when a cell is left; those who save run in a process of their own. Printed
are median, 95th percentile and errors. Nothing here is asserted; machines differ.
"""

import argparse
import json
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import saving_world
from saving_world import YEAR, Respondent

EVERY = 2.0
"""Seconds between two cells of one person."""

WARM = 30.0
"""Seconds in which people come in before the clock counts: every worker compiles the rules once."""

HERE = Path(__file__).parent
WAITRESS = "import sys; from openssi_web.server import serve; serve(sys.argv[1], port=int(sys.argv[2]))"


def told(waits: list[float]) -> str:
    """Return median and 95th percentile in milliseconds."""
    ordered = sorted(waits)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return (
        f"median {statistics.median(ordered) * 1000:.1f} ms, p95 {late * 1000:.1f} ms, max {ordered[-1] * 1000:.1f} ms"
    )


def report(people: int, seconds: float, waits: list[float], errors: list[str]) -> None:
    """Print what was measured."""
    waited = told(waits) if waits else "none was saved"
    print(f"{len(waits)} cells saved by {people} people in {seconds:.0f} s: {waited}; {len(errors)} errors")
    for error in errors[:3]:
        print(f"  {error[:300]}")


# Over HTTP


@contextmanager
def server(asked: argparse.Namespace, root: Path) -> Iterator[int]:
    """Start the site in a process of its own and yield its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    if asked.server == "waitress":
        command = [sys.executable, "-c", WAITRESS, str(root), str(port)]
    else:
        size = ["--workers", str(asked.workers), "--threads", str(asked.threads), "--keep-alive", "75"]
        where = ["--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
        command = [sys.executable, "-m", "gunicorn", *size, *where, "openssi_web.wsgi:application"]
    process = subprocess.Popen(command)
    try:
        until = time.monotonic() + 60
        while not _answers(port) and time.monotonic() < until and process.poll() is None:
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def measure_over_http(asked: argparse.Namespace, root: Path, respondents: list[Respondent]) -> None:
    """Let people save in their browsers."""
    people = [
        {
            "session": saving_world.signed_in(each.person),
            "address": f"/en/round/{each.draft.ref_area}/{YEAR}/cells",
            "cells": [str(key) for key in each.cells],
            "versions": versions_of(each),
        }
        for each in respondents
    ]
    plan = {"host": "127.0.0.1", "every": EVERY, "warm": WARM, "seconds": asked.seconds, "people": people}
    with server(asked, root) as port:
        command = [sys.executable, str(HERE / "many_people.py")]
        given = json.dumps({**plan, "port": port})
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    report(len(people), asked.seconds, found["waits"], found["errors"])
    print(f"the largest answer to a save: {found['largest']} bytes before compression")


def versions_of(each: Respondent) -> dict[str, int]:
    """Return the versions of the cells that are answered already."""
    rows = each.draft.current.filter(scheme__in={key.scheme for key in each.cells}).select_related("answer")
    return {str(row.key): row.answer.version for row in rows}


# Through the actions


class Saver(threading.Thread):
    """Saves a cell every two seconds and notes how long each took."""

    def __init__(self, number: int, respondent: Respondent, until: float) -> None:
        super().__init__(name=f"saver-{number}")
        self.waits: list[float] = []
        self.errors: list[str] = []
        self._number, self._respondent, self._until = number, respondent, until

    def run(self) -> None:
        """Type until the time is over."""
        from django.db import connections

        chance = random.Random(self._number)  # noqa: S311 - no secret
        time.sleep(chance.random() * EVERY)
        turn = 0
        while time.monotonic() < self._until:
            began = time.perf_counter()
            self._save(turn)
            took = time.perf_counter() - began
            self.waits.append(took)
            turn += 1
            time.sleep(max(0.0, EVERY - took))
        connections.close_all()

    def _save(self, turn: int) -> None:
        from openssi_web.accounts.models import Person
        from openssi_web.rounds.actions import save_answer
        from openssi_web.rounds.answers.entered import Change
        from openssi_web.rounds.models import SubmissionDraft
        from openssi_web.rounds.requests.outcomes import CellChange, Saved

        key = self._respondent.cells[turn % len(self._respondent.cells)]
        try:
            # What a request does first: find the person who is signed in, and the submission of the address.
            person = Person.objects.get(pk=self._respondent.person.pk)
            draft = SubmissionDraft.objects.select_related("round").get(pk=self._respondent.draft.pk)
            last = draft.current.filter(**key._asdict()).values_list("answer__version", flat=True).first() or 0
            change = CellChange(key, Change(value=str(2000 + turn)), last)
            outcome = save_answer(person, draft, change, f"p{self._number}-{turn}")
            if not isinstance(outcome, Saved):
                self.errors.append(str(outcome))
        except Exception as error:  # noqa: BLE001 - whatever happens is counted
            self.errors.append(repr(error))


def measure_actions(seconds: float, respondents: list[Respondent]) -> None:
    """Let people save in threads of this process, then look at the findings."""
    until = time.monotonic() + seconds
    savers = [Saver(number, each, until) for number, each in enumerate(respondents)]
    for each in savers:
        each.start()
    for each in savers:
        each.join()
    waits = [wait for each in savers for wait in each.waits]
    report(len(savers), seconds, waits, [error for each in savers for error in each.errors])
    measure_findings(respondents[0])


def measure_findings(respondent: Respondent) -> None:
    """Print how long the findings of a cell and of the whole submission take."""
    from openssi_web.rounds.answers.findings import findings_of, findings_of_cell
    from openssi_web.rounds.workspace import inquiry

    draft = respondent.draft
    cells = random.Random(2).sample(saving_world.numbers_of(draft), 60)  # noqa: S311 - a fixed sample
    waits = []
    for key in cells:
        began = time.perf_counter()
        findings_of_cell(inquiry(), draft, key)
        waits.append(time.perf_counter() - began)
    print(f"findings of one cell: first {waits[0] * 1000:.0f} ms, then {told(waits[1:])}")
    for _ in range(2):
        began = time.perf_counter()
        found = findings_of(inquiry(), draft)
        print(f"findings of the submission: {len(found)} in {(time.perf_counter() - began) * 1000:.0f} ms")


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--answers", type=int, default=4000, help="answers of each submission before it begins")
    parser.add_argument("--through", choices=("http", "actions"), default="http")
    parser.add_argument("--server", choices=("waitress", "gunicorn"), default="waitress")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=8)
    return parser.parse_args()


def main() -> None:
    """Measure."""
    asked = arguments()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "world"
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/measured.sqlite3")
        os.environ["OPENSSI_SECRET_KEY"] = secrets.token_urlsafe(50)
        saving_world.make_world(root, -(-asked.people // saving_world.PEOPLE_OF_A_COUNTRY))
        from openssi_web.process import open_process

        open_process(root)
        from django.db import connection, connections

        from openssi_web.accounts.models import Person

        if Person.objects.exists():
            sys.exit("There are people in this database. Please name an empty one in DATABASE_URL.")
        respondents = saving_world.make_respondents(asked.people, asked.answers)
        answers = sum(each.current.count() for each in {each.draft.pk: each.draft for each in respondents}.values())
        print(f"{connection.vendor}, {answers} answers, {asked.through}, {asked.server}")
        if asked.through == "http":
            measure_over_http(asked, root, respondents)
        else:
            measure_actions(asked.seconds, respondents)
        connections.close_all()


if __name__ == "__main__":
    main()
