"""A cell is saved as it is left: by whom, on what it was based, and once."""

import pytest
from django.http import Http404

from openssi.collect.workbook_keys import CellKey
from openssi.store import Workspace
from openssi_web.rounds.actions import open_draft, save_block
from openssi_web.rounds.forms.history import history_for
from openssi_web.rounds.models import AnswerVersion, Entry, SubmissionDraft
from openssi_web.rounds.requests.outcomes import Conflict, Refused
from openssi_web.rounds.requests.permission import draft_for
from openssi_web.rounds.submissions.form_cells import inventory_of
from web_rounds.cast import AID, CURRENCY, PENSIONERS, RECEIPTS, SPENT, Cast, codes, make_cast, save, saved, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(world: Workspace) -> Cast:
    return make_cast()


def test_the_respondent_saves_a_cell_of_the_own_scheme(cast: Cast) -> None:
    outcome = saved(save(cast.ana, cast.draft, RECEIPTS, "1234,5", "a"))
    (version,) = outcome.versions
    assert (version.version, version.number, version.unit_mult) == (1, "1234.5", 6)
    assert outcome.entry is not None
    assert (outcome.entry.person, outcome.entry.role, outcome.entry.channel) == (cast.ana, "RESP", "form")


def test_the_first_answer_starts_the_submission_and_is_logged(cast: Cast) -> None:
    outcome = saved(save(cast.ana, cast.draft, RECEIPTS, "1", "a"))
    cast.draft.refresh_from_db()
    assert cast.draft.state == "IN_PROGRESS"
    last = cast.draft.transitions.order_by("pk").last()
    assert last is not None
    assert (last.before, last.after, last.entry) == ("NOT_STARTED", "IN_PROGRESS", outcome.entry)


def test_what_is_not_seen_is_not_there(cast: Cast) -> None:
    with pytest.raises(Http404):
        save(cast.bo, cast.draft, RECEIPTS, "1", "a")
    with pytest.raises(Http404):
        save(cast.ana, cast.draft, AID, "1", "b")
    assert not AnswerVersion.objects.filter(item=RECEIPTS.item).exists()


def test_a_submission_and_a_history_are_looked_up_for_a_person(cast: Cast) -> None:
    saved(save(cast.cleo, cast.draft, AID, "5", "a"))
    year = cast.draft.round.year
    assert [draft_for(each, "QMA", year) for each in (cast.ana, cast.cleo, cast.teo)] == [cast.draft] * 3
    for who, area, of_year in ((cast.bo, "QMA", year), (cast.teo, "QMA", year + 1), (cast.bo, "QMB", year)):
        with pytest.raises(Http404):
            draft_for(who, area, of_year)
    assert [len(history_for(each, cast.draft, AID)) for each in (cast.cleo, cast.teo)] == [1, 1]
    for who in (cast.ana, cast.bo):
        with pytest.raises(Http404):
            history_for(who, cast.draft, AID)


def test_a_cell_that_others_answer_is_read_only(cast: Cast) -> None:
    assert codes(save(cast.ana, cast.draft, CURRENCY, "QMX", "a")) == ["ROUND_CELL_OF_OTHERS"]
    assert codes(save(cast.teo, cast.draft, RECEIPTS, "1", "b")) == ["ROUND_CELL_OF_OTHERS"]


def test_what_the_form_gives_is_not_typed_and_what_it_has_not_is_unknown(cast: Cast) -> None:
    assert codes(save(cast.ana, cast.draft, CellKey("S.ID", "QMA01"), "QMA09", "a")) == ["ROUND_CELL_NOT_TYPED"]
    for key in (
        CellKey("S.NONE", "QMA01"),
        CellKey("B.REC", "QMA01", "QMA01-09"),
        RECEIPTS._replace(func="OLD"),
        PENSIONERS._replace(sex="X"),
        CellKey("S.REC_TOTAL"),
    ):
        assert codes(save(cast.cleo, cast.draft, key, "1", "b")) == ["ROUND_CELL_UNKNOWN"]


def test_the_coordinator_answers_every_cell_of_the_country(cast: Cast) -> None:
    for number, key in enumerate((RECEIPTS, AID)):
        assert saved(save(cast.cleo, cast.draft, key, "7", f"c{number}")).versions[0].entry.role == "COORD"


