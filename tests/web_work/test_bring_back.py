"""A workbook that is brought back shows what it changes; nothing is written before a person decides."""

import io
import os
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from openssi.collect.workbook_keys import CellKey
from openssi.store import Workspace
from openssi_web.pages.workbook.views import decisions_of
from openssi_web.rounds.answers.observations import current_contents
from openssi_web.rounds.models import AnswerVersion, Entry, SubmissionDraft
from openssi_web.rounds.requests.outcomes import Decision
from openssi_web.rounds.workbooks import uploads
from openssi_web.rounds.workspace import inquiry
from web_rounds.cast import AID, CURRENCY, PENSIONERS, RECEIPTS, SPENT, Cast, save, saved
from web_work.conftest import AT, COMPARE, Filled, SignedIn, brought, sent, text_of, typed_into


def numbers(cast: Cast, *keys: CellKey) -> list[str]:
    said = current_contents(cast.draft)
    return [str(said[key].number) if key in said else "" for key in keys]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def decided(client: Client, address: str, **choices: str) -> dict[str, str]:
    """What the form on the page of a difference sends."""
    page = text_of(client.get(address))
    return {"upload": hidden(page, "upload"), "request": hidden(page, "request"), **choices}


def test_the_difference_shows_old_and_new_with_question_sheet_and_cell_and_writes_nothing(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "1234.5", "a1", note="Audited"))
    saved(save(cast.ana, cast.draft, SPENT, "77", "a2"))
    entries = Entry.objects.count()
    client = signed_in(cast.cleo)
    page = text_of(client.get(brought(client, filled({RECEIPTS: 2000, SPENT: None, PENSIONERS: 31}))))
    for words in (
        "What a.xlsx changes", "1 new cell", "1 changed cell", "1 cleared cell", "Nothing has been written yet.",
        "S_QMA01, F", "Total receipts", "Pension Fund", "1,234.5", "2,000", "77", "31", "Take over 3 cells",
    ):  # fmt: skip
        assert words in page
    assert "Audited" not in page  # the note is the same on both sides
    assert (Entry.objects.count(), numbers(cast, RECEIPTS, SPENT)) == (entries, ["1234.5", "77"])


def test_what_was_shown_is_taken_over_once_and_the_original_is_kept(
    cast: Cast, signed_in: SignedIn, filled: Filled, world: Workspace
) -> None:
    client, path = signed_in(cast.cleo), filled({RECEIPTS: 2000, CellKey("S.EXP_ADMIN", "QMA01"): 12.25})
    content, address = path.read_bytes(), brought(client, path)
    form = decided(client, address)
    answer = client.post(COMPARE, form)
    assert answer.status_code == 303
    assert "2 cells of a.xlsx were taken over." in text_of(client.get(answer.headers["Location"]))
    entry = Entry.objects.get(action="import")
    assert (entry.person, entry.detail["file"], entry.detail["cells"]) == (cast.cleo, "a.xlsx", 2)
    assert numbers(cast, RECEIPTS) == ["2000"]
    place = AnswerVersion.objects.get(item=RECEIPTS.item).place
    assert (place["file"], place["sheet"]) == ("a.xlsx", "S_QMA01")
    assert not list((world.root / "uploads").iterdir())
    assert (world.root / "imports" / "QMA-2024" / f"{entry.detail['sha256']}.xlsx").read_bytes() == content
    again = client.post(COMPARE, form)
    assert (again.status_code, again.headers["Location"]) == (303, answer.headers["Location"])
    assert Entry.objects.filter(action="import").count() == 1
    assert "no longer kept" in text_of(client.get(address))
    assert client.get(address).status_code == 410


def test_a_workbook_that_says_the_same_offers_nothing_to_take_over(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    client = signed_in(cast.cleo)
    address = brought(client, filled({}))
    page = text_of(client.get(address))
    assert "The workbook changes nothing" in page
    assert "Take over" not in page
    answer = client.post(COMPARE, decided(client, address))
    assert "Nothing had to be taken over" in text_of(client.get(answer.headers["Location"]))
    assert not Entry.objects.filter(action="import").exists()


def test_a_cell_that_somebody_else_changed_meanwhile_is_chosen_by_the_person(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "10", "a1"))
    client, path = signed_in(cast.cleo), filled({RECEIPTS: 2000, SPENT: 5})
    saved(save(cast.ana, cast.draft, RECEIPTS, "7777", "a2", based_on=1))
    address = brought(client, path)
    page = text_of(client.get(address))
    for words in ("1 cell that somebody else changed", "Keep what Ana Silo entered on", "7,777", "2,000"):
        assert words in page
    assert "When the workbook was written: 10" in page
    assert 'value="theirs:2" required' in page
    undecided = client.post(COMPARE, decided(client, address))
    assert undecided.status_code == 409  # ROUND_WORKBOOK_UNDECIDED
    assert "Please choose one of the two." in text_of(undecided)
    assert numbers(cast, RECEIPTS, SPENT) == ["7777", ""]
    mine = {f"cell:{RECEIPTS}": "workbook:2"}
    assert client.post(COMPARE, decided(client, address, **mine)).status_code == 303
    assert numbers(cast, RECEIPTS, SPENT) == ["2000", "5"]


