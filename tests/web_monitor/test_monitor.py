"""The list of rounds and the monitor of one: who sees what, filters and orders, counts that follow, the files."""

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from unittest.mock import patch

import openpyxl
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openssi.publish.one_table import as_csv, as_workbook
from openssi.run.rounds.countries import AskedCountries
from openssi_web.accounts.models import Membership
from openssi_web.pages.monitor import views as monitor_pages
from openssi_web.pages.monitor.chosen import ORDERS
from openssi_web.pages.monitor.files import round_table
from openssi_web.pages.monitor.words import MonitorWords
from openssi_web.rounds.collection.opening import open_submission
from openssi_web.rounds.models import AnswerVersion, Entry, Round, SubmissionDraft, Transition
from openssi_web.rounds.monitor import counts, progress
from openssi_web.rounds.monitor.progress import Followed, followed_round
from openssi_web.rounds.workspace import inquiry
from web_monitor.conftest import SignedIn
from web_rounds.cast import AID, PENSIONERS, RECEIPTS, Cast, person, save, saved

AT = "/en/rounds/2024"
BOTH = frozenset({"QMA", "QMB"})


def text_of(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.headers
    return re.sub(r"\s+", " ", answer.content.decode())


def areas(page: str) -> list[str]:
    """The countries of the table, in its order."""
    table = page.partition('class="countries"')[2].partition("</table>")[0]
    return re.findall(r'<th scope="row">(?:<a [^>]+>)?(\w+)', table)


def of(cast: Cast) -> dict[str, Followed]:
    return {each.now.area: each for each in followed_round(cast.draft.round, BOTH).countries}


def handed_in(cast: Cast, day: dt.date) -> None:
    with patch("django.utils.timezone.now", return_value=dt.datetime.combine(day, dt.time(12), dt.UTC)):
        entry = Entry.objects.create(draft=cast.draft, action="move", channel="form")
    Transition.objects.create(draft=cast.draft, entry=entry, before="NATIONAL_REVIEW", after="SUBMITTED")
    SubmissionDraft.objects.filter(pk=cast.draft.pk).update(state="SUBMITTED")


# Who sees it


@pytest.mark.parametrize("at", ["/en/rounds", AT, f"{AT}/countries.csv"])
def test_somebody_who_has_not_signed_in_is_led_to_where_one_does(cast: Cast, at: str) -> None:
    answer = Client().get(at)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/en/sign-in")


def test_people_of_a_country_are_led_to_what_they_answer(cast: Cast, signed_in: SignedIn) -> None:
    for who, at, home in (
        (cast.ana, "/fr/rounds", "/fr/work"),
        (cast.ana, "/fr/rounds/2024", "/fr/round/QMA/2024/"),
        (cast.cleo, AT, "/en/round/QMA/2024/"),
        (cast.bo, AT, "/en/work"),
        (cast.ana, "/en/rounds/2031", "/en/work"),
    ):
        answer = signed_in(who).get(at)
        assert (answer.status_code, answer.headers["Location"]) == (302, home)


@pytest.mark.parametrize("role", ["DESK_OFFICER", "VALIDATION_LEAD", "METHODOLOGIST"])
def test_every_role_of_the_compiler_follows_all_countries(cast: Cast, signed_in: SignedIn, role: str) -> None:
    page = text_of(signed_in(person("Vera Lund", (role, "", []))).get(AT))
    assert sorted(areas(page)) == ["Amara", "Borea"]


@pytest.mark.parametrize("at", ["/en/rounds", AT, f"{AT}/countries.csv"])
def test_the_administrator_and_people_without_a_role_find_nothing(cast: Cast, signed_in: SignedIn, at: str) -> None:
    for who in (person("Ada Berg", ("ADMINISTRATOR", "", [])), person("Nils Holm")):
        assert signed_in(who).get(at).status_code == 404


def test_the_table_is_no_file_for_people_of_a_country(cast: Cast, signed_in: SignedIn) -> None:
    for who in (cast.ana, cast.cleo, cast.bo):
        assert signed_in(who).get(f"{AT}/countries.csv").status_code == 404


def test_a_round_and_a_kind_of_file_that_do_not_exist_are_not_found(cast: Cast, signed_in: SignedIn) -> None:
    teo = signed_in(cast.teo)
    assert [teo.get(each).status_code for each in ("/en/rounds/2031", f"{AT}/countries.pdf")] == [404, 404]


def test_a_desk_officer_of_one_country_sees_that_one_alone(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(person("Dora Nim", ("DESK_OFFICER", "QMB", [])))
    page = text_of(client.get(AT))
    assert areas(page) == ["Borea"]
    assert "0 of 1 countries have handed in" in page
    assert "Amara" not in page
    assert "Amara" not in client.get(f"{AT}/countries.csv").content.decode()


def test_the_page_writes_nothing(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.teo)
    with CaptureQueriesContext(connection) as asked:
        text_of(client.get(AT))
        text_of(client.get("/en/rounds"))
    changes = [each["sql"] for each in asked if not each["sql"].startswith("SELECT")]
    assert [each for each in changes if "rounds_" in each or "accounts_" in each] == []


# The list of rounds


def test_rounds_are_listed_with_what_was_handed_in(cast: Cast, signed_in: SignedIn) -> None:
    Round.objects.create(year=2025, questionnaire_version="2026.2", state="PLANNED")
    page = text_of(signed_in(cast.teo).get("/en/rounds"))
    rows = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in page.split("<tr>")[2:]]
    assert rows == [
        ["planned", "–", "2", "0", "0%", "0"],
        ["collection", "31 May 2026", "2", "0", "0%", "2"],
    ]


def test_without_a_round_the_list_says_how_one_begins(world: object, db: None, signed_in: SignedIn) -> None:
    page = text_of(signed_in(person("Teo Lind", ("DESK_OFFICER", "", []))).get("/en/rounds"))
    assert "No round has been opened yet." in page


def test_the_work_page_leads_the_compiler_to_the_rounds_and_nobody_else(cast: Cast, signed_in: SignedIn) -> None:
    assert '<a href="/en/rounds">' in text_of(signed_in(cast.teo).get("/en/work"))
    assert '<a href="/en/rounds">' not in text_of(signed_in(cast.bo).get("/en/work"))


# What it says


def test_a_country_that_was_asked_and_has_no_submission_counts_as_not_started(cast: Cast, signed_in: SignedIn) -> None:
    found = of(cast)["QMB"]
    assert (found.now.state, found.now.is_opened, found.now.counted) == ("NOT_STARTED", False, None)
    page = text_of(signed_in(cast.teo).get(AT))
    assert "0 of 2 countries have handed in their answers for 2024" in page
    assert "1 country has no submission yet." in page
    assert 'role="img" aria-label="Borea: not started, 12 days late"' in page


def test_a_submission_is_shown_with_progress_findings_and_last_entry(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.ana, cast.draft, PENSIONERS, "5000", "a"))
    saved(save(cast.ana, cast.draft, PENSIONERS._replace(sex="F"), "9000", "b"))
    now = of(cast)["QMA"].now
    assert now.counted is not None
    assert now.counted.hard > 0
    page = text_of(signed_in(cast.teo).get(AT))
    row = page.partition('class="countries"')[2].partition('<th scope="row"><a href="/en/round/QMA/2024/">')[2]
    row = row.partition("</tr>")[0]
    assert "in progress" in row
    assert f"{now.counted.answered} of {now.counted.asked}" in row
    assert f'<td class="n">{now.counted.hard}</td>' in row
    assert "Ana Silo, respondent" in row
    assert "12 days late" in row


