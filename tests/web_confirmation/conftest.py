"""A submission under validation, everybody who has a part in it, and persons above pensionable age to divide by."""

import pytest

from openssi.store import Workspace
from web_confirmation.confirming import under_validation, with_population
from web_moves.conftest import people, quiet, signed_in
from web_moves.people import Everybody
from web_rounds.conftest import world

__all__ = ["people", "quiet", "signed_in", "world"]


@pytest.fixture
def validated(world: Workspace, people: Everybody) -> Everybody:
    with_population(world)
    under_validation(people)
    return people
