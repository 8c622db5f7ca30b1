"""Ours beside R's survey and laeken: figures, errors, limits, weights; skipped where R is not installed.

R takes some twenty seconds: the module is one of the long runs (`make test-all`).

What differs on purpose is named in `docs/methods/surveys.md`, and here where it is left out of a comparison.
"""

import dataclasses
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from microdata.figures_of_r import (
    CALIBRATED,
    LINEARISED,
    NESTED,
    PLAIN,
    REPLICATED,
    SCHOOLS,
    Answers,
    Case,
    Key,
    OfR,
    asked,
)
from microdata.survey_reference import disagreements, of_design, reference_rows
from openssi.microdata.description import SurveyDescription
from openssi.microdata.differences import differences_of_groups
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.read_survey import read_survey
from openssi.microdata.replicate_weights import ReplicateKind, with_replicates
from openssi.microdata.sample import Sample
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate

pytestmark = pytest.mark.long

MEASURES = ("mean", "total", "persons", "ratio(y,x)", "proportion(kind)", "quantile(0.25)", "median", "quantile(0.9)")
ADDED_UP = {"total", "persons"}
DIGITS = 1e-9
AS_CONVEY = Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights")
DIGITS_OF_LIMITS, DIGITS_OF_WEIGHTS = 2e-6, 5e-8
"""R finds the limits of shares, and raked and bounded weights, by iteration."""

Ours = dict[Key, Estimate]


