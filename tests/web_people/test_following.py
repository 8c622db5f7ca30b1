"""Officers who follow countries: what they see, the filter of the monitor, and seats."""

import re

import pytest
from django.db import IntegrityError, transaction

from openssi_web.accounts.models import Membership
from openssi_web.rounds.monitor.progress import followers, own_areas
from web_people.conftest import DAY, Register, SignedIn
from web_rounds.cast import person

AT = "/en/rounds/2024"


def areas(page: str) -> list[str]:
    table = page.partition('class="countries"')[2].partition("</table>")[0]
    return re.findall(r'<th scope="row">(?:<a [^>]+>)?(\w+)', table)


def test_an_officer_of_a_country_sees_that_country_alone(register: Register, signed_in: SignedIn) -> None:
    lead = person("Lea Voss", ("VALIDATION_LEAD", "QMA", []))
    for who in (register.fay, lead):
        client = signed_in(who)
        assert areas(client.get(AT).content.decode()) == ["Amara"]
        assert client.get("/en/round/QMA/2024/").status_code == 200
    assert signed_in(register.ben).get("/en/round/QMA/2024/").status_code == 404
    assert signed_in(register.ben).get("/en/round/QMA/2024/queries").status_code == 404
    assert areas(signed_in(register.ben).get(AT).content.decode()) == ["Borea"]


def test_an_officer_of_all_countries_follows_all(register: Register, signed_in: SignedIn) -> None:
    assert own_areas(register.cast.teo) == frozenset()
    page = signed_in(register.cast.teo).get(f"{AT}?officer=mine").content.decode()
    assert sorted(areas(page)) == ["Amara", "Borea"]
    assert "My countries" not in page


def test_my_countries_are_those_that_one_follows(register: Register, signed_in: SignedIn) -> None:
    Membership.objects.create(person=register.cast.teo, role="DESK_OFFICER", ref_area="QMB", seat="HQ", valid_from=DAY)
    client = signed_in(register.cast.teo)
    page = client.get(f"{AT}?officer=mine").content.decode()
    assert areas(page) == ["Borea"]
    assert '<option value="mine" selected>My countries</option>' in page
    assert "Amara" not in client.get(f"{AT}/countries.csv?officer=mine").content.decode()
    assert "officer=mine" in page
    for language, words in (("fr", "Mes pays"), ("es", "Mis países")):
        assert words in client.get(f"/{language}/rounds/2024").content.decode()


def test_the_monitor_names_who_follows_each_country(register: Register, signed_in: SignedIn) -> None:
    page = signed_in(register.cast.teo).get(AT).content.decode()
    assert "Fay Noor (field)" in page
    assert "Ben Holt" in page
    assert "Fay Noor (terrain)" in signed_in(register.cast.teo).get("/fr/rounds/2024").content.decode()
    assert "Fay Noor" not in signed_in(register.cast.teo).get(f"{AT}/countries.csv").content.decode()


def test_who_left_follows_nothing(register: Register) -> None:
    assert {each.name for each in followers()["QMA"].values()} == {"Fay Noor"}
    register.fay.is_active = False
    register.fay.save()
    assert "QMA" not in followers()


def test_a_seat_belongs_to_somebody_who_follows_a_country(register: Register) -> None:
    for role, area in (("COORD", "QMA"), ("DESK_OFFICER", ""), ("METHODOLOGIST", "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(person=register.fay, role=role, ref_area=area, seat="HQ", valid_from=DAY)
