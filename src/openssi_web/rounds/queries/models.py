"""Queries of the compiler, what was written about them, and how they ended; all of it is only ever added to."""

from typing import ClassVar, Literal, get_args

from django.conf import settings
from django.db import models

from openssi.vocabulary.text import LANGUAGES
from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet
from openssi_web.rounds.submissions.models import CellModel, Entry, SubmissionDraft

Outcome = Literal["CORRECTED", "CONFIRMED", "STATUS_SET", "NOT_ANSWERED"]
Decision = Literal["ACCEPT", "IMPUTE", "SUPPRESS", "WITHDRAW"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

CYCLES = 2
"""Times that the same is asked."""


class Query(AppendOnlyModel, CellModel):
    """A question of the compiler about one cell; the country sees it from when its cycle is sent.

    Attributes:
        cycle: 1 or 2.
        after: The query of the first cycle that is asked again, none where it is asked for the first time.
        rule: The rule that found something (`R020`), empty where somebody asks without one.
        version: The version of the answer that it is about, 0 where the cell was empty.
        severity: That of the finding, `W` where there is none.
        significance: 0 to 100, as it was when the query was raised.
        due: Day until which the country answers.
        texts: The question, by language; one language where it was written by hand in that alone.
        evidence: What the rule said then: `message` by language, `value`, `low`, `high` in plain digits.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="queries")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="queries")
    cycle = models.PositiveSmallIntegerField()
    after = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="again")
    rule = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField()
    severity = models.CharField(max_length=1)
    significance = models.PositiveSmallIntegerField()
    due = models.DateField()
    texts = models.JSONField()
    evidence = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet["Query"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.key} {self.rule} {self.cycle}"


class QueryCycle(AppendOnlyModel):
    """The queries of a cycle went to the country, all at once."""

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="query_cycles")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="query_cycles")
    number = models.PositiveSmallIntegerField()

    objects = AppendOnlyQuerySet["QueryCycle"].as_manager()

    class Meta:
        """A cycle is sent once, and there are two."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="cycle_sent_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=2), name="at_most_two_cycles"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} cycle {self.number}"


class QueryMessage(AppendOnlyModel):
    """What somebody wrote about a query, in the language of the writer.

    Attributes:
        confirms: Whether the country says with it that the value is right as it stands.
    """

    query = models.ForeignKey(Query, on_delete=models.PROTECT, related_name="messages")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="query_messages")
    language = models.CharField(max_length=2, choices=[(each, each) for each in LANGUAGES])
    text = models.TextField()
    confirms = models.BooleanField(default=False)

    objects = AppendOnlyQuerySet["QueryMessage"].as_manager()

    def __str__(self) -> str:
        return f"{self.query_id} message {self.pk}"


class QueryResult(AppendOnlyModel):
    """How a query ended: what the country did, and what was decided about the value and why.

    Attributes:
        version: The version of the answer that was decided about.
        proposal: The number that is proposed instead, in plain digits; empty unless one is imputed.
    """

    query = models.OneToOneField(Query, on_delete=models.PROTECT, related_name="result")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="query_results")
    outcome = models.CharField(max_length=20, choices=[(each, each) for each in OUTCOMES], blank=True)
    decision = models.CharField(max_length=20, choices=[(each, each) for each in get_args(Decision)])
    reason = models.TextField()
    version = models.PositiveIntegerField()
    proposal = models.CharField(max_length=48, blank=True)

    objects = AppendOnlyQuerySet["QueryResult"].as_manager()

    def __str__(self) -> str:
        return f"{self.query_id} {self.decision}"


class LastLook(models.Model):
    """The newest entry of a submission that a person has looked at; it moves on, and is no record."""

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """One look of a person at a submission."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "person"], name="one_last_look")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.person_id} {self.entry_id}"
