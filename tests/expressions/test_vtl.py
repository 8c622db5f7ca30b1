"""Conditions as VTL text over a wide frame."""

import pytest

from openssi.expressions import parse
from openssi.expressions.frames import FrameNames, needed_cells
from openssi.expressions.vtl.compiler import compile_vtl
from openssi.expressions.vtl.parts import VtlCondition
from openssi.expressions.vtl.rule import rule_in_vtl
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.rule import Rule, RuleLevel, Severity
from openssi.vocabulary.text import MultilingualText

Lists = dict[str, CodeList]
NOTHING = MultilingualText("", "", "")


def condition(
    text: str,
    questionnaire: Questionnaire,
    codelists: Lists,
    sex: str = "T",
    function: str = "",
    *,
    blocks: bool = False,
) -> VtlCondition:
    found = compile_vtl(parse(text), FrameNames(questionnaire, sex, function), codelists, blocks=blocks)
    assert isinstance(found, VtlCondition), found
    return found


def reason(text: str, questionnaire: Questionnaire, codelists: Lists, *, blocks: bool = False) -> object:
    return compile_vtl(parse(text), FrameNames(questionnaire), codelists, blocks=blocks)


@pytest.mark.parametrize(
    ("text", "vtl"),
    [
        ("B.REC_PENAGE <= B.REC", "B_REC_PENAGE <= B_REC"),
        ("B.REC[F] != B.REC[T]", "B_REC__F <> B_REC"),
        ("B.REC(t-1) > 0", "B_REC__L1 > 0"),
        ("S.INSURED[MAT,F] >= 0", "S_INSURED__MAT__F >= 0"),
        ("B.FUNC = OLD", 'B_FUNC = "OLD"'),
        ("B.FUNC in {OLD, SUR}", 'B_FUNC in {"OLD", "SUR"}'),
        ("B.FUNC not in {OLD}", 'B_FUNC not_in {"OLD"}'),
        ("PENSION in B.CONTIG", "B_CONTIG__HAS_PENSION"),
        ("PENSION not in B.CONTIG", "not B_CONTIG__HAS_PENSION"),
        ("0 <= L.CR_EE[OLD] <= 100", "(0 <= L_CR_EE__OLD) and (L_CR_EE__OLD <= 100)"),
        ("status(B.REC) in {L, O}", 'B_REC__STATUS in {"L", "O"}'),
        ("not null(B.REC)", "not isnull(B_REC)"),
        ("B.FUNC = OLD => B.REC > 0", 'when B_FUNC = "OLD" then B_REC > 0'),
        ("not (B.FUNC = OLD => B.REC > 0)", 'not (not (B_FUNC = "OLD") or (B_REC > 0))'),
        ("(B.EXP > 0) = (B.REC > 0)", "(B_EXP > 0) = (B_REC > 0)"),
        ("coalesce(B.REC_PENAGE, B.REC) > 0", "nvl(B_REC_PENAGE, B_REC) > 0"),
        ("B.EXP <= 0.05 * 10^N.UNIT_MULT", "B_EXP <= (0.05 * power(10, N_UNIT_MULT))"),
        ("S.EXP_BEN <= -S.REC_TOTAL", "S_EXP_BEN <= (- S_REC_TOTAL)"),
        ("exists c in {OLD, SUR}: B.FUNC = c", '(B_FUNC = "OLD") or (B_FUNC = "SUR")'),
        ("for c in {1, 2}: B.REC > c", "(B_REC > 1) and (B_REC > 2)"),
        ("B.REC > r where r = abs(B.EXP)", "B_REC > abs(B_EXP)"),
        ("sumB(B.REC; B.FUNC = OLD) > 0", "sumB_B_REC_B_FUNC_OLD > 0"),
        ("sumS(S.ACTIVE)(t-1) > 0", "sumS_S_ACTIVE_t_1 > 0"),
    ],
)
def test_a_condition_reads_in_vtl_as_it_was_written(
    text: str, vtl: str, questionnaire: Questionnaire, codelists: Lists
) -> None:
    assert condition(text, questionnaire, codelists).text == vtl


