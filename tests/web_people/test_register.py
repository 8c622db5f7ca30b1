"""The register of persons: who sees whom, who may add, correct and end, and what is refused."""

import datetime as dt
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from openssi.vocabulary.errors import FixTheAnswer, FixTheFile
from openssi_web.accounts import actions
from openssi_web.accounts.contact_models import Contact, ContactChange
from openssi_web.accounts.models import Person
from openssi_web.accounts.roles import RoleAsked
from web_people.conftest import DAY, Register, SignedIn, asked
from web_rounds.cast import person

AT = "/en/people"


def text_of(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.headers
    return re.sub(r"\s+", " ", answer.content.decode())


def names(page: str) -> list[str]:
    return re.findall(r'<p class="who"><a href="[^"]+">([^<]+)</a>', page)


# Who sees whom


def test_everybody_sees_the_people_of_the_own_countries_alone(register: Register, signed_in: SignedIn) -> None:
    cast = register.cast
    for who, seen in (
        (register.ada, ["Boris Quill", "Mina Okoro"]),
        (cast.teo, ["Boris Quill", "Mina Okoro"]),
        (cast.cleo, ["Mina Okoro"]),
        (register.fay, ["Mina Okoro"]),
        (cast.bo, ["Boris Quill"]),
        (register.ben, ["Boris Quill"]),
    ):
        assert names(text_of(signed_in(who).get(AT))) == seen, who


def test_the_others_find_no_register(register: Register, signed_in: SignedIn) -> None:
    others = [register.cast.ana, person("Nils Holm"), person("Meg Tor", ("METHODOLOGIST", "", []))]
    others += [person(f"{role} One", (role, "QMA", ["*"])) for role in ("APPROVER", "NSOREV")]
    for who in others:
        client = signed_in(who)
        assert [client.get(each).status_code for each in (AT, f"{AT}/{register.mina.pk}")] == [404, 404]
        assert client.post(AT, {"area": "QMA", "name": "X Y"}).status_code == 404
    assert Client().get(AT).status_code == 302
    assert Contact.objects.count() == 2


def test_a_person_of_another_country_does_not_exist(register: Register, signed_in: SignedIn) -> None:
    for who, contact in (
        (register.cast.bo, register.mina),
        (register.ben, register.mina),
        (register.cast.cleo, register.boris),
        (register.fay, register.boris),
    ):
        client, at = signed_in(who), f"{AT}/{contact.pk}"
        assert client.get(at).status_code == 404
        assert client.post(at, {"do": "correct", "seen": 1, "name": "Other Name"}).status_code == 404
    assert signed_in(register.ada).get(f"{AT}/99999").status_code == 404
    assert ContactChange.objects.filter(action="correct").count() == 0


def test_the_entry_says_how_the_person_is_reached(register: Register, signed_in: SignedIn) -> None:
    for language, institution in (("en", "Ministry of Labour"), ("fr", "Ministry of Labour"), ("es", "Amara")):
        page = text_of(signed_in(register.cast.cleo).get(f"/{language}/people/{register.mina.pk}"))
        wanted = ("Mina Okoro", "mailto:mina.okoro@amara.example", "+999 555 0142", "Chief actuary", institution)
        assert all(each in page for each in wanted)


def test_the_list_is_filtered(register: Register, signed_in: SignedIn) -> None:
    actions.add_contact(register.cast.cleo, asked(name="Old Hand", valid_from=DAY, valid_to=dt.date(2024, 6, 30)))
    coordinator = RoleAsked(role="COORD", ref_area="QMB", first=DAY)
    actions.add_person("vera@borea.example", "Vera Lund", role=coordinator)
    ada = signed_in(register.ada)
    for query, found in (
        ("country=QMA", ["Mina Okoro"]),
        ("country=QMB", ["Boris Quill", "Vera Lund"]),
        ("institution=Ministry+of+Labour", ["Mina Okoro"]),
        ("role=COORD", ["Vera Lund"]),
        ("role=none", ["Boris Quill", "Mina Okoro"]),
        ("valid=past", ["Old Hand"]),
        ("valid=ever&country=QMA", ["Mina Okoro", "Old Hand"]),
        ("country=XXX", []),
    ):
        assert names(text_of(ada.get(f"{AT}?{query}"))) == found, query
    assert "Nobody is in the register here." in text_of(ada.get(f"{AT}?country=XXX"))


def test_a_long_list_has_pages(register: Register, signed_in: SignedIn) -> None:
    rows = (Contact(ref_area="QMA", name=f"Person {number:03}", valid_from=DAY) for number in range(120))
    Contact.objects.bulk_create(rows)
    client = signed_in(register.cast.cleo)
    page = text_of(client.get(AT))
    assert "1 to 100 of 121" in page
    assert len(names(text_of(client.get(f"{AT}?from=100")))) == 21


def test_who_has_an_account_is_in_the_register_under_the_name_of_the_account(
    register: Register, signed_in: SignedIn
) -> None:
    officer = RoleAsked(role="DESK_OFFICER", ref_area="QMB", seat="HQ", first=DAY)
    vera = actions.add_person("vera@compiler.example", "Vera Lund", role=officer)
    entry = vera.contacts.get()
    assert (entry.name, entry.email, entry.called, entry.address, entry.areas) == (
        "",
        "",
        "Vera Lund",
        "vera@compiler.example",
        (),
    )
    page = text_of(signed_in(register.ada).get(f"{AT}/{entry.pk}"))
    assert "desk officer, Borea (headquarters)" in page
    assert 'name="name"' not in page
    assert signed_in(register.cast.bo).get(f"{AT}/{entry.pk}").status_code == 404
    assert "Save" not in text_of(signed_in(register.fay).get(f"{AT}/{entry.pk}"))


# Adding, correcting, ending

NEW = {"do": "add", "area": "QMA", "name": "Nadia Vey", "language": "es", "valid_from": "2026-01-01"}


def test_whoever_looks_after_the_country_adds_a_person(register: Register, signed_in: SignedIn) -> None:
    answer = signed_in(register.cast.cleo).post(AT, {**NEW, "email": "Nadia@Amara.example", "phone": "+999 555 0100"})
    made = Contact.objects.get(name="Nadia Vey")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{AT}/{made.pk}?done=add")
    assert (made.ref_area, made.email, made.language) == ("QMA", "nadia@amara.example", "es")
    change = made.changes.get()
    assert (change.action, change.by) == ("add", register.cast.cleo)
    assert "nadia" not in str(change.fields).lower()


def test_nobody_is_added_to_another_country(register: Register, signed_in: SignedIn) -> None:
    for who in (register.cast.bo, register.ben):
        assert signed_in(who).post(AT, NEW).status_code == 404
        with pytest.raises(FixTheAnswer) as refused:
            actions.add_contact(who, asked(name="Nadia Vey"))
        assert refused.value.problems[0].code == "CONTACT_OF_OTHERS"
    with pytest.raises(FixTheAnswer) as refused:
        actions.add_contact(register.cast.teo, asked(ref_area="", name="Of the Compiler"))
    assert refused.value.problems[0].code == "CONTACT_OF_OTHERS"
    assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        ({"name": " "}, "The name is empty", "name"),
        ({"name": "erased person 7"}, "The name is empty", "name"),
        ({"name": "Personne effacée 7"}, "The name is empty", "name"),
        ({"email": "nadia"}, "This is not an e-mail address", "email"),
        ({"phone": "call me"}, "This is not a telephone number", "phone"),
        ({"institution": "x" * 201}, "There are more than 200 characters", "institution"),
        ({"function": "a\u202eb"}, "There are more than 200 characters", "function"),
        ({"valid_from": "soon"}, "soon is not a day", "valid_from"),
        ({"valid_to": "2025-12-31"}, "The last day, 2025-12-31, is before the first", "valid_to"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    register: Register, signed_in: SignedIn, typed: dict[str, str], code: str, field: str
) -> None:
    page = text_of(signed_in(register.cast.cleo).post(AT, {**NEW, **typed}), 422)
    assert f'id="{field}-problem">{code}' in page
    assert Contact.objects.count() == 2


def test_every_message_of_the_register_is_raised(register: Register) -> None:
    for values, code in (
        ({"phone": "call me"}, "CONTACT_PHONE_UNFIT"),
        ({"institution": "x" * 201}, "CONTACT_LINE_UNFIT"),
        ({"valid_to": dt.date(2023, 1, 1)}, "CONTACT_ENDS_BEFORE_IT_BEGINS"),
        ({"email": "MINA.okoro@amara.example", "name": "Somebody Else"}, "CONTACT_KNOWN"),
    ):
        with pytest.raises(FixTheAnswer) as refused:
            actions.add_contact(register.cast.cleo, asked(**{"name": "New One", **values}))
        assert [each.code for each in refused.value.problems] == [code]


def test_a_person_is_not_added_twice(register: Register, signed_in: SignedIn) -> None:
    client = signed_in(register.cast.cleo)
    client.post(AT, NEW)
    assert "This person is in the register of the country already." in text_of(client.post(AT, NEW), 422)
    assert Contact.objects.filter(name="Nadia Vey").count() == 1


def test_an_entry_is_corrected_and_the_record_names_fields_alone(register: Register, signed_in: SignedIn) -> None:
    at = f"{AT}/{register.mina.pk}"
    typed = {"do": "correct", "seen": 1, "name": "Mina Okoro-Vey", "email": "mina.okoro@amara.example"}
    typed |= {"phone": "+999 555 0143", "institution": "Ministry of Labour", "function": "Adviser"}
    typed |= {"language": "fr", "valid_from": "2024-01-01"}
    assert signed_in(register.fay).post(at, typed).status_code == 303
    register.mina.refresh_from_db()
    assert (register.mina.name, register.mina.phone, register.mina.version) == ("Mina Okoro-Vey", "+999 555 0143", 2)
    change = register.mina.changes.order_by("-pk")[0]
    assert (change.action, sorted(change.fields), change.by) == ("correct", ["function", "name", "phone"], register.fay)
    page = text_of(signed_in(register.cast.cleo).get(at))
    assert "corrected: Telephone, Function, Name" in page
    stale = signed_in(register.cast.cleo).post(at, {**typed, "name": "Mina O"})
    assert "Somebody changed this entry while you had it open" in text_of(stale, 422)
    register.mina.refresh_from_db()
    assert register.mina.name == "Mina Okoro-Vey"
    with pytest.raises(FixTheAnswer) as changed:
        actions.change_contact(register.fay, register.mina, asked(), 1)
    assert changed.value.problems[0].code == "CONTACT_CHANGED"


def test_an_entry_ends_and_is_found_among_the_past(register: Register, signed_in: SignedIn) -> None:
    client, at = signed_in(register.cast.cleo), f"{AT}/{register.mina.pk}"
    assert "is before the first" in text_of(client.post(at, {"do": "end", "seen": 1, "last": "2023-01-01"}), 422)
    assert "soon is not a day" in text_of(client.post(at, {"do": "end", "seen": 1, "last": "soon"}), 422)
    assert client.post(at, {"do": "end", "seen": 1, "last": "2024-12-31"}).status_code == 303
    assert names(text_of(client.get(AT))) == []
    assert names(text_of(client.get(f"{AT}?valid=past"))) == ["Mina Okoro"]
    assert client.post(at, {"do": "burn"}).status_code == 404


def test_an_unreadable_day_has_its_code(register: Register, signed_in: SignedIn) -> None:
    from openssi_web.pages.people.views import _day

    with pytest.raises(FixTheAnswer) as refused:
        _day("valid_from", "soon")
    assert refused.value.problems[0].code == "CONTACT_DAY_UNFIT"


def test_what_is_typed_is_shown_as_text(register: Register, signed_in: SignedIn) -> None:
    client = signed_in(register.cast.cleo)
    client.post(AT, {**NEW, "name": "<b>Nadia</b>", "function": "<script>x</script>"})
    page = client.get(AT).content.decode()
    assert "<script>x" not in page
    assert "&lt;b&gt;Nadia" in page


def test_the_pages_lead_to_the_register(register: Register, signed_in: SignedIn) -> None:
    cleo, teo = signed_in(register.cast.cleo), signed_in(register.cast.teo)
    assert 'href="/en/people"' in text_of(signed_in(register.ada).get("/en/work"))
    assert 'href="/en/correspondence"' in text_of(teo.get("/en/work"))
    workspace = text_of(cleo.get("/en/round/QMA/2024/"))
    assert 'href="/en/people?country=QMA"' in workspace
    assert "correspondence" not in workspace
    assert 'href="/en/correspondence/QMA"' in text_of(teo.get("/en/round/QMA/2024/"))
    assert "/en/people" not in text_of(signed_in(register.cast.ana).get("/en/round/QMA/2024/"))


def test_a_name_of_an_erased_person_is_nobodys(register: Register) -> None:
    with pytest.raises(FixTheFile) as refused:
        actions.add_person("x@y.example", "Persona borrada 12")
    assert refused.value.problems[0].code == "PERSON_NAME_UNFIT"
    assert not Person.objects.filter(email="x@y.example").exists()
