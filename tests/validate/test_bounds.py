"""What a condition accepts in the cell that it is about."""

import pytest

from openssi.expressions import format_expression, parse
from openssi.validate.bounds import bounds_of


@pytest.mark.parametrize(
    ("condition", "low", "high"),
    [
        ("H.A <= X.B", "", "X.B"),
        ("X.B >= H.A", "", "X.B"),
        ("H.A > X.B", "X.B", ""),
        ("0 <= H.A <= 100", "0", "100"),
        ("H.A = X.B", "X.B", "X.B"),
        ("H.A / X.B <= 1", "", "X.B"),
        ("H.A / X.B <= 1.5", "", "1.5*X.B"),
        ("H.A[F] <= X.B", "", "X.B"),
        ("X.C > 0 => H.A <= X.B", "", "X.B"),
        ("H.A > 5 => X.C > 0", "", ""),
        ("X.C > 0 and H.A <= X.B", "", "X.B"),
        ("H.A <= r where r = X.B", "", "r where r = X.B"),
        ("H.A <= X.B or X.C > 0", "", ""),
        ("not (H.A <= X.B)", "", ""),
        ("H.A != X.B", "", ""),
        ("H.A(t-1) <= X.B", "", ""),
        ("abs(H.A - X.B) <= 1", "", ""),
        ("X.B / H.A <= 2", "", ""),
    ],
)
def test_a_comparison_of_the_cell_is_turned_round(condition: str, low: str, high: str) -> None:
    found = bounds_of(parse(condition), "H.A")
    texts = [format_expression(each) if each is not None else "" for each in (found.low, found.high)]
    assert texts == [low, high]