def test_a_text_constant_keeps_its_quotation_marks(questionnaire: Questionnaire, codelists: Lists) -> None:
    assert condition('Q.NOTE = "none"', questionnaire, codelists).text == 'Q_NOTE = "none"'


def test_a_sum_is_null_where_a_mandatory_term_is_missing_and_counts_an_empty_optional_one_as_nil(
    questionnaire: Questionnaire, codelists: Lists
) -> None:
    found = condition("S.REC_CONTR_EE + S.REC_INVEST = 10", questionnaire, codelists)
    (step,) = found.steps
    assert found.text == "step__1 = 10"
    assert step.text.startswith('if (S_REC_CONTR_EE__PRESENCE in {"MISSING", "REQUIRED"}) or ')
    assert '(S_REC_CONTR_EE__PRESENCE = "UNANSWERED") and (S_REC_INVEST__PRESENCE = "UNANSWERED")' in step.text
    assert step.text.endswith(" then null else nvl(S_REC_CONTR_EE, 0) + nvl(S_REC_INVEST, 0)")
    assert [column.name for column in found.columns] == [
        "S_REC_CONTR_EE",
        "S_REC_INVEST",
        "S_REC_CONTR_EE__PRESENCE",
        "S_REC_INVEST__PRESENCE",
    ]


def test_what_is_taken_away_makes_the_sum_null_where_it_is_not_answered(
    questionnaire: Questionnaire, codelists: Lists
) -> None:
    (step,) = condition("S.REC_TOTAL - S.REC_INVEST > 0", questionnaire, codelists).steps
    assert 'S_REC_INVEST__PRESENCE in {"MISSING", "REQUIRED", "UNANSWERED"}' in step.text


def test_the_row_of_unknown_sex_is_nil_only_beside_men_and_women(
    questionnaire: Questionnaire, codelists: Lists
) -> None:
    (beside,) = condition("B.REC[M] + B.REC[F] + B.REC[U] > 0", questionnaire, codelists).steps
    (alone,) = condition("B.REC[F] + B.REC[U] > 0", questionnaire, codelists).steps
    assert 'B_REC__U__PRESENCE in {"UNANSWERED", "UNKNOWN_SEX"}' in beside.text
    assert 'B_REC__U__PRESENCE in {"MISSING", "REQUIRED", "UNKNOWN_SEX"}' in alone.text


def test_a_sum_of_age_bands_tells_the_unknown_age_from_the_unknown_sex(
    questionnaire: Questionnaire, codelists: Lists
) -> None:
    (step,) = condition("sum_age(B.REC) > 0", questionnaire, codelists).steps
    bands = [code for code in codelists["CL_AGE"].ids if code.startswith("Y")]
    added = [f"nvl(B_REC__{code}, 0)" for code in (*bands, "AGE_U")]
    assert step.text.endswith(f"then null else {' + '.join(added)}")


def test_a_ratio_is_null_where_its_denominator_is_nil_and_stands_once(
    questionnaire: Questionnaire, codelists: Lists
) -> None:
    found = condition("0.5 <= r <= 2 where r = B.EXP / B.REC", questionnaire, codelists)
    assert found.text == "(0.5 <= step__1) and (step__1 <= 2)"
    assert [step.text for step in found.steps] == ["if B_REC <> 0 then B_EXP / B_REC else null"]


def test_the_larger_of_two_is_null_where_one_is(questionnaire: Questionnaire, codelists: Lists) -> None:
    (step,) = condition("B.REC <= max(B.EXP, 1)", questionnaire, codelists).steps
    assert step.text == "if B_EXP >= 1 then B_EXP else if B_EXP < 1 then 1 else null"


def test_a_choice_is_null_where_its_condition_is(questionnaire: Questionnaire, codelists: Lists) -> None:
    (step,) = condition("B.REC <= (B.FUNC = OLD ? 1 : 2)", questionnaire, codelists).steps
    assert step.text == 'if B_FUNC = "OLD" then 1 else if not (B_FUNC = "OLD") then 2 else null'


