"""Letters that wait to be sent or were sent, every attempt to send one, and the countries that were invited."""

from typing import ClassVar, Literal, get_args

from django.conf import settings
from django.db import models
from django.utils import timezone

from openssi.vocabulary.text import LANGUAGES
from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet
from openssi_web.rounds.submissions.models import Entry, Round, SubmissionDraft

LetterState = Literal["queued", "claimed", "handing", "sent", "unsure", "failed"]
"""Waiting; taken by one sender; on the line to the server; there; perhaps there; refused for good."""

AttemptResult = Literal["sent", "later", "refused", "unsure", "again"]

WAITING: frozenset[str] = frozenset({"queued", "claimed", "handing"})
STOPPED: frozenset[str] = frozenset({"unsure", "failed"})
"""What is not sent again unless somebody asks for it."""


class Letter(models.Model):
    """A letter of a round to one person: what caused it, and how far its sending is.

    Its text is made when it is sent, so that a link in it is fresh. Neither the link nor the person's address is kept.

    Attributes:
        draft: The submission that it is about, none where none is open yet.
        entry: The entry that caused it, none where a country was invited.
        by: Who caused it, none for the system.
        kind: Id in `definitions/round/letters.yaml`.
        cause: What it was written for; of a kind and a cause a person gets one letter.
        due: The day that it names.
        edition: 1, or how often it was asked for again, plus 1.
        problem: Code of the message that says why it was not sent; empty where nothing is wrong.
        error: What the mail server said.
        claim: Of the sender that has taken it; only this one goes on with it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="letters")
    ref_area = models.CharField(max_length=3)
    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, null=True, related_name="letters")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="letters")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=40)
    cause = models.CharField(max_length=160)
    language = models.CharField(max_length=2, choices=[(each, each) for each in LANGUAGES])
    due = models.DateField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=[(each, each) for each in get_args(LetterState)], default="queued")
    edition = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField(default=timezone.now)
    problem = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=200, blank=True)
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """Of a kind and a cause a person gets one letter."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "cause"], name="letter_written_once")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "next_try"], name="letters_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class LetterAttempt(AppendOnlyModel):
    """One attempt to send a letter and what came of it, or that somebody asked for it again.

    Attributes:
        problem: Code of the message that says why it was not sent.
        error: What the mail server said.
        by: Who asked for it again.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField(auto_now_add=True)
    result = models.CharField(max_length=10, choices=[(each, each) for each in get_args(AttemptResult)])
    problem = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AppendOnlyQuerySet["LetterAttempt"].as_manager()

    def __str__(self) -> str:
        return f"{self.letter_id} {self.result}"


class RoundInvitation(AppendOnlyModel):
    """A country was invited to a round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invitations")
    ref_area = models.CharField(max_length=3)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet["RoundInvitation"].as_manager()

    class Meta:
        """A country is invited to a round once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "ref_area"], name="country_invited_once")]

    def __str__(self) -> str:
        return f"{self.ref_area}-{self.round_id} invited"
