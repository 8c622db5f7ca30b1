"""Files are attached by those who answer, seen by those who see the cell, and withdrawn without being forgotten."""

import hashlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from openssi.vocabulary.errors import TellUs
from openssi_web.append_only import AppendOnly
from openssi_web.rounds.actions import attach_file, withdraw_file
from openssi_web.rounds.attachments import attaching, files
from openssi_web.rounds.attachments.attaching import Attached, Withdrawn
from openssi_web.rounds.attachments.files import file_for, files_of, folder_of, is_withdrawn, path_of, rules
from openssi_web.rounds.models import Attachment, AttachmentWithdrawal, Entry
from web_files.samples import CSV, EXE, HTML, PDF, office, sent
from web_rounds.cast import AID, PENSIONERS, RECEIPTS, Cast, codes

pytestmark = pytest.mark.django_db
SAID = "Annual report 2024, p. 14"


def attached(outcome: Any) -> Attachment:
    assert isinstance(outcome, Attached), outcome
    return outcome.attachment


def report(cast: Cast, **changed: Any) -> Any:
    asked = {"person": cast.ana, "key": RECEIPTS, "incoming": sent("report.pdf"), "caption": SAID, **changed}
    return attach_file(asked["person"], cast.draft, asked["key"], asked["incoming"], asked["caption"])


def left(cast: Cast) -> list[str]:
    folder = folder_of(cast.draft)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_file_is_kept_under_its_checksum_with_who_sent_it_in_which_role(cast: Cast) -> None:
    found = attached(report(cast))
    digest = hashlib.sha256(PDF).hexdigest()
    assert (found.name, found.caption, found.size, found.sha256) == ("report.pdf", SAID, len(PDF), digest)
    assert (found.entry.person, found.entry.role, found.entry.action) == (cast.ana, "RESP", "attach")
    assert found.entry.detail == {"file": "report.pdf", "sha256": digest}
    assert (found.cell, found.media_type, str(found)[-10:]) == (RECEIPTS, "application/pdf", "report.pdf")
    path = path_of(found)
    assert path.parts[-3:] == ("attachments", "QMA-2024", digest)
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_of_the_whole_submission_names_no_cell(cast: Cast) -> None:
    assert attached(report(cast, person=cast.cleo, key=None)).cell is None


def test_each_sees_the_files_of_the_cells_that_each_sees(cast: Cast) -> None:
    letter = attached(report(cast, person=cast.cleo, key=None, incoming=sent("letter.pdf")))
    own, other = attached(report(cast)), attached(report(cast, person=cast.cleo, key=AID))
    assert files_of(cast.ana, cast.draft) == (own, letter)
    assert files_of(cast.teo, cast.draft) == (other, own, letter)
    assert file_for(cast.teo, cast.draft, other.pk) == other
    with pytest.raises(Http404):
        file_for(cast.ana, cast.draft, other.pk)


def test_nobody_attaches_to_a_cell_that_is_not_seen(cast: Cast) -> None:
    for person, key in ((cast.bo, RECEIPTS), (cast.bo, None), (cast.ana, AID)):
        with pytest.raises(Http404):
            report(cast, person=person, key=key)
    assert left(cast) == []


def test_the_reviewer_reads_and_does_not_attach(cast: Cast) -> None:
    assert codes(report(cast, person=cast.teo)) == ["ROUND_CELL_OF_OTHERS"]
    assert codes(report(cast, person=cast.teo, key=None)) == ["ROUND_ACTION_OF_OTHERS"]


def test_the_compiler_attaches_where_the_country_did_not_answer(cast: Cast) -> None:
    cast.draft.state = "DESK_COMPILED"
    cast.draft.save()
    assert attached(report(cast, person=cast.teo, key=None)).entry.role == "DESK_OFFICER"


def test_a_submission_that_was_sent_takes_no_more_files(cast: Cast) -> None:
    first = attached(report(cast))
    cast.draft.state = "SUBMITTED"
    cast.draft.save()
    assert codes(report(cast, incoming=sent("b.pdf"))) == ["ROUND_NOT_OPEN"]
    assert codes(report(cast, person=cast.cleo, key=None)) == ["ROUND_NOT_OPEN"]
    assert codes(withdraw_file(cast.ana, cast.draft, first, "Wrong year.")) == ["ROUND_NOT_OPEN"]


def test_one_that_is_sent_while_its_file_arrives_takes_it_no_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = attaching.locked

    def sent_meanwhile(draft: Any) -> Any:
        found = locked(draft)
        found.state = "SUBMITTED"
        return found

    monkeypatch.setattr(attaching, "locked", sent_meanwhile)
    assert codes(report(cast)) == ["ROUND_NOT_OPEN"]
    assert left(cast) == []


