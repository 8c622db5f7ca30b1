"""What left is attacked with a solver of its own: no withheld count is known more narrowly than the rule allows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdata.disclosure.intruder import Intruder, narrow
from openssi.microdata.disclosure.parts import PERSONS, Part, protected_parts
from openssi.microdata.registers.protection import protected_overlap
from openssi.microdata.registers.tables import JOINED, SCHEMES, CountRow, CountTable, Pair
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=10, protection=10)
COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 40), st.integers(10, 300))
CODES = {"region": ("N", "S", "E"), "sex": ("F", "M"), "age": ("0-14", "15-64", "65+")}

Codes = tuple[tuple[str, str], ...]
Counts = Mapping[Codes, int]


@st.composite
def populations(draw: st.DrawFn) -> tuple[tuple[str, ...], dict[tuple[str, ...], int]]:
    """Give columns, and the persons of each cell of all of them."""
    columns = tuple(CODES)[: draw(st.integers(2, 3))]
    return columns, {cell: draw(COUNTS) for cell in product(*(CODES[each] for each in columns))}


def cells_by(columns: tuple[str, ...], by: tuple[str, ...]) -> Iterator[Codes]:
    return (tuple(zip(by, codes, strict=True)) for codes in product(*(CODES[each] for each in by)))


def holds(columns: tuple[str, ...], atom: tuple[str, ...], codes: Codes) -> bool:
    return all(atom[columns.index(column)] == code for column, code in codes)


def attack(
    columns: tuple[str, ...],
    persons: Mapping[tuple[str, ...], int],
    tables: list[tuple[str, ...]],
    rule: DisclosureRule,
) -> dict[object, tuple[float, float]]:
    """Return which small counts of tables somebody who has seen them knows too well."""
    groups = {codes: [atom for atom in persons if holds(columns, atom, codes)]
              for by in tables for codes in cells_by(columns, by)}  # fmt: skip
    counts = {codes: sum(persons[atom] for atom in atoms) for codes, atoms in groups.items()}
    parts = [Part(counted=PERSONS, codes=dict(codes), count=count) for codes, count in counts.items()]
    left = protected_parts(parts, rule)
    order = tuple(dict.fromkeys(column for part in parts for column in part.codes))
    told = {codes: left["_T", PERSONS, *(dict(codes).get(column, "_T") for column in order)].count for codes in counts}
    seen = [(groups[codes], count) for codes, count in told.items() if count is not None]
    intruder = Intruder(persons, seen, rule.rounding)
    small = [codes for codes, count in counts.items() if 0 < count < rule.minimum]
    assert not any(told[codes] is not None for codes in small)
    return narrow({codes: intruder.knows(groups[codes]) for codes in small}, rule.protection)


def check_crossed(
    columns: tuple[str, ...], persons: Mapping[tuple[str, ...], int], shown: list[bool], base: int
) -> None:
    """Attack the finest table with some of its margins."""
    margins = [by for size in range(len(columns)) for by in combinations(columns, size)]
    tables = [by for by, is_shown in zip(margins, shown, strict=False) if is_shown]
    assert attack(columns, persons, [columns, *tables], replace(RULE, rounding=base)) == {}


MARGINS = st.lists(st.booleans(), min_size=7, max_size=7)


@settings(max_examples=12, deadline=None)
@given(populations(), MARGINS, st.sampled_from([1, 5, 10]))
def test_no_small_cell_of_a_table_and_its_margins_is_known(
    population: tuple[tuple[str, ...], dict[tuple[str, ...], int]], shown: list[bool], base: int
) -> None:
    check_crossed(*population, shown, base)


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(populations(), MARGINS, st.sampled_from([1, 5, 10]))
def test_no_small_cell_of_many_tables_and_their_margins_is_known(
    population: tuple[tuple[str, ...], dict[tuple[str, ...], int]], shown: list[bool], base: int
) -> None:
    check_crossed(*population, shown, base)


EVERY_TABLE = [by for size in range(3) for by in combinations(CODES, size)]


def check_two_columns(inner: list[int], shown: list[bool]) -> None:
    """Attack tables of two columns at most, of persons who have three."""
    persons = dict(zip(product(*CODES.values()), inner, strict=True))
    tables = [by for by, is_shown in zip(EVERY_TABLE, shown, strict=True) if is_shown or len(by) > 1]
    assert attack(tuple(CODES), persons, tables, RULE) == {}


def test_persons_by_all_three_columns_tell_of_two_where_nobody_asked_for_them() -> None:
    """By the sums along each column two small cells could be many; but nobody of three columns is fewer than none."""
    check_two_columns([1, 0, 0, 0, 0, 2, 10, 19, 25, 0, 41, 0, 40, 0, 8, 39, 29, 9], [True] * 7)


@settings(max_examples=10, deadline=None)
@given(st.lists(COUNTS, min_size=18, max_size=18), MARGINS)
def test_no_small_cell_of_three_tables_of_two_columns_is_known(inner: list[int], shown: list[bool]) -> None:
    check_two_columns(inner, shown)


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(st.lists(COUNTS, min_size=18, max_size=18), MARGINS)
def test_no_small_cell_of_many_threes_of_tables_is_known(inner: list[int], shown: list[bool]) -> None:
    check_two_columns(inner, shown)


@st.composite
def registers(draw: st.DrawFn) -> dict[str, int]:
    """Give persons by the schemes that cover them."""
    schemes = ("HEA", "PEN", "SOC", "UNE")[: draw(st.integers(2, 4))]
    patterns = [JOINED.join(each) for size in range(1, len(schemes) + 1) for each in combinations(schemes, size)]
    found = {pattern: draw(COUNTS) for pattern in patterns}
    return {pattern: count for pattern, count in found.items() if count} or {patterns[0]: 30}


def check_overlap(persons: Mapping[str, int], base: int) -> None:
    """Attack patterns, pairs, the sizes that their rates tell, and the sizes added up."""
    rule = replace(RULE, rounding=base)
    schemes = sorted({scheme for pattern in persons for scheme in pattern.split(JOINED)})

    def of(*wanted: str) -> list[str]:
        return [pattern for pattern in persons if set(wanted) <= set(pattern.split(JOINED))]

    def count(*wanted: str) -> int:
        return sum(persons[pattern] for pattern in of(*wanted))

    pairs = [Pair(one, two, count(one, two), count(one), count(two)) for one, two in combinations(schemes, 2)]
    table = CountTable((SCHEMES,), tuple(CountRow((pattern,), number) for pattern, number in persons.items()))
    shown, both, decided = protected_overlap(table, pairs, count(), rule)
    seen: list[tuple[list[str], int | None]] = [([row.codes[0]], row.persons) for row in shown.rows]
    seen += [(of(), decided.covered)]
    for each in both:
        seen += [
            (of(each.first, each.second), each.both),
            (of(each.first), each.in_first),
            (of(each.second), each.in_second),
        ]
    intruder = Intruder(persons, [(group, told) for group, told in seen if told is not None], rule.rounding)
    small = {pattern: [pattern] for pattern, number in persons.items() if number < rule.minimum}
    small |= {pair: of(*pair) for pair in combinations(schemes, 2) if 0 < count(*pair) < rule.minimum}
    assert narrow({name: intruder.knows(group) for name, group in small.items()}, rule.protection) == {}


@settings(max_examples=12, deadline=None)
@given(registers(), st.sampled_from([1, 5]))
def test_no_small_overlap_of_registers_is_known(persons: dict[str, int], base: int) -> None:
    check_overlap(persons, base)


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(registers(), st.sampled_from([1, 5]))
def test_no_small_overlap_of_many_registers_is_known(persons: dict[str, int], base: int) -> None:
    check_overlap(persons, base)
