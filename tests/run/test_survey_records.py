"""Tables of surveys on screens: what groups have in common is said once."""

import io
import sys

import pytest
from rich.console import Console

from openssi.run import console
from openssi.run.surveys import records as survey_records
from openssi.run.surveys.records import print_rows, width_of, without_repeats

HEADS = ("Measure", "Group", "Estimate", "Rows")
ROWS = [("Gini coefficient", "Women", "0.430", "6,656"), ("Gini coefficient", "Men", "0.410", "1,000")]


def shown(monkeypatch: pytest.MonkeyPatch, width: int, *, is_terminal: bool) -> list[str]:
    """What a screen of a width shows."""
    screen = Console(file=io.StringIO(), width=width, force_terminal=is_terminal, color_system=None, soft_wrap=True)
    for module in (console, survey_records):
        monkeypatch.setattr(module, "out", screen)
    print_rows(HEADS, ROWS, range(2, 4), sys.stdout)
    return [line.rstrip() for line in screen.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def test_what_stands_above_is_not_repeated_for_who_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, 80, is_terminal=True)
    assert [line.count("Gini coefficient") for line in lines] == [0, 1, 0]


def test_every_line_is_whole_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, 80, is_terminal=False)
    assert [line.count("Gini coefficient") for line in lines] == [0, 1, 1]


def test_on_a_narrow_screen_it_stands_on_a_line_of_its_own_and_numbers_stay_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = shown(monkeypatch, 30, is_terminal=True)
    assert lines[0] == "Gini coefficient"
    assert [line.split() for line in lines[2:]] == [["Women", "0.430", "6,656"], ["Men", "0.410", "1,000"]]


def test_only_whole_beginnings_are_left_empty() -> None:
    rows = [("a", "x", "1"), ("a", "y", "2"), ("b", "y", "3"), ("b", "y", "4")]
    assert list(without_repeats(rows, 2)) == [("a", "x", "1"), ("a", "y", "2"), ("b", "y", "3"), ("", "", "4")]


def test_the_width_of_a_table_is_that_of_its_longest_cells() -> None:
    assert width_of([("ab", "c"), ("a", "cdef")]) == 7
