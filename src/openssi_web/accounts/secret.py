"""The secret that sessions and one-time links are signed with: it lasts, so that a restart signs nobody out."""

import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path

VARIABLE = "OPENSSI_SECRET_KEY"
FILE = "secret-key"
"""Beside the database of the workspace; only its owner reads it."""

_log = logging.getLogger(__name__)


def secret_key(workspace: Path) -> str:
    """Return the secret: as told in OPENSSI_SECRET_KEY, else of the workspace, else one of this process alone.

    Args:
        workspace: Folder of the workspace.
    """
    told = os.environ.get(VARIABLE) or _kept(workspace)
    if not told and workspace.is_dir():
        _log.warning("%s has no %s: everybody is signed out when this process ends", workspace, FILE)
    return told or secrets.token_urlsafe(50)


def make_secret_key(workspace: Path) -> None:
    """Write the secret of a workspace that has none; where that cannot be done, `secret_key` says so.

    Args:
        workspace: Folder of the workspace.
    """
    if os.environ.get(VARIABLE):
        return
    with suppress(OSError):
        # Only one of several processes that begin at once writes it.
        descriptor = os.open(workspace / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))


def _kept(workspace: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return (workspace / FILE).read_text(encoding="ascii").strip()
    return ""
