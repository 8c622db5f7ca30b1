"""The history of a cell says in words what was entered, changed, withdrawn and explained, to those who see the cell."""

import csv
import datetime as dt
import io
import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import load
from openssi.vocabulary.observation import Place
from openssi_web.pages.history.shown import HistoryWriter
from openssi_web.rounds.actions import attach_file, save_block, withdraw_file
from openssi_web.rounds.attachments.attaching import Attached
from openssi_web.rounds.models import AnswerVersion, Entry, FindingExplanation
from web_files.conftest import SignedIn
from web_files.samples import sent
from web_rounds.cast import AID, CURRENCY, PENSIONERS, RECEIPTS, WOMEN, Cast, save, saved, typed

pytestmark = pytest.mark.django_db
NAME = CellKey("S.NAME_EN", "QMA01")


def at(key: CellKey, language: str = "en", more: str = "") -> str:
    return f"/{language}/round/QMA/2024/history?cell={quote(str(key))}{more}"


def words(response: Any) -> str:
    assert response.status_code == 200, response
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))).replace("\u00a0", " ")


def rows(client: Client, key: CellKey) -> list[dict[str, str]]:
    response = client.get(at(key, more="&format=csv"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture
def told(cast: Cast) -> Cast:
    """Receipts that were entered, corrected by the coordinator in a block, emptied, and entered again."""
    saved(save(cast.ana, cast.draft, RECEIPTS, "1234.50", "a", note="Audited"))
    save_block(cast.cleo, cast.draft, [typed(RECEIPTS, "1240", 1, status="E"), typed(AID, "1")], "b", channel="api")
    saved(save(cast.ana, cast.draft, RECEIPTS, "", "c", 2, status="", note=""))
    saved(save(cast.ana, cast.draft, RECEIPTS, "1250", "d", 3))
    return cast


def test_every_version_is_told_the_newest_first(told: Cast, signed_in: SignedIn) -> None:
    page = words(signed_in(told.ana).get(at(RECEIPTS)))
    order = [page.index(f"Version {each}") for each in (4, 3, 2, 1)]
    assert order == sorted(order)
    assert "Version 4 (holds now), answered again after it was emptied" in page
    assert "Version 3, emptied; the earlier value is withdrawn" in page
    assert "Version 2, changed: answer, status" in page
    assert "Version 1, first answer Ana Silo, respondent · web form" in page
    assert "Cleo Dane, national coordinator · program, pasted with other cells" in page
    assert "4 versions" in page


def test_what_changed_is_said_in_words_with_what_stood_before(told: Cast, signed_in: SignedIn) -> None:
    page = words(signed_in(told.teo).get(at(RECEIPTS)))
    assert "1,240 million units of currency Before: 1,234.5 million units of currency" in page
    assert "Estimated value (by the country) Before: the status of its table" in page
    assert "no answer Before: 1,240 million units of currency" in page
    assert "nothing Before: Audited" in page


def test_the_order_can_be_reversed(told: Cast, signed_in: SignedIn) -> None:
    page = words(signed_in(told.ana).get(at(RECEIPTS, more="&order=oldest")))
    assert page.index("Version 1") < page.index("Version 4")


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("fr", "1 234,5 millions d’unités monétaires", "Ana Silo, répondant · formulaire en ligne"),
        ("es", "1234,5 millones de unidades monetarias", "Ana Silo, informante · formulario en línea"),
    ],
)
def test_numbers_and_roles_are_in_the_language_of_the_page(
    told: Cast, signed_in: SignedIn, language: str, value: str, said: str
) -> None:
    page = words(signed_in(told.ana).get(at(RECEIPTS, language)))
    assert value in page
    assert said in page


