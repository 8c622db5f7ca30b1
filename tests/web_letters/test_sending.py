"""Letters are sent once and none is lost: a server that is down, silent or hangs up, many senders, one that dies."""

import datetime as dt
import email
import threading
from email import policy
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from openssi_web.accounts.models import Person
from openssi_web.append_only import AppendOnly
from openssi_web.rounds.actions import fire_timers
from openssi_web.rounds.clock.calendars import days_of
from openssi_web.rounds.letters import outbox
from openssi_web.rounds.letters.causes import kinds_on, write_letters
from openssi_web.rounds.letters.models import Letter, LetterAttempt
from openssi_web.rounds.letters.outbox import CLAIM_LASTS, DELAYS, claim_next, send_due
from openssi_web.rounds.letters.sender import Sender
from web_letters.mail_server import MailServer, Mood
from web_moves.people import Everybody
from web_rounds.cleaning import empty_records


def one_letter(people: Everybody, who: Person | None = None, cause: str = "a cause") -> Letter:
    (kind,) = kinds_on("invitation")
    reader = who or people.cleo
    write_letters(kind, cause, [reader], draft=people.draft, by=people.teo)
    return Letter.objects.get(person=reader, cause=cause)


def now(letter: Letter) -> Letter:
    letter.refresh_from_db()
    return letter


def later(letter: Letter, by: dt.timedelta) -> None:
    """Let time pass for a letter."""
    Letter.objects.filter(pk=letter.pk).update(next_try=now(letter).next_try - by)
    if letter.claimed_at is not None:
        Letter.objects.filter(pk=letter.pk).update(claimed_at=letter.claimed_at - by)


def results(letter: Letter) -> list[str]:
    return list(letter.attempts.order_by("pk").values_list("result", flat=True))


@pytest.mark.django_db
def test_a_letter_reaches_its_reader_through_the_server(people: Everybody, mail_server: MailServer) -> None:
    letter = one_letter(people)
    assert send_due() == {"sent": 1}
    assert send_due() == {}
    (sent,) = mail_server.letters
    assert sent["To"] == people.cleo.email
    assert sent["Subject"] == "Social Security Inquiry 2024: Amara is invited"
    assert sent.get_content().startswith("Hello Cleo Dane,")
    assert "http://localhost:8000/en/round/QMA/2024" in sent.get_content()
    assert (now(letter).state, letter.tries, results(letter)) == ("sent", 1, ["sent"])


@pytest.mark.django_db
def test_without_a_server_it_is_a_file_that_only_its_owner_reads(
    people: Everybody, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    Person.objects.filter(pk=people.cleo.pk).update(language="fr", password="!")  # noqa: S106 - none
    letter = one_letter(people, Person.objects.get(pk=people.cleo.pk))
    assert send_due() == {"sent": 1}
    (file,) = (tmp_path / "mail").iterdir()
    assert (file.suffix, file.stat().st_mode & 0o777, (tmp_path / "mail").stat().st_mode & 0o777) == (
        ".eml", 0o600, 0o700,
    )  # fmt: skip
    read = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    text = read.get_content()
    assert text.startswith("Bonjour Cleo Dane,")
    assert "/fr/password/" in text
    assert read["Message-ID"].startswith(f"<openssi.{letter.pk:06}-1@")


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_keeps_the_letter_waiting(
    people: Everybody, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "mail").write_text("a file")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    letter = one_letter(people)
    assert send_due() == {"later": 1}
    assert (now(letter).state, letter.problem) == ("queued", "MAIL_FOLDER")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mood", "state", "problem"),
    [
        ("hangs_up", "queued", "MAIL_SERVER_DOWN"),
        ("silent", "queued", "MAIL_SERVER_DOWN"),
        ("hangs_up_at_mail", "queued", "MAIL_SERVER_DOWN"),
        ("refuses_sender", "queued", "MAIL_NOT_NOW"),
        ("busy_reader", "queued", "MAIL_NOT_NOW"),
        ("refuses_reader", "failed", "MAIL_REFUSED"),
        ("refuses_content", "failed", "MAIL_REFUSED"),
        ("hangs_up_before_content", "unsure", "MAIL_UNSURE"),
        ("hangs_up_after_content", "unsure", "MAIL_UNSURE"),
        ("silent_after_content", "unsure", "MAIL_UNSURE"),
    ],
)
def test_what_the_server_does_decides_whether_it_is_tried_again(
    people: Everybody, mail_server: MailServer, mood: Mood, state: str, problem: str
) -> None:
    mail_server.mood = mood
    letter = one_letter(people)
    send_due()
    assert (now(letter).state, letter.problem, letter.tries) == (state, problem, 1)
    assert letter.error
    mail_server.mood, before = "takes", len(mail_server.letters)
    later(letter, DELAYS[0])
    send_due()
    assert (now(letter).state, len(mail_server.letters) - before) == (("sent", 1) if state == "queued" else (state, 0))


@pytest.mark.django_db
def test_a_server_that_is_down_is_tried_at_growing_intervals_and_nothing_is_lost(
    people: Everybody, mail_server: MailServer
) -> None:
    mail_server.close()
    letters = [one_letter(people, who, "down") for who in (people.cleo, people.ana, people.bo)]
    assert send_due() == {"later": 1}, "the others are not each tried in vain"
    waited = []
    for _ in range(8):
        Letter.objects.exclude(pk=letters[0].pk).update(next_try=timezone.now() + dt.timedelta(days=30))
        later(letters[0], dt.timedelta(days=1))
        before = timezone.now()
        send_due()
        waited.append(now(letters[0]).next_try - before)
    assert [round(each.total_seconds() / 60) for each in waited] == [5, 15, 60, 240, 720, 720, 720, 720]
    assert (letters[0].tries, results(letters[0])) == (9, ["later"] * 9)
    assert {now(each).state for each in letters} == {"queued"}


