"""The releases that the site serves, opened once per process."""

import os
from functools import lru_cache
from pathlib import Path

from openssi.run.site import OpenRelease, ReleaseSite

WORKSPACE_VARIABLE = "OPENSSI_WORKSPACE"


def workspace_path() -> Path:
    """Return the folder of the workspace: as the server was told, else `openssi-workspace` here."""
    return Path(os.environ.get(WORKSPACE_VARIABLE) or "openssi-workspace").absolute()


@lru_cache(maxsize=4)
def _site(root: Path) -> ReleaseSite:
    return ReleaseSite(root)


def site() -> ReleaseSite:
    """Return the workspace that is served."""
    return _site(workspace_path())


def close() -> None:
    """Close the workspace: nothing of the database engine may outlive the server."""
    site().close()
    _site.cache_clear()


def release_named(release_id: str | None) -> OpenRelease:
    """Return a release by its id, the latest where none is named.

    Raises:
        FixTheFile: if there is no such release.
    """
    return site().open(release_id) if release_id else site().latest()
