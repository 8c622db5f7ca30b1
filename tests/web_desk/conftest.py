"""A submission that nobody answered and that is compiled at the desk, and rules that find nothing."""

import pytest

from openssi.store import Workspace
from web_desk.desk import at_the_desk
from web_moves.conftest import quiet
from web_moves.people import Everybody, everybody
from web_rounds.cast import make_cast
from web_rounds.conftest import SignedIn, signed_in, world

__all__ = ["SignedIn", "quiet", "signed_in", "world"]


@pytest.fixture
def people(world: Workspace, db: None, quiet: None) -> Everybody:
    """Everybody, and the submission of QMA in the state DESK_COMPILED."""
    return at_the_desk(everybody(make_cast()))
