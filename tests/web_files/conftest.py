"""The round of the tests of rounds, with people who sign in to the site."""

from collections.abc import Callable

import pytest
from django.test import Client

from openssi.store import Workspace
from openssi_web.accounts.models import Person
from web_rounds.cast import Cast, make_cast
from web_rounds.conftest import world

__all__ = ["world"]

SignedIn = Callable[[Person], Client]


@pytest.fixture
def cast(world: Workspace, db: None) -> Cast:
    return make_cast()


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which a person has signed in."""

    def of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return of
