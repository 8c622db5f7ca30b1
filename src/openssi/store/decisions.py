"""The log of decisions of a workspace, and the vintages that corrections make.

Each kind of decision is one file of JSON lines, switched in one step. A line is never changed or removed: ending a
tolerance or reviewing a correction is a line of its own, and what a decision is now is read from all its lines.
"""

import datetime as dt
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeVar

from openssi.store.folders import VersionedFolder
from openssi.store.observations import observations_table
from openssi.store.submissions import Submissions
from openssi.vocabulary.decision import (
    CORRECTION_FIELDS,
    ROLES,
    Correction,
    CorrectionField,
    CorrectionStatus,
    Ending,
    Person,
    Role,
    Tolerance,
    Waiver,
)
from openssi.vocabulary.errors import FixTheFile, TryAgain
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.rule import Severity

Kind = Literal["tolerances", "waivers", "corrections"]
Action = Literal["decided", "proposed", "ended", "approved", "withdrawn", "applied"]
Line = Mapping[str, str]
Decision = TypeVar("Decision", Tolerance, Waiver, Correction)

_LETTERS: Mapping[Kind, str] = {"tolerances": "T", "waivers": "W", "corrections": "C"}
_STATUSES: Mapping[str, CorrectionStatus] = {"approved": "approved", "withdrawn": "withdrawn", "applied": "applied"}
_SEVERITIES: Mapping[str, Severity] = {"E": "E", "W": "W", "I": "I"}
_FILE = "decisions.jsonl"
_ATTEMPTS = 5
_PATIENCE = 3.0
"""Seconds for which a decision waits for another one."""


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """Decisions of a workspace in the order in which they were taken."""

    root: Path

    def tolerances(self) -> tuple[Tolerance, ...]:
        """Return every tolerance that was ever set."""
        return self._read("tolerances", _tolerance)

    def waivers(self) -> tuple[Waiver, ...]:
        """Return every waiver that was ever given."""
        return self._read("waivers", _waiver)

    def corrections(self) -> tuple[Correction, ...]:
        """Return every correction that was ever proposed."""
        return self._read("corrections", _correction)

    def add_tolerance(self, tolerance: Tolerance, moment: str) -> Tolerance:
        """Add a tolerance and return it with its id."""
        body = {"rule": tolerance.rule, "name": tolerance.name, "ref_area": tolerance.ref_area}
        body |= {"value": str(tolerance.value), "usual": str(tolerance.usual), "valid_to": str(tolerance.valid_to)}
        given = _line("decided", moment, tolerance.decided_by, tolerance.decided_on, tolerance.reason, **body)
        return replace(tolerance, id=self._add("tolerances", given))

    def add_waiver(self, waiver: Waiver, moment: str) -> Waiver:
        """Add a waiver and return it with its id."""
        body = {"rule": waiver.rule, "severity": waiver.severity, "obs_id": waiver.obs_id}
        given = _line("decided", moment, waiver.decided_by, waiver.decided_on, waiver.reason, **body)
        return replace(waiver, id=self._add("waivers", given))

    def add_correction(self, correction: Correction, moment: str) -> Correction:
        """Add a proposed correction and return it with its id."""
        body = {"obs_id": correction.obs_id, "field": correction.field, "source": correction.source}
        body |= {"expected": correction.expected, "corrected": correction.corrected}
        given = _line("proposed", moment, correction.proposed_by, correction.proposed_on, correction.reason, **body)
        return replace(correction, id=self._add("corrections", given))

    def end(self, kind: Kind, decision: str, ending: Ending, moment: str) -> None:
        """Record that a tolerance or a waiver ends."""
        self._append(kind, {**_line("ended", moment, ending.by, ending.on, ending.reason), "id": decision})

    def review(self, decision: str, action: Literal["approved", "withdrawn"], review: Ending, moment: str) -> None:
        """Record what a person made of a correction."""
        self._append("corrections", {**_line(action, moment, review.by, review.on, review.reason), "id": decision})

    def applied(self, decision: str, vintage: int, day: dt.date, moment: str) -> None:
        """Record the accepted version that holds a correction."""
        line = {"id": decision, "action": "applied", "moment": moment, "on": str(day), "vintage": str(vintage)}
        self._append("corrections", line)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let one process read and add at a time, so that no decision overwrites another.

        Raises:
            TryAgain: if another one is at it.
        """
        sign = self.root / "decisions" / ".turn"
        sign.parent.mkdir(parents=True, exist_ok=True)
        _put_up(sign)
        try:
            yield
        finally:
            sign.unlink(missing_ok=True)

    def fingerprint(self) -> str:
        """Return a checksum that changes with every line; empty where nothing was ever decided."""
        pointers = [self._folder(kind) for kind in _LETTERS]
        versions = [str(each.record()["folder"]) for each in pointers if each.exists]
        return hashlib.sha256(" ".join(versions).encode()).hexdigest()[:16] if versions else ""

    def _folder(self, kind: Kind) -> VersionedFolder:
        return VersionedFolder(self.root / "decisions", kind)

    def _lines(self, kind: Kind) -> list[dict[str, str]]:
        folder = self._folder(kind)
        if not folder.exists:
            return []
        path = folder.path(_FILE)
        for _ in range(_ATTEMPTS):
            if path.exists():
                break
            path = folder.path(_FILE)  # Another version has become the current one meanwhile.
        try:
            return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        except (OSError, ValueError) as error:
            raise FixTheFile.because("WORKSPACE_DAMAGED", Place(file=str(path))) from error

    def _read(self, kind: Kind, build: Callable[[Sequence[Line]], Decision]) -> tuple[Decision, ...]:
        found: dict[str, list[Line]] = {}
        try:
            for line in self._lines(kind):
                found.setdefault(line["id"], []).append(line)
            return tuple(build(lines) for lines in found.values())
        except (KeyError, ValueError, TypeError, ArithmeticError) as error:
            raise FixTheFile.because("WORKSPACE_DAMAGED", Place(file=str(self._folder(kind).path(_FILE)))) from error

    def _add(self, kind: Kind, line: Line) -> str:
        known = {each["id"] for each in self._lines(kind)}
        decision = f"{_LETTERS[kind]}{len(known) + 1:04d}"
        self._append(kind, {**line, "id": decision})
        return decision

    def _append(self, kind: Kind, line: Line) -> None:
        lines = [*self._lines(kind), line]
        content = "".join(f"{json.dumps(each, ensure_ascii=False, sort_keys=True)}\n" for each in lines)
        record = {"recorded": line["moment"], "lines": len(lines)}
        self._folder(kind).write({}, record, {_FILE: content.encode()})


def _put_up(sign: Path) -> None:
    """Make a file that only one process can make."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            os.close(os.open(sign, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError as error:
            if time.monotonic() > until:
                raise TryAgain.because("DECISIONS_BUSY", Place(file=str(sign))) from error
            time.sleep(0.02)
        else:
            return


