"""What is declared for compilations at the desk: read, and refused with the line where it cannot be meant."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.compilation import FILE, load_compilation
from openssi.vocabulary.compilation import difference_percent
from openssi.vocabulary.errors import FixTheFile


def test_the_declared_limits_are_read() -> None:
    rules = load().compilation
    assert (rules.tolerance_percent, rules.not_found_status, rules.multipliers) == (Decimal(1), "O", (0, 3, 6, 9))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tolerance_percent: 1", "tolerance_percent: -1", "DEFINITION_NOT_A_NUMBER"),
        ("tolerance_percent: 1", "tolerance_percent: little", "DEFINITION_NOT_A_NUMBER"),
        ("tolerance_percent: 1", "tolerance_percent: NaN", "DEFINITION_NOT_A_NUMBER"),
        ("not_found_status: O", "not_found_status: A", "DEFINITION_VALUE_UNKNOWN"),
        ('"9"]', '"nine"]', "DEFINITION_NOT_A_NUMBER"),
        ("longest_text: 2000", "longest: 2000", "DEFINITION_KEY_UNKNOWN"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    path = tmp_path / FILE
    path.parent.mkdir()
    shutil.copy(default_root() / FILE, path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(FixTheFile) as error:
        load_compilation(tmp_path)
    assert [each.code for each in error.value.problems] == [code]


@pytest.mark.parametrize(
    ("used", "other", "percent", "within"),
    [
        ("100", "101", "1", True),
        ("100", "98.9", "-1.1", False),
        ("-100", "-101", "-1", True),
        ("0", "0", None, True),
        ("0", "1", None, False),
    ],
)
def test_differences_are_in_per_cent_of_the_value_that_is_used(
    used: str, other: str, percent: str | None, within: bool
) -> None:
    first, second = Decimal(used), Decimal(other)
    assert difference_percent(first, second) == (None if percent is None else Decimal(percent))
    assert load().compilation.is_within(first, second) is within
