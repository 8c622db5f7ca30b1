"""Letters, mails, calls and meetings with a country, as the officers who follow it log them; only ever added to.

Who it was with is a link to the register, never a copied name: the log stays as it is when a person is erased.
"""

from typing import ClassVar, Literal, get_args

from django.conf import settings
from django.db import models

from openssi.vocabulary.decision import ROLES
from openssi_web.accounts.contact_models import Contact
from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet
from openssi_web.rounds.submissions.models import Round

Direction = Literal["IN", "OUT"]
Medium = Literal["LETTER", "EMAIL", "CALL", "MEETING"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
MEDIA: tuple[Medium, ...] = get_args(Medium)


class Correspondence(AppendOnlyModel):
    """One letter, mail, call or meeting; a correction is a record of its own that replaces this one.

    Attributes:
        direction: Whether it came from the country or went there.
        officer: Who had it, for the compiler.
        by: Who wrote this record: the officer, or somebody who corrected it.
        role: The role in which it was written.
        due: Day until which something is to be done about it; none where nothing is.
        settled_on: Day on which that was done.
        round: The round that it is about, none for no round in particular.
        replaces: The record that this one corrects.
        name: Of the file, as people see it; empty where there is none.
        sha256: Of the bytes of the file; they lie under this name in the folder of the country.
        idempotency_key: Made by the browser or the program that asked, so that asking twice does it once.
        digest: SHA-256 of what was asked under that key.
    """

    ref_area = models.CharField(max_length=3)
    day = models.DateField()
    direction = models.CharField(max_length=3, choices=[(each, each) for each in DIRECTIONS])
    medium = models.CharField(max_length=10, choices=[(each, each) for each in MEDIA])
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(each, each) for each in ROLES])
    at = models.DateTimeField(auto_now_add=True)
    subject = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    due = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    name = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    idempotency_key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet["Correspondence"].as_manager()

    class Meta:
        """A key is used once by a person."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "idempotency_key"], name="correspondence_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.ref_area} {self.day} {self.medium}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.due is not None and self.settled_on is None


class CorrespondencePerson(AppendOnlyModel):
    """Somebody of the country whom it was with."""

    correspondence = models.ForeignKey(Correspondence, on_delete=models.PROTECT, related_name="people")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")

    objects = AppendOnlyQuerySet["CorrespondencePerson"].as_manager()

    def __str__(self) -> str:
        return f"{self.correspondence_id} {self.contact_id}"
