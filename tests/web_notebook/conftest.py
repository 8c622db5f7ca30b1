"""A country with a submission, and people of whom some keep its notebook."""

import pytest

from openssi.store import Workspace
from web_notebook.keeping import Keepers, make_keepers
from web_rounds.conftest import SignedIn, signed_in, world

__all__ = ["SignedIn", "signed_in", "world"]


@pytest.fixture
def keepers(world: Workspace, db: None) -> Keepers:
    return make_keepers()