def test_a_step_is_deeper_than_those_it_is_made_of(questionnaire: Questionnaire, codelists: Lists) -> None:
    found = condition("abs(S.REC_TOTAL - (S.EXP_BEN + 1)) <= 2", questionnaire, codelists)
    assert [step.depth for step in found.steps] == [1, 2]
    assert found.steps[1].text.endswith("nvl(S_REC_TOTAL, 0) - step__1")


def test_numbers_of_the_formula_itself_are_never_missing(questionnaire: Questionnaire, codelists: Lists) -> None:
    (step,) = condition("B.REC > 1 + 2", questionnaire, codelists).steps
    assert step.text == "1 + 2"


def test_the_first_that_is_present_is_a_term_of_a_sum(questionnaire: Questionnaire, codelists: Lists) -> None:
    (step,) = condition("S.REC_TOTAL + coalesce(S.REC_INVEST, 0) > 0", questionnaire, codelists).steps
    assert step.text.endswith("then null else nvl(S_REC_TOTAL, 0) + nvl(S_REC_INVEST, 0)")
    (both,) = condition("coalesce(B.REC_PENAGE, B.REC) + B.REC > 0", questionnaire, codelists).steps
    assert "isnull(B_REC_PENAGE) and isnull(B_REC)" in both.text


def test_the_cells_of_an_identity_are_counted_in_a_column(questionnaire: Questionnaire, codelists: Lists) -> None:
    found = condition("abs(sum_age(B.REC) - B.REC[T]) <= 0.5 * n_terms", questionnaire, codelists)
    assert found.text.endswith("<= (0.5 * N_TERMS_abs_sum_age_B_REC_B_REC_T)")


def test_a_reference_without_index_is_the_cell_of_the_sex_in_turn(
    questionnaire: Questionnaire, codelists: Lists
) -> None:
    assert condition("B.REC <= X.HH", questionnaire, codelists, "F").text == "B_REC__F <= X_HH"
    (step,) = condition("B.REC + B.EXP > 0", questionnaire, codelists, "F").steps
    assert "B_REC__BY_F__PRESENCE" in step.text


def test_an_item_by_function_is_the_cell_of_the_function_in_turn(
    questionnaire: Questionnaire, codelists: Lists
) -> None:
    assert condition("S.EXP_FUNC > 0", questionnaire, codelists, function="MAT").text == "S_EXP_FUNC__MAT > 0"


def test_an_empty_cell_may_hold_a_number_or_a_text(questionnaire: Questionnaire, codelists: Lists) -> None:
    assert condition("null(cell)", questionnaire, codelists).text == "isnull(CELL) and isnull(CELL__TEXT)"
    assert condition('item = B.EXP and starts_with(item, "B.")', questionnaire, codelists).text == (
        '(ITEM = "B.EXP") and (instr(ITEM, "B.") = 1)'
    )


def test_a_logarithm_of_what_is_not_positive_is_null(questionnaire: Questionnaire, codelists: Lists) -> None:
    (step,) = condition("log10(B.REC) < 2", questionnaire, codelists).steps
    assert step.text == "if B_REC > 0 then log(B_REC, 10) else null"


def test_whether_several_codes_are_answered_is_a_column(questionnaire: Questionnaire, codelists: Lists) -> None:
    found = condition("not null(B.CONTIG)", questionnaire, codelists)
    assert [(column.name, column.type) for column in found.columns] == [("null_B_CONTIG", "Boolean")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("set(B.FUNC) subset of S.FUNCTIONS", "set"),
        ("B.FUNC in S.FUNCTIONS", "set"),
        ("B.CONTIG = PENSION", "set"),
        ("for s in S.FUNCTIONS: B.FUNC = s", "set"),
        ("cell in codelist(item)", "set"),
        ("unique(S.STATUS)", "units"),
        ("count_cells(cell > 0) > 1", "cells"),
        ("robust_z(B.REC) < 3", "series"),
        ("file.year = round.year", "facts"),
        ("revision.value > 0", "facts"),
    ],
)
def test_vtl_says_nothing_of_what_is_not_in_the_row(
    text: str, why: str, questionnaire: Questionnaire, codelists: Lists
) -> None:
    assert reason(text, questionnaire, codelists) == why


