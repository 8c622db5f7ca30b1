"""The releases that the site serves, opened once per process."""

import os
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest

from openssi.run.site import OpenRelease, ReleaseSite
from openssi.store.workspace import now
from openssi.vocabulary.release import EVERYBODY, LATEST, Release
from openssi_web.readership import reader_of

WORKSPACE_VARIABLE = "OPENSSI_WORKSPACE"


def workspace_path() -> Path:
    """Return the folder of the workspace: as the server was told, else `openssi-workspace` here."""
    return Path(os.environ.get(WORKSPACE_VARIABLE) or "openssi-workspace").absolute()


def server_time() -> datetime:
    """Return the present moment by the clock of the server, which keeps the embargoes."""
    return datetime.fromisoformat(now())


@lru_cache(maxsize=4)
def _site(root: Path) -> ReleaseSite:
    return ReleaseSite(root, clock=lambda: server_time())  # noqa: PLW0108 - the clock of the module may be set


def site() -> ReleaseSite:
    """Return the workspace that is served."""
    return _site(workspace_path())


def close() -> None:
    """Close the workspace: nothing of the database engine may outlive the server."""
    site().close()
    _site.cache_clear()


def release_named(release_id: str | None) -> OpenRelease:
    """Return a release by its id, whoever asks, the latest public one where none is named.

    Whoever answers a request asks `release_for` first.

    Raises:
        FixTheFile: if there is no such release.
    """
    return site().open(release_id) if release_id else site().latest(EVERYBODY)


def release_for(request: HttpRequest, release_id: str | None = None, as_of: str | None = None) -> OpenRelease:
    """Return the release that somebody asks for, as far as it is open to them; it is looked for once in a request.

    Args:
        request: Who asks.
        release_id: Its id, else the latest that they may read; `latest` names that too.
        as_of: A day, which stands for its end in UTC, or a moment: what was the latest release then.

    Raises:
        FixTheFile: if there is no such release, none was published by then, or its files are damaged.
    """
    named = None if release_id == LATEST else release_id
    opened = site()
    reader = reader_of(request)
    chosen: dict[object, OpenRelease] = request.__dict__.setdefault("chosen_releases", {})
    held = chosen.get((named, as_of, reader))
    if held is None:
        held = chosen[named, as_of, reader] = opened.chosen(named or None, as_of or None, reader)
        request.told_of = (*told_of(request), held.release)  # type: ignore[attr-defined]
        request.follows_pointer = follows_pointer(request) or not named  # type: ignore[attr-defined]
    return held


def latest_id_for(request: HttpRequest) -> str:
    """Return the id of the latest release that somebody may read.

    Raises:
        FixTheFile: if there is none.
    """
    opened = site()
    reader = reader_of(request)
    found: dict[object, str] = request.__dict__.setdefault("latest_ids", {})
    if reader not in found:
        found[reader] = opened.latest_id(reader)
    return found[reader]


def releases_for(request: HttpRequest) -> list[Release]:
    """Return the releases that somebody may read, newest first."""
    found = site().releases(reader_of(request))
    request.told_of = (*told_of(request), *found)  # type: ignore[attr-defined]
    return found


def told_of(request: HttpRequest) -> tuple[Release, ...]:
    """Return the releases that the answer to a request tells of so far."""
    return getattr(request, "told_of", ())


def follows_pointer(request: HttpRequest) -> bool:
    """Whether the answer to a request is of whichever release is the latest, so that it may change."""
    return bool(getattr(request, "follows_pointer", False))
