"""The bulk files of the demonstration world, asked for by a client and from a running server."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from openssi_web import releases
from openssi_web.api import bulk_files

OPENSSI = Path(sys.executable).with_name("openssi")


@pytest.fixture
def site(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of the site."""
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(demonstration))
    yield Client(raise_request_exception=True)
    bulk_files.clear()


@pytest.fixture(scope="module")
def served(demonstration: Path) -> Iterator[str]:
    """The address of a server of its own process."""
    command = [str(OPENSSI), "--lang", "en", "serve", "--workspace", str(demonstration), "--port", "0"]
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=own) as process:
        assert process.stdout is not None
        found = (re.search(r"http://[\w.]+:\d+", line) for line in process.stdout)
        yield next(address.group() for address in found if address)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
