"""What was changed about people, guarded by the database itself."""

from typing import ClassVar

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "accounts_personchange"
REFUSED = ("UPDATE", "DELETE")
FUNCTION = "accounts_append_only"


def statements(vendor: str) -> list[str]:
    """Return what guards the table."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {TABLE}_{event.lower()} BEFORE {event} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
            for event in REFUSED
        ]
    if vendor == "postgresql":
        body = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"
        return [f"CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"] + [
            f"CREATE TRIGGER {TABLE}_{event.lower()} BEFORE {event} ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
            for event in REFUSED
        ]
    return []


def reversal(vendor: str) -> list[str]:
    """Return what takes the guards away."""
    on = f" ON {TABLE}" if vendor == "postgresql" else ""
    dropped = [f"DROP TRIGGER {TABLE}_{event.lower()}{on}" for event in REFUSED]
    if vendor == "postgresql":
        return [*dropped, f"DROP FUNCTION {FUNCTION}()"]
    return dropped if vendor == "sqlite" else []


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the guards."""
    for each in statements(editor.connection.vendor):
        editor.execute(each, params=None)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    for each in reversal(editor.connection.vendor):
        editor.execute(each, params=None)


class Migration(migrations.Migration):
    """Changes of people."""

    dependencies: ClassVar = [("accounts", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="PersonChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=30)),
                ("detail", models.JSONField(blank=True, default=dict)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(guard, unguard),
    ]
