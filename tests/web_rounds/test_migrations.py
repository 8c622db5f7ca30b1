"""The tables are those of the models, and the guards of the records can be taken away and set again."""

import pytest
from django.core.management import call_command
from django.db import connection

from openssi_web.guards import REFUSED
from web_rounds.cleaning import all_guards, empty_records

ALL_GUARDS = all_guards()


@pytest.mark.django_db
def test_the_migrations_are_those_of_the_models() -> None:
    call_command("makemigrations", "accounts", "rounds", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_the_guards_go_back_and_forth() -> None:
    empty_records()
    call_command("migrate", "rounds", "0001", verbosity=0)
    assert guarded() == 0
    call_command("migrate", "rounds", verbosity=0)
    assert guarded() == sum(len(each.tables) * len(REFUSED) for each in ALL_GUARDS)


def guarded() -> int:
    """How many triggers guard the records."""
    catalogue = {"sqlite": "sqlite_master WHERE type = 'trigger' AND", "postgresql": "pg_trigger WHERE"}
    name = {"sqlite": "name", "postgresql": "tgname"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {catalogue[connection.vendor]} {name} LIKE 'rounds\\_%%' ESCAPE '\\'", [])  # noqa: S608
        return int(cursor.fetchone()[0])


def test_a_database_without_triggers_is_guarded_by_the_models_alone() -> None:
    for each in ALL_GUARDS:
        assert (each.statements("oracle"), each.reversal("oracle")) == ([], [])
