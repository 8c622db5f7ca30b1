"""Estimates agree with those of R's survey: 1e-9 for figures, all printed digits for errors."""

import dataclasses
from pathlib import Path

import pytest

from microdata.survey_reference import disagreements, of_design, reference_rows
from openssi.microdata.calibration import calibrated
from openssi.microdata.calibration_rule import CalibrationRule
from openssi.microdata.description import ReplicateColumns, SurveyDescription
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.read_survey import Survey, read_survey
from openssi.microdata.replicate_weights import with_replicates
from openssi.vocabulary.estimate import Estimate

pytestmark = pytest.mark.shared_data

STRATIFIED = SurveyDescription(
    welfare="api00", weight="pw", strata="stype", domains=("stype",), amounts=("api99", "enroll")
)
CLUSTERED = SurveyDescription(
    welfare="api00", weight="pw", psu=("dnum",), domains=("stype",), amounts=("api99", "enroll")
)
DESIGNS = {
    ("apistrat", "apistrat"): dataclasses.replace(STRATIFIED, fpc=("fpc",)),
    ("apistrat_nofpc", "apistrat_nofpc"): STRATIFIED,
    ("apiclus1", "apiclus1"): dataclasses.replace(CLUSTERED, fpc=("fpc",)),
    ("apiclus1_nofpc", "apiclus1_nofpc"): CLUSTERED,
}
MEASURES = {
    "mean_api00": "mean",
    "total_api00": "total",
    "mean_api99": "mean(api99)",
    "total_api99": "total(api99)",
    "mean_enroll": "mean(enroll)",
    "total_enroll": "total(enroll)",
    "ratio_api00_api99": "ratio(api00,api99)",
    "q25_api00": "quantile(0.25)",
    "q50_api00": "median",
    "q75_api00": "quantile(0.75)",
}
EUSILC = SurveyDescription(welfare="eqIncome", weight="rb050", strata="db040", psu=("db030",))
FULL = {"stype": {"E": 4421.0, "H": 755.0, "M": 1018.0}}


def api(shared_data: Path, name: str, description: SurveyDescription) -> Survey:
    return read_survey(shared_data / "microdata" / f"{name.removesuffix('_nofpc')}.csv", description)


AS_CONVEY = Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights")


def by_reference_name(found: list[Estimate]) -> dict[tuple[str, str, str], Estimate]:
    """Our estimates under the names that the reference has for them."""
    names = {ours: theirs for theirs, ours in MEASURES.items()}
    named = {(names.get(each.measure, each.measure), each.domain_var, each.domain): each for each in found}
    for each in found:
        if each.measure.startswith("proportion") and each.domain_var == "all":
            label = each.measure.removeprefix("proportion(stype=").removesuffix(")")
            named["prop_stype", "all", f"stype{label}"] = each
    return named


@pytest.mark.parametrize("name", DESIGNS, ids=lambda name: name[0])
def test_means_totals_ratios_quantiles_and_shares_are_those_of_survey(name: tuple[str, str], shared_data: Path) -> None:
    survey = api(shared_data, name[0], dataclasses.replace(DESIGNS[name], amounts=("api00", "api99", "enroll")))
    found = estimate(survey.sample, [*MEASURES.values(), "proportion(stype)"], ["stype"])
    rows = of_design(reference_rows(shared_data), *name)
    assert len(rows) == 22
    assert disagreements(rows, by_reference_name(found)) == []


@pytest.mark.parametrize("name", DESIGNS, ids=lambda name: name[0])
def test_poverty_and_inequality_of_schools_are_those_of_convey(name: tuple[str, str], shared_data: Path) -> None:
    found = estimate(api(shared_data, name[0], DESIGNS[name]).sample, ["gini", "arpr_90"], [], conventions=AS_CONVEY)
    names = {"gini": "gini_api00", "arpr_90": "arpr90_api00"}
    rows = of_design(reference_rows(shared_data, "convey"), *name)
    assert len(rows) == 2
    assert disagreements(rows, {(names[each.measure], "all", "all"): each for each in found}) == []


@pytest.mark.parametrize(("data", "kind"), [("apistrat", "JKn"), ("apiclus1", "JK1")])
def test_the_jackknife_is_that_of_survey(data: str, kind: str, shared_data: Path) -> None:
    sample = with_replicates(api(shared_data, data, DESIGNS[data, data]).sample, kind)  # type: ignore[arg-type]
    rows = of_design(reference_rows(shared_data), data, kind)
    assert len(rows) == 1
    assert disagreements(rows, by_reference_name(estimate(sample, ["mean"]))) == []


@pytest.mark.parametrize(
    ("design", "known"),
    [
        ("poststrat(stype)", FULL),
        ("greg(stype+api99)", {**FULL, "api99": 3914069.0}),
    ],
)
def test_calibrated_weights_have_the_errors_of_survey(design: str, known: dict[str, object], shared_data: Path) -> None:
    description = dataclasses.replace(DESIGNS["apiclus1", "apiclus1"], calibration=known)
    found = estimate(api(shared_data, "apiclus1", description).sample, ["mean", "total"])
    rows = of_design(reference_rows(shared_data), "apiclus1", design)
    assert rows
    assert disagreements(rows, by_reference_name(found)) == []


