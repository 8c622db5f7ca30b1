"""Ours beside R's convey: poverty and inequality, overall and in domains, linearised and by replicates.

Skipped where R or its packages are not installed. R takes some twenty seconds: the module is one of the long runs
(`make test-all`). What differs on purpose is named in `docs/methods/poverty-and-inequality.md`, and here where it is
left out of a comparison.
"""

import dataclasses
import math
from functools import cache

import pytest

from microdata.figures_of_r import Answers, Case, Key, OfR, answered
from microdata.invented_incomes import AT_LINE, invented_persons
from openssi.microdata.description import SurveyDescription
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.deprivations import Indicator, MultidimensionalIndex
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.read_survey import read_survey
from openssi.vocabulary.estimate import Estimate

pytestmark = pytest.mark.long

DIGITS = 1e-9
AS_CONVEY = Conventions(poor="at_or_below", gini="convey", bandwidth_n="sum_of_weights")

PLAIN = SurveyDescription(welfare="y", weight="w", sex="sex", age="age", domains=("group",))
NESTED = dataclasses.replace(PLAIN, strata="stratum", psu=("psu",), nest=True)
HOUSEHOLDS = dataclasses.replace(NESTED, nest=False)
INDICATORS = (
    Indicator(name="income", dimension="living", column="y", relation="below", limits=(10_000,), weight=0.5),
    Indicator(name="crowd", dimension="home", column="hsize", relation="at_or_above", limits=(5,), weight=0.25),
    Indicator(name="old", dimension="home", column="age", relation="at_or_above", limits=(65,), weight=0.25),
)
LINEARISED = {
    "weighted": ("invented", PLAIN),
    "nested": ("invented", NESTED),
    "nested fpc": ("invented", dataclasses.replace(NESTED, fpc=("psus",))),
    "without zero weights": ("invented", dataclasses.replace(NESTED, weight="zero")),
    "eusilc": ("eusilc", HOUSEHOLDS),
    "deprived": (
        "eusilc",
        dataclasses.replace(
            HOUSEHOLDS,
            amounts=("y", "hsize", "age"),
            multidimensional=MultidimensionalIndex(indicators=INDICATORS, cutoff=0.5),
        ),
    ),
    "ses": ("ses", dataclasses.replace(PLAIN, age="")),
}
REPLICATED = {
    **dict.fromkeys(("JKn", "JKn mse", "subbootstrap"), ("invented", NESTED)),
    "bootstrap eusilc": ("eusilc", HOUSEHOLDS),
}
CASES = {
    **{name: Case(name=name, file=file, design=design) for name, (file, design) in LINEARISED.items()},
    **{name: Case(name=name, file=file, design=design, replicates=name) for name, (file, design) in REPLICATED.items()},
}
OF_ENDS = {"qsr", "palma", "share_ratio_10_30"}


@pytest.fixture(scope="module")
def r(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    folder = tmp_path_factory.mktemp("convey")
    return answered(folder, "beside_convey.R", {"invented": invented_persons()}, "survey, laeken and convey")


@cache
def ours(r: Answers, name: str) -> dict[Key, Estimate]:
    """Our estimates of what R was asked for in a case."""
    case = CASES[name]
    sample = read_survey(r.folder / f"{case.file}.csv", r.description(case)).sample
    measures = list(dict.fromkeys(measure for measure, _ in r.figures[name]))
    return {(each.measure, each.domain): each for each in estimate(sample, measures, ["group"], conventions=AS_CONVEY)}


def compared_fields(case: Case, key: Key, theirs: OfR) -> tuple[str, ...]:
    """Return the fields that mean the same in both; the tests below say of each of the others what it is."""
    measure, domain = key
    if theirs.estimate is None or (measure.startswith("arpt") and domain != "all"):
        return ()
    is_replicated = bool(case.replicates)
    has_another_error = (
        measure.startswith("quantile")  # ours is Woodruff's
        or (measure == "fgt0_relq60" and theirs.se is None)
        or (measure == "rmir_65" and not is_replicated)
        or (measure == "arpt_40" and is_replicated)
        or (measure == "zenga" and is_replicated and case.file == "invented")
        or (measure.startswith("lorenz") and case.name == "without zero weights")
        or (measure in OF_ENDS and is_replicated and domain == "rare")
    )
    return ("estimate",) if has_another_error else ("estimate", "se")


def is_near(mine: float | None, theirs: float | None, size: float) -> bool:
    """Neither has an error where a replicate has nobody of a domain."""
    if mine is None or theirs is None:
        return mine is theirs
    return math.isclose(mine, theirs, rel_tol=DIGITS, abs_tol=DIGITS * size)


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.name)
def test_figures_and_errors_are_those_of_convey_overall_and_in_domains(case: Case, r: Answers) -> None:
    """Rows of weight zero change nothing: R has those figures from a file without the rows."""
    theirs = r.figures[case.name]
    wrong, compared = [], 0
    for key, his in theirs.items():
        mine = ours(r, case.name)[key]
        for name in compared_fields(case, key, his):
            wanted, own = getattr(his, name), getattr(mine, name)
            compared += wanted is not None
            if not is_near(own, wanted, abs(his.estimate or 0)):
                wrong.append((key, name, own, wanted))
    assert wrong == []
    assert compared >= {"ses": 8, "deprived": 36}.get(case.name, 230)


