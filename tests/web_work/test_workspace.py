"""The workspace of a submission: what is left to do, findings, changes, workbook, people; to each what is theirs."""

import datetime as dt
import io
import re
from html import unescape
from itertools import pairwise
from typing import get_args

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import load
from openssi.store import Workspace
from openssi.vocabulary.text import LANGUAGES
from openssi_web.accounts.models import Membership, Person
from openssi_web.pages.workspace import findings as workspace_findings
from openssi_web.rounds.actions import explain_finding, save_block
from openssi_web.rounds.answers.findings import findings_of
from openssi_web.rounds.models import DraftState, Round, SubmissionDraft
from openssi_web.rounds.requests.permission import cells_of
from openssi_web.rounds.submissions.workbook_parts import Part, parts_for
from openssi_web.rounds.workspace import inquiry
from web_rounds.cast import AID, PENSIONERS, RECEIPTS, SPENT, Cast, make_cast, person, save, saved, typed
from web_work.conftest import AT, SignedIn, text_of

LINK = re.compile(r'<a[^>]*href="([^"]+)"[^>]*>')


def page_of(client: Client, at: str = AT) -> str:
    answer = client.get(at)
    assert answer.status_code == 200
    return unescape(text_of(answer))


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="figure" id="{name}".*?</section>', page, re.DOTALL)
    assert found is not None, name
    return found[0]


# Your submissions


def test_the_only_submission_of_a_person_opens_by_itself(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.ana).get("/fr/work")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/fr/round/QMA/2024/")


def test_several_submissions_are_listed_with_state_and_last_entry(cast: Cast, signed_in: SignedIn) -> None:
    other = Round.objects.create(
        year=2025, questionnaire_version="2026.2", state="COLLECTION", deadline=dt.date(2026, 5, 31)
    )
    SubmissionDraft.objects.create(round=other, ref_area="QMB", inventory=cast.draft.inventory)
    page = page_of(signed_in(cast.teo), "/en/work")
    assert re.findall(r'<th scope="row"><a href="([^"]+)">(\w+)<', page) == [
        ("/en/round/QMB/2025/", "Borea"),
        ("/en/round/QMA/2024/", "Amara"),
    ]
    assert "31 May 2026" in page
    assert page.count("not started") == 2


def test_somebody_without_a_submission_is_told_what_to_do(cast: Cast, signed_in: SignedIn) -> None:
    assert "those who run the site do so" in page_of(signed_in(cast.bo), "/en/work")
    Membership.objects.filter(person=cast.bo).update(role="RESP")
    page = page_of(signed_in(cast.bo), "/en/work")
    assert "Please ask that person to open the round or to assign your schemes to you." in page
    assert "Amara" not in page


@pytest.mark.parametrize("at", ["/en/work", AT, f"{AT}workbook"])
def test_somebody_who_has_not_signed_in_is_led_to_where_one_does(cast: Cast, at: str) -> None:
    answer = Client().get(at)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/en/sign-in")


# Who sees what


def test_a_respondent_sees_the_own_schemes_alone(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.cleo, cast.draft, AID, "13579", "a1", note="Theirs alone"))
    saved(save(cast.ana, cast.draft, RECEIPTS, "24680", "a2"))
    page = page_of(signed_in(cast.ana))
    assert "QMA01" in page
    for hidden in ("QMA02", "Family Aid", "13579", "13,579", "Theirs alone"):
        assert hidden not in page
    assert "entered Total receipts" in section(page, "people")


def test_the_coordinator_and_the_reviewer_see_the_whole_country(cast: Cast, signed_in: SignedIn) -> None:
    for who in (cast.cleo, cast.teo):
        page = page_of(signed_in(who))
        assert {"Pension Fund", "Family Aid"} <= set(
            re.findall(r'<span class="whose">([^<]+?)(?: <small|</span>)', page)
        )


@pytest.mark.parametrize("at", [AT, f"{AT}workbook", f"{AT}workbook?scheme=QMA01"])
def test_somebody_of_another_country_finds_nothing(cast: Cast, signed_in: SignedIn, at: str) -> None:
    assert signed_in(cast.bo).get(at).status_code == 404


