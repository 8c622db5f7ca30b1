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
from openssi.vocabulary.confirmation import Confirmation, Dissent
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi_web.rounds.acceptance.interventions import answers_for_the_gate, interventions_of
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.findings import explanations_of
from openssi_web.rounds.answers.observations import contents, current_contents
from openssi_web.rounds.queries.times import queries_asked
from openssi_web.rounds.requests.recording import latest_versions, record_versions
from openssi_web.rounds.submissions.models import Entry, SubmissionDraft, Transition
from openssi_web.rounds.submissions.recent import Recent
from openssi_web.rounds.workspace import definitions, inquiry

ESTIMATED, UNVALIDATED, CONFIRMED = "E", "V", "A"
"""Codes of CL_OBS_STATUS: what was compiled at the desk is published as an estimate where nobody confirmed it, and
as any other figure where the country did. Its source stays beside it."""

FROM_SOURCE = "DESK_COMPILED"
"""Method of an estimate that was compiled at the desk from the source that stands beside it."""

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


def accept(draft: SubmissionDraft, *, reserve: str = "", compiled: str = UNVALIDATED) -> int:
    """Write the answers of a submission to the statistics and return the number of their version.

    What the compiler imputed or suppressed stands in it. No release holds it before `release`.

    Accepting the same answers once more, where the first attempt wrote them and was not recorded, writes nothing.

    Args:
        draft: The submission.
        reserve: Why they are accepted although findings were not answered, empty where none is open.
        compiled: Status of what was compiled at the desk.

    Raises:
        FixTheAnswer: if a finding that blocks is open, or one that needs an answer has none.
    """
    answers = _answers(draft, compiled)
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
    queries = queries_asked(draft)
    accepted, _ = inquiry().accept(submission, said, revision_of(draft), awaited=True, queries=queries)
    return accepted.vintage


def release(draft: SubmissionDraft, how: str, dissents: tuple[Dissent, ...]) -> None:
    """Let the accepted version of a submission enter releases.

    Args:
        draft: The submission.
        how: The transition that lets it go.
        dissents: The figures that are published side by side.
    """
    store = inquiry().workspace.submissions
    vintage = int(store.accepted(str(draft)).record()["vintage"])
    said = Confirmation(is_awaited=False, how=how, on=now()[:10], dissents=dissents)
    store.confirmations.keep(str(draft), vintage, said)


def answers_to_publish(draft: SubmissionDraft) -> tuple[Observation, ...]:
    """Return the accepted answers of a submission; of what was compiled and not accepted yet, those that would be."""
    asked = draft.transitions.filter(after="COUNTRY_CONFIRMATION").order_by("-pk").first()
    if draft.state == "COUNTRY_CONFIRMATION" and asked is not None and asked.before == "DESK_COMPILED":
        return _answers(draft, ESTIMATED)
    return inquiry().workspace.submissions.accepted_observations(draft.ref_area, [draft.round.year])


def holds_compiled(draft: SubmissionDraft) -> bool:
    """Whether something of a submission was compiled at the desk and is not confirmed yet."""
    was_compiled = draft.transitions.filter(after="DESK_COMPILED").exists()
    return was_compiled and any(each.obs_status == UNVALIDATED for each in answers_for_the_gate(draft))


def restore_accepted(draft: SubmissionDraft, entry: Entry) -> int:
    """Make the answers of a submission those of its accepted version, and return how many cells changed.

    They differ where the version was corrected by the compiler. Where it imputed or suppressed a value the answer of
    the country stays, and the decision holds as long as it does. Only actions call this, inside their transaction.
    """
    area, year = draft.ref_area, draft.round.year
    accepted = contents(
        inquiry().workspace.submissions.accepted_observations(area, [year]), definitions().questionnaire
    )
    current, decided = current_contents(draft), interventions_of(draft)
    changed = {
        key: each
        for key, each in accepted.items()
        if key not in decided and not _is_as_accepted(current.get(key, EMPTY), each)
    }
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


def _answers(draft: SubmissionDraft, compiled: str = UNVALIDATED) -> tuple[Observation, ...]:
    return tuple(_with_status(each, compiled) for each in answers_for_the_gate(draft))


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
        beside = (each.ref_detail, each.note, each.method, each.explanation, each.conf_status, each.embargo)
        whole.update(repr((*told, *beside)).encode())
    return whole.hexdigest()


def _with_status(each: Observation, compiled: str) -> Observation:
    """Return what was compiled with the status under which it is accepted; an estimate says how it was made."""
    if each.obs_status != UNVALIDATED or compiled == UNVALIDATED:
        return each
    method = each.method or (FROM_SOURCE if compiled == ESTIMATED else "")
    return replace(each, obs_status=compiled, method=method)


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
