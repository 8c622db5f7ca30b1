"""A round of two invented countries, and the people who work on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from openssi.engine import table_of
from openssi.store import Workspace
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi_web import releases
from openssi_web.accounts.models import Person
from web_rounds.invented import YEAR, last_round

IS_READY = "openssi_web.rounds" in settings.INSTALLED_APPS
"""Run with `--ds=web_rounds.settings` where the site itself has no database yet."""

SignedIn = Callable[[Person], Client]

collect_ignore_glob = [] if IS_READY else ["test_*.py"]


def make_world(root: Path) -> Workspace:
    """Make a workspace with one accepted round of two countries."""
    usual = {"m49": "", "iso2": "", "fictional": True, "tile_column": 1, "tile_row": 1}
    names = {"QMA": "Amara", "QMB": "Borea"}
    areas = [
        {**usual, "area": area, **{f"name_{each}": name for each in ("en", "fr", "es")}} for area, name in names.items()
    ]
    reference = {"areas": table_of(AREAS, areas), "groups": table_of(GROUPS, []), "members": table_of(MEMBERS, [])}
    made = Workspace.create(root, "demonstration", reference)
    for area in names:
        fingerprint = Fingerprint(area, YEAR - 1, "2026.2", "en", "v0")
        read = Submission(fingerprint=fingerprint, file="a.xlsx", sha256="00", state="read", read_at="")
        made.submissions.save(read, last_round(area), None)
        made.submissions.accept(read, last_round(area), (), "2024-06-01T00:00:00+00:00")
    return made


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that the site serves, with one accepted round of two countries."""
    made = make_world(tmp_path / "world")
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(made.root))
    return made


@pytest.fixture
def signed_in() -> SignedIn:
    """A client of somebody who signed in, without the form: `client.force_login(person)` does it."""

    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return client_of
