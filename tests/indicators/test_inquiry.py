"""From answers to totals, indicators and their lineage."""

from decimal import Decimal
from typing import Any

import pytest

from openssi.definitions import load
from openssi.indicators import InquiryResults, compute_inquiry, example_values
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.observation import Observation


def answer(item: str, value: int | str | None, scheme: str = "_Z", benefit: str = "_Z", **more: Any) -> Observation:
    return Observation(
        ref_area="QMA",
        item=item,
        time_period=2023,
        scheme=scheme,
        benefit=benefit,
        value=Decimal(value) if isinstance(value, int) else None,
        text_value=value if isinstance(value, str) else None,
        channel="context" if item.startswith("X.") else "workbook",
        **more,
    )


def benefit(number: int, contingencies: str, recipients: int, **more: int | str) -> list[Observation]:
    at = {"scheme": "QMA01", "benefit": f"QMA01-{number:02d}"}
    told = {
        "B.CONTIG": contingencies,
        "B.FORM": "CASH_PER",
        "B.UNIT_REC": "PERSON",
        "B.CONTRIB": "CONTRIB",
        "B.FUNC": "OLD",
    }
    items = {**told, "B.REC": recipients, **{f"B.{name}": value for name, value in more.items()}}
    return [answer(item, value, **at) for item, value in items.items()]


POPULATION = [
    answer("X.POP_TOTAL", 1000),
    answer("X.POP_CHILD", 300),
    answer("X.POP_PENAGE", 100),
    answer("X.UNEMPLOYED", 40),
    answer("X.LF", 500),
    answer("X.BIRTHS", 20),
]


def computed(*answers: Observation) -> InquiryResults:
    parts = load()
    return compute_inquiry(
        [*POPULATION, *answers],
        parts.questionnaire,
        tuple(parts.indicators.values()),
        tuple(parts.national_totals.values()),
        parts.codelists,
    )


def total(results: InquiryResults, item: str, sex: str = "_T") -> dict[str, Any] | None:
    rows = results.national_totals.to_pylist()
    return next((row for row in rows if (row["item"], row["sex"]) == (item, sex)), None)


def value(results: InquiryResults, indicator: str, sex: str = "_T") -> dict[str, Any] | None:
    rows = results.country_values.to_pylist()
    return next((row for row in rows if (row["indicator"], row["sex"]) == (indicator, sex)), None)


def test_what_the_country_reports_stands_and_the_proposal_is_kept_beside_it() -> None:
    results = computed(*benefit(1, "PENSION", 60), answer("H.COV_OLD", 55))
    found = total(results, "H.COV_OLD")
    assert found is not None
    assert (found["value"], found["proposed"], found["chosen"]) == (55, 60, "reported")
    figure = value(results, "SDG_1_3_1_OLD_AGE")
    assert figure is not None
    assert (figure["value"], figure["nature"], figure["obs_status"]) == (55.0, "C", "A")


def test_where_the_country_reports_nothing_the_proposal_stands_as_an_estimate() -> None:
    results = computed(*benefit(1, "PENSION", 60), *benefit(2, "PENSION", 30))
    found = total(results, "H.COV_OLD")
    assert found is not None
    assert (found["lower"], found["upper"], found["chosen"], found["obs_status"]) == (60, 90, "proposed", "E")
    figure = value(results, "SDG_1_3_1_OLD_AGE")
    assert figure is not None
    assert (figure["lower"], figure["upper"], figure["nature"]) == (60.0, 90.0, "E")


def test_recipients_above_pensionable_age_count_before_all_recipients() -> None:
    found = total(computed(*benefit(1, "PENSION", 60, REC_PENAGE=50)), "H.COV_OLD")
    assert found is not None
    assert found["value"] == 50


def test_benefits_in_kind_are_not_counted() -> None:
    assert total(computed(*benefit(1, "PENSION", 60, FORM="KIND")), "H.COV_OLD") is None


