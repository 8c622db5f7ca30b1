"""The notebook of a country, whose versions and entries the database refuses to change or remove."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from openssi_web.guards import Guards

GUARDS = Guards(
    (
        "rounds_notebookentry",
        "rounds_missionversion",
        "rounds_missionparticipant",
        "rounds_missionfinding",
        "rounds_followupversion",
        "rounds_projectversion",
        "rounds_milestoneversion",
    ),
    "rounds_notebook_append_only",
)
_PROTECT = django.db.models.deletion.PROTECT
_ROLES = (
    "COORD", "RESP", "APPROVER", "NSOREV", "DESK_OFFICER", "VALIDATION_LEAD", "METHODOLOGIST", "ADMINISTRATOR",
)  # fmt: skip
_ACTIONS = ("mission", "follow_up", "project", "milestone")
_CHANNELS = ("form", "workbook", "api", "opening", "command", "timer")
_STATES = ("PLANNED", "RUNNING", "COMPLETED", "STOPPED")
_Fields = list[tuple[str, models.Field]]  # type: ignore[type-arg]


def _to(model: str, name: str, *, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    if null:
        return models.ForeignKey(null=True, on_delete=_PROTECT, related_name=name, to=model)
    return models.ForeignKey(on_delete=_PROTECT, related_name=name, to=model)


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(each, each) for each in codes]


def _table(name: str, fields: _Fields, constraints: tuple[models.BaseConstraint, ...] = ()) -> migrations.CreateModel:
    number = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    options = {"constraints": list(constraints)} if constraints else {"abstract": False}
    return migrations.CreateModel(name=name, fields=[("id", number), *fields], options=options)


def _record(name: str, more: _Fields) -> migrations.CreateModel:
    number = ("latest", models.PositiveIntegerField(default=1))
    return _table(name, [number, ("notebook", _to("rounds.notebook", "%(class)s_records")), *more])


def _version(of: str, stem: str, fields: _Fields, *constraints: models.BaseConstraint) -> migrations.CreateModel:
    once = models.UniqueConstraint(fields=("record", "version"), name=f"{stem}_version_once")
    usual: _Fields = [
        ("version", models.PositiveIntegerField()),
        ("withdrawn", models.TextField(blank=True)),
        ("entry", _to("rounds.notebookentry", "%(class)ss")),
        ("record", _to(f"rounds.{of.lower()}", "versions")),
    ]
    return _table(f"{of}Version", [*usual, *fields], (once, *constraints))


_ENTRY: _Fields = [
    ("action", models.CharField(choices=_choices(_ACTIONS), max_length=10)),
    ("role", models.CharField(choices=_choices(_ROLES), max_length=20)),
    ("channel", models.CharField(choices=_choices(_CHANNELS), max_length=10)),
    ("at", models.DateTimeField(auto_now_add=True)),
    ("idempotency_key", models.CharField(max_length=100)),
    ("digest", models.CharField(max_length=64)),
    ("detail", models.JSONField(default=dict)),
    ("notebook", _to("rounds.notebook", "entries")),
    ("person", _to(settings.AUTH_USER_MODEL, "+")),
]
_MISSION: _Fields = [
    ("objective", models.TextField()),
    ("place", models.CharField(blank=True, max_length=200)),
    ("first_day", models.DateField()),
    ("last_day", models.DateField()),
]
_PARTICIPANT: _Fields = [
    ("position", models.PositiveSmallIntegerField()),
    ("role", models.CharField(blank=True, choices=_choices(_ROLES), max_length=20)),
    ("institution", models.CharField(blank=True, max_length=200)),
    ("function", models.CharField(blank=True, max_length=200)),
    ("count", models.PositiveSmallIntegerField(default=1)),
    ("person", _to(settings.AUTH_USER_MODEL, "+", null=True)),
    ("mission", _to("rounds.missionversion", "participants")),
]
_FINDING: _Fields = [
    ("position", models.PositiveSmallIntegerField()),
    ("text", models.TextField()),
    ("mission", _to("rounds.missionversion", "findings")),
]
_FOLLOW_UP: _Fields = [
    ("text", models.TextField()),
    ("due", models.DateField()),
    ("done_on", models.DateField(null=True)),
    ("outcome", models.TextField(blank=True)),
    ("owner", _to(settings.AUTH_USER_MODEL, "+")),
]
_PROJECT: _Fields = [
    ("title", models.CharField(max_length=200)),
    ("objective", models.TextField()),
    ("partners", models.JSONField(default=list)),
    ("first_day", models.DateField()),
    ("last_day", models.DateField(null=True)),
    ("budget_line", models.CharField(blank=True, max_length=100)),
    ("state", models.CharField(choices=_choices(_STATES), max_length=10)),
]
_MILESTONE: _Fields = [
    ("text", models.TextField()),
    ("due", models.DateField()),
    ("reached_on", models.DateField(null=True)),
    ("indicators", models.JSONField(default=list)),
]
_IN_ORDER = ("last_day__gte", models.F("first_day"))


class Migration(migrations.Migration):
    """Notebooks with what is noted in them, and the guards of the records."""

    dependencies: ClassVar = [
        ("rounds", "0009_dissents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Notebook",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("ref_area", models.CharField(max_length=3, unique=True)),
            ],
        ),
        _table(
            "NotebookEntry",
            _ENTRY,
            (models.UniqueConstraint(fields=("notebook", "idempotency_key"), name="notebook_key_used_once"),),
        ),
        _record("Mission", []),
        _version(
            "Mission",
            "mission",
            _MISSION,
            models.CheckConstraint(condition=models.Q(_IN_ORDER), name="mission_ends_after_it_begins"),
        ),
        _table("MissionParticipant", _PARTICIPANT),
        _table("MissionFinding", _FINDING),
        _record("FollowUp", [("mission", _to("rounds.mission", "follow_ups"))]),
        _version("FollowUp", "follow_up", _FOLLOW_UP),
        _record("Project", []),
        _version(
            "Project",
            "project",
            _PROJECT,
            models.CheckConstraint(
                condition=models.Q(("last_day__isnull", True), _IN_ORDER, _connector="OR"),
                name="project_ends_after_it_begins",
            ),
        ),
        _record("Milestone", [("project", _to("rounds.project", "milestones"))]),
        _version("Milestone", "milestone", _MILESTONE),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