@pytest.mark.django_db
def test_a_closed_account_gets_no_letter(people: Everybody, mail_server: MailServer) -> None:
    letter = one_letter(people)
    Person.objects.filter(pk=people.cleo.pk).update(is_active=False)
    send_due()
    assert (now(letter).state, letter.problem, mail_server.letters) == ("failed", "MAIL_ACCOUNT_CLOSED", [])


@pytest.mark.django_db
def test_an_address_that_no_mail_can_name_is_refused(people: Everybody, mail_server: MailServer) -> None:
    letter = one_letter(people)
    Person.objects.filter(pk=letter.person_id).update(email="a\n@b.example")
    send_due()
    assert (now(letter).state, letter.problem, mail_server.letters) == ("failed", "MAIL_REFUSED", [])


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"kind": "gone"}, {"ref_area": "QQQ"}])
def test_a_letter_whose_text_cannot_be_made_waits_and_holds_up_no_other(
    people: Everybody, mail_server: MailServer, changes: dict[str, str]
) -> None:
    letter = one_letter(people)
    Letter.objects.update(**changes)
    one_letter(people, people.ana)
    assert send_due() == {"later": 1, "sent": 1}
    assert (now(letter).state, letter.problem) == ("queued", "MAIL_NOT_WRITTEN")


@pytest.mark.django_db
def test_a_sender_that_dies_before_the_line_leaves_the_letter_to_the_next(
    people: Everybody, mail_server: MailServer
) -> None:
    letter = one_letter(people)
    assert claim_next() is not None
    assert claim_next() is None
    assert send_due() == {}, "it is somebody’s for now"
    later(now(letter), CLAIM_LASTS)
    assert send_due() == {"sent": 1}
    assert len(mail_server.letters) == 1


@pytest.mark.django_db
def test_a_sender_that_dies_on_the_line_leaves_it_open_and_nothing_goes_twice(
    people: Everybody, mail_server: MailServer
) -> None:
    letter = one_letter(people)
    claimed = claim_next()
    assert claimed is not None
    assert outbox._goes_on_the_line(claimed)
    later(now(letter), CLAIM_LASTS)
    assert send_due() == {}
    assert (now(letter).state, letter.problem, results(letter)) == ("unsure", "MAIL_UNSURE", ["unsure"])
    assert mail_server.letters == []


@pytest.mark.django_db
def test_one_that_was_taken_for_dead_sends_nothing_any_more(people: Everybody, mail_server: MailServer) -> None:
    letter = one_letter(people)
    slow = claim_next()
    assert slow is not None
    later(now(letter), CLAIM_LASTS)
    assert send_due() == {"sent": 1}
    assert outbox._delivered(slow).result == "gone"
    assert (len(mail_server.letters), results(letter)) == (1, ["sent"])


@pytest.mark.django_db
def test_what_a_server_says_of_an_address_is_not_kept(people: Everybody, mail_server: MailServer) -> None:
    mail_server.mood = "refuses_reader"
    letter = one_letter(people)
    send_due()
    assert now(letter).error == letter.attempts.get().error == "550 5.1.1 <…> nobody of that name"


@pytest.mark.django_db
def test_the_database_itself_takes_no_second_letter_of_a_kind_for_a_cause(people: Everybody) -> None:
    letter = one_letter(people)
    assert one_letter(people) == letter
    letter.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save(force_insert=True)


@pytest.mark.django_db
def test_attempts_are_records(people: Everybody, mail_server: MailServer) -> None:
    one_letter(people)
    send_due()
    with pytest.raises(AppendOnly):
        LetterAttempt.objects.get().delete()
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM rounds_letterattempt")


# Several connections


@pytest.mark.django_db(transaction=True)
def test_many_senders_at_once_send_each_letter_once(people: Everybody, mail_server: MailServer) -> None:
    everybody = [people.cleo, people.ana, people.bo, people.pia, people.noa, people.teo]
    for who in everybody:
        one_letter(people, who)
    failures: list[BaseException] = []

    def send() -> None:
        try:
            send_due()
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    try:
        assert failures == []
        assert sorted(str(each["To"]) for each in mail_server.letters) == sorted(each.email for each in everybody)
        assert set(Letter.objects.values_list("state", "tries")) == {("sent", 1)}
    finally:
        empty_records()


@pytest.mark.django_db(transaction=True)
def test_the_site_sends_right_after_what_caused_it(people: Everybody, mail_server: MailServer) -> None:
    arrived = threading.Event()
    mail_server.during = arrived.set
    working = Sender()
    working.switch_on()
    try:
        one_letter(people)
        working.wake()
        assert arrived.wait(60)
    finally:
        # In short turns: for a machine that was halted one long wait is over before the thread went on.
        for _ in range(300):
            working.stop(0.2)
        state = Letter.objects.get().state
        empty_records()
    assert state == "sent"


@pytest.mark.django_db
def test_a_process_that_serves_nothing_sends_nothing_by_itself(people: Everybody, mail_server: MailServer) -> None:
    one_letter(people)
    Sender().wake()
    assert (mail_server.letters, Letter.objects.get().state) == ([], "queued")


@pytest.mark.django_db
def test_a_letter_is_written_in_the_transaction_of_its_cause(
    people: Everybody, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openssi_web.rounds.moves import moving

    def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(moving, "write_letters_of", breaks)
    with pytest.raises(RuntimeError):
        fire_timers(people.draft, days_of(people.draft.round)["reminder_1"])
    assert "remind" not in people.moves