def test_the_rate_has_an_error_where_somebody_has_exactly_the_line_and_svyfgt_has_none(r: Answers) -> None:
    """The error that R's svyarpr gives for the same rate."""
    mine, theirs = ours(r, "nested"), r.figures["nested"]
    assert mine["arpt_60", "all"].estimate == AT_LINE
    assert theirs["fgt0_relq60", "all"].se is None
    assert mine["fgt0_relq60", "all"].se == mine["arpr_60", "all"].se
    assert mine["fgt0_relq60", "all"].se == pytest.approx(theirs["arpr_60", "all"].se, rel=DIGITS)


@pytest.mark.parametrize("name", ["subbootstrap", "bootstrap eusilc"])
def test_replicates_of_a_threshold_of_forty_per_cent_are_forty_per_cent_where_svyarpt_takes_sixty(
    name: str, r: Answers
) -> None:
    mine, theirs = ours(r, name), r.figures[name]
    assert theirs["arpt_40", "all"].se == pytest.approx(1.5 * (mine["arpt_40", "all"].se or 0), rel=DIGITS)
    assert theirs["arpt_60", "all"].se == pytest.approx(1.5 * (mine["arpt_40", "all"].se or 0), rel=DIGITS)


@pytest.mark.parametrize("name", ["nested", "eusilc", "JKn"])
def test_a_domain_has_the_threshold_of_everybody_where_svyarpt_gives_it_one_of_its_own(name: str, r: Answers) -> None:
    mine, theirs = ours(r, name), r.figures[name]
    domains = {domain for _, domain in theirs} - {"all"}
    for domain in domains:
        assert mine["arpt_60", domain].estimate == mine["arpt_60", "all"].estimate
    medians = {domain: theirs["arpt_relq100", domain].estimate or 0 for domain in domains}
    assert {domain: theirs["arpt_60", domain].estimate for domain in domains} == pytest.approx(
        {domain: 0.6 * median for domain, median in medians.items()}
    )


def test_the_median_of_poor_without_any_income_is_zero_where_svypoormed_gives_none(r: Answers) -> None:
    mine, theirs = ours(r, "nested"), r.figures["nested"]
    assert (mine["poormed_40", "rare"].estimate, mine["rmpg_40", "rare"].estimate) == (0, 1)
    assert theirs["poormed_40", "rare"].estimate is None
    assert theirs["poormed_40", "all"].estimate == 0


@pytest.mark.parametrize("name", list(LINEARISED)[:-2])
def test_the_median_income_ratio_has_the_bandwidth_of_each_part_where_svyrmir_takes_that_of_all(
    name: str, r: Answers
) -> None:
    """Errors are near one another; replicates, which need no density, give the same in both."""
    for domain in {domain for _, domain in r.figures[name]}:
        key = "rmir_65", domain
        assert ours(r, name)[key].se == pytest.approx(r.figures[name][key].se, rel=0.02 if name == "eusilc" else 0.12)


@pytest.mark.parametrize("name", ["JKn", "JKn mse", "subbootstrap"])
def test_replicates_of_the_zenga_index_differ_by_the_order_of_equal_incomes_alone(name: str, r: Answers) -> None:
    for domain in {domain for _, domain in r.figures[name]}:
        key = "zenga", domain
        assert ours(r, name)[key].se == pytest.approx(r.figures[name][key].se, rel=0.01)


def test_errors_of_a_lorenz_curve_at_an_income_that_many_share_do_not_depend_on_their_order(r: Answers) -> None:
    """R draws its straight line to the first of them in the file, ours to all; elsewhere the errors are the same."""
    mine, theirs = ours(r, "without zero weights"), r.figures["without zero weights"]
    found = [(mine[key].se or 0) / (his.se or 1) - 1 for key, his in theirs.items() if key[0].startswith("lorenz")]
    assert sum(abs(each) > DIGITS for each in found) == 3
    assert max(map(abs, found)) < 0.03


@pytest.mark.parametrize("name", ["sen_abs10000", "sst_abs10000"])
def test_the_indices_of_sen_are_those_that_rate_gap_and_gini_coefficient_of_convey_make(name: str, r: Answers) -> None:
    """The Gini coefficient within ours does not depend on the scale of weights: the rest is one over the rows."""
    sample = read_survey(r.folder / "eusilc.csv", HOUSEHOLDS).sample
    [mine] = estimate(sample, [name], conventions=AS_CONVEY)
    theirs = r.figures["ranked"][name, "all"]
    assert mine.estimate == pytest.approx(theirs.estimate, rel=2e-3)
    assert mine.se == pytest.approx(theirs.se, rel=2e-3)


def test_rows_of_weight_zero_change_errors_at_relative_lines_and_lorenz_curves_in_convey(r: Answers) -> None:
    """It lays the influence of the threshold on other rows, and has no Lorenz curve; incomes alone it leaves right."""
    without, theirs = r.figures["without zero weights"], r.figures["zero weights"]
    for name in ("arpr_60", "fgt1_abs700", "gini", "qsr", "atkinson_1", "jdiv"):
        assert theirs[name, "all"].se == pytest.approx(without[name, "all"].se, rel=DIGITS)
    assert theirs["fgt1_relq60", "all"].estimate == pytest.approx(without["fgt1_relq60", "all"].estimate)
    assert theirs["fgt1_relq60", "all"].se != pytest.approx(without["fgt1_relq60", "all"].se, rel=0.01)
    assert theirs["lorenz_50", "all"].estimate is None
