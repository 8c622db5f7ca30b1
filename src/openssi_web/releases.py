"""The releases that the site serves, opened once per process."""

import os
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest

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


def release_for(request: HttpRequest, release_id: str | None = None, as_of: str | None = None) -> OpenRelease:  # noqa: ARG001 - the levels of releases
    """Return the release that somebody asks for, as far as it is open to them.

    Args:
        request: Who asks.
        release_id: Its id, else the latest.
        as_of: Moment as an ISO date or time; what was the latest release then.

    Raises:
        FixTheFile: if there is no such release, or none was published by then.
    """
    return release_named(release_id)
