"""Measure how long raising thousands of queries at once takes: all of one submission, each about a finding.

Run it with `.venv/bin/python benchmarks/raise_queries.py`, or with another number after `--queries`. It makes the
submission of an invented country in a temporary folder, on SQLite or on the database that DATABASE_URL names. Printed
are the times to find, to raise, to send and to list them. Nothing here is asserted; machines differ.
"""

import argparse
import datetime as dt
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import saving_world

if TYPE_CHECKING:
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.models import SubmissionDraft
    from openssi_web.rounds.queries.checks import QueryAsked

QUERIES = 5_000
AREA = "QMA"


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something takes."""
    began = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - began:.2f} s")


def submission_under_validation() -> "SubmissionDraft":
    """Return a submission whose every number is the same, so that rules doubt many of them."""
    from openssi_web.rounds.actions import save_block
    from openssi_web.rounds.answers.entered import Change
    from openssi_web.rounds.models import Round, SubmissionDraft
    from openssi_web.rounds.requests.outcomes import CellChange, Saved

    saving_world.SCHEMES = 60
    round_ = Round.objects.create(year=saving_world.YEAR, questionnaire_version="2026.2", state="COLLECTION")
    draft = saving_world.open_submission(round_, AREA, 0)
    coordinator = draft.entries.select_related("person").order_by("pk")[0].person
    assert coordinator is not None
    cells = saving_world.numbers_of(draft)
    for start in range(0, len(cells), 300):
        block = [CellChange(key, Change(value="1000"), 0) for key in cells[start : start + 300]]
        assert isinstance(save_block(coordinator, draft, block, f"block-{start}"), Saved)
    SubmissionDraft.objects.filter(pk=draft.pk).update(state="UNDER_VALIDATION")
    draft.refresh_from_db()
    print(f"{len(cells)} numbers in {saving_world.SCHEMES} schemes")
    return draft


def queries_on_findings(draft: "SubmissionDraft", most: int) -> "list[QueryAsked]":
    """Return a query for each of some findings, one of a rule and cell."""
    from openssi_web.rounds.answers.findings import cell_of
    from openssi_web.rounds.answers.live_findings import live_findings
    from openssi_web.rounds.queries.checks import QueryAsked
    from openssi_web.rounds.workspace import inquiry

    texts = {"en": "Please look at this figure again.", "fr": "Merci de revoir ce chiffre.", "es": "Revise esta cifra."}
    newest = draft.entries.order_by("-pk").values_list("pk", flat=True)[0]
    by_cell = live_findings(inquiry(), draft, newest).by_cell
    found = sorted({(cell_of(each), each.rule) for findings in by_cell.values() for each in findings})
    print(f"{len(found)} findings")
    return [QueryAsked(key, rule, texts) for key, rule in found if key.item][:most]


def desk_officer() -> "Person":
    """Return somebody who asks."""
    from openssi_web.accounts.models import Membership, Person

    person = Person.objects.create_user("teo@lind.example", "Teo Lind")
    Membership.objects.create(person=person, role="DESK_OFFICER", valid_from=dt.date(2020, 1, 1))
    return person


def measure(most: int) -> None:
    """Print the times."""
    from openssi_web.rounds.actions import raise_queries, send_queries
    from openssi_web.rounds.queries.querying import Queried
    from openssi_web.rounds.queries.standing import seen_queries

    draft, teo = submission_under_validation(), desk_officer()
    with timed("the findings, from nothing"):
        asked = queries_on_findings(draft, most)
    due = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=14)
    with timed(f"{len(asked)} queries raised"):
        raised = raise_queries(teo, draft, asked, due, "measured-1")
    assert isinstance(raised, Queried), raised
    with timed("sent"):
        assert isinstance(send_queries(teo, draft, "measured-2"), Queried)
    with timed("listed by significance"):
        assert len(seen_queries(teo.grants(), draft)) == len(asked)


def main() -> None:
    """Make the submission and measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--queries", type=int, default=QUERIES, help="how many, at most")
    most = asked.parse_args().queries
    with tempfile.TemporaryDirectory() as aside:
        root = Path(aside) / "world"
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{aside}/measured.sqlite3")
        os.environ["OPENSSI_SECRET_KEY"] = secrets.token_urlsafe(50)
        saving_world.make_world(root, 1)
        from openssi_web.process import open_process

        open_process(root)
        measure(most)


if __name__ == "__main__":
    main()