def test_a_blocking_rule_on_an_incomplete_sum_is_said_only_where_the_known_terms_break_it(
    questionnaire: Questionnaire, codelists: Lists
) -> None:
    assert reason("sumB(B.REC) >= X.HH", questionnaire, codelists, blocks=True) == "incomplete"
    assert condition("sumB(B.REC) <= X.HH", questionnaire, codelists, blocks=True).text == "sumB_B_REC <= X_HH"
    assert condition("sumB(B.REC) >= X.HH", questionnaire, codelists).text == "sumB_B_REC >= X_HH"


def rule(*expressions: str, level: RuleLevel = "benefit", severity: Severity = "E", **more: object) -> Rule:
    texts = dict.fromkeys(("title", "message", "remedy", "reason"), NOTHING)
    return Rule(
        id="R020",
        group="arithmetic",
        severity=severity,
        stage="entry",
        level=level,
        expressions=expressions,
        items=(),
        **texts,
        **more,  # type: ignore[arg-type]  # fields of a rule
    )


def said(made: Rule, questionnaire: Questionnaire, codelists: Lists) -> dict[str, str]:
    parts = rule_in_vtl(made, questionnaire, codelists)
    return {
        part.id: part.condition.text if isinstance(part.condition, VtlCondition) else part.condition for part in parts
    }


def test_a_rule_stands_once_for_each_member_function_and_sex(questionnaire: Questionnaire, codelists: Lists) -> None:
    found = said(rule("for c in {OLD, SUR}: B.FUNC = c"), questionnaire, codelists)
    assert found == {"R020_1_OLD": 'B_FUNC = "OLD"', "R020_1_SUR": 'B_FUNC = "SUR"'}
    by_function = said(rule("S.EXP_FUNC[f] > 0", level="scheme"), questionnaire, codelists)
    assert list(by_function) == ["R020_1_OLD", "R020_1_SUR", "R020_1_MAT", "R020_1_HEA"]
    assert by_function["R020_1_HEA"] == "S_EXP_FUNC__HEA > 0"
    by_sex = said(rule("B.REC_PENAGE <= B.REC", "B.AMT_PAY > 0", by_sex=True), questionnaire, codelists)
    assert by_sex == {
        "R020_1": "B_REC_PENAGE <= B_REC",
        "R020_1_M": "B_REC_PENAGE__M <= B_REC__M",
        "R020_1_F": "B_REC_PENAGE__F <= B_REC__F",
        "R020_2": "B_AMT_PAY > 0",
    }


def test_a_rule_of_the_full_form_is_evaluated_only_there(questionnaire: Questionnaire, codelists: Lists) -> None:
    found = said(rule("B.REC > 0", "B.FUNC = OLD => B.REC > 0", form="full"), questionnaire, codelists)
    assert found == {
        "R020_1": 'when FORM = "full" then B_REC > 0',
        "R020_2": 'when FORM = "full" and (B_FUNC = "OLD") then B_REC > 0',
    }


def test_a_rule_on_facts_from_outside_the_answers_is_not_said(questionnaire: Questionnaire, codelists: Lists) -> None:
    assert said(rule("not null(B.REC)", level="revision"), questionnaire, codelists) == {"R020_1": "facts"}


def test_the_cells_that_a_condition_needs_leave_out_those_of_other_rows() -> None:
    found = needed_cells(parse("B.REC[F] + sumB(B.EXP) > B.REC[F](t-1) and not null(Q.NOTE) and file.year = B.ID"))
    assert [(cell.item, cell.lag) for cell in found] == [("B.REC", 0), ("B.REC", 1), ("B.ID", 0)]