def test_raked_schools_have_the_figures_that_a_regression_on_the_margins_gives(shared_data: Path) -> None:
    """Known by algebra in test_raking; here with clusters and the correction for finite populations, and by JK1."""
    known = {"stype": FULL["stype"], "sch.wide": {"No": 1072.0, "Yes": 5122.0}}
    clustered = dataclasses.replace(DESIGNS["apiclus1", "apiclus1"], domains=("stype", "sch.wide"))
    sample = api(shared_data, "apiclus1", clustered).sample
    rule = CalibrationRule(method="raking")
    mean, total = estimate(calibrated(sample, known, rule), ["mean", "total(enroll)"])
    assert (round(mean.estimate or 0, 2), round(mean.se or 0, 3)) == (641.23, 23.704)
    assert (round(total.estimate or 0), round(total.se or 0)) == (3647280, 400603)
    again = estimate(calibrated(with_replicates(sample, "JK1"), known, rule), ["mean", "total(enroll)"])
    assert [round(each.se or 0, 3) for each in again] == [26.874, 463582.186]


def test_post_strata_keep_their_totals(shared_data: Path) -> None:
    description = dataclasses.replace(DESIGNS["apiclus1", "apiclus1"], calibration=FULL)
    found = estimate(api(shared_data, "apiclus1", description).sample, ["persons"], ["stype"])
    assert [each.estimate for each in found] == pytest.approx([6194, 4421, 755, 1018], rel=1e-12)
    assert [each.se for each in found] == pytest.approx([0, 0, 0, 0], abs=1e-6)


def test_income_has_the_linearised_errors_of_survey(shared_data: Path) -> None:
    survey = read_survey(shared_data / "microdata" / "eusilc.csv", EUSILC)
    rows = of_design(reference_rows(shared_data), "eusilc", "strata=db040;ids=db030")
    assert len(rows) == 3
    assert disagreements(rows, by_reference_name_of_income(estimate(survey.sample, ["mean", "median", "total"]))) == []


def test_income_has_the_replicate_errors_of_survey(shared_data: Path) -> None:
    weights = ReplicateColumns(
        columns=("rw*",),
        file=shared_data / "microdata" / "eusilc_bootw100.csv.gz",
        id="rb030",
        scale=0.010122473325662783,
    )
    described = dataclasses.replace(EUSILC, replicate_weights=weights)
    survey = read_survey(shared_data / "microdata" / "eusilc.csv", described)
    rows = of_design(reference_rows(shared_data), "eusilc", "boot100(strata=db040;ids=db030)")
    assert len(rows) == 3
    assert disagreements(rows, by_reference_name_of_income(estimate(survey.sample, ["mean", "median", "total"]))) == []


def by_reference_name_of_income(found: list[Estimate]) -> dict[tuple[str, str, str], Estimate]:
    return {(each.measure, each.domain_var, each.domain): each for each in found}


def test_two_stages_with_both_corrections_are_those_of_survey(shared_data: Path) -> None:
    two_stages = SurveyDescription(welfare="api00", weight="pw", psu=("dnum", "snum"), fpc=("fpc1", "fpc2"))
    [mean] = estimate(api(shared_data, "apiclus2", two_stages).sample, ["mean"])
    assert mean.estimate == pytest.approx(670.81181, rel=1e-8)
    assert mean.se == pytest.approx(30.099027, rel=2e-8)


OF_SCHOOLS = {
    ("apistrat", "quantile(0.25)", "stype", "E"): 18.8991430448259,
    ("apistrat", "median", "stype", "H"): 19.6558950718498,
    ("apistrat", "quantile(0.75)", "stype", "M"): 23.6368358458953,
    ("apistrat_nofpc", "median", "sch.wide", "No"): 34.7549189313941,
    ("apistrat_nofpc", "quantile(0.75)", "sch.wide", "Yes"): 17.4593977355685,
    ("apiclus1", "median", "stype", "M"): 43.6168320171695,
    ("apiclus1", "median", "sch.wide", "No"): 45.0897053827285,
}
"""Errors of svyquantile of R's survey 4.1-1 on a subset of the design, whose degrees of freedom it takes."""


@pytest.mark.parametrize("case", OF_SCHOOLS, ids="-".join)
def test_quantiles_in_domains_have_the_errors_of_survey(case: tuple[str, str, str, str], shared_data: Path) -> None:
    data, measure, by, label = case
    description = dataclasses.replace(DESIGNS[data, data], domains=("stype", "sch.wide"))
    found = estimate(api(shared_data, data, description).sample, [measure], [by])
    [in_domain] = [each for each in found if each.domain == label]
    assert in_domain.se == pytest.approx(OF_SCHOOLS[case], rel=1e-9)
