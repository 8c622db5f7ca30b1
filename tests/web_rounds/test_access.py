"""Who sees and does what: pure functions of the roles that a person holds on a day."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.decision import ROLES
from openssi_web.accounts.access import (
    Grant,
    granted,
    institution_key,
    role_among,
    role_to_answer,
    seen_schemes,
    sees_cell,
    sees_country,
)
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.submissions.form_cells import empty_plan
from openssi_web.rounds.workspace import definitions
from web_rounds.cast import person
from web_rounds.invented import inventory

RESPONDENT = (Grant("RESP", "QMA", "PENSION_FUND", frozenset({"QMA01"})),)
COORDINATOR = (Grant("COORD", "QMA"),)
REVIEWER = (Grant("DESK_OFFICER"),)
OF_QMB = (Grant("COORD", "QMB"),)
ADMINISTRATOR = (Grant("ADMINISTRATOR"),)
SCHEMES = ("QMA01", "QMA02")


def test_a_respondent_sees_the_own_schemes_the_coordinator_the_country_the_reviewer_all() -> None:
    seen = [seen_schemes(each, "QMA", SCHEMES) for each in (RESPONDENT, COORDINATOR, REVIEWER, OF_QMB, ADMINISTRATOR)]
    assert seen == [("QMA01",), SCHEMES, SCHEMES, (), ()]
    assert [sees_country(REVIEWER, each) for each in ("QMA", "QMB")] == [True, True]
    assert [sees_country(OF_QMB, each) for each in ("QMA", "QMB")] == [False, True]
    assert not sees_country((), "QMA")


def test_conventions_are_seen_by_the_country_and_an_institution_by_itself() -> None:
    assert sees_cell(RESPONDENT, "QMA", "_Z", "country")
    assert not sees_cell(OF_QMB, "QMA", "_Z", "country")
    assert sees_cell(RESPONDENT, "QMA", "_Z", "institution", "PENSION_FUND")
    assert not sees_cell(RESPONDENT, "QMA", "_Z", "institution", "MINISTRY")
    assert not sees_cell((Grant("RESP", "QMA"),), "QMA", "_Z", "institution", "")
    assert sees_cell(COORDINATOR, "QMA", "_Z", "institution", "MINISTRY")


def test_answers_are_given_by_those_who_know_them() -> None:
    def roles(*cell: str) -> list[str | None]:
        return [role_to_answer(each, "QMA", *cell) for each in (RESPONDENT, COORDINATOR, REVIEWER, OF_QMB)]  # type: ignore[arg-type]

    assert roles("QMA01", "scheme") == ["RESP", "COORD", None, None]
    assert roles("QMA02", "scheme") == [None, "COORD", None, None]
    assert roles("_Z", "country") == [None, "COORD", None, None]
    assert roles("_Z", "institution", "PENSION_FUND") == ["RESP", "COORD", None, None]


def test_the_compiler_answers_only_where_it_compiles() -> None:
    assert role_to_answer(REVIEWER, "QMA", "QMA01", "scheme", compiled=True) == "DESK_OFFICER"
    assert role_to_answer(COORDINATOR, "QMA", "QMA01", "scheme", compiled=True) is None


def test_a_person_of_several_roles_acts_in_the_narrower_one() -> None:
    both = (*COORDINATOR, *RESPONDENT)
    assert role_to_answer(both, "QMA", "QMA01", "scheme") == "RESP"
    assert role_to_answer(both, "QMA", "QMA02", "scheme") == "COORD"
    assert role_among(both, "QMA", ("COORD", "DESK_OFFICER")) == "COORD"
    assert role_among(both, "QMB", ("COORD", "DESK_OFFICER")) is None


def test_a_star_stands_for_every_scheme_and_nothing_for_none() -> None:
    assert seen_schemes((Grant("RESP", "QMA", "", frozenset({"*"})),), "QMA", SCHEMES) == SCHEMES
    assert seen_schemes((Grant("RESP", "QMA"),), "QMA", SCHEMES) == ()


def test_a_membership_holds_from_its_first_to_its_last_day() -> None:
    row = ("COORD", "QMA", "", [], dt.date(2024, 1, 1), dt.date(2024, 6, 30))
    days = [dt.date(2023, 12, 31), dt.date(2024, 1, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 1)]
    assert [len(granted([row], day)) for day in days] == [0, 1, 1, 0]
    assert len(granted([(*row[:5], None)], dt.date(2030, 1, 1))) == 1


def test_unknown_roles_and_damaged_schemes_give_nothing() -> None:
    day = dt.date(2024, 1, 1)
    assert granted([("KING", "QMA", "", [], day, None)], day) == ()
    assert granted([("RESP", "QMA", "", "QMA01", day, None)], day)[0].schemes == frozenset()


@pytest.mark.parametrize("name", ["Pension Fund", "Caisse de sécurité sociale", "Fondo-2", "", "مؤسسة"])
def test_an_institution_has_one_key_in_workbooks_and_memberships(name: str) -> None:
    plan = replace(empty_plan(definitions(), "core", inventory("QMA"), 2024), institution=name)
    assert (institution_key(name) or CellKey("I.ROLE").breakdown) == plan.institution_id


@pytest.mark.django_db
def test_addresses_are_of_one_person_however_they_are_written() -> None:
    made = Person.objects.create_user(" Ana@Silo.Example ", "Ana Silo", "a long password", "fr")
    assert (made.email, made.language) == ("ana@silo.example", "fr")
    assert Person.objects.get_by_natural_key("ANA@silo.example") == made
    assert made.check_password("a long password")
    assert not Person.objects.create_user("bo@marr.example", "Bo Marr").has_usable_password()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user("ANA@SILO.EXAMPLE", "Another")


@pytest.mark.django_db
def test_roles_are_looked_up_once_and_end_with_the_person() -> None:
    ana = person("Ana Silo", ("RESP", "QMA", ["QMA01"]), institution="Pension Fund")
    assert ana.grants(dt.date(2024, 5, 1)) == RESPONDENT
    assert ana.grants(dt.date(2023, 5, 1)) == ()
    ana.is_active = False
    ana.save()
    assert ana.grants() == ()


@pytest.mark.django_db
def test_a_role_of_the_country_names_the_country() -> None:
    ana = person("Ana Silo")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=ana, role="COORD", valid_from=dt.date(2024, 1, 1))
    with pytest.raises(ValidationError):
        Membership(
            person=ana, role="RESP", ref_area="QMA", schemes={"a": 1}, valid_from=dt.date(2024, 1, 1)
        ).full_clean()
    assert str(Membership(person=ana, role=ROLES[0], ref_area="QMA")) == "Ana Silo: COORD QMA"
