"""The pages of files: a download and never a page, a refusal at its place, and 404 for whoever sees nothing."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from openssi_web.accounts.models import Person
from openssi_web.rounds.actions import attach_file
from openssi_web.rounds.attachments.attaching import Attached
from openssi_web.rounds.models import Attachment
from web_files.conftest import SignedIn
from web_files.samples import HTML, PDF, PNG, sent
from web_rounds.cast import AID, RECEIPTS, Cast

pytestmark = pytest.mark.django_db
HERE = "/en/round/QMA/2024/files"
AT_CELL = f"{HERE}?cell={quote(str(RECEIPTS))}"
SCRIPT = {"headers": {"Accept": "application/json"}}


def form(name: str = "report.pdf", content: bytes = PDF, caption: str = "Annual report") -> dict[str, Any]:
    return {"caption": caption, "file": sent(name, content)}


def attached(cast: Cast, person: Person, key: Any, name: str = "report.pdf", content: bytes = PDF) -> Attachment:
    outcome = attach_file(person, cast.draft, key, sent(name, content), "Annual report")
    assert isinstance(outcome, Attached)
    return outcome.attachment


def address(each: Attachment) -> str:
    return f"{HERE}/{each.pk}/{quote(each.name)}"


def words(response: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode())))


def test_a_file_is_attached_and_the_same_page_says_so(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    response = client.post(AT_CELL, form())
    assert response.status_code == 303
    assert response["Location"] == f"{AT_CELL}&attached={Attachment.objects.get().pk}#files"
    page = client.get(response["Location"])
    assert "report.pdf is attached." in words(page)
    assert 'role="status"' in page.content.decode()


def test_it_leads_back_to_the_page_that_it_was_sent_from_and_to_none_elsewhere(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    table = "/en/round/QMA/2024/QMA01/C1?cell=x#row"
    response = client.post(f"{AT_CELL}&next={quote(table)}", form())
    number = Attachment.objects.get().pk
    assert response["Location"] == f"/en/round/QMA/2024/QMA01/C1?cell=x&attached={number}#files"
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        again = client.post(f"{AT_CELL}&next={quote(elsewhere)}", form())
        assert again["Location"].startswith(f"{HERE}?cell=")


def test_a_refusal_stands_in_the_form_in_the_language_of_the_page(cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.ana).post(AT_CELL.replace("/en/", "/fr/"), form("notes.txt", HTML, "Mes <notes>"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Non joint. Le fichier notes.txt se termine par .txt, mais son contenu est autre." in words(response)
    assert 'aria-describedby="file-hint refused-1" aria-invalid="true"' in page
    assert 'value="Mes &lt;notes&gt;"' in page
    assert Attachment.objects.count() == 0


def test_a_script_gets_the_file_as_json_or_what_was_refused(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    made = client.post(AT_CELL, form("Bilan 2024.pdf"), **SCRIPT)
    number = Attachment.objects.get().pk
    assert made.status_code == 201
    assert made.json() == {
        "id": number,
        "name": "Bilan 2024.pdf",
        "size": len(PDF),
        "href": f"{HERE}/{number}/Bilan%202024.pdf",
    }
    refused = client.post(AT_CELL, {"caption": "x"}, **SCRIPT)
    assert refused.status_code == 422
    assert json.loads(refused.content) == {
        "refused": [
            {
                "key": str(RECEIPTS),
                "code": "ROUND_FILE_MISSING",
                "message": "No file was sent. Please choose one.",
            }
        ]
    }


def test_a_download_is_kept_and_never_shown(cast: Cast, signed_in: SignedIn) -> None:
    found = attached(cast, cast.ana, RECEIPTS, "État 養老.png", PNG)
    response: Any = signed_in(cast.teo).get(address(found))
    assert b"".join(response.streaming_content) == PNG
    assert response["Content-Disposition"].startswith('attachment; filename="Etat .png"')
    assert f"filename*=UTF-8''{quote('État 養老.png')}" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"
    assert (response["Content-Type"], response["Content-Length"]) == ("image/png", str(len(PNG)))
    assert response.block_size == 64 * 1024


def test_ana_gets_the_files_of_her_scheme_teo_all_and_bo_none(cast: Cast, signed_in: SignedIn) -> None:
    own, other = attached(cast, cast.ana, RECEIPTS), attached(cast, cast.cleo, AID)
    letter = attached(cast, cast.cleo, None)
    expected = {cast.ana: [200, 404, 200], cast.teo: [200, 200, 200], cast.bo: [404, 404, 404]}
    for person, statuses in expected.items():
        client = signed_in(person)
        assert [_status(client, address(each)) for each in (own, other, letter)] == statuses


def _status(client: Client, path: str) -> int:
    response: Any = client.get(path)
    if response.streaming:
        assert b"".join(response.streaming_content) == PDF
    return int(response.status_code)


def test_pages_and_actions_are_not_there_for_bo(cast: Cast, signed_in: SignedIn) -> None:
    found, client = attached(cast, cast.ana, RECEIPTS), signed_in(cast.bo)
    assert [client.get(each).status_code for each in (HERE, AT_CELL)] == [404, 404]
    assert client.post(AT_CELL, form("b.pdf", PDF + b"\n")).status_code == 404
    assert client.post(f"{HERE}/{found.pk}/withdraw", {"reason": "x"}).status_code == 404
    assert Attachment.objects.count() == 1


def test_ana_finds_no_page_for_a_cell_of_another_scheme(cast: Cast, signed_in: SignedIn) -> None:
    other = attached(cast, cast.cleo, AID)
    client, at = signed_in(cast.ana), f"{HERE}?cell={quote(str(AID))}"
    assert client.get(at).status_code == 404
    assert client.post(at, form()).status_code == 404
    assert client.post(f"{HERE}/{other.pk}/withdraw", {"reason": "x"}).status_code == 404
    assert "report.pdf" not in client.get(HERE).content.decode()


@pytest.mark.parametrize("cell", ["x", "S.REC_TOTAL", "S.NO|QMA01|_Z|_T|_T|_Z|_Z", "%00|a|b|c|d|e|f"])
def test_a_malformed_cell_has_no_page(cast: Cast, signed_in: SignedIn, cell: str) -> None:
    assert signed_in(cast.teo).get(f"{HERE}?cell={cell}").status_code == 404


def test_who_has_not_signed_in_is_led_to_where_one_does(cast: Cast) -> None:
    found = attached(cast, cast.ana, RECEIPTS)
    for path in (HERE, AT_CELL, address(found)):
        response = Client().get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/en/sign-in?next=")
    assert Client().post(AT_CELL, form(), **SCRIPT).status_code == 401


def test_a_form_from_elsewhere_attaches_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    assert client.post(AT_CELL, form()).status_code == 403
    assert Attachment.objects.count() == 0


def test_another_name_in_the_address_leads_nowhere(cast: Cast, signed_in: SignedIn) -> None:
    found = attached(cast, cast.ana, RECEIPTS)
    assert signed_in(cast.ana).get(f"{HERE}/{found.pk}/other.pdf").status_code == 404
    assert signed_in(cast.ana).get(f"{HERE}/{10**30}/report.pdf").status_code == 404


def test_a_file_is_withdrawn_with_a_reason_and_no_longer_downloaded(cast: Cast, signed_in: SignedIn) -> None:
    found, client = attached(cast, cast.ana, RECEIPTS), signed_in(cast.ana)
    at = f"{HERE}/{found.pk}/withdraw?cell={quote(str(RECEIPTS))}"
    refused = client.post(at, {"reason": " "})
    assert refused.status_code == 422
    assert "Not withdrawn. A file is withdrawn with a reason of one line" in words(refused)
    assert f'aria-describedby="refused-{found.pk}-1"' in refused.content.decode()
    page = client.get(client.post(at, {"reason": "Wrong year"})["Location"])
    assert "report.pdf is withdrawn. Its record stays." in words(page)
    assert "Withdrawn by Ana Silo, respondent" in words(page)
    assert "Wrong year" in words(page)
    assert address(found) not in page.content.decode()
    assert client.get(address(found)).status_code == 404


def test_a_script_withdraws_as_well(cast: Cast, signed_in: SignedIn) -> None:
    found, client = attached(cast, cast.ana, RECEIPTS), signed_in(cast.ana)
    at = f"{HERE}/{found.pk}/withdraw"
    assert client.post(at, {"reason": ""}, **SCRIPT).json()["refused"][0]["code"] == "ROUND_FILE_REASON"
    assert client.post(at, {"reason": "x"}, **SCRIPT).json() == {"id": found.pk}


def test_the_reviewer_reads_the_list_without_a_form(cast: Cast, signed_in: SignedIn) -> None:
    attached(cast, cast.ana, RECEIPTS)
    attached(cast, cast.cleo, None)
    page = signed_in(cast.teo).get(HERE)
    assert "multipart/form-data" not in page.content.decode()
    assert "/withdraw" not in page.content.decode()
    assert "Whole submission" in words(page)
    assert "Scheme QMA01: Pension Fund" in words(page)
    assert "Ana Silo, respondent" in words(page)


def test_a_name_that_turns_the_direction_of_reading_is_shown_without_it(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    client.post(AT_CELL, form("a\u202efdp.pdf"))
    assert Attachment.objects.get().name == "afdp.pdf"