def test_what_was_handed_in_is_on_time_or_not(cast: Cast, signed_in: SignedIn) -> None:
    handed_in(cast, dt.date(2026, 5, 28))
    page = text_of(signed_in(cast.teo).get(AT))
    assert "1 of 2 countries has handed in its answers for 2024" in page
    assert "handed in 3 days before the deadline" in page
    assert "1 of 1 handed in; median: 3 days before the deadline" in page
    assert "1 country is late." in page


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (dt.date(2026, 5, 30), "handed in 1 day before the deadline"),
        (dt.date(2026, 5, 31), "handed in on the day of the deadline"),
        (dt.date(2026, 6, 1), "handed in 1 day after the deadline"),
    ],
)
def test_the_day_of_handing_in_is_said_from_the_deadline(
    cast: Cast, signed_in: SignedIn, day: dt.date, says: str
) -> None:
    handed_in(cast, day)
    assert says in text_of(signed_in(cast.teo).get(AT))


def test_without_a_deadline_the_day_of_handing_in_is_said(cast: Cast, signed_in: SignedIn) -> None:
    Round.objects.update(deadline=None)
    handed_in(cast, dt.date(2026, 5, 28))
    page = text_of(signed_in(cast.teo).get(AT))
    assert "handed in on 28 May 2026" in page
    assert "No deadline was set" in page


