"""The database of the process: made or brought up to date before it is used, and why the working pages are closed."""

import os
import threading
import time
from pathlib import Path

from openssi_web import releases
from openssi_web.accounts.secret import make_secret_key

TRY_AGAIN_AFTER = 30.0
"""Seconds after which a database that could not be used is tried again."""


def open_process(workspace: Path) -> None:
    """Let everything that follows work on the process of a workspace; its tables are made or brought up to date.

    Args:
        workspace: The folder of the workspace.
    """
    os.environ[releases.WORKSPACE_VARIABLE] = str(workspace)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openssi_web.settings")
    make_secret_key(workspace)
    import django

    django.setup()
    from openssi.run.console import language
    from openssi_web.accounts.names import reader

    reader.set(language())
    bring_up_to_date()


def bring_up_to_date() -> None:
    """Make the tables that are missing, and forget the sessions that are over.

    Raises:
        DatabaseError: if the database cannot be reached or written.
    """
    from django.contrib.sessions.models import Session
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils import timezone

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


class Readiness:
    """Whether the database can be used; one that could not is tried again after a while."""

    def __init__(self) -> None:
        self._cause = ""
        self._tried = float("-inf")
        self._lock = threading.Lock()

    def prepare(self) -> str:
        """Bring the database up to date, and return why that was not possible, nothing where it was."""
        from django.db import DatabaseError, connection

        with self._lock:
            try:
                bring_up_to_date()
                self._cause = ""
            except (DatabaseError, OSError) as error:
                self._cause = str(error).strip().partition("\n")[0] or type(error).__name__
            self._tried = time.monotonic()
        connection.close()
        return self._cause

    def cause(self) -> str:
        """Return why the database cannot be used, nothing where it can."""
        is_due = self._cause and time.monotonic() - self._tried >= TRY_AGAIN_AFTER
        return self.prepare() if is_due else self._cause


readiness = Readiness()
