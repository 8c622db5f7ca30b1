"""Verdicts on the standards of the Conventions: every branch passes, fails and stays open on literal cells."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.vocabulary.observation import Observation
from standard_world import (
    BRANCHES,
    DEFINITIONS,
    EARNINGS,
    RATE_52,
    WAGES,
    Cell,
    cell,
    condition,
    judged,
    of_scheme,
    scheme,
)

UNLIMITED = {"DUR_RULE": "UNLIMITED"}
PENSION = {"QUAL": 180, "QUAL_MIN": 60, **UNLIMITED}
PASSES: dict[str, dict[str, Cell]] = {
    "C102.II": {"HEA_PKG": "GP SPEC PHARMA HOSP MATERN", "DUR_RULE": "LIMITED", "DUR": 26},
    "C102.III": {**RATE_52, "DUR_RULE": "LIMITED", "DUR": 26, "WAIT": 3},
    "C102.IV": {**RATE_52, "DUR_RULE": "LIMITED", "DUR": 13, "WAIT": 7},
    "C102.V": {**RATE_52, "QUAL": 360, "QUAL_MIN": 180, **UNLIMITED},
    "C102.VI.1": {**RATE_52, "QUAL": 0, "WAIT": 3, **UNLIMITED},
    "C102.VIII": {**RATE_52, "DUR_RULE": "LIMITED", "DUR": 12},
    "C102.IX": {**RATE_52, **PENSION},
    "C102.X": {**RATE_52, **PENSION},
    "C121.1": {**RATE_52, "SB_BEN": 1400, "QUAL": 0, "WAIT": 0, **UNLIMITED},
    "C128.II": {**RATE_52, **PENSION},
    "C128.III": {**RATE_52, "QUAL": 360, "QUAL_MIN": 180, **UNLIMITED},
    "C128.IV": {**RATE_52, **PENSION},
    "C130.II": {"HEA_PKG": "GP SPEC PHARMA HOSP DENTAL REHAB", **UNLIMITED},
    "C130.III": {**RATE_52, "SB_BEN": 1400, "DUR_RULE": "LIMITED", "DUR": 52, "WAIT": 3},
    "C168.UNE": {**RATE_52, "DUR_RULE": "LIMITED", "DUR": 26, "WAIT": 7},
    "C183.MAT": {**RATE_52, "SB_BEN": 1600, "MAT_WEEKS": 14},
}
"""Answers that just meet each branch."""

FAILS: list[tuple[str, str, dict[str, Cell]]] = [
    ("C102.II", "care", {"HEA_PKG": "GP SPEC PHARMA MATERN"}),
    ("C102.II", "duration", {"DUR": 25}),
    ("C102.III", "rate", {"SB_BEN": 1000}),
    ("C102.III", "duration", {"DUR": 25}),
    ("C102.III", "waiting", {"WAIT": 4}),
    ("C102.IV", "rate", {"SB_BEN": 1000}),
    ("C102.IV", "duration", {"DUR": 12}),
    ("C102.IV", "waiting", {"WAIT": 8}),
    ("C102.V", "rate", {"SB_BEN": 900}),
    ("C102.V", "qualifying", {"QUAL": 361}),
    ("C102.V", "reduced", {"QUAL_MIN": 181}),
    ("C102.V", "duration", {"DUR_RULE": "LIMITED"}),
    ("C102.VI.1", "rate", {"SB_BEN": 1149}),
    ("C102.VI.1", "qualifying", {"QUAL": 1}),
    ("C102.VI.1", "waiting", {"WAIT": 4}),
    ("C102.VIII", "rate", {"SB_BEN": 1000}),
    ("C102.VIII", "duration", {"DUR": 11}),
    ("C102.IX", "rate", {"SB_BEN": 900}),
    ("C102.IX", "qualifying", {"QUAL": 181}),
    ("C102.IX", "reduced", {"QUAL_MIN": 61}),
    ("C102.X", "rate", {"SB_BEN": 900}),
    ("C102.X", "qualifying", {"QUAL": 181}),
    ("C121.1", "rate", {"SB_BEN": 1395}),
    ("C121.1", "qualifying", {"QUAL": 1}),
    ("C128.II", "rate", {"SB_BEN": 1149}),
    ("C128.III", "rate", {"SB_BEN": 1026}),
    ("C128.IV", "rate", {"SB_BEN": 1026}),
    ("C130.II", "care", {"HEA_PKG": "GP SPEC PHARMA HOSP"}),
    ("C130.III", "rate", {"SB_BEN": 1395}),
    ("C130.III", "duration", {"DUR": 51}),
    ("C168.UNE", "rate", {"SB_BEN": 1149}),
    ("C168.UNE", "duration", {"DUR": 25}),
    ("C168.UNE", "waiting", {"WAIT": 8}),
    ("C183.MAT", "rate", {"SB_BEN": 1559}),
    ("C183.MAT", "duration", {"MAT_WEEKS": 13}),
]
"""A branch, the condition that fails, and the answers by which it just does."""


def told(branch: str, **changed: Cell) -> list[Observation]:
    answers = {name: answer for name, answer in (PASSES[branch] | changed).items() if answer != ""}
    return [*of_scheme(BRANCHES[branch].func, **answers), *EARNINGS, *WAGES]


@pytest.mark.parametrize("branch", PASSES)
def test_a_branch_is_met_where_each_condition_just_is(branch: str) -> None:
    found = judged(branch, told(branch))
    assert [(each.kind, each.outcome) for each in found.conditions if each.outcome == "not_met"] == []
    assert found.verdict == "met"


@pytest.mark.parametrize(("branch", "kind", "changed"), FAILS)
def test_a_branch_is_not_met_where_one_condition_just_is_not(branch: str, kind: str, changed: dict[str, Cell]) -> None:
    found = judged(branch, told(branch, **changed))
    assert condition(found, kind).outcome == "not_met"
    assert found.verdict == "not_met"


MISSING = [
    (branch, item) for branch, answers in PASSES.items() for item in answers if item not in {"DUR_RULE", "QUAL_MIN"}
]


@pytest.mark.parametrize(("branch", "item"), MISSING)
def test_what_is_missing_leaves_the_verdict_open_and_is_named(branch: str, item: str) -> None:
    found = judged(branch, told(branch, **{item: ""}))
    is_judged = BRANCHES[branch].qualifying is not None and BRANCHES[branch].qualifying.has_number
    if item == "QUAL" and not is_judged:
        pytest.skip("this branch fixes no number of years")
    assert found.verdict == "not_known"
    assert any(each.startswith(f"L.{item}") for each in found.missing)


def test_every_branch_is_tried() -> None:
    tried_elsewhere = {"C102.VI.2", "C121.2", "C102.VII"}
    assert PASSES.keys() | tried_elsewhere == BRANCHES.keys()
    assert {branch for branch, _, _ in FAILS} == PASSES.keys()


def test_the_rate_is_benefit_and_allowances_over_wage_and_allowances_before() -> None:
    rate = condition(judged("C102.III", told("C102.III")), "rate")
    assert rate.found == Fraction(100 * 1280, 2460)
    assert rate.terms == {"benefit": 1200, "allowances": 80, "wage": 2400, "allowances_before": 60}
    assert rate.provenance.confirmed


def test_a_verdict_names_the_cells_that_it_rests_on() -> None:
    found = judged("C102.III", told("C102.III"))
    assert condition(found, "rate").cells == (
        "QMA.2022.L_SB_BEN.QMA01._Z._T._T.SIC._Z",
        "QMA.2022.L_SB_FA_BEN.QMA01._Z._T._T.SIC._Z",
        "QMA.2022.X_WAGE_SKILLED._Z._Z._T._T._Z._Z",
        "QMA.2022.L_SB_FA_WORK.QMA01._Z._T._T.SIC._Z",
        "QMA.2022.S_BEN_FORMULA.QMA01._Z._T._T._Z._Z",
    )
    assert condition(found, "waiting").cells == ("QMA.2022.L_WAIT.QMA01._Z._T._T.SIC._Z",)


# Articles 65, 66 and 67


def test_a_flat_rate_is_judged_by_the_labourers_wage() -> None:
    cells = [*of_scheme("OLD", SB_BEN=640, SB_FA_BEN=0, SB_FA_WORK=0, QUAL=360, QUAL_MIN=180, **UNLIMITED), *WAGES]
    flat = judged("C102.V", cells, scheme(BEN_FORMULA="FLAT", CONTRIB="CONTRIB"))
    assert (flat.calculation, flat.wage.item if flat.wage else "") == ("FLAT", "X.WAGE_LABOURER")
    assert condition(flat, "rate").found == 40
    assert flat.verdict == "met"
    by_earnings = judged("C102.V", cells, EARNINGS)
    assert condition(by_earnings, "rate").found == Fraction(100 * 640, 2400)
    assert by_earnings.verdict == "not_met"


def test_a_means_tested_benefit_is_judged_by_the_labourers_wage_and_needs_twice_the_weeks_in_unemployment() -> None:
    tested = scheme(MEANS_TEST="ALL", BEN_FORMULA="DB", CONTRIB="NONCONTRIB")
    answers = {"SB_BEN": 720, "SB_FA_BEN": 0, "SB_FA_WORK": 0, "DUR_RULE": "LIMITED", "WAIT": 7}
    short = judged("C102.IV", of_scheme("UNE", DUR=25, **answers), tested, WAGES)
    assert short.calculation == "MEANS"
    assert condition(short, "rate").found == 45
    assert condition(short, "duration").required == 26
    assert short.verdict == "not_met"
    assert judged("C102.IV", of_scheme("UNE", DUR=26, **answers), tested, WAGES).verdict == "met"


def test_a_means_test_is_not_admitted_for_maternity() -> None:
    found = judged("C102.VIII", told("C102.VIII")[:-5], scheme(MEANS_TEST="ALL"), WAGES)
    assert condition(found, "rate").phrase == "calculation_refused"
    assert found.verdict == "not_met"


def test_a_calculation_that_nothing_tells_is_assumed_and_says_so() -> None:
    found = judged("C102.III", of_scheme("SIC", **PASSES["C102.III"]), WAGES)
    assert (found.calculation, found.is_assumed, found.verdict) == ("EARNINGS", True, "met")


def test_without_a_skilled_wage_125_per_cent_of_the_average_of_the_protected_does() -> None:
    found = judged(
        "C102.III",
        of_scheme("SIC", **PASSES["C102.III"]),
        EARNINGS,
        [cell("S.INS_EARN_AVG", 1920, scheme="QMA01"), cell("X.WAGE_AVG", 9000)],
    )
    assert found.wage is not None
    assert (found.wage.id, found.wage.article) == ("AVERAGE_PROTECTED", "65(6)(d)")
    assert condition(found, "rate").terms["wage"] == 2400
    assert found.verdict == "met"


def test_the_average_of_all_employees_only_indicates() -> None:
    found = judged("C102.III", of_scheme("SIC", **PASSES["C102.III"]), EARNINGS, [cell("X.WAGE_AVG", 1920)])
    assert (found.verdict, found.indication) == ("indicative", "met")


def test_without_any_wage_the_preferred_one_is_asked_for() -> None:
    found = judged("C102.III", of_scheme("SIC", **PASSES["C102.III"]), EARNINGS)
    assert condition(found, "rate").missing == ("X.WAGE_SKILLED", "L.RR[SIC] QMA01")


# The rate in law indicates


@pytest.mark.parametrize(("rate", "indication"), [(45, "met"), (44, "not_met")])
def test_the_rate_in_law_alone_gives_an_indicative_verdict(rate: int, indication: str) -> None:
    found = judged("C102.III", of_scheme("SIC", RR=rate, DUR_RULE="UNLIMITED", WAIT=3), EARNINGS, WAGES)
    assert (found.verdict, found.indication) == ("indicative", indication)
    assert condition(found, "rate").phrase == "rate_in_law"
    assert "L.SB_BEN[SIC] QMA01" in found.missing


def test_a_condition_that_is_certainly_not_met_decides_even_where_the_rate_only_indicates() -> None:
    found = judged("C102.III", of_scheme("SIC", RR=60, DUR_RULE="UNLIMITED", WAIT=4), EARNINGS, WAGES)
    assert found.verdict == "not_met"


# Durations


@pytest.mark.parametrize("branch", ["C102.III", "C102.IV", "C102.VIII", "C130.III", "C168.UNE", "C183.MAT"])
def test_an_unlimited_duration_passes_any_minimum(branch: str) -> None:
    answers = {name: answer for name, answer in PASSES[branch].items() if name not in {"DUR", "MAT_WEEKS"}}
    cells = of_scheme(BRANCHES[branch].func, **{**answers, "DUR_RULE": "UNLIMITED"})
    assert condition(judged(branch, cells, EARNINGS, WAGES), "duration").outcome == "met"


def test_a_lump_sum_is_no_periodical_payment() -> None:
    found = judged("C102.V", told("C102.V", DUR_RULE="NOT_APPL"))
    assert (condition(found, "duration").phrase, found.verdict) == ("lump_sum", "not_met")


def test_an_empty_duration_never_means_unlimited() -> None:
    found = judged("C102.III", told("C102.III", DUR="", DUR_RULE=""))
    assert condition(found, "duration").missing == ("L.DUR_RULE[SIC] QMA01", "L.DUR[SIC] QMA01")


# Old age


def test_twenty_years_of_residence_do_in_a_non_contributory_scheme() -> None:
    universal = scheme(CONTRIB="NONCONTRIB", BEN_FORMULA="FLAT")
    benefit = {"SB_BEN": 640, "SB_FA_BEN": 0, "SB_FA_WORK": 0}
    for years, outcome in ((20, "met"), (21, "not_met")):
        found = judged("C102.V", of_scheme("OLD", RESID=years, QUAL=0, **benefit, **UNLIMITED), universal, WAGES)
        assert condition(found, "qualifying").outcome == outcome
        assert "reduced" not in [each.kind for each in found.conditions]


def test_ten_points_less_do_where_the_pension_is_due_after_ten_years() -> None:
    thirty = {"SB_BEN": 720, "SB_FA_BEN": 0, "SB_FA_WORK": 0, **UNLIMITED}
    after_ten = judged("C102.V", of_scheme("OLD", QUAL=120, **thirty), EARNINGS, WAGES)
    assert condition(after_ten, "rate").required == 30
    assert condition(after_ten, "rate").provenance.article == "29(3)"
    assert after_ten.verdict == "met"
    after_eleven = judged("C102.V", of_scheme("OLD", QUAL=132, QUAL_MIN=60, **thirty), EARNINGS, WAGES)
    assert (condition(after_eleven, "rate").required, after_eleven.verdict) == (40, "not_met")


def test_a_full_pension_within_fifteen_years_needs_no_reduced_one() -> None:
    found = judged("C102.V", told("C102.V", QUAL=180, QUAL_MIN=""))
    assert condition(found, "reduced").outcome == "met"


# Family benefits

CHILDREN = [cell("X.POP_CHILD", 1000), cell("X.WAGE_LABOURER", 1000)]
FAMILY = of_scheme("FAM", QUAL=3, **UNLIMITED)


def family_benefit(spent: Cell | None, benefit: str = "QMA01-01", form: str = "CASH_PER") -> list[Observation]:
    at = {"scheme": "QMA01", "benefit": benefit}
    coded = [cell("B.FUNC", "FAM", **at), cell("B.FORM", form, **at)]
    return coded if spent is None else [*coded, cell("B.EXP", spent, **at)]


@pytest.mark.parametrize(("spent", "verdict"), [(180_000, "met"), (179_999, "not_known")])
def test_one_and_a_half_per_cent_of_the_wage_for_every_child_do(spent: int, verdict: str) -> None:
    found = judged("C102.VII", FAMILY, EARNINGS, CHILDREN, family_benefit(spent))
    assert found.verdict == verdict


def test_three_per_cent_do_for_the_children_of_the_persons_protected() -> None:
    protected = [cell("L.COV_MAND", 200, "FAM"), cell("L.COV_NC", 100, "FAM")]
    met = judged("C102.VII", FAMILY, EARNINGS, CHILDREN, protected, family_benefit(108_000))
    assert condition(met, "total_value").found == 3
    assert condition(met, "total_value").provenance.article == "44(a)"
    assert met.verdict == "met"
    less = judged("C102.VII", FAMILY, EARNINGS, CHILDREN, protected, family_benefit(107_999))
    assert less.verdict == "not_met"


def test_benefits_in_kind_count_and_lump_sums_do_not() -> None:
    with_kind = judged(
        "C102.VII", FAMILY, EARNINGS, CHILDREN, family_benefit(90_000), family_benefit(90_000, "QMA01-02", "KIND")
    )
    assert with_kind.verdict == "met"
    with_lump = judged(
        "C102.VII", FAMILY, EARNINGS, CHILDREN, family_benefit(90_000), family_benefit(90_000, "QMA01-02", "CASH_LUMP")
    )
    assert with_lump.verdict == "not_known"


def test_a_family_benefit_without_expenditure_is_named() -> None:
    found = judged("C102.VII", FAMILY, EARNINGS, CHILDREN, family_benefit(None))
    assert "B.EXP QMA01-01" in found.missing
    assert judged("C102.VII", FAMILY, EARNINGS, CHILDREN).missing[0] == "B.EXP[FAM]"


# What cannot be told


@pytest.mark.parametrize("branch", ["C102.VI.2", "C121.2"])
def test_the_survivors_of_employment_injury_stay_open_because_the_inquiry_does_not_ask(branch: str) -> None:
    found = judged(branch, told("C121.1"))
    assert condition(found, "rate").phrase == "amount_not_asked"
    assert found.verdict == "not_known"


def test_without_a_reference_scheme_that_item_is_missing() -> None:
    found = judged("C102.V", [cell("L.EXISTS", "ANCH_PER", "OLD")])
    assert (found.verdict, found.missing) == ("not_known", ("L.REF_SCHEME[OLD]",))


@pytest.mark.parametrize("provision", ["NONE", "NOT_ANCH", "LIMITED"])
def test_where_the_law_provides_no_periodical_payment_the_standard_is_not_met(provision: str) -> None:
    assert judged("C102.V", [cell("L.EXISTS", provision, "OLD")]).verdict == "not_met"


def test_a_wage_of_zero_is_never_divided_by() -> None:
    cells = of_scheme("SIC", SB_BEN=1200, SB_FA_BEN=0, SB_FA_WORK=0, WAIT=3, **UNLIMITED)
    found = judged("C102.III", cells, EARNINGS, [cell("X.WAGE_SKILLED", 0)])
    assert (condition(found, "rate").phrase, found.verdict) == ("no_earnings", "not_known")


def test_amounts_in_two_currencies_are_not_compared() -> None:
    cells = [each for each in told("C102.III") if each.item not in {"L.SB_BEN", "X.WAGE_SKILLED"}]
    amounts = [
        cell("L.SB_BEN", 1200, "SIC", "QMA01", currency="QAV"),
        cell("X.WAGE_SKILLED", 2400, currency="USD"),
    ]
    found = judged("C102.III", cells, amounts)
    assert condition(found, "rate").terms == {"currencies": "QAV, USD"}
    assert found.verdict == "not_known"


def test_an_amount_of_another_year_is_not_taken_for_this_one() -> None:
    cells = [each for each in told("C102.III") if each.item != "L.SB_BEN"]
    before = replace(cell("L.SB_BEN", 1200, "SIC", "QMA01", ref_detail="2015-01-01"), time_period=2021)
    found = judged("C102.III", cells, [before])
    assert condition(found, "rate").missing == ("L.SB_BEN[SIC] QMA01", "L.RR[SIC] QMA01")


def test_the_law_of_an_earlier_year_holds_until_it_is_amended() -> None:
    cells = [each for each in told("C102.III") if each.item != "L.WAIT"]
    before = replace(cell("L.WAIT", 3, "SIC", "QMA01", ref_detail="2015-01-01"), time_period=2021)
    assert condition(judged("C102.III", cells, [before]), "waiting").cells == (before.id,)
    amended = cell("L.WAIT", 5, "SIC", "QMA01", ref_detail="2022-07-01")
    assert condition(judged("C102.III", cells, [before, amended]), "waiting").found == 5
    coming = cell("L.WAIT", 5, "SIC", "QMA01", ref_detail="2023-01-01")
    assert condition(judged("C102.III", cells, [before, coming]), "waiting").found == 3


def test_a_family_allowance_that_cannot_exist_is_none() -> None:
    cells = [each for each in told("C102.III") if not each.item.startswith("L.SB_FA")]
    nil = [
        Observation(ref_area="QMA", item=item, time_period=2022, scheme="QMA01", func="SIC", obs_status="M", value=None)
        for item in ("L.SB_FA_BEN", "L.SB_FA_WORK")
    ]
    assert condition(judged("C102.III", cells, nil), "rate").found == 50
    assert judged("C102.III", cells).verdict == "not_known"


# Ratification


def test_ratification_and_parts_stand_beside_the_verdict() -> None:
    cells = [
        cell("L.RATIF", "Y", breakdown="C102"),
        cell("L.RATIF_PARTS", "III V"),
        cell("L.RATIF", "N", breakdown="C130"),
    ]
    sickness = judged("C102.III", told("C102.III"), cells)
    assert (sickness.ratified, sickness.accepted) == (True, True)
    assert judged("C102.IV", told("C102.IV"), cells).accepted is False
    assert (
        judged("C130.III", told("C130.III"), cells).ratified,
        judged("C128.II", told("C128.II"), cells).ratified,
    ) == (
        False,
        None,
    )


# Persons protected are shown


def test_a_share_of_residents_that_is_reached_is_shown_and_never_decides() -> None:
    base = [cell("X.POP_TOTAL", 1000)]
    reached = condition(judged("C102.III", told("C102.III"), base, [cell("L.COV_MAND", 200, "SIC")]), "persons")
    assert (reached.outcome, reached.found, reached.provenance.article) == ("met", 20, "15(b)")
    below = judged("C102.III", told("C102.III"), base, [cell("L.COV_MAND", 199, "SIC")])
    assert condition(below, "persons").outcome == "not_judged"
    assert below.verdict == "met"


# Invariants


@given(st.integers(0, 4000), st.integers(0, 4000), st.integers(1, 50))
def test_a_rate_does_not_move_when_all_amounts_are_multiplied(benefit: int, wage: int, factor: int) -> None:
    def rate(times: int) -> Fraction | None:
        amounts = {"SB_BEN": benefit * times, "SB_FA_BEN": 80 * times, "SB_FA_WORK": 60 * times}
        cells = of_scheme("SIC", WAIT=3, **amounts, **UNLIMITED)
        return condition(
            judged("C102.III", cells, EARNINGS, [cell("X.WAGE_SKILLED", Decimal(wage * times))]), "rate"
        ).found

    assert rate(factor) == rate(1)


@given(st.integers(0, 4000))
def test_more_benefit_never_turns_met_into_not_met(benefit: int) -> None:
    def verdict(more: int) -> str:
        return judged("C102.III", told("C102.III", SB_BEN=benefit + more)).verdict

    assert (verdict(0), verdict(1)) != ("met", "not_met")


def test_the_definitions_say_what_was_recalled() -> None:
    recalled = {
        each.id for each in DEFINITIONS.standards.branches() if each.rate and not each.rate.provenance.confirmed
    }
    assert recalled == set()
    unemployment = BRANCHES["C168.UNE"]
    assert not unemployment.durations[0].provenance.confirmed
    assert unemployment.durations[0].provenance.source.title.en == "recalled; to be confirmed against the text"
