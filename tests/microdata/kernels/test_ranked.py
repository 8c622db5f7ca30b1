"""Poverty by rank from bins: as narrow as the bound asks for, and then what the sorted rows give."""

import pytest

from openssi.microdata.estimation import measured_in
from openssi.microdata.kernels import binning, estimates
from openssi.microdata.kernels.large import estimate_large
from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Sample

NAMES = ("sen", "sst", "sen_abs9000", "sst_relm50")


@pytest.mark.parametrize("number", [1 << 6, 1 << 16])
def test_bins_are_cut_again_where_few_of_them_hold_the_poor(
    survey: Sample, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(binning, "BINS", number)
    counted: list[int] = []
    count = estimates.count

    def told(*given: object) -> object:
        counted.append(1)
        return count(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(estimates, "count", told)
    found = {each.measure: each.estimate for each in estimate_large(survey, NAMES, Conventions())}
    assert len(counted) > 1
    for name in NAMES:
        exact = measure_of(name).of(measured_in(survey)).value
        assert found[name] == pytest.approx(exact, rel=1e-8)
