"""`openssi explain`, both ways."""

from pathlib import Path

import pytest

from conftest import OpenSSI

PENSIONERS = "QMA.2023.B_REC_PENAGE.QMA01.QMA01-01._T._T._Z._Z"


def test_a_figure_is_headed_by_release_versions_method_and_formula(openssi: OpenSSI, demonstration: Path) -> None:
    code, out, _ = openssi("explain", "QMA", "SDG_1_3_1_OLD_AGE", 2023, "--workspace", demonstration)
    assert code == 0
    assert all(word in out for word in ("release ", "definitions 20", "questionnaire 20", "max_age", "method "))
    assert "100*H.COV_OLD/X.POP_PENAGE" in out


def test_a_cell_tells_where_it_ends_up_and_in_which_release(openssi: OpenSSI, demonstration: Path) -> None:
    code, out, _ = openssi("explain", "--cell", PENSIONERS, "--workspace", demonstration)
    assert code == 0
    assert "Older persons: pension (2023): " in out
    assert "Releases that hold it: 2" in out


def test_a_cell_is_found_by_its_parts(openssi: OpenSSI, demonstration: Path) -> None:
    named = ("explain", "QMA", "b.rec_penage", 2023, "--scheme", "QMA01", "--benefit", "QMA01-01")
    code, out, _ = openssi(*named, "--workspace", demonstration)
    assert code == 0
    assert PENSIONERS in out


def test_a_total_that_was_reported_ends_up_in_the_aggregates(openssi: OpenSSI, demonstration: Path) -> None:
    code, out, _ = openssi("--lang", "fr", "explain", "QMA", "H.COV_OLD", 2023, "--workspace", demonstration)
    assert code == 0
    assert "Agrégats\u00a0: Monde" in out
    assert "apporte " in out


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("CELL_UNKNOWN", ("--cell", "QMA.2023.B_REC.QMA01.QMA01-99._T._T._Z._Z")),
        ("CELL_UNKNOWN", ("QMA", "B.REC", 2023, "--benefit", "QMA01-99")),
        ("EXPLAIN_WHAT", ()),
        ("EXPLAIN_WHAT", ("QMA", "B.REC")),
        ("FIGURE_UNKNOWN", ("QMA", "SDG_1_3_1_OLD_AGE", 2023, "--scheme", "QMA01")),
    ],
)
def test_what_cannot_be_explained_is_answered_with_its_remedy(
    openssi: OpenSSI, demonstration: Path, code: str, arguments: tuple[object, ...]
) -> None:
    exit_code, _, err = openssi("explain", *arguments, "--workspace", demonstration)
    assert exit_code == 2
    assert code in err
