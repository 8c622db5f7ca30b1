"""Measure how long a person waits for a cell to be saved while thirty people fill one questionnaire.

Run it with `.venv/bin/python benchmarks/save_cells.py [SECONDS]`. It makes a database in a temporary folder (SQLite, or
the PostgreSQL that DATABASE_URL names, in a database of its own), opens a submission of twenty schemes in the full form
with some thousand answers, and lets thirty threads save a cell every two seconds, as the browser does when a cell is
left. It prints median, 95th percentile and errors, then the time for the findings of one cell and of the whole
submission. Nothing here is asserted; machines differ.
"""

import os
import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

PEOPLE = 30
EVERY = 2.0
"""Seconds between two cells of one person."""

SCHEMES = 20
BENEFITS = 3
ANSWERS = 4000

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "web_rounds.settings")

if TYPE_CHECKING:
    from openssi.collect.workbook_keys import CellKey
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.models import SubmissionDraft


def make_world(root: Path) -> None:
    """Make a workspace of one invented country."""
    from openssi.engine import table_of
    from openssi.store import Workspace
    from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
    from openssi_web import releases

    area = {"area": "QMA", "m49": "", "iso2": "", "fictional": True, "tile_column": 1, "tile_row": 1}
    names = {f"name_{each}": "Amara" for each in ("en", "fr", "es")}
    reference = {
        "areas": table_of(AREAS, [{**area, **names}]),
        "groups": table_of(GROUPS),
        "members": table_of(MEMBERS),
    }
    Workspace.create(root, "demonstration", reference)
    os.environ[releases.WORKSPACE_VARIABLE] = str(root)


def make_people() -> "list[Person]":
    """Make thirty respondents, each of one scheme, and the coordinator who comes last."""
    import datetime as dt

    from openssi_web.accounts.models import Membership, Person

    people = [
        Person.objects.create_user(f"person{number}@qma.example", f"Person {number}") for number in range(PEOPLE + 1)
    ]
    for number, each in enumerate(people):
        role = "COORD" if number == PEOPLE else "RESP"
        schemes = [f"QMA{number % SCHEMES + 1:02d}"]
        Membership.objects.create(
            person=each, role=role, ref_area="QMA", schemes=schemes, valid_from=dt.date(2020, 1, 1)
        )
    return people


def numbers_of(draft: "SubmissionDraft") -> "list[CellKey]":
    """Return the cells of schemes and benefits that hold numbers."""
    from openssi_web.rounds.permission import cells_of

    form = cells_of(draft)
    items = form.questionnaire.items
    typed = {"number", "money"}
    return sorted(key for key in form.keys if items[key.item].type in typed and key.scheme != "_Z")


def open_submission(coordinator: "Person") -> "SubmissionDraft":
    """Open a submission of twenty schemes and answer some thousand of its cells."""
    from openssi.vocabulary.scheme import Inventory
    from openssi_web.rounds.actions import open_draft, save_block
    from openssi_web.rounds.entered import Change
    from openssi_web.rounds.models import Round, SubmissionDraft
    from openssi_web.rounds.outcomes import CellChange, Saved

    round_ = Round.objects.create(year=2024, questionnaire_version="2026.2", state="COLLECTION")
    draft = open_draft(coordinator, round_, Inventory.blank("QMA", SCHEMES, BENEFITS), {}, form="full")
    assert isinstance(draft, SubmissionDraft)
    cells = random.Random(1).sample(numbers_of(draft), ANSWERS)  # noqa: S311 - a fixed sample
    for start in range(0, ANSWERS, 300):
        block = [CellChange(key, Change(value="1000"), 0) for key in cells[start : start + 300]]
        assert isinstance(save_block(coordinator, draft, block, f"block-{start}"), Saved)
    return draft


class Respondent(threading.Thread):
    """Saves a cell every two seconds and notes how long each took."""

    def __init__(self, number: int, person: "Person", draft: "SubmissionDraft", until: float) -> None:
        super().__init__(name=f"respondent-{number}")
        self.waits: list[float] = []
        self.errors: list[str] = []
        self._number, self._person, self._draft, self._until = number, person, draft, until
        scheme = f"QMA{number % SCHEMES + 1:02d}"
        own = [key for key in numbers_of(draft) if key.scheme == scheme]
        self._cells = own[number // SCHEMES :: 2]

    def run(self) -> None:
        """Type until the time is over."""
        from django.db import connections

        chance = random.Random(self._number)  # noqa: S311 - no secret
        time.sleep(chance.random() * EVERY)
        turn = 0
        while time.monotonic() < self._until:
            began = time.perf_counter()
            self._save(self._cells[turn % len(self._cells)], turn)
            took = time.perf_counter() - began
            self.waits.append(took)
            turn += 1
            time.sleep(max(0.0, EVERY - took))
        connections.close_all()

    def _save(self, key: "CellKey", turn: int) -> None:
        from openssi_web.accounts.models import Person
        from openssi_web.rounds.actions import save_answer
        from openssi_web.rounds.entered import Change
        from openssi_web.rounds.models import SubmissionDraft
        from openssi_web.rounds.outcomes import CellChange, Saved

        try:
            # What a request does first: find the person who is signed in, and the submission of the address.
            person = Person.objects.get(pk=self._person.pk)
            draft = SubmissionDraft.objects.select_related("round").get(pk=self._draft.pk)
            last = draft.current.filter(**key._asdict()).values_list("answer__version", flat=True).first() or 0
            change = CellChange(key, Change(value=str(2000 + turn)), last)
            outcome = save_answer(person, draft, change, f"p{self._number}-{turn}")
            if not isinstance(outcome, Saved):
                self.errors.append(str(outcome))
        except Exception as error:  # noqa: BLE001 - whatever happens is counted
            self.errors.append(repr(error))


def told(waits: list[float]) -> str:
    """Return median and 95th percentile in milliseconds."""
    ordered = sorted(waits)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return (
        f"median {statistics.median(ordered) * 1000:.1f} ms, p95 {late * 1000:.1f} ms, max {ordered[-1] * 1000:.1f} ms"
    )


def measure_saving(people: "list[Person]", draft: "SubmissionDraft", seconds: float) -> None:
    """Let thirty people type at once and print how long they waited."""
    until = time.monotonic() + seconds
    threads = [Respondent(number, people[number], draft, until) for number in range(PEOPLE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    waits = [wait for each in threads for wait in each.waits]
    errors = [error for each in threads for error in each.errors]
    print(f"{len(waits)} cells saved by {PEOPLE} people in {seconds:.0f} s: {told(waits)}; {len(errors)} errors")
    for error in errors[:3]:
        print(f"  {error[:300]}")


def measure_findings(draft: "SubmissionDraft") -> None:
    """Print how long the findings of a cell and of the whole submission take."""
    from openssi_web.rounds.findings import findings_of, findings_of_cell
    from openssi_web.rounds.workspace import inquiry

    cells = random.Random(2).sample(numbers_of(draft), 60)  # noqa: S311 - a fixed sample
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


def main() -> None:
    """Measure."""
    import django
    from django.db import connection, connections
    from django.test.utils import setup_databases, teardown_databases

    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    django.setup()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            make_world(Path(folder) / "world")
            people = make_people()
            draft = open_submission(people[-1])
            print(f"{connection.vendor}, {draft.current.count()} answers of {len(numbers_of(draft))} numeric cells")
            measure_saving(people, draft, seconds)
            measure_findings(draft)
    finally:
        connections.close_all()
        teardown_databases(old, verbosity=0)


if __name__ == "__main__":
    main()
