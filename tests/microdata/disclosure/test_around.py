"""A way that is looked for among few unknowns first leads as far as among all of them."""

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from microdata.disclosure.test_plain import RULE, small, tables
from openssi.microdata.disclosure import bounds
from openssi.microdata.disclosure.bounds import Unknowns
from openssi.microdata.disclosure.sums import sums_of
from openssi.microdata.disclosure.suppression import protect
from openssi.vocabulary.disclosure import GuardedTable

EVERY_STEP = (2, 4, 8)
SQUARE = [(8, (0, 1)), (9, (2, 3)), (10, (0, 2)), (11, (1, 3))]
CHAIN = [(20 + number, (number, number + 1)) for number in range(8)]


def unknowns_of(table: GuardedTable) -> Unknowns:
    keys = sorted(table.cells)
    number = {key: place for place, key in enumerate(keys)}
    rows = [(number[total], tuple(number[part] for part in parts)) for total, parts in dict.fromkeys(sums_of(table))]
    hidden = {number[key] for key, cell in table.cells.items() if cell.state == "kept" or cell.count < 40}
    return Unknowns([table.cells[key].count for key in keys], rows, hidden)


def test_in_a_square_each_can_be_smaller_by_what_lies_across_and_larger_by_what_lies_beside() -> None:
    unknown = Unknowns([3, 9, 5, 40, 0, 0, 0, 0, 12, 45, 8, 49], SQUARE, {0, 1, 2, 3})
    up, down = unknown.way(0, 10, partly=True), unknown.way(0, -3)
    assert up is not None
    assert down is not None
    assert (round(up.by, 6), round(down.by, 6)) == (5, -3)
    assert unknown.bounds(0) == (0, 8)


def test_what_lies_beyond_the_few_is_reached_where_it_matters() -> None:
    values = [4.0] * 9 + [0.0] * 11 + [8.0] * 8
    with patch.object(bounds, "GROWING", (2,)), patch.object(bounds, "NEAR", 2):
        found = Unknowns(values, CHAIN, set(range(9))).way(0, 10, partly=True)
    assert found is not None
    assert round(found.by, 6) == 4
    assert len(found.moved) == 9


@settings(max_examples=10, deadline=None)
@given(tables(), st.sampled_from([-12.0, -3.0, 4.0, 10.0]))
def test_step_by_step_a_way_leads_as_far_as_among_all_at_once(table: GuardedTable, by: float) -> None:
    unknown = unknowns_of(table)
    for cell in sorted(unknown.hidden)[:6]:
        with patch.object(bounds, "NEAR", 2):
            with patch.object(bounds, "GROWING", ()):
                whole = unknown.way(cell, by, partly=True)
            with patch.object(bounds, "GROWING", EVERY_STEP):
                found = unknown.way(cell, by, partly=True)
        assert (found is None) == (whole is None)
        if found is None or whole is None:
            continue
        assert abs(found.by - whole.by) < 1e-4
        for total, parts in unknown.rows:
            assert abs(found.moved.get(total, 0.0) - sum(found.moved.get(part, 0.0) for part in parts)) < 1e-4
        assert all(unknown.values[each] + moved > -1e-4 for each, moved in found.moved.items())
        assert unknown.hidden.issuperset(found.moved)


@settings(max_examples=6, deadline=None)
@given(tables())
def test_step_by_step_the_same_cells_are_withheld(table: GuardedTable) -> None:
    with patch.object(bounds, "NEAR", 2), patch.object(bounds, "GROWING", ()):
        whole = protect(table, RULE)
    with patch.object(bounds, "NEAR", 2), patch.object(bounds, "GROWING", EVERY_STEP):
        found = protect(table, RULE)
    assert found == whole
    assert {key for key, cell in found.items() if cell.status == "primary"} == small(table)
