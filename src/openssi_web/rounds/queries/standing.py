"""Queries of a submission as they stand: their state, what the country did about them, and who sees them.

Nothing of this is stored: where a query stands follows from whether its cycle was sent, from the answers, explanations
and messages since, and from its result.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet
from django.http import Http404

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.decision import Role
from openssi.vocabulary.observation import Observation
from openssi_web.accounts.access import ROLES_OF_A_COUNTRY, Grants, role_among
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.observations import current_answers
from openssi_web.rounds.clock.cycles import cycles_sent
from openssi_web.rounds.queries.models import LastLook, Outcome, Query, QueryMessage, QueryResult
from openssi_web.rounds.requests.permission import sees, sees_findings
from openssi_web.rounds.submissions.models import AnswerVersion, DraftState, Entry, FindingExplanation, SubmissionDraft

QueryState = Literal["raised", "with_country", "answered", "unanswered", "decided", "again", "withdrawn"]
COMPILERS: tuple[Role, ...] = ("DESK_OFFICER", "VALIDATION_LEAD", "METHODOLOGIST")
"""See queries before they are sent."""

ANSWERED_IN: DraftState = "QUERIES_OPEN"
OF_QUERIES = ("raise", "send", "write", "decide", "extend")
"""Actions of entries about queries."""

NOTHING: Outcome = "NOT_ANSWERED"


@dataclass(frozen=True, slots=True)
class QueryNow:
    """A query and where it stands.

    Attributes:
        outcome: What the country did about it so far, or what was recorded when it was decided.
        before: What the cell said when the query was raised.
        now: What it says now.
        version: The latest version of the cell.
        messages: What was written about it, the first first.
        explanations: What was said of its finding since it was raised.
        extended: The day until which its cycle was extended, none where it was not.
    """

    query: Query
    state: QueryState
    outcome: Outcome
    before: Content
    now: Content
    version: int
    messages: tuple[QueryMessage, ...]
    explanations: tuple[FindingExplanation, ...]
    extended: dt.date | None = None

    @property
    def due(self) -> dt.date:
        """Day until which the country answers."""
        return max(self.query.due, self.extended or self.query.due)

    @property
    def result(self) -> QueryResult | None:
        """How it ended, none while it has not."""
        return result_of(self.query)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it, by whomever."""
        return self.state in {"raised", "with_country", "answered", "unanswered"}

    @property
    def is_sent(self) -> bool:
        """Whether the country sees it."""
        return self.state not in {"raised", "withdrawn"}


def result_of(query: Query) -> QueryResult | None:
    """Return how a query ended, none while it has not."""
    return getattr(query, "result", None)


def records_of(draft: SubmissionDraft) -> QuerySet[Query]:
    """Return every query of a submission, the first first."""
    return draft.queries.select_related("entry__person", "result__entry__person", "again__result").order_by("pk")


def finding_of(query: Query) -> str:
    """Return the id of the finding that a query is about, empty where it is about none."""
    draft = query.draft
    cell = Observation(ref_area=draft.ref_area, time_period=draft.round.year, **query.key._asdict())
    return f"{query.rule}@{cell.id}" if query.rule else ""


# Where queries stand


def queries_now(draft: SubmissionDraft, numbers: Sequence[int] | None = None) -> tuple[QueryNow, ...]:
    """Return the queries of a submission, or some of them, and where each stands."""
    rows = records_of(draft)
    found = list(rows if numbers is None else rows.filter(pk__in=numbers))
    return _Standing(draft, found).now() if found else ()


class _Standing:
    """Reads at once what is to be known of some queries."""

    def __init__(self, draft: SubmissionDraft, queries: Sequence[Query]) -> None:
        self._draft, self._queries = draft, queries
        for each in queries:
            each.draft = draft
        self._answers = current_answers(draft)
        self._sent = cycles_sent(draft)
        self._extended = dict(draft.query_extensions.order_by("pk").values_list("cycle", "due"))
        self._seen = self._versions()
        self._messages: dict[int, list[QueryMessage]] = {}
        numbers = [each.pk for each in queries] if len(queries) < 100 else None
        written = QueryMessage.objects.filter(query__draft=draft).select_related("entry__person").order_by("pk")
        for message in written if numbers is None else written.filter(query__in=numbers):
            self._messages.setdefault(message.query_id, []).append(message)
        self._said: dict[str, list[FindingExplanation]] = {}
        for said in draft.explanations.select_related("entry__person").order_by("pk"):
            self._said.setdefault(said.finding, []).append(said)

    def now(self) -> tuple[QueryNow, ...]:
        return tuple(map(self._one, self._queries))

    def _versions(self) -> Mapping[tuple[CellKey, int], AnswerVersion]:
        """What the cells said that say something else since."""
        versions = self._answers.versions
        moved = [each for each in self._queries if each.version and versions.get(each.key, 0) != each.version]
        if not moved:
            return {}
        wanted = {"item__in": {each.item for each in moved}, "version__in": {each.version for each in moved}}
        return {(row.key, row.version): row for row in self._draft.versions.filter(**wanted)}

    def _one(self, query: Query) -> QueryNow:
        key = query.key
        now, version = self._answers.contents.get(key, EMPTY), self._answers.versions.get(key, 0)
        seen = self._seen.get((key, query.version))
        before = now if version == query.version else (Content.of(seen) if seen is not None else EMPTY)
        messages = tuple(self._messages.get(query.pk, ()))
        said = self._said.get(finding_of(query), ()) if query.rule else ()
        explained = tuple(each for each in said if each.entry_id > query.entry_id)
        result = result_of(query)
        outcome = result.outcome if result is not None else outcome_of(before, now, messages, explained)
        state = self._state(query, outcome)
        extended = self._extended.get(query.cycle)
        return QueryNow(query, state, outcome or NOTHING, before, now, version, messages, explained, extended)  # type: ignore[arg-type]

    def _state(self, query: Query, outcome: str) -> QueryState:
        result = result_of(query)
        if result is not None:
            return "withdrawn" if result.decision == "WITHDRAW" else "decided"
        if is_asked_again(query):
            return "again"
        if query.cycle > self._sent:
            return "raised"
        if outcome != NOTHING:
            return "answered"
        is_running = self._draft.state == ANSWERED_IN and query.cycle == self._sent
        return "with_country" if is_running else "unanswered"


