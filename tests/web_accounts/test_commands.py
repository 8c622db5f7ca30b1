"""`openssi person`, as somebody types it."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.test import Client

from openssi.store import Workspace
from openssi_web import releases
from openssi_web.accounts.models import Person
from openssi_web.rounds import workspace as served
from web_accounts.conftest import OpenSSI, link_in

pytestmark = pytest.mark.django_db
TODAY = dt.datetime.now(dt.UTC).date()


@pytest.fixture
def person(openssi: OpenSSI, world: Workspace, monkeypatch: pytest.MonkeyPatch) -> OpenSSI:
    """The command on a workspace of two countries; the database is that of the tests."""
    monkeypatch.setattr("openssi_web.process.bring_up_to_date", lambda: None)
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(world.root))
    served._inquiry.cache_clear()

    def run(*arguments: object) -> tuple[int, str, str]:
        return openssi("--lang", "en", "--workspace", world.root, "person", *arguments)

    return run


ANA = ("add", "ana@silo.example", "Ana Silo", "--role", "RESP", "--area", "QMA", "--scheme", "QMA01")


def test_a_person_is_added_and_sets_a_password_by_the_link(person: OpenSSI) -> None:
    code, said, wrong = person(
        *ANA, "--institution", "Pension Fund", "--language", "fr", "--site", "https://inquiry.example/"
    )
    assert (code, wrong) == (0, "")
    assert "Ana Silo is registered and signs in with ana@silo.example." in said
    assert "https://inquiry.example/fr/password/" in said
    assert Client().get(link_in(said)).status_code == 302
    held = Person.objects.get().memberships.get()
    assert (held.role, held.ref_area, held.institution, held.schemes) == ("RESP", "QMA", "Pension Fund", ["QMA01"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "ana", "Ana Silo"), "ADDRESS_UNFIT"),
        (("add", "a@b.example", "A" * 201), "PERSON_NAME_UNFIT"),
        (("add", "a@b.example", "A", "--role", "KING"), "VALUE_NOT_ALLOWED"),
        (("add", "a@b.example", "A", "--language", "de"), "VALUE_NOT_ALLOWED"),
        (("add", "a@b.example", "A", "--role", "coord"), "ROLE_WITHOUT_COUNTRY"),
        (("add", "a@b.example", "A", "--role", "COORD", "--area", "QMX"), "AREA_UNKNOWN"),
        (("add", "a@b.example", "A", "--role", "METHODOLOGIST", "--area", "QMA"), "ROLE_OF_NO_COUNTRY"),
        (("add", "a@b.example", "A", "--role", "DESK_OFFICER", "--seat", "HQ"), "ROLE_SEAT_UNFIT"),
        (("add", "a@b.example", "A", "--role", "DESK_OFFICER", "--area", "QMA", "--seat", "SEA"), "VALUE_NOT_ALLOWED"),
        (("add", "a@b.example", "A", "--role", "RESP", "--area", "QMA"), "ROLE_WITHOUT_SCHEME"),
        (("add", "a@b.example", "A", "--role", "RESP", "--area", "QMA", "--scheme", "X"), "SCHEME_UNKNOWN"),
        (("add", "a@b.example", "A", "--role", "COORD", "--area", "QMA", "--until", "soon"), "DATE_UNFIT"),
        (
            ("add", "a@b.example", "A", "--role", "COORD", "--area", "QMA", "--until", "2001-01-01"),
            "ROLE_ENDS_BEFORE_IT_BEGINS",
        ),
        (("role", "add", "a@b.example", "COORD", "--area", "QMA"), "PERSON_UNKNOWN"),
        (("link", "a\0@b.example"), "PERSON_UNKNOWN"),
        (("close", "a@b.example"), "PERSON_UNKNOWN"),
    ],
)
def test_what_cannot_be_done_is_said_and_nobody_is_made(person: OpenSSI, arguments: tuple[str, ...], code: str) -> None:
    left, said, wrong = person(*arguments)
    assert (left, said) == (2, "")
    assert code in wrong
    assert "Please" in wrong
    assert not Person.objects.exists()


def test_a_known_address_is_refused(person: OpenSSI) -> None:
    person(*ANA)
    code, _, wrong = person("add", "ANA@silo.example", "Ana")
    assert code == 2
    assert wrong.startswith("ANA@silo.example: Somebody is registered with the address ana@silo.example already.")


def test_a_password_is_read_from_standard_input(person: OpenSSI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ladder cloud pepper nine\n"))
    code, said, _ = person("add", "bo@marr.example", "Bo Marr", "--password-stdin")
    assert (code, "password/" in said) == (0, False)
    assert Person.objects.get().check_password("ladder cloud pepper nine")
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert "PASSWORD_SHORT" in person("add", "cleo@dane.example", "Cleo Dane", "--password-stdin")[2]


def test_roles_are_given_and_ended(person: OpenSSI) -> None:
    person("add", "cleo@dane.example", "Cleo Dane")
    assert person("role", "add", "cleo@dane.example", "COORD", "--area", "qma", "--from", "2024-01-01")[0] == 0
    assert "ROLE_HELD" in person("role", "add", "cleo@dane.example", "COORD", "--area", "QMA")[2]
    wrong = person("role", "end", "cleo@dane.example", "RESP")[2]
    assert "ROLE_NOT_HELD" in wrong
    assert "COORD QMA, 2024-01-01" in wrong
    assert person("role", "end", "cleo@dane.example", "COORD", "--area", "QMA")[0] == 0
    assert Person.objects.get().grants(TODAY) == ()
    assert "ROLE_NOT_HELD" in person("role", "end", "cleo@dane.example", "COORD")[2]


def test_everybody_is_listed(person: OpenSSI) -> None:
    assert "Nobody is registered" in person("list")[1]
    person(*ANA, "--until", "2030-12-31")
    person("close", "ana@silo.example")
    said = person("list")[1]
    assert f"RESP QMA QMA01, {TODAY} – 2030-12-31" in said
    assert "closed" in said


def test_an_account_is_closed_and_opened(person: OpenSSI) -> None:
    person(*ANA)
    assert "The account of Ana Silo is closed." in person("close", "ana@silo.example")[1]
    assert "PERSON_CLOSED" in person("link", "ana@silo.example")[2]
    assert "openssi person link ana@silo.example" in person("open", "ana@silo.example")[1]
    assert "/en/password/" in person("link", "ana@silo.example", "--remove-second-factor")[1]
    actions = [each.action for each in Person.objects.get().changes.order_by("pk")]
    assert actions == ["add", "role", "close", "open"]


def test_the_secret_of_links_lasts(person: OpenSSI, world: Workspace) -> None:
    person("list")
    kept = Path(world.root / "secret-key")
    before = kept.read_text(encoding="ascii")
    person("list")
    assert (len(before) > 60, kept.read_text(encoding="ascii")) == (True, before)


def test_an_officer_is_assigned_to_a_country(person: OpenSSI) -> None:
    person("add", "fay@compiler.example", "Fay Noor", "--role", "DESK_OFFICER", "--area", "QMA", "--seat", "field")
    assert (
        "VALIDATION_LEAD QMB [HQ]"
        in person("role", "add", "fay@compiler.example", "VALIDATION_LEAD", "--area", "QMB", "--seat", "HQ")[1]
    )
    held = Person.objects.get().memberships.order_by("pk")
    assert [(each.role, each.ref_area, each.seat) for each in held] == [
        ("DESK_OFFICER", "QMA", "FIELD"),
        ("VALIDATION_LEAD", "QMB", "HQ"),
    ]
    assert "DESK_OFFICER QMA [FIELD]" in person("list")[1]


def test_a_person_is_erased_by_an_administrator(person: OpenSSI) -> None:
    person(*ANA)
    person("add", "ada@berg.example", "Ada Berg", "--role", "ADMINISTRATOR")
    for by, code in (("ana@silo.example", "ERASE_OF_OTHERS"), ("no@body.example", "PERSON_UNKNOWN")):
        left, _, wrong = person("erase", "ana@silo.example", "--by", by)
        assert (left != 0, code in wrong) == (True, True)
    assert "ERASE_REASON_UNFIT" in person("erase", "ana@silo.example", "--by", "ada@berg.example", "--reason", "x")[2]
    assert "ERASE_LAST_ADMINISTRATOR" in person("erase", "ada@berg.example", "--by", "ada@berg.example")[2]
    code, said, _ = person("erase", "ana@silo.example", "--by", "ada@berg.example")
    assert (code, said) == (0, "What was personal was erased in 1 place.\n")
    listed = person("list")[1]
    assert "Erased person" in listed
    assert "Ana Silo" not in listed
    assert "PERSON_UNKNOWN" in person("link", "ana@silo.example")[2]
    number = Person.objects.get(name__startswith="erased").pk
    assert "PERSON_ERASED" in person("open", f"erased-{number}@invalid")[2]
    assert person(*ANA)[0] == 0


def test_the_answers_about_a_focal_point_are_erased_by_an_administrator(person: OpenSSI) -> None:
    person(*ANA)
    person("add", "ada@berg.example", "Ada Berg", "--role", "ADMINISTRATOR")
    assert "ERASE_OF_OTHERS" in person("erase-focal-point", "QMA", "--by", "ana@silo.example")[2]
    code, _, wrong = person("erase-focal-point", "qma", "--by", "ada@berg.example", "--institution", "Fund")
    assert (code != 0, "ERASE_NOTHING_ANSWERED" in wrong, "QMA" in wrong) == (True, True, True)
