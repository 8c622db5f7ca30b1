"""What is told of a survey before anything is estimated."""

from pathlib import Path

import pytest

from microdata.invented_survey import write_design, write_survey
from openssi.microdata.read_survey import read_survey
from openssi.microdata.survey_summary import Group, Received, summary_of


def test_a_survey_is_described(tmp_path: Path) -> None:
    found = summary_of(read_survey(write_survey(tmp_path), write_design(tmp_path)))
    assert (found.rows, found.left_out, found.households, found.zero_weights) == (9, 1, 5, 1)
    assert (found.strata, found.psus, found.fewest_psus, found.degrees_of_freedom) == (2, 4, 2, 2)
    assert (found.population, found.weight, found.welfare) == (150, (0, 40), (-50, 2500))
    assert found.quantiles == (-50, -50, 900, 1200, 2500)
    assert found.mean == pytest.approx((2 * 12000 + 8000 + 50000 - 3000 + 36000) / 150)
    assert (found.zero, found.negative, found.replicates, found.replicate_kind) == (0, 2, 0, "")
    assert (found.single_psus, found.is_finite) == (0, True)
    assert found.received[1] == Received(name="family_benefit", rows=4, total=2 * 100 * 10 + 2 * 60 * 30)
    assert Group(column="region", label="South", rows=3, population=100) in found.groups
