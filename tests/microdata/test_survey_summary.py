"""What is told of a survey before anything is estimated, and its estimates as a frame."""

from pathlib import Path

import pytest

from microdata.invented_survey import write_design, write_survey
from openssi.microdata.estimate_frame import frame_of
from openssi.microdata.estimation import estimate
from openssi.microdata.read_survey import read_survey
from openssi.microdata.survey_summary import Group, summary_of


def test_a_survey_is_described(tmp_path: Path) -> None:
    found = summary_of(read_survey(write_survey(tmp_path), write_design(tmp_path)))
    assert (found.rows, found.left_out, found.households, found.zero_weights) == (9, 1, 5, 1)
    assert (found.strata, found.psus, found.fewest_psus, found.degrees_of_freedom) == (2, 4, 2, 2)
    assert (found.population, found.weight, found.welfare) == (150, (0, 40), (-50, 2500))
    assert found.quantiles == (-50, -50, 900, 1200, 2500)
    assert found.mean == pytest.approx((2 * 12000 + 8000 + 50000 - 3000 + 36000) / 150)
    assert (found.at_or_below_zero, found.replicates, found.replicate_kind) == (2, 0, "")
    assert Group(column="region", label="South", rows=3, population=100) in found.groups


def test_three_lines_give_a_tidy_frame(tmp_path: Path) -> None:
    survey = read_survey(write_survey(tmp_path), write_design(tmp_path))
    frame = frame_of(estimate(survey.sample, ["mean", "median"], ["region"], lines=survey.lines))
    assert list(frame.columns[:8]) == ["measure", "domain_var", "domain", "estimate", "se", "lower", "upper", "n"]
    assert frame["domain"].tolist() == ["all", "North", "South"] * 2
    assert frame["n"].tolist() == [7, 4, 3] * 2
    assert frame["reason"].tolist() == ["", "", ""] * 2
