"""Shares that count few, amounts that few hold, and what follows from several figures together."""

from dataclasses import replace

import numpy as np
import pytest

from microdata.small_samples import sample_of as rows_of
from openssi.microdata.differences import differences_of_scenarios
from openssi.microdata.disclosure.of_estimates import protected_estimates, without_withheld
from openssi.microdata.estimation import estimate
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.sample import Sample
from openssi.vocabulary.disclosure import DisclosureRule, Dominance
from openssi.vocabulary.estimate import Attribute, Contributors, Estimate
from openssi.vocabulary.text import MultilingualText

Numbers = np.ndarray


def sample_of(welfare: Numbers, amounts: dict[str, Numbers] | None = None) -> Sample:
    return replace(rows_of(list(welfare), [0] * len(welfare)), amounts=amounts or {})


RULE = DisclosureRule(
    id="test",
    name=MultilingualText("Test", "Test", "Prueba"),
    minimum=25,
    smallest_attribute=10,
    protection=10,
    dominance=Dominance(units=1, share=0.85),
)


def share(domain: str, n: int, having: int, measure: str = "coverage", **attribute: object) -> Estimate:
    told = {"name": f"{measure}: having", "count": having, **attribute}
    of = Attribute(**told)  # type: ignore[arg-type]
    return Estimate(
        measure=measure,
        domain_var="all" if domain == "all" else "region",
        domain=domain,
        estimate=having / n,
        n=n,
        population=float(n),
        contributors=Contributors(rows=n, attributes=(of,)),
    )


def gone(given: list[Estimate], rule: DisclosureRule = RULE) -> set[tuple[str, str]]:
    left = protected_estimates(given, rule).estimates
    return {(each.measure, each.domain) for each in left if each.reason == "DISCLOSURE_WITHHELD"}


@pytest.mark.parametrize(
    ("having", "leaves"), [(3, False), (9, False), (10, True), (490, True), (491, False), (497, False)]
)
def test_a_share_leaves_where_enough_have_it_and_enough_have_it_not(having: int, leaves: bool) -> None:
    assert (gone([share("all", 500, having)]) == set()) == leaves


@pytest.mark.parametrize("having", [0, 500])
def test_that_nobody_or_everybody_has_it_leaves_unless_the_rule_protects_whole_groups(having: int) -> None:
    assert gone([share("all", 500, having)]) == set()
    strict = replace(RULE, whole_group="protect")
    found = protected_estimates([share("all", 500, having)], strict)
    assert [cell.reason for cell in found.cells if cell.reason] == ["DISCLOSURE_WHOLE_GROUP"]


def test_a_share_of_few_takes_another_region_with_it_and_no_other_measure() -> None:
    given = [share("all", 900, 183), share("N", 300, 3), share("S", 300, 80), share("E", 300, 100)]
    mean = [replace(each, measure="mean", contributors=None) for each in given]
    assert gone([*given, *mean]) == {("coverage", "N"), ("coverage", "S")}


def test_the_counts_of_a_withheld_share_are_not_known_to_fewer_than_the_protection() -> None:
    given = [share("all", 900, 103), share("N", 300, 3), share("S", 300, 8), share("E", 300, 92)]
    cells = {cell.key: cell for cell in protected_estimates(given, RULE).cells}
    small = cells["_T", "coverage: having", "N"]
    assert small.reason == "DISCLOSURE_ATTRIBUTE"
    assert (small.upper or 0) - (small.lower or 0) >= 10


def test_few_between_two_poverty_lines_do_not_follow_by_subtraction() -> None:
    low = share("all", 500, 40, "fgt0@1000", name='income_below("1000")', line=1000.0)
    high = share("all", 500, 43, "fgt0@1100", name='income_below("1100")', line=1100.0)
    assert len(gone([low, high])) == 1
    many = share("all", 500, 60, "fgt0@1100", name='income_below("1100")', line=1100.0)
    assert gone([low, many]) == set()


def test_of_three_categories_a_small_one_does_not_follow_from_the_others() -> None:
    given = [
        share("all", 500, having, f"proportion(x={label})", category=("x", label))
        for label, having in (("a", 3), ("b", 200), ("c", 297))
    ]
    assert gone(given) == {("proportion(x=a)", "all"), ("proportion(x=b)", "all")}


