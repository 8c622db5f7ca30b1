"""Figures that a country objects to, and what the compiler says of them; all of it is only ever added to."""

from django.db import models

from openssi.vocabulary.text import LANGUAGES
from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet
from openssi_web.rounds.submissions.models import Entry, SubmissionDraft

_LANGUAGES = [(each, each) for each in LANGUAGES]


class Dissent(AppendOnlyModel):
    """A figure that a country would put otherwise; those of the latest objection count.

    Attributes:
        kind: `indicator` or `cell`.
        figure: `value_id` of the indicator, or `obs_id` of the cell.
        value: What the country puts in its place, in units and plain digits.
        language: In which the country explains it.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="dissents")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="dissents")
    kind = models.CharField(max_length=10, choices=[(each, each) for each in ("indicator", "cell")])
    figure = models.CharField(max_length=250)
    value = models.CharField(max_length=48)
    unit = models.CharField(max_length=20, blank=True)
    explanation = models.TextField()
    language = models.CharField(max_length=2, choices=_LANGUAGES)

    objects = AppendOnlyQuerySet["Dissent"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.figure}"


class DissentAnswer(AppendOnlyModel):
    """What the compiler says of a figure that is published side by side."""

    dissent = models.OneToOneField(Dissent, on_delete=models.PROTECT, related_name="answer")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="dissent_answers")
    explanation = models.TextField()
    language = models.CharField(max_length=2, choices=_LANGUAGES)

    objects = AppendOnlyQuerySet["DissentAnswer"].as_manager()

    def __str__(self) -> str:
        return f"{self.dissent_id} answered"
