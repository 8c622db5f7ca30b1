"""Which counts across registers may leave, and what follows from those that do."""

from pathlib import Path

from openssi.microdata.disclosure.record import recorded
from openssi.microdata.registers.protection import protected_counts, protected_overlap
from openssi.microdata.registers.tables import CountRow, CountTable, Pair
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=10, protection=10)
PATTERNS = CountTable(
    ("schemes",),
    (CountRow(("A",), 500), CountRow(("B",), 300), CountRow(("C",), 90), CountRow(("A + B",), 4)),
)
ALONE = CountTable(("schemes",), (CountRow(("A",), 153),))
PAIRS = (Pair("A", "B", 4, 504, 304), Pair("A", "C", 0, 504, 90), Pair("B", "C", 0, 304, 90))


def persons(table: CountTable) -> dict[tuple[str, ...], int | None]:
    return {row.codes: row.persons for row in table.rows}


def test_a_small_cell_takes_a_neighbour_with_it_and_the_total_stays() -> None:
    tables = [
        CountTable((), (CountRow((), 154),)),
        CountTable(("region",), (CountRow(("N",), 4), CountRow(("S",), 50), CountRow(("E",), 100))),
    ]
    (total, regions), decided = protected_counts(tables, ALONE, RULE)
    assert persons(total) == {(): 154}
    assert persons(regions) == {("N",): None, ("S",): None, ("E",): 100}
    assert decided.dimensions == ("programme", "counted", "region", "schemes")


def test_crossed_tables_are_looked_at_together_with_those_of_one_dimension() -> None:
    tables = [
        CountTable((), (CountRow((), 200),)),
        CountTable(("sex",), (CountRow(("F",), 100), CountRow(("M",), 100))),
        CountTable(("region",), (CountRow(("N",), 83), CountRow(("S",), 117))),
        CountTable(
            ("sex", "region"),
            (CountRow(("F", "N"), 3), CountRow(("F", "S"), 97), CountRow(("M", "N"), 80), CountRow(("M", "S"), 20)),
        ),
    ]
    (_, _, _, crossed), _ = protected_counts(tables, ALONE, RULE)
    assert persons(crossed)["F", "N"] is None
    assert list(persons(crossed).values()).count(None) >= 3


def test_a_pattern_of_few_persons_does_not_follow_from_the_size_of_a_register() -> None:
    table, pairs, _ = protected_overlap(PATTERNS, PAIRS, 894, RULE)
    left = persons(table)
    sizes = {pair.first: pair.in_first for pair in pairs} | {pair.second: pair.in_second for pair in pairs}
    assert left["A + B",] is None
    assert pairs[0].both is None
    assert pairs[0].rate is None
    for scheme in ("A", "B"):
        assert sizes[scheme] is None or left[scheme,] is None
    assert left["C",] == 90


def test_an_overlap_of_many_persons_leaves_whole() -> None:
    table = CountTable(("schemes",), (CountRow(("A",), 500), CountRow(("B",), 300), CountRow(("A + B",), 40)))
    shown, pairs, _ = protected_overlap(table, (Pair("A", "B", 40, 540, 340),), 840, RULE)
    assert shown == table
    assert (pairs[0].both, pairs[0].in_first) == (40, 540)


def test_counts_are_rounded_where_the_rule_says_so() -> None:
    rule = DisclosureRule(id="test", name=RULE.name, minimum=10, protection=10, rounding=5)
    (table,), _ = protected_counts([CountTable((), (CountRow((), 153),))], ALONE, rule)
    assert persons(table) == {(): 155}


def test_few_persons_in_two_registers_do_not_follow_from_their_sizes_added_up() -> None:
    """804 persons stand in registers that together have 808: so 4 would stand in both."""
    patterns = CountTable(("schemes",), (CountRow(("A",), 500), CountRow(("B",), 300), CountRow(("A + B",), 4)))
    tables = [CountTable((), (CountRow((), 804),))]
    _, decided = protected_counts(tables, patterns, RULE)
    assert (decided.covered, decided.together) == (804, None)
    many = CountTable(("schemes",), (CountRow(("A",), 500), CountRow(("B",), 300), CountRow(("A + B",), 40)))
    _, decided = protected_counts([CountTable((), (CountRow((), 840),))], many, RULE)
    assert (decided.covered, decided.together) == (840, 880)


def test_crossed_groups_alone_add_up_to_everybody() -> None:
    crossed = CountTable(
        ("sex", "region"),
        (CountRow(("F", "N"), 3), CountRow(("F", "S"), 97), CountRow(("M", "N"), 80), CountRow(("M", "S"), 20)),
    )
    (_, shown), _ = protected_counts([CountTable((), (CountRow((), 200),)), crossed], ALONE, RULE)
    assert list(persons(shown).values()).count(None) >= 2


def test_a_count_by_region_does_not_follow_from_an_overlap_by_region_that_left_before(tmp_path: Path) -> None:
    protects = recorded(tmp_path / "left.parquet", "extracts", RULE)
    rows = [("A", "N", 4), ("A", "S", 50), ("B", "N", 3), ("B", "S", 60), ("A", "E", 300), ("B", "E", 200)]
    by_region = CountTable(("schemes", "region"), tuple(CountRow((s, r), n) for s, r, n in rows))
    pairs = (Pair("A", "B", 0, 354, 263),)
    first, _, _ = protected_overlap(by_region, pairs, 617, RULE, protects)
    regions = CountTable(("region",), (CountRow(("N",), 7), CountRow(("S",), 110), CountRow(("E",), 500)))
    patterns = CountTable(("schemes",), (CountRow(("A",), 354), CountRow(("B",), 263)))
    (_, second), _ = protected_counts([CountTable((), (CountRow((), 617),)), regions], patterns, RULE, protects)
    left, again = persons(first), persons(second)
    assert (left["A", "N"], left["B", "N"], again["N",]) == (None, None, None)
    known = {code for code in "SE" if again[code,] or (left["A", code] and left["B", code])}
    assert known != {"S", "E"}
