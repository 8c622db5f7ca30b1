"""Which database holds the process: SQLite in the workspace, or the PostgreSQL that DATABASE_URL names."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FILE = "site.sqlite3"
"""Beside the folders of the workspace."""

PATIENCE = 20
"""Seconds for which one save waits for another."""


def database(url: str, workspace: Path) -> dict[str, object]:
    """Return the settings of the database.

    SQLite writes ahead, so that nobody who reads waits for somebody who saves, and a transaction takes its lock when it
    begins, so that two of them never meet half-way.

    Args:
        url: `postgresql://user:password@host:5432/name?sslmode=require`, `sqlite:////path/to/file`, or empty for a file
            in the workspace.
        workspace: Folder of the workspace.

    Raises:
        ImproperlyConfigured: if the address is of another kind of database, or names none.
    """
    parts = urlsplit(url)
    if parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    if not url or (parts.scheme == "sqlite" and len(parts.path) > 1):
        return _sqlite(Path(unquote(parts.path[1:])) if url else workspace / FILE)
    raise ImproperlyConfigured(
        "DATABASE_URL names no database that the site can use. Please either write "
        "postgresql://user:password@host:5432/name, or leave it out and a file in the workspace is used."
    )


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": PATIENCE,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        "CONN_MAX_AGE": 60,
    }
