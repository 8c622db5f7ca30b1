"""What the invented people do about queries, through the same door as anybody else."""

import datetime as dt
from typing import cast

from openssi.vocabulary.text import Language
from openssi_web.accounts.models import Person
from openssi_web.demonstration_people import Querying
from openssi_web.rounds.actions import decide_query, raise_queries, send_queries, write_about_query
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.queries.checks import Ending, QueryAsked, because
from openssi_web.rounds.queries.models import Decision
from openssi_web.rounds.queries.querying import QueryAnswer
from openssi_web.rounds.queries.standing import QueryNow, queries_now
from openssi_web.rounds.requests.outcomes import Refused


def query_step(person: Person, draft: SubmissionDraft, step: Querying, request: str) -> QueryAnswer:
    """Ask about a cell, send what was asked, say that a value is right, or decide.

    Args:
        person: Who does it.
        draft: The submission.
        step: What is done.
        request: The key of the request.
    """
    language = cast("Language", person.language)
    if step.what == "sends":
        return send_queries(person, draft, request)
    if step.what == "asks":
        asked = QueryAsked(step.cell, "", {language: step.text})
        return raise_queries(person, draft, [asked], today() + dt.timedelta(days=step.days), request)
    now = _about(draft, step)
    if isinstance(now, Refused):
        return now
    if step.what == "answers":
        return write_about_query(person, draft, now.query.pk, step.text, language, request, confirms=True)
    ending = Ending(cast("Decision", step.decision), step.text, now.version)
    return decide_query(person, draft, now.query.pk, ending, request)


def _about(draft: SubmissionDraft, step: Querying) -> QueryNow | Refused:
    """Return the query about a cell that is not decided, or that there is none."""
    found = (each for each in queries_now(draft) if each.query.key == step.cell and each.is_open)
    return next(found, None) or because("QUERY_CLOSED", step.cell)
