"""The compiled passes say what a plain, sorted reading of each measure says."""

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from openssi.microdata.design import SinglePsu
from openssi.microdata.kernels import workers
from openssi.microdata.kernels.large import can_estimate, estimate_large
from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Sample
from plain_survey import Plain, plain_error

MEASURES = (
    "arpt", "arpr", "fgt0", "fgt1", "fgt2", "watts", "gini", "qsr", "palma", "median", "quantile_90", "mean", "total",
    "theil", "mld", "gei_2", "atkinson_0.5", "atkinson_1", "atkinson_2",
)  # fmt: skip

LINEARISED = [measure_of(name) for name in MEASURES]
"""The same with linearised errors of quantiles, which the names alone do not give."""

CONVENTIONS = {
    "World Bank": Conventions(),
    "convey": Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights"),
    "fixed line": Conventions(line=9_000.0),
    "mean": Conventions(relative_to="mean", percent=50.0),
}


@pytest.fixture(autouse=True)
def many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small file be divided as a large one is."""
    monkeypatch.setattr(workers, "ROWS_OF_PART", 1_000)


@pytest.mark.parametrize("conventions", CONVENTIONS.values(), ids=CONVENTIONS)
@pytest.mark.parametrize("by", ["", "region", "sex"])
def test_figures_and_errors_agree_with_a_plain_reading(survey: Sample, conventions: Conventions, by: str) -> None:
    division = survey.divisions[by] if by else None
    found = estimate_large(survey, LINEARISED, conventions, division, domain_var=by or "all")
    codes = np.zeros(len(survey.weight)) if division is None else division.codes
    labels = ("all",) if division is None else division.labels
    compared = 0
    for each in found:
        if each.domain == "nowhere":
            continue
        if each.measure in {"arpr", "arpt"} and conventions.line is not None:
            continue
        plain = Plain(survey.welfare, survey.weight, codes == labels.index(each.domain), conventions)
        value, influence = plain.measure(each.measure)
        assert each.estimate == pytest.approx(value, rel=1e-8)
        assert each.se == pytest.approx(plain_error(survey.design, influence, survey.weight), rel=1e-7)
        compared += 1
    assert compared >= (len(MEASURES) - 2) * (len(labels) - ("nowhere" in labels))


@pytest.mark.parametrize("policy", ["certainty", "centred", "average"])
def test_strata_of_one_psu_follow_the_policy(survey: Sample, policy: SinglePsu) -> None:
    design = survey.design
    stratum = design.stratum_of_psu.copy()
    stratum[-1] = 7
    alone = replace(design, stratum_of_psu=stratum, strata=(*design.strata, "alone"), single_psu=policy)
    alone = replace(alone, sampled_fraction=None)
    sample = replace(survey, design=alone)
    for by in (None, "region"):
        division = None if by is None else survey.divisions[by]
        codes = np.zeros(len(survey.weight)) if division is None else division.codes
        for each in estimate_large(sample, ["arpr", "mean"], Conventions(), division)[:4]:
            inside = codes == (0 if division is None else division.labels.index(each.domain))
            _, influence = Plain(sample.welfare, sample.weight, inside, Conventions()).measure(each.measure)
            assert each.se == pytest.approx(plain_error(alone, influence, sample.weight), rel=1e-7)


def test_a_stratum_of_one_psu_leaves_figures_without_error_where_the_policy_is_to_refuse(survey: Sample) -> None:
    design = replace(survey.design, stratum_of_psu=np.arange(survey.design.psus, dtype=np.int32))
    alone = replace(design, strata=tuple(map(str, range(design.psus))), sampled_fraction=None)
    (found,) = estimate_large(replace(survey, design=alone), ["mean"], Conventions())
    assert found.estimate is not None
    assert (found.se, found.reason) == (None, "SURVEY_SINGLE_PSU")
    averaged = replace(survey, design=replace(alone, single_psu="average"))
    assert estimate_large(averaged, ["mean"], Conventions())[0].se is None


@pytest.mark.parametrize(("convention", "expected"), [("laeken", 0.0), ("convey", 0.5 * (2.0 - 1.0))])
def test_the_gini_of_equal_incomes_shows_the_convention(
    convention: Literal["laeken", "convey"], expected: float
) -> None:
    from openssi.microdata.design import Design

    design = Design(psu_starts=np.array([0, 1, 2]), stratum_of_psu=np.zeros(2, dtype=np.int32))
    sample = Sample(welfare=np.array([5.0, 5.0]), weight=np.array([2.0, 2.0]), design=design)
    (found,) = estimate_large(sample, ["gini"], Conventions(gini=convention))
    # With equal weights w of n persons, the sum over (2 r - 1) x w exceeds the scale-free one by (w - 1) / (n w).
    assert found.estimate == pytest.approx(expected * 0.5, abs=1e-15)


def test_measures_that_are_not_known_are_left_out(survey: Sample) -> None:
    found = estimate_large(survey, ["gini", "zenga", "gei_0.5", "gpg"], Conventions())
    assert [each.measure for each in found] == ["gini"]
    assert not can_estimate(measure_of("rmpg"), Conventions())


def test_names_carry_lines_of_their_own(survey: Sample) -> None:
    names = ["fgt0_abs9000", "arpr_50", "fgt1_relq60", "fgt0_relm50", "fgt2"]
    found = {each.measure: each.estimate for each in estimate_large(survey, names, Conventions())}
    inside = np.ones(len(survey.weight), dtype=bool)
    expected = {
        "fgt0_abs9000": ("fgt0", Conventions(line=9_000.0)),
        "arpr_50": ("fgt0", Conventions(percent=50.0)),
        "fgt1_relq60": ("fgt1", Conventions()),
        "fgt0_relm50": ("fgt0", Conventions(relative_to="mean", percent=50.0)),
        "fgt2": ("fgt2", Conventions()),
    }
    for name, (measure, conventions) in expected.items():
        value, _ = Plain(survey.welfare, survey.weight, inside, conventions).measure(measure)
        assert found[name] == pytest.approx(value, rel=1e-8)


def test_shares_of_quantile_groups_add_up_and_make_the_lorenz_curve(survey: Sample) -> None:
    names = ["share_0_20", "share_20_40", "share_40_60", "share_60_80", "share_80_100", "lorenz_40", "lorenz_100"]
    found = {each.measure: each.estimate or 0.0 for each in estimate_large(survey, names, Conventions())}
    assert sum(found[name] for name in names[:5]) == pytest.approx(1.0, rel=1e-12)
    assert found["lorenz_40"] == pytest.approx(found["share_0_20"] + found["share_20_40"], rel=1e-12)
    assert found["lorenz_100"] == 1.0


def test_nothing_depends_on_the_number_of_threads(survey: Sample) -> None:
    for division in (None, survey.divisions["sex"]):
        one, five = (estimate_large(survey, MEASURES, Conventions(), division, threads=threads) for threads in (1, 5))
        assert one == five


def test_domains_beyond_those_looked_at_together_have_the_same_line(survey: Sample) -> None:
    from openssi.microdata.sample import Division

    codes = (np.arange(len(survey.weight)) % 20).astype(np.int32)
    division = Division(codes=codes, labels=tuple(map(str, range(20))))
    found = estimate_large(survey, ["arpt", "fgt0"], Conventions(), division, domain_var="twentieth")
    assert [each.domain for each in found[::2]] == list(division.labels)
    assert len({each.estimate for each in found[::2]}) == 1
    last = Plain(survey.welfare, survey.weight, codes == 19, Conventions())
    value, influence = last.measure("fgt0")
    assert found[-1].estimate == pytest.approx(value, rel=1e-8)
    assert found[-1].se == pytest.approx(plain_error(survey.design, influence, survey.weight), rel=1e-7)


def test_the_progress_names_each_pass(survey: Sample) -> None:
    told: list[tuple[int, int, str]] = []
    estimate_large(survey, ["arpr"], Conventions(), progress=lambda *step: told.append(step))
    assert [step for done, of, step in told if done == of] == ["bins", "quantiles", "poverty line", "influences"]
    assert [step for done, _, step in told if done == 0] == ["bins", "quantiles", "poverty line", "influences"]


def test_the_first_use_says_that_it_compiles(survey: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    from openssi.microdata.kernels import estimates

    monkeypatch.setattr(estimates, "was_compiled", lambda: False)
    told: list[tuple[int, int, str]] = []
    estimate_large(survey, ["mean"], Conventions(), progress=lambda *step: told.append(step))
    assert told[:2] == [(0, 1, "compilation"), (0, len(workers.parts_of_rows(len(survey.weight))), "bins")]