def test_a_cell_that_the_form_has_not_takes_none(cast: Cast) -> None:
    assert codes(report(cast, key=RECEIPTS._replace(func="OLD"))) == ["ROUND_CELL_UNKNOWN"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"incoming": None}, "ROUND_FILE_MISSING"),
        ({"caption": " \u200b "}, "ROUND_FILE_CAPTION"),
        ({"caption": "a" * 201}, "ROUND_FILE_CAPTION"),
        ({"incoming": sent("report.pdf.exe")}, "ROUND_FILE_KIND"),
        ({"incoming": sent("report")}, "ROUND_FILE_KIND"),
        ({"incoming": sent("annual\u202efdp.exe")}, "ROUND_FILE_KIND"),
        ({"incoming": sent("model.xlsm")}, "ROUND_FILE_KIND"),
        ({"incoming": sent("empty.pdf", b"")}, "ROUND_FILE_EMPTY"),
        ({"incoming": sent("report.pdf", EXE)}, "ROUND_FILE_FALSE"),
        ({"incoming": sent("notes.txt", HTML)}, "ROUND_FILE_FALSE"),
        (
            {"incoming": sent("m.xlsx", office("application/vnd.ms-excel.sheet.macroEnabled.main+xml"))},
            "ROUND_FILE_ACTIVE",
        ),
    ],
)
def test_what_is_not_taken_is_refused_and_leaves_nothing(cast: Cast, changed: dict[str, Any], code: str) -> None:
    before = Entry.objects.count()
    assert codes(report(cast, **changed)) == [code]
    assert (Attachment.objects.count(), Entry.objects.count(), left(cast)) == (0, before, [])


def test_everything_that_is_wrong_before_the_file_is_read_is_said_at_once(cast: Cast) -> None:
    assert codes(report(cast, incoming=sent("a.exe"), caption="")) == ["ROUND_FILE_CAPTION", "ROUND_FILE_KIND"]


@dataclass
class Endless:
    """A file of one gigabyte that counts how much of it was read."""

    name: str | None = "scan.pdf"
    read: int = 0

    def chunks(self) -> Iterator[bytes]:
        chunk = PDF + b"\0" * (64 * 1024 - len(PDF))
        while self.read < 1_000_000_000:
            self.read += len(chunk)
            yield chunk


def test_of_a_file_of_a_gigabyte_no_more_is_read_or_written_than_may_be(cast: Cast) -> None:
    file = Endless()
    assert codes(report(cast, incoming=file)) == ["ROUND_FILE_TOO_LARGE"]
    assert 20_000_000 < file.read <= 20_000_000 + 64 * 1024
    assert left(cast) == []


