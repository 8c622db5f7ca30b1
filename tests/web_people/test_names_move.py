"""Names that stood in the records of changes are carried over to where they can be erased, and back."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = ("accounts", "0002_append_only"), ("accounts", "0004_names_apart")


def test_names_move_and_everybody_enters_the_register() -> None:
    call_command("migrate", "rounds", "0005", verbosity=0)
    call_command("migrate", *BEFORE, verbosity=0)
    try:
        ana = _old_rows()
        call_command("migrate", *AFTER, verbosity=0)
        _check(ana)
        call_command("migrate", *BEFORE, verbosity=0)
        apps = MigrationExecutor(connection).loader.project_state([BEFORE]).apps
        details = apps.get_model("accounts", "PersonChange").objects.order_by("pk").values_list("detail", flat=True)
        assert details[0] == {"name": "Ana Silo", "language": "en"}
        assert details[1]["before"] == {"name": "Ana Silo", "language": "en"}
    finally:
        call_command("migrate", verbosity=0)
        _empty()


def _old_rows() -> int:
    apps = MigrationExecutor(connection).loader.project_state([BEFORE]).apps
    person = apps.get_model("accounts", "Person").objects.create(email="ana@silo.example", name="Ana Silo-Marr")
    first = dt.date(2024, 1, 1)
    membership = apps.get_model("accounts", "Membership")
    membership.objects.create(
        person=person, role="RESP", ref_area="QMA", schemes=["*"], institution="Pension Fund", valid_from=first
    )
    changes = apps.get_model("accounts", "PersonChange").objects
    changes.create(person=person, action="add", detail={"name": "Ana Silo", "language": "en"})
    changes.create(person=person, action="details", detail={"before": {"name": "Ana Silo", "language": "en"}})
    changes.create(person=person, action="role", detail={"role": "RESP"})
    return int(person.pk)


def _check(ana: int) -> None:
    from openssi_web.accounts.models import Membership, Person, PersonChange

    rows = list(PersonChange.objects.filter(person=ana).order_by("pk"))
    assert [each.detail for each in rows] == [
        {"language": "en"},
        {"fields": ["name", "language"], "before": {"language": "en"}},
        {"role": "RESP"},
    ]
    assert [each.former.name for each in rows[:2]] == ["Ana Silo", "Ana Silo"]
    person = Person.objects.get(pk=ana)
    entry = person.contacts.get()
    assert (person.name, person.erased_at) == ("Ana Silo-Marr", None)
    assert (entry.ref_area, entry.institution, entry.valid_from) == ("QMA", "Pension Fund", dt.date(2024, 1, 1))
    assert Membership.objects.get().seat == ""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_personchange")


def _empty() -> None:
    """Empty the tables; only a test may, and only by taking the guards away."""
    from importlib import import_module

    guards = import_module("openssi_web.accounts.migrations.0002_append_only").GUARDS
    tables = ("formername", "contact", "personchange", "membership", "person")
    with connection.cursor() as cursor:
        for each in guards.reversal(connection.vendor):
            cursor.execute(each)
        for table in tables:
            cursor.execute(f"DELETE FROM accounts_{table}")  # noqa: S608 - names of this file
        for each in guards.statements(connection.vendor):
            cursor.execute(each)