def test_an_administrator_sees_no_submission(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(person("Kim Roe", ("ADMINISTRATOR", "", []))).get(AT).status_code == 404


def test_every_table_and_cell_that_is_linked_opens(world: Workspace, db: None, signed_in: SignedIn) -> None:
    cast = make_cast("full")
    overlap(cast)
    saved(save(cast.ana, cast.draft, CellKey("I.INST_NAME", breakdown="PENSION_FUND"), "Pension Fund", "i1"))
    for who in (cast.ana, cast.cleo, cast.teo):
        client = signed_in(who)
        links = {each.partition("#")[0] for each in LINK.findall(page_of(client)) if "/round/" in each}
        opened = {each: client.get(each).status_code for each in links if "workbook?" not in each}
        assert len(opened) > 5
        assert {each for each, status in opened.items() if status != 200} == set()


# What is left to do


def test_the_next_thing_of_a_respondent_is_the_first_table_with_empty_cells(cast: Cast, signed_in: SignedIn) -> None:
    left = section(page_of(signed_in(cast.ana)), "left")
    (address,) = re.findall(r'<a class="go" href="([^"]+)"', left)
    assert re.fullmatch(r"/en/round/QMA/2024/QMA01/[A-Z]\d", address)


def test_the_coordinator_is_led_to_what_nobody_else_is_asked_for(cast: Cast, signed_in: SignedIn) -> None:
    left = section(page_of(signed_in(cast.cleo)), "left")
    (address,) = re.findall(r'<a class="go" href="([^"]+)"', left)
    assert "/QMA01/" not in address


def test_tables_of_others_are_marked_as_theirs(cast: Cast, signed_in: SignedIn) -> None:
    assert "answered by Cleo Dane" in section(page_of(signed_in(cast.ana)), "left")
    left = section(page_of(signed_in(cast.cleo)), "left")
    assert "with Ana Silo" in left
    assert "answered by" not in left
    reviewed = section(page_of(signed_in(cast.teo)), "left")
    for words in ("You read this submission; others answer it.", "answered by Ana Silo", "answered by the institution"):
        assert words in reviewed
    assert 'class="go"' not in reviewed


def test_every_table_is_a_link_with_its_progress(cast: Cast, signed_in: SignedIn) -> None:
    left = section(page_of(signed_in(cast.cleo)), "left")
    assert '<a href="/en/round/QMA/2024/QMA01/C1"><b>C1</b>' in left
    assert '<a href="/en/round/QMA/2024/country/A2"><b>A2</b>' in left
    asked = [each for each in re.findall(r"(\d+) of (\d+)", left) if each[1] != "0"]
    assert asked


def test_progress_counts_a_value_or_a_reason(cast: Cast, signed_in: SignedIn) -> None:
    def answered() -> int:
        found = re.search(r"(\d+) of \d+ cells that are asked for", page_of(signed_in(cast.ana)))
        assert found is not None
        return int(found[1])

    before = answered()
    saved(save(cast.ana, cast.draft, RECEIPTS, "1", "a1"))
    saved(save(cast.ana, cast.draft, SPENT, "", "a2", status="O"))
    assert answered() == before + 2


def test_where_answers_are_not_entered_the_page_says_so_and_offers_no_way_back(cast: Cast, signed_in: SignedIn) -> None:
    SubmissionDraft.objects.update(state="SUBMITTED")
    page = page_of(signed_in(cast.cleo))
    assert "State: submitted. It was handed in; the compiler has not begun yet." in page
    assert "Answers are not entered in this state." in section(page, "left")
    assert 'type="file" id="workbook-file"' not in page


def test_the_deadline_stands_at_the_top(cast: Cast, signed_in: SignedIn) -> None:
    Round.objects.update(deadline=dt.date(2025, 5, 31))
    assert "À remettre le 31 mai 2025." in page_of(signed_in(cast.ana), AT.replace("/en/", "/fr/"))


# Findings


def overlap(cast: Cast) -> None:
    """Women and men that do not make the total (hard), and recipients that jumped (soft)."""
    saved(save(cast.ana, cast.draft, PENSIONERS, "5000", "f1"))
    saved(save(cast.ana, cast.draft, PENSIONERS._replace(sex="F"), "4000", "f2"))
    saved(save(cast.ana, cast.draft, PENSIONERS._replace(sex="M"), "4000", "f3"))


def test_findings_come_with_what_blocks_first_and_lead_to_their_cells(cast: Cast, signed_in: SignedIn) -> None:
    overlap(cast)
    found = section(page_of(signed_in(cast.ana)), "findings")
    order = re.findall(r'<li data-severity="(\w)"', found)
    assert order
    assert order == sorted(order, key="EWI".index)
    assert "Must be corrected." in found
    target = f"{AT}QMA01/F2?cell={str(PENSIONERS).replace('|', '%7C')}"
    assert target in LINK.findall(found)
    assert "Recipients" in found
    assert "Please either" in found


def test_what_is_only_empty_is_no_finding(cast: Cast, signed_in: SignedIn) -> None:
    found = section(page_of(signed_in(cast.ana)), "findings")
    assert "R003" not in found
    assert "Cells that are asked for and still empty are no findings yet" in found


def test_findings_on_cells_of_others_are_not_shown(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.cleo, cast.draft, AID, "-5", "f1"))
    assert "Family Aid" in section(page_of(signed_in(cast.cleo)), "findings")
    assert "QMA02" not in section(page_of(signed_in(cast.ana)), "findings")