def is_asked_again(query: Query) -> bool:
    """Whether the same is asked in the second cycle."""
    again: Query | None = getattr(query, "again", None)
    if again is None:
        return False
    result = result_of(again)
    return result is None or result.decision != "WITHDRAW"


def outcome_of(
    before: Content, now: Content, messages: Sequence[QueryMessage], explained: Sequence[FindingExplanation]
) -> Outcome:
    """Return what the country did about a query.

    Args:
        before: What the cell said when the query was raised.
        now: What it says now.
        messages: What was written about the query.
        explained: What was said of its finding since.
    """
    if (now.scaled, now.text) != (before.scaled, before.text):
        return "CORRECTED" if now.is_answered or not now.obs_status else "STATUS_SET"
    if now.obs_status != before.obs_status:
        return "STATUS_SET"
    if explained or any(each.confirms for each in messages) or now.note != before.note:
        return "CONFIRMED"
    return NOTHING


# Who sees them


def is_compiler(grants: Grants, ref_area: str) -> bool:
    """Whether a person sees queries of a country before they are sent."""
    return role_among(grants, ref_area, COMPILERS) is not None


def sees_query(grants: Grants, draft: SubmissionDraft, now: QueryNow) -> bool:
    """Whether a person sees a query: that of a seen cell, and not before it was sent unless for the compiler."""
    query = now.query
    may = sees_findings if query.rule else sees
    return may(grants, draft, query.key) and (now.is_sent or is_compiler(grants, draft.ref_area))


def seen_queries(grants: Grants, draft: SubmissionDraft) -> tuple[QueryNow, ...]:
    """Return the queries that a person sees, the most significant first, then by due date."""
    found = (each for each in queries_now(draft) if sees_query(grants, draft, each))
    return tuple(sorted(found, key=lambda each: (-each.query.significance, each.due, each.query.pk)))


def query_for(person: Person, draft: SubmissionDraft, number: int) -> QueryNow:
    """Return one query.

    Raises:
        Http404: if there is none, or the person does not see it.
    """
    found = queries_now(draft, [number])
    if not found or not sees_query(person.grants(), draft, found[0]):
        raise Http404
    return found[0]


def sees_entry(grants: Grants, draft: SubmissionDraft, entry: Entry) -> bool:
    """Whether a person may know of something that was done about queries.

    What the compiler prepares and decides is its own until the query itself says so; a message is known to those who
    see its cell.
    """
    if is_compiler(grants, draft.ref_area) or entry.action in {"send", "extend"}:
        return True
    about = draft.queries.filter(pk__in=entry.detail.get("queries", ())) if entry.action == "write" else ()
    return any(sees(grants, draft, each.key) for each in about)


def is_of_the_country(role: str) -> bool:
    """Whether something was written in a role of the country."""
    return role in ROLES_OF_A_COUNTRY


# What changed since the last look


@dataclass(frozen=True, slots=True)
class CellMoved:
    """A cell that says something else than at the last look.

    Attributes:
        before: What it said then.
        row: Its latest version, with who entered it.
    """

    key: CellKey
    before: Content
    row: AnswerVersion


def last_look(person: Person, draft: SubmissionDraft) -> LastLook | None:
    """Return until where a person has looked at a submission, none where the person has not."""
    return LastLook.objects.filter(person=person, draft=draft).select_related("entry").first()


def moved_since(person: Person, draft: SubmissionDraft, look: LastLook) -> tuple[CellMoved, ...]:
    """Return the cells that a person sees and that say something else since a look, the latest change first."""
    grants = person.grants()
    rows = draft.versions.filter(entry_id__gt=look.entry_id).select_related("entry__person").order_by("pk")
    latest = {row.key: row for row in rows if sees(grants, draft, row.key)}
    return tuple(sorted(_moved(draft, look, latest), key=lambda each: -each.row.pk))


def _moved(draft: SubmissionDraft, look: LastLook, latest: Mapping[CellKey, AnswerVersion]) -> Iterator[CellMoved]:
    wanted = {"item__in": {key.item for key in latest}, "entry_id__lte": look.entry_id}
    before = {row.key: Content.of(row) for row in draft.versions.filter(**wanted).order_by("version")}
    for key, row in latest.items():
        was = before.get(key, EMPTY)
        if not Content.of(row).says_the_same_as(was):
            yield CellMoved(key, was, row)
