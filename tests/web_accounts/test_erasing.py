"""What is personal is erased on request: by an administrator alone, once, and the records stay."""

from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from openssi.vocabulary.errors import FixTheAnswer, FixTheFile
from openssi_web.accounts import actions, mail
from openssi_web.accounts.contact_models import Contact, ContactChange, FormerName
from openssi_web.accounts.models import Membership, Person, PersonChange
from openssi_web.accounts.names import read_in, reader
from web_accounts.conftest import PASSWORD, sign_in
from web_rounds.cast import person

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]


@pytest.fixture
def ada(db: None) -> Person:
    return person("Ada Berg", ("ADMINISTRATOR", "", []))


def entered(who: Person) -> Contact:
    return Contact.objects.create(
        person=who, ref_area="QMA", phone="+999 555 0142", function="Actuary", valid_from=timezone.now().date()
    )


def code_of(email: str, by: Person, reason: str = "REQUEST") -> str:
    with pytest.raises((FixTheAnswer, FixTheFile)) as refused:
        actions.erase_address(email, by=by, reason=reason)
    return refused.value.problems[0].code


def test_nothing_personal_is_left_and_the_records_stay(ana: Person, ada: Person, browser: Client) -> None:
    actions.change_details(ana, "Ana Silo-Marr", "fr")
    entry, changes = entered(ana), ana.changes.count()
    Authenticator.objects.create(user=ana, type="totp", data={"secret": "x"})
    EmailAddress.objects.create(user=ana, email=ana.email)
    other = Client()
    other.force_login(ada)
    client = Client()
    client.force_login(ana)
    assert actions.erase_address(" ANA@silo.example ", by=ada, reason="REQUEST") == 1

    ana.refresh_from_db()
    stored = Person.objects.extra(select={"raw": "name"}).values_list("raw", "email").get(pk=ana.pk)
    assert stored == (f"erased person {ana.pk}", f"erased-{ana.pk}@invalid")
    assert (ana.is_active, ana.has_usable_password(), ana.last_login, ana.grants()) == (False, False, None, ())
    assert all(each.valid_to is not None for each in ana.memberships.all())
    entry.refresh_from_db()
    assert (entry.name, entry.email, entry.phone, entry.function, entry.address) == ("", "", "", "", "")
    assert not Authenticator.objects.filter(user=ana).exists()
    assert not EmailAddress.objects.exists()
    assert not FormerName.objects.exists()
    assert [each.get_decoded()["_auth_user_id"] for each in Session.objects.all()] == [str(ada.pk)]
    assert client.get("/en/account").status_code == 302
    assert ana.changes.count() == changes + 1
    last = ana.changes.order_by("-pk")[0]
    assert (last.action, last.by, last.detail["reason"]) == ("erase", ada, "REQUEST")
    kept = str(list(PersonChange.objects.values())) + str(list(ContactChange.objects.values()))
    assert not any(each in kept for each in ("Ana", "Silo", "ana@", "555 0142"))
    assert ContactChange.objects.get(contact=entry).fields == ["phone", "function"]
    sign_in(browser)
    assert "_auth_user_id" not in browser.session


def test_the_name_is_said_in_the_language_of_the_reader(ana: Person, ada: Person) -> None:
    actions.erase_address(ana.email, by=ada, reason="LEFT")
    for language, said in (("en", "Erased person"), ("fr", "Personne effacée"), ("es", "Persona borrada")):
        with read_in(language):  # type: ignore[arg-type]
            assert Person.objects.get(pk=ana.pk).name == f"{said} {ana.pk}"
            assert Membership.objects.filter(person=ana).values_list("person__name", flat=True)[0] == f"{said} {ana.pk}"
            Person.objects.get(pk=ana.pk).save()
    assert reader.get() == "en"
    with read_in("es"):
        assert str(Person.objects.get(pk=ana.pk)) == f"Persona borrada {ana.pk}"


def test_the_same_address_is_a_new_person(ana: Person, ada: Person) -> None:
    actions.erase_address("ana@silo.example", by=ada, reason="REQUEST")
    again = actions.add_person("ana@silo.example", "Ana Silo")
    assert again.pk != ana.pk
    assert again.changes.count() == 1
    assert Person.objects.get(pk=ana.pk).erased_at is not None
    with pytest.raises(FixTheFile):
        actions.add_person(f"erased-{ana.pk}@invalid", "Somebody")


@pytest.mark.parametrize(
    "role", ["RESP", "APPROVER", "COORD", "NSOREV", "DESK_OFFICER", "VALIDATION_LEAD", "METHODOLOGIST"]
)
def test_no_other_role_erases(ana: Person, role: str) -> None:
    area = "QMA" if role in {"RESP", "APPROVER", "COORD", "NSOREV"} else ""
    who = person("Una Other", (role, area, ["*"]))
    assert code_of("ana@silo.example", who) == "ERASE_OF_OTHERS"
    assert code_of("una@other.example", who) == "ERASE_OF_OTHERS"
    ana.refresh_from_db()
    assert (ana.name, ana.is_active) == ("Ana Silo", True)


