"""A country with a submission, and people of whom some keep its notebook."""

from collections.abc import Callable

import pytest
from django.test import Client

from openssi.store import Workspace
from openssi_web.accounts.models import Person
from web_notebook.keeping import Keepers, make_keepers
from web_rounds.conftest import world

__all__ = ["world"]

SignedIn = Callable[[Person], Client]


@pytest.fixture
def keepers(world: Workspace, db: None) -> Keepers:
    return make_keepers()


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which a person has signed in."""

    def of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return of
