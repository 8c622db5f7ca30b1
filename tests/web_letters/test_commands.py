"""Countries and institutions are invited on the command line, and letters sent and listed, through the same doors."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openssi.store import Workspace
from openssi_web import commands_letters, commands_round
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.actions import invite_countries
from openssi_web.rounds.letters.models import Letter, RoundInvitation
from openssi_web.rounds.monitor.progress import asked_in
from openssi_web.rounds.requests.outcomes import Refused
from web_letters.mail_server import MailServer
from web_moves.people import Everybody, give

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(world: Workspace, people: Everybody, monkeypatch: pytest.MonkeyPatch, openssi: Run) -> Run:
    """Runs a command of rounds on the workspace, in the database of the tests."""
    monkeypatch.setenv("OPENSSI_LANG", "en")
    monkeypatch.delenv("OPENSSI_SITE", raising=False)
    for each in (commands_round, commands_letters):
        monkeypatch.setattr(each, "open_process", lambda _: None)
    return lambda *arguments: openssi("round", *arguments, "--workspace", world.root)


def readers() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("kind", "person__email"))


# Countries


def test_countries_are_invited_once_however_often_it_is_asked(run: Run, people: Everybody) -> None:
    code, out, _ = run("invite", 2024, "--by", people.teo.email)
    assert code == 0
    assert out.startswith("Round 2024: 2 countries invited, 0 were invited before; 2 letters written.")
    assert readers() == [("invitation", people.cleo.email), ("invitation", people.bo.email)]
    again = run("invite", 2024, "--by", people.teo.email)[1]
    assert again.startswith("Round 2024: 0 countries invited, 2 were invited before; 0 letters written.")
    assert len(readers()) == 2
    assert set(RoundInvitation.objects.values_list("ref_area", "by__email")) == {
        ("QMA", people.teo.email), ("QMB", people.teo.email),
    }  # fmt: skip


def test_a_coordinator_who_comes_later_is_invited_and_the_others_not_again(run: Run, people: Everybody) -> None:
    run("invite", 2024, "--area", "qma", "--by", people.teo.email)
    late = Person.objects.create_user("late@ministry.example", "Lata Dane")
    give(late, "COORD", "QMA")
    run("invite", 2024, "--area", "QMA", "--by", people.teo.email)
    assert readers() == [("invitation", people.cleo.email), ("invitation", "late@ministry.example")]


def test_a_country_without_a_submission_is_led_to_its_work(
    run: Run, people: Everybody, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("invite", 2024, "--area", "QMB", "--by", people.teo.email)
    monkeypatch.setenv("OPENSSI_SITE", "https://inquiry.example/")
    code, out, _ = run("letters")
    assert (code, out.strip()) == (0, "Sent: 1. Waiting: 0. Stopped: 0.")
    text = mail_server.letters[0].get_content()
    assert "https://inquiry.example/en/work" in text
    assert "/en/password/" in text, "nobody of the tests has a password"


@pytest.mark.parametrize("who", ["cleo", "bo", "ana", "vera"])
def test_only_a_desk_officer_invites_countries(run: Run, people: Everybody, who: str) -> None:
    code, _, err = run("invite", 2024, "--area", "QMA", "--by", getattr(people, who).email)
    assert (code, "ROUND_ACTION_OF_OTHERS" in err, readers()) == (2, True, [])
    assert not RoundInvitation.objects.exists()


def test_what_cannot_be_invited_is_said_and_nothing_changes(run: Run, people: Everybody) -> None:
    by = ("--by", people.teo.email)
    assert "INVITE_NO_ROUND" in run("invite", 2030, *by)[2]
    assert "AREA_UNKNOWN" in run("invite", 2024, "--area", "XXX", *by)[2]
    assert "ROUND_BY_UNKNOWN" in run("invite", 2024, "--by", "nobody@x.example")[2]
    Membership.objects.filter(person=people.bo).update(valid_to=dt.date(2024, 1, 2))
    code, _, err = run("invite", 2024, "--area", "QMA", "--area", "QMB", *by)
    assert (code, "INVITE_NOBODY" in err) == (2, True)
    assert (readers(), RoundInvitation.objects.count()) == ([], 0)
    out = run("invite", 2024, *by)[1]
    assert "Without a coordinator, and not invited: QMB." in out
    assert readers() == [("invitation", people.cleo.email)]
    Membership.objects.filter(role="COORD").update(valid_to=dt.date(2024, 1, 2))
    assert "INVITE_NOBODY" in run("invite", 2024, *by)[2]


def test_opening_can_invite_at_once(run: Run, people: Everybody) -> None:
    code, out, _ = run("open", 2024, "--area", "QMB", "--invite", "--by", people.teo.email)
    assert (code, "1 countries invited" in out) == (0, True)
    letter = Letter.objects.get()
    assert (letter.person, letter.draft_id is None) == (people.bo, False)
    assert "ROUND_ACTION_OF_OTHERS" in run("open", 2024, "--area", "QMA", "--invite", "--by", people.cleo.email)[2]


def test_the_monitor_counts_as_asked_who_was_invited_or_answers(people: Everybody) -> None:
    round_ = people.draft.round
    assert set(asked_in(round_).countries) == {"QMA", "QMB"}
    outcome = invite_countries(people.teo, round_, ["QMA"])
    assert not isinstance(outcome, Refused)
    assert set(asked_in(round_).countries) == {"QMA"}
    invite_countries(people.teo, round_, ["QMB"])
    assert set(asked_in(round_).countries) == {"QMA", "QMB"}


# Institutions


def invite(run: Run, people: Everybody, **parts: Any) -> tuple[int, str, str]:
    usual = {
        "email": "rui@fund.example",
        "name": "Rui Alba",
        "scheme": "QMA01",
        "by": people.cleo.email,
        "role": "RESP",
    }
    told = {**usual, **parts}
    return run(
        "invite-institution", "QMA", 2024, told["email"], told["name"], "--institution", "Pension Fund",
        "--scheme", told["scheme"], "--role", told["role"], "--language", "es", "--by", told["by"],
    )  # fmt: skip


def test_an_institution_is_invited_by_command(run: Run, people: Everybody) -> None:
    code, out, _ = invite(run, people)
    assert (code, out.strip()) == (0, "Rui Alba is invited; the letter waits to be sent.")
    rui = Person.objects.get(email="rui@fund.example")
    assert (rui.language, rui.has_usable_password()) == ("es", False)
    assert Letter.objects.get().language == "es"


def test_an_institution_is_not_invited_by_others_or_with_what_is_unknown(run: Run, people: Everybody) -> None:
    assert "ROUND_ACTION_OF_OTHERS" in invite(run, people, by=people.teo.email)[2]
    assert "ROUND_DRAFT_UNKNOWN" in invite(run, people, by=people.bo.email)[2]
    assert "PEOPLE_ROLE_UNFIT" in invite(run, people, role="COORD")[2]
    assert "PEOPLE_SCHEME_UNKNOWN" in invite(run, people, scheme="QMB01")[2]
    assert not Person.objects.filter(email="rui@fund.example").exists()


# Sending and listing


def test_what_waits_is_listed_with_its_cause(run: Run, people: Everybody, mail_server: MailServer) -> None:
    assert run("letters", "--list")[1].strip() == "No letter waits, and none was stopped."
    run("invite", 2024, "--by", people.teo.email)
    mail_server.mood = "hangs_up"
    assert run("letters")[1].strip() == "Sent: 0. Waiting: 2. Stopped: 0."
    out = " ".join(run("letters", "--list")[1].split())
    assert "The mail server could not be reached" in out
    assert "Waiting: 2." in out


def test_a_letter_that_was_stopped_is_sent_when_somebody_asks(
    run: Run, people: Everybody, mail_server: MailServer
) -> None:
    run("invite", 2024, "--area", "QMA", "--by", people.teo.email)
    number = Letter.objects.get().pk
    mail_server.mood = "refuses_reader"
    assert run("letters")[1].strip() == "Sent: 0. Waiting: 0. Stopped: 1."
    mail_server.mood = "takes"
    assert run("letters")[1].strip() == "Sent: 0. Waiting: 0. Stopped: 1."
    assert "LETTER_UNKNOWN" in run("letters", "--again", number + 1, "--by", people.teo.email)[2]
    assert "ROUND_ACTION_OF_OTHERS" in run("letters", "--again", number, "--by", people.ana.email)[2]
    assert run("letters", "--again", number, "--by", people.teo.email)[1].strip() == "Sent: 1. Waiting: 0. Stopped: 0."
    assert "LETTER_NOT_STOPPED" in run("letters", "--again", number, "--by", people.teo.email)[2]
    assert [each.result for each in Letter.objects.get().attempts.order_by("pk")] == ["refused", "again", "sent"]
    assert len(mail_server.letters) == 1


def test_by_default_letters_go_into_the_folder_of_the_workspace(
    run: Run, people: Everybody, settings: Any, world: Workspace
) -> None:
    from openssi_web.accounts.mail import mail_settings

    told = mail_settings("", Path(world.root))
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = told.backend, told.folder
    run("invite", 2024, "--by", people.teo.email)
    assert run("letters")[1].strip() == "Sent: 2. Waiting: 0. Stopped: 0."
    assert len(list((Path(world.root) / "mail").glob("*.eml"))) == 2
