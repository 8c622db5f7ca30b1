"""Bounds and values on a line: each mark stands where its value lies between the least and the greatest."""

from decimal import Decimal

from openssi.present.range_bar import MARGIN, WIDTH, range_bar


def test_marks_stand_in_proportion() -> None:
    bar = range_bar((Decimal(0), Decimal(100)), Decimal(50), Decimal(100), Decimal(25))
    inner = WIDTH - 2 * MARGIN
    assert bar.band == (MARGIN, inner)
    assert (bar.proposed, bar.reported, bar.earlier) == (WIDTH / 2, WIDTH - MARGIN, MARGIN + inner / 4)


def test_a_value_outside_the_bounds_stands_outside_the_band() -> None:
    bar = range_bar((Decimal(60), Decimal(80)), Decimal(70), Decimal(100), None)
    assert bar.band is not None
    assert bar.reported is not None
    assert bar.reported > bar.band[0] + bar.band[1]
    assert bar.earlier is None


def test_a_range_without_extent_is_a_thin_line_in_the_middle() -> None:
    bar = range_bar((Decimal(7), Decimal(7)), Decimal(7), Decimal(7), None)
    assert bar.band == (WIDTH / 2 - 1, 2)
    assert (bar.proposed, bar.reported) == (WIDTH / 2, WIDTH / 2)


def test_without_bounds_there_is_no_band() -> None:
    assert range_bar(None, Decimal(1), Decimal(2), None).band is None
    assert range_bar(None, None, None, None).proposed is None
