"""The log of letters and calls: who sees it, what is logged, corrected, settled, and refused."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpResponse

from openssi_web.accounts import actions as account_actions
from openssi_web.append_only import AppendOnly
from openssi_web.rounds.actions import log_correspondence, settle_follow_up
from openssi_web.rounds.correspondence import corresponding
from openssi_web.rounds.correspondence.corresponding import LogAsked
from openssi_web.rounds.correspondence.log import log_of, path_of
from openssi_web.rounds.correspondence.models import Correspondence
from openssi_web.rounds.requests.outcomes import Refused
from web_people.conftest import Register, SignedIn
from web_rounds.cast import person

AT = "/en/correspondence/QMA"
TODAY = dt.date(2026, 6, 12)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    from openssi_web.pages.correspondence import views as pages

    for module in (corresponding, pages):
        monkeypatch.setattr(module, "today", lambda: TODAY)


def asked(**values: object) -> LogAsked:
    usual: dict[str, object] = {"day": "2026-06-01", "direction": "OUT", "medium": "LETTER", "subject": "Reminder"}
    return LogAsked(**{**usual, **values})  # type: ignore[arg-type]


def logged(outcome: Correspondence | Refused) -> Correspondence:
    assert isinstance(outcome, Correspondence), outcome
    return outcome


def text_of(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.headers
    return re.sub(r"\s+", " ", answer.content.decode())


def codes(outcome: Correspondence | Refused) -> list[str]:
    assert isinstance(outcome, Refused)
    return [each.code for each in outcome.problems]


# Who sees it


def test_the_country_and_officers_of_others_find_nothing(register: Register, signed_in: SignedIn) -> None:
    row = logged(log_correspondence(register.fay, "QMA", asked(), "k"))
    others = [register.cast.ana, register.cast.cleo, register.cast.bo, register.ben, register.ada]
    others.append(person("Meg Tor", ("METHODOLOGIST", "", [])))
    for who in others:
        client = signed_in(who)
        assert client.get(AT).status_code == 404
        assert client.post(AT, {"do": "settle", "number": row.pk, "key": "x"}).status_code == 404
        with pytest.raises(Http404):
            log_correspondence(who, "QMA", asked(), "k2")
        with pytest.raises(Http404):
            settle_follow_up(who, "QMA", row.pk, "k3")
    assert Correspondence.objects.count() == 1
    assert signed_in(register.cast.teo).get("/en/correspondence/XXX").status_code == 404
    assert signed_in(register.cast.cleo).get("/en/correspondence").status_code == 404


def test_officers_who_follow_the_country_share_its_log(register: Register, signed_in: SignedIn) -> None:
    log_correspondence(register.fay, "QMA", asked(people=(register.mina.pk,), summary="Sent the form again."), "k")
    lead = person("Lea Voss", ("VALIDATION_LEAD", "QMA", []))
    for who in (register.fay, register.cast.teo, lead):
        page = text_of(signed_in(who).get(AT))
        assert all(each in page for each in ("Reminder", "Sent the form again.", "Mina Okoro", "Fay Noor"))
    listed = text_of(signed_in(register.fay).get("/en/correspondence"))
    assert "Amara" in listed
    assert "Borea" not in listed
    assert "Fay Noor (field)" in listed


# Logging


def test_a_letter_is_logged_with_its_file(register: Register, signed_in: SignedIn) -> None:
    client = signed_in(register.fay)
    sent = {"key": "one", "day": "2026-06-01", "direction": "IN", "medium": "LETTER", "subject": "Late figures"}
    sent |= {"people": [str(register.mina.pk)], "due": "2026-06-30", "year": "2024"}
    file = SimpleUploadedFile("letter.pdf", PDF)
    answer = client.post(AT, {**sent, "file": file})
    row = Correspondence.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{AT}?done=add#entry-{row.pk}")
    assert (row.officer, row.by, row.role, row.name) == (register.fay, register.fay, "DESK_OFFICER", "letter.pdf")
    assert [each.contact for each in row.people.all()] == [register.mina]
    assert path_of(row).read_bytes() == PDF
    page = text_of(client.get(AT))
    assert "Follow up by 30 June 2026" in page
    assert "about the round of 2024" in page
    found = client.get(f"{AT}/{row.pk}/letter.pdf")
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(found.streaming_content) == PDF
    assert client.get(f"{AT}/{row.pk}/other.pdf").status_code == 404
    assert signed_in(register.ben).get(f"{AT}/{row.pk}/letter.pdf").status_code == 404
    assert signed_in(register.cast.teo).get(f"/en/correspondence/QMB/{row.pk}/letter.pdf").status_code == 404


@pytest.mark.parametrize(
    ("values", "code", "place"),
    [
        ({"day": "soon"}, "LOG_DAY_UNFIT", "day"),
        ({"day": ""}, "LOG_DAY_UNFIT", "day"),
        ({"day": "2026-06-13"}, "LOG_DAY_AHEAD", "day"),
        ({"due": "2026-05-31"}, "LOG_DUE_UNFIT", "due"),
        ({"due": "later"}, "LOG_DAY_UNFIT", "due"),
        ({"direction": "UP"}, "LOG_CHOICE_UNFIT", "direction"),
        ({"medium": "PIGEON"}, "LOG_CHOICE_UNFIT", "medium"),
        ({"subject": " "}, "LOG_TEXT_UNFIT", "subject"),
        ({"subject": "x" * 201}, "LOG_TEXT_UNFIT", "subject"),
        ({"summary": "x" * 10_001}, "LOG_TEXT_UNFIT", "summary"),
        ({"subject": "Call with  mina   OKORO about it"}, "LOG_NAMES_SOMEBODY", "subject"),
        ({"summary": "Please write to someone@amara.example."}, "LOG_NAMES_SOMEBODY", "summary"),
        ({"summary": "Reached under +999-555-0142."}, "LOG_NAMES_SOMEBODY", "summary"),
        ({"summary": "Fay Noor will call again."}, "LOG_NAMES_SOMEBODY", "summary"),
        ({"people": (99999,)}, "LOG_PERSON_UNKNOWN", "people"),
        ({"year": "2031"}, "LOG_ROUND_UNKNOWN", "year"),
        ({"year": "x"}, "LOG_ROUND_UNKNOWN", "year"),
    ],
)
def test_what_does_not_fit_is_refused(register: Register, values: dict[str, object], code: str, place: str) -> None:
    outcome = log_correspondence(register.fay, "QMA", asked(**values), "k")
    assert isinstance(outcome, Refused)
    assert [(each.code, each.place.item) for each in outcome.problems] == [(code, place)]
    assert not Correspondence.objects.exists()


def test_a_person_of_another_country_cannot_be_chosen(register: Register) -> None:
    assert codes(log_correspondence(register.fay, "QMA", asked(people=(register.boris.pk,)), "k")) == [
        "LOG_PERSON_UNKNOWN"
    ]


def test_a_word_that_holds_a_name_is_no_name(register: Register) -> None:
    logged(log_correspondence(register.fay, "QMA", asked(subject="Administration of Mina Okorosson"), "k"))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("letter.exe", b"MZ", "ROUND_FILE_KIND"),
        ("letter.pdf", b"no pdf", "ROUND_FILE_FALSE"),
        ("letter.pdf", b"", "ROUND_FILE_EMPTY"),
        ("Mina_Okoro.pdf", PDF, "LOG_NAMES_SOMEBODY"),
    ],
)
def test_a_file_that_is_not_taken_is_refused(
    register: Register, signed_in: SignedIn, name: str, content: bytes, code: str, world: object
) -> None:
    file = SimpleUploadedFile(name, content)
    assert codes(log_correspondence(register.fay, "QMA", asked(), "k", incoming=file)) == [code]
    assert not Correspondence.objects.exists()
    root = Path(str(world.root))  # type: ignore[attr-defined]
    assert not [each for each in root.glob("correspondence/QMA/*") if each.is_file()]


def test_what_is_refused_stays_in_the_form(register: Register, signed_in: SignedIn) -> None:
    sent = {"key": "k", "day": "2026-06-30", "direction": "IN", "medium": "CALL", "subject": "Kept words"}
    for language, said in (("en", "is still to come"), ("fr", "est à venir"), ("es", "aún no ha llegado")):
        page = text_of(signed_in(register.fay).post(f"/{language}/correspondence/QMA", sent), 422)
        assert 'id="day-problem">' in page
        assert said in page
        assert 'value="Kept words"' in page
        assert '<option value="CALL" selected>' in page


def test_asking_twice_logs_once(register: Register) -> None:
    first = logged(log_correspondence(register.fay, "QMA", asked(), "same"))
    assert logged(log_correspondence(register.fay, "QMA", asked(), "same")) == first
    assert codes(log_correspondence(register.fay, "QMA", asked(subject="Another"), "same")) == ["ROUND_KEY_REUSED"]
    unfit = log_correspondence(register.fay, "QMA", asked(), "no key!")
    assert codes(unfit) == ["ROUND_KEY_UNFIT"]
    assert "no key!" in unfit.problems[0].text.en  # type: ignore[union-attr]
    logged(log_correspondence(register.cast.teo, "QMA", asked(), "same"))
    assert Correspondence.objects.count() == 2


# Correcting and settling


def test_a_correction_replaces_and_the_history_is_kept(register: Register, signed_in: SignedIn) -> None:
    file = SimpleUploadedFile("letter.pdf", PDF)
    first = logged(log_correspondence(register.fay, "QMA", asked(people=(register.mina.pk,)), "a", incoming=file))
    second = logged(
        log_correspondence(register.cast.teo, "QMA", asked(subject="Second reminder"), "b", corrects=first.pk)
    )
    assert (second.officer, second.by, second.name) == (register.fay, register.cast.teo, "letter.pdf")
    assert codes(log_correspondence(register.fay, "QMA", asked(subject="Third"), "c", corrects=first.pk)) == [
        "LOG_CORRECTED"
    ]
    with pytest.raises(Http404):
        log_correspondence(register.fay, "QMA", asked(), "d", corrects=99999)
    entry = log_of(register.fay, "QMA")
    assert [(each.now, each.before) for each in entry] == [(second, (first,))]
    page = text_of(signed_in(register.fay).get(AT))
    assert "1 earlier version" in page
    assert page.index("Second reminder") < page.index("<h3>Reminder</h3>")
    form = text_of(signed_in(register.fay).get(f"{AT}?correct={second.pk}"))
    assert 'value="Second reminder"' in form
    assert "Without a new file, letter.pdf stays." in form
    assert signed_in(register.fay).get(f"{AT}?correct=99999").status_code == 404


def test_open_follow_ups_stand_first_until_they_are_done(register: Register, signed_in: SignedIn) -> None:
    later = logged(log_correspondence(register.fay, "QMA", asked(due="2026-07-31", subject="Later"), "a"))
    sooner = logged(log_correspondence(register.fay, "QMA", asked(due="2026-06-05", subject="Sooner"), "b"))
    newest = logged(log_correspondence(register.fay, "QMA", asked(day="2026-06-12", subject="Newest"), "c"))
    assert [each.now for each in log_of(register.fay, "QMA")] == [sooner, later, newest]
    client = signed_in(register.fay)
    assert "Follow-up overdue since 5 June 2026" in text_of(client.get(AT))
    listed = text_of(client.get("/en/correspondence"))
    assert '<td class="n">2</td><td>5 June 2026</td>' in listed
    sent = {"do": "settle", "number": sooner.pk, "key": "settle-1"}
    assert [client.post(AT, sent).status_code for _ in range(2)] == [303, 303]
    assert "Followed up on 12 June 2026" in text_of(client.get(AT))
    assert [each.now for each in log_of(register.fay, "QMA")][:1] == [later]
    assert codes(settle_follow_up(register.fay, "QMA", newest.pk, "x")) == ["LOG_SETTLED"]
    assert codes(settle_follow_up(register.fay, "QMA", sooner.pk, "y")) == ["LOG_CORRECTED"]
    assert "no follow-up that is still open" in text_of(
        client.post(AT, {"do": "settle", "number": newest.pk, "key": "z"}), 422
    )


def test_the_log_is_filtered(register: Register, signed_in: SignedIn) -> None:
    log_correspondence(register.fay, "QMA", asked(subject="One", people=(register.mina.pk,), due="2026-07-01"), "a")
    log_correspondence(register.fay, "QMA", asked(subject="Two", medium="CALL", direction="IN"), "b")
    client = signed_in(register.fay)
    for query, found in (
        ("medium=CALL", ["Two"]),
        ("direction=OUT", ["One"]),
        (f"person={register.mina.pk}", ["One"]),
        ("open=1", ["One"]),
        ("medium=PIGEON&direction=UP&person=x", ["One", "Two"]),
        ("medium=MEETING", []),
    ):
        page = text_of(client.get(f"{AT}?{query}"))
        assert re.findall(r"<h3>(\w+)</h3>", page) == found, query


def test_records_are_neither_changed_nor_removed(register: Register) -> None:
    row = logged(log_correspondence(register.fay, "QMA", asked(people=(register.mina.pk,)), "a"))
    with pytest.raises(AppendOnly):
        row.save()
    for table in ("rounds_correspondence", "rounds_correspondenceperson"):
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):  # noqa: S608
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


# Erasing


def test_the_log_stays_when_somebody_is_erased(register: Register, signed_in: SignedIn) -> None:
    row = logged(log_correspondence(register.fay, "QMA", asked(people=(register.mina.pk,)), "a"))
    account_actions.erase_contact(register.mina, by=register.ada, reason="REQUEST")
    account_actions.erase_address(register.fay.email, by=register.ada, reason="LEFT")
    teo = signed_in(register.cast.teo)
    for language, contact, officer in (
        ("en", "Erased contact", "Erased person"),
        ("fr", "Contact effacé", "Personne effacée"),
        ("es", "Contacto borrado", "Persona borrada"),
    ):
        page = text_of(teo.get(f"/{language}/correspondence/QMA"))
        assert f"{contact} {register.mina.pk}" in page
        assert f"{officer} {register.fay.pk}" in page
        assert "Mina" not in page
        assert "Fay Noor" not in page
    again = log_correspondence(
        register.cast.teo, "QMA", asked(subject="Corrected", people=(register.mina.pk,)), "b", corrects=row.pk
    )
    assert logged(again).officer == register.fay