def test_findings_on_the_country_are_kept_from_those_who_see_some_of_its_schemes(
    cast: Cast, signed_in: SignedIn
) -> None:
    saved(save(cast.cleo, cast.draft, CellKey("H.COV_OLD"), "-5", "f2"))
    everything = section(page_of(signed_in(cast.cleo)), "findings")
    assert "/country/H1?cell=H.COV_OLD" in everything
    assert "/country/" not in section(page_of(signed_in(cast.ana)), "findings")


def test_what_was_explained_is_put_aside_with_its_words(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.ana, cast.draft, CellKey("B.FUNC", "QMA01", "QMA01-01"), "OLD", "f0"))
    saved(save(cast.ana, cast.draft, PENSIONERS, "5000", "f1"))
    soft = next(each for each in findings_of(inquiry(), cast.draft) if each.rule == "R098")
    saved(explain_finding(cast.ana, cast.draft, soft.id, "A new law.", "", "e1"))
    page = page_of(signed_in(cast.ana))
    found = section(page, "findings")
    assert "Explanation: A new law." in found
    assert "1 finding was explained" in found
    assert "explained Recipients" in section(page, "people")


def test_the_first_findings_are_shown_and_all_on_demand(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_findings, "FIRST", 1)
    overlap(cast)
    client = signed_in(cast.ana)
    first, everything = page_of(client), page_of(client, f"{AT}?findings=all")
    count = section(everything, "findings").count('data-state="open"')
    assert section(first, "findings").count('data-state="open"') == 1
    assert count > 1
    assert f"The first 1 of {count} are shown." in first
    assert "Show the first 1 only" in everything


# Changes


def test_figures_that_changed_since_the_last_accepted_year_are_shown_with_both_values(
    cast: Cast, signed_in: SignedIn
) -> None:
    saved(save(cast.ana, cast.draft, PENSIONERS, "1500", "c1"))
    found = section(page_of(signed_in(cast.ana)), "changes")
    assert "What changed since 2023" in found
    assert "Totals that changed by 10% or more" in found
    row = re.findall(r'<td class="n">([^<]+)', found)
    assert row == ["1,000", "1,500", "+50.0%"]
    assert re.search(r'<rect x="40(\.0)?" y="1" width="20\.0"', found)


def test_changes_of_others_are_not_shown(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.ana, cast.draft, PENSIONERS, "1500", "c1"))
    mia = person("Mia Holt", ("RESP", "QMA", ["QMA02"]), institution="Ministry")
    found = section(page_of(signed_in(mia)), "changes")
    assert "1,500" not in found
    assert "No total changed by 10% or more so far." in found


def test_schemes_and_benefits_that_are_new_are_named(cast: Cast, signed_in: SignedIn) -> None:
    found = section(page_of(signed_in(cast.cleo)), "changes")
    assert "New in this round" in found
    assert "<li>Family Aid</li>" in found
    assert "<li>Pension Fund › Orphans</li>" in found
    assert "Family Aid" not in section(page_of(signed_in(cast.ana)), "changes")