@pytest.mark.parametrize(
    ("deadline", "says"),
    [
        (dt.date(2026, 6, 13), "Answers are due on 13 June 2026, in 1 day."),
        (dt.date(2026, 6, 12), "Answers are due today, 12 June 2026."),
        (dt.date(2026, 6, 10), "Answers were due on 10 June 2026, 2 days ago."),
        (None, "This round has no deadline."),
    ],
)
def test_the_deadline_is_said_in_words(cast: Cast, signed_in: SignedIn, deadline: dt.date | None, says: str) -> None:
    Round.objects.update(deadline=deadline)
    assert says in text_of(signed_in(cast.teo).get(AT))


@pytest.mark.parametrize(
    ("language", "says"),
    [("fr", "0 pays sur 2 a remis ses réponses pour 2024"), ("es", "0 de 2 países han presentado sus respuestas")],
)
def test_the_page_speaks_every_language(cast: Cast, signed_in: SignedIn, language: str, says: str) -> None:
    assert says in text_of(signed_in(cast.teo).get(f"/{language}/rounds/2024"))


def test_the_map_tells_the_state_by_word_letter_and_strip(cast: Cast, signed_in: SignedIn) -> None:
    page = text_of(signed_in(cast.teo).get(AT))
    drawing = page.partition('class="tilemap"')[2].partition("</div>")[0]
    assert re.findall(r'class="place (\w+)"><title>([^<]+)</title>', drawing) == [
        ("NOT_STARTED", "Amara: not started, 12 days late"),
        ("NOT_STARTED", "Borea: not started, 12 days late"),
    ]
    assert re.findall(r'class="value"[^>]*>(\w)<', drawing) == ["N", "N"]
    assert drawing.count('class="strip"') == 2


# Filters and orders


def test_the_address_holds_what_is_shown(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "1000", "a"))
    client = signed_in(cast.teo)
    assert areas(text_of(client.get(f"{AT}?state=IN_PROGRESS"))) == ["Amara"]
    assert areas(text_of(client.get(f"{AT}?state=NOT_STARTED"))) == ["Borea"]
    assert "No country fits this choice." in text_of(client.get(f"{AT}?state=ACCEPTED"))
    page = text_of(client.get(f"{AT}?late=1&order=country&state=IN_PROGRESS"))
    assert '<option value="IN_PROGRESS" selected>' in page
    assert 'name="late" value="1" checked' in page
    assert f'href="{AT}/countries.csv?state=IN_PROGRESS&amp;late=1&amp;order=country"' in page


