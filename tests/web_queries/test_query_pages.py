"""The pages of queries: each sees and does there what the actions allow, and what is refused is said in place."""

import html
import re
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client

from openssi_web.accounts.models import Person
from openssi_web.pages.query.posted import Posted, refused
from openssi_web.pages.query.words import QueryWords
from openssi_web.rounds.actions import mark_seen
from openssi_web.rounds.queries.models import Query, QueryMessage, QueryResult
from openssi_web.rounds.queries.standing import queries_now
from web_queries.asking import DOUBTED, RULE, due, in_state, one, raised, sent, write
from web_queries.conftest import SignedIn
from web_rounds.cast import AID, RECEIPTS, Cast, codes, save, saved

pytestmark = pytest.mark.django_db
AT = "/en/round/QMA/2024/"
LIST = f"{AT}queries"
BOX = f"{RULE}@{DOUBTED}"


def page_of(client: Client, at: str = LIST, status: int = 200) -> str:
    answer = client.get(at)
    assert answer.status_code == status
    return html.unescape(answer.content.decode())


def post(client: Client, at: str, **fields: Any) -> Any:
    return client.post(at, {"key": uuid4().hex, **fields})


def labels(page: str) -> list[str]:
    rows = page.partition('<ol class="query-rows">')[2].partition("</ol>")[0]
    return re.findall(r"<b>([^<]+)</b>", rows)


# Who sees what


@pytest.mark.parametrize("at", [LIST, f"{LIST}/new?cell={quote(str(DOUBTED))}", f"{LIST}/1"])
def test_somebody_of_another_country_finds_nothing(cast: Cast, signed_in: SignedIn, at: str) -> None:
    sent(cast)
    client = signed_in(cast.bo)
    assert client.get(at).status_code == 404
    assert post(client, at, do="raise", due=due().isoformat(), chosen=BOX).status_code == 404


def test_a_respondent_sees_what_is_asked_of_the_own_scheme(cast: Cast, signed_in: SignedIn) -> None:
    sent(cast, DOUBTED, AID)
    page = page_of(signed_in(cast.ana))
    assert len(labels(page)) == 1
    assert "Family Aid" not in page
    assert "What is asked about your answers" in page
    assert len(labels(page_of(signed_in(cast.cleo)))) == 2


def test_findings_and_raised_queries_are_kept_from_the_country(cast: Cast, signed_in: SignedIn) -> None:
    raised(cast)
    for who in (cast.ana, cast.cleo):
        assert labels(page_of(signed_in(who), f"{LIST}?show=all")) == []


def test_the_desk_officer_reads_the_most_significant_first(cast: Cast, signed_in: SignedIn) -> None:
    page = page_of(signed_in(cast.teo))
    found = [int(each) for each in re.findall(r"Significance: </span>(\d+)", page)]
    assert found == sorted(found, reverse=True)
    assert "Recipients went from 1,000 to 2,500 within a year." in page


def test_a_respondent_cannot_raise(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ana)
    assert client.get(f"{LIST}/new?cell={quote(str(DOUBTED))}").status_code == 404
    assert post(client, LIST, do="raise", chosen=BOX, due=due().isoformat()).status_code == 422
    assert post(client, LIST, do="send").status_code == 422
    assert Query.objects.count() == 0


# Raising and sending


def test_chosen_findings_become_queries_in_three_languages(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.teo)
    assert f'value="{BOX}"' in page_of(client)
    answer = post(client, LIST, do="raise", chosen=BOX, due=due().isoformat())
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}?done=raise")
    (now,) = queries_now(cast.draft)
    assert (now.query.rule, set(now.query.texts)) == (RULE, {"en", "fr", "es"})
    assert "1 query waits to be sent." in page_of(client, answer.headers["Location"])
    assert post(client, LIST, do="send").status_code == 303
    cast.draft.refresh_from_db()
    assert one(cast, now.query.pk).state == "with_country"


def test_a_text_that_was_edited_goes_out_as_it_was_written(cast: Cast, signed_in: SignedIn) -> None:
    typed = {f"text-{BOX}": "Is <b>this</b> right?"}
    post(signed_in(cast.teo), LIST, do="raise", chosen=BOX, due=due().isoformat(), **typed)
    assert Query.objects.get().texts == {"en": "Is <b>this</b> right?"}


