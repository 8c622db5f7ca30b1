"""A submission under validation, of which a rule doubts a number, and a terminal in the process of the tests."""

from collections.abc import Callable

import pytest

from openssi.store import Workspace
from openssi_web import commands_acting, commands_round
from web_queries.asking import under_validation
from web_rounds.cast import Cast, make_cast
from web_rounds.conftest import SignedIn, signed_in, world

__all__ = ["SignedIn", "signed_in", "world"]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cast(world: Workspace, db: None) -> Cast:
    return make_cast()


@pytest.fixture
def validated(cast: Cast) -> Cast:
    return under_validation(cast)


@pytest.fixture
def run(world: Workspace, cast: Cast, monkeypatch: pytest.MonkeyPatch, openssi: Run) -> Run:
    """Runs a command on the workspace, in the database of the tests."""
    monkeypatch.setenv("OPENSSI_LANG", "en")
    for each in (commands_acting, commands_round):
        monkeypatch.setattr(each, "open_process", lambda _: None)
    return lambda *arguments: openssi("--workspace", world.root, *arguments)