def test_a_file_of_just_the_greatest_size_is_taken(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = rules().kinds["pdf"]
    monkeypatch.setattr(type(kind), "most", property(lambda _: len(PDF)))
    assert attached(report(cast)).size == len(PDF)
    assert codes(report(cast, incoming=sent("b.pdf", PDF + b"\n"))) == ["ROUND_FILE_TOO_LARGE"]


def test_sending_the_same_again_attaches_nothing_more(cast: Cast) -> None:
    first, entries = attached(report(cast)), Entry.objects.count()
    again = report(cast)
    assert (again, again.repeated) == (Attached(first, repeated=True), True)
    assert (Attachment.objects.count(), Entry.objects.count()) == (1, entries)


def test_the_same_file_under_another_name_is_pointed_out(cast: Cast) -> None:
    report(cast)
    for changed in ({"incoming": sent("other.pdf")}, {"caption": "Something else"}):
        outcome = report(cast, **changed)
        assert codes(outcome) == ["ROUND_FILE_TWICE"]
        assert "report.pdf" in outcome.problems[0].message("fr")


def test_the_same_file_at_another_cell_is_another_record_of_the_same_bytes(cast: Cast) -> None:
    first, second = attached(report(cast)), attached(report(cast, key=PENSIONERS))
    assert (first.pk != second.pk, left(cast)) == (True, [first.sha256])


def test_the_files_of_a_submission_have_a_limit_together_and_withdrawn_ones_count(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = attached(report(cast))
    withdraw_file(cast.ana, cast.draft, first, "Wrong year.")
    few = replaced(rules(), files=1)
    monkeypatch.setattr(attaching, "rules", lambda: few)
    assert codes(report(cast, incoming=sent("b.csv", CSV))) == ["ROUND_FILES_FULL"]
    small = replaced(rules(), total_megabytes=0)
    monkeypatch.setattr(attaching, "rules", lambda: small)
    assert codes(report(cast, incoming=sent("b.csv", CSV))) == ["ROUND_FILES_FULL"]
    assert left(cast) == [first.sha256]


def test_where_the_record_cannot_be_made_nothing_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(attaching, "record_entry", fails)
    with pytest.raises(DatabaseError):
        report(cast)
    assert (left(cast), Attachment.objects.count()) == ([], 0)


# Withdrawing


def test_a_withdrawn_file_is_no_longer_offered_and_its_record_says_who_when_and_why(cast: Cast) -> None:
    first = attached(report(cast))
    outcome = withdraw_file(cast.cleo, cast.draft, first, " Wrong\nyear. ")
    assert isinstance(outcome, Withdrawn)
    with pytest.raises(Http404):
        file_for(cast.teo, cast.draft, first.pk)
    (seen,) = files_of(cast.ana, cast.draft)
    gone = seen.withdrawal
    assert (gone.reason, gone.entry.person, gone.entry.role) == ("Wrong year.", cast.cleo, "COORD")
    assert gone.entry.detail == {"attachment": first.pk, "file": "report.pdf"}
    assert str(gone) == f"{first.pk} withdrawn"
    assert is_withdrawn(seen)
    assert path_of(seen).read_bytes() == PDF


def test_withdrawing_twice_leaves_the_first_record(cast: Cast) -> None:
    first = attached(report(cast))
    withdraw_file(cast.ana, cast.draft, first, "Wrong year.")
    withdraw_file(cast.cleo, cast.draft, first, "Again.")
    assert [each.reason for each in AttachmentWithdrawal.objects.all()] == ["Wrong year."]


def test_a_file_that_was_withdrawn_can_be_attached_again(cast: Cast) -> None:
    first = attached(report(cast))
    withdraw_file(cast.ana, cast.draft, first, "Wrong cell.")
    assert attached(report(cast, incoming=sent("report.pdf"), caption="Now with its cell")).pk != first.pk


@pytest.mark.parametrize("reason", ["", "  ", "a" * 201])
def test_a_withdrawal_needs_a_reason(cast: Cast, reason: str) -> None:
    assert codes(withdraw_file(cast.ana, cast.draft, attached(report(cast)), reason)) == ["ROUND_FILE_REASON"]


def test_who_may_withdraw(cast: Cast) -> None:
    letter = attached(report(cast, person=cast.cleo, key=None))
    note = attached(report(cast, key=None, incoming=sent("note.csv", CSV)))
    aid = attached(report(cast, person=cast.cleo, key=AID))
    assert codes(withdraw_file(cast.ana, cast.draft, letter, "x")) == ["ROUND_ACTION_OF_OTHERS"]
    assert codes(withdraw_file(cast.teo, cast.draft, aid, "x")) == ["ROUND_CELL_OF_OTHERS"]
    for person in (cast.bo, cast.ana):
        with pytest.raises(Http404):
            withdraw_file(person, cast.draft, aid, "x")
    assert isinstance(withdraw_file(cast.ana, cast.draft, note, "x"), Withdrawn)


# Records


@pytest.fixture
def recorded(cast: Cast) -> Attachment:
    first = attached(report(cast))
    withdraw_file(cast.ana, cast.draft, first, "Wrong year.")
    return first


@pytest.mark.parametrize("model", [Attachment, AttachmentWithdrawal])
def test_a_record_is_neither_saved_again_nor_deleted(recorded: Attachment, model: Any) -> None:
    row = model.objects.get()
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()
    with pytest.raises(AppendOnly):
        model.objects.update(entry=recorded.entry)
    with pytest.raises(AppendOnly):
        model.objects.all().delete()


@pytest.mark.parametrize("model", [Attachment, AttachmentWithdrawal])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET entry_id = entry_id", "DELETE FROM {table}"])
def test_the_database_itself_refuses(recorded: Attachment, model: Any, statement: str) -> None:
    table = model._meta.db_table
    with (
        pytest.raises(DatabaseError, match=f"{table} is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table))


def test_a_file_whose_bytes_are_gone_is_told_to_those_who_run_the_site(cast: Cast) -> None:
    first = attached(report(cast))
    path_of(first).unlink()
    with pytest.raises(TellUs) as lost:
        path_of(first)
    assert [each.code for each in lost.value.problems] == ["ROUND_FILE_LOST"]


def test_nothing_that_the_site_serves_contains_the_folder(cast: Cast, settings: Any) -> None:
    folder = folder_of(cast.draft).resolve()
    assert not any(folder.is_relative_to(Path(each).resolve()) for each in settings.STATICFILES_DIRS)
    assert re.fullmatch(r"QMA-2024", folder.name)
    assert folder.parent.name == files.FOLDER
