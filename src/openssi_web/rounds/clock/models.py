"""Records of time: how a round went on by its calendar, and that a country was given longer to answer queries."""

from typing import get_args

from django.db import models

from openssi.vocabulary.calendar import RoundState
from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet
from openssi_web.rounds.submissions.models import Entry, Round, SubmissionDraft

_STATES = [(each, each) for each in get_args(RoundState)]


class RoundStep(AppendOnlyModel):
    """A round went on to another state; the system is the actor.

    Attributes:
        rule: The step of the calendar that it followed, with its day (`validation 2025-06-01`).
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=20, choices=_STATES)
    after = models.CharField(max_length=20, choices=_STATES)
    rule = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet["RoundStep"].as_manager()

    def __str__(self) -> str:
        return f"{self.round_id} {self.after}"


class QueryExtension(AppendOnlyModel):
    """The queries of a cycle may be answered until a later day.

    Attributes:
        before: The day until which they were to be answered.
        reason: Why; the country reads it.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="query_extensions")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="query_extensions")
    cycle = models.PositiveSmallIntegerField()
    before = models.DateField()
    due = models.DateField()
    reason = models.TextField()

    objects = AppendOnlyQuerySet["QueryExtension"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} cycle {self.cycle} {self.due}"