def test_a_measure_that_rests_on_few_of_a_large_group_is_withheld_alone() -> None:
    known = [(400, 300), (200, 3), (200, 297)]
    given = [
        replace(share(domain, n, 0), measure="mean(rent)", contributors=Contributors(rows=rows, base="rent"))
        for domain, (n, rows) in zip(("all", "N", "S"), known, strict=True)
    ]
    assert gone(given) == {("mean(rent)", "N"), ("mean(rent)", "S")}


def test_an_amount_that_one_household_holds_is_withheld() -> None:
    benefit = np.zeros(400)
    benefit[:40] = 1.0
    benefit[0] = 10_000.0
    sample = sample_of(np.arange(400.0) + 1, amounts={"grant": benefit, "pension": np.ones(400)})
    found = estimate(sample, ["total(grant)", "mean(grant)", "total(pension)"])
    assert gone(found) == {("total(grant)", "all"), ("mean(grant)", "all")}
    told = protected_estimates(found, RULE).cells
    assert {cell.reason for cell in told if cell.reason} == {"DISCLOSURE_DOMINATED"}


@pytest.mark.parametrize("measure", ["fgt1", "fgt2", "watts", "income_gap_ratio", "sen", "sst"])
def test_the_poverty_gap_of_one_household_is_withheld_though_its_members_are_enough(measure: str) -> None:
    """All ten poor live together, so that their gap is what their household lacks; their number leaves."""
    welfare = np.append(np.full(10, 400.0), np.full(290, 2_000.0))
    together = replace(sample_of(welfare), household=np.append(np.zeros(10), np.arange(1, 291)).astype(np.int32))
    apart = replace(together, household=np.arange(300, dtype=np.int32))
    line = Conventions(line=1_000.0)
    assert gone(estimate(together, [measure, "fgt0"], conventions=line)) == {(measure, "all")}
    assert gone(estimate(apart, [measure, "fgt0"], conventions=line)) == set()


@pytest.mark.parametrize(
    "measure", ["gini", "hoover", "polarization", "theil", "mld", "gei_2", "atkinson_1", "zenga", "jdiv"]
)
def test_the_inequality_that_one_household_makes_is_withheld(measure: str) -> None:
    """Where one has nine tenths of all incomes, the index tells how much; the poverty rate does not."""
    welfare = np.linspace(0.5, 1.5, 300)
    even = sample_of(welfare)
    assert gone(estimate(even, [measure])) == set()
    rich = sample_of(np.append(welfare[:-1], 2_700.0))
    found = estimate(rich, [measure, "fgt0"], conventions=Conventions(line=0.6))
    assert gone(found) == {(measure, "all")}


def test_a_household_contributes_as_one() -> None:
    benefit = np.zeros(400)
    benefit[:4], benefit[4:44] = 1000.0, 1.0
    alone = sample_of(np.ones(400), amounts={"grant": benefit})
    together = replace(alone, household=np.concatenate([np.zeros(4), np.arange(1, 397)]).astype(np.int32))
    assert gone(estimate(alone, ["total(grant)"])) == set()
    assert gone(estimate(together, ["total(grant)"])) == {("total(grant)", "all")}


def test_a_total_of_few_recipients_is_withheld() -> None:
    benefit = np.zeros(500)
    benefit[:3] = 100.0
    sample = sample_of(np.ones(500), amounts={"grant": benefit})
    assert gone(estimate(sample, ["total(grant)"])) == {("total(grant)", "all")}


@pytest.mark.parametrize("measure", ["fgt0", "fgt1", "fgt2", "watts", "rmpg", "poormed", "arpr"])
def test_every_measure_of_poverty_rests_on_the_poor(measure: str) -> None:
    welfare = np.full(500, 100.0)
    welfare[:3] = 10.0
    assert gone(estimate(sample_of(welfare), [measure])) == {(measure, "all")}


@pytest.mark.parametrize("measure", ["quantile(0.999)", "quantile_99", "share_99_100", "lorenz_1", "quantile(0.001)"])
def test_figures_of_the_richest_and_the_poorest_few_are_withheld(measure: str) -> None:
    sample = sample_of(np.arange(300.0) + 1)
    assert gone(estimate(sample, [measure])) == {(measure, "all")}
    assert gone(estimate(sample, ["median", "share_0_20", "quantile_90"])) == set()


