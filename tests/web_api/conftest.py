"""The plain API on the demonstration world."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from openssi.store import Workspace
from openssi_web import pages_cache, published, releases


@pytest.fixture
def site(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of the site; what fails inside comes as it would to a reader."""
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(demonstration))
    yield Client(raise_request_exception=True)
    pages_cache._page.cache_clear()
    published.clear()


@pytest.fixture
def release(demonstration: Path) -> str:
    return str(Workspace.open(demonstration).releases.latest_id())


def body(response: Any) -> bytes:
    """The whole body, also where it is made while it is sent."""
    return bytes(response.getvalue())
