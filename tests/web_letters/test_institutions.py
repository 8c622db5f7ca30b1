"""The coordinator invites the people of institutions and assigns schemes; others do not, and what is wrong is said."""

import datetime as dt
import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client

from openssi.vocabulary.messages import CATALOGUE
from openssi_web.accounts.models import Membership, Person, PersonChange
from openssi_web.rounds.institutions import appointing
from openssi_web.rounds.letters.models import Letter
from openssi_web.rounds.letters.outbox import send_due
from openssi_web.rounds.models import Entry, Round
from web_letters.conftest import SignedIn
from web_letters.mail_server import MailServer
from web_moves.people import Everybody, give

pytestmark = pytest.mark.django_db

PAGE = "/en/round/QMA/2024/people"


def sent(**parts: Any) -> dict[str, Any]:
    usual = {
        "do": "invite", "email": "Rui@Fund.example", "name": "Rui Alba", "language": "es", "role": "RESP",
        "institution": "Pension Fund", "schemes": ["QMA01"], "key": uuid4().hex,
    }  # fmt: skip
    return {**usual, **parts}


def snapshot() -> tuple[Any, ...]:
    """Return everything that an invitation might change."""
    people = sorted(Person.objects.values_list("email", "name", "language", "is_active"))
    roles = sorted(map(str, Membership.objects.values_list("person", "role", "institution", "schemes", "valid_to")))
    return people, roles, Letter.objects.count(), PersonChange.objects.count(), Entry.objects.count()


def member(who: Person) -> Membership:
    return Membership.objects.filter(person=who).latest("pk")


def posted(client: Client, **parts: Any) -> Any:
    return client.post(PAGE, sent(**parts))


def says(answer: Any, code: str) -> bool:
    """Whether a page says a message of the catalogue, whatever fills its slots."""
    text = html.unescape(answer.content.decode())
    return all(part in text for part in re.split(r"\{\w+\}", CATALOGUE[code].en))


# What the coordinator does


def test_an_institution_is_invited_with_its_schemes_and_gets_a_letter_with_a_link(
    people: Everybody, signed_in: SignedIn, mail_server: MailServer
) -> None:
    client = signed_in(people.cleo)
    answer = posted(client, last="2099-12-31")
    assert answer.status_code == 303
    assert "Rui Alba is invited." in client.get(answer["Location"]).content.decode()
    rui = Person.objects.get(email="rui@fund.example")
    held = member(rui)
    assert (rui.language, rui.has_usable_password()) == ("es", False)
    assert (held.role, held.ref_area, held.institution, held.schemes) == ("RESP", "QMA", "Pension Fund", ["QMA01"])
    assert (held.valid_to, {each.by for each in rui.changes.all()}) == (dt.date(2099, 12, 31), {people.cleo})
    entry = people.draft.entries.get(action="people")
    assert (entry.role, entry.detail) == ("COORD", {"did": "invite", "person": rui.pk, "role": "RESP"})
    send_due()
    (letter,) = mail_server.letters
    assert (letter["To"], letter.get_content()[:15]) == ("rui@fund.example", "Hola, Rui Alba:")
    link = next(word for word in letter.get_content().split() if "/es/password/" in word)
    assert Client().get(link.partition("localhost:8000")[2], follow=True).status_code == 200


def test_asked_twice_it_is_done_once(people: Everybody, signed_in: SignedIn) -> None:
    client, form = signed_in(people.cleo), sent(key="once")
    first, again = client.post(PAGE, form), client.post(PAGE, form)
    assert (first.status_code, again.status_code, first["Location"]) == (303, 303, again["Location"])
    assert Letter.objects.count() == 1
    other = client.post(PAGE, {**form, "email": "other@fund.example"})
    assert (other.status_code, says(other, "ROUND_KEY_REUSED")) == (422, True)


def test_schemes_are_assigned_a_role_ends_and_an_invitation_goes_again(people: Everybody, signed_in: SignedIn) -> None:
    client, held = signed_in(people.cleo), member(people.ana)
    assert posted(client, do="assign", member=held.pk, seen="QMA01", schemes=["QMA01", "QMA02"]).status_code == 303
    assert member(people.ana).schemes == ["QMA01", "QMA02"]
    change = people.ana.changes.latest("pk")
    assert (change.by, change.detail["before"], change.detail["schemes"]) == (
        people.cleo, ["QMA01"], ["QMA01", "QMA02"],
    )  # fmt: skip
    assert posted(client, do="again", member=held.pk).status_code == 303
    assert says(posted(client, do="again", member=held.pk), "PEOPLE_LETTER_WAITS")
    assert 'value="again" aria-label="Send the invitation again: Ana Silo"' not in client.get(PAGE).content.decode()
    send_due()
    assert posted(client, do="again", member=held.pk).status_code == 303
    assert Letter.objects.filter(person=people.ana).count() == 2
    assert posted(client, do="end", member=held.pk, last="2099-01-01").status_code == 303
    assert member(people.ana).valid_to == dt.date(2099, 1, 1)
    assert posted(client, do="end", member=held.pk, last="").status_code == 303
    assert people.ana.grants() == ()
    assert signed_in(people.ana).get("/en/round/QMA/2024/").status_code == 404