def test_what_cannot_be_erased_is_said_and_nothing_changes(ana: Person, ada: Person) -> None:
    before = PersonChange.objects.count()
    assert code_of("nobody@silo.example", ada) == "PERSON_UNKNOWN"
    assert code_of("a\0b", ada) == "PERSON_UNKNOWN"
    assert code_of("", ada) == "PERSON_UNKNOWN"
    assert code_of(ana.email, ada, "BECAUSE") == "ERASE_REASON_UNFIT"
    assert code_of(ada.email, ada) == "ERASE_LAST_ADMINISTRATOR"
    assert PersonChange.objects.count() == before
    actions.erase_address(ana.email, by=ada, reason="REQUEST")
    assert code_of(f"erased-{ana.pk}@invalid", ada) == "PERSON_ERASED"
    assert code_of("ana@silo.example", ada) == "PERSON_UNKNOWN"
    assert PersonChange.objects.count() == before + 1


def test_an_administrator_erases_himself_where_another_is_left(ana: Person, ada: Person) -> None:
    gil = person("Gil Roth", ("ADMINISTRATOR", "", []))
    actions.close_person(gil)
    assert code_of(ada.email, ada) == "ERASE_LAST_ADMINISTRATOR"
    actions.open_person(gil)
    assert actions.erase_address(ada.email, by=ada, reason="REQUEST") == 1
    assert code_of(ana.email, ada) == "ERASE_OF_OTHERS"
    assert code_of(gil.email, gil) == "ERASE_LAST_ADMINISTRATOR"


def test_an_erased_person_is_not_opened_again(ana: Person, ada: Person) -> None:
    actions.erase_address(ana.email, by=ada, reason="REQUEST")
    with pytest.raises(FixTheFile) as refused:
        actions.person_of(f"erased-{ana.pk}@invalid")
    assert refused.value.problems[0].code == "PERSON_ERASED"
    with pytest.raises(FixTheFile):
        actions.open_person(Person.objects.get(pk=ana.pk))
    assert not Person.objects.get(pk=ana.pk).is_active


def test_a_contact_without_an_account_is_erased_by_address(ada: Person) -> None:
    today = timezone.now().date()
    first = Contact.objects.create(ref_area="QMA", name="Mina Okoro", email="mina@amara.example", valid_from=today)
    second = Contact.objects.create(ref_area="QMB", name="M. Okoro", email="mina@amara.example", valid_from=today)
    assert actions.erase_address("mina@amara.example", by=ada, reason="MISTAKE") == 2
    for each in (first, second):
        each.refresh_from_db()
        assert (each.called, each.email, each.valid_to) == (f"Erased contact {each.pk}", "", today)
        with pytest.raises(FixTheAnswer) as refused:
            actions.erase_contact(each, by=ada, reason="MISTAKE")
        assert refused.value.problems[0].code == "PERSON_ERASED"


def test_mails_that_lie_in_the_workspace_go_as_well(
    ana: Person, ada: Person, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "a.log").write_text("Subject: x\nTo: Ana Silo <Ana@silo.example>\n\nlink\n", encoding="utf-8")
    (folder / "b.log").write_text("Subject: x\nTo: bo@marr.example\n\nana@silo.example\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "EMAIL_FILE_PATH", str(folder))
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            actions.erase_address(ana.email, by=ada, reason="REQUEST")
        assert sorted(each.name for each in folder.iterdir()) == ["b.log"]
        patched.setattr(settings, "EMAIL_FILE_PATH", None)
        assert mail.forget("bo@marr.example") == 0


def test_a_weak_check_of_the_password_is_no_way_back(ana: Person, ada: Person) -> None:
    actions.erase_address(ana.email, by=ada, reason="REQUEST")
    assert not Person.objects.get(pk=ana.pk).check_password(PASSWORD)


def test_the_administrator_erases_on_the_page(ana: Person, ada: Person, world: object, signed_in: SignedIn) -> None:
    entry, client = entered(ana), signed_in(ada)
    at = f"/fr/people/{entry.pk}"
    assert f"Personne effacée {ana.pk}" in client.get(at).content.decode()
    for typed, code in (({}, "Ce qui est effacé"), ({"sure": "1", "reason": "X"}, "Ce motif")):
        answer = client.post(at, {"do": "erase", **typed})
        assert answer.status_code == 422
        assert code in answer.content.decode()
    cleo = signed_in(person("Cleo Dane", ("COORD", "QMA", [])))
    refused = cleo.post(at, {"do": "erase", "sure": "1", "reason": "REQUEST"})
    assert "sont effacées par un administrateur" in refused.content.decode()
    assert "for-good" not in cleo.get(at).content.decode()
    assert client.post(at, {"do": "erase", "sure": "1", "reason": "REQUEST"}).status_code == 303
    for language, said in (("en", "Erased person"), ("fr", "Personne effacée"), ("es", "Persona borrada")):
        page = client.get(f"/{language}/people/{entry.pk}").content.decode()
        assert f'<h1 class="work">{said} {ana.pk}</h1>' in page
        assert "555 0142" not in page
        assert "ana@silo.example" not in page
        assert "for-good" not in page
    answer = client.post(at, {"do": "correct", "seen": 2, "valid_from": "2024-01-01", "phone": "+999 555 0100"})
    assert "ne peuvent être rétablies" in answer.content.decode()


def test_erasing_unconfirmed_has_its_code(ana: Person, ada: Person, world: object, signed_in: SignedIn) -> None:
    from django.http import QueryDict

    from openssi_web.pages.people.views import _erase

    with pytest.raises(FixTheAnswer) as refused:
        _erase(ada, entered(ana), QueryDict("reason=REQUEST"))
    assert refused.value.problems[0].code == "ERASE_UNCONFIRMED"
