"""Files of submissions, which the database refuses to change or remove as it does the other records."""

from typing import ClassVar

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("rounds_attachment", "rounds_attachmentwithdrawal")
REFUSED = ("UPDATE", "DELETE")
FUNCTION = "rounds_attachments_append_only"


def statements(vendor: str) -> list[str]:
    """Return what guards the tables."""
    triggers = [(f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table}", table) for table, event in _PAIRS]
    if vendor == "sqlite":
        return [f"{head} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END" for head, table in triggers]
    if vendor == "postgresql":
        body = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"
        made = f"CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
        return [made, *(f"{head} FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()" for head, _ in triggers)]
    return []


def reversal(vendor: str) -> list[str]:
    """Return what takes the guards away."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_{event.lower()}" for table, event in _PAIRS]
    if vendor == "postgresql":
        dropped = [f"DROP TRIGGER {table}_{event.lower()} ON {table}" for table, event in _PAIRS]
        return [*dropped, f"DROP FUNCTION {FUNCTION}()"]
    return []


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the guards."""
    for each in statements(editor.connection.vendor):
        editor.execute(each, params=None)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    for each in reversal(editor.connection.vendor):
        editor.execute(each, params=None)


_PAIRS = tuple((table, event) for table in TABLES for event in REFUSED)
_ACTIONS = ("open", "save", "block", "import", "explain", "move", "attach", "withdraw")
_PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    """Files of submissions, their withdrawals, and the guards of both."""

    dependencies: ClassVar = [("rounds", "0002_append_only")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="entry",
            name="action",
            field=models.CharField(choices=[(each, each) for each in _ACTIONS], max_length=10),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scheme", models.CharField(default="_Z", max_length=20)),
                ("benefit", models.CharField(default="_Z", max_length=20)),
                ("sex", models.CharField(default="_T", max_length=10)),
                ("age", models.CharField(default="_T", max_length=20)),
                ("func", models.CharField(default="_Z", max_length=20)),
                ("breakdown", models.CharField(default="_Z", max_length=100)),
                ("item", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("caption", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "draft",
                    models.ForeignKey(on_delete=_PROTECT, related_name="attachments", to="rounds.submissiondraft"),
                ),
                ("entry", models.ForeignKey(on_delete=_PROTECT, related_name="attachments", to="rounds.entry")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="AttachmentWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200)),
                (
                    "attachment",
                    models.OneToOneField(on_delete=_PROTECT, related_name="withdrawal", to="rounds.attachment"),
                ),
                ("entry", models.ForeignKey(on_delete=_PROTECT, related_name="withdrawals", to="rounds.entry")),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(guard, unguard),
    ]
