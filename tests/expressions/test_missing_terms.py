"""How missing terms enter sums, comparisons and ratios (INQUIRY, section 0)."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from openssi.expressions import ObservationCells, compile_python, parse
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire

Evaluate = Callable[..., Any]

TOTAL = "S.REC_CONTR_EE+S.REC_CONTR_SELF+S.REC_CONTR_PEN"


def test_an_unanswered_optional_component_counts_as_nil_where_the_mandatory_ones_are_present(value: Evaluate) -> None:
    assert value(TOTAL, {"S.REC_CONTR_EE": 5, "S.REC_CONTR_SELF": 2}, scope="scheme") == 7


def test_an_unanswered_mandatory_component_makes_the_sum_missing(value: Evaluate) -> None:
    assert value(TOTAL, {"S.REC_CONTR_EE": 5, "S.REC_CONTR_PEN": 2}, scope="scheme") is None


@pytest.mark.parametrize("status", ["M", "N"])
def test_what_cannot_exist_or_rounds_to_zero_counts_as_nil(value: Evaluate, status: str) -> None:
    answers = {"S.REC_CONTR_EE": 5, "S.REC_CONTR_SELF": (None, status)}
    assert value(TOTAL, answers, scope="scheme") == 5


@pytest.mark.parametrize("status", ["L", "O", "Q", "J", "K"])
def test_a_missing_status_makes_the_sum_missing_also_for_an_optional_component(value: Evaluate, status: str) -> None:
    answers = {"S.REC_CONTR_EE": 5, "S.REC_CONTR_SELF": 2, "S.REC_CONTR_PEN": (None, status)}
    assert value(TOTAL, answers, scope="scheme") is None


def test_a_cell_included_elsewhere_counts_as_nil_where_its_partner_is_in_the_sum(value: Evaluate) -> None:
    answers = {"S.REC_CONTR_EE": (7, "W"), "S.REC_CONTR_SELF": (None, "K")}
    assert value(TOTAL, answers, scope="scheme") == 7


def test_an_unanswered_component_is_never_nil_where_it_is_taken_away(value: Evaluate) -> None:
    assert value("S.REC_TOTAL-S.REC_GRANT", {"S.REC_TOTAL": 9}, scope="scheme") is None


def test_a_subtotal_with_no_component_answered_is_unanswered(value: Evaluate) -> None:
    assert value("S.REC_INVEST+S.REC_GRANT", {"S.REC_TOTAL": 9}, scope="scheme") is None


def test_a_subtotal_without_mandatory_components_counts_as_nil_one_level_up(value: Evaluate) -> None:
    assert value("S.REC_CONTR_EE+S.REC_OTHER", {"S.REC_CONTR_EE": 5}, scope="scheme") == 5


def test_a_subtotal_with_mandatory_components_makes_the_level_above_missing(value: Evaluate) -> None:
    answers = {"S.REC_CONTR_SELF": 5, "S.REC_INVEST": 1}
    assert value("S.REC_INVEST+S.REC_CONTR_PP", answers, scope="scheme") is None


def test_a_calculated_item_is_calculated_where_it_was_not_typed(value: Evaluate) -> None:
    answers = {"S.REC_CONTR_EE": 5, "S.REC_CONTR_SELF": 2}
    assert value("S.REC_CONTR_PP", answers, scope="scheme") == 7
    assert value("S.REC_CONTR_PP", {**answers, "S.REC_CONTR_PP": 8}, scope="scheme") == 8
    assert value("S.REC_CONTR_PP", {**answers, "S.REC_CONTR_PP": (None, "L")}, scope="scheme") is None


def test_unknown_sex_counts_as_nil_where_men_and_women_are_present(value: Evaluate) -> None:
    identity = "B.REC[M]+B.REC[F]+B.REC[U]-B.REC[T]"
    assert value(identity, {"B.REC[M]": 4, "B.REC[F]": 6, "B.REC": 10}, scope="benefit") == 0
    assert value(identity, {"B.REC[F]": 6, "B.REC": 10}, scope="benefit") is None
    assert value("B.REC[F]+B.REC[U]", {"B.REC[F]": 6}, scope="benefit") is None


@pytest.mark.parametrize(
    "condition",
    ["B.EXP > 0", "B.EXP/B.REC < 5", "B.REC/0 < 5", "max(B.EXP, 1) > 0", "0 <= B.EXP <= 5", "B.FUNC in {OLD}"],
)
def test_a_condition_with_a_missing_operand_is_not_evaluated(value: Evaluate, condition: str) -> None:
    assert value(condition, {"B.REC": 10}, scope="benefit") is None


def test_what_is_not_evaluated_leaves_a_condition_to_its_other_side(value: Evaluate) -> None:
    answers = {"B.REC": 10}
    assert value("B.EXP > 0 or B.REC > 0", answers, scope="benefit") is True
    assert value("B.EXP > 0 and B.REC < 0", answers, scope="benefit") is False
    assert value("B.EXP > 0 => B.REC > 0", answers, scope="benefit") is True
    assert value("B.REC > 0 => B.EXP > 0", answers, scope="benefit") is None
    assert value("not (B.EXP > 0)", answers, scope="benefit") is None


def test_ages_are_added_without_the_derived_bands(value: Evaluate) -> None:
    bands = {"B.REC[Y0T4]": 1, "B.REC[Y5T9]": 2, "B.REC[Y10T14]": 3}
    assert value("sum_age(B.REC)", bands, scope="benefit") == 6
    assert value("sum_age(B.REC)", {**bands, "B.REC[Y5T9]": None}, scope="benefit") is None
    assert value("sum_age(B.REC)", {**bands, "B.REC[Y5T9]": (None, "M")}, scope="benefit") == 4


def test_functions_that_a_scheme_does_not_serve_are_nil(value: Evaluate) -> None:
    answers = {"S.EXP_FUNC[OLD]": 10, "S.EXP_FUNC[SUR]": 5}
    assert value("sum_func(S.EXP_FUNC)", answers, scope="scheme") == 15
    assert value("sum_func(S.EXP_FUNC; f != SUR)", answers, scope="scheme") == 10
    assert value("sum_func(S.EXP_FUNC)", {**answers, "S.EXP_FUNC[HEA]": (None, "L")}, scope="scheme") is None
    assert value("sum_func(S.EXP_FUNC)", {"S.REC_TOTAL": 3}, scope="scheme") is None


BENEFITS: Mapping[str, object] = {
    "B.FUNC@1": "OLD",
    "B.REC@1": 10,
    "B.FUNC@2": "SUR",
    "B.REC@2": 4,
    "B.FUNC@3": "OLD",
}


def test_a_sum_over_benefits_takes_those_that_pass_its_filter(value: Evaluate) -> None:
    assert value("sumB(B.REC; B.FUNC=SUR)", BENEFITS) == 4
    assert value("sumB(B.REC; B.FUNC=MAT)", BENEFITS) == 0
    assert value("sumB(B.REC)", {"X.GDP": 1}) is None
    assert value("sumS(sumB(B.REC; B.FUNC=SUR))", BENEFITS) == 4


def test_a_national_sum_is_the_value_of_its_known_terms(value: Evaluate) -> None:
    assert value("sumB(B.REC; B.FUNC=OLD)", BENEFITS) == 10
    assert value("sumB(B.REC; B.FUNC=OLD)", {"B.FUNC@1": "OLD"}) is None


def test_an_incomplete_sum_is_told_with_its_terms(
    cells: Callable[..., ObservationCells], questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    def outcome(text: str) -> tuple[object, int, int, bool]:
        found = compile_python(parse(text), questionnaire, codelists).outcome(cells({**BENEFITS, "H.COV_OLD": 30}))
        return (found.value, found.terms, found.missing, found.uncertain)

    assert outcome("sumB(B.REC; B.FUNC=OLD)") == (Decimal(10), 2, 1, False)
    assert outcome("sumB(B.REC; B.FUNC=SUR)") == (Decimal(4), 1, 0, False)
    assert outcome("H.COV_OLD <= sumB(B.REC; B.FUNC=OLD)") == (False, 2, 1, True)
    assert outcome("sumB(B.REC; B.FUNC=OLD) <= 40") == (True, 2, 1, True)


def test_known_terms_that_already_break_an_upper_bound_are_certain(
    cells: Callable[..., ObservationCells], questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    for text in ("sumB(B.REC; B.FUNC=OLD) <= 9", "9 >= sumB(B.REC; B.FUNC=OLD)"):
        found = compile_python(parse(text), questionnaire, codelists).outcome(cells(BENEFITS))
        assert (found.value, found.uncertain) == (False, False)


def test_the_terms_of_an_identity_are_counted_with_its_total(value: Evaluate) -> None:
    answers = {"B.REC[Y0T4]": 1, "B.REC[Y5T9]": 2, "B.REC[Y10T14]": 3, "B.REC": 6}
    assert value("abs(sum_age(B.REC)-B.REC[T]) = n_terms - 4", answers, scope="benefit") is True


@pytest.mark.parametrize(
    ("contingencies", "expected"),
    [("CHILD", 9), ("CHILD PENSION", None), (None, 9)],
)
def test_a_conditional_component_is_nil_where_its_condition_does_not_hold(
    value: Evaluate, contingencies: str | None, expected: int | None
) -> None:
    answers = {"B.REC": 9, "B.CONTIG": contingencies}
    assert value("B.REC+B.REC_PENAGE", answers, scope="benefit") == expected


def test_a_condition_is_read_for_the_function_whose_turn_it_is(value: Evaluate) -> None:
    answers = {"S.FUNCTIONS": "OLD", "S.ACTIVE": 1, "S.INSURED[OLD]": 7}
    assert value("S.ACTIVE+S.INSURED[OLD]", answers, scope="scheme") == 8
    assert value("S.ACTIVE+S.INSURED[MAT]", answers, scope="scheme") == 1
    answers["S.FUNCTIONS"] = "OLD MAT"
    assert value("S.ACTIVE+S.INSURED[MAT]", answers, scope="scheme") is None


def test_the_row_of_unknown_age_closes_a_sum_and_may_be_empty(value: Evaluate) -> None:
    answers = {"B.REC[Y0T4]": 3, "B.REC[Y5T9]": 4, "B.REC[Y10T14]": 5}
    assert value("sum_age(B.REC)", answers, scope="benefit") == 12
