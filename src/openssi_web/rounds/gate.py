"""The gate between the two databases: the answers of a submission become a version of the statistics.

What the rules find at the gate is what stands in the way of submitting and accepting; nothing else decides about it.
"""

import datetime as dt
import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from openssi.run.validation import Explanation
from openssi.store.workspace import now
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi_web.rounds.answers import contents, current_contents, observations_of
from openssi_web.rounds.content import EMPTY, Content
from openssi_web.rounds.findings import explanations_of
from openssi_web.rounds.models import Entry, SubmissionDraft, Transition
from openssi_web.rounds.recent import Recent
from openssi_web.rounds.recording import latest_versions, record_versions
from openssi_web.rounds.workspace import definitions, inquiry

ESTIMATED, UNVALIDATED = "E", "V"
"""Codes of CL_OBS_STATUS: what was compiled at the desk and nobody confirmed is published as an estimate."""

COMPILED = "DESK_COMPILED"
"""How an estimate came to be that was compiled at the desk and not confirmed."""

RESERVE = "[ACCEPTED_WITH_RESERVE] "
"""Before the reason of the compiler where it stands in place of an explanation by the country."""

_SECONDS_KEPT = 30
_MOST_KEPT = 32
_Key = tuple[int, dt.datetime, int]
_kept = Recent[_Key, tuple[float, "AtTheGate"]](_MOST_KEPT)


@dataclass(frozen=True, slots=True)
class AtTheGate:
    """What the rules find in the answers of a submission as they would be accepted.

    Attributes:
        hard: Findings that block.
        soft: Findings that need an answer and have none.
    """

    hard: tuple[Finding, ...]
    soft: tuple[Finding, ...]

    @classmethod
    def of(cls, found: Iterable[Finding]) -> "AtTheGate":
        """Return what is open among findings."""
        opened = tuple(each for each in found if each.state == "open")
        hard = tuple(each for each in opened if each.severity == "E")
        return cls(hard, tuple(each for each in opened if each.severity == "W"))


def at_the_gate(draft: SubmissionDraft) -> AtTheGate:
    """Return what stands between a submission and its acceptance; kept for some seconds until somebody does something.

    Decisions on rules are made elsewhere, and hold here after these seconds at the latest.
    """
    newest = draft.entries.order_by("-pk").values_list("pk", flat=True).first() or 0
    key = (draft.pk, draft.opened_at, newest)
    known = _kept.get(key)
    if known is not None and time.monotonic() - known[0] < _SECONDS_KEPT:
        return known[1]
    found = AtTheGate.of(_findings(draft, _answers(draft)))
    return _kept.put(key, (time.monotonic(), found))[1]


def accept(draft: SubmissionDraft, *, reserve: str = "", estimated: bool = False) -> int:
    """Write the answers of a submission to the statistics and return the number of their version.

    Accepting the same answers once more, where the first attempt wrote them and was not recorded, writes nothing.

    Args:
        draft: The submission.
        reserve: Why they are accepted although findings were not answered, empty where none is open.
        estimated: Whether what was compiled and not confirmed becomes an estimate.

    Raises:
        FixTheAnswer: if a finding that blocks is open, or one that needs an answer has none.
    """
    answers = _answers(draft)
    if estimated:
        answers = tuple(_estimated(each) for each in answers)
    submission = _submission(draft, answers)
    store = inquiry().workspace.submissions
    before = store.accepted(submission.id)
    if before.exists and before.record().get("sha256") == submission.sha256:
        return int(before.record()["vintage"])
    said = _said(draft, answers)
    if reserve:
        opened = AtTheGate.of(inquiry().at_acceptance(submission, answers, said, revision_of(draft))).soft
        said.update({each.id: Explanation(f"{RESERVE}{reserve}") for each in opened})
    store.save(submission, answers, None)
    accepted, _ = inquiry().accept(submission, said, revision_of(draft))
    return accepted.vintage


def restore_accepted(draft: SubmissionDraft, entry: Entry) -> int:
    """Make the answers of a submission those of its accepted version, and return how many cells changed.

    They differ where the version was corrected by the compiler. Only actions call this, inside their transaction.
    """
    area, year = draft.ref_area, draft.round.year
    accepted = contents(
        inquiry().workspace.submissions.accepted_observations(area, [year]), definitions().questionnaire
    )
    current = current_contents(draft)
    changed = {key: each for key, each in accepted.items() if not _is_as_accepted(current.get(key, EMPTY), each)}
    record_versions(draft, entry, changed, latest_versions(draft, tuple(changed)) if changed else {})
    return len(changed)


def revision_of(draft: SubmissionDraft) -> str:
    """Return why figures that were accepted before are changed (CL_REVREASON), empty where none were."""
    return _revising(draft).values_list("code", flat=True).first() or ""


# Steps


def _revising(draft: SubmissionDraft) -> QuerySet[Transition]:
    """The transitions that say why accepted figures are changed, the latest first."""
    return draft.transitions.exclude(code="").order_by("-pk")


def _is_as_accepted(current: Content, accepted: Content) -> bool:
    """Whether a cell says what was accepted; explanations stand beside the answers in the process."""
    return current.says_the_same_as(replace(accepted, explanation=current.explanation))


def _answers(draft: SubmissionDraft) -> tuple[Observation, ...]:
    return tuple(observations_of(draft, definitions().questionnaire))


def _submission(draft: SubmissionDraft, answers: Sequence[Observation]) -> Submission:
    year, version = draft.round.year, draft.round.questionnaire_version
    fingerprint = Fingerprint(draft.ref_area, year, version, draft.round.language, draft.base)  # type: ignore[arg-type]
    return Submission(
        fingerprint=fingerprint, file="", sha256=_digest(draft, answers), state="validated", read_at=now()
    )


def _digest(draft: SubmissionDraft, answers: Sequence[Observation]) -> str:
    """SHA-256 of the answers and of what was said of them; a revision is told from what it revises by its reason."""
    said = sorted((finding, each.text, each.reason) for finding, each in explanations_of(draft).items())
    whole = hashlib.sha256(repr((said, revision_of(draft))).encode())
    for each in answers:
        told = (each.id, each.value, each.text_value, each.unit_mult, each.currency, each.obs_status, each.source)
        whole.update(repr((*told, each.ref_detail, each.note, each.method, each.explanation)).encode())
    return whole.hexdigest()


def _estimated(each: Observation) -> Observation:
    """An estimate says how it was made (rule R007): where nothing says it, that it was compiled at the desk."""
    if each.obs_status != UNVALIDATED:
        return each
    return replace(each, obs_status=ESTIMATED, method=each.method or COMPILED)


def _findings(draft: SubmissionDraft, answers: Sequence[Observation]) -> tuple[Finding, ...]:
    said = _said(draft, answers)
    return inquiry().at_acceptance(_submission(draft, answers), answers, said, revision_of(draft))


def _said(draft: SubmissionDraft, answers: Sequence[Observation]) -> dict[str, Explanation]:
    """What the country said of findings that are still there, and why figures that were accepted are changed."""
    told: Mapping[str, Explanation] = explanations_of(draft)
    submission, revision = _submission(draft, answers), revision_of(draft)
    there = {each.id for each in inquiry().findings_of(submission, answers)} if told else set()
    said = {finding: each for finding, each in told.items() if finding in there}
    if revision:
        found = AtTheGate.of(inquiry().at_acceptance(submission, answers, said, revision)).soft
        levels = {each.id: each.level for each in definitions().rules}
        why = Explanation(_revising(draft).values_list("reason", flat=True).first() or "")
        said.update({each.id: why for each in found if levels.get(each.rule) == "revision"})
    return said