def test_the_desk_officer_compiles_for_a_country_that_did_not_answer(cast: Cast) -> None:
    SubmissionDraft.objects.update(state="DESK_COMPILED")
    multiplier = CellKey("N.UNIT_MULT")
    assert saved(save(cast.teo, cast.draft, multiplier, "3", "a", 1)).versions[0].entry.role == "DESK_OFFICER"
    assert codes(save(cast.teo, cast.draft, RECEIPTS, "7", "c")) == ["COMPILE_SOURCE_NEEDED"]
    cast.draft.refresh_from_db()
    assert cast.draft.state == "DESK_COMPILED"
    saved(save(cast.ana, cast.draft, RECEIPTS, "8", "b"))
    cast.draft.refresh_from_db()
    assert cast.draft.state == "IN_PROGRESS"


def test_nothing_is_saved_after_submission(cast: Cast) -> None:
    SubmissionDraft.objects.update(state="SUBMITTED")
    assert codes(save(cast.cleo, cast.draft, RECEIPTS, "1", "a")) == ["ROUND_NOT_OPEN"]


def test_a_second_person_in_the_same_cell_sees_both_values_with_names(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "100", "a"))
    saved(save(cast.ana, cast.draft, RECEIPTS, "110", "b", based_on=1))
    outcome = save(cast.cleo, cast.draft, RECEIPTS, "120", "c", based_on=1)
    assert isinstance(outcome, Conflict)
    (clash,) = outcome.cells
    assert (str(clash.yours.number), clash.theirs.number, str(clash.theirs.entry.person)) == ("120", "110", "Ana Silo")
    assert clash.seen is not None
    assert clash.seen.number == "100"
    assert saved(save(cast.cleo, cast.draft, RECEIPTS, "120", "d", based_on=2)).versions[0].version == 3


def test_two_people_who_type_the_same_agree(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "100", "a"))
    outcome = saved(save(cast.cleo, cast.draft, RECEIPTS, "100.0", "b", based_on=0))
    assert (outcome.entry, outcome.versions[0].version) == (None, 1)


def test_a_request_that_is_sent_again_is_done_once(cast: Cast) -> None:
    first = saved(save(cast.ana, cast.draft, RECEIPTS, "100", "a"))
    saved(save(cast.cleo, cast.draft, RECEIPTS, "200", "b", based_on=1))
    again = saved(save(cast.ana, cast.draft, RECEIPTS, "100", "a"))
    assert again.repeated
    assert again.versions == first.versions
    assert AnswerVersion.objects.filter(item=RECEIPTS.item).count() == 2


def test_a_key_stands_for_one_request_of_one_person(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "100", "a"))
    assert codes(save(cast.ana, cast.draft, RECEIPTS, "101", "a", based_on=1)) == ["ROUND_KEY_REUSED"]
    assert codes(save(cast.cleo, cast.draft, RECEIPTS, "100", "a")) == ["ROUND_KEY_REUSED"]


@pytest.mark.parametrize("key", ["", "with space", "x" * 101, "été"])
def test_a_key_of_letters_digits_and_hyphens_is_needed(cast: Cast, key: str) -> None:
    assert codes(save(cast.ana, cast.draft, RECEIPTS, "100", key)) == ["ROUND_KEY_UNFIT"]


@pytest.mark.parametrize("based_on", [-1, 1, 99])
def test_a_version_that_never_was_is_no_base(cast: Cast, based_on: int) -> None:
    assert codes(save(cast.ana, cast.draft, RECEIPTS, "1", "a", based_on=based_on)) == ["ROUND_VERSION_UNKNOWN"]


def test_parts_that_are_not_sent_stay_as_they_were(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "100", "a", note="Accounts of March", status="P"))
    (row,) = saved(save(cast.ana, cast.draft, RECEIPTS, "110", "b", based_on=1)).versions
    assert (row.number, row.note, row.obs_status) == ("110", "Accounts of March", "P")


def test_a_cell_is_cleared_by_an_empty_answer_and_a_missing_one_by_its_status(cast: Cast) -> None:
    saved(save(cast.ana, cast.draft, RECEIPTS, "100", "a"))
    (row,) = saved(save(cast.ana, cast.draft, RECEIPTS, "", "b", based_on=1)).versions
    assert (row.version, row.cleared, row.value) == (2, True, None)
    (row,) = saved(save(cast.ana, cast.draft, RECEIPTS, "", "c", based_on=2, status="L")).versions
    assert (row.version, row.cleared, row.obs_status) == (3, False, "L")


