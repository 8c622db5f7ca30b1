"""A submission on its way, everybody who has a part in it, and rules that find nothing unless a test says so."""

from collections.abc import Callable

import pytest
from django.test import Client

from openssi.run.validation import Validation
from openssi.store import Workspace
from openssi_web.accounts.models import Person
from web_moves.people import Everybody, everybody
from web_rounds.cast import make_cast
from web_rounds.conftest import world

__all__ = ["world"]

SignedIn = Callable[[Person], Client]


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules find nothing in answers; those on revisions look as ever."""
    monkeypatch.setattr(Validation, "of_answers", lambda *_: ())


@pytest.fixture
def people(world: Workspace, db: None, quiet: None) -> Everybody:
    return everybody(make_cast())


@pytest.fixture
def signed_in() -> SignedIn:
    def of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return of
