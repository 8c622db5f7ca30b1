"""The page of a table and the saving of its cells, as the respondent, the reviewer and somebody else meet them."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from openssi.collect.workbook_keys import CellKey
from openssi.store import Workspace
from openssi_web.accounts.models import Person
from openssi_web.rounds.forms.history import history_of
from openssi_web.rounds.models import AnswerVersion, SubmissionDraft
from web_rounds.cast import AID, CURRENCY, PENSIONERS, RECEIPTS, WOMEN, Cast, make_cast, save, saved

pytestmark = pytest.mark.django_db

ROOT = "/en/round/QMA/2024"
C1, AID_C1, CONVENTIONS = f"{ROOT}/QMA01/C1", f"{ROOT}/QMA02/C1", f"{ROOT}/country/A2"


@pytest.fixture
def cast(world: Workspace) -> Cast:
    return make_cast()


def browser(who: Person | None) -> Client:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client


def change(key: CellKey, value: Any, based_on: Any = 0, **parts: Any) -> dict[str, Any]:
    return {"key": str(key), "value": value, "status": "A", "note": "", "based_on": based_on, **parts}


def post(who: Person | None, *changes: dict[str, Any], request: str = "", language: str = "en") -> Any:
    body = {"changes": list(changes), "idempotency": request or str(uuid.uuid4())}
    return send(who, json.dumps(body), language)


def send(who: Person | None, body: str, language: str = "en") -> Any:
    return browser(who).post(f"/{language}/round/QMA/2024/cells", body, content_type="application/json")


def text(response: Any) -> str:
    return str(response.content.decode())


# Who sees what


def test_each_sees_what_is_the_own_and_nobody_learns_of_the_rest(cast: Cast) -> None:
    answers = {
        who.name: [browser(who).get(each).status_code for each in (C1, AID_C1, CONVENTIONS)]
        for who in (cast.ana, cast.cleo, cast.teo, cast.bo)
    }
    assert answers == {
        "Ana Silo": [200, 404, 200],
        "Cleo Dane": [200, 200, 200],
        "Teo Lind": [200, 200, 200],
        "Bo Marr": [404, 404, 404],
    }


def test_who_did_not_sign_in_is_led_there_and_back(cast: Cast) -> None:
    response = browser(None).get(C1)
    assert (response.status_code, response.headers["Location"]) == (
        302, "/en/sign-in?next=%2Fen%2Fround%2FQMA%2F2024%2FQMA01%2FC1",
    )  # fmt: skip
    assert post(None, change(RECEIPTS, "1")).status_code == 401
    assert not cast.draft.versions.filter(item=RECEIPTS.item).exists()


@pytest.mark.parametrize("address", ["QMA01/Z9", "QMA09/C1", "country/C1", "QMA01/A2"])
def test_a_table_that_is_not_asked_is_not_there(cast: Cast, address: str) -> None:
    assert browser(cast.cleo).get(f"{ROOT}/{address}").status_code == 404


def test_the_reviewer_reads_and_has_no_field(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "900", "a"))
    page = text(browser(cast.teo).get(C1))
    assert "You can read this table; others answer it." in page
    assert ">900<" in page
    assert f'name="{RECEIPTS}"' not in page
    assert f'name="{RECEIPTS}"' in text(browser(cast.ana).get(C1))


def test_the_respondent_reads_the_conventions_that_the_coordinator_answers(cast: Cast) -> None:
    assert f'name="{CURRENCY}"' not in text(browser(cast.ana).get(CONVENTIONS))
    assert f'name="{CURRENCY}"' in text(browser(cast.cleo).get(CONVENTIONS))


def test_each_institution_answers_for_itself(world: Workspace) -> None:
    cast, address = make_cast("full"), f"{ROOT}/country/A1"
    own = CellKey("I.INST_NAME", breakdown="PENSION_FUND")
    page = text(browser(cast.ana).get(address))
    assert f'name="{own}"' in page
    assert f'name="{CellKey("I.INST_NAME")}"' not in page
    assert post(cast.ana, change(own, "Pension Fund")).status_code == 200
    assert ">Pension Fund</textarea>" in text(browser(cast.ana).get(address))
    assert f'name="{CellKey("I.INST_NAME")}"' in text(browser(cast.cleo).get(address))
    assert post(cast.ana, change(CellKey("I.INST_NAME"), "Ministry")).status_code == 404


def test_a_submission_that_is_on_its_way_says_so_and_takes_nothing(cast: Cast) -> None:
    SubmissionDraft.objects.update(state="SUBMITTED")
    page = text(browser(cast.cleo).get(C1))
    assert "The submission is submitted: answers are not entered now." in page
    assert 'class="buttons"' not in page
    assert post(cast.cleo, change(RECEIPTS, "1")).json()["refused"][0]["code"] == "ROUND_NOT_OPEN"


def test_nothing_of_a_submission_is_kept_by_a_browser_or_proxy(cast: Cast) -> None:
    assert browser(cast.ana).get(C1).headers["Cache-Control"] == "no-store"
    assert post(cast.ana, change(RECEIPTS, "1")).headers["Cache-Control"] == "no-store"


# Cell by cell


def test_a_cell_that_was_left_is_saved_and_told_as_it_is_held(cast: Cast) -> None:
    response = post(cast.ana, change(RECEIPTS, "1 234,5", note="Audited"))
    assert response.status_code == 200
    told = response.json()["saved"]
    assert told == [
        {"key": str(RECEIPTS), "version": 1, "value": "1234.5", "shown": "1,234.5", "status": "A", "note": "Audited"}
    ]
    (moment,) = history_of(cast.draft, RECEIPTS)
    assert (moment.content.obs_status, moment.person, moment.channel) == ("", "Ana Silo", "form")


def test_the_languages_show_the_same_number_each_in_its_way(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "1234567.5", "a"))
    shown = [
        post(cast.ana, change(RECEIPTS, "1234567.5", 1), language=each).json()["saved"][0]["shown"]
        for each in ("en", "fr", "es")
    ]
    assert shown == ["1,234,567.5", "1\u00a0234\u00a0567,5", "1\u00a0234\u00a0567,5"]


def test_a_change_that_is_sent_again_is_saved_once(cast: Cast) -> None:
    first = post(cast.ana, change(RECEIPTS, "10"), request="one")
    again = post(cast.ana, change(RECEIPTS, "10"), request="one")
    assert first.json()["saved"] == again.json()["saved"]
    assert len(history_of(cast.draft, RECEIPTS)) == 1


def test_the_second_of_two_people_is_shown_both_values_and_the_name(cast: Cast) -> None:
    post(cast.cleo, change(RECEIPTS, "10"))
    response = post(cast.ana, change(RECEIPTS, "12"))
    assert response.status_code == 409
    (conflict,) = response.json()["conflicts"]
    theirs = conflict["theirs"]
    assert (conflict["yours"]["value"], theirs["value"], theirs["version"]) == ("12", "10", 1)
    assert (theirs["by"], theirs["role"]) == ("Cleo Dane", "national coordinator")
    assert post(cast.ana, change(RECEIPTS, "12", 1)).status_code == 200


def test_an_emptied_cell_is_empty_and_one_with_a_reason_is_answered(cast: Cast) -> None:
    post(cast.ana, change(PENSIONERS, "1000"))
    emptied = post(cast.ana, change(PENSIONERS, "", 1)).json()
    assert emptied["saved"][0]["value"] == ""
    assert history_of(cast.draft, PENSIONERS)[-1].content.is_empty
    reasoned = post(cast.ana, change(PENSIONERS, "", 2, status="O", note="Register lost")).json()
    assert reasoned["saved"][0]["status"] == "O"
    done = [each["progress"]["F2"][0] for each in (emptied, reasoned)]
    assert done[1] == done[0] + 1


def test_findings_come_at_the_cell_and_go_when_it_is_mended(cast: Cast) -> None:
    for key, value in ((PENSIONERS, "5000"), (WOMEN, "6000"), (WOMEN._replace(sex="M"), "10")):
        found = post(cast.ana, change(key, value)).json()["findings"]
    rules = {each["rule"] for each in found[str(PENSIONERS)]}
    assert "R020" in rules
    (hard,) = [each for each in found[str(PENSIONERS)] if each["rule"] == "R020"]
    assert (hard["severity"], hard["state"]) == ("E", "open")
    assert "6,000" in hard["message"]
    mended = post(cast.ana, change(WOMEN, "4990", 1)).json()["findings"]
    assert "R020" not in {each["rule"] for each in mended[str(PENSIONERS)]}


def test_findings_that_follow_the_answers_are_those_of_a_page_that_is_opened_anew(cast: Cast) -> None:
    page = text(browser(cast.ana).get(f"{ROOT}/QMA01/F2"))
    assert "R020" not in page
    for key, value in ((PENSIONERS, "5000"), (WOMEN, "6000"), (WOMEN._replace(sex="M"), "10")):
        post(cast.ana, change(key, value))
    page = text(browser(cast.ana).get(f"{ROOT}/QMA01/F2"))
    assert f'id="f-{PENSIONERS}"' in page
    assert "2 values must be corrected." in page


def test_calculated_cells_follow_what_they_are_made_of(cast: Cast) -> None:
    employers, employees = CellKey("S.REC_CONTR_ER", "QMA01"), CellKey("S.REC_CONTR_EE", "QMA01")
    post(cast.ana, change(employers, "60"), change(CellKey("S.REC_CONTR_SELF", "QMA01"), "5"))
    made = post(cast.ana, change(employees, "40")).json()["calculated"]
    sums = {each["key"]: each["value"] for each in made}
    assert sums[str(CellKey("S.REC_CONTR", "QMA01"))] == "105"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"value": "abc"}, "ROUND_NOT_A_NUMBER"),
        ({"value": "1e400"}, "ROUND_NOT_A_NUMBER"),
        ({"value": "9" * 10_000}, "ROUND_TEXT_TOO_LONG"),
        ({"value": "<script>alert(1)</script>"}, "ROUND_NOT_A_NUMBER"),
        ({"value": "1", "note": "x" * 10_000}, "ROUND_TEXT_TOO_LONG"),
        ({"value": "1", "status": "I"}, "ROUND_STATUS_OF_COMPILER"),
        ({"value": "", "note": "no reason"}, "ROUND_NOTE_ALONE"),
        ({"value": "1", "based_on": 7}, "ROUND_VERSION_UNKNOWN"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence_at_its_cell(cast: Cast, sent: dict[str, Any], code: str) -> None:
    response = post(cast.ana, {**change(RECEIPTS, ""), **sent})
    assert response.status_code == 422
    (refused,) = response.json()["refused"]
    assert (refused["key"], refused["code"]) == (str(RECEIPTS), code)
    assert len(refused["message"]) < 400
    assert not AnswerVersion.objects.filter(item=RECEIPTS.item).exists()


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", "null", '{"changes": 1}', '{"changes": []}', '{"changes": [{"key": "A"}]}',
        '{"changes": [{"key": 5, "value": "1"}], "idempotency": "a"}',
        '{"changes": [{"key": "S.REC_TOTAL|QMA01|_Z|_T|_T|_Z|_Z", "value": 1}], "idempotency": "a"}',
        '{"changes": [{"key": "S.REC_TOTAL|QMA01|_Z|_T|_T|_Z|_Z", "value": "1", "based_on": true}]}',
        "[" * 100_000, "\x00",
    ],
)  # fmt: skip
def test_what_the_form_never_sends_is_no_request(cast: Cast, body: str) -> None:
    assert send(cast.ana, body).status_code == 400


def test_a_body_larger_than_any_form_is_not_read(cast: Cast) -> None:
    assert send(cast.ana, "x" * 3_000_000).status_code == 413


def test_a_key_of_nothing_is_refused_and_one_of_others_is_not_there(cast: Cast) -> None:
    unknown = post(cast.ana, change(CellKey("S.NOTHING", "QMA01"), "1"))
    assert unknown.json()["refused"][0]["code"] == "ROUND_CELL_UNKNOWN"
    assert post(cast.ana, change(AID, "1")).status_code == 404
    assert post(cast.bo, change(RECEIPTS, "1")).status_code == 404
    assert post(cast.teo, change(RECEIPTS, "1")).json()["refused"][0]["code"] == "ROUND_CELL_OF_OTHERS"


def test_a_block_is_saved_whole_or_not_at_all(cast: Cast) -> None:
    other = CellKey("S.EXP_TOTAL", "QMA01")
    refused = post(cast.ana, change(RECEIPTS, "1"), change(other, "abc"))
    assert [each["key"] for each in refused.json()["refused"]] == [str(other)]
    assert not AnswerVersion.objects.filter(item=RECEIPTS.item).exists()
    both = post(cast.ana, change(RECEIPTS, "1"), change(other, "2"))
    assert [each["version"] for each in both.json()["saved"]] == [1, 1]
    many = [change(WOMEN._replace(age=f"Y{number}"), "1") for number in range(301)]
    assert post(cast.ana, *many).json()["refused"][0]["code"] == "ROUND_BLOCK_TOO_LARGE"


def test_a_save_is_small(cast: Cast) -> None:
    response = post(cast.ana, change(RECEIPTS, "1234.5"))
    assert len(response.content) < 2_000
    assert len(json.dumps(change(RECEIPTS, "1234.5"))) < 2_000


# Answers to findings


def soft_finding(cast: Cast) -> str:
    """A finding of the pensioners that asks for an explanation: five times as many as the year before."""
    post(cast.ana, change(CellKey("B.FUNC", "QMA01", "QMA01-01"), "OLD"))
    found = post(cast.ana, change(PENSIONERS, "5000")).json()["findings"][str(PENSIONERS)]
    return next(each["id"] for each in found if each["severity"] == "W")


def test_a_finding_is_answered_in_place(cast: Cast) -> None:
    soft = soft_finding(cast)
    body: Any = {"explanations": [{"finding": soft, "reason": "REAL", "text": "A new law."}], "idempotency": "e"}
    told = send(cast.ana, json.dumps(body)).json()["findings"]
    answered = [each for each in told[str(PENSIONERS)] if each["id"] == soft]
    assert [(each["state"], each["explanation"]) for each in answered] == [("explained", "A new law.")]
    body["explanations"][0]["text"], body["idempotency"] = "", "f"
    assert send(cast.ana, json.dumps(body)).json()["refused"][0]["code"] == "ROUND_EXPLANATION_EMPTY"
    assert send(cast.bo, json.dumps(body)).status_code == 404


# The plain form


def fields(cast: Cast, who: Person, address: str = C1, **more: str) -> dict[str, str]:
    """What a browser without script would send of a page as it is."""
    response = browser(who).get(address)
    sent = {"request": str(uuid.uuid4())}
    for each in response.context["sections"]:
        for group in (*each.sources, *each.groups, *each.details):
            for row in group.rows:
                if row.control not in {"given", "calculated"}:
                    is_code = row.control in {"select", "text"}
                    sent[row.key] = row.cell.value if is_code else row.cell.shown
                    sent[f"status:{row.key}"] = row.cell.status or row.cell.usual_status
                    sent[f"note:{row.key}"] = row.cell.note
                    if row.version:
                        sent[f"version:{row.key}"] = str(row.version)
    return sent


def test_a_page_that_is_sent_back_as_it_is_changes_nothing(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "1234567.5", "a"))
    before = AnswerVersion.objects.count()
    response = browser(cast.ana).post(C1, fields(cast, cast.ana))
    assert (response.status_code, response.headers["Location"]) == (302, C1)
    assert AnswerVersion.objects.count() == before


def test_a_browser_without_script_saves_and_goes_on(cast: Cast) -> None:
    sent = {**fields(cast, cast.ana), str(RECEIPTS): "1 500", f"note:{RECEIPTS}": "Audited", "next": f"{ROOT}/QMA01/C2"}
    response = browser(cast.ana).post(C1, sent)
    assert (response.status_code, response.headers["Location"]) == (302, f"{ROOT}/QMA01/C2")
    (moment,) = history_of(cast.draft, RECEIPTS)
    assert (str(moment.content.number), moment.content.note, moment.person) == ("1500", "Audited", "Ana Silo")


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_nobody_is_led_to_another_site(cast: Cast, elsewhere: str) -> None:
    response = browser(cast.ana).post(C1, {**fields(cast, cast.ana), "next": elsewhere})
    assert response.headers["Location"] == C1


def test_what_cannot_be_saved_stands_in_its_field_with_the_reason_and_the_rest_is_saved(cast: Cast) -> None:
    other = CellKey("S.EXP_TOTAL", "QMA01")
    sent = {**fields(cast, cast.ana), str(RECEIPTS): "many", str(CellKey("S.REC_CONTR_EE", "QMA01")): "40"}
    response = browser(cast.ana).post(C1, sent)
    assert response.status_code == 422
    page = text(response)
    assert 'value="many"' in page
    assert f'id="r-{RECEIPTS}"' in page
    assert "“many” stands where a number is asked for." in page
    assert history_of(cast.draft, CellKey("S.REC_CONTR_EE", "QMA01"))
    assert not history_of(cast.draft, other)


def test_without_script_the_second_of_two_people_sees_both_values_and_saves_again(cast: Cast) -> None:
    sent = {**fields(cast, cast.ana), str(RECEIPTS): "12"}
    saved(save(cast.cleo, cast.draft, RECEIPTS, "10", "a"))
    response = browser(cast.ana).post(C1, sent)
    assert response.status_code == 422
    page = text(response)
    assert "Cleo Dane (national coordinator) entered 10 here" in page
    assert 'value="12"' in page
    again = {**sent, f"version:{RECEIPTS}": "1", "request": str(uuid.uuid4())}
    assert browser(cast.ana).post(C1, again).status_code == 302
    assert [str(each.content.number) for each in history_of(cast.draft, RECEIPTS)] == ["10", "12"]


def test_what_others_saved_meanwhile_stays_when_an_old_page_is_sent(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "1000", "a"))
    sent = {**fields(cast, cast.ana), str(CellKey("S.REC_CONTR_EE", "QMA01")): "40"}
    saved(save(cast.cleo, cast.draft, RECEIPTS, "1100", "b", based_on=1))
    assert browser(cast.ana).post(C1, sent).status_code == 302
    assert [str(each.content.number) for each in history_of(cast.draft, RECEIPTS)] == ["1000", "1100"]


def test_without_script_a_finding_is_answered_with_its_button(cast: Cast) -> None:
    address, found = f"{ROOT}/QMA01/F2", soft_finding(cast)
    sent = {**fields(cast, cast.ana, address), "explain": found, f"reason:{found}": "REAL", f"explanation:{found}": ""}
    refused = browser(cast.ana).post(address, sent)
    assert refused.status_code == 422
    assert "explanation" in text(refused)
    sent = {**sent, f"explanation:{found}": "A new law.", "request": str(uuid.uuid4())}
    assert browser(cast.ana).post(address, sent).status_code == 302
    assert [each.text for each in cast.draft.explanations.all()] == ["A new law."]


def test_a_post_without_the_token_of_the_page_is_refused_in_the_language_of_the_person(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    response = client.post("/fr/round/QMA/2024/QMA01/C1", {str(RECEIPTS): "1"})
    assert response.status_code == 403
    assert 'lang="fr"' in text(response)
    assert not AnswerVersion.objects.filter(item=RECEIPTS.item).exists()


def test_a_browser_that_ran_the_script_gets_short_lists_and_any_other_the_whole_ones(cast: Cast) -> None:
    client, option = browser(cast.ana), '<option value="E">estimated</option>'
    whole = text(client.get(C1))
    assert option in whole
    client.cookies["openssi-script"] = "1"
    short = text(client.get(C1))
    assert option not in short
    assert '<option value="A" selected>normal</option>' in short
    assert f'<noscript><p><a href="{C1}?plain">' in short
    assert option in text(client.get(f"{C1}?plain"))
    assert len(short) < len(whole)