def test_somebody_of_the_country_gets_a_further_role(people: Everybody, signed_in: SignedIn) -> None:
    client = signed_in(people.cleo)
    answer = posted(client, do="role", member=member(people.noa).pk, role="APPROVER", schemes=["*"])
    assert answer.status_code == 303
    assert (member(people.noa).role, member(people.noa).schemes) == ("APPROVER", ["*"])
    assert Letter.objects.get().person == people.noa


def test_the_page_shows_who_is_how_far(people: Everybody, signed_in: SignedIn, mail_server: MailServer) -> None:
    client = signed_in(people.cleo)
    posted(client)
    text = client.get(PAGE).content.decode()
    assert "the invitation waits to be sent" in text
    assert "registered, has not signed in" in text
    assert "Schemes that nobody answers for; they are left to the coordinator: Family Aid." in text
    assert "rui@fund.example" in text
    send_due()
    assert "invited, has not signed in" in client.get(PAGE).content.decode()
    Letter.objects.update(state="failed")
    assert "the invitation was not sent" in client.get(PAGE).content.decode()
    signed_in(Person.objects.get(email="rui@fund.example"))
    assert "signed in, last on" in client.get(PAGE).content.decode()
    posted(client, do="end", member=member(people.pia).pk)
    Person.objects.filter(pk=people.ana.pk).update(is_active=False)
    text = client.get(PAGE).content.decode()
    assert "ended on" in text
    assert "account closed" in text


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_speaks_every_language(people: Everybody, signed_in: SignedIn, language: str) -> None:
    client = signed_in(people.cleo)
    answer = client.get(f"/{language}/round/QMA/2024/people")
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "{" not in shown.partition("<main")[2].replace("{}", "")
    assert f'<option value="{language}" lang="{language}" selected>' in shown


# Who may


def test_others_of_the_country_read_a_sentence_and_change_nothing(people: Everybody, signed_in: SignedIn) -> None:
    before = snapshot()
    for who in (people.ana, people.pia, people.noa):
        client = signed_in(who)
        text = client.get(PAGE).content.decode()
        assert "The national coordinator invites the institutions" in text
        assert people.pia.email not in text
        for do in ("invite", "role", "assign", "end", "again"):
            answer = posted(client, do=do, member=member(people.ana).pk)
            assert (answer.status_code, says(answer, "ROUND_ACTION_OF_OTHERS")) == (422, True)
    assert snapshot() == before


def test_the_desk_officer_sends_an_invitation_again_and_no_more(people: Everybody, signed_in: SignedIn) -> None:
    client = signed_in(people.teo)
    text = client.get(PAGE).content.decode()
    assert "is for its national coordinator to say" in text
    assert people.ana.email not in text
    before = snapshot()
    for do in ("invite", "role", "assign", "end"):
        assert posted(client, do=do, member=member(people.ana).pk, seen="QMA01").status_code == 422
    assert snapshot() == before
    assert posted(client, do="again", member=member(people.ana).pk).status_code == 303
    assert Letter.objects.get().by == people.teo


def test_for_people_abroad_there_is_no_page(people: Everybody, signed_in: SignedIn) -> None:
    before, client = snapshot(), signed_in(people.bo)
    assert client.get(PAGE).status_code == 404
    for do in ("invite", "role", "assign", "end", "again"):
        assert posted(client, do=do, member=member(people.ana).pk).status_code == 404
    assert snapshot() == before
    assert Client().get(PAGE).status_code == 302


def test_a_person_of_another_country_is_not_reached_through_this_page(people: Everybody, signed_in: SignedIn) -> None:
    give(people.bo, "RESP", "QMB", "QMB01")
    before, client = snapshot(), signed_in(people.cleo)
    for do in ("role", "assign", "end", "again"):
        answer = posted(client, do=do, member=member(people.bo).pk, seen="QMB01")
        assert (answer.status_code, says(answer, "PEOPLE_MEMBER_UNKNOWN")) == (422, True)
    assert snapshot() == before