def test_a_region_narrows_the_table_and_every_figure(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = progress.asked_in(cast.draft.round)
    names = dict.fromkeys(("en", "fr", "es"), "Northern Isles")
    borea = replace(asked.countries["QMB"], region="N")
    placed = AskedCountries({**asked.countries, "QMB": borea}, {"N": names})
    for module in (progress, monitor_pages):
        monkeypatch.setattr(module, "asked_in", lambda _: placed)
    page = text_of(signed_in(cast.teo).get(f"{AT}?region=N"))
    assert '<option value="N" selected>Northern Isles</option>' in page
    assert areas(page) == ["Borea"]
    assert "0 of 1 countries have handed in" in page
    assert "Amara" not in page


def test_late_only_leaves_out_who_has_handed_in(cast: Cast, signed_in: SignedIn) -> None:
    handed_in(cast, dt.date(2026, 6, 10))
    page = text_of(signed_in(cast.teo).get(f"{AT}?late=1"))
    assert areas(page) == ["Borea"]
    assert "1 of 2 countries" in page


def test_what_nobody_knows_is_shown_as_everything(cast: Cast, signed_in: SignedIn) -> None:
    page = text_of(signed_in(cast.teo).get(f"{AT}?region=X&state=Y&officer=9&order=Z&late=2"))
    assert len(areas(page)) == 2
    assert "Show all countries" not in page


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_shows_every_country(cast: Cast, signed_in: SignedIn, order: str) -> None:
    assert sorted(areas(text_of(signed_in(cast.teo).get(f"{AT}?order={order}")))) == ["Amara", "Borea"]


def test_countries_are_ordered_by_what_is_asked_for(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "1000", "a"))
    client = signed_in(cast.teo)
    found = {each: areas(text_of(client.get(f"{AT}?order={each}")))[0] for each in ("country", "state", "progress")}
    assert found == {"country": "Amara", "state": "Borea", "progress": "Amara"}


def test_a_desk_officer_finds_the_own_countries_first(cast: Cast, signed_in: SignedIn) -> None:
    Membership.objects.create(person=cast.teo, role="DESK_OFFICER", ref_area="QMB", valid_from=dt.date(2024, 1, 1))
    client = signed_in(cast.teo)
    page = text_of(client.get(AT))
    own = page.partition('id="need"')[2].partition("</section>")[0]
    assert "Your countries: what needs a hand first" in own
    assert "Borea" in own
    assert "12 days late · no submission yet" in own
    assert "Amara" not in own
    assert areas(text_of(client.get(f"{AT}?officer={cast.teo.pk}"))) == ["Borea"]


def test_a_role_that_has_ended_follows_nothing(cast: Cast) -> None:
    begin, end = dt.date(2024, 1, 1), dt.date(2026, 6, 11)
    Membership.objects.create(person=cast.teo, role="DESK_OFFICER", ref_area="QMB", valid_from=begin, valid_to=end)
    assert of(cast)["QMB"].officers == ()


def test_nobody_named_for_a_country_is_said_beside_the_filter(cast: Cast, signed_in: SignedIn) -> None:
    assert "Nobody is named for a country in particular" in text_of(signed_in(cast.teo).get(AT))


