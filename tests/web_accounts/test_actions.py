"""Who is registered with which roles, and the record of it."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from openssi.vocabulary.errors import FixTheFile
from openssi_web.accounts import actions
from openssi_web.accounts.models import Person, PersonChange
from openssi_web.accounts.roles import RoleAsked, role_problems
from openssi_web.append_only import AppendOnly

DAY = dt.date(2026, 1, 1)
RESPONDENT = RoleAsked(role="RESP", ref_area="QMA", institution="Pension Fund", schemes=("QMA01",), first=DAY)
pytestmark = pytest.mark.django_db


def codes(refused: "pytest.ExceptionInfo[FixTheFile]") -> list[str]:
    return [each.code for each in refused.value.problems]


def test_a_person_is_registered_with_a_role_and_its_record() -> None:
    ana = actions.add_person("Ana@Silo.example", " Ana  Silo", language="fr", role=RESPONDENT)
    assert (ana.email, ana.name, ana.language, ana.has_usable_password()) == (
        "ana@silo.example",
        "Ana Silo",
        "fr",
        False,
    )
    assert [(each.action, each.by) for each in ana.changes.order_by("pk")] == [("add", None), ("role", None)]
    assert str(ana.changes.order_by("pk")[0]) == "Ana Silo: add"
    assert ana.grants(DAY)[0].schemes == {"QMA01"}


def test_an_address_is_of_one_person_and_is_one() -> None:
    actions.add_person("ana@silo.example", "Ana Silo")
    with pytest.raises(FixTheFile) as known:
        actions.add_person(" ANA@silo.example", "Another", role=RESPONDENT)
    with pytest.raises(FixTheFile) as unfit:
        actions.add_person("ana", "Ana")
    with pytest.raises(FixTheFile) as nameless:
        actions.add_person("bo@marr.example", " ")
    assert [codes(each) for each in (known, unfit, nameless)] == [
        ["PERSON_KNOWN"],
        ["ADDRESS_UNFIT"],
        ["PERSON_NAME_UNFIT"],
    ]
    assert PersonChange.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (RoleAsked(role="COORD", first=DAY), "ROLE_WITHOUT_COUNTRY"),
        (RoleAsked(role="METHODOLOGIST", ref_area="QMA", first=DAY), "ROLE_OF_NO_COUNTRY"),
        (RoleAsked(role="DESK_OFFICER", seat="HQ", first=DAY), "ROLE_SEAT_UNFIT"),
        (RoleAsked(role="COORD", ref_area="QMA", seat="FIELD", first=DAY), "ROLE_SEAT_UNFIT"),
        (RoleAsked(role="COORD", ref_area="XXX", first=DAY), "AREA_UNKNOWN"),
        (RoleAsked(role="RESP", ref_area="QMA", first=DAY), "ROLE_WITHOUT_SCHEME"),
        (RoleAsked(role="RESP", ref_area="QMA", schemes=("QMA99",), first=DAY), "SCHEME_UNKNOWN"),
        (RoleAsked(role="COORD", ref_area="QMA", first=DAY, last=dt.date(2025, 1, 1)), "ROLE_ENDS_BEFORE_IT_BEGINS"),
    ],
)
def test_a_role_that_would_be_of_no_use_is_refused(asked: RoleAsked, code: str) -> None:
    assert [each.code for each in role_problems(asked, ["QMA"], ["QMA01"])] == [code]


def test_a_role_that_is_of_use_is_not() -> None:
    everything = RoleAsked(role="RESP", ref_area="QMA", schemes=("*",), first=DAY)
    officer = RoleAsked(role="DESK_OFFICER", first=DAY, last=DAY)
    field = RoleAsked(role="VALIDATION_LEAD", ref_area="QMA", seat="FIELD", first=DAY)
    new = RoleAsked(role="RESP", ref_area="QMA", schemes=("QMA99",), first=DAY)
    assert not [*role_problems(everything, ["QMA"], ["QMA01"]), *role_problems(officer, ["QMA"], ())]
    assert not list(role_problems(field, ["QMA"], ()))
    assert not list(role_problems(new, ["QMA"], ()))


def test_a_role_is_not_given_twice_for_one_day() -> None:
    ana = actions.add_person("ana@silo.example", "Ana Silo", role=RESPONDENT)
    with pytest.raises(FixTheFile) as held:
        actions.give_role(ana, RESPONDENT)
    assert codes(held) == ["ROLE_HELD"]
    assert ana.changes.count() == 2
    actions.end_role(ana.memberships.get(), dt.date(2026, 6, 30))
    actions.give_role(
        ana,
        RoleAsked(
            role="RESP", ref_area="QMA", institution="Pension Fund", schemes=("QMA02",), first=dt.date(2026, 7, 1)
        ),
    )
    assert [len(ana.grants(day)) for day in (dt.date(2026, 6, 30), dt.date(2026, 7, 1))] == [1, 1]


def test_a_role_that_ends_before_it_began_is_taken_away() -> None:
    ana = actions.add_person("ana@silo.example", "Ana Silo", role=RESPONDENT)
    actions.end_role(ana.memberships.get(), dt.date(2025, 12, 31))
    assert ana.memberships.count() == 0
    assert ana.changes.order_by("-pk")[0].detail == {"role": "RESP", "ref_area": "QMA", "last": "2025-12-31"}


def test_a_record_is_neither_changed_nor_removed() -> None:
    ana = actions.add_person("ana@silo.example", "Ana Silo")
    change = ana.changes.get()
    with pytest.raises(AppendOnly):
        change.save()
    with pytest.raises(AppendOnly):
        PersonChange.objects.all().delete()
    for statement in ("UPDATE accounts_personchange SET action = 'x'", "DELETE FROM accounts_personchange"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_does_not_come_about_leaves_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = actions.add_person("ana@silo.example", "Ana Silo")
    monkeypatch.setattr(Person, "save", lambda *_, **__: (_ for _ in ()).throw(RuntimeError))
    with pytest.raises(RuntimeError):
        actions.set_password(ana, "ladder cloud pepper nine", by=ana)
    assert ana.changes.count() == 1


def test_the_guards_of_the_records_are_those_of_the_database() -> None:
    from importlib import import_module

    guards = import_module("openssi_web.accounts.migrations.0002_append_only").GUARDS
    assert (guards.statements("oracle"), guards.reversal("oracle")) == ([], [])
