"""Errors cross from one process to another with everything that they say."""

import pickle

import pytest

from openssi.vocabulary.errors import FixTheAnswer, FixTheFile, OpenSSIError, Problem, TellUs, TryAgain
from openssi.vocabulary.observation import Place


@pytest.mark.parametrize("kind", [FixTheFile, FixTheAnswer, TellUs, TryAgain])
def test_an_error_survives_the_way_between_processes(kind: type[OpenSSIError]) -> None:
    problems = (
        Problem("WORKBOOK_NOTE_ALONE", Place("a.xlsx", "S_QMA01", 3)),
        Problem("WORKBOOK_SHEET_MISSING", Place("a.xlsx"), {"sheet": "H_Totals"}),
    )
    again = pickle.loads(pickle.dumps(kind(problems)))  # noqa: S301 - our own bytes
    assert type(again) is kind
    assert again.problems == problems
    assert "H_Totals" in str(again)
