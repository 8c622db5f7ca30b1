"""What a workbook would change: cell by cell, and never beyond the cells that it asks for."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.collect import Difference, difference
from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.observation import Observation, Place

Make = Callable[..., Observation]
ITEMS = ("S.REC_EE", "S.REC_SELF", "S.REC_TOTAL", "S.ACTIVE")


def at(row: int, sheet: str = "S_QMA01") -> Place:
    return Place("a.xlsx", sheet, row, f"F{row}")


def kinds(found: Difference) -> list[tuple[str, str]]:
    return [(each.kind, each.cell.item) for each in found.changes]


def test_a_cell_is_new_changed_cleared_or_unchanged(make: Make) -> None:
    old = [make("S.REC_EE", "1"), make("S.REC_SELF", "2"), make("S.ACTIVE", "3")]
    new = [make("S.REC_EE", "1"), make("S.REC_SELF", "5"), make("S.REC_TOTAL", "9")]
    found = difference(old, new)
    assert kinds(found) == [("changed", "S.REC_SELF"), ("cleared", "S.ACTIVE"), ("new", "S.REC_TOTAL")]
    assert (found.unchanged, found.kept) == (1, ())
    (changed, cleared, added) = found.changes
    assert [each and each.value for each in (changed.before, changed.after)] == [Decimal(2), Decimal(5)]
    assert (cleared.after, added.before) == (None, None)


@pytest.mark.parametrize(
    "other",
    [
        {"value": "2"},
        {"obs_status": "P"},
        {"note": "audited"},
        {"source": "accounts"},
        {"currency": "USD"},
        {"unit_mult": 3},
        {"explanation": "strike"},
        {"ref_detail": "2010-01-01"},
    ],
    ids=lambda each: next(iter(each)),
)
def test_whatever_is_said_of_a_number_changes_its_cell(make: Make, other: dict[str, Any]) -> None:
    changed = {"value": "1", **other}
    assert kinds(difference([make("S.REC_EE", "1")], [make("S.REC_EE", **changed)])) == [("changed", "S.REC_EE")]


@pytest.mark.parametrize(
    "same", [{"value": "1.00"}, {"place": at(40)}, {"value": "0.001", "unit_mult": 3}, {"channel": "site"}]
)
def test_the_same_answer_written_otherwise_or_elsewhere_is_unchanged(make: Make, same: dict[str, Any]) -> None:
    again = {"value": "1", **same}
    found = difference([make("S.REC_EE", "1")], [make("S.REC_EE", **again)])
    assert (found.changes, found.unchanged) == ((), 1)


def test_an_answer_gives_way_to_a_status_without_being_cleared(make: Make) -> None:
    found = difference([make("S.REC_EE", "1")], [make("S.REC_EE", obs_status="L")])
    assert kinds(found) == [("changed", "S.REC_EE")]


def test_the_workbook_of_one_institution_clears_nothing_that_another_one_answered(make: Make) -> None:
    ours, theirs = make("S.REC_EE", "1", scheme="QMA01"), make("S.REC_EE", "2", scheme="QMA02")
    found = difference([ours, theirs], [], frozenset({CellKey.of(ours)}))
    assert [(each.kind, each.cell.scheme) for each in found.changes] == [("cleared", "QMA01")]
    assert found.kept == (theirs,)


def test_changes_come_in_the_order_of_sheets_and_rows(make: Make) -> None:
    places = {"S.REC_EE": at(30), "S.REC_SELF": at(9), "S.REC_TOTAL": at(2, "S_QMA02"), "S.ACTIVE": at(99, "A_Country")}
    found = difference([], [make(item, "1", place=place) for item, place in places.items()])
    assert [each.place.row for each in found.changes] == [99, 9, 30, 2]


answers = st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 3)).map(
    lambda values: tuple(
        Observation(ref_area="QMA", item=item, time_period=2023, value=Decimal(value)) for item, value in values.items()
    )
)
scopes = st.none() | st.frozensets(st.sampled_from(ITEMS).map(CellKey))


@given(answers)
def test_a_workbook_that_says_what_is_there_changes_nothing(old: tuple[Observation, ...]) -> None:
    found = difference(old, old)
    assert (found.changes, found.unchanged, found.kept) == ((), len(old), ())


@given(answers, answers, scopes)
def test_every_answer_before_and_after_is_accounted_for_once(
    old: tuple[Observation, ...], new: tuple[Observation, ...], scope: frozenset[CellKey] | None
) -> None:
    found = difference(old, new, scope)
    number = {kind: found.count(kind) for kind in ("new", "changed", "cleared")}
    assert len(new) == found.unchanged + number["changed"] + number["new"]
    assert len(old) == found.unchanged + number["changed"] + number["cleared"] + len(found.kept)


@given(answers, answers, scopes)
def test_what_is_there_with_the_changes_made_is_what_the_workbook_says_and_what_it_does_not_ask(
    old: tuple[Observation, ...], new: tuple[Observation, ...], scope: frozenset[CellKey] | None
) -> None:
    found = difference(old, new, scope)
    after = {each.id: each.value for each in old}
    for change in found.changes:
        if change.after is None:
            del after[change.cell.id]
        else:
            after[change.cell.id] = change.after.value
    assert after == {each.id: each.value for each in (*found.kept, *new)}
    assert scope is None or all(CellKey.of(each) not in scope for each in found.kept)
