"""The database itself refuses to change or remove records."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("rounds_entry", "rounds_answerversion", "rounds_findingexplanation", "rounds_transition")
REFUSED = ("UPDATE", "DELETE")
FUNCTION = "rounds_append_only"


def statements(vendor: str) -> list[str]:
    """Return what guards the tables."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in TABLES
            for event in REFUSED
        ]
    if vendor == "postgresql":
        body = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"
        made = [f"CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"]
        return made + [
            f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
            for table in TABLES
            for event in REFUSED
        ]
    return []


def reversal(vendor: str) -> list[str]:
    """Return what takes the guards away."""
    on = {table: f" ON {table}" if vendor == "postgresql" else "" for table in TABLES}
    dropped = [f"DROP TRIGGER {table}_{event.lower()}{on[table]}" for table in TABLES for event in REFUSED]
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
    """Guards of the append-only tables."""

    dependencies: ClassVar = [("rounds", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]
