"""The round of the tests of rounds, with people who sign in to the site."""

import pytest

from openssi.store import Workspace
from web_rounds.cast import Cast, make_cast
from web_rounds.conftest import SignedIn, signed_in, world

__all__ = ["SignedIn", "signed_in", "world"]


@pytest.fixture
def cast(world: Workspace, db: None) -> Cast:
    return make_cast()
