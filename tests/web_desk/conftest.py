"""A submission that nobody answered and that is compiled at the desk, and rules that find nothing."""

from collections.abc import Callable

import pytest
from django.test import Client

from openssi.store import Workspace
from openssi_web.accounts.models import Person
from web_desk.desk import at_the_desk
from web_moves.conftest import quiet
from web_moves.people import Everybody, everybody
from web_rounds.cast import make_cast
from web_rounds.conftest import world

__all__ = ["quiet", "world"]

SignedIn = Callable[[Person], Client]


@pytest.fixture
def people(world: Workspace, db: None, quiet: None) -> Everybody:
    """Everybody, and the submission of QMA in the state DESK_COMPILED."""
    return at_the_desk(everybody(make_cast()))


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which a person has signed in."""

    def of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return of
