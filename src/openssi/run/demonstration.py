"""The demonstration world, taken through every stage as a real round would be."""

import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from openssi.definitions import Definitions
from openssi.run.computation import Computation
from openssi.run.inquiry import Inquiry
from openssi.store import Workspace, observations_table
from openssi.store.workspace import now
from openssi.training import DemonstrationWorld, FilledQuestionnaire, demonstration_world
from openssi.vocabulary.release import Release

Progress = Callable[[int, int, str], None]


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
        steps = len(world.questionnaires) + 1
        inquiry = Inquiry(workspace, definitions)
        for number, filled in enumerate(sorted(world.questionnaires, key=lambda each: each.year)):
            progress(number, steps, f"{filled.ref_area} {filled.year}")
            answer_round(inquiry, filled)
        progress(steps - 1, steps, "")
        release = Computation(workspace, definitions).release()
        progress(steps, steps, "")
        root.parent.mkdir(parents=True, exist_ok=True)
        _replace_empty(root)
        building.rename(root)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return release


def _reference(world: DemonstrationWorld) -> Mapping[str, object]:
    return {"areas": world.areas, "groups": world.groups, "members": world.members}


def _replace_empty(root: Path) -> None:
    if root.is_dir() and not any(root.iterdir()):
        root.rmdir()


def answer_round(inquiry: Inquiry, filled: FilledQuestionnaire) -> None:
    """Write one filled workbook, read it back, and accept it where the world says so."""
    plan = inquiry.plan(filled.ref_area, filled.year, filled.language, filled.inventory, filled.answers)
    path = inquiry.workspace.workbooks / f"{filled.ref_area}-{filled.year}-{filled.language}.xlsx"
    inquiry.write(path, plan)
    submission, _, _ = inquiry.read(path)
    if filled.accepted:
        inquiry.accept(submission, filled.explanations)
