"""The compiler's notebook on a country: missions, follow-ups, cooperation projects and their milestones.

What is noted is only ever added to: a correction makes a new version. The only thing that changes is which version of a
record is its latest. People of the site are referred to, never copied; people from outside are given by institution and
function.
"""

from typing import ClassVar, Literal, get_args

from django.conf import settings
from django.db import models

from openssi.vocabulary.decision import ROLES
from openssi.vocabulary.notebook import PROJECT_STATES
from openssi_web.append_only import AppendOnlyModel, AppendOnlyQuerySet
from openssi_web.rounds.submissions.models import Channel

NotebookAction = Literal["mission", "follow_up", "project", "milestone"]


class Notebook(models.Model):
    """The notebook of a country; whoever writes in it holds it for that moment."""

    ref_area = models.CharField(max_length=3, unique=True)

    def __str__(self) -> str:
        return self.ref_area


class NotebookEntry(AppendOnlyModel):
    """One thing that somebody noted, corrected or withdrew: the audit entry of an action.

    Attributes:
        role: The role in which it was done.
        idempotency_key: So that asking twice notes it once.
        digest: SHA-256 of what was asked under that key.
        detail: The record that it is about: its `number` and `version`.
    """

    notebook = models.ForeignKey(Notebook, on_delete=models.PROTECT, related_name="entries")
    action = models.CharField(max_length=10, choices=[(each, each) for each in get_args(NotebookAction)])
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(each, each) for each in ROLES])
    channel = models.CharField(max_length=10, choices=[(each, each) for each in get_args(Channel)])
    at = models.DateTimeField(auto_now_add=True)
    idempotency_key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    detail = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet["NotebookEntry"].as_manager()

    class Meta:
        """A key is used once in a notebook."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notebook", "idempotency_key"], name="notebook_key_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.notebook_id} {self.action} {self.pk}"


class NotebookRecord(models.Model):
    """Something noted; its number is that by which people speak of it.

    Attributes:
        latest: Number of its latest version.
    """

    notebook = models.ForeignKey(Notebook, on_delete=models.PROTECT, related_name="%(class)s_records")
    latest = models.PositiveIntegerField(default=1)

    class Meta:
        """Has no table of its own."""

        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class RecordVersion(AppendOnlyModel):
    """One version of something noted, as it was written.

    Attributes:
        version: 1, 2, ... within the record.
        withdrawn: Why it stands no longer; empty for what stands.
    """

    entry = models.ForeignKey(NotebookEntry, on_delete=models.PROTECT, related_name="%(class)ss")
    version = models.PositiveIntegerField()
    withdrawn = models.TextField(blank=True)

    class Meta:
        """Has no table of its own."""

        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class Mission(NotebookRecord):
    """A mission to the country."""


class MissionVersion(RecordVersion):
    """A mission as it was written."""

    record = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="versions")
    objective = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()

    objects = AppendOnlyQuerySet["MissionVersion"].as_manager()

    class Meta:
        """Versions are numbered, and a mission ends after it begins."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "version"], name="mission_version_once"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="mission_ends_after_it_begins"
            ),
        ]


class MissionParticipant(AppendOnlyModel):
    """Who took part: a person of the site, a role with a number of persons, or people from outside.

    Attributes:
        person: A person of the site, whose name is looked up each time.
        role: The role of that person, or of those who are counted; empty for people from outside.
        institution: The institution of people from outside.
        function: What they do there.
    """

    mission = models.ForeignKey(MissionVersion, on_delete=models.PROTECT, related_name="participants")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True, choices=[(each, each) for each in ROLES])
    institution = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=200, blank=True)
    count = models.PositiveSmallIntegerField(default=1)

    objects = AppendOnlyQuerySet["MissionParticipant"].as_manager()

    def __str__(self) -> str:
        return f"{self.mission_id} participant {self.position}"


class MissionFinding(AppendOnlyModel):
    """One thing that a mission found."""

    mission = models.ForeignKey(MissionVersion, on_delete=models.PROTECT, related_name="findings")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    objects = AppendOnlyQuerySet["MissionFinding"].as_manager()

    def __str__(self) -> str:
        return f"{self.mission_id} finding {self.position}"


class FollowUp(NotebookRecord):
    """Something that is to be done after a mission."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="follow_ups")


class FollowUpVersion(RecordVersion):
    """A follow-up as it was written.

    Attributes:
        owner: A person of the compiler.
        done_on: Day on which it was done, none while it is open.
        outcome: What came of it.
    """

    record = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="versions")
    text = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    done_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)

    objects = AppendOnlyQuerySet["FollowUpVersion"].as_manager()

    class Meta:
        """Versions are numbered."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "version"], name="follow_up_version_once")]


class Project(NotebookRecord):
    """A cooperation project in the country."""


class ProjectVersion(RecordVersion):
    """A cooperation project as it was written.

    Attributes:
        partners: Names of institutions, in their order.
        last_day: None where it has no end yet.
    """

    record = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(max_length=200)
    objective = models.TextField()
    partners = models.JSONField(default=list)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    budget_line = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=[(each, each) for each in PROJECT_STATES])

    objects = AppendOnlyQuerySet["ProjectVersion"].as_manager()

    class Meta:
        """Versions are numbered, and a project ends after it begins."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "version"], name="project_version_once"),
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="project_ends_after_it_begins",
            ),
        ]


class Milestone(NotebookRecord):
    """A milestone of a cooperation project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")


class MilestoneVersion(RecordVersion):
    """A milestone as it was written.

    Attributes:
        reached_on: Day on which it was reached, none while it is not.
        indicators: Ids of `definitions/indicators` that it is to move.
    """

    record = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="versions")
    text = models.TextField()
    due = models.DateField()
    reached_on = models.DateField(null=True)
    indicators = models.JSONField(default=list)

    objects = AppendOnlyQuerySet["MilestoneVersion"].as_manager()

    class Meta:
        """Versions are numbered."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "version"], name="milestone_version_once")]
