"""A round of two countries, people who work on it, an administrator, and contact persons of QMA and QMB."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from openssi.store import Workspace
from openssi_web.accounts.actions import add_contact
from openssi_web.accounts.contact_models import Contact
from openssi_web.accounts.contacts import ContactAsked
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds import workspace as served
from web_rounds.cast import Cast, make_cast, person
from web_rounds.conftest import world

__all__ = ["world"]

SignedIn = Callable[[Person], Client]
DAY = dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Register:
    """Who is there.

    Attributes:
        cast: Ana answers for a scheme of QMA, Cleo coordinates QMA, Bo coordinates QMB, Teo reviews every country.
        ada: The administrator.
        fay: A desk officer who follows QMA from the field.
        ben: A desk officer who follows QMB.
        mina: A contact person of QMA without an account.
        boris: A contact person of QMB without an account.
    """

    cast: Cast
    ada: Person
    fay: Person
    ben: Person
    mina: Contact
    boris: Contact


def asked(**values: object) -> ContactAsked:
    usual: dict[str, object] = {"ref_area": "QMA", "name": "Mina Okoro", "valid_from": DAY}
    return ContactAsked(**{**usual, **values})  # type: ignore[arg-type]


@pytest.fixture
def register(world: Workspace, db: None) -> Register:
    served._inquiry.cache_clear()
    cast = make_cast()
    ada = person("Ada Berg", ("ADMINISTRATOR", "", []))
    fay = person("Fay Noor", ("DESK_OFFICER", "QMA", []))
    Membership.objects.filter(person=fay).update(seat="FIELD")
    ben = person("Ben Holt", ("DESK_OFFICER", "QMB", []))
    mina = add_contact(
        cast.cleo,
        asked(
            email="mina.okoro@amara.example",
            phone="+999 555 0142",
            institution="Ministry of Labour",
            function="Chief actuary",
            language="fr",
        ),
    )
    boris = add_contact(cast.bo, asked(ref_area="QMB", name="Boris Quill", email="boris@borea.example"))
    return Register(cast, ada, fay, ben, mina, boris)


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which a person has signed in."""

    def of(who: Person) -> Client:
        client = Client()
        client.force_login(who)
        return client

    return of