# Counting


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The countries that are counted, one by one."""
    found: list[str] = []
    count = counts._count

    def noted(served: object, draft: SubmissionDraft, entry: int) -> object:
        found.append(draft.ref_area)
        return count(served, draft, entry)  # type: ignore[arg-type]

    monkeypatch.setattr(counts, "_count", noted)
    return found


def test_a_submission_is_counted_once_until_somebody_enters_something(cast: Cast, counted: list[str]) -> None:
    before = of(cast)["QMA"].now.counted
    assert of(cast)["QMA"].now.counted is before
    assert counted == ["QMA"]
    saved(save(cast.ana, cast.draft, RECEIPTS, "1000", "a"))
    after = of(cast)["QMA"].now.counted
    assert counted == ["QMA", "QMA"]
    assert before is not None
    assert after is not None
    assert after.answered == before.answered + 1


def test_an_explanation_and_a_cleared_cell_are_counted_as_well(cast: Cast) -> None:
    first = of(cast)["QMA"].now.counted
    version = saved(save(cast.cleo, cast.draft, AID, "5", "a")).versions[0].version
    saved(save(cast.cleo, cast.draft, AID, "", "b", based_on=version))
    again = of(cast)["QMA"].now.counted
    assert first is not None
    assert again is not None
    assert again.answered == first.answered
    assert AnswerVersion.objects.filter(draft=cast.draft, cleared=True).count() == 1


def test_what_was_not_counted_in_time_is_said_and_left_to_the_background(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Round] = []
    monkeypatch.setattr(progress, "SECONDS", 0)
    monkeypatch.setattr(counts._background, "begin", begun.append)
    page = text_of(signed_in(cast.teo).get(AT))
    assert "Cells and findings of 1 submission are being counted." in page
    assert '<td class="n">…</td>' in page
    assert "Nothing has been counted yet" in page
    assert begun == [cast.draft.round]


def test_an_older_count_is_shown_until_the_new_one_is_there(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = of(cast)["QMA"].now.counted
    saved(save(cast.ana, cast.draft, RECEIPTS, "1000", "a"))
    monkeypatch.setattr(progress, "SECONDS", 0)
    monkeypatch.setattr(counts._background, "begin", lambda _: None)
    now = of(cast)["QMA"]
    assert (now.now.counted, now.is_behind) == (before, True)
    for step in counts.counting_steps():
        step()
    now = of(cast)["QMA"]
    assert not now.is_behind
    assert now.now.counted != before


def test_the_database_is_not_asked_once_more_for_one_more_submission(cast: Cast, signed_in: SignedIn) -> None:
    client, asked = signed_in(cast.teo), []
    for _ in range(2):
        text_of(client.get(AT))
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(AT))
        asked.append(len([each for each in queries if "rounds_" in each["sql"]]))
        open_submission(cast.bo, cast.draft.round, inquiry(), "QMB")
    assert SubmissionDraft.objects.count() == 2
    assert asked[0] == asked[1]


# The files


def rows_of(answer: HttpResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_csv_holds_what_the_table_shows(cast: Cast, signed_in: SignedIn) -> None:
    handed_in(cast, dt.date(2026, 5, 28))
    answer = signed_in(cast.teo).get(f"{AT}/countries.csv?order=country")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="openssi-round-2024-2026-06-12-en.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    amara, borea = rows_of(answer)
    assert (amara["Code"], amara["State (code)"], amara["Handed in"]) == ("QMA", "SUBMITTED", "2026-05-28")
    assert (amara["Days from the deadline to handing in"], amara["Days late, not handed in"]) == ("-3", "0")
    assert (borea["State"], borea["Required cells"], borea["Days late, not handed in"]) == ("not started", "", "12")


def test_the_files_name_nobody(cast: Cast, signed_in: SignedIn) -> None:
    Membership.objects.create(person=cast.teo, role="DESK_OFFICER", ref_area="QMA", valid_from=dt.date(2024, 1, 1))
    saved(save(cast.ana, cast.draft, RECEIPTS, "1000", "a"))
    client = signed_in(cast.teo)
    page = text_of(client.get(AT))
    assert "Ana Silo" in page
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{AT}/countries.xlsx").content))
    said = client.get(f"{AT}/countries.csv").content.decode()
    said += " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    for name in ("Ana", "Silo", "Cleo", "Dane", "Teo", "Lind", "@"):
        assert name not in said


def test_the_workbook_has_the_rows_and_how_the_figures_are_made(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.teo).get("/fr/rounds/2024/countries.xlsx?state=NOT_STARTED&order=country")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Campagne", "Notes"]
    assert [row[0].value for row in book["Campagne"]] == ["Code", "QMA", "QMB"]
    notes = [row[0].value for row in book["Notes"]]
    assert notes[0] == "Campagne 2024 au 12 juin 2026"
    assert any(str(each).startswith("Taux de réponse. ") for each in notes)


def test_a_name_that_looks_like_a_formula_leaves_as_text(cast: Cast) -> None:
    followed = followed_round(cast.draft.round, frozenset({"QMB"}))
    asked = replace(followed.countries[0].asked, names=dict.fromkeys(("en", "fr", "es"), "=1+1"))
    named = [replace(followed.countries[0], asked=asked)]
    table = round_table(followed, named, MonitorWords.of_site("en"), is_fictional=True)
    assert ",'=1+1," in as_csv(table).decode("utf-8-sig")
    cell = openpyxl.load_workbook(io.BytesIO(as_workbook(table)))["Round"]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
