"""What is withheld, what follows from the rest, and what is left."""

import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata.disclosure.suppression import protect, rounded
from openssi.vocabulary.disclosure import DisclosureRule, Dominance, GuardedCell, GuardedTable, Key
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=10, protection=10)
LINE = {("N",): 4, ("S",): 30, ("E",): 50, ("_T",): 84}
GRID = {
    ("N", "F"): 3, ("N", "M"): 40, ("N", "_T"): 43,
    ("S", "F"): 60, ("S", "M"): 25, ("S", "_T"): 85,
    ("E", "F"): 35, ("E", "M"): 70, ("E", "_T"): 105,
    ("_T", "F"): 98, ("_T", "M"): 135, ("_T", "_T"): 233,
}  # fmt: skip


def table(counts: dict[Key, int], **more: object) -> GuardedTable:
    dimensions = tuple(f"d{number}" for number in range(len(next(iter(counts)))))
    return GuardedTable(
        dimensions=dimensions, cells={k: GuardedCell(key=k, count=n) for k, n in counts.items()}, **more
    )


def withheld(counts: dict[Key, int], rule: DisclosureRule = RULE, **more: object) -> dict[Key, str]:
    cells = protect(table(counts, **more), rule)
    return {key: cell.status for key, cell in cells.items() if cell.status != "published"}


def test_a_table_without_small_cells_leaves_whole() -> None:
    assert withheld({("N",): 10, ("S",): 30, ("_T",): 40}) == {}


def test_the_smallest_neighbour_of_a_lone_small_cell_goes_with_it() -> None:
    assert withheld(LINE) == {("N",): "primary", ("S",): "complementary"}


def test_a_withheld_cell_says_why_and_what_can_be_known_of_it() -> None:
    cells = protect(table(LINE), RULE)
    assert (cells["N",].reason, cells["N",].lower, cells["N",].upper) == ("DISCLOSURE_SMALL", 0, 34)
    assert (cells["S",].reason, cells["S",].count) == ("DISCLOSURE_COMPLEMENTARY", None)
    assert (cells["E",].count, cells["E",].reason) == (50, "")


def test_without_complementary_suppression_the_small_cell_alone_goes() -> None:
    alone = DisclosureRule(id="test", name=RULE.name, minimum=10, complementary=False)
    cells = protect(table(LINE), alone)
    assert [key for key, cell in cells.items() if cell.status != "published"] == [("N",)]
    assert (cells["N",].lower, cells["N",].upper) == (4, 4)


def test_in_two_dimensions_rows_and_columns_are_both_closed() -> None:
    gone = withheld(GRID)
    assert gone["N", "F"] == "primary"
    assert len(gone) >= 4
    cells = protect(table(GRID), RULE)
    primary = cells["N", "F"]
    assert primary.upper is not None
    assert primary.upper - (primary.lower or 0) >= 10


def test_small_cells_that_hide_each_other_but_stay_small_together_get_company() -> None:
    assert withheld({("N",): 2, ("S",): 3, ("E",): 50, ("_T",): 55}) == {
        ("N",): "primary", ("S",): "primary", ("E",): "complementary",
    }  # fmt: skip


def test_groups_of_a_dimension_are_sums_as_well() -> None:
    counts = {("N1",): 4, ("N2",): 20, ("S1",): 30, ("S2",): 31, ("N",): 24, ("S",): 61, ("_T",): 85}
    parents = {"d0": {"N1": "N", "N2": "N", "S1": "S", "S2": "S"}}
    assert withheld(counts, parents=parents) == {("N1",): "primary", ("N2",): "complementary"}


def test_declared_sums_count_too() -> None:
    counts = {("A",): 500, ("B",): 300, ("AB",): 4, ("SCHEME_A",): 504, ("_T",): 804}
    without = withheld(counts)
    assert ("SCHEME_A",) not in without
    both = withheld(counts, sums=((("SCHEME_A",), (("A",), ("AB",))),))
    assert both["AB",] == "primary"
    assert ("A",) in both or ("SCHEME_A",) in both


def test_zero_leaves_or_is_protected_as_the_rule_says() -> None:
    counts = {("N",): 0, ("S",): 30, ("E",): 50, ("_T",): 80}
    assert withheld(counts) == {}
    strict = DisclosureRule(id="test", name=RULE.name, minimum=10, zeros="protect", protection=10)
    assert protect(table(counts), strict)["N",].reason == "DISCLOSURE_EMPTY"


def test_an_amount_that_one_contributor_holds_is_withheld() -> None:
    rule = DisclosureRule(id="test", name=RULE.name, minimum=3, dominance=Dominance(units=1, share=0.85))
    cells = {
        key: GuardedCell(key=key, count=20, largest=largest)
        for key, largest in ((("N",), 0.9), (("S",), 0.85), (("E",), None))
    }
    gone = protect(GuardedTable(dimensions=("d0",), cells=cells), rule)
    assert [cell.reason for cell in gone.values()] == ["DISCLOSURE_DOMINATED", "", ""]


def test_where_nothing_is_left_to_withhold_the_search_ends() -> None:
    assert set(withheld({("N",): 4, ("_T",): 4})) == {("N",), ("_T",)}


def test_counts_are_rounded_to_the_nearest_multiple() -> None:
    assert [rounded(count, 5) for count in (0, 2, 3, 7, 8, 12, 13)] == [0, 0, 5, 5, 10, 10, 15]
    assert rounded(7, 1) == 7
    assert rounded(5, 10) == 10


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 60), min_size=6, max_size=6))
def test_no_withheld_count_of_a_grid_is_known_to_fewer_persons_than_the_rule_says(inner: list[int]) -> None:
    counts: dict[Key, int] = dict(zip(product("NSE", "FM"), inner, strict=True))
    for row in "NSE":
        counts[row, "_T"] = counts[row, "F"] + counts[row, "M"]
    for column in ("F", "M", "_T"):
        counts["_T", column] = sum(counts[row, column] for row in "NSE")
    cells = protect(table(counts), RULE)
    total = counts["_T", "_T"]
    for key, cell in cells.items():
        assert (cell.status == "primary") == (0 < counts[key] < 10)
        if cell.status == "published":
            assert cell.count == counts[key]
            continue
        assert cell.lower is not None
        assert cell.lower <= counts[key]
        wide = cell.status == "complementary" or cell.upper is None or cell.upper - cell.lower >= 10
        everything_went = all(each.status != "published" or not counts[each.key] for each in cells.values())
        assert wide or total < 10 or everything_went


def test_without_scipy_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(FixTheFile, match=r"“micro”.*\[DISCLOSURE_WITHOUT_SCIPY\]"):
        protect(table(GRID), RULE)