def _line(action: Action, moment: str, by: Person, on: dt.date, reason: str, **body: str) -> dict[str, str]:
    who = {"by": by.name, "role": by.role}
    return {"action": action, "moment": moment, "on": on.isoformat(), "reason": reason, **who, **body}


def _person(line: Line) -> Person:
    return Person(line["by"], _role(line["role"]))


def _role(written: str) -> Role:
    return ROLES[[*map(str, ROLES)].index(written)]


def _field(written: str) -> CorrectionField:
    return CORRECTION_FIELDS[[*map(str, CORRECTION_FIELDS)].index(written)]


def _day(line: Line, name: str = "on") -> dt.date:
    return dt.date.fromisoformat(line[name])


def _ending(lines: Sequence[Line]) -> Ending | None:
    ended = next((each for each in lines if each["action"] == "ended"), None)
    return Ending(_day(ended), _person(ended), ended["reason"]) if ended else None


def _tolerance(lines: Sequence[Line]) -> Tolerance:
    first = lines[0]
    return Tolerance(
        id=first["id"],
        rule=first["rule"],
        name=first["name"],
        ref_area=first["ref_area"],
        value=Decimal(first["value"]),
        usual=Decimal(first["usual"]),
        reason=first["reason"],
        decided_by=_person(first),
        decided_on=_day(first),
        valid_to=_day(first, "valid_to"),
        ending=_ending(lines),
    )


def _waiver(lines: Sequence[Line]) -> Waiver:
    first = lines[0]
    return Waiver(
        id=first["id"],
        rule=first["rule"],
        severity=_SEVERITIES[first["severity"]],
        obs_id=first["obs_id"],
        reason=first["reason"],
        decided_by=_person(first),
        decided_on=_day(first),
        ending=_ending(lines),
    )


def _correction(lines: Sequence[Line]) -> Correction:
    first = lines[0]
    proposed = Correction(
        id=first["id"],
        obs_id=first["obs_id"],
        field=_field(first["field"]),
        expected=first["expected"],
        corrected=first["corrected"],
        reason=first["reason"],
        source=first["source"],
        proposed_by=_person(first),
        proposed_on=_day(first),
    )
    for line in lines[1:]:
        proposed = _after(proposed, line)
    return proposed


def _after(correction: Correction, line: Line) -> Correction:
    status = _STATUSES[line["action"]]
    if status == "applied":
        return replace(correction, status=status, applied_on=_day(line), applied_vintage=int(line["vintage"]))
    reviewer = _person(line)
    return replace(
        correction, status=status, reviewed_by=reviewer, reviewed_on=_day(line), review_reason=line["reason"]
    )


def held_corrections(submissions: Submissions, submission_id: str) -> frozenset[str]:
    """Return the corrections that the current accepted version of a submission holds."""
    return frozenset(submissions.accepted(submission_id).record().get("corrections", ()))


def keep_corrected(
    submissions: Submissions, submission_id: str, observations: Iterable[Observation], held: Iterable[str]
) -> int:
    """Write corrected answers as the next vintage of an accepted submission and return its number.

    Args:
        submissions: Those of the workspace.
        submission_id: An accepted one.
        observations: All its answers, corrected.
        held: Ids of all corrections that they hold.
    """
    folder = submissions.accepted(submission_id)
    record = folder.record()
    vintage = int(record["vintage"]) + 1
    submissions.confirmations.carry(submission_id, int(record["vintage"]), vintage)
    numbered = observations_table(replace(each, submission=submission_id, vintage=vintage) for each in observations)
    here = folder.path("")
    files = {path.name: path for path in here.iterdir() if path.suffix != ".parquet"}
    tables = {"observations": numbered, "findings": folder.table("findings")}
    folder.write(tables, {**record, "vintage": vintage, "corrections": sorted(held)}, files)
    if submissions.draft(submission_id).exists:
        submissions.draft(submission_id).update(vintage=vintage)
    return vintage