def test_all_findings_are_raised_at_once(cast: Cast, signed_in: SignedIn) -> None:
    post(signed_in(cast.teo), LIST, do="raise", all="1", due=due().isoformat())
    assert Query.objects.count() > 3


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"due": "soon", "chosen": BOX}, "“soon” is no date that can be read."),
        ({"due": "2020-01-01", "chosen": BOX}, "by 2020-01-01, and that is no day from"),
        ({"due": "2020-01-01"}, "Please tick at least one finding."),
        ({"due": "soon", "chosen": "R999@x"}, "no date"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_stays(
    cast: Cast, signed_in: SignedIn, fields: dict[str, str], said: str
) -> None:
    answer = post(signed_in(cast.teo), LIST, do="raise", **fields, **{f"text-{BOX}": "My own text"})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert said in page
    assert ("My own text" in page) == (fields.get("chosen") == BOX)


def test_a_finding_that_is_gone_is_not_asked_about(cast: Cast, signed_in: SignedIn) -> None:
    answer = post(signed_in(cast.teo), LIST, do="raise", chosen="R999@x", due=due().isoformat())
    assert (answer.status_code, Query.objects.count()) == (422, 0)


def test_a_query_is_raised_from_the_history_of_any_cell(cast: Cast, signed_in: SignedIn) -> None:
    client, cell = signed_in(cast.teo), quote(str(RECEIPTS))
    page = page_of(client, f"{AT}history?cell={cell}")
    (href,) = re.findall(r'href="([^"]+)">Raise a query about this cell', page)
    assert "Please look at this value again." in page_of(client, href)
    assert "Raise a query" not in page_of(signed_in(cast.cleo), f"{AT}history?cell={cell}")
    fields = {"text-en": "Why?", "due": due().isoformat()}
    assert post(client, href, do="raise", **fields).status_code == 303
    assert Query.objects.get().texts == {"en": "Why?"}
    assert post(client, href, do="raise", **fields).status_code == 422


def test_no_query_is_raised_on_a_cell_that_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.teo).get(f"{LIST}/new?cell=X|QMA01|_Z|_T|_T|_Z|_Z").status_code == 404


# One query


def test_the_evidence_is_drawn_and_said(cast: Cast, signed_in: SignedIn) -> None:
    (number,) = sent(cast, rule=RULE)
    saved(save(cast.ana, cast.draft, DOUBTED, "1050", uuid4().hex, 1))
    page = page_of(signed_in(cast.teo), f"{LIST}/{number}")
    assert re.findall(r"</svg>([^<]+)</dt><dd>([^<]+)</dd>", page) == [
        ("Reported when it was asked", "2,500"),
        ("Now", "1,050"),
        ("Expected", "900 to 1,100"),
        ("Accepted for 2023", "1,000"),
    ]
    assert page.count('<rect class="band"') == 2
    assert "Total of this item in the country: 2,500 to 1,050, with the value as it is now" in page
    assert "Accept 1,050" in page
    assert "value corrected" in page


def test_the_country_is_led_to_the_cell_and_explains_in_place(cast: Cast, signed_in: SignedIn) -> None:
    (number,) = sent(cast, rule=RULE)
    client, at = signed_in(cast.ana), f"{LIST}/{number}"
    page = page_of(client, at)
    (href,) = re.findall(r'<a class="go" href="([^"]+)">Correct the value', page)
    assert client.get(href).status_code == 200
    for hidden in ("Do not publish the cell", "Ask again"):
        assert hidden not in page
    assert post(client, at, do="explain", explanation="The law changed.").status_code == 303
    assert one(cast, number).outcome == "CONFIRMED"
    assert cast.draft.explanations.get().text == "The law changed."
    assert "The law changed." in page_of(client, at)


def test_without_a_rule_an_explanation_confirms_in_the_thread(cast: Cast, signed_in: SignedIn) -> None:
    (number,) = sent(cast)
    post(signed_in(cast.ana), f"{LIST}/{number}", do="explain", explanation="So it is.")
    assert QueryMessage.objects.get().confirms


def test_both_sides_write_and_nothing_of_it_is_markup(cast: Cast, signed_in: SignedIn) -> None:
    (number,) = sent(cast, text="<img src=x onerror=alert(1)>")
    at = f"{LIST}/{number}"
    post(signed_in(cast.ana), at, do="write", text="<script>alert(1)</script>" + "x" * 9_975)
    post(signed_in(cast.teo), f"/fr/round/QMA/2024/queries/{number}", do="write", text="Merci.")
    for who in (cast.ana, cast.teo):
        raw = signed_in(who).get(at).content.decode()
        assert "<script>alert" not in raw
        assert "<img" not in raw
        assert "&lt;script&gt;alert(1)" in raw
        assert '<div lang="fr" dir="auto"><p>Merci.</p></div>' in raw
        assert "written in French" in raw


def test_a_message_that_is_too_long_stays_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    (number,) = sent(cast)
    answer = post(signed_in(cast.ana), f"{LIST}/{number}", do="write", text="y" * 10_001)
    assert answer.status_code == 422
    assert "y" * 10_001 in answer.content.decode()
    assert not QueryMessage.objects.exists()


