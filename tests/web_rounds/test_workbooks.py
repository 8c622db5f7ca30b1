"""The form and the workbook are interchangeable at any moment: nothing is lost between them, nothing overwritten."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import damaged
import openpyxl
import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from openssi.collect import difference
from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import FormChoice, Returned
from openssi.store import Workspace
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi_web.rounds.actions import import_workbook, open_draft
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.observations import contents, observations, observations_of
from openssi_web.rounds.forms.history import history_of
from openssi_web.rounds.models import AnswerVersion, Entry, Round, SubmissionDraft
from openssi_web.rounds.requests.outcomes import Conflict, Decision
from openssi_web.rounds.requests.permission import cells_of
from openssi_web.rounds.submissions.form_cells import inventory_of
from openssi_web.rounds.workbooks import exchange
from openssi_web.rounds.workspace import definitions, inquiry
from web_rounds.cast import (
    AID,
    CURRENCY,
    PENSIONERS,
    RECEIPTS,
    SPENT,
    WOMEN,
    Cast,
    codes,
    make_cast,
    save,
    saved,
)

pytestmark = pytest.mark.django_db
Write = Callable[..., Path]


@pytest.fixture
def cast(world: Workspace) -> Cast:
    return make_cast()


@pytest.fixture
def write(cast: Cast, tmp_path: Path) -> Write:
    """Writes the workbook of the submission as it is now."""

    def written(name: str = "a.xlsx") -> Path:
        return exchange.write(inquiry(), cast.draft, tmp_path / name, "en")

    return written


OF_THE_FUND = FormChoice(institution="Pension Fund", schemes=frozenset({"QMA01"}))


def filled(path: Path, answers: dict[CellKey, Any]) -> Path:
    """Type into a workbook; cells are found by their hidden keys."""
    book = openpyxl.load_workbook(path)
    for key, value in answers.items():
        damaged.cell_of(book, str(key)).value = value
    book.save(path)
    return path


def examined(cast: Cast, path: Path) -> Returned:
    return exchange.examine(inquiry(), cast.draft, path)


def now(cast: Cast) -> dict[CellKey, Observation]:
    cast.draft.refresh_from_db()
    return {CellKey.of(each): each for each in observations_of(cast.draft, definitions().questionnaire)}


def answer(cast: Cast) -> None:
    """Answers of every kind, typed into the form."""
    saved(save(cast.ana, cast.draft, RECEIPTS, "1234.5", "a1", note="=1+1 — «à l’aise»\nsecond line", status="P"))
    saved(save(cast.ana, cast.draft, SPENT, "999999999.1234", "a2", source="Accounts, p. 3"))
    saved(save(cast.ana, cast.draft, PENSIONERS, "1000", "a3"))
    saved(save(cast.ana, cast.draft, WOMEN, "", "a4", status="L", note="Not compiled"))
    saved(save(cast.cleo, cast.draft, AID, "0.0000001", "a5"))
    saved(save(cast.ana, cast.draft, CellKey("Q.SRC_REF", "QMA01", breakdown="C1"), "Annual report", "a6"))
    saved(save(cast.ana, cast.draft, CellKey("Q.OBS_STATUS", "QMA01", breakdown="C1"), "E", "a7"))
    saved(save(cast.cleo, cast.draft, CellKey("L.AGE_M", func="_Z"), "65", "a8", valid_from="2010-01-01"))
    saved(save(cast.cleo, cast.draft, CellKey("N.FY_START"), "07-01", "a9", based_on=0))


def test_a_workbook_that_comes_back_unchanged_changes_nothing(cast: Cast, write: Write) -> None:
    answer(cast)
    before, entries = now(cast), Entry.objects.count()
    returned = examined(cast, write())
    assert returned.difference.changes == ()
    assert returned.difference.unchanged == len(before)
    outcome = saved(import_workbook(cast.cleo, cast.draft, returned, "w1"))
    assert outcome.entry is None
    assert (now(cast), Entry.objects.count()) == (before, entries)


def test_what_is_changed_in_the_workbook_arrives_with_its_place_and_the_rest_stays(cast: Cast, write: Write) -> None:
    answer(cast)
    before = now(cast)
    path = filled(write(), {RECEIPTS: 2000, WOMEN: 400, CellKey("S.EXP_ADMIN", "QMA01"): 12.25})
    outcome = saved(import_workbook(cast.cleo, cast.draft, examined(cast, path), "w1"))
    assert {row.key for row in outcome.versions} == {RECEIPTS, WOMEN, CellKey("S.EXP_ADMIN", "QMA01")}
    after = now(cast)
    assert (after[RECEIPTS].value, after[RECEIPTS].note) == (Decimal(2000), before[RECEIPTS].note)
    assert (after[RECEIPTS].place.file, after[RECEIPTS].place.sheet) == ("a.xlsx", "S_QMA01")
    assert {key: each for key, each in after.items() if each.place.file != "a.xlsx"} == {
        key: each for key, each in before.items() if key not in {RECEIPTS, WOMEN}
    }
    moments = history_of(cast.draft, RECEIPTS)
    assert [(each.person, each.channel, each.file) for each in moments] == [
        ("Ana Silo", "form", ""),
        ("Cleo Dane", "workbook", "a.xlsx"),
    ]


def test_form_workbook_form_workbook_again(cast: Cast, write: Write) -> None:
    answer(cast)
    saved(import_workbook(cast.cleo, cast.draft, examined(cast, filled(write(), {RECEIPTS: 2000})), "w1"))
    saved(save(cast.ana, cast.draft, RECEIPTS, "2100", "b", based_on=2))
    returned = examined(cast, write("b.xlsx"))
    assert returned.difference.changes == ()
    saved(import_workbook(cast.cleo, cast.draft, examined(cast, filled(write("c.xlsx"), {RECEIPTS: None})), "w2"))
    assert RECEIPTS not in now(cast) or not now(cast)[RECEIPTS].is_answered
    assert [each.version for each in history_of(cast.draft, RECEIPTS)] == [1, 2, 3, 4]


def test_what_was_entered_online_after_the_workbook_was_written_stays(cast: Cast, write: Write) -> None:
    answer(cast)
    path = filled(write(), {SPENT: 5})
    saved(save(cast.ana, cast.draft, RECEIPTS, "7777", "b", based_on=1))
    saved(save(cast.ana, cast.draft, PENSIONERS, "", "c", based_on=1))
    saved(import_workbook(cast.cleo, cast.draft, examined(cast, path), "w1"))
    after = now(cast)
    assert (after[RECEIPTS].value, after[SPENT].value, PENSIONERS in after) == (Decimal(7777), Decimal(5), False)


def test_a_cell_that_was_changed_on_both_sides_is_decided_by_a_person(cast: Cast, write: Write) -> None:
    answer(cast)
    path = filled(write(), {RECEIPTS: 2000, SPENT: 5})
    saved(save(cast.ana, cast.draft, RECEIPTS, "7777", "b", based_on=1))
    outcome = import_workbook(cast.cleo, cast.draft, examined(cast, path), "w1")
    assert isinstance(outcome, Conflict)
    (clash,) = outcome.cells
    assert clash.seen is not None
    assert (clash.seen.number, str(clash.yours.number), clash.theirs.number) == ("1234.5", "2000", "7777")
    assert str(clash.theirs.entry.person) == "Ana Silo"
    assert now(cast)[SPENT].value == Decimal("999999999.1234")
    stale = {RECEIPTS: Decision(1, "workbook")}
    assert isinstance(import_workbook(cast.cleo, cast.draft, examined(cast, path), "w2", stale), Conflict)
    theirs = {RECEIPTS: Decision(2, "theirs")}
    saved(import_workbook(cast.cleo, cast.draft, examined(cast, path), "w3", theirs))
    assert (now(cast)[RECEIPTS].value, now(cast)[SPENT].value) == (Decimal(7777), Decimal(5))
    mine = {RECEIPTS: Decision(2, "workbook")}
    saved(import_workbook(cast.cleo, cast.draft, examined(cast, path), "w4", mine))
    assert now(cast)[RECEIPTS].value == Decimal(2000)


def test_the_same_import_sent_again_is_done_once(cast: Cast, write: Write) -> None:
    returned = examined(cast, filled(write(), {RECEIPTS: 2000}))
    first = saved(import_workbook(cast.cleo, cast.draft, returned, "w1"))
    again = saved(import_workbook(cast.cleo, cast.draft, returned, "w1"))
    assert (again.repeated, again.entry) == (True, first.entry)
    assert AnswerVersion.objects.filter(item=RECEIPTS.item).count() == 1


def test_a_respondent_imports_the_own_schemes_only(world: Workspace, tmp_path: Path) -> None:
    cast = make_cast("full")
    answer(cast)
    name = CellKey("I.INST_NAME", breakdown="PENSION_FUND")
    before = now(cast)
    path = exchange.write(inquiry(), cast.draft, tmp_path / "own.xlsx", "fr", OF_THE_FUND)
    filled(path, {RECEIPTS: 2000, name: "Pension Fund"})
    saved(import_workbook(cast.ana, cast.draft, examined(cast, path), "w1"))
    after = now(cast)
    assert (after[RECEIPTS].value, after[name].text_value) == (Decimal(2000), "Pension Fund")
    assert {key: after[key] for key in (AID, CURRENCY)} == {key: before[key] for key in (AID, CURRENCY)}
    whole = exchange.write(inquiry(), cast.draft, tmp_path / "whole.xlsx", "es")
    outcome = import_workbook(cast.ana, cast.draft, examined(cast, filled(whole, {AID: 9, CURRENCY: "USD"})), "w2")
    assert sorted(codes(outcome)) == ["ROUND_CELL_OF_OTHERS", "ROUND_CELL_UNKNOWN"]
    assert now(cast) == after


def test_an_institution_sees_nothing_of_another_in_its_workbook(world: Workspace, tmp_path: Path) -> None:
    cast = make_cast("full")
    other = CellKey("I.FOCAL_NAME", breakdown="MINISTRY")
    saved(save(cast.cleo, cast.draft, other, "Somebody", "a"))
    path = exchange.write(inquiry(), cast.draft, tmp_path / "own.xlsx", "en", OF_THE_FUND)
    cells = {cell.value for page in openpyxl.load_workbook(path).worksheets for row in page.iter_rows() for cell in row}
    assert str(other._replace(breakdown="PENSION_FUND")) in cells
    assert not cells & {"Somebody", str(other)}


def test_a_workbook_of_elsewhere_is_refused(cast: Cast, write: Write) -> None:
    path = write()
    returned = examined(cast, path)
    with pytest.raises(Http404):
        import_workbook(cast.bo, cast.draft, returned, "w1")
    other = open_draft(cast.bo, cast.draft.round, inventory_of({**cast.draft.inventory, "ref_area": "QMB"}), {})
    assert isinstance(other, SubmissionDraft)
    assert codes(import_workbook(cast.bo, other, returned, "w2")) == ["ROUND_WORKBOOK_OTHER"]
    assert exchange.examine(inquiry(), other, path).difference.changes == ()
    for base in ("v0+1", "v1+99999", "v1+x", "v7"):
        fingerprint = replace(returned.reading.fingerprint, base=base)
        changed = replace(returned, reading=replace(returned.reading, fingerprint=fingerprint))
        assert codes(import_workbook(cast.cleo, cast.draft, changed, "w3")) == ["ROUND_WORKBOOK_BASE_UNKNOWN"]


def test_a_workbook_written_by_the_command_before_the_submission_was_opened_counts_from_its_opening(
    cast: Cast, tmp_path: Path
) -> None:
    path = inquiry().write_workbook("QMA", cast.draft.round.year, "en", (1, 1), tmp_path / "cli.xlsx")
    outcome = saved(import_workbook(cast.cleo, cast.draft, examined(cast, filled(path, {RECEIPTS: 3})), "w1"))
    assert [row.key for row in outcome.versions] == [RECEIPTS]


def test_a_round_names_itself(cast: Cast) -> None:
    assert [str(each) for each in Round.objects.all()] == ["2024"]
    assert str(cast.draft) == "QMA-2024"


def test_observations_and_contents_are_each_others_reverse(cast: Cast) -> None:
    answer(cast)
    questionnaire = definitions().questionnaire
    found = tuple(now(cast).values())
    entered = contents(found, questionnaire)
    again = observations("QMA", cast.draft.round.year, entered, questionnaire)
    assert difference(found, again).changes == ()
    assert {key: each for key, each in now(cast).items() if key == RECEIPTS}[RECEIPTS].source == "Annual report"
    assert entered[RECEIPTS].source == ""
    assert now(cast)[RECEIPTS].ref_detail == "2024-07-01/2025-06-30"
    assert entered[RECEIPTS].ref_detail == ""
    assert (now(cast)[SPENT].source, now(cast)[RECEIPTS].obs_status) == ("Accounts, p. 3", "P")


NASTY = (
    "=1+1", "+49 30", "-5", "@home", "'quoted", "00123", "1e5", "TRUE", "2023-01-01", "_x0041_", "_x000D_",
    "a\tb", "a\nb\n\nc",
    "é — ‘x’ «y»", "\u200fעברית\u200e", "👩‍👩‍👧", "\u00a0padded\u00a0",
    "NaN", "#N/A", "x" * 8_000, "<b>&amp;</b>", "a\\n", '"',
)  # fmt: skip


def test_words_come_back_from_the_workbook_as_they_were_typed(world: Workspace, tmp_path: Path) -> None:
    cast = make_cast("full")
    form = cells_of(cast.draft)
    items = form.questionnaire.items
    named = {"S.NAME_EN", "B.NAME_EN"}  # carried forward: they are at version 1 already
    free = (key for key in form.keys if items[key.item].type == "text" and not items[key.item].codelist)
    keys = sorted(key for key in free if items[key.item].table != "Q1" and key.item not in named)
    told = list(zip(keys, NASTY, strict=False))
    assert len(told) == len(NASTY)
    for number, (key, text) in enumerate(told):
        saved(save(cast.cleo, cast.draft, key, text, f"t{number}", note=text, source=text))
    returned = examined(cast, exchange.write(inquiry(), cast.draft, tmp_path / "a.xlsx", "en"))
    assert [(each.kind, each.before, each.after) for each in returned.difference.changes] == []
    assert saved(import_workbook(cast.cleo, cast.draft, returned, "w1")).entry is None


NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
STATUSES = st.sampled_from(["", "A", "E", "P", "L", "M"])
FIGURES = [RECEIPTS, SPENT, AID, PENSIONERS, WOMEN, CellKey("L.AGE_M", func="OLD")]
WORDS = st.sampled_from(["", "Annual report", "Accounts"])
ENTERED = st.builds(
    Content,
    number=st.none() | NUMBERS,
    unit_mult=st.sampled_from([0, 3, 6]),
    obs_status=STATUSES,
    source=WORDS,
    ref_detail=st.sampled_from(["", "2024-12-31"]),
)
STATED = {
    CellKey("Q.SRC_REF", "QMA01", breakdown="C1"): WORDS.map(lambda text: Content(text=text)),
    CellKey("Q.OBS_STATUS", "QMA01", breakdown="C1"): STATUSES.map(lambda text: Content(text=text)),
    CellKey("Q.REF_MOMENT", "QMA01", "QMA01-01", breakdown="F2"): WORDS.map(lambda text: Content(text=text)),
    CellKey("N.FY_START"): st.sampled_from(["", "07-01"]).map(lambda text: Content(text=text)),
    CellKey("N.CURRENCY"): st.just(Content(text="QMX")),
}


@given(st.fixed_dictionaries({**dict.fromkeys(FIGURES, ENTERED), **STATED}))
def test_what_tables_say_for_all_is_added_and_taken_away_without_loss(entered: dict[CellKey, Content]) -> None:
    questionnaire = definitions().questionnaire
    found = observations("QMA", 2024, entered, questionnaire)
    again = observations("QMA", 2024, contents(found, questionnaire), questionnaire)
    assert again == found


def test_the_gate_to_the_statistics_keeps_every_answer(cast: Cast, world: Workspace) -> None:
    answer(cast)
    found = observations_of(cast.draft, definitions().questionnaire)
    fingerprint = Fingerprint("QMA", cast.draft.round.year, "2026.2", "en", "v1")
    submission = Submission(fingerprint=fingerprint, file="", sha256="", state="read", read_at="")
    world.submissions.save(submission, found, None)
    kept = world.submissions.observations(submission.id)
    assert difference(found, kept).changes == ()
    assert [each.id for each in kept] == [each.id for each in found]
