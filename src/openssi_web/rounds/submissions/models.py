"""Rounds, the submissions of countries on their way to acceptance, and everything that was ever answered.

Entries, versions of answers, explanations, transitions and attachments are append-only. The only row that changes when
a cell is saved is the pointer to its latest version.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal, get_args

from django.conf import settings
from django.db import models

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.calendar import RoundState
from openssi.vocabulary.decision import ROLES
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Place
from openssi.vocabulary.text import LANGUAGES
from openssi.vocabulary.transitions import State
from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet

DraftState = State
Channel = Literal["form", "workbook", "api", "opening", "command", "timer"]
Action = Literal[
    "open", "save", "block", "import", "explain", "move", "attach", "withdraw", "raise", "send", "write", "decide",
    "people", "source", "compile", "search", "extend", "erase",
]  # fmt: skip
Form = Literal["core", "full"]
MarkKind = Literal["READY", "SIGNED", "RETURNED"]

KEY_FIELDS = CellKey._fields


def _choices(codes: object) -> list[tuple[str, str]]:
    return [(each, each) for each in get_args(codes)]


class Round(models.Model):
    """The inquiry of one reference year; it fixes the version of the questionnaire and the calendar.

    Attributes:
        year: Reference year.
        language: Language of letters and workbooks where a country has named none.
        deadline: Day on which national submissions are due.
        calendar: The days of its steps by id (`reminder_1`), as they were worked out when it was opened; empty where
            the usual calendar holds.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    questionnaire_version = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=_choices(RoundState), default="PLANNED")
    language = models.CharField(max_length=2, choices=[(each, each) for each in LANGUAGES], default="en")
    deadline = models.DateField(null=True, blank=True)
    calendar = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return str(self.year)


class SubmissionDraft(models.Model):
    """The submission of a country to a round, while it is answered.

    Attributes:
        form: The core form or the full one.
        base: The accepted version that it was opened from (`v2`).
        inventory: The schemes and benefits that are asked about, as they were when it was opened.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="drafts")
    ref_area = models.CharField(max_length=3)
    state = models.CharField(max_length=30, choices=_choices(DraftState), default="NOT_STARTED")
    form = models.CharField(max_length=4, choices=_choices(Form), default="core")
    base = models.CharField(max_length=20, default="v0")
    inventory = models.JSONField()
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One submission of a country to a round."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "ref_area"], name="one_draft_per_country")]

    def __str__(self) -> str:
        return f"{self.ref_area}-{self.round}"


class Entry(AppendOnlyModel):
    """One thing that somebody did to a submission, with all that it changed: the audit entry of an action.

    Attributes:
        person: Who did it, none for the system.
        role: The role in which it was done.
        idempotency_key: Made by the browser or the program that asked, so that asking twice does it once; none where
            nobody could ask twice.
        digest: SHA-256 of what was asked under that key.
        detail: What else has to be known: the file that was imported, the number of cells.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="entries")
    action = models.CharField(max_length=10, choices=_choices(Action))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True, choices=[(each, each) for each in ROLES])
    channel = models.CharField(max_length=10, choices=_choices(Channel))
    at = models.DateTimeField(auto_now_add=True)
    idempotency_key = models.CharField(max_length=100, null=True)  # noqa: DJ001 - NULLs are not equal, '' are
    digest = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet["Entry"].as_manager()

    class Meta:
        """A key is used once in a submission."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "idempotency_key"], name="idempotency_key_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.action} {self.pk}"


class CellModel(models.Model):
    """A row about one cell of a submission; the key is that of workbooks and observations."""

    item = models.CharField(max_length=40)
    scheme = models.CharField(max_length=20, default=NOT_APPLICABLE)
    benefit = models.CharField(max_length=20, default=NOT_APPLICABLE)
    sex = models.CharField(max_length=10, default=TOTAL)
    age = models.CharField(max_length=20, default=TOTAL)
    func = models.CharField(max_length=20, default=NOT_APPLICABLE)
    breakdown = models.CharField(max_length=100, default=NOT_APPLICABLE)

    class Meta:
        """Has no table of its own."""

        abstract = True

    @property
    def key(self) -> CellKey:
        """The key of the cell."""
        return CellKey(self.item, self.scheme, self.benefit, self.sex, self.age, self.func, self.breakdown)


class AnswerVersion(AppendOnlyModel, CellModel):
    """One version of the answer in one cell, as it was entered.

    A number stands in `number`, any other answer in `text`; both empty with a status says why there is none.

    Attributes:
        version: 1, 2, ... within the cell.
        based_on: The version that the person saw, 0 where the cell was empty.
        number: Exact decimal in plain digits, empty where there is none (no column type holds it exactly everywhere).
        unit_mult: Power of ten in which it was entered.
        obs_status: Code of CL_OBS_STATUS that was chosen for the cell; empty where nothing was chosen.
        source: Where the figure comes from; empty where the source of its table holds.
        ref_detail: Day from which a rule of law is in force, or another reference that the cell itself states.
        method: How a subtotal, context figure or national total came to be: `SUBTOTAL_ONLY`, `CONFIRMED`.
        explanation: Last year's explanation, given again or anew.
        conf_status: Code of CL_CONF_STATUS that was chosen for the cell; empty where that of its table holds.
        embargo: Day until which status `E` holds the cell back, as an ISO date.
        place: File, sheet, row and cell of the workbook that it came from.
        cleared: Whether the cell was emptied.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="versions")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField()
    number = models.CharField(max_length=48, blank=True)
    text = models.TextField(blank=True)
    unit_mult = models.SmallIntegerField(default=0)
    obs_status = models.CharField(max_length=2, blank=True)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)
    ref_detail = models.CharField(max_length=100, blank=True)
    method = models.CharField(max_length=40, blank=True)
    explanation = models.TextField(blank=True)
    conf_status = models.CharField(max_length=2, blank=True, default="")
    embargo = models.CharField(max_length=10, blank=True, default="")
    place = models.JSONField(default=dict)
    cleared = models.BooleanField(default=False)

    objects = AppendOnlyQuerySet["AnswerVersion"].as_manager()

    class Meta:
        """Versions of a cell are numbered without a gap, and no number is given twice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", *KEY_FIELDS, "version"], name="version_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.key} {self.version}"

    @property
    def value(self) -> Decimal | None:
        """The number, none where there is none."""
        return Decimal(self.number) if self.number else None

    @property
    def origin(self) -> Place:
        """Where in a workbook it came from, else the item alone."""
        stored: Mapping[str, object] = self.place
        return Place(**{"item": self.item, **stored})  # type: ignore[arg-type]


class CurrentAnswer(CellModel):
    """Which version of a cell is the latest."""

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="current")
    answer = models.ForeignKey(AnswerVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """One latest version of a cell."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", *KEY_FIELDS], name="one_current_answer")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.key}"