def test_maternity_benefit_of_the_insured_is_left_out_with_its_reason() -> None:
    results = computed(
        answer("S.ACTIVE", 200, "QMA01"), *benefit(1, "TOTAL MAT", 10, FUNC="MAT"), answer("H.DEDUP", "PARTITION")
    )
    found = total(results, "H.COV_ANY")
    assert found is not None
    assert found["value"] == 200
    links = [row for row in results.lineage.to_pylist() if row["output_id"] == found["total_id"]]
    assert [(row["role"], row["amount"]) for row in links] == [("part", 200.0), ("left_out", None)]
    number = int(links[1]["reason"].partition(":")[2])
    assert load().national_totals["H.COV_ANY"].parts[number].leave_out is not None


def test_members_of_assisted_households_are_counted_where_the_size_is_known() -> None:
    assistance = benefit(1, "TOTAL VULN POOR", 10, UNIT_REC="HOUSEHOLD", FUNC="SOC", CONTRIB="NONCONTRIB")
    with_size = total(computed(*assistance, answer("X.HH", 250)), "H.COV_ANY")
    without = total(computed(*assistance), "H.COV_ANY")
    assert with_size is not None
    assert without is not None
    assert (with_size["value"], without["value"]) == (40, 10)


def test_no_scheme_and_no_law_make_a_true_zero_with_its_reason() -> None:
    results = computed(answer("L.EXISTS", "NONE", func="UNE"))
    figure = value(results, "SDG_1_3_1_UNEMPLOYMENT")
    assert figure is not None
    assert (figure["value"], figure["obs_status"], figure["footnote"]) == (0.0, "A", "NOPROG")


@pytest.mark.parametrize("provision", ["ANCH_PER", "NOINFO"])
def test_no_information_is_not_a_zero(provision: str) -> None:
    assert value(computed(answer("L.EXISTS", provision, func="UNE")), "SDG_1_3_1_UNEMPLOYMENT") is None


def test_a_reported_zero_is_a_zero_and_an_empty_cell_is_missing() -> None:
    reported = value(computed(answer("H.COV_UNE", 0)), "SDG_1_3_1_UNEMPLOYMENT")
    assert reported is not None
    assert (reported["value"], reported["footnote"]) == (0.0, "")
    assert value(computed(answer("H.COV_UNE", None, obs_status="L")), "SDG_1_3_1_UNEMPLOYMENT") is None


def test_maternity_is_of_women_only() -> None:
    results = computed(answer("H.COV_MAT", 15))
    assert value(results, "SDG_1_3_1_MATERNITY") is None
    figure = value(results, "SDG_1_3_1_MATERNITY", "F")
    assert figure is not None
    assert figure["value"] == 75.0


def test_a_coverage_above_100_is_kept_as_computed_and_published_as_100() -> None:
    figure = value(computed(answer("H.COV_OLD", 104)), "SDG_1_3_1_OLD_AGE")
    assert figure is not None
    assert (figure["value"], figure["value_computed"]) == (100.0, 104.0)


def test_vulnerable_persons_follow_the_published_definition() -> None:
    results = computed(answer("H.COV_WA_C", 250), answer("H.COV_OLD_C", 60), answer("H.COV_VULN", 198))
    found = total(results, "H.DEN_VULN")
    assert found is not None
    assert found["value"] == 300 + (1000 - 300 - 100 - 250) + (100 - 60)
    figure = value(results, "SDG_1_3_1_VULNERABLE")
    assert figure is not None
    assert figure["value"] == pytest.approx(100 * 198 / 690)


def test_a_multiplier_is_applied_once() -> None:
    figure = value(computed(answer("H.COV_OLD", 1, unit_mult=1)), "SDG_1_3_1_OLD_AGE")
    assert figure is not None
    assert figure["numerator"] == 10.0


