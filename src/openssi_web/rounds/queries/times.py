"""How many queries went to a country, and how soon it answered them."""

import datetime as dt
from collections.abc import Iterator
from statistics import median

from openssi.vocabulary.quality import QueriesAsked
from openssi_web.accounts.access import ROLES_OF_A_COUNTRY
from openssi_web.rounds.queries.standing import QueryNow, queries_now
from openssi_web.rounds.submissions.models import SubmissionDraft


def queries_asked(draft: SubmissionDraft) -> QueriesAsked:
    """Return how many queries of a submission were sent, and the median of the days until the first answer.

    An answer is a message of the country, an explanation of the finding, or another value or status in the cell.
    Queries that were not answered count among those sent and not in the median.
    """
    sent = {each.number: each.entry.at for each in draft.query_cycles.select_related("entry")}
    asked = [each for each in queries_now(draft) if each.is_sent and each.query.cycle in sent]
    days = [found for each in asked if (found := _days(draft, each, sent[each.query.cycle])) is not None]
    return QueriesAsked(sent=len(asked), median_days=float(median(days)) if days else None)


def _days(draft: SubmissionDraft, now: QueryNow, sent: dt.datetime) -> int | None:
    answered = min((each for each in _answers(draft, now) if each >= sent), default=None)
    return None if answered is None else (answered.date() - sent.date()).days


def _answers(draft: SubmissionDraft, now: QueryNow) -> Iterator[dt.datetime]:
    yield from (each.entry.at for each in now.messages if each.entry.role in ROLES_OF_A_COUNTRY)
    yield from (each.entry.at for each in now.explanations)
    later = draft.versions.filter(version__gt=now.query.version, **now.query.key._asdict()).select_related("entry")
    yield from (each.entry.at for each in later if each.entry.role in ROLES_OF_A_COUNTRY)
