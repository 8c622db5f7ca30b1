"""Codes of what is counted: read as they are written, and what they say of an order by income."""

import pytest

from openssi.vocabulary.counted import Counted, code_of, counted_of, order_of, without_line

POOR = code_of("income_below", texts=("60",))
BETWEEN = code_of("ranks", texts=("20", "40.5"))


def test_a_code_says_what_it_is_made_of() -> None:
    assert code_of("with", "beneficiaries", POOR) == 'with(beneficiaries, income_below("60"))'
    assert counted_of('with(beneficiaries, income_below("60"))') == Counted(
        "with", (Counted("beneficiaries"), Counted("income_below", (), ("60",)))
    )


@pytest.mark.parametrize("text", ['a "b", c', "a)", "(", "\\", "é\n"])
def test_a_text_comes_back_whatever_stands_in_it(text: str) -> None:
    assert counted_of(code_of("column", POOR, texts=(text,))) == Counted(
        "column", (Counted("income_below", (), ("60",)),), (text,)
    )


@pytest.mark.parametrize(
    "name", ["", "income", "income_below(", "ranks)", "persons, persons", "(persons)", '"persons"']
)
def test_what_is_no_code_is_told_from_one(name: str) -> None:
    assert counted_of(name) is None


def test_two_lines_of_one_order_differ_by_the_line_only() -> None:
    other = code_of("income_at_or_below", texts=("70",))
    assert without_line(POOR)[0] == without_line(other)[0]
    assert not without_line(POOR)[1]
    assert without_line(other)[1]


@pytest.mark.parametrize("piece", [POOR, BETWEEN, code_of("income_at_or_below", texts=("60",))])
def test_those_below_a_line_and_between_ranks_are_pieces_of_one_order(piece: str) -> None:
    assert order_of(piece) == ""
    assert order_of(code_of("in_group", piece, texts=("Vienna",))) == ""
    assert order_of(code_of("positive", piece)) == order_of(code_of("positive", POOR)) != ""
    of_wage = order_of(code_of("column", piece, texts=("wage",)))
    assert of_wage == order_of(code_of("column", POOR, texts=("wage",)))
    assert of_wage not in {"", order_of(code_of("column", POOR, texts=("pension",)))}


@pytest.mark.parametrize(
    "code",
    ["persons", "", "no code", code_of("with", "beneficiaries", POOR), code_of("income_below", texts=("60", "before"))],
)
def test_others_are_no_piece_of_an_order(code: str) -> None:
    assert order_of(code) is None