def test_the_share_of_the_richest_few_does_not_follow_from_a_ratio_and_the_share_of_the_poorest() -> None:
    sample = sample_of(np.arange(60.0) + 1)
    palma, poorest, richest = (each.estimate for each in estimate(sample, ["palma", "share_0_40", "share_90_100"]))
    assert palma is not None
    assert poorest is not None
    assert palma * poorest == pytest.approx(richest)
    found = estimate(sample, ["palma", "share_0_40", "share_90_100", "qsr"])
    assert gone(found) == {("palma", "all"), ("share_90_100", "all")}


def test_a_share_of_the_richest_that_one_household_holds_is_withheld() -> None:
    welfare = np.full(300, 1.0)
    welfare[0] = 600.0
    found = estimate(sample_of(welfare), ["share_80_100", "lorenz_80", "qsr", "arpr"])
    assert gone(found) == {("share_80_100", "all"), ("lorenz_80", "all"), ("qsr", "all")}


def held(domain: str, amount: float, largest: float = 0.1) -> Estimate:
    contributors = Contributors(rows=100, base="welfare", largest=(largest,), amount=amount)
    return replace(share(domain, 400 if domain == "all" else 100, 50, "mean"), contributors=contributors)


def test_a_withheld_amount_does_not_follow_within_narrow_limits_from_the_total_and_the_others() -> None:
    given = [held("all", 3010.0), held("N", 1000.0, 0.9), held("S", 10.0), held("E", 1000.0), held("W", 1000.0)]
    hidden = gone(given)
    assert ("mean", "N") in hidden
    assert (
        sum(
            each.contributors.amount or 0 for each in given[2:] if each.contributors and ("mean", each.domain) in hidden
        )
        > 170
    )


def test_an_amount_of_everybody_is_hidden_by_other_amounts_and_their_groups_leave() -> None:
    sizes = {"all": 400, "N": 100, "S": 100, "E": 100, "W": 100}
    amounts = {"all": 3010.0, "N": 1000.0, "S": 10.0, "E": 1000.0, "W": 1000.0}
    money = [
        replace(
            share(domain, n, 50, "mean"),
            contributors=Contributors(
                rows=n, base="money", largest=(0.9 if domain == "N" else 0.1,), amount=amounts[domain]
            ),
        )
        for domain, n in sizes.items()
    ]
    left = protected_estimates([*money, *(share(domain, n, 50) for domain, n in sizes.items())], RULE)
    hidden = {each.domain for each in left.estimates if each.measure == "mean" and each.n is None}
    assert "N" in hidden
    assert sum(amounts[domain] for domain in hidden - {"N"}) > 170
    assert all(each.n is not None for each in left.estimates if each.measure != "mean")
    assert {cell.key[1] for cell in left.cells if cell.status != "published"} == {"amount_of(money)"}


def test_whoever_has_just_the_poverty_line_does_not_follow_from_both_conventions() -> None:
    given = [
        share("all", 500, 100, "fgt0_below", name='income_below("10")', line=10.0),
        share("all", 500, 102, "fgt0_up_to", name='income_at_or_below("10")', line=10.0),
    ]
    assert len(gone(given)) == 1


def test_a_scenario_that_changes_the_welfare_of_few_does_not_leave() -> None:
    welfare = np.arange(300.0) + 1
    few, many = welfare.copy(), welfare + 5
    few[:3] += 50
    sample = sample_of(welfare)
    conventions = Conventions(line=20.0)
    measures = ["mean", "fgt0", "gini"]
    assert gone(differences_of_scenarios(sample, measures, few, conventions=conventions)) == {
        ("mean", "all"), ("fgt0", "all"), ("gini", "all"),
    }  # fmt: skip
    assert ("mean", "all") not in gone(differences_of_scenarios(sample, measures, many, conventions=conventions))


def test_a_difference_of_groups_goes_with_the_figure_of_either_and_of_no_other_measure() -> None:
    given = [share("all", 900, 183), share("N", 300, 3), share("S", 300, 80), share("E", 300, 100)]
    given += [replace(each, measure="mean", contributors=None) for each in given]
    differences = [replace(each, domain="E - N", domain_var="region") for each in (given[0], given[4])]
    left = without_withheld(differences, protected_estimates(given, RULE).estimates)
    assert [each.measure for each in left] == ["mean"]
