"""The demonstration world, taken through every stage as a real round would be."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from openssi.definitions import Definitions, load
from openssi.indicators import InquiryResults
from openssi.run.computation import Computation
from openssi.run.inquiry import CORE, FULL, Inquiry
from openssi.run.validation import Explanation
from openssi.store import Workspace, observations_table
from openssi.store.submissions import Submissions
from openssi.store.workspace import now
from openssi.training import DemonstrationFrame, FilledQuestionnaire, demonstration_answers, demonstration_frame
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.release import Release
from openssi.vocabulary.submission import Fingerprint, Submission

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
    frame = demonstration_frame(definitions)
    building = root.with_name(f".{root.name}.{secrets.token_hex(4)}")
    try:
        workspace = Workspace.create(building, "demonstration", _reference(frame))
        workspace.context.write({"observations": observations_table(frame.context)}, {"sources": [], "written": now()})
        results = _answer_every_round(workspace, definitions, frame.answering, progress)
        computation = Computation(workspace, definitions)
        computation.keep_computed(results)
        release = computation.release()
        root.parent.mkdir(parents=True, exist_ok=True)
        _replace_empty(root)
        building.rename(root)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return release


def _answer_every_round(
    workspace: Workspace, definitions: Definitions, countries: Sequence[str], progress: Progress
) -> list[InquiryResults]:
    """Countries do not know of each other, so that each can be answered in a process of its own.

    Returns:
        Totals and indicators of each country, in the order of their codes.
    """
    steps = len(countries) + 1
    workers = min(os.cpu_count() or 1, len(countries), MOST_WORKERS)
    with ProcessPoolExecutor(workers) as pool:
        rounds = {
            pool.submit(answer_country, workspace.root, definitions.root, each): each for each in sorted(countries)
        }
        try:
            for number, done in enumerate(as_completed(rounds), start=1):
                done.result()
                progress(number, steps, rounds[done])
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        return [done.result() for done in rounds]


def _reference(frame: DemonstrationFrame) -> dict[str, pa.Table]:
    return {"areas": frame.areas, "groups": frame.groups, "members": frame.members}


def _replace_empty(root: Path) -> None:
    if root.is_dir() and not any(root.iterdir()):
        root.rmdir()


def answer_country(root: Path, definitions_root: Path, ref_area: str) -> InquiryResults:
    """Take one country through its rounds, the oldest first, and return its totals and indicators."""
    definitions, workspace = load(definitions_root), Workspace.open(root)
    inquiry = Inquiry(_RememberingWorkspace(workspace.root, workspace.kind), definitions)
    for filled in demonstration_answers(definitions, ref_area):
        if filled.is_workbook:
            answer_round(Inquiry(workspace, definitions), filled)
        else:
            hand_in(inquiry, filled)
    submissions = inquiry.workspace.submissions
    accepted = submissions.accepted_observations(ref_area, workspace.submissions.accepted_years(ref_area))
    return Computation(workspace, definitions).of_inquiry(accepted)


@dataclass(frozen=True)
class _RememberingSubmissions(Submissions):
    """Submissions of which a process reads back only what it has not written itself."""

    known: dict[str, tuple[Observation, ...]] = field(default_factory=dict)

    def save(self, submission: Submission, observations: Iterable[Observation], original: Path | None) -> None:
        self.known[submission.id] = tuple(observations)
        super().save(submission, self.known[submission.id], original)

    def observations(self, submission_id: str) -> tuple[Observation, ...]:
        return self.known.get(submission_id) or super().observations(submission_id)

    def accepted_observations(self, ref_area: str, years: Iterable[int]) -> tuple[Observation, ...]:
        found: list[Observation] = []
        for year in sorted(set(years) & set(self.accepted_years(ref_area))):
            known = self.known.get(f"{ref_area}-{year}")
            found += known if known is not None else super().accepted_observations(ref_area, [year])
        return tuple(found)


@dataclass(frozen=True)
class _RememberingWorkspace(Workspace):
    _submissions: list[_RememberingSubmissions] = field(default_factory=list)

    @property
    def submissions(self) -> Submissions:
        if not self._submissions:
            self._submissions.append(_RememberingSubmissions(self.root))
        return self._submissions[0]


def answer_round(inquiry: Inquiry, filled: FilledQuestionnaire) -> None:
    """Write one filled workbook, read it back, and accept it where the world says so."""
    form = CORE if filled.is_core else FULL
    plan = inquiry.plan(filled.ref_area, filled.year, filled.language, filled.inventory, filled.answers, form)
    path = inquiry.workspace.workbooks / f"{filled.ref_area}-{filled.year}-{filled.language}.xlsx"
    inquiry.write(path, plan)
    submission = inquiry.read(path).submission
    if filled.accepted:
        inquiry.accept(submission, _explanations(filled))


def hand_in(inquiry: Inquiry, filled: FilledQuestionnaire) -> None:
    """Keep answers that come without a workbook, and accept them where the world says so."""
    version = inquiry.definitions.questionnaire.version
    fingerprint = Fingerprint(filled.ref_area, filled.year, version, filled.language, "v0")
    digest = sha256("\n".join(f"{each.id} {each.value} {each.text_value}" for each in filled.answers).encode())
    submission = Submission(
        fingerprint=fingerprint,
        file=f"{filled.ref_area}-{filled.year}",
        sha256=digest.hexdigest(),
        state="read",
        read_at=now(),
    )
    inquiry.workspace.submissions.save(submission, filled.answers, None)
    if filled.accepted:
        inquiry.accept(submission, _explanations(filled))


def _explanations(filled: FilledQuestionnaire) -> dict[str, Explanation]:
    return {rule: Explanation(text) for rule, text in filled.explanations.items()}
