"""A second program, svy, finds the same figures and errors on a sample of six rows."""

from pathlib import Path

import polars as pl
import pytest
import svy

from openssi.microdata.description import SurveyDescription
from openssi.microdata.estimation import estimate
from openssi.microdata.read_survey import read_survey

ROWS = {
    "income": [2.0, 4.0, 6.0, 8.0, 30.0, 5.0],
    "stratum": ["a", "a", "a", "b", "b", "b"],
    "psu": [1, 1, 2, 3, 4, 4],
    "weight": [1.0, 2.0, 1.0, 3.0, 1.0, 1.0],
    "group": ["u", "v", "u", "v", "u", "v"],
}


@pytest.fixture
def theirs() -> svy.Sample:
    return svy.Sample(pl.DataFrame(ROWS), svy.Design(stratum="stratum", psu="psu", wgt="weight"))


def test_means_and_totals_have_the_same_errors_and_limits(theirs: svy.Sample, tmp_path: Path) -> None:
    path = tmp_path / "six.csv"
    pl.DataFrame(ROWS).write_csv(path)
    described = SurveyDescription(welfare="income", weight="weight", strata="stratum", psu=("psu",))
    found = estimate(read_survey(path, described, ["group"]).sample, ["mean", "total"], ["group"])
    mean, total = (theirs.estimation.mean("income").estimates[0], theirs.estimation.total("income").estimates[0])
    for ours, other in ((found[0], mean), (found[3], total)):
        assert (ours.estimate, ours.se) == (pytest.approx(other.est, rel=1e-12), pytest.approx(other.se, rel=1e-12))
        assert (ours.lower, ours.upper) == (pytest.approx(other.lci, rel=1e-9), pytest.approx(other.uci, rel=1e-9))
    groups = theirs.estimation.mean("income", by="group").estimates
    assert [each.estimate for each in found[1:3]] == pytest.approx([each.est for each in groups], rel=1e-12)
    assert [each.se for each in found[1:3]] == pytest.approx([each.se for each in groups], rel=1e-12)
