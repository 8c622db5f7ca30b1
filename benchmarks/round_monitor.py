"""Measure the monitor of a round: 190 countries, a submission of 400 cells from each, on SQLite.

Run it with `.venv/bin/python benchmarks/round_monitor.py`. It makes the round in a temporary folder, or takes up the
one that `--folder` names, and asks for the page of the round in a browser's place: first as a process that has counted
nothing yet, then until everything is counted, then warm, then after somebody has saved one cell. Printed are the times
at the server and the size of the page. Nothing here is asserted; machines differ.
"""

import argparse
import datetime as dt
import os
import random
import secrets
import statistics
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import saving_world

if TYPE_CHECKING:
    from django.test import Client

    from openssi_web.accounts.models import Person
    from openssi_web.rounds.models import Round, SubmissionDraft

COUNTRIES = 190
CELLS = 400
SCHEMES, BENEFITS = 4, 3
ASKED = 20
STATES = ("IN_PROGRESS", "IN_PROGRESS", "SUBMITTED", "UNDER_VALIDATION", "ACCEPTED")


def areas_of(countries: int) -> list[str]:
    """Return the codes of so many invented countries."""
    return [f"Q{chr(ord('A') + number // 26)}{chr(ord('A') + number % 26)}" for number in range(countries)]


def make_workspace(root: Path) -> None:
    """Make a workspace of invented countries in five regions, with a population each and no earlier round."""
    from openssi.engine import table_of
    from openssi.store import Workspace, observations_table
    from openssi.store.workspace import now
    from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
    from openssi.vocabulary.observation import Observation

    names = ("name_en", "name_fr", "name_es")
    codes = areas_of(COUNTRIES)
    areas = [
        {"area": area, "m49": "", "iso2": "", "fictional": True, **dict.fromkeys(names, f"Country {area}")}
        | {"tile_column": number % 19 + 1, "tile_row": number // 19 + 1}
        for number, area in enumerate(codes)
    ]
    short = ("short_en", "short_fr", "short_es")
    groups = [
        {"grouping": "SDG_REGION", "group_code": f"R{number}", "m49": "", "sort_order": number}
        | dict.fromkeys((*names, *short), f"Region {number}")
        for number in range(5)
    ]
    members = [
        {"grouping": "SDG_REGION", "group_code": f"R{number % 5}", "area": area, "valid_from": 1900}
        | {"valid_to": 9999, "source": "", "source_date": ""}
        for number, area in enumerate(codes)
    ]
    tables = {
        "areas": table_of(AREAS, areas),
        "groups": table_of(GROUPS, groups),
        "members": table_of(MEMBERS, members),
    }
    workspace = Workspace.create(root, "demonstration", tables)
    persons = [
        Observation(ref_area=area, item="X.POP_TOTAL", time_period=saving_world.YEAR, value=Decimal(1000 + number))
        for number, area in enumerate(codes)
    ]
    workspace.context.write({"observations": observations_table(persons)}, {"sources": [], "written": now()})


def make_round() -> None:
    """Open the submissions, answer their cells, and bring them to different states."""
    from openssi_web.accounts.models import Membership, Person
    from openssi_web.rounds.models import Round

    begin = dt.date(2020, 1, 1)
    round_ = Round.objects.create(
        year=saving_world.YEAR, questionnaire_version="2026.2", state="COLLECTION", deadline=dt.date(2025, 5, 31)
    )
    coordinator = Person.objects.create_user("cleo@dane.example", "Cleo Dane")
    desk = Person.objects.create_user("teo@lind.example", "Teo Lind")
    Membership.objects.create(person=desk, role="DESK_OFFICER", valid_from=begin)
    for number, area in enumerate(areas_of(COUNTRIES)):
        Membership.objects.create(person=coordinator, role="COORD", ref_area=area, valid_from=begin)
        if number % 4 == 0:
            Membership.objects.create(person=desk, role="DESK_OFFICER", ref_area=area, valid_from=begin)
        _move(_answer(coordinator, round_, area), STATES[number % len(STATES)])
        print(f"\r{number + 1} of {COUNTRIES}", end="", flush=True)
    print()


def _answer(coordinator: "Person", round_: "Round", area: str) -> "SubmissionDraft":
    from openssi.vocabulary.scheme import Inventory
    from openssi_web.rounds.actions import open_draft, save_block
    from openssi_web.rounds.answers.entered import Change
    from openssi_web.rounds.models import SubmissionDraft
    from openssi_web.rounds.requests.outcomes import CellChange, Saved

    draft = open_draft(coordinator, round_, Inventory.blank(area, SCHEMES, BENEFITS), {})
    assert isinstance(draft, SubmissionDraft), draft
    typed = saving_world.numbers_of(draft)
    cells = random.Random(1).sample(typed, min(CELLS, len(typed)))  # noqa: S311 - a fixed sample
    for start in range(0, len(cells), 300):
        block = [CellChange(key, Change(value="1000"), 0) for key in cells[start : start + 300]]
        saved = save_block(coordinator, draft, block, f"block-{start}")
        assert isinstance(saved, Saved), saved
    return draft


def _move(draft: "SubmissionDraft", state: str) -> None:
    """Bring a submission to a state by way of being handed in, and have it logged."""
    from openssi_web.rounds.models import Entry, SubmissionDraft, Transition

    way = [state] if state in {"IN_PROGRESS", "SUBMITTED"} else ["SUBMITTED", state]
    before = SubmissionDraft.objects.get(pk=draft.pk).state
    for after in way if before != state else []:
        entry = Entry.objects.create(draft=draft, action="move", channel="form")
        Transition.objects.create(draft=draft, entry=entry, before=before, after=after)
        before = after  # type: ignore[assignment]
    SubmissionDraft.objects.filter(pk=draft.pk).update(state=state)


# Measuring


def ask(client: "Client", address: str, again: int = 1) -> None:
    """Ask for a page some times and print how long it takes at the server."""
    waits = []
    for _ in range(again):
        began = time.perf_counter()
        answer = client.get(address)
        waits.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    late = sorted(waits)[int(len(waits) * 0.95)] if again > 1 else waits[0]
    print(
        f"{address}: median {statistics.median(waits):.0f} ms, p95 {late:.0f} ms, {len(answer.content) / 1000:.0f} kB"
    )


def measure() -> None:
    """Print the times of the pages of the round."""
    from django.test import Client

    from openssi_web.accounts.models import Person
    from openssi_web.rounds.models import Round
    from openssi_web.rounds.monitor import counts

    client, year = Client(), saving_world.YEAR
    client.force_login(Person.objects.get(email="teo@lind.example"))
    page = f"/en/rounds/{year}"
    print("nothing counted yet")
    ask(client, page)
    began = time.perf_counter()
    drafts = counts.newest_entries(counts.drafts_of(Round.objects.get()))
    while len(counts.count_within(0, drafts)) < len(drafts):
        time.sleep(1)
    print(f"everything counted in the background in {time.perf_counter() - began:.0f} s; warm")
    ask(client, page, ASKED)
    ask(client, f"{page}?order=hard&late=1", ASKED)
    ask(client, f"{page}/countries.xlsx", ASKED)
    ask(client, f"{page}/countries.csv", ASKED)
    ask(client, "/en/rounds", ASKED)
    _save_one_cell()
    print("after somebody has saved a cell")
    ask(client, page)
    ask(client, page)


def _save_one_cell() -> None:
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.actions import save_answer
    from openssi_web.rounds.answers.entered import Change
    from openssi_web.rounds.models import SubmissionDraft
    from openssi_web.rounds.requests.outcomes import CellChange, Saved

    draft = SubmissionDraft.objects.filter(state="IN_PROGRESS").select_related("round").order_by("pk").first()
    assert draft is not None
    row = draft.current.select_related("answer").order_by("pk").first()
    assert row is not None
    change = CellChange(row.key, Change(value=str(1000 + row.answer.version)), row.answer.version)
    key = f"measured-{row.answer.version}"
    coordinator = Person.objects.get(email="cleo@dane.example")
    assert isinstance(save_answer(coordinator, draft, change, key), Saved)


def main() -> None:
    """Make the round where it is not there, and measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where the round is made, or lies")
    folder = asked.parse_args().folder
    with tempfile.TemporaryDirectory() as aside:
        at = folder or Path(aside)
        at.mkdir(parents=True, exist_ok=True)
        root, is_new = at / "world", not (at / "world").exists()
        os.environ["DATABASE_URL"] = f"sqlite:///{at.absolute()}/measured.sqlite3"
        os.environ["OPENSSI_SECRET_KEY"] = secrets.token_urlsafe(50)
        os.environ["OPENSSI_HOSTS"] = "testserver"
        os.environ["OPENSSI_WORKSPACE"] = str(root.absolute())
        if is_new:
            make_workspace(root)
        from openssi_web.process import open_process

        open_process(root)
        if is_new:
            make_round()
        measure()


if __name__ == "__main__":
    main()