@pytest.fixture(scope="module")
def r(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return asked(tmp_path_factory.mktemp("r"))


def sample_of(r: Answers, case: Case) -> Sample:
    return read_survey(r.folder / f"{case.file}.csv", r.description(case)).sample


def ours(sample: Sample) -> Ours:
    """Our estimates by the names of R's script."""
    found = {(each.measure, each.domain): each for each in estimate(sample, MEASURES, ["group"])}
    found = {(name.replace("median", "quantile(0.5)"), domain): each for (name, domain), each in found.items()}
    return found | {("difference", each.domain): each for each in differences_of_groups(sample, ["mean"], "group")}


CASES = {each.name: each for each in (*LINEARISED, *REPLICATED, *CALIBRATED)}


@cache
def looked_at(r: Answers, name: str) -> tuple[Sample, Ours, dict[str, float]]:
    """The rows of a case, our estimates, and the least income of everybody and of each domain."""
    sample = sample_of(r, CASES[name])
    return sample, ours(sample), least_incomes(sample)


def is_quantile(key: Key) -> bool:
    return key[0].startswith("quantile")


def least_incomes(sample: Sample) -> dict[str, float]:
    counts, division = sample.weight > 0, sample.divisions["group"]
    inside = {label: counts & (division.codes == code) for code, label in enumerate(division.labels)}
    return {label: float(sample.welfare[rows].min()) for label, rows in ({"all": counts} | inside).items()}


def is_near(mine: float | None, theirs: float, relative: float, size: float) -> bool:
    return mine is not None and math.isclose(mine, theirs, rel_tol=relative, abs_tol=relative * size)


def apart(
    key: Key, mine: Estimate, theirs: OfR, names: tuple[str, ...], digits: float = DIGITS
) -> Iterator[tuple[Key, str, object, object]]:
    """Give the fields of a figure in which we and R are apart."""
    for name in names:
        his, own = getattr(theirs, name), getattr(mine, name)
        is_limit = name in {"lower", "upper"}
        tolerance = DIGITS_OF_LIMITS if is_limit and key[0].startswith("proportion") else digits
        if his is not None and not is_near(own, his, tolerance, abs(theirs.estimate or 0.0)):
            yield key, name, own, his


def compared_fields(key: Key, mine: Estimate, theirs: OfR, least: float) -> tuple[str, ...]:
    """Return the fields that mean the same in both.

    Left out: all but the figure in a domain without degrees of freedom, where R still gives an error, and the limits
    of shares with one; and what R says of the smallest income, which its quantiles never reach.
    """
    if mine.reason == "SURVEY_QUANTILE_BEYOND":
        return () if mine.estimate == least else ("estimate",)
    if is_quantile(key) and least in {mine.estimate, mine.lower}:
        return () if mine.estimate == least else ("estimate", "upper")
    if not theirs.df:
        return ("estimate", "se") if key[0] in ADDED_UP else ("estimate",)
    is_share_with_one = theirs.df == 1 and key[0].startswith("proportion")
    return ("estimate", "se") if is_share_with_one else ("estimate", "se", "lower", "upper")


@pytest.mark.parametrize("case", LINEARISED, ids=lambda case: case.name)
def test_figures_errors_and_limits_under_a_design_are_those_of_survey(case: Case, r: Answers) -> None:
    _, found, least = looked_at(r, case.name)
    theirs = r.figures[case.name]
    if case.design.single_psu == "centred":  # of totals see the test after the next
        theirs = {key: each for key, each in theirs.items() if key[0] not in ADDED_UP}
    if case.design.single_psu == "average":  # in a domain, R leaves strata out of the average that have nobody of it
        theirs = {key: each for key, each in theirs.items() if key[1] != "rare"}
    wrong = [
        each
        for key, his in theirs.items()
        for each in apart(key, found[key], his, compared_fields(key, found[key], his, least.get(key[1], math.nan)))
    ]
    assert wrong == []
    assert len(theirs) > 20


@pytest.mark.parametrize("case", LINEARISED, ids=lambda case: case.name)
def test_a_quantile_has_no_error_where_survey_gives_it_a_limit_beyond_the_sample(case: Case, r: Answers) -> None:
    """Nor at the greatest income, where R's limits are both that income."""
    _, found, least = looked_at(r, case.name)
    for key, his in r.figures[case.name].items():
        if is_quantile(key) and his.df and found[key].estimate != least[key[1]]:
            goes_beyond = his.lower is None or his.upper is None or his.lower == his.upper
            assert (found[key].reason == "SURVEY_QUANTILE_BEYOND") == goes_beyond, key


@pytest.mark.parametrize("stages", ["lone", "lone two stages"])
def test_a_total_is_centred_around_the_mean_of_psus_where_survey_takes_zero(stages: str, r: Answers) -> None:
    """As R adds it, what a stratum of one PSU adds to the variance of a total is the square of its own total."""
    sample, found, _ = looked_at(r, f"{stages} adjust")
    certain, adjusted = r.figures[f"{stages} certainty"], r.figures[f"{stages} adjust"]
    weighted = sample.weight * sample.welfare
    totals = np.add.reduceat(weighted, sample.design.psu_starts[:-1])
    left = 1 - (0 if sample.design.sampled_fraction is None else sample.design.sampled_fraction)
    alone = np.bincount(sample.design.stratum_of_psu) == 1
    added = float((np.broadcast_to(left, alone.shape) * alone)[sample.design.stratum_of_psu] @ totals**2)
    key = "total", "all"
    assert (adjusted[key].se or 0) ** 2 - (certain[key].se or 0) ** 2 == pytest.approx(added, rel=0.05)
    assert (certain[key].se or 0) < (found[key].se or 0) < (adjusted[key].se or 0)


def test_a_stratum_of_one_psu_is_refused_where_survey_refuses_it_and_in_domains_too(r: Answers) -> None:
    design = dataclasses.replace(NESTED, single_psu="fail")
    with pytest.raises(FixTheFile, match="SURVEY_SINGLE_PSU"):
        read_survey(r.folder / "villages.csv", design)
    theirs = r.figures["lone fail"]
    assert theirs["mean", "all"].se is None


def test_no_quantile_of_survey_reaches_the_smallest_income(r: Answers) -> None:
    """A third of three equal rows has the smallest; R's first quartile of them is the second, against its own rule."""
    _, found, least = looked_at(r, "simple")
    key = "quantile(0.25)", "rare"
    assert found[key].estimate == least["rare"]
    assert (r.figures["simple"][key].estimate or 0) > least["rare"]


@pytest.mark.parametrize("case", REPLICATED, ids=lambda case: case.name)
def test_replicate_weights_give_the_errors_of_survey(case: Case, r: Answers) -> None:
    """Where R leaves a replicate out that has nobody of a domain, we give no error; and R counts degrees of freedom of
    domains by the rank of their weights, we by their PSUs."""
    _, found, least = looked_at(r, case.name)
    theirs = r.figures[case.name]
    wrong, compared = [], 0
    for key, his in theirs.items():
        mine = found[key]
        fields = compared_fields(key, mine, his, least.get(key[1], math.nan))
        if key[1] != "all":
            fields = tuple(each for each in fields if each not in {"lower", "upper"} and not is_quantile(key))
        if mine.reason in {"SURVEY_REPLICATE_WITHOUT_FIGURE", "SURVEY_DOMAIN_NO_FREEDOM"}:
            fields = ()
        wrong += apart(key, mine, his, fields)
        compared += bool(fields)
    assert wrong == []
    assert compared > 12


def test_the_total_of_a_domain_that_some_replicates_leave_out_has_the_error_of_survey(r: Answers) -> None:
    (_, found, _), theirs = looked_at(r, "subbootstrap"), r.figures["subbootstrap"]
    for name in ("total", "persons"):
        assert found[name, "rare"].se == pytest.approx(theirs[name, "rare"].se, rel=DIGITS)
    assert found["mean", "rare"].se is None


@pytest.mark.parametrize(
    ("name", "kind", "rho"),
    [
        ("JK1", "JK1", 0.5),
        ("JK1 mse", "JK1", 0.5),
        ("JK1 apiclus1", "JK1", 0.5),
        ("JKn", "JKn", 0.5),
        ("JKn mse", "JKn", 0.5),
        ("JKn fpc", "JKn", 0.5),
        ("BRR", "BRR", 0.5),
        ("Fay 0.3", "Fay", 0.3),
        ("Fay 0.5", "Fay", 0.5),
        ("Fay 0.9", "Fay", 0.9),
    ],
)
def test_our_own_replicates_give_the_errors_of_those_of_survey(
    name: str, kind: ReplicateKind, rho: float, r: Answers
) -> None:
    """Of five strata R's Hadamard matrix has the order eight, as ours; of nine it has twelve, ours sixteen."""
    case = CASES[name]
    design = dataclasses.replace(case.design, fpc=("psus",)) if name == "JKn fpc" else case.design
    plain = read_survey(r.folder / f"{case.file}.csv", design).sample
    found = ours(with_replicates(plain, kind, rho=rho, mse="mse" in name))
    for key, his in r.figures[name].items():
        if not is_quantile(key) and found[key].reason != "SURVEY_DOMAIN_NO_FREEDOM":
            assert found[key].se == pytest.approx(his.se, rel=DIGITS), key


@pytest.mark.parametrize("case", REPLICATED, ids=lambda case: case.name)
def test_replicate_weights_alone_have_the_limits_of_survey_in_domains_too(case: Case, r: Answers) -> None:
    """The rank of their weights less one: five of eight balanced ones of five pairs."""
    alone = dataclasses.replace(PLAIN, weight=case.design.weight, replicate_weights=r.replicates(case.name))
    found = ours(read_survey(r.folder / f"{case.file}.csv", alone).sample)
    compared = 0
    for key, his in r.figures[case.name].items():
        mine = found.get(key)
        if key[0] == "mean" and mine is not None and mine.se is not None:
            assert (mine.lower, mine.upper) == pytest.approx((his.lower, his.upper), rel=DIGITS), key
            compared += 1
    assert compared > 1


@pytest.mark.parametrize("case", CALIBRATED, ids=lambda case: case.name)
def test_calibrated_weights_are_those_of_survey(case: Case, r: Answers) -> None:
    survey = read_survey(r.folder / f"{case.file}.csv", r.description(case))
    theirs = r.calibrated(case.name)
    ordered = [theirs[number] for number in sorted(theirs)]
    assert survey.sample.weight == pytest.approx([ordered[row] for row in survey.order], rel=DIGITS)


@pytest.mark.parametrize("case", CALIBRATED, ids=lambda case: case.name)
def test_calibrated_figures_have_the_errors_of_survey(case: Case, r: Answers) -> None:
    """Linearised errors of a raking are those of R's `calibrate`; its `rake` has others, as the next test says."""
    _, found, least = looked_at(r, case.name)
    theirs = r.figures[case.name]
    is_exact = case.name.startswith(("postStratify", "linear"))
    wrong = []
    for key, his in theirs.items():
        fields = compared_fields(key, found[key], his, least.get(key[1], math.nan))
        if case.name.startswith("rake") and not case.replicates:
            fields = fields[:1]
        if case.replicates:  # R counts degrees of freedom by the rank of the calibrated weights
            fields = tuple(each for each in fields if each == "estimate" or (each == "se" and not is_quantile(key)))
        if found[key].reason in {"SURVEY_REPLICATE_WITHOUT_FIGURE", "SURVEY_DOMAIN_NO_FREEDOM"}:
            fields = fields[:1]
        wrong += apart(key, found[key], his, fields, DIGITS if is_exact else DIGITS_OF_WEIGHTS)
    assert wrong == []


def test_a_margin_that_was_raked_to_has_no_error_where_rake_of_survey_leaves_one(r: Answers) -> None:
    """Four hundred persons of the north are known: R's `calibrate` gives them no error, its `rake` one of about one."""
    key = "persons", "north"
    assert looked_at(r, "rake nested")[1][key].se == pytest.approx(0, abs=1e-6)
    assert r.figures["calibrate raking nested"][key].se == pytest.approx(0, abs=1e-6)
    assert r.figures["rake nested"][key].se == pytest.approx(0.984, abs=0.001)


@pytest.mark.shared_data
def test_a_simple_sample_of_schools_has_the_reference_figures_of_survey_and_convey(
    r: Answers, shared_data: Path
) -> None:
    """The sample is in R's package alone, its figures are among the reference results."""
    names = {"mean": "mean_api00", "total": "total_api00", "mean(api99)": "mean_api99", "total(api99)": "total_api99"}
    names |= {"mean(enroll)": "mean_enroll", "total(enroll)": "total_enroll", "gini": "gini_api00"}
    names |= {"ratio(y,api99)": "ratio_api00_api99", "quantile(0.25)": "q25_api00", "median": "q50_api00"}
    names |= {"quantile(0.75)": "q75_api00", "arpr_90": "arpr90_api00"}
    described = dataclasses.replace(SCHOOLS, fpc=("fpc",), amounts=("y", "api99", "enroll"))
    sample = read_survey(r.folder / "apisrs.csv", described).sample
    found = estimate(sample, [*names, "proportion(group)"], ["group"], conventions=AS_CONVEY)
    known = {
        (names.get(each.measure, each.measure), each.domain_var.replace("group", "stype"), each.domain): each
        for each in found
    }
    for each in found:
        if each.measure.startswith("proportion") and each.domain == "all":
            known["prop_stype", "all", f"stype{each.measure[-2]}"] = each
    rows = [
        row for tool in ("survey", "convey") for row in of_design(reference_rows(shared_data, tool), "apisrs", "apisrs")
    ]
    assert len(rows) == 24
    assert disagreements(rows, known) == []


@pytest.mark.parametrize("measure", ["arpr", "arpr_40", "rmpg", "qsr", "gini", "gpg", "gpg_median"])
def test_measures_in_domains_are_those_of_laeken(measure: str, r: Answers) -> None:
    pay = SurveyDescription(welfare="earningsHour", weight="weights", sex="sex", domains=("education",))
    people = dataclasses.replace(PLAIN, weight="rb050", domains=("db040", "group"), amounts=())
    name, design, by = ("ses", pay, ["education"]) if "gpg" in measure else ("eusilc", people, ["db040", "group"])
    found = {
        each.domain: each for each in estimate(read_survey(r.folder / f"{name}.csv", design).sample, [measure], by)
    }
    theirs = {domain: his.estimate for (each, domain), his in r.figures["laeken"].items() if each == measure}
    assert len(theirs) > 5
    assert {domain: found[domain].estimate for domain in theirs} == pytest.approx(theirs, rel=1e-11)
