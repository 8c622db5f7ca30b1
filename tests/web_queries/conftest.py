"""A submission under validation, of which a rule doubts a number, and people who sign in to the site."""

from collections.abc import Callable

import pytest
from django.test import Client

from openssi.store import Workspace
from openssi_web.accounts.models import Person
from web_queries.asking import under_validation
from web_rounds.cast import Cast, make_cast
from web_rounds.conftest import world

__all__ = ["world"]

SignedIn = Callable[[Person], Client]


@pytest.fixture
def cast(world: Workspace, db: None) -> Cast:
    return under_validation(make_cast())


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which a person has signed in."""

    def of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return of
