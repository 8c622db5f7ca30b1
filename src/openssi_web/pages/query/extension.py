"""More time for queries: what everybody reads of it, and the form of the desk officer."""

import datetime as dt
from typing import Any

from openssi.present.numbers import format_day
from openssi_web.accounts.access import role_among
from openssi_web.accounts.models import Person
from openssi_web.pages.query.words import QueryWords
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.clock.cycles import cycle_due
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.queries.extending import last_extension
from openssi_web.rounds.queries.querying import ASKS
from openssi_web.rounds.queries.standing import ANSWERED_IN


def extension_values(person: Person, draft: SubmissionDraft, words: QueryWords) -> dict[str, Any]:
    """Return what `query_extension.html` shows: nothing where no queries are with the country."""
    due = cycle_due(draft) if draft.state == ANSWERED_IN else None
    if due is None:
        return {}
    first = max(due + dt.timedelta(days=1), today())
    return {
        "extended": _extended(draft, words),
        "may_extend": role_among(person.grants(), draft.ref_area, ASKS) is not None,
        "until_now": words.of("extend.now", day=format_day(due, words.language)),
        "first_day": first.isoformat(),
    }


def _extended(draft: SubmissionDraft, words: QueryWords) -> str:
    """What was said of the last extension, empty where there was none."""
    found = last_extension(draft)
    if found is None:
        return ""
    before, day = (format_day(each, words.language) for each in (found.before, found.due))
    who, when = words.by(found.entry), words.when(found.entry.at)
    return words.of("extend.told", before=before, day=day, reason=found.reason, who=who, when=when)
