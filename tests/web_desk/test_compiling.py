"""Sources, what they state, what the answers rest on, and searches; everything that is refused changes nothing."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.http import Http404

from openssi.store import Workspace
from openssi_web.accounts.models import Person
from openssi_web.rounds.actions import add_source, fire_timers, save_block, withdraw_file
from openssi_web.rounds.attachments.attaching import Withdrawn
from openssi_web.rounds.attachments.files import records_of
from openssi_web.rounds.compilation.compiled import compilation_for, compilation_of, difference, sources_of
from openssi_web.rounds.compilation.models import CompiledSource, SearchRecord, SourceChoice, SourcedValue, SourceFile
from openssi_web.rounds.compilation.saving import Cited
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.workspace import inquiry
from web_desk.desk import (
    REPORT,
    YEARBOOK,
    answer,
    attach,
    cell_of,
    choose,
    codes,
    compiled,
    key,
    search,
    searched,
    second,
    source,
    state,
)
from web_files.samples import EXE, PDF, sent
from web_moves.people import Everybody, do, done, give, in_state
from web_rounds.cast import AID, CURRENCY, PENSIONERS, RECEIPTS, save, saved, typed

RECORDS = (CompiledSource, SourceFile, SourcedValue, SourceChoice, SearchRecord)


def counted(draft: SubmissionDraft) -> tuple[int, ...]:
    return (*(each.objects.count() for each in RECORDS), draft.entries.count(), draft.versions.count())


def missing(people: Everybody) -> dict[str, int]:
    return compilation_of(people.draft).unfinished()


# Sources


def test_a_source_is_recorded_with_the_file_that_was_kept_of_it(people: Everybody) -> None:
    number = source(people)
    found = sources_of(people.draft)[number]
    assert (found.row.title, found.row.accessed, found.row.entry.action) == (
        "Yearbook 2024",
        dt.date(2025, 3, 4),
        "source",
    )
    assert found.file is not None
    assert found.file.cell is None
    assert found.citation("p. 7") == (
        "Office of Statistics of Amara, Yearbook 2024, p. 7; https://stat.amara.example/yearbook-2024.pdf; 2025-03-04;"
        f" sha256 {found.file.sha256[:12]}"
    )


def test_the_same_source_and_the_same_file_are_recorded_once(people: Everybody) -> None:
    number, before = source(people), counted(people.draft)
    assert compiled(add_source(people.teo, people.draft, YEARBOOK, sent("again.pdf"), key())).repeated
    assert compiled(attach(people, number)).number == number
    assert counted(people.draft) == before


def test_two_sources_may_share_a_file(people: Everybody) -> None:
    one, other = source(people), source(people, replace(YEARBOOK, title="Yearbook 2024, annex"))
    files = [sources_of(people.draft)[each].file for each in (one, other)]
    assert files[0] == files[1] is not None


def test_asking_twice_under_one_key_records_once(people: Everybody) -> None:
    first = compiled(add_source(people.teo, people.draft, YEARBOOK, None, "once"))
    again = compiled(add_source(people.teo, people.draft, YEARBOOK, None, "once"))
    assert (again.number, again.repeated) == (first.number, True)
    assert codes(add_source(people.teo, people.draft, REPORT, None, "once")) == ["ROUND_KEY_REUSED"]
    assert codes(add_source(people.teo, people.draft, REPORT, None, "no key!")) == ["ROUND_KEY_UNFIT"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"title": " "}, "COMPILE_SOURCE_LINES"),
        ({"publisher": ""}, "COMPILE_SOURCE_LINES"),
        ({"part": "x" * 201}, "COMPILE_SOURCE_LINES"),
        ({"address": "ftp://stat.example/a"}, "COMPILE_SOURCE_ADDRESS"),
        ({"address": "javascript:alert(1)"}, "COMPILE_SOURCE_ADDRESS"),
        ({"address": "https://me:secret@stat.example"}, "COMPILE_SOURCE_ADDRESS"),
        ({"address": "https://localhost/a"}, "COMPILE_SOURCE_ADDRESS"),
        ({"address": "https://[stat.example"}, "COMPILE_SOURCE_ADDRESS"),
        ({"address": 'https://stat.example/"><a'}, "COMPILE_SOURCE_ADDRESS"),
        ({"address": "https://stat.example/" + "a" * 500}, "COMPILE_SOURCE_ADDRESS"),
        ({"accessed": "2999-01-01"}, "COMPILE_DAY"),
        ({"accessed": "yesterday"}, "COMPILE_DAY"),
        ({"language": "English"}, "COMPILE_SOURCE_LANGUAGE"),
        ({"note": "x" * 2001}, "COMPILE_TEXT_TOO_LONG"),
    ],
)
def test_a_source_that_cannot_be_found_again_is_refused(people: Everybody, parts: dict[str, str], code: str) -> None:
    before = counted(people.draft)
    assert codes(add_source(people.teo, people.draft, replace(YEARBOOK, **parts), sent("a.pdf"), key())) == [code]
    assert counted(people.draft) == before


def test_a_file_that_is_refused_leaves_no_source_behind(people: Everybody) -> None:
    before = counted(people.draft)
    outcome = add_source(people.teo, people.draft, YEARBOOK, sent("a.pdf", EXE), key())
    assert isinstance(outcome, Refused)
    assert counted(people.draft) == before


def test_a_later_file_takes_the_place_of_the_first(people: Everybody) -> None:
    number = source(people)
    compiled(attach(people, number, PDF + b"later"))
    found = sources_of(people.draft)[number].file
    assert found is not None
    assert (found.name, records_of(people.draft).count()) == ("file.pdf", 2)
    assert codes(attach(people, 999)) == ["COMPILE_SOURCE_UNKNOWN"]


def test_the_file_of_a_source_is_the_desk_officers_to_withdraw(people: Everybody) -> None:
    number = source(people)
    file = sources_of(people.draft)[number].file
    assert file is not None
    for who in (people.cleo, people.ana):
        assert codes(withdraw_file(who, people.draft, file, "Not ours.")) == ["ROUND_ACTION_OF_OTHERS"]
    assert isinstance(withdraw_file(people.teo, people.draft, file, "The wrong edition."), Withdrawn)


# Values


def test_the_first_source_of_a_cell_is_what_its_answer_rests_on(people: Everybody) -> None:
    number = source(people)
    compiled(state(people, number, "900"))
    row, found = answer(people.draft), sources_of(people.draft)[number]
    assert (row.number, row.unit_mult, row.obs_status, row.version) == ("900", 6, "V", 1)
    assert row.source == found.citation("p. 7")
    assert (row.entry.role, row.entry.action) == ("DESK_OFFICER", "compile")
    cell = cell_of(people)
    assert cell.used is not None
    assert (cell.used.row.currency, cell.is_unsourced, cell.lacks_reason) == ("QMX", False, False)


def test_a_source_may_state_a_figure_in_another_unit(people: Everybody) -> None:
    compiled(state(people, source(people), "900500", unit_mult="3"))
    row, used = answer(people.draft), cell_of(people).used
    assert (row.number, row.unit_mult) == ("900.5", 6)
    assert used is not None
    assert (used.row.number, used.row.unit_mult) == ("900500", 3)


@pytest.mark.parametrize(
    ("value", "parts", "code"),
    [
        ("many", {}, "ROUND_NOT_A_NUMBER"),
        ("5", {"unit_mult": "2"}, "COMPILE_MULTIPLIER"),
        ("", {}, "COMPILE_VALUE_EMPTY"),
        ("5", {"page": "x" * 201}, "COMPILE_PAGE_NEEDED"),
        ("5", {"reason": "x" * 2001}, "COMPILE_TEXT_TOO_LONG"),
        ("5", {"seen": 4}, "COMPILE_SEEN_BEFORE"),
        ("5", {"cell": RECEIPTS._replace(func="OLD")}, "ROUND_CELL_UNKNOWN"),
        ("6", {"cell": RECEIPTS._replace(item="N.UNIT_MULT", scheme="_Z")}, "COMPILE_NO_SOURCE_HERE"),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused(
    people: Everybody, value: str, parts: dict[str, object], code: str
) -> None:
    number = source(people)
    before = counted(people.draft)
    assert codes(state(people, number, value, **parts)) == [code]  # type: ignore[arg-type]
    assert counted(people.draft) == before


def test_a_value_needs_a_source_its_file_and_its_page(people: Everybody) -> None:
    bare = source(people, REPORT, None)
    assert codes(state(people, bare, "900")) == ["COMPILE_FILE_NEEDED"]
    assert codes(state(people, 999, "900")) == ["COMPILE_SOURCE_UNKNOWN"]
    compiled(attach(people, bare))
    assert codes(state(people, bare, "900", page="")) == ["COMPILE_PAGE_NEEDED"]
    compiled(state(people, source(people), "900", page=""))
    assert "table 12" in answer(people.draft).source


def test_what_the_country_answered_itself_stays(people: Everybody) -> None:
    in_state(people, "IN_PROGRESS")
    saved(save(people.ana, people.draft, RECEIPTS, "950", "own"))
    in_state(people, "DESK_COMPILED")
    number = source(people)
    assert codes(state(people, number, "900")) == ["COMPILE_OF_COUNTRY"]
    cited = Cited(number, "p. 1")
    refused = save_block(people.teo, people.draft, [typed(RECEIPTS, "900", 1)], "form", cited=cited)
    assert codes(refused) == ["COMPILE_OF_COUNTRY"]
    compiled(state(people, number, "900", use=False))
    assert answer(people.draft).number == "950"
    assert codes(choose(people, cell_of(people).stated[0].row.pk, "Newer.")) == ["COMPILE_OF_COUNTRY"]


# The form


def test_in_the_form_a_value_needs_a_source_that_is_cited(people: Everybody) -> None:
    assert codes(save(people.teo, people.draft, RECEIPTS, "900", "a")) == ["COMPILE_SOURCE_NEEDED"]
    bare = source(people, REPORT, None)
    for number, code in ((bare, "COMPILE_FILE_NEEDED"), (999, "COMPILE_SOURCE_UNKNOWN")):
        outcome = save_block(people.teo, people.draft, [typed(RECEIPTS, "900")], f"b{number}", cited=Cited(number, "1"))
        assert codes(outcome)[0] == code
    outcome = save_block(
        people.teo, people.draft, [typed(RECEIPTS, "900", status="P")], "c", cited=Cited(source(people))
    )
    row = saved(outcome).versions[0]
    assert (row.obs_status, "table 12" in row.source) == ("V", True)
    assert not cell_of(people).is_unsourced


def test_a_note_beside_a_compiled_value_keeps_its_source(people: Everybody) -> None:
    compiled(state(people, source(people), "900"))
    row = saved(save(people.teo, people.draft, RECEIPTS, None, "note", 1, note="Without transfers.")).versions[0]
    assert (row.version, row.obs_status, row.note, "p. 7" in row.source) == (2, "V", "Without transfers.", True)
    assert not cell_of(people).is_unsourced
    again = saved(save(people.teo, people.draft, RECEIPTS, "900", "same", 2)).versions[0]
    assert (again.version, again.obs_status) == (2, "V")


def test_a_note_is_no_reason_for_a_source_that_was_recorded_since(people: Everybody) -> None:
    one = source(people)
    compiled(state(people, one, "900", reason="The only one."))
    compiled(state(people, second(people), "927"))
    saved(save(people.teo, people.draft, RECEIPTS, None, "note", 1, note="Without transfers."))
    assert cell_of(people).lacks_reason
    compiled(choose(people, cell_of(people).stated[0].row.pk, "It is the account."))
    saved(save(people.teo, people.draft, RECEIPTS, None, "again", 2, note="With transfers."))
    assert not cell_of(people).lacks_reason


def test_a_cell_is_cleared_without_a_source_and_says_nothing_afterwards(people: Everybody) -> None:
    compiled(state(people, source(people), "900"))
    assert saved(save(people.teo, people.draft, RECEIPTS, "", "clear", 1)).versions[0].cleared
    cell = cell_of(people)
    assert (cell.used, cell.is_unsourced, len(cell.stated)) == (None, False, 1)


def test_how_figures_are_entered_needs_no_source(people: Everybody) -> None:
    unit = RECEIPTS._replace(item="N.UNIT_MULT", scheme="_Z")
    latest = answer(people.draft, unit).version
    assert saved(save(people.teo, people.draft, unit, "3", "unit", latest)).versions[0].obs_status == ""
    assert codes(save(people.teo, people.draft, CURRENCY, "QMY", "currency", 1)) == ["COMPILE_SOURCE_NEEDED"]


# Two sources


def test_two_sources_are_compared_and_a_difference_needs_a_reason(people: Everybody) -> None:
    compiled(state(people, source(people), "900"))
    compiled(state(people, second(people), "927", page="p. 3"))
    cell = cell_of(people)
    assert cell.used is not None
    (other,) = cell.others
    assert difference(cell.used.row, other.row) == (Decimal("27E6"), Decimal(3))
    assert (cell.differs, cell.lacks_reason, answer(people.draft).number) == (True, True, "900")
    assert missing(people)["COMPILE_DIFFERENCES"] == 1
    compiled(choose(people, cell.used.row.pk, "The fund reports another year."))
    assert (cell_of(people).lacks_reason, answer(people.draft).version) == (False, 1)
    compiled(choose(people, other.row.pk, "The fund counts every contribution.", seen=1))
    row = answer(people.draft)
    assert (row.number, row.version, "Annual report, p. 3" in row.source) == ("927", 2, True)
    assert not cell_of(people).lacks_reason


def test_a_reason_given_with_the_second_source_is_enough(people: Everybody) -> None:
    compiled(state(people, source(people), "900"))
    compiled(state(people, second(people), "927", reason="It counts another year."))
    cell = cell_of(people)
    assert cell.choice is not None
    assert (cell.lacks_reason, cell.choice.reason, answer(people.draft).number) == (
        False,
        "It counts another year.",
        "900",
    )
    compiled(state(people, second(people), "940"))
    assert cell_of(people).lacks_reason


def test_the_second_source_may_be_the_one_that_is_used(people: Everybody) -> None:
    compiled(state(people, source(people), "900"))
    compiled(state(people, second(people), "927", use=True, reason="It is the account itself."))
    assert (answer(people.draft).number, cell_of(people).lacks_reason) == ("927", False)


@pytest.mark.parametrize(("value", "differs"), [("909", False), ("909.1", True), ("891", False)])
def test_sources_within_the_tolerance_need_no_reason(people: Everybody, value: str, differs: bool) -> None:
    compiled(state(people, source(people), "900"))
    compiled(state(people, second(people), value))
    assert cell_of(people).lacks_reason is differs


def test_codes_differ_or_they_do_not(people: Everybody) -> None:
    cell = PENSIONERS._replace(item="B.FUNC")
    compiled(state(people, source(people), "OLD", cell))
    compiled(state(people, second(people), "SUR", cell))
    found = cell_of(people, cell)
    assert found.used is not None
    assert (found.lacks_reason, difference(found.used.row, found.others[0].row)) == (True, None)


def test_a_value_that_is_stated_again_records_nothing(people: Everybody) -> None:
    one, other = source(people), second(people)
    compiled(state(people, one, "900"))
    compiled(state(people, other, "927", reason="Another year."))
    before = counted(people.draft)
    assert compiled(state(people, one, "900")).repeated
    assert compiled(state(people, other, "927", reason="Another year.")).repeated
    assert counted(people.draft) == before


def test_a_second_source_may_turn_out_to_state_nothing(people: Everybody) -> None:
    compiled(state(people, source(people), "900"))
    other = second(people)
    compiled(state(people, other, "927"))
    compiled(state(people, other, ""))
    assert cell_of(people).others == ()


@pytest.mark.parametrize(
    ("number", "reason", "seen", "code"),
    [
        (999, "So.", None, "COMPILE_VALUE_UNKNOWN"),
        (0, " ", None, "COMPILE_REASON"),
        (0, "x" * 2001, None, "COMPILE_REASON"),
        (0, "So.", 7, "COMPILE_SEEN_BEFORE"),
    ],
)
def test_a_choice_that_cannot_be_made_is_refused(
    people: Everybody, number: int, reason: str, seen: int | None, code: str
) -> None:
    compiled(state(people, source(people), "900"))
    other = compiled(state(people, second(people), "927")).number
    before = counted(people.draft)
    assert codes(choose(people, number or other, reason, seen=seen)) == [code]
    assert counted(people.draft) == before


# Searches


def test_what_was_not_found_is_listed_and_marks_the_cells_that_are_required(people: Everybody) -> None:
    assert missing(people)["COMPILE_UNSEARCHED"] > 10
    compiled(state(people, source(people), "900"))
    searched(people)
    assert missing(people) == {}
    (found,) = compilation_of(people.draft).searches
    assert (found.result, found.entry.action) == ("NOT_FOUND", "search")
    assert found.entry.detail["cells"] > 10
    row = answer(people.draft, AID)
    assert (row.obs_status, row.note) == ("O", "https://stat.amara.example; 2025-03-04")
    assert answer(people.draft).number == "900"


def test_a_value_that_is_found_later_takes_the_place_of_the_mark(people: Everybody) -> None:
    searched(people)
    compiled(state(people, source(people), "12", AID))
    row = answer(people.draft, AID)
    assert (row.number, row.obs_status, row.note) == ("12", "V", "")


def test_a_search_of_a_scheme_is_about_that_scheme(people: Everybody) -> None:
    compiled(search(people, "C1", scheme="QMA02"))
    assert answer(people.draft, AID).obs_status == "O"
    assert not people.draft.current.filter(**RECEIPTS._asdict()).exists()


def test_the_same_search_is_recorded_once(people: Everybody) -> None:
    searched(people)
    before = counted(people.draft)
    searched(people)
    assert counted(people.draft) == before


def test_what_was_found_marks_nothing_and_covers_nothing(people: Everybody) -> None:
    before = missing(people)
    compiled(search(people, "C1", result="FOUND"))
    assert missing(people) == before


@pytest.mark.parametrize(
    ("items", "parts", "code"),
    [
        ((), {}, "COMPILE_SEARCH_WHAT"),
        (("X9",), {}, "COMPILE_SEARCH_WHAT"),
        (("F2",), {"scheme": "QMB01"}, "COMPILE_SEARCH_SCHEME"),
        (("F2",), {"place": ""}, "COMPILE_SEARCH_WHERE"),
        (("F2",), {"sought": ""}, "COMPILE_SEARCH_WHERE"),
        (("F2",), {"day": "2999-01-01"}, "COMPILE_DAY"),
        (("F2",), {"result": "MAYBE"}, "COMPILE_SEARCH_RESULT"),
    ],
)
def test_a_search_that_says_too_little_is_refused(
    people: Everybody, items: tuple[str, ...], parts: dict[str, str], code: str
) -> None:
    before = counted(people.draft)
    assert codes(search(people, *items, **parts)) == [code]  # type: ignore[arg-type]
    assert counted(people.draft) == before


# Before the country is asked


def test_the_country_is_asked_when_every_value_has_a_source_and_the_rest_was_searched(people: Everybody) -> None:
    number = source(people)
    compiled(state(people, number, "900"))
    compiled(state(people, second(people), "1000"))
    file = sources_of(people.draft)[number].file
    assert file is not None
    withdraw_file(people.teo, people.draft, file, "The wrong edition.")
    refused = do(people.teo, people.draft, "confirm_compilation")
    assert codes(refused)[:3] == ["COMPILE_UNSOURCED", "COMPILE_DIFFERENCES", "COMPILE_UNSEARCHED"]
    compiled(attach(people, number, PDF + b"right"))
    compiled(choose(people, cell_of(people).stated[0].row.pk, "It is the account."))
    searched(people)
    assert done(do(people.teo, people.draft, "confirm_compilation")).state == "COUNTRY_CONFIRMATION"


@pytest.mark.parametrize(("confirms", "status"), [(True, "A"), (False, "E")])
def test_the_source_goes_along_through_the_gate(
    people: Everybody, world: Workspace, confirms: bool, status: str
) -> None:
    compiled(state(people, source(people), "900"))
    searched(people)
    done(do(people.teo, people.draft, "confirm_compilation"))
    if confirms:
        done(do(people.cleo, people.draft, "agree"))
    else:
        fire_timers(people.draft, dt.date(2096, 1, 1))
    rows = world.submissions.accepted_observations("QMA", [2024])
    (kept,) = [each for each in rows if (each.item, each.scheme) == ("S.REC_TOTAL", "QMA01")]
    assert (kept.value, kept.obs_status, kept.source) == (Decimal(900), status, answer(people.draft).source)
    assert kept.method == ("" if confirms else "DESK_COMPILED")
    found = inquiry().validation.validator.findings({2024: rows}, 2024)
    assert [each.id for each in found if each.rule == "R007"] == []
    assert next(each.obs_status for each in rows if (each.item, each.scheme) == ("S.REC_TOTAL", "QMA02")) == "O"


@pytest.mark.parametrize(("confirms", "status"), [(True, "A"), (False, "E")])
def test_what_was_compiled_is_validated_or_estimated_also_after_new_evidence(
    people: Everybody, world: Workspace, confirms: bool, status: str
) -> None:
    compiled(state(people, source(people), "900"))
    searched(people)
    done(do(people.teo, people.draft, "confirm_compilation"))
    done(do(people.cleo, people.draft, "bring_evidence", reason="The accounts are closed.", code="LATE"))
    done(do(people.vera, people.draft, "accept"))
    done(do(people.vera, people.draft, "ask_confirmation"))
    if confirms:
        done(do(people.cleo, people.draft, "agree"))
    else:
        fire_timers(people.draft, dt.date(2096, 1, 1))
    rows = world.submissions.accepted_observations("QMA", [2024])
    (kept,) = [each for each in rows if (each.item, each.scheme) == ("S.REC_TOTAL", "QMA01")]
    assert (kept.value, kept.obs_status) == (Decimal(900), status)
    assert world.submissions.waiting() == ()


def test_a_late_answer_takes_the_place_of_what_was_compiled_and_nothing_is_lost(people: Everybody) -> None:
    number = source(people)
    compiled(state(people, number, "900"))
    compiled(state(people, number, "12", AID))
    row = saved(save(people.ana, people.draft, RECEIPTS, "950", "late", 1, status="V")).versions[0]
    assert (row.number, row.obs_status, row.source, row.note) == ("950", "", "", "")
    assert people.state == "IN_PROGRESS"
    first = people.draft.versions.get(**RECEIPTS._asdict(), version=1)
    assert (first.number, first.obs_status, "p. 7" in first.source) == ("900", "V", True)
    cell = cell_of(people)
    assert (cell.used, len(cell.stated), cell.stated[0].row.number) == (None, 1, "900")
    assert (answer(people.draft, AID).number, answer(people.draft, AID).obs_status) == ("12", "V")
    assert codes(state(people, number, "1")) == ["COMPILE_NOT_NOW"]


def test_a_country_that_says_something_beside_a_compiled_value_leaves_its_source(people: Everybody) -> None:
    compiled(state(people, source(people), "900"))
    row = saved(save(people.ana, people.draft, RECEIPTS, None, "late", 1, note="We know it.")).versions[0]
    assert (row.number, row.obs_status, "p. 7" in row.source) == ("900", "V", True)


def test_a_country_empties_what_was_compiled(people: Everybody) -> None:
    searched(people)
    compiled(state(people, source(people), "900"))
    assert saved(save(people.ana, people.draft, RECEIPTS, "", "late", answer(people.draft).version)).versions[0].cleared
    aid = saved(save(people.cleo, people.draft, AID, "10", "aid", 1)).versions[0]
    assert (aid.number, aid.obs_status, aid.note) == ("10", "", "")


# People


@pytest.mark.parametrize("who", ["ana", "pia", "cleo", "noa", "vera"])
def test_only_the_desk_officer_compiles(people: Everybody, who: str) -> None:
    number, person = source(people), getattr(people, who)
    before = counted(people.draft)
    assert codes(state(people, number, "900", who=person)) == ["ROUND_ACTION_OF_OTHERS"]
    assert codes(attach(people, number, PDF + b"x", person)) == ["ROUND_ACTION_OF_OTHERS"]
    assert codes(search(people, "F2", who=person)) == ["ROUND_ACTION_OF_OTHERS"]
    assert codes(choose(people, 1, "So.", who=person)) == ["ROUND_ACTION_OF_OTHERS"]
    assert codes(add_source(person, people.draft, REPORT, None, key())) == ["ROUND_ACTION_OF_OTHERS"]
    assert counted(people.draft) == before


def test_to_somebody_of_another_country_there_is_nothing(people: Everybody) -> None:
    number = source(people)
    officer: Person = people.bo
    give(officer, "DESK_OFFICER", "QMB")
    asks = (
        lambda: state(people, number, "1", who=officer),
        lambda: attach(people, number, PDF, officer),
        lambda: search(people, "F2", who=officer),
        lambda: choose(people, 1, "So.", who=officer),
        lambda: add_source(officer, people.draft, REPORT, None, key()),
        lambda: compilation_for(officer, people.draft),
    )
    for each in asks:
        with pytest.raises(Http404):
            each()


def test_a_respondent_sees_the_sources_of_its_own_schemes(people: Everybody) -> None:
    one, other = source(people), second(people)
    compiled(state(people, one, "900"))
    compiled(state(people, other, "12", AID))
    compiled(search(people, "F2", scheme="QMA02"))
    compiled(search(people, "F2", scheme="QMA01"))
    seen = compilation_for(people.ana, people.draft)
    assert [each.row.pk for each in seen.sources] == [one]
    assert list(seen.cells)[:1] == [RECEIPTS]
    assert all(each.scheme != "QMA02" for each in seen.cells)
    assert [each.scheme for each in seen.searches] == ["QMA01"]
    for person in (people.cleo, people.noa, people.vera, people.teo):
        assert len(compilation_for(person, people.draft).sources) == 2


@pytest.mark.parametrize("state_before", ["NO_RESPONSE", "COUNTRY_CONFIRMATION", "PUBLISHED"])
def test_nothing_is_compiled_in_another_state(people: Everybody, state_before: str) -> None:
    number = source(people)
    in_state(people, state_before)
    assert codes(state(people, number, "900")) == ["COMPILE_NOT_NOW"]
    assert codes(add_source(people.teo, people.draft, REPORT, None, key())) == ["COMPILE_NOT_NOW"]
    assert codes(search(people, "F2")) == ["COMPILE_NOT_NOW"]


def test_records_are_neither_changed_nor_removed(people: Everybody) -> None:
    from openssi_web.append_only import AppendOnly

    compiled(state(people, source(people), "900"))
    compiled(search(people, "F2"))
    for model in RECORDS:
        row = model.objects.first()
        assert row is not None
        with pytest.raises(AppendOnly):
            row.save()
        with pytest.raises(AppendOnly):
            model.objects.all().delete()
