"""What a transition records, marks of parts, and the calendar of a round; the guards of the records stay in place."""

from typing import ClassVar

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from openssi_web.guards import Guards

GUARDS = Guards(("rounds_partmark",), "rounds_marks_append_only")
REBUILT = Guards(("rounds_transition",), "rounds_append_only")
"""Of a table that SQLite makes anew to give it a column; its guards go with the old one."""

_CHANNELS = ("form", "workbook", "api", "opening", "command", "timer")
_KINDS = ("READY", "SIGNED", "RETURNED")


def guard_rebuilt(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the guards that a table lost when it was made anew."""
    if editor.connection.vendor == "sqlite":
        REBUILT.set(apps, editor)


def nothing(_: Apps, __: BaseDatabaseSchemaEditor) -> None:
    """Do nothing."""


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(each, each) for each in codes]


def _to(model: str, name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=model)


def _column(name: str, field: models.Field) -> migrations.AddField:  # type: ignore[type-arg]
    return migrations.AddField(model_name="transition", name=name, field=field)


class Migration(migrations.Migration):
    """Reasons and rules of transitions, marks of parts, the calendar of a round."""

    dependencies: ClassVar = [("rounds", "0003_attachments")]
    operations: ClassVar = [
        migrations.AddField(model_name="round", name="calendar", field=models.JSONField(default=dict, blank=True)),
        migrations.AlterField(
            model_name="entry", name="channel", field=models.CharField(max_length=10, choices=_choices(_CHANNELS))
        ),
        migrations.RunPython(nothing, guard_rebuilt),
        _column("move", models.CharField(max_length=40, blank=True, default="")),
        _column("reason", models.TextField(blank=True, default="")),
        _column("code", models.CharField(max_length=20, blank=True, default="")),
        _column("rule", models.CharField(max_length=60, blank=True, default="")),
        migrations.CreateModel(
            name="PartMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10, choices=_choices(_KINDS))),
                ("institution", models.CharField(max_length=200, blank=True)),
                ("draft", _to("rounds.submissiondraft", "marks")),
                ("entry", _to("rounds.entry", "marks")),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(guard_rebuilt, nothing),
        migrations.RunPython(GUARDS.set, GUARDS.lift),
    ]