def test_the_desk_officer_decides_on_what_was_seen(cast: Cast, signed_in: SignedIn) -> None:
    (number,) = sent(cast)
    write(cast.cleo, cast, number, confirms=True)
    client, at = signed_in(cast.teo), f"{LIST}/{number}"
    fields = {"do": "decide", "decision": "ACCEPT", "reason": "Report, p. 14"}
    assert post(client, at, version="7", **fields).status_code == 422
    assert post(client, at, version="x", **fields).status_code == 422
    assert post(client, at, version="1", **fields).status_code == 303
    assert QueryResult.objects.get().outcome == "CONFIRMED"
    page = page_of(client, at)
    assert "decision, accepted as it is, confirmed with explanation" in page
    assert "Decide" not in page
    assert labels(page_of(client, f"{LIST}?show=closed")) == ["Recipients"]


def test_the_second_cycle_shows_the_first(cast: Cast, signed_in: SignedIn) -> None:
    (number,) = sent(cast)
    write(cast.ana, cast, number, "First answer")
    in_state(cast, "UNDER_VALIDATION")
    client = signed_in(cast.teo)
    answer = post(client, f"{LIST}/{number}", do="again", question="And now?", due=due().isoformat())
    assert answer.status_code == 303
    second = Query.objects.get(cycle=2)
    page = page_of(client, f"{LIST}/{second.pk}")
    assert page.index("question of the first cycle") < page.index("First answer") < page.index("And now?")
    post(client, LIST, do="send")
    in_state(cast, "UNDER_VALIDATION")
    page = page_of(client, f"{LIST}/{second.pk}")
    assert "It was asked twice" in page
    assert "Ask again" not in page


def test_nothing_else_is_done(cast: Cast, signed_in: SignedIn) -> None:
    (number,) = sent(cast)
    assert post(signed_in(cast.teo), f"{LIST}/{number}", do="delete").status_code == 404
    assert signed_in(cast.teo).put(f"{LIST}/{number}").status_code == 405


# Looking again, and the way there


def test_the_reviewer_marks_a_look_and_sees_what_changed_since(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.teo)
    page = page_of(client)
    assert "You have not marked a look" in page
    (newest,) = re.findall(r'name="entry" value="(\d+)"', page)
    assert client.post(LIST, {"do": "seen", "entry": newest}).status_code == 303
    assert client.post(LIST, {"do": "seen", "entry": "x"}).status_code == 303
    assert "Nothing changed since" in page_of(client)
    sent(cast)
    saved(save(cast.ana, cast.draft, DOUBTED, "1050", uuid4().hex, 1))
    moved = page_of(client).partition('<ul class="moved">')[2]
    assert re.search(r"2,500.+?1,050", moved, re.DOTALL)
    assert "Ana Silo, respondent" in moved
    assert "last look" not in page_of(signed_in(cast.cleo))


def test_a_look_of_another_entry_changes_nothing_for_others(cast: Cast, signed_in: SignedIn) -> None:
    mark_seen(cast.teo, cast.draft, cast.draft.entries.latest("pk").pk)
    lead = Person.objects.create_user("lead@example.example", "Lead")
    assert signed_in(lead).get(LIST).status_code == 404


def test_the_workspace_leads_to_the_queries(cast: Cast, signed_in: SignedIn) -> None:
    assert 'id="queries"' not in page_of(signed_in(cast.ana), AT)
    assert f'href="{LIST}"' in page_of(signed_in(cast.teo), AT)
    sent(cast)
    assert "1 query asks for your answer." in page_of(signed_in(cast.ana), AT)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_pages_speak_the_language_of_the_address(cast: Cast, signed_in: SignedIn, language: str) -> None:
    (number,) = sent(cast, rule=RULE)
    client, at = signed_in(cast.teo), f"/{language}/round/QMA/2024/queries"
    for address in (at, f"{at}/{number}", f"{at}/new?cell={quote(str(AID))}"):
        page = page_of(client, address)
        for english in ("Significance", "finding", "Queries", "Evidence"):
            assert english not in page, (address, english)


def test_a_day_that_cannot_be_read_is_named(cast: Cast) -> None:
    posted = Posted(
        cast.teo, cast.draft, QueryWords.of_draft(cast.draft, "en", cast.teo.grants()), QueryDict("due=31.12.2026")
    )
    outcome = posted.raise_chosen()
    assert codes(outcome) == ["QUERY_DUE_UNREADABLE"]
    assert refused(outcome)[0].values == {"text": "31.12.2026"}
