"""Confidentiality of a single cell: its status and, for an embargo, its day; the guards stay in place."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from openssi_web.guards import Guards

REBUILT = Guards(("rounds_answerversion",), "rounds_append_only")
"""Of a table that SQLite makes anew to give it a column; its guards go with the old one."""


def guard_rebuilt(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the guards that a table lost when it was made anew."""
    if editor.connection.vendor == "sqlite":
        REBUILT.set(apps, editor)


def nothing(_: Apps, __: BaseDatabaseSchemaEditor) -> None:
    """Do nothing."""


class Migration(migrations.Migration):
    """Two columns of the versions of answers."""

    dependencies: ClassVar = [("rounds", "0010_notebook")]
    operations: ClassVar = [
        migrations.RunPython(nothing, guard_rebuilt),
        migrations.AddField("answerversion", "conf_status", models.CharField(blank=True, default="", max_length=2)),
        migrations.AddField("answerversion", "embargo", models.CharField(blank=True, default="", max_length=10)),
        migrations.RunPython(guard_rebuilt, nothing),
    ]
