"""The dashboards of the demonstration world."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from openssi_web import dashboards, pages_cache, published, releases


@pytest.fixture
def site(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of the site; errors come as pages, as a reader sees them."""
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(demonstration))
    yield Client(raise_request_exception=True)
    dashboards.forget()
    pages_cache._page.cache_clear()
    published.clear()


@pytest.fixture
def release(site: Client) -> str:
    """Id of the latest release."""
    return str(site.get("/v1/releases").json()["latest"])
