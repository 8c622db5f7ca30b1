"""A round of two countries of which one has a submission, on a fixed day, and people who sign in to the site."""

import datetime as dt

import pytest

from openssi.store import Workspace
from openssi_web.rounds.models import Round
from openssi_web.rounds.monitor import counts, progress
from web_rounds.cast import Cast, make_cast
from web_rounds.conftest import SignedIn, signed_in, world

__all__ = ["SignedIn", "signed_in", "world"]

TODAY = dt.date(2026, 6, 12)
DEADLINE = dt.date(2026, 5, 31)


@pytest.fixture
def cast(world: Workspace, db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The people, with a deadline that passed twelve days ago; a page counts everything before it answers."""
    for module in (progress, counts):
        monkeypatch.setattr(module, "today", lambda: TODAY)
    monkeypatch.setattr(progress, "SECONDS", 60)
    made = make_cast()
    Round.objects.update(deadline=DEADLINE)
    made.draft.round.refresh_from_db()
    return made