def test_the_answer_of_the_other_person_may_be_kept(cast: Cast, signed_in: SignedIn, filled: Filled) -> None:
    client, path = signed_in(cast.cleo), filled({RECEIPTS: 2000, SPENT: 5})
    saved(save(cast.ana, cast.draft, RECEIPTS, "7777", "a2"))
    address = brought(client, path)
    client.post(COMPARE, decided(client, address, **{f"cell:{RECEIPTS}": "theirs:1"}))
    assert numbers(cast, RECEIPTS, SPENT) == ["7777", "5"]


def test_a_choice_made_before_the_cell_changed_again_is_asked_once_more_and_remembered(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    client, path = signed_in(cast.cleo), filled({RECEIPTS: 2000, PENSIONERS: 3})
    saved(save(cast.ana, cast.draft, RECEIPTS, "7777", "a1"))
    saved(save(cast.ana, cast.draft, PENSIONERS, "4", "a2"))
    address = brought(client, path)
    form = decided(client, address, **{f"cell:{RECEIPTS}": "workbook:1", f"cell:{PENSIONERS}": "workbook:1"})
    saved(save(cast.ana, cast.draft, RECEIPTS, "8888", "a3", based_on=1))
    answer = client.post(COMPARE, form)
    assert answer.status_code == 409
    assert 'value="workbook:1" required checked' in text_of(answer)
    assert 'value="workbook:2" required checked' not in text_of(answer)
    assert "Cells for which nobody has chosen yet" in text_of(answer)
    assert numbers(cast, RECEIPTS, PENSIONERS) == ["8888", "4"]


def test_what_cannot_be_understood_is_no_decision() -> None:
    said: dict[str, Any] = {
        f"cell:{RECEIPTS}": "workbook:2",
        f"cell:{SPENT}": "both:2",
        f"cell:{AID}": "theirs:9999999999",
        "cell:x": "theirs:1",
        "other": "theirs:1",
    }
    assert decisions_of(said) == {RECEIPTS: Decision(2, "workbook")}


def test_places_that_cannot_be_read_are_named_with_sheet_cell_cause_and_remedy(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    answer = sent(signed_in(cast.cleo), filled({RECEIPTS: "many", SPENT: "some"}).read_bytes())
    page = text_of(answer)
    assert answer.status_code == 422
    assert "2 places in the workbook cannot be read." in page
    cells = re.findall(r"S_QMA01, F\d+</th><td>([^<]+)</td><td>([^<]+)</td>", page)
    assert [cause[:6] for cause, _ in cells] == ["“many”", "“some”"]
    assert all(remedy.startswith("Please either type the number") for _, remedy in cells)
    assert not Entry.objects.filter(action="import").exists()


def test_a_cell_or_sheet_that_is_not_read_is_listed_with_the_reason(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    path = filled({RECEIPTS: 1})
    book = openpyxl.load_workbook(path)
    book.create_sheet("Mine")["A1"] = "hello"
    book.save(path)
    client = signed_in(cast.cleo)
    page = text_of(client.get(brought(client, path)))
    assert "1 place that was not read" in page
    assert "This sheet was added to the questionnaire and is not read." in page


# What is refused at the field


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 201_000_000)
    return stream.getvalue()


def without_fingerprint(path: Path) -> bytes:
    book = openpyxl.load_workbook(path)
    del book["_meta"]
    book.save(path)
    return path.read_bytes()


def refused(answer: HttpResponse, words: str) -> None:
    page = text_of(answer)
    assert answer.status_code == 422
    assert words in re.findall(r'<p class="refusal" id="workbook-refusal">([^<]*)', page)[0]
    assert 'aria-describedby="workbook-refusal"' in page
    assert 'href="#workbook-file"' in page
    assert not list((uploads.workspace_path() / "uploads").glob("*"))


def test_an_empty_post_is_refused_at_the_field(cast: Cast, signed_in: SignedIn) -> None:
    refused(signed_in(cast.cleo).post(COMPARE), "No file was chosen.")  # ROUND_UPLOAD_NONE


@pytest.mark.parametrize("content", [b"Total receipts;2000\n", b"", b"PK\x03\x04 and nothing more"])
def test_a_file_that_is_no_workbook_is_refused_at_the_field(cast: Cast, signed_in: SignedIn, content: bytes) -> None:
    refused(sent(signed_in(cast.cleo), content), "This is not an Excel workbook")


def test_a_package_that_unpacks_to_too_much_is_refused_at_the_field(cast: Cast, signed_in: SignedIn) -> None:
    refused(sent(signed_in(cast.cleo), bomb()), "unpacks to more than 200 MB")


def test_a_workbook_without_its_fingerprint_is_refused_at_the_field(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    content = without_fingerprint(filled({}))
    refused(sent(signed_in(cast.cleo), content), "not a workbook of the inquiry")  # ROUND_WORKBOOK_NOT_OURS


def test_a_workbook_of_another_country_is_refused_at_the_field(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    path = inquiry().write_workbook("QMB", 2024, "en", (1, 1), tmp_path / "b.xlsx")
    refused(sent(signed_in(cast.cleo), path.read_bytes()), "The workbook is of QMB-2024")


def test_a_workbook_of_another_year_is_refused_at_the_field(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    path = inquiry().write_workbook("QMA", 2025, "en", (1, 1), tmp_path / "b.xlsx")
    refused(sent(signed_in(cast.cleo), path.read_bytes()), "The workbook is of QMA-2025")


def test_a_workbook_of_another_version_is_refused_at_the_field(cast: Cast, signed_in: SignedIn, filled: Filled) -> None:
    path = filled({})
    book = openpyxl.load_workbook(path)
    rows = {str(row[0].value): row[1] for row in book["_meta"].iter_rows() if len(row) > 1}
    rows["questionnaire_version"].value = "1999.1"
    book.save(path)
    refused(sent(signed_in(cast.cleo), path.read_bytes()), "made for version 1999.1")  # ROUND_WORKBOOK_OTHER_VERSION


def test_a_workbook_that_was_not_written_from_this_submission_is_refused_at_the_field(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    path = filled({})
    SubmissionDraft.objects.update(base="v9")
    refused(sent(signed_in(cast.cleo), path.read_bytes()), "was not written from this submission")


def test_a_file_that_is_larger_than_any_that_is_taken_is_refused_at_the_field(cast: Cast, signed_in: SignedIn) -> None:
    answer = sent(signed_in(cast.cleo), b"0" * 20_100_000)
    assert answer.status_code == 413
    assert "is larger than 20 MB" in text_of(answer)
    assert 'id="workbook-refusal"' in text_of(answer)


# What is kept between the two steps


def test_an_upload_is_given_back_to_its_owner_for_its_submission_alone(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    address = brought(signed_in(cast.cleo), filled({RECEIPTS: 2000}))
    assert signed_in(cast.ana).get(address).status_code == 410
    assert signed_in(cast.teo).get(address).status_code == 410
    assert signed_in(cast.bo).get(address).status_code == 404
    token = address.partition("upload=")[2]
    for who in (cast.ana, cast.teo):
        answer = signed_in(who).post(COMPARE, {"upload": token, "request": "r1"})
        assert answer.status_code == 410  # ROUND_UPLOAD_GONE
    assert not Entry.objects.filter(action="import").exists()


@pytest.mark.parametrize("token", ["", "..", "../secret-key", "a" * 31, "A" * 32, "0" * 32, "0" * 32 + "/.."])
def test_no_other_name_leads_to_a_file(cast: Cast, signed_in: SignedIn, token: str) -> None:
    assert signed_in(cast.cleo).get(COMPARE, {"upload": token}).status_code == 410


def test_a_file_lies_outside_what_is_served_under_a_name_of_its_own(
    cast: Cast, signed_in: SignedIn, filled: Filled, world: Workspace
) -> None:
    content = filled({RECEIPTS: 2000}).read_bytes()
    answer = sent(signed_in(cast.cleo), content, "../../<b>evil</b>\u202e.xlsx")
    (folder,) = (world.root / "uploads").iterdir()
    assert re.fullmatch("[0-9a-f]{32}", folder.name)
    assert sorted(each.name for each in folder.iterdir()) == ["bound.json", "workbook.xlsx"]
    assert folder.stat().st_mode & 0o077 == 0
    page = text_of(signed_in(cast.cleo).get(answer.headers["Location"]))
    assert "<b>evil" not in page
    assert "\u202e" not in page


def test_a_file_that_was_changed_where_it_lies_is_not_given_back(
    cast: Cast, signed_in: SignedIn, filled: Filled, world: Workspace
) -> None:
    client = signed_in(cast.cleo)
    address = brought(client, filled({RECEIPTS: 2000}))
    next((world.root / "uploads").glob("*/workbook.xlsx")).write_bytes(filled({RECEIPTS: 9}).read_bytes())
    assert client.get(address).status_code == 410


def test_a_file_is_kept_for_a_day(cast: Cast, signed_in: SignedIn, filled: Filled, world: Workspace) -> None:
    client = signed_in(cast.cleo)
    address = brought(client, filled({RECEIPTS: 2000}))
    (folder,) = (world.root / "uploads").iterdir()
    long_ago = time.time() - uploads.KEPT_FOR - 1
    os.utime(folder, (long_ago, long_ago))
    assert client.get(address).status_code == 410
    assert not folder.exists()


def test_an_interrupted_upload_leaves_nothing_behind(cast: Cast, world: Workspace) -> None:
    def chunks() -> Any:
        yield b"PK"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        uploads.keep(cast.cleo, cast.draft, "a.xlsx", chunks())
    assert not list((world.root / "uploads").iterdir())


# Who may


def test_a_respondent_brings_back_the_own_part(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    client = signed_in(cast.ana)
    path = tmp_path / "own.xlsx"
    path.write_bytes(client.get(f"{AT}workbook").content)
    address = brought(client, typed_into(path, {RECEIPTS: 2000}))
    assert client.post(COMPARE, decided(client, address)).status_code == 303
    assert numbers(cast, RECEIPTS) == ["2000"]


def test_a_respondent_is_shown_nothing_of_other_schemes_and_takes_nothing_over_of_them(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    saved(save(cast.cleo, cast.draft, AID, "13579", "a1"))
    client = signed_in(cast.ana)
    address = brought(client, filled({RECEIPTS: 2000, AID: 9, CURRENCY: "USD"}))
    page = text_of(client.get(address))
    assert "13,579" not in page
    assert "2 changes stand in the way." in page
    assert "Take over" not in page
    answer = client.post(COMPARE, decided(client, address))
    assert answer.status_code == 422
    assert numbers(cast, RECEIPTS, AID) == ["", "13579"]


def test_the_reviewer_reads_what_a_workbook_would_change_and_takes_nothing_over(
    cast: Cast, signed_in: SignedIn, filled: Filled
) -> None:
    client = signed_in(cast.teo)
    assert "by those who answer" in text_of(client.get(COMPARE))
    address = brought(client, filled({RECEIPTS: 2000}))
    assert "1 change stands in the way." in text_of(client.get(address))
    assert client.post(COMPARE, decided(client, address)).status_code == 422
    assert numbers(cast, RECEIPTS) == [""]


def test_somebody_of_another_country_finds_nothing(cast: Cast, signed_in: SignedIn, filled: Filled) -> None:
    client = signed_in(cast.bo)
    assert client.get(COMPARE).status_code == 404
    assert sent(client, filled({RECEIPTS: 2000}).read_bytes()).status_code == 404
    assert client.post(COMPARE, {"upload": "0" * 32, "request": "r"}).status_code == 404


def test_nothing_is_taken_over_where_answers_are_not_entered(cast: Cast, signed_in: SignedIn, filled: Filled) -> None:
    path = filled({RECEIPTS: 2000})
    SubmissionDraft.objects.update(state="SUBMITTED")
    client = signed_in(cast.cleo)
    address = brought(client, path)
    assert "in which answers are not entered" in text_of(client.get(address))
    assert client.post(COMPARE, decided(client, address)).status_code == 422


def test_a_request_without_its_key_takes_nothing_over(cast: Cast, signed_in: SignedIn, filled: Filled) -> None:
    client = signed_in(cast.cleo)
    token = brought(client, filled({RECEIPTS: 2000})).partition("upload=")[2]
    answer = client.post(COMPARE, {"upload": token})
    assert answer.status_code == 422
    assert numbers(cast, RECEIPTS) == [""]


def test_another_site_cannot_bring_a_workbook_back(cast: Cast, filled: Filled) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.cleo)
    assert sent(client, filled({RECEIPTS: 2000}).read_bytes()).status_code == 403


@override_settings(FILE_UPLOAD_HANDLERS=["django.core.files.uploadhandler.MemoryFileUploadHandler"])
def test_a_small_file_may_also_arrive_in_memory(cast: Cast, signed_in: SignedIn, filled: Filled) -> None:
    assert brought(signed_in(cast.cleo), filled({RECEIPTS: 2000})).startswith(f"{COMPARE}?upload=")