def test_lineage_leads_from_the_figure_to_total_population_and_cell() -> None:
    results = computed(answer("H.COV_OLD", 55))
    figure = value(results, "SDG_1_3_1_OLD_AGE")
    assert figure is not None
    links = {row["role"]: row for row in results.lineage.to_pylist() if row["output_id"] == figure["value_id"]}
    assert links["numerator"]["input_id"] == figure["numerator_id"] == "total.QMA.2023.H_COV_OLD._T"
    assert links["denominator"]["input_id"] == "QMA.2023.X_POP_PENAGE._Z._Z._T._T._Z._Z"
    (reported,) = (row for row in results.lineage.to_pylist() if row["role"] == "reported")
    assert reported["input_id"] == "QMA.2023.H_COV_OLD._Z._Z._T._T._Z._Z"


def test_a_country_with_context_only_gets_no_figures() -> None:
    assert computed().country_values.num_rows == 0


PUBLISHED_PARTS = {
    "S.ACTIVE": 16512,
    "OLD": 2183,
    "DIS": 647 + 70 + 246,
    "UNE": 456,
    "CHILD": 6067,
    "SOCIAL": 745,
    "SOC": 5104,
}


def test_disjoint_groups_reproduce_the_arithmetic_of_a_published_total() -> None:
    def part(number: int, contingency: str, key: str, func: str, contrib: str) -> list[Observation]:
        return benefit(number, f"TOTAL {contingency}", PUBLISHED_PARTS[key], FUNC=func, CONTRIB=contrib)

    results = computed(
        answer("H.DEDUP", "PARTITION"),
        answer("S.ACTIVE", PUBLISHED_PARTS["S.ACTIVE"], "QMA01"),
        *part(1, "PENSION", "OLD", "OLD", "CONTRIB"),
        *part(2, "DISAB", "DIS", "DIS", "CONTRIB"),
        *part(3, "UNE", "UNE", "UNE", "CONTRIB"),
        *part(4, "CHILD", "CHILD", "FAM", "NONCONTRIB"),
        *part(5, "PENSION", "SOCIAL", "OLD", "NONCONTRIB"),
        *part(6, "VULN", "SOC", "SOC", "NONCONTRIB"),
        *(answer(item, 41531, vintage=1) for item in ("X.POP_TOTAL",)),
        *(answer(item, size, vintage=1) for item, size in (("X.POP_CHILD", 9000), ("X.POP_PENAGE", 4000))),
    )
    found = total(results, "H.COV_ANY")
    assert found is not None
    assert found["value"] == 32030


@pytest.mark.parametrize("indicator", load().indicators.values(), ids=lambda each: each.id)
def test_the_worked_examples_come_true(indicator: Indicator) -> None:
    found = example_values(indicator, load().formula_questionnaire, load().codelists)
    assert found == tuple(each.value for each in indicator.examples)


def test_a_sum_that_no_benefit_meets_rests_on_the_codes_that_its_condition_looks_at() -> None:
    results = computed(*benefit(1, "PENSION", 60))
    row = next(
        each
        for each in results.country_values.to_pylist()
        if (each["indicator"], each["breakdown"], each["sex"]) == ("RECIPIENTS_BY_FUNCTION", "UNE", "_T")
    )
    links = [each for each in results.lineage.to_pylist() if each["output_id"] == row["value_id"]]
    assert row["value"] == 0
    assert {(each["role"], each["input_id"].split(".")[2]) for each in links} == {
        ("filter", "B_FUNC"),
        ("filter", "B_UNIT_REC"),
    }


def test_where_no_pension_is_contributory_nobody_has_one_and_the_vulnerable_can_be_counted() -> None:
    results = computed(*benefit(1, "PENSION VULN", 60, CONTRIB="NONCONTRIB"))
    found = total(results, "H.COV_OLD_C")
    assert found is not None
    assert (found["value"], found["chosen"], found["obs_status"]) == (0, "proposed", "A")
    vulnerable = total(results, "H.DEN_VULN")
    assert vulnerable is not None
    assert vulnerable["value"] == 1000


def test_a_country_without_schemes_has_no_total_of_contributors() -> None:
    results = computed(answer("H.COV_OLD", 55))
    assert total(results, "H.COV_OLD_C") is None
    assert total(results, "H.CONTR_ANY") is None
