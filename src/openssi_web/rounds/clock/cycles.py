"""The cycles of queries of a submission: how many went to the country, and when the last one is due."""

import datetime as dt

from openssi_web.rounds.submissions.models import SubmissionDraft


def cycles_sent(draft: SubmissionDraft) -> int:
    """Return how many times queries went to the country."""
    return draft.query_cycles.count()


def cycle_due(draft: SubmissionDraft) -> dt.date | None:
    """Return the last due date of the queries that went to the country last, none where none did."""
    number = cycles_sent(draft)
    asked = draft.queries.filter(cycle=number).values_list("due", flat=True)
    extended = draft.query_extensions.filter(cycle=number).values_list("due", flat=True)
    return max((*asked, *extended), default=None)