# What is wrong


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"email": "ana@silo.example"}, "PEOPLE_KNOWN_HERE"),
        ({"email": " ANA@silo.example"}, "PEOPLE_KNOWN_HERE"),
        ({"email": "bo@marr.example"}, "PEOPLE_KNOWN_ELSEWHERE"),
        ({"email": "nobody"}, "ADDRESS_UNFIT"),
        ({"email": ""}, "ADDRESS_UNFIT"),
        ({"email": "a\0b@c.example"}, "ADDRESS_UNFIT"),
        ({"name": " "}, "PERSON_NAME_UNFIT"),
        ({"name": "x" * 201}, "PERSON_NAME_UNFIT"),
        ({"role": "COORD"}, "PEOPLE_ROLE_UNFIT"),
        ({"role": ""}, "PEOPLE_ROLE_UNFIT"),
        ({"institution": " "}, "PEOPLE_INSTITUTION_UNFIT"),
        ({"institution": "—"}, "PEOPLE_INSTITUTION_UNFIT"),
        ({"institution": "x" * 201}, "PEOPLE_INSTITUTION_UNFIT"),
        ({"language": "de"}, "PEOPLE_LANGUAGE_UNFIT"),
        ({"schemes": []}, "PEOPLE_NO_SCHEME"),
        ({"schemes": ["QMA09"]}, "PEOPLE_SCHEME_UNKNOWN"),
        ({"schemes": ["QMB01"]}, "PEOPLE_SCHEME_UNKNOWN"),
        ({"last": "2001-01-01"}, "PEOPLE_DAY_UNFIT"),
        ({"last": "soon"}, "PEOPLE_DAY_UNFIT"),
        ({"key": "no key!"}, "ROUND_KEY_UNFIT"),
        ({"do": "crown"}, "MOVE_UNKNOWN"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_and_nothing_changes(
    people: Everybody, signed_in: SignedIn, parts: dict[str, Any], code: str
) -> None:
    before = snapshot()
    answer = posted(signed_in(people.cleo), **parts)
    assert (answer.status_code, says(answer, code)) == (422, True), answer.content.decode()
    assert snapshot() == before


def test_everything_that_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    people: Everybody, signed_in: SignedIn
) -> None:
    answer = posted(signed_in(people.cleo), name="Rui <b>", institution="", language="de", schemes=["QMA02"])
    text = answer.content.decode()
    assert 'id="invite-institution-problem"' in text
    assert 'aria-describedby="invite-language-problem"' in text
    assert 'value="Rui &lt;b&gt;"' in text
    assert 'value="QMA02" checked' in text


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"do": "assign", "schemes": []}, "PEOPLE_NO_SCHEME"),
        ({"do": "assign", "schemes": ["QMB01"]}, "PEOPLE_SCHEME_UNKNOWN"),
        ({"do": "assign", "seen": "QMA02"}, "PEOPLE_CHANGED"),
        ({"do": "end", "last": "2001-01-01"}, "PEOPLE_DAY_UNFIT"),
        ({"do": "end", "last": "31/12/2099"}, "PEOPLE_DAY_UNFIT"),
        ({"do": "role", "role": "COORD"}, "PEOPLE_ROLE_UNFIT"),
        ({"do": "role"}, "PEOPLE_ROLE_HELD"),
        ({"do": "again", "member": "99999999999999999999"}, "PEOPLE_MEMBER_UNKNOWN"),
        ({"do": "assign", "member": "x"}, "PEOPLE_MEMBER_UNKNOWN"),
    ],
)
def test_what_is_wrong_with_a_change_is_said_and_nothing_changes(
    people: Everybody, signed_in: SignedIn, parts: dict[str, Any], code: str
) -> None:
    before = snapshot()
    answer = posted(signed_in(people.cleo), **{"member": member(people.ana).pk, "seen": "QMA01", **parts})
    assert (answer.status_code, says(answer, code)) == (422, True), answer.content.decode()
    assert snapshot() == before


def test_an_address_that_another_country_registers_at_the_same_moment_is_said(
    people: Everybody, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: object, **__: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(appointing, "add_person", taken)
    before = snapshot()
    assert says(posted(signed_in(people.cleo)), "PEOPLE_KNOWN_ELSEWHERE")
    assert snapshot() == before


def test_nothing_is_changed_about_a_role_that_has_ended_or_an_account_that_is_closed(
    people: Everybody, signed_in: SignedIn
) -> None:
    Membership.objects.filter(person=people.ana).update(valid_to=dt.date(2024, 1, 2))
    Person.objects.filter(pk=people.pia.pk).update(is_active=False)
    before, client = snapshot(), signed_in(people.cleo)
    for who in (people.ana, people.pia):
        for do in ("assign", "end", "again"):
            answer = posted(client, do=do, member=member(who).pk, seen="QMA01")
            assert (answer.status_code, says(answer, "PEOPLE_ENDED")) == (422, True)
    assert posted(client, do="role", member=member(people.pia).pk, institution="Aid").status_code == 422
    assert snapshot() == before


def test_the_workspace_says_who_changed_the_people_and_not_what_is_personal(
    people: Everybody, signed_in: SignedIn
) -> None:
    posted(signed_in(people.cleo))
    text = signed_in(people.ana).get("/en/round/QMA/2024/").content.decode()
    assert "changed who works on the submission" in text
    assert "rui@fund.example" not in text
    assert Round.objects.count() == 1
