"""What decisions do: tolerances of a country, waived findings, corrected cells, and the tables of a release."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal

from openssi.store import Workspace
from openssi.store.decisions import DecisionLog, held_corrections, keep_corrected
from openssi.store.workspace import now
from openssi.vocabulary.decision import CellKey, Correction, Ending, Tolerance, Waiver, shown
from openssi.vocabulary.errors import FixTheAnswer, Problem
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.rule import Finding

Rows = dict[str, list[dict[str, object]]]


def today() -> dt.date:
    """Return the present day in UTC, as the log counts days."""
    return dt.date.fromisoformat(now()[:10])


def tolerances_of(tolerances: Iterable[Tolerance], ref_area: str, day: dt.date) -> Mapping[str, Mapping[str, Decimal]]:
    """Return the tolerances of a country that hold on a day: by rule, then by name."""
    found: dict[str, dict[str, Decimal]] = {}
    for each in tolerances:
        if each.ref_area == ref_area and each.holds(day):
            found.setdefault(each.rule, {})[each.name] = each.value
    return found


def waived(findings: Iterable[Finding], waivers: Iterable[Waiver], day: dt.date) -> tuple[Finding, ...]:
    """Return findings, those that a waiver is about as waived and with its reason, whatever their severity.

    A finding that the country has explained keeps its explanation: there is nothing left to waive.
    """
    reasons = {(each.rule, each.obs_id): each.reason for each in waivers if each.holds(day)}
    return tuple(
        replace(each, state="waived", explanation=reasons[each.rule, each.obs_id])
        if each.state == "open" and (each.rule, each.obs_id) in reasons
        else each
        for each in findings
    )


def corrected(observations: Sequence[Observation], corrections: Iterable[Correction]) -> tuple[Observation, ...]:
    """Return observations with corrections applied one after the other; the note of a cell keeps what stood before.

    Raises:
        FixTheAnswer: with every correction whose cell is not there or holds something else than is expected.
    """
    changed = list(observations)
    places = {each.id: at for at, each in enumerate(changed)}
    problems: list[Problem] = []
    for correction in corrections:
        at = places.get(correction.obs_id)
        problem = mismatch(correction, None if at is None else changed[at])
        if problem is not None:
            problems.append(problem)
        elif at is not None:
            changed[at] = correction.applied_to(changed[at])
    if problems:
        raise FixTheAnswer(problems)
    return tuple(changed)


def mismatch(correction: Correction, cell: Observation | None) -> Problem | None:
    """Return why a correction does not fit a cell, none where it does."""
    values = {"field": correction.field, "expected": correction.expected, "corrected": correction.corrected}
    name = f"{correction.id} {correction.obs_id}".strip()
    if cell is None:
        return Problem("CORRECTION_CELL_UNKNOWN", Place(item=name), values)
    if correction.matches(cell):
        return None
    place = replace(cell.place, item=name)
    return Problem("CORRECTION_NO_MATCH", place, {**values, "found": shown(cell, correction.field)})


def due_corrections(workspace: Workspace) -> dict[str, list[Correction]]:
    """Return, by submission, the corrections that its current accepted version has yet to take.

    A correction that was applied to an earlier version is due again when the country's answers were accepted anew.
    """
    due: dict[str, list[Correction]] = defaultdict(list)
    held: dict[str, frozenset[str]] = {}
    for each in DecisionLog(workspace.root).corrections():
        key = CellKey.of(each.obs_id)
        if key is None or each.status not in {"approved", "applied"}:
            continue
        if key.submission not in held:
            held[key.submission] = held_corrections(workspace.submissions, key.submission)
        if each.id not in held[key.submission] or each.status == "approved":
            due[key.submission].append(each)
    return dict(due)


def apply_corrections(workspace: Workspace) -> tuple[Correction, ...]:
    """Write a new vintage of every submission that has corrections due, and return the corrections.

    Raises:
        FixTheAnswer: if one does not match; then nothing is written at all.
        TryAgain: if another process is recording a decision.
    """
    if not due_corrections(workspace):
        return ()
    log = DecisionLog(workspace.root)
    with log.turn():
        due = due_corrections(workspace)
        made = _corrected_submissions(workspace, due)
        for submission, answers in made.items():
            held = held_corrections(workspace.submissions, submission)
            fresh = {each.id for each in due[submission]} - held
            vintage = _vintage(workspace, submission)
            if fresh:
                vintage = keep_corrected(workspace.submissions, submission, answers, held | fresh)
            for each in due[submission]:
                log.applied(each.id, vintage, today(), now())
    return tuple(each for found in due.values() for each in found)


def _corrected_submissions(
    workspace: Workspace, due: Mapping[str, Sequence[Correction]]
) -> dict[str, tuple[Observation, ...]]:
    made: dict[str, tuple[Observation, ...]] = {}
    problems: list[Problem] = []
    for submission, corrections in due.items():
        held = held_corrections(workspace.submissions, submission)
        try:
            fresh = [each for each in corrections if each.id not in held]
            made[submission] = corrected(accepted_answers(workspace, submission), fresh)
        except FixTheAnswer as error:
            problems += error.problems
    if problems:
        raise FixTheAnswer(problems)
    return made


def accepted_answers(workspace: Workspace, submission: str) -> tuple[Observation, ...]:
    """Return the accepted answers of a submission (`QMA-2023`), none where nothing was accepted."""
    area, _, year = submission.rpartition("-")
    return workspace.submissions.accepted_observations(area, [int(year)])


def _vintage(workspace: Workspace, submission: str) -> int:
    return int(workspace.submissions.accepted(submission).record().get("vintage", 0))


def decision_tables(
    tolerances: Iterable[Tolerance],
    waivers: Iterable[Waiver],
    corrections: Iterable[Correction],
    day: dt.date,
    closed: AbstractSet[str] = frozenset(),
) -> Rows:
    """Return the rows of the tables of a release, by the id of the table.

    Args:
        tolerances: All of them, ended ones included.
        waivers: All of them.
        corrections: Those that were only proposed, or withdrawn before they were applied, are not for readers.
        day: The day of the release.
        closed: Ids of cells that are not free for publication: what a correction says of them is left out.
    """
    told = (each for each in corrections if each.status in {"approved", "applied"} or each.applied_on is not None)
    return {
        "tolerances": [_tolerance_row(each, day) for each in tolerances],
        "waivers": [_waiver_row(each, day) for each in waivers],
        "corrections": [_correction_row(each, is_free=each.obs_id not in closed) for each in told],
    }


def _tolerance_row(tolerance: Tolerance, day: dt.date) -> dict[str, object]:
    return {
        "tolerance_id": tolerance.id,
        "rule": tolerance.rule,
        "tolerance": tolerance.name,
        "ref_area": tolerance.ref_area,
        "value": tolerance.value,
        "usual_value": tolerance.usual,
        **_decided(tolerance),
        "valid_to": tolerance.valid_to.isoformat(),
        **_ended(tolerance.ending),
        "state": state_of(tolerance, day),
    }


def _waiver_row(waiver: Waiver, day: dt.date) -> dict[str, object]:
    key = CellKey.of(waiver.obs_id)
    return {
        "waiver_id": waiver.id,
        "rule": waiver.rule,
        "severity": waiver.severity,
        "ref_area": key.ref_area if key else "",
        "time_period": key.time_period if key else None,
        "obs_id": waiver.obs_id,
        **_decided(waiver),
        **_ended(waiver.ending),
        "state": state_of(waiver, day),
    }


def _correction_row(correction: Correction, *, is_free: bool) -> dict[str, object]:
    key = CellKey.of(correction.obs_id)
    told = ("expected", "corrected", "reason", "source")
    reviewed = correction.reviewed_by
    return {
        "correction_id": correction.id,
        "ref_area": key.ref_area if key else "",
        "time_period": key.time_period if key else None,
        "obs_id": correction.obs_id,
        "field": correction.field,
        **{name: getattr(correction, name) if is_free else "" for name in told},
        "status": correction.status,
        "proposed_role": correction.proposed_by.role,
        "proposed_on": correction.proposed_on.isoformat(),
        "reviewed_role": reviewed.role if reviewed else "",
        "reviewed_on": _written(correction.reviewed_on),
        "applied_on": _written(correction.applied_on),
        "vintage": correction.applied_vintage,
    }


def _decided(decision: Tolerance | Waiver) -> dict[str, object]:
    return {
        "reason": decision.reason,
        "decided_role": decision.decided_by.role,
        "decided_on": decision.decided_on.isoformat(),
    }


def _ended(ending: Ending | None) -> dict[str, object]:
    if ending is None:
        return {"ended_on": "", "ended_role": "", "end_reason": ""}
    return {"ended_on": ending.on.isoformat(), "ended_role": ending.by.role, "end_reason": ending.reason}


def state_of(decision: Tolerance | Waiver, day: dt.date) -> str:
    """Return `in_force`, `ended` (before its time) or `expired`."""
    if decision.ending is not None and day >= decision.ending.on:
        return "ended"
    return "in_force" if decision.holds(day) else "expired"


def _written(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
