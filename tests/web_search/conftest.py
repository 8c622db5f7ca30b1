"""The search and the site as files, on the demonstration world."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from openssi_web import pages_cache, published, releases


@pytest.fixture
def site(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(demonstration))
    yield Client(raise_request_exception=True)
    pages_cache._page.cache_clear()
    published.clear()
