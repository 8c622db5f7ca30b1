"""What is withheld besides a confidential figure: enough that no declared sum gives it away."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.definitions import Definitions, load
from openssi.expressions import parse
from openssi.run.declared_sums import Figures, Sum, figures_of, linear
from openssi.run.suppression import found_by_sums, withheld_besides
from openssi.vocabulary.observation import Observation

SCHEME = {"scheme": "QMA01"}
PENSION = {"scheme": "QMA01", "benefit": "QMA01-01"}
RECEIPTS = ("S.REC_CONTR", "S.REC_GOV", "S.REC_TRANSF", "S.REC_OTHER")


def told(item: str, value: str, year: int = 2023, **key: str) -> Observation:
    return Observation(ref_area="QMA", item=item, time_period=year, value=Decimal(value), **key)  # type: ignore[arg-type]


def pensioners(value: str, sex: str = "_T", age: str = "_T") -> Observation:
    return told("B.REC", value, **PENSION, sex=sex, age=age)


def said(item: str, text: str, **key: str) -> Observation:
    return Observation(ref_area="QMA", item=item, time_period=2023, text_value=text, **key)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


def besides(definitions: Definitions, withheld: Observation, *others: Observation) -> list[str]:
    found = withheld_besides(figures_of([withheld, *others], definitions), [withheld.id])
    return sorted(each for each in found)


def test_the_smaller_of_the_other_parts_goes_with_a_withheld_one(definitions: Definitions) -> None:
    women, men, unknown = pensioners("60", "F"), pensioners("37", "M"), pensioners("3", "_U")
    assert besides(definitions, women, men, pensioners("97")) == [men.id]
    assert besides(definitions, women, men, unknown, pensioners("100")) == [unknown.id]


def test_a_part_of_zero_protects_nothing_and_is_taken_last(definitions: Definitions) -> None:
    women, men, unknown = pensioners("60", "F"), pensioners("37", "M"), pensioners("0", "_U")
    assert besides(definitions, women, men, unknown, pensioners("97")) == [men.id]


def test_the_total_goes_where_there_is_no_other_part(definitions: Definitions) -> None:
    women, total = pensioners("60", "F"), pensioners("60")
    assert besides(definitions, women, total) == [total.id]


def test_what_is_alone_takes_nothing_with_it(definitions: Definitions) -> None:
    assert besides(definitions, pensioners("60")) == []


def test_identities_of_the_rules_are_sums(definitions: Definitions) -> None:
    contributions, government = told("S.REC_CONTR", "60", **SCHEME), told("S.REC_GOV", "30", **SCHEME)
    other = told("S.REC_OTHER", "10", **SCHEME)
    assert besides(definitions, contributions, government, other, told("S.REC_TOTAL", "100", **SCHEME)) == [other.id]


def test_what_was_not_answered_is_not_taken_for_nil(definitions: Definitions) -> None:
    receipts, spent = told("S.REC_TOTAL", "100", **SCHEME), told("S.EXP_TOTAL", "80", **SCHEME)
    assert besides(definitions, receipts, spent) == []
    assert besides(definitions, receipts, spent, told("S.BALANCE", "20", **SCHEME)) == [
        told("S.BALANCE", "20", **SCHEME).id
    ]


def test_what_one_year_ends_with_and_the_next_begins_with_are_one_figure(definitions: Definitions) -> None:
    closing, opening = told("S.RES_CLOSE", "60", 2022, **SCHEME), told("S.RES_OPEN", "60", 2023, **SCHEME)
    assert besides(definitions, closing, opening) == [opening.id]


def test_a_national_total_of_one_scheme_goes_with_it(definitions: Definitions) -> None:
    facts = [
        said("B.CONTIG", "PENSION", **PENSION),
        said("B.FORM", "PERIODIC", **PENSION),
        said("B.CONTRIB", "CONTRIB", **PENSION),
        said("B.FUNC", "OLD", **PENSION),
    ]
    persons, total = pensioners("60"), told("H.COV_OLD", "60")
    found = besides(definitions, persons, total, *facts)
    assert {total.id, "total.QMA.2023.H_COV_OLD._T"} <= set(found)


def test_what_must_stay_is_left(definitions: Definitions) -> None:
    women, men = pensioners("60", "F"), pensioners("37", "M")
    figures = figures_of([women, men, pensioners("97")], definitions)
    assert withheld_besides(figures, [women.id], lambda name: name != men.id) == {pensioners("97").id}
    assert withheld_besides(figures, [women.id], lambda _: False) == frozenset()


@pytest.mark.parametrize("text", ["B.REC * 2", "B.REC + 1", "max(B.REC, B.CASES)", "B.REC / S.ACTIVE"])
def test_what_is_no_sum_is_not_taken_for_one(text: str) -> None:
    assert linear(parse(text)) is None


# The property


def rank(rows: Iterable[Mapping[str, int]], columns: list[str]) -> int:
    """The rank of rows by elimination, written apart from the one that is tested."""
    matrix = [[Fraction(row.get(name, 0)) for name in columns] for row in rows]
    found = 0
    for column in range(len(columns)):
        pivot = next((row for row in range(found, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            continue
        matrix[found], matrix[pivot] = matrix[pivot], matrix[found]
        for row in range(len(matrix)):
            if row != found and matrix[row][column]:
                times = matrix[row][column] / matrix[found][column]
                matrix[row] = [a - times * b for a, b in zip(matrix[row], matrix[found], strict=True)]
        found += 1
    return found


def computable(sums: Iterable[Sum], withheld: frozenset[str]) -> set[str]:
    """The withheld figures that follow from the others: adding them as known adds nothing to the rank."""
    columns = sorted(withheld)
    rows = [{name: sign for name, sign in each.terms.items() if name in withheld} for each in sums]
    whole = rank(rows, columns)
    return {name for name in columns if rank([*rows, {name: 1}], columns) == whole}


def left_beside(sums: Iterable[Sum], withheld: frozenset[str], name: str) -> set[str]:
    """The figures that are told and hang together with one that is not, by sums and withheld figures between them."""
    known, reached = {name}, 0
    while reached < len(known):
        reached = len(known)
        known |= {other for each in sums if withheld.intersection(known, each.terms) for other in each.terms}
    return known - withheld


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Observation], frozenset[str]]:
    """Figures of one scheme that add up or not, some of which are confidential."""
    number = st.integers(0, 9).map(str)
    found = [
        pensioners(draw(number), sex, age)
        for sex in ("_T", "F", "M")
        for age in ("_T", "Y0T14", "Y15T64", "Y_GE65")
        if draw(st.booleans())
    ]
    names = (
        *RECEIPTS,
        "S.REC_TOTAL",
        "S.EXP_TOTAL",
        "S.BALANCE",
        "S.EXP_BEN",
        "S.EXP_ADMIN",
        "S.RES_OPEN",
        "S.RES_CLOSE",
    )
    found += [
        told(item, draw(number), year, **SCHEME) for item in names for year in (2022, 2023) if draw(st.booleans())
    ]
    withheld = frozenset(each.id for each in found if draw(st.integers(0, 4)) == 0)
    return found, withheld


@settings(deadline=None)
@given(tables())
def test_no_confidential_figure_follows_from_what_is_left(made: tuple[list[Observation], frozenset[str]]) -> None:
    answers, confidential = made
    figures = figures_of(answers, load_once())
    withheld = confidential | withheld_besides(figures, confidential)
    found = computable(figures.sums, withheld) & confidential
    assert [name for name in found if left_beside(figures.sums, withheld, name)] == []
    assert found_by_sums(figures.sums, withheld) == computable(figures.sums, withheld)
    for row in figures.rows:
        assert len(withheld.intersection(row)) != 1 or len(row) == 1


@settings(deadline=None)
@given(tables())
def test_the_same_figures_are_withheld_in_whichever_order_they_come(
    made: tuple[list[Observation], frozenset[str]],
) -> None:
    answers, confidential = made
    again = figures_of(reversed(answers), load_once())
    assert withheld_besides(figures_of(answers, load_once()), confidential) == withheld_besides(again, confidential)


_LOADED: list[Definitions] = []


def load_once() -> Definitions:
    if not _LOADED:
        _LOADED.append(load())
    return _LOADED[0]


def test_several_sums_together_give_nothing_away() -> None:
    """A table of two by two with its margins: one withheld cell needs three more."""
    names = ["a", "b", "c", "d"]
    sums = (
        Sum({"r1": 1, "a": -1, "b": -1}, "r1"),
        Sum({"r2": 1, "c": -1, "d": -1}, "r2"),
        Sum({"c1": 1, "a": -1, "c": -1}, "c1"),
        Sum({"c2": 1, "b": -1, "d": -1}, "c2"),
    )
    sizes = {name: Decimal(number) for number, name in enumerate((*names, "r1", "r2", "c1", "c2"), start=1)}
    assert withheld_besides(Figures(sums, sizes, ()), ["a"]) == {"b", "c", "d"}
