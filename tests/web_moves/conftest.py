"""A submission on its way, everybody who has a part in it, and rules that find nothing unless a test says so."""

import pytest

from openssi.run.validation import Validation
from openssi.store import Workspace
from web_moves.people import Everybody, everybody
from web_rounds.cast import make_cast
from web_rounds.conftest import SignedIn, signed_in, world

__all__ = ["SignedIn", "signed_in", "world"]


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules find nothing in answers; those on revisions look as ever."""
    monkeypatch.setattr(Validation, "of_answers", lambda *_: ())


@pytest.fixture
def people(world: Workspace, db: None, quiet: None) -> Everybody:
    return everybody(make_cast())
