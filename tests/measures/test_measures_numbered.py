"""Sums by household, some rows at a time."""

import numpy as np
import pytest

from openssi.microdata import contributors
from openssi.microdata.measures import numbered


@pytest.fixture(autouse=True)
def of_few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbered, "BLOCK", 7)


def test_sums_by_number_are_those_of_all_rows_at_once_in_any_order() -> None:
    draw = np.random.default_rng(4)
    numbers, amounts = draw.integers(0, 9, 40).astype(np.int32), draw.uniform(0, 1, 40)
    expected = np.bincount(numbers, amounts)
    assert numbered.sums_by_number(numbers, lambda block: amounts[block]) == pytest.approx(expected)


def test_rows_without_a_household_are_left_out_of_sums_and_stand_alone_as_contributors() -> None:
    numbers = np.array([0, 0, -1, 1, -1, 1, 1, 2, 2, -1], dtype=np.int32)
    ones = np.ones(10)
    assert numbered.sums_by_number(numbers, lambda block: ones[block]).tolist() == [2, 3, 2]
    amounts = np.array([1.0, -2, 5, 1, 0, 1, 1, 4, 100, 1])
    counted = np.arange(10) != 8
    assert contributors.held(amounts, counted) == 16
    assert contributors.largest_shares(amounts, counted, numbers) == pytest.approx(
        [each / 16 for each in (5, 4, 3, 3, 1)]
    )
    assert contributors.largest_shares(amounts, counted, None)[:3] == pytest.approx([5 / 16, 4 / 16, 2 / 16])


def test_nobody_has_no_household() -> None:
    nobody = np.zeros(0, dtype=np.int32)
    assert len(numbered.sums_by_number(nobody, lambda _: np.zeros(0))) == 0