# The workbook is taken away


def workbook_of(client: Client, query: str = "") -> openpyxl.Workbook:
    answer = client.get(f"{AT}workbook{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def values_of(book: openpyxl.Workbook) -> set[object]:
    return {cell.value for page in book.worksheets for row in page.iter_rows() for cell in row}


def test_the_coordinator_takes_the_whole_country_away_in_any_language(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "24680", "a1"))
    client = signed_in(cast.cleo)
    titles = set()
    for language in LANGUAGES:
        book = workbook_of(client, f"?language={language}")
        assert {"S_QMA01", "S_QMA02", "H_Totals"} <= set(book.sheetnames)
        assert 24680 in values_of(book)
        titles.add(book["A_Country"]["A1"].value or book.worksheets[0]["A1"].value)
    assert len(titles) == 3
    assert workbook_of(client, "?language=xx").sheetnames == workbook_of(client).sheetnames


def test_a_part_is_taken_away_by_scheme_or_institution(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.cleo, cast.draft, AID, "13579", "a1"))
    client = signed_in(cast.cleo)
    scheme = workbook_of(client, "?scheme=QMA02")
    assert "S_QMA02" in scheme.sheetnames
    assert "S_QMA01" not in scheme.sheetnames
    institution = workbook_of(client, "?institution=Pension+Fund")
    assert {"S_QMA01"} == {each for each in institution.sheetnames if each.startswith("S_")}
    assert 13579 not in values_of(institution)
    name = client.get(f"{AT}workbook?language=fr&institution=Pension+Fund").headers["Content-Disposition"]
    assert 'filename="QMA-2024-fr-Pension-Fund.xlsx"' in name


def test_a_respondent_takes_the_own_part_away_and_no_other(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.cleo, cast.draft, AID, "13579", "a1"))
    client = signed_in(cast.ana)
    book = workbook_of(client)
    assert {"S_QMA01"} == {each for each in book.sheetnames if each.startswith("S_")}
    assert 13579 not in values_of(book)
    for query in ("?scheme=QMA02", "?institution=Ministry", "?scheme=QMA01&scheme=QMA02", "?scheme=QMA99"):
        assert client.get(f"{AT}workbook{query}").status_code == 404


def test_the_parts_that_are_offered_are_those_that_may_be_taken(cast: Cast, signed_in: SignedIn) -> None:
    for who in (cast.ana, cast.cleo, cast.teo):
        client = signed_in(who)
        links = {each for each in LINK.findall(section(page_of(client), "workbook")) if "workbook?" in each}
        assert len(links) == 3 * len(parts_for(who, cast.draft))
        for each in sorted(links)[:2]:
            assert client.get(each).status_code == 200


def test_parts_of_a_person_follow_from_the_roles(cast: Cast) -> None:
    assert parts_for(cast.ana, cast.draft) == (Part("Pension Fund", ("QMA01",)),)
    assert parts_for(cast.cleo, cast.draft) == (
        Part(),
        Part("Pension Fund", ("QMA01",)),
        Part("", ("QMA01",), is_scheme=True),
        Part("", ("QMA02",), is_scheme=True),
    )
    nobody = person("Ivo Kern", ("RESP", "QMA", ["*"]))
    assert parts_for(nobody, cast.draft)[0] == Part("QMA01 QMA02", ("QMA01", "QMA02"))
    assert parts_for(person("Una Falk", ("RESP", "QMA", [])), cast.draft) == ()
    assert parts_for(cast.bo, cast.draft) == ()


