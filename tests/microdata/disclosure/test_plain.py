"""The search that looks at few cells at a time withholds what a plain one withholds that looks at all of them."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from microdata.disclosure.plain import limits, withheld_plainly
from openssi.microdata.disclosure.sums import sums_of, with_margins
from openssi.microdata.disclosure.suppression import protect
from openssi.vocabulary.disclosure import DisclosureRule, GuardedCell, GuardedTable, Key
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=10, protection=10)
COUNTS = st.one_of(st.integers(0, 9), st.integers(10, 40), st.integers(10, 300))


@st.composite
def tables(draw: st.DrawFn) -> GuardedTable:
    """Give a table of two or three dimensions, some margins of which leave and others do not."""
    codes = [("a", "b", "c")[: draw(st.integers(2, 3))], ("F", "M"), ("x", "y")][: draw(st.integers(2, 3))]
    inner = {key: GuardedCell(key=key, count=draw(COUNTS)) for key in product(*codes)}
    cells = with_margins(inner)
    asked = {key: draw(st.booleans()) for key in cells if key not in inner}
    shown = {key: GuardedCell(key=key, count=cells[key].count) for key, is_asked in asked.items() if is_asked}
    return GuardedTable(dimensions=tuple("rsq"[: len(codes)]), cells={**cells, **shown})


def small(table: GuardedTable) -> set[Key]:
    return {key for key, cell in table.cells.items() if cell.counts == "persons" and 0 < cell.count < RULE.minimum}


@settings(max_examples=12, deadline=None)
@given(tables())
def test_the_same_cells_are_withheld_as_by_the_plain_search(table: GuardedTable) -> None:
    found = {key for key, cell in protect(table, RULE).items() if cell.status != "published"}
    assert found == withheld_plainly(table, RULE, small(table))


@settings(max_examples=8, deadline=None)
@given(tables())
def test_the_bounds_of_a_withheld_count_are_those_of_all_sums_at_once(table: GuardedTable) -> None:
    cells = protect(table, RULE)
    gone = {key for key, cell in cells.items() if cell.status != "published"}
    counts = {key: cell.count for key, cell in table.cells.items()}
    for key in sorted(small(table))[:2]:
        low, high = limits(key, gone, list(sums_of(table)), counts)
        upper = cells[key].upper
        assert abs((cells[key].lower or 0.0) - low) < 1e-4
        assert (float("inf") if upper is None else upper) - high < 1e-4 or upper is None