def test_the_time_is_that_of_utc_and_says_so(cast: Cast) -> None:
    moment = dt.datetime(2026, 5, 12, 16, 32, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    said = {
        each: HistoryWriter(None, load().texts, each).when(moment)  # type: ignore[arg-type]
        for each in ("en", "fr", "es")
    }
    assert said == {
        "en": "12 May 2026, 14:32 UTC",
        "fr": "12 mai 2026, 14:32 UTC",
        "es": "12 de mayo de 2026, 14:32 UTC",
    }


def test_the_cell_is_named_by_question_sex_scheme_and_benefit(cast: Cast, signed_in: SignedIn) -> None:
    save(cast.ana, cast.draft, WOMEN, "600", "a")
    page = words(signed_in(cast.ana).get(at(WOMEN)))
    assert "women" in page.split("Every value", maxsplit=1)[0]
    assert "Scheme QMA01: Pension Fund, Benefit QMA01-01: Old-age pension" in page
    assert "600 (unit of count: Person)" in page


def test_what_was_carried_forward_says_so_and_codes_have_their_labels(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    unit = CellKey("B.UNIT_REC", "QMA01", "QMA01-01")
    assert "Version 1 (holds now), carried forward when the submission was opened" in words(client.get(at(unit)))
    assert "Person (PERSON)" in words(client.get(at(unit)))
    assert "Pension Fund" in words(client.get(at(NAME)))
    assert "Answer millions" in words(client.get(at(CellKey("N.UNIT_MULT"))))
    assert "The whole country" in words(client.get(at(CURRENCY)))


def test_it_leads_back_to_the_cell_in_its_table(told: Cast, signed_in: SignedIn) -> None:
    client = signed_in(told.ana)
    key = quote(str(RECEIPTS), safe="")
    assert f'href="/en/round/QMA/2024/QMA01/C1?cell={key}"' in client.get(at(RECEIPTS)).content.decode()
    assert 'href="/en/round/QMA/2024/country/A2?cell=' in client.get(at(CURRENCY)).content.decode()


def test_a_value_from_a_workbook_says_its_file_sheet_and_row(cast: Cast, signed_in: SignedIn) -> None:
    entry = Entry.objects.create(
        draft=cast.draft, action="import", channel="workbook", person=cast.cleo, role="COORD", detail={}
    )
    place = {"file": "QMA.xlsx", "sheet": "QMA01", "row": 14}
    AnswerVersion.objects.create(
        draft=cast.draft, entry=entry, version=1, based_on=0, number="7", place=place, **PENSIONERS._asdict()
    )
    page = words(signed_in(cast.teo).get(at(PENSIONERS, "fr")))
    assert f"Provenance {Place('QMA.xlsx', 'QMA01', 14).in_words('fr')}" in page
    assert "coordonnateur national · classeur" in page


def test_explanations_of_findings_of_the_cell_stand_in_its_history(told: Cast, signed_in: SignedIn) -> None:
    entry = Entry.objects.create(
        draft=told.draft, action="explain", channel="form", person=told.ana, role="RESP", detail={}
    )
    cell = "QMA.2024.S_REC_TOTAL.QMA01._Z._T._T._Z._Z"
    for finding, text in ((f"R020@{cell}", "A new levy."), (f"R020@{cell}", "Two."), (f"R020@{cell}x", "Other")):
        FindingExplanation.objects.create(draft=told.draft, entry=entry, finding=finding, text=text, reason="LAW")
    page = words(signed_in(told.teo).get(at(RECEIPTS)))
    assert "Explanation of finding R020" in page
    assert "What was said A new levy. Reason Change of law or programme" in page
    assert page.count("Something else was said of this finding later.") == 1
    assert "Other" not in page.split("Explanation of finding", 1)[1].split("Version 1", maxsplit=1)[0]


def test_files_of_the_cell_stand_in_its_history_also_when_they_were_withdrawn(told: Cast, signed_in: SignedIn) -> None:
    made = attach_file(told.ana, told.draft, RECEIPTS, sent("report.pdf"), "Annual report")
    assert isinstance(made, Attached)
    withdraw_file(told.ana, told.draft, made.attachment, "Wrong year")
    page = words(signed_in(told.teo).get(at(RECEIPTS)))
    assert "File attached" in page
    assert "report.pdf: Annual report" in page
    assert "File withdrawn" in page
    assert "Reason Wrong year" in page
    assert [each["action"] for each in rows(signed_in(told.teo), RECEIPTS)[-2:]] == ["attach", "withdraw"]


def test_the_csv_has_exact_digits_codes_and_what_each_version_replaced(told: Cast, signed_in: SignedIn) -> None:
    found = rows(signed_in(told.ana), RECEIPTS)
    assert [(each["event"], each["version"], each["replaces"], each["value"], each["unit_mult"]) for each in found] == [
        ("value", "1", "", "1234.5", "6"),
        ("value", "2", "1", "1240", "6"),
        ("cleared", "3", "2", "", ""),
        ("value", "4", "3", "1250", "6"),
    ]
    assert (found[1]["obs_status"], found[1]["person"], found[1]["role"]) == ("E", "Cleo Dane", "COORD")
    assert found[0]["at_utc"].endswith("+00:00")


def test_no_text_of_the_csv_is_taken_for_a_formula_and_a_negative_number_stays_one(
    cast: Cast, signed_in: SignedIn
) -> None:
    balance = CellKey("S.INC_INVEST", "QMA01")
    key = balance if balance.item in load().questionnaire.items else RECEIPTS
    saved(save(cast.ana, cast.draft, key, "-5.25", "a", note="=HYPERLINK(1)"))
    (row,) = rows(signed_in(cast.ana), key)
    assert (row["value"], row["note"]) == ("-5.25", "'=HYPERLINK(1)")


def test_script_in_a_note_stays_text(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "1", "a", note="<script>alert(1)</script>"))
    page = signed_in(cast.teo).get(at(RECEIPTS)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_cell_that_nobody_touched_says_so(cast: Cast, signed_in: SignedIn) -> None:
    assert "Nothing was entered in this cell in this round." in words(signed_in(cast.ana).get(at(RECEIPTS)))


def test_others_find_nothing(told: Cast, signed_in: SignedIn) -> None:
    assert signed_in(told.bo).get(at(RECEIPTS)).status_code == 404
    assert signed_in(told.bo).get(at(RECEIPTS, more="&format=csv")).status_code == 404
    assert signed_in(told.ana).get(at(AID)).status_code == 404
    assert signed_in(told.teo).get(at(AID)).status_code == 200


def test_who_has_not_signed_in_is_led_to_where_one_does(told: Cast) -> None:
    response = Client().get(at(RECEIPTS))
    assert (response.status_code, response["Location"][:17]) == (302, "/en/sign-in?next=")


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "x",
        "S.REC_TOTAL",
        "S.NO|QMA01|_Z|_T|_T|_Z|_Z",
        "S.REC_TOTAL|QMA99|_Z|_T|_T|_Z|_Z",
        "|".join("a" * 7),
        "a" * 999,
    ],
)
def test_a_malformed_key_is_nowhere(told: Cast, signed_in: SignedIn, cell: str) -> None:
    assert signed_in(told.teo).get(f"/en/round/QMA/2024/history?cell={quote(cell)}").status_code == 404
