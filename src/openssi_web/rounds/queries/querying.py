"""The actions on queries: raise, send, write, decide, ask again, withdraw. Named in `actions.py`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from openssi.vocabulary.decision import Role
from openssi.vocabulary.text import Language
from openssi_web.accounts.access import role_among, role_to_answer
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.answers.observations import current_answers
from openssi_web.rounds.clock.cycles import cycles_sent
from openssi_web.rounds.letters.causes import write_letters_of
from openssi_web.rounds.queries.checks import (
    Ending,
    QueryAsked,
    because,
    findings_asked,
    made_query,
    raised_already,
    read_ending,
    unsendable,
    wrong_texts,
    wrong_with,
)
from openssi_web.rounds.queries.models import LastLook, Query, QueryCycle, QueryMessage
from openssi_web.rounds.queries.standing import ANSWERED_IN, QueryNow, queries_now, query_for
from openssi_web.rounds.queries.weights import significance_of
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import refuse_unseen
from openssi_web.rounds.requests.recording import Request, entry_before, locked, move, record_entry
from openssi_web.rounds.submissions.models import Action, Channel, Entry, SubmissionDraft
from openssi_web.rounds.workspace import definitions

ASKS: tuple[Role, ...] = ("DESK_OFFICER",)
RAISED_IN: frozenset[str] = frozenset({"UNDER_VALIDATION", ANSWERED_IN})
"""While the first queries are with the country, those of the second cycle may be prepared."""

SENT_IN = "UNDER_VALIDATION"


@dataclass(frozen=True, slots=True)
class Queried:
    """Something was done about queries, now or when it was asked for the first time.

    Attributes:
        numbers: The queries that it is about.
    """

    entry: Entry
    numbers: tuple[int, ...]
    repeated: bool = False


QueryAnswer = Queried | Refused


def raise_queries(
    person: Person,
    draft: SubmissionDraft,
    asked: Sequence[QueryAsked],
    due: dt.date,
    idempotency_key: str,
    channel: Channel = "form",
) -> QueryAnswer:
    """Raise queries, all of them or none; the country sees them when they are sent.

    Args:
        person: The desk officer.
        draft: The submission.
        asked: The queries; of a cell and rule at most one that is not decided.
        due: Day until which the country answers.
        idempotency_key: Made by the page.
        channel: `form`, or `command`.

    Raises:
        Http404: if the person does not see one of the cells.
    """
    return _raised(person, draft, asked, due, (idempotency_key, channel), None)


def ask_again(
    person: Person,
    draft: SubmissionDraft,
    number: int,
    texts: Mapping[Language, str],
    due: dt.date,
    key: str,
    channel: Channel = "form",
) -> QueryAnswer:
    """Raise a query of the first cycle once more, for the second.

    Args:
        person: The desk officer.
        draft: The submission.
        number: The query of the first cycle.
        texts: What is asked now, by language.
        due: Day until which the country answers.
        key: Idempotency key, made by the page.
        channel: `form`, or `command`.

    Raises:
        Http404: if the person does not see the query.
    """
    before = query_for(person, draft, number).query
    return _raised(person, draft, [QueryAsked(before.key, before.rule, texts)], due, (key, channel), before)


def send_queries(
    person: Person, draft: SubmissionDraft, idempotency_key: str, channel: Channel = "form"
) -> QueryAnswer:
    """Send the queries that were raised: the country sees them and answers. At most twice.

    Args:
        person: The desk officer.
        draft: The submission, under validation.
        idempotency_key: Made by the page.
        channel: `form`, or `command`.

    Raises:
        Http404: if the person does not see the country.
    """
    refuse_unseen(person.grants(), draft, ())
    request = query_request(person, "send", idempotency_key, None, channel)
    with transaction.atomic():
        draft = locked(draft)
        allowed = allowed_to_ask(person, draft, request, frozenset({SENT_IN}))
        if not isinstance(allowed, str):
            return allowed
        raised = [each.query for each in queries_now(draft) if each.state == "raised"]
        wrong = list(unsendable(draft, raised))
        if wrong:
            return Refused(tuple(wrong))
        number = cycles_sent(draft) + 1
        numbers = [each.pk for each in raised]
        entry = record_entry(draft, request, allowed, {"cycle": number, "count": len(numbers)})
        QueryCycle.objects.create(draft=draft, entry=entry, number=number)
        _open_queries(draft, entry)
        write_letters_of(draft, entry)
    return Queried(entry, tuple(numbers))


def write_about_query(
    person: Person,
    draft: SubmissionDraft,
    number: int,
    text: str,
    language: Language,
    idempotency_key: str,
    *,
    confirms: bool = False,
    channel: Channel = "form",
) -> QueryAnswer:
    """Write in the thread of a query.

    Args:
        person: The desk officer; a respondent of the scheme or the coordinator while queries are open.
        draft: The submission.
        number: The query.
        text: What is written; it stays as it is.
        language: In which it is written.
        idempotency_key: Made by the page.
        confirms: Whether the country says with it that the value is right as it stands.
        channel: `form`, or `command`.

    Raises:
        Http404: if the person does not see the query.
    """
    said = plain(text)
    request = query_request(person, "write", idempotency_key, [number, said, language, confirms], channel)
    query_for(person, draft, number)
    with transaction.atomic():
        draft = locked(draft)
        done = _before(draft, request)
        if done is not None:
            return done
        now = query_for(person, draft, number)
        role = role_to_write(person, draft, now)
        if isinstance(role, Refused):
            return role
        if confirms and role in ASKS:
            return because("ROUND_ACTION_OF_OTHERS", now.query.key, may="RESP, COORD")
        wrong = list(wrong_texts(now.query.key, {language: said}))
        if wrong:
            return Refused(tuple(wrong))
        entry = record_entry(draft, request, role, {"queries": [number]})
        QueryMessage.objects.create(query=now.query, entry=entry, language=language, text=said, confirms=confirms)
    return Queried(entry, (number,))


def decide_query(
    person: Person,
    draft: SubmissionDraft,
    number: int,
    ending: Ending,
    idempotency_key: str,
    channel: Channel = "form",
) -> QueryAnswer:
    """End a query with a decision and its reason; one that was not sent is withdrawn.

    Args:
        person: The desk officer.
        draft: The submission.
        number: The query.
        ending: The decision.
        idempotency_key: Made by the page.
        channel: `form`, or `command`.

    Raises:
        Http404: if the person does not see the query.
    """
    query_for(person, draft, number)
    asked = [number, ending.decision, ending.reason, ending.version, ending.outcome, ending.proposal]
    request = query_request(person, "decide", idempotency_key, asked, channel)
    with transaction.atomic():
        draft = locked(draft)
        allowed = allowed_to_ask(person, draft, request, RAISED_IN)
        if not isinstance(allowed, str):
            return allowed
        now = query_for(person, draft, number)
        read = read_ending(draft, now, ending)
        if isinstance(read, Refused):
            return read
        entry = record_entry(draft, request, allowed, {"queries": [number], "decision": ending.decision})
        read.query, read.entry = now.query, entry
        read.save()
    return Queried(entry, (number,))


def mark_seen(person: Person, draft: SubmissionDraft, entry: int) -> None:
    """Keep until where a person has looked at a submission; it moves forward only, and is no record.

    Args:
        person: Who looked.
        draft: The submission.
        entry: The newest entry of the page that the person saw.

    Raises:
        Http404: if the person does not see the country.
    """
    refuse_unseen(person.grants(), draft, ())
    with transaction.atomic():
        draft = locked(draft)
        seen = draft.entries.filter(pk__lte=entry).order_by("-pk").first()
        before = LastLook.objects.filter(draft=draft, person=person).first()
        if seen is not None and (before is None or before.entry_id <= seen.pk):
            LastLook.objects.update_or_create(draft=draft, person=person, defaults={"entry": seen})


def role_to_write(person: Person, draft: SubmissionDraft, now: QueryNow) -> Role | Refused:
    """Return the role in which a person writes about a query, or why the person may not."""
    query, grants = now.query, person.grants()
    if not now.is_open or not now.is_sent:
        return because("QUERY_CLOSED", query.key)
    asks = role_among(grants, draft.ref_area, ASKS)
    if asks is not None:
        return asks
    item = definitions().questionnaire.items.get(query.item)
    level = item.level if item is not None else "country"
    role = role_to_answer(grants, draft.ref_area, query.scheme, level, query.breakdown)
    if role is None:
        return because("ROUND_ACTION_OF_OTHERS", query.key, may="RESP, COORD, DESK_OFFICER")
    if draft.state != ANSWERED_IN:
        return because("QUERY_NOT_NOW", query.key, state=draft.state)
    return role


# Steps


def _open_queries(draft: SubmissionDraft, entry: Entry) -> None:
    """Bring the submission into the state in which the country answers."""
    (sending,) = definitions().states.moves_from(draft.state, "queries")
    move(draft, entry, sending)


def query_request(person: Person, action: Action, key: str, asked: object, channel: Channel) -> Request:
    """Return a request to do something about queries."""
    return Request(person=person, action=action, channel=channel, idempotency_key=key, asked=asked)


def _before(draft: SubmissionDraft, request: Request) -> QueryAnswer | None:
    """Return the outcome of the same request made before, none where it is made for the first time."""
    entry = entry_before(draft, request)
    if not isinstance(entry, Entry):
        return entry
    numbers = entry.detail.get("queries") or entry.queries.order_by("pk").values_list("pk", flat=True)
    return Queried(entry, tuple(numbers), repeated=True)


def allowed_to_ask(
    person: Person, draft: SubmissionDraft, request: Request, states: frozenset[str]
) -> Role | QueryAnswer:
    """Return the role in which a person asks, or what became of the request."""
    role = role_among(person.grants(), draft.ref_area, ASKS)
    if role is None:
        return because("ROUND_ACTION_OF_OTHERS", None, may=", ".join(ASKS))
    done = _before(draft, request)
    if done is not None:
        return done
    return role if draft.state in states else because("QUERY_NOT_NOW", None, state=draft.state)


def _raised(
    person: Person,
    draft: SubmissionDraft,
    asked: Sequence[QueryAsked],
    due: dt.date,
    through: tuple[str, Channel],
    after: Query | None,
) -> QueryAnswer:
    refuse_unseen(person.grants(), draft, [each.key for each in asked])
    told = [[str(each.key), each.rule, sorted(each.texts.items())] for each in asked]
    request = query_request(
        person, "raise", through[0], [told, due.isoformat(), after.pk if after else None], through[1]
    )
    answers = current_answers(draft)
    found = findings_asked(draft, asked, answers)
    weights = significance_of(draft)
    with transaction.atomic():
        draft = locked(draft)
        allowed = allowed_to_ask(person, draft, request, RAISED_IN)
        if not isinstance(allowed, str):
            return allowed
        known = queries_now(draft)
        wrong = [*wrong_with(draft, asked, due, found, after), *raised_already(known, asked, after)]
        if wrong:
            return Refused(tuple(wrong))
        detail = {"count": len(asked), "due": due.isoformat()}
        entry = record_entry(draft, request, allowed, detail)
        usual = Query(draft=draft, entry=entry, cycle=cycles_sent(draft) + 1, due=due, after=after)
        rows = [made_query(usual, each, found.get((each.key, each.rule)), weights, answers) for each in asked]
        made = Query.objects.bulk_create(rows)
    return Queried(entry, tuple(each.pk for each in made))