def test_a_respondent_without_a_scheme_takes_nothing_away(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(person("Una Falk", ("RESP", "QMA", [])))
    assert client.get(f"{AT}workbook").status_code == 404
    assert "Take the workbook away" not in page_of(client)


def test_a_full_submission_is_taken_away_as_a_full_form(world: Workspace, db: None, signed_in: SignedIn) -> None:
    cast = make_cast("full")
    page = page_of(signed_in(cast.cleo))
    assert "the full form." in page
    keys = values_of(workbook_of(signed_in(cast.cleo)))
    assert str(CellKey("S.ACTIVE", "QMA01", age="Y15")) in keys


# People


def test_people_stand_with_their_roles_and_what_they_did_last(cast: Cast, signed_in: SignedIn) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "1", "p1"))
    saved(save(cast.ana, cast.draft, RECEIPTS, "", "p2", based_on=1))
    saved(save_block(cast.ana, cast.draft, [typed(SPENT, "3"), typed(PENSIONERS, "4")], "p3"))
    people = section(page_of(signed_in(cast.teo)), "people")
    assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)", people) == [
        ("Ana Silo", "respondent"),
        ("Cleo Dane", "national coordinator"),
    ]
    assert "Pension Fund: Pension Fund" in people
    done = [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<li><b>.*?<span", people, re.DOTALL)]
    assert [each.split("<")[0].strip() for each in done] == [
        "Ana Silo entered 2 cells at once",
        "Ana Silo cleared Total receipts – Pension Fund",
        "Ana Silo entered Total receipts – Pension Fund",
        "Cleo Dane opened the submission",
    ]
    assert "@" not in people


def test_somebody_whose_role_ended_or_who_left_is_not_listed(cast: Cast, signed_in: SignedIn) -> None:
    Membership.objects.filter(person=cast.ana).update(valid_to=dt.date(2024, 6, 30))
    left = person("Ole Berg", ("NSOREV", "QMA", []))
    Person.objects.filter(pk=left.pk).update(is_active=False)
    people = section(page_of(signed_in(cast.cleo)), "people")
    assert re.findall(r"<dt>([^<]+)</dt>", people) == ["Cleo Dane"]


# Words, order of headings, work of the database


def test_every_text_exists_in_three_languages_with_the_same_slots() -> None:
    slot = re.compile(r"\{(\w+)\}")
    for key, entry in load().texts.entries("workspace").items():
        assert set(entry) == set(LANGUAGES), key
        forms = [list(each.values()) if not isinstance(each, str) else [each] for each in entry.values()]
        assert len({frozenset(slot.findall(text)) for texts in forms for text in texts}) == 1, key


def test_french_and_spanish_are_typeset() -> None:
    for key, entry in load().texts.entries("workspace").items():
        for language in ("fr", "es"):
            said = entry[language]
            for text in [said] if isinstance(said, str) else said.values():
                assert "'" not in text, key
                if language == "fr":
                    assert not re.search(r"(?<!\u00a0)[;!?»]|\w:(?:\s|$)|«(?!\u00a0)", text), key
                else:
                    assert text.count("?") == text.count("¿"), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_follow_each_other_without_a_gap(cast: Cast, signed_in: SignedIn, language: str) -> None:
    overlap(cast)
    page = page_of(signed_in(cast.cleo), AT.replace("/en/", f"/{language}/"))
    main = page.split("<main")[1].split("</main>")[0]
    levels = [int(each) for each in re.findall(r"<h(\d)", main)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert not re.findall(r"\{\w+\}", main)


def test_every_state_of_a_submission_is_said_in_words(cast: Cast) -> None:
    says = {key for key in load().texts.entries("workspace") if key.startswith("says.")}
    assert says == {f"says.{state}" for state in get_args(DraftState)}


def test_the_page_asks_the_database_as_often_for_many_answers_as_for_few(cast: Cast, signed_in: SignedIn) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            page_of(client)
        return len(counted)

    client = signed_in(cast.cleo)
    saved(save(cast.ana, cast.draft, RECEIPTS, "1", "q0"))
    few = queries()
    form, n = cells_of(cast.draft), 0
    for key in sorted(form.keys):
        item = form.item(key)
        if item is not None and item.type in {"money", "number"} and item.is_typed and key.scheme == "QMA01" and n < 40:
            saved(save(cast.ana, cast.draft, key, "7", f"q-{n}", based_on=int(key == RECEIPTS)))
            n += 1
    assert n == 40
    assert queries() <= few + 1


def test_addresses_of_the_workspace(cast: Cast) -> None:
    assert reverse("round", args=["en", "QMA", 2024]) == AT
