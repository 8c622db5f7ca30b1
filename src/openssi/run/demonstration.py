"""The demonstration world, taken through every stage as a real round would be."""

import os
import secrets
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import pyarrow as pa

from openssi.definitions import Definitions, load
from openssi.run.computation import Computation
from openssi.run.inquiry import Inquiry
from openssi.store import Workspace, observations_table
from openssi.store.workspace import now
from openssi.training import DemonstrationWorld, FilledQuestionnaire, demonstration_world
from openssi.vocabulary.release import Release

Progress = Callable[[int, int, str], None]

MOST_WORKERS = 4


def make_demonstration(root: Path, definitions: Definitions, progress: Progress) -> Release:
    """Make a workspace of invented countries: workbooks written, read, checked, accepted, computed and released.

    The folder appears in one step when everything is done; whoever interrupts leaves nothing behind.

    Args:
        root: Where the workspace will lie.
        definitions: What to ask, check and compute.
        progress: Told of each step: how many are done, of how many, and what is being done.
    """
    world = demonstration_world(definitions)
    building = root.with_name(f".{root.name}.{secrets.token_hex(4)}")
    try:
        workspace = Workspace.create(building, "demonstration", _reference(world))
        workspace.context.write({"observations": observations_table(world.context)}, {"sources": [], "written": now()})
        _answer_every_round(workspace, definitions, world, progress)
        release = Computation(workspace, definitions).release()
        root.parent.mkdir(parents=True, exist_ok=True)
        _replace_empty(root)
        building.rename(root)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return release


def _answer_every_round(
    workspace: Workspace, definitions: Definitions, world: DemonstrationWorld, progress: Progress
) -> None:
    """Countries do not know of each other, so that each can be answered in a process of its own."""
    countries: dict[str, list[FilledQuestionnaire]] = {}
    for filled in sorted(world.questionnaires, key=lambda each: each.year):
        countries.setdefault(filled.ref_area, []).append(filled)
    steps = len(countries) + 1
    workers = min(os.cpu_count() or 1, len(countries), MOST_WORKERS)
    with ProcessPoolExecutor(workers) as pool:
        rounds = [
            pool.submit(answer_country, workspace.root, definitions.root, tuple(each)) for each in countries.values()
        ]
        for number, done in enumerate(as_completed(rounds), start=1):
            progress(number, steps, done.result())


def _reference(world: DemonstrationWorld) -> dict[str, pa.Table]:
    return {"areas": world.areas, "groups": world.groups, "members": world.members}


def _replace_empty(root: Path) -> None:
    if root.is_dir() and not any(root.iterdir()):
        root.rmdir()


def answer_country(root: Path, definitions_root: Path, rounds: tuple[FilledQuestionnaire, ...]) -> str:
    """Take one country through its rounds, the oldest first, and return its code."""
    inquiry = Inquiry(Workspace.open(root), load(definitions_root))
    for filled in rounds:
        answer_round(inquiry, filled)
    return rounds[0].ref_area


def answer_round(inquiry: Inquiry, filled: FilledQuestionnaire) -> None:
    """Write one filled workbook, read it back, and accept it where the world says so."""
    plan = inquiry.plan(filled.ref_area, filled.year, filled.language, filled.inventory, filled.answers)
    path = inquiry.workspace.workbooks / f"{filled.ref_area}-{filled.year}-{filled.language}.xlsx"
    inquiry.write(path, plan)
    submission = inquiry.read(path).submission
    if filled.accepted:
        inquiry.accept(submission, filled.explanations)