class FindingExplanation(AppendOnlyModel):
    """What the country said of a finding; the latest one of a finding counts.

    Attributes:
        finding: `R020@QMA.2023.B_REC...`.
        reason: Code of CL_EXPL, or empty.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="explanations")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="explanations")
    finding = models.CharField(max_length=250)
    text = models.TextField()
    reason = models.CharField(max_length=20, blank=True)

    objects = AppendOnlyQuerySet["FindingExplanation"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.finding}"


class Transition(AppendOnlyModel):
    """A submission that went from one state to another, or for which something was recorded in its state.

    Attributes:
        move: Id of the transition in `definitions/round/transitions.yaml`; empty for the opening.
        reason: Why, as the person wrote it.
        code: The reason as a code of the list that the transition names, or empty.
        rule: The clock that fired, with its day (`reminder_1 2025-03-01`); empty for what people do.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="transitions")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="transitions")
    before = models.CharField(max_length=30, choices=_choices(DraftState), blank=True)
    after = models.CharField(max_length=30, choices=_choices(DraftState))
    move = models.CharField(max_length=40, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    code = models.CharField(max_length=20, blank=True, default="")
    rule = models.CharField(max_length=60, blank=True, default="")

    objects = AppendOnlyQuerySet["Transition"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.before} → {self.after}"


class PartMark(AppendOnlyModel):
    """Somebody marked a part of a submission as ready, signed it, or returned it; the latest of its kind counts.

    Attributes:
        part: A scheme, or `_Z` for what is asked of the country as a whole.
        institution: The institution in whose name it was done, empty for none.
    """

    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="marks")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="marks")
    part = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=_choices(MarkKind))
    institution = models.CharField(max_length=200, blank=True)

    objects = AppendOnlyQuerySet["PartMark"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.part} {self.kind}"


class Attachment(AppendOnlyModel, CellModel):
    """A file that belongs to a submission, and to one of its cells where it names an item.

    Attributes:
        name: As people see it, cleaned.
        caption: What it is, in one line.
        media_type: As it is served.
        sha256: Of its bytes; they lie under this name in the folder of the submission.
    """

    item = models.CharField(max_length=40, blank=True)
    draft = models.ForeignKey(SubmissionDraft, on_delete=models.PROTECT, related_name="attachments")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    caption = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet["Attachment"].as_manager()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.name}"

    @property
    def cell(self) -> CellKey | None:
        """The cell that it belongs to, none where it belongs to the whole submission."""
        return self.key if self.item else None


class AttachmentWithdrawal(AppendOnlyModel):
    """A file that is no longer offered; its record and its bytes stay."""

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="withdrawal")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.CharField(max_length=200)

    objects = AppendOnlyQuerySet["AttachmentWithdrawal"].as_manager()

    def __str__(self) -> str:
        return f"{self.attachment_id} withdrawn"
