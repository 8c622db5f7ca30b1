"""What the compiler found in public sources for a country that does not answer; all of it is only ever added to."""

from decimal import Decimal
from typing import ClassVar, Literal, get_args

from django.db import models

from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet
from openssi_web.rounds.submissions.models import Attachment, CellModel, Entry, SubmissionDraft

Result = Literal["NOT_FOUND", "PARTLY", "FOUND"]
RESULTS: tuple[Result, ...] = get_args(Result)


class CompiledSource(AppendOnlyModel):
    """A public document that figures are taken from.

    Attributes:
        address: Where it was found, http or https.
        part: Page or table that holds for its figures unless they name their own.
        accessed: Day on which it was looked at.
        language: Code of the language it is written in (`en`).
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="sources")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sources")
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    address = models.CharField(max_length=500)
    part = models.CharField(max_length=200, blank=True)
    accessed = models.DateField()
    language = models.CharField(max_length=3)
    note = models.TextField(blank=True)

    objects = AppendOnlyQuerySet["CompiledSource"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.title}"


class SourceFile(AppendOnlyModel):
    """The file that was kept of a source; the latest that is not withdrawn counts."""

    source = models.ForeignKey(CompiledSource, on_delete=models.PROTECT, related_name="files")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="source_files")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="of_sources")

    objects = AppendOnlyQuerySet["SourceFile"].as_manager()

    class Meta:
        """A file belongs to a source once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "attachment"], name="file_of_source_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.attachment_id}"


class SourcedValue(AppendOnlyModel, CellModel):
    """What a source states for one cell; the latest of a source and a cell counts.

    Attributes:
        number: Exact decimal in plain digits as the source states it, empty for a text or a code.
        unit_mult: Power of ten in which the source states it.
        currency: Of the amount, empty for others.
        page: Page or table of the source.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="sourced")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sourced")
    source = models.ForeignKey(CompiledSource, on_delete=models.PROTECT, related_name="values")
    number = models.CharField(max_length=48, blank=True)
    text = models.TextField(blank=True)
    unit_mult = models.SmallIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    page = models.CharField(max_length=200)

    objects = AppendOnlyQuerySet["SourcedValue"].as_manager()

    def __str__(self) -> str:
        return f"{self.source_id} {self.key}"

    @property
    def value(self) -> Decimal | None:
        """The number as it is stated, none where it is a text."""
        return Decimal(self.number) if self.number else None

    @property
    def scaled(self) -> Decimal | None:
        """The number in units, none where it is a text."""
        return None if self.value is None else self.value.scaleb(self.unit_mult)


class SourceChoice(AppendOnlyModel, CellModel):
    """Which source a version of an answer rests on, and why that one; the latest of a cell counts.

    Attributes:
        value: What that source states.
        version: The version of the answer.
        reason: Why this source and no other, empty where nothing had to be said.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="choices")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="choices")
    value = models.ForeignKey(SourcedValue, on_delete=models.PROTECT, related_name="choices")
    version = models.PositiveIntegerField()
    reason = models.TextField(blank=True)

    objects = AppendOnlyQuerySet["SourceChoice"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.key} {self.version}"


class SearchRecord(AppendOnlyModel):
    """What was searched for, where and when, and whether it was found.

    Attributes:
        items: Ids of items or of whole tables that were searched for.
        scheme: The scheme, `_Z` for what is asked of the country, empty for all.
        place: Where it was searched: an address, a publisher, an archive.
        sought: What was looked for, in words.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="searches")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="searches")
    items = models.JSONField()
    scheme = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=500)
    day = models.DateField()
    sought = models.TextField()
    result = models.CharField(max_length=10, choices=[(each, each) for each in RESULTS])

    objects = AppendOnlyQuerySet["SearchRecord"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.place} {self.day}"
