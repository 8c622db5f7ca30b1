"""More time for the queries that a country has. Named in `actions.py`."""

import datetime as dt

from django.db import transaction

from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.clock.cycles import cycle_due, cycles_sent
from openssi_web.rounds.clock.models import QueryExtension
from openssi_web.rounds.queries.checks import DAYS_AHEAD, LONGEST_TEXT
from openssi_web.rounds.queries.querying import Queried, QueryAnswer, allowed_to_ask, query_request
from openssi_web.rounds.queries.standing import ANSWERED_IN
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import refuse_unseen
from openssi_web.rounds.requests.recording import locked, record_entry
from openssi_web.rounds.submissions.models import Channel, SubmissionDraft


def extend_queries(
    person: Person,
    draft: SubmissionDraft,
    due: dt.date,
    reason: str,
    idempotency_key: str,
    channel: Channel = "form",
) -> QueryAnswer:
    """Give the country more time for the queries that it has.

    Args:
        person: The desk officer.
        draft: The submission, while queries are open.
        due: A later day until which the country answers.
        reason: Why; the country reads it.
        idempotency_key: Made by the page.
        channel: `form`, or `command`.

    Raises:
        Http404: if the person does not see the country.
    """
    refuse_unseen(person.grants(), draft, ())
    said = plain(reason)
    request = query_request(person, "extend", idempotency_key, [due.isoformat(), said], channel)
    with transaction.atomic():
        draft = locked(draft)
        allowed = allowed_to_ask(person, draft, request, frozenset({ANSWERED_IN}))
        if not isinstance(allowed, str):
            return allowed
        before = cycle_due(draft) or today()
        wrong = _wrong(draft, before, due, said)
        if wrong:
            return Refused(wrong)
        number = cycles_sent(draft)
        numbers = tuple(draft.queries.filter(cycle=number).order_by("pk").values_list("pk", flat=True))
        detail = {"cycle": number, "due": due.isoformat(), "queries": list(numbers)}
        entry = record_entry(draft, request, allowed, detail)
        QueryExtension.objects.create(draft=draft, entry=entry, cycle=number, before=before, due=due, reason=said)
    return Queried(entry, numbers)


def _wrong(draft: SubmissionDraft, before: dt.date, due: dt.date, reason: str) -> tuple[Problem, ...]:
    """Return what is wrong: a day that is no later one, or a reason that is missing or too long."""
    place, found = Place(item=str(draft)), []
    first, last = max(before + dt.timedelta(days=1), today()), today() + dt.timedelta(days=DAYS_AHEAD)
    if not first <= due <= last:
        values = {"due": due.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
        found.append(Problem("QUERY_NOT_EXTENDED", place, values))
    if not reason:
        found.append(Problem("QUERY_TEXT_EMPTY", place))
    if len(reason) > LONGEST_TEXT:
        found.append(Problem("ROUND_TEXT_TOO_LONG", place, {"length": len(reason), "longest": LONGEST_TEXT}))
    return tuple(found)


def last_extension(draft: SubmissionDraft) -> QueryExtension | None:
    """Return the last extension of the queries that the country has or had last, none where there is none."""
    found = draft.query_extensions.filter(cycle=cycles_sent(draft)).select_related("entry__person")
    return found.order_by("-pk").first()
