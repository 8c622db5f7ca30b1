"""Whatever is typed, the answer is a value or a message: nothing else is raised, and nothing is executed."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.expressions import ObservationCells, check, compile_python, format_expression, parse
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Questionnaire

WORDS = """
and or not in where subset of for exists => != <= >= < > = + - * / ^ ? : ; , ( ) [ ] { } 1 0 2.5
B.REC S.EXP_FUNC S.STATUS B.CONTIG X.GDP cell item f n_terms r OLD ACTIVE F (t-1)
sumB( sumS( sum_func( sum_age( coalesce( max( abs( null( status( any_S( all_B( set( count( c
"""
TYPED = st.lists(st.sampled_from(WORDS.split()), max_size=24).map(" ".join)

relaxed = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@relaxed
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(FixTheFile):
        assert parse(text) is not None


@relaxed
@given(text=TYPED)
def test_what_is_read_is_checked_and_evaluated_or_refused(
    text: str,
    cells: Callable[..., ObservationCells],
    questionnaire: Questionnaire,
    codelists: dict[str, CodeList],
) -> None:
    found = cells({"B.REC": 5, "S.STATUS": "ACTIVE", "B.CONTIG": "PENSION MAT", "X.GDP": 7, "S.EXP_FUNC[OLD]": 1})
    with suppress(FixTheFile):
        expression = parse(text)
        check(expression, questionnaire, codelists, "benefit")
        value = compile_python(expression, questionnaire, codelists)(found.benefits()[0])
        assert value is None or isinstance(value, Decimal | str | frozenset | bool)


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "X.GDP.__class__", "(lambda: 1)()", 'open("a")', "eval(1)", "X.GDP if 1 else 2", "9^9^9^9^9"],
)
def test_nothing_of_python_is_reached(text: str, value: Callable[..., Any]) -> None:
    with suppress(FixTheFile):
        assert value(text, {"X.GDP": 1}) is None


@pytest.mark.parametrize(
    ("link", "longest"), [(" => ", 249), (" ? 1 : ", 124), (" + ", 249), (" and ", 249), ("^", 30)]
)
def test_the_longest_chain_is_checked_written_and_compiled(
    link: str, longest: int, questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    expression = parse(link.join(["X.GDP"] * longest))
    with suppress(FixTheFile):
        check(expression, questionnaire, codelists, "country")
    assert parse(format_expression(expression)) == expression
    compile_python(expression, questionnaire, codelists)
