"""People and an open round for the demonstration world: several have answered, one has erred, one has not begun.

Their password is public, so they are made in a demonstration world only, in the file that lies in it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from openssi.definitions import default_root, load_texts
from openssi.run.console import language, print_table, say, text
from openssi.store import Workspace
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.database import FILE
from openssi_web.demonstration_people import InventedPerson, InventedRound, load_people
from openssi_web.process import open_process

if TYPE_CHECKING:
    from openssi_web.accounts.models import Person


def demonstrate(workspace: Path) -> None:
    """Make the invented people and their round where they are not there yet, and print how to sign in as them.

    Args:
        workspace: The folder of a demonstration world.

    Raises:
        FixTheFile: if the workspace is of another kind.
    """
    if Workspace.open(workspace).kind != "demonstration":
        raise FixTheFile.because("DEMONSTRATION_ONLY", Place(file=str(workspace)))
    open_process(workspace)
    from django.conf import settings

    if Path(str(settings.DATABASES["default"]["NAME"])) != workspace / FILE:
        say("demo.elsewhere")
        return
    from openssi_web.rounds.workspace import definitions

    invented = load_people(definitions().root)
    if populate(invented):
        print_people(invented)


def populate(invented: InventedRound) -> bool:
    """Make the people and their round, all of it or nothing; say whether they are there afterwards.

    Where other people have been registered first, nobody is added to them.
    """
    from django.db import transaction

    from openssi_web.accounts.models import Person
    from openssi_web.demonstration_round import open_the_round

    emails = {each.email for each in invented.people}
    if Person.objects.filter(email__in=emails).count() == len(emails):
        return True
    if Person.objects.exists():
        return False
    say("demo.people.making")
    with transaction.atomic():
        people = {each.email: each for each in _made(invented)}
        open_the_round(invented, people)
    return True


def _made(invented: InventedRound) -> "Iterable[Person]":
    from openssi_web.accounts.actions import add_person
    from openssi_web.accounts.models import Person
    from openssi_web.accounts.roles import RoleAsked
    from openssi_web.demonstration_round import first_day

    people: list[Person] = []
    for each in invented.people:
        asked = RoleAsked(
            role=each.role, ref_area=each.area, institution=each.institution, schemes=each.schemes, first=first_day()
        )
        # To hash a password is slow on purpose, and all have the same one: it is hashed once.
        password = None if people else invented.password
        people.append(add_person(each.email, each.name, language=each.language, password=password, role=asked))
    Person.objects.filter(pk__in=[each.pk for each in people]).update(password=people[0].password)
    return people


def print_people(invented: InventedRound) -> None:
    """Print who can sign in, and with which password."""
    say("demo.people.there", year=_year())
    heads = [text(f"demo.people.heads.{each}") for each in ("name", "role", "country", "address")]
    print_table(heads, [[each.name, _role(each), _country(each), each.email] for each in invented.people])
    say("demo.people.password", password=invented.password)


def _year() -> int | str:
    from openssi_web.rounds.models import Round

    return Round.objects.order_by("-year").values_list("year", flat=True).first() or ""


def _role(each: InventedPerson) -> str:
    return load_texts(default_root()).get(f"round.role.{each.role}", language())


def _country(each: InventedPerson) -> str:
    from openssi_web.rounds.workspace import inquiry

    return inquiry().area_name(each.area, language()) if each.area else text("demo.people.every_country")