def test_clearing_an_empty_cell_leaves_no_trace(cast: Cast) -> None:
    outcome = saved(save(cast.ana, cast.draft, RECEIPTS, "", "a"))
    assert (outcome.entry, outcome.versions) == (None, ())
    assert not Entry.objects.filter(action="save").exists()


# Blocks


def test_a_pasted_block_is_one_entry(cast: Cast) -> None:
    block = [typed(RECEIPTS, "100"), typed(SPENT, "90"), typed(PENSIONERS, "1000")]
    outcome = saved(save_block(cast.ana, cast.draft, block, "a"))
    assert [row.key for row in outcome.versions] == [RECEIPTS, SPENT, PENSIONERS]
    assert {row.entry_id for row in outcome.versions} == {outcome.entry and outcome.entry.pk}
    assert saved(save_block(cast.ana, cast.draft, block, "a")).repeated


@pytest.mark.parametrize("value", ["90x", "1e400"])
def test_one_wrong_cell_keeps_the_whole_block_out(cast: Cast, value: str) -> None:
    outcome = save_block(cast.ana, cast.draft, [typed(RECEIPTS, "100"), typed(SPENT, value)], "a")
    assert codes(outcome) == ["ROUND_NOT_A_NUMBER"]
    assert not AnswerVersion.objects.filter(item=RECEIPTS.item).exists()


def test_one_conflict_keeps_the_whole_block_out(cast: Cast) -> None:
    saved(save(cast.cleo, cast.draft, SPENT, "80", "a"))
    outcome = save_block(cast.ana, cast.draft, [typed(RECEIPTS, "100"), typed(SPENT, "90")], "b")
    assert isinstance(outcome, Conflict)
    assert [each.key for each in outcome.cells] == [SPENT]
    assert not AnswerVersion.objects.filter(item=RECEIPTS.item).exists()


def test_one_cell_of_others_hides_the_whole_block(cast: Cast) -> None:
    with pytest.raises(Http404):
        save_block(cast.ana, cast.draft, [typed(RECEIPTS, "100"), typed(AID, "90")], "a")
    assert not AnswerVersion.objects.filter(item=RECEIPTS.item).exists()


def test_a_block_has_at_most_300_cells_each_once(cast: Cast) -> None:
    assert codes(save_block(cast.ana, cast.draft, [typed(RECEIPTS, "1")] * 301, "a")) == ["ROUND_BLOCK_TOO_LARGE"]
    assert codes(save_block(cast.ana, cast.draft, [typed(RECEIPTS, "1")] * 2, "b")) == ["ROUND_CELL_TWICE"]


# Opening


def test_a_submission_is_opened_once_and_by_those_who_may(cast: Cast) -> None:
    inventory, round_ = inventory_of(cast.draft.inventory), cast.draft.round
    assert codes(open_draft(cast.cleo, round_, inventory, {})) == ["ROUND_EXISTS"]
    assert codes(open_draft(cast.ana, round_, inventory, {})) == ["ROUND_ACTION_OF_OTHERS"]
    with pytest.raises(Http404):
        open_draft(cast.bo, round_, inventory, {})


def test_texts_codes_and_conventions_are_carried_forward_and_figures_never(cast: Cast) -> None:
    opened = {row.item: row for row in AnswerVersion.objects.filter(entry__action="open")}
    assert opened["S.NAME_EN"].text == "Pension Fund"
    assert opened["N.UNIT_MULT"].number == "6"
    assert not opened.keys() & {"S.REC_TOTAL", "B.REC", "S.ID", "N.REF_YEAR"}


def test_the_outcome_of_a_refusal_names_place_cause_and_remedy(cast: Cast) -> None:
    outcome = save(cast.ana, cast.draft, PENSIONERS._replace(sex="F"), "many", "a")
    assert isinstance(outcome, Refused)
    message = outcome.problems[0].message("en")
    assert message.startswith("B.REC, QMA01-01, F: “many” stands where a number is asked for.")
    assert "Please either" in message
