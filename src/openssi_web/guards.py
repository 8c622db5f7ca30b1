"""Guards of append-only tables: the database itself refuses to change or remove their rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSED = ("UPDATE", "DELETE")
"""What is refused."""


@dataclass(frozen=True, slots=True)
class Guards:
    """The triggers that guard some tables; other databases than SQLite and PostgreSQL have none.

    Attributes:
        tables: The tables.
        function: Name of the function that the triggers of PostgreSQL call; each set of guards has its own.
    """

    tables: Sequence[str]
    function: str

    def statements(self, vendor: str) -> list[str]:
        """Return what sets the guards."""
        if vendor == "sqlite":
            return [
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                for name, event, table in self._triggers()
            ]
        if vendor == "postgresql":
            body = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"
            made = f"CREATE FUNCTION {self.function}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
            called = [
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {self.function}()"
                for name, event, table in self._triggers()
            ]
            return [made, *called]
        return []

    def reversal(self, vendor: str) -> list[str]:
        """Return what takes the guards away."""
        if vendor == "sqlite":
            return [f"DROP TRIGGER {name}" for name, _, _ in self._triggers()]
        if vendor == "postgresql":
            dropped = [f"DROP TRIGGER {name} ON {table}" for name, _, table in self._triggers()]
            return [*dropped, f"DROP FUNCTION {self.function}()"]
        return []

    def set(self, _: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        """Set the guards, as a step of a migration."""
        for each in self.statements(editor.connection.vendor):
            editor.execute(each, params=None)

    def lift(self, _: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        """Take the guards away, as a step of a migration."""
        for each in self.reversal(editor.connection.vendor):
            editor.execute(each, params=None)

    def _triggers(self) -> list[tuple[str, str, str]]:
        return [(f"{table}_{event.lower()}", event, table) for table in self.tables for event in REFUSED]


@contextmanager
def changes_let_through(table: str) -> Iterator[None]:
    """Let the rows of a guarded table be changed within a transaction: what is personal is erased on request.

    Args:
        table: The table; nobody else changes it meanwhile.
    """
    name = f"{table}_update"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table is not altered while keys of rows that were just written are still to be checked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
            yield
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")
            return
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
        guard = cursor.fetchone()
        cursor.execute(f"DROP TRIGGER {name}")
        yield
        cursor.execute(guard[0])
