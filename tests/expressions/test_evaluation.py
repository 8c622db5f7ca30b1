"""What expressions give on cells."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from openssi.expressions import ObservationCells, compile_python, parse
from openssi.expressions import syntax as tree
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Item, ItemTable, Questionnaire
from openssi.vocabulary.observation import Observation

Evaluate = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1+2*3-4/8", Decimal("6.5")),
        ("-2^2", Decimal(-4)),
        ("10^3", Decimal(1000)),
        ("0.1+0.2", Decimal("0.3")),
        ("0^0", None),
        ("abs(-3)", Decimal(3)),
        ("min(3, 1, 2)", Decimal(1)),
        ("max(3, 1, 2)", Decimal(3)),
        ("1 < 2 < 3", True),
        ("1 < 2 < 2", False),
        ("1 = 1 ? 5 : 6", Decimal(5)),
        ("r*r where r = 4, q = 5", Decimal(16)),
        ("q where r = 4, q = r+1", Decimal(5)),
        ("OLD in {OLD,SUR}", True),
        ("OLD not in {OLD,SUR}", False),
        ("{OLD} subset of {OLD,SUR}", True),
        ("3 in {1,2}", False),
        ("for c in {1,2}: c > 0", True),
        ("exists c in {1,2}: c > 1", True),
        ("count(c in {1,2,3}: c > 1)", Decimal(2)),
        ("OLD < 2", None),
        ('"2023-01" < "2023-02"', True),
    ],
)
def test_constants_are_computed_exactly(value: Evaluate, text: str, expected: object) -> None:
    assert value(text, {}) == expected


def test_an_index_names_a_sex_a_function_or_both(value: Evaluate) -> None:
    answers = {"S.INSURED[MAT,F]": 7, "S.INSURED[OLD]": 9, "S.ACTIVE[F]": 3, "S.ACTIVE": 8, "S.ACTIVE[F,Y5T9]": 1}
    for text, expected in (
        ("S.INSURED[MAT,F]", 7),
        ("S.INSURED[F,MAT]", 7),
        ("S.INSURED[OLD]", 9),
        ("S.INSURED[OLD,T]", 9),
        ("S.ACTIVE[F]", 3),
        ("S.ACTIVE", 8),
        ("S.ACTIVE[T]", 8),
        ("S.ACTIVE[Y5T9,F]", 1),
    ):
        assert value(text, answers, scope="scheme") == expected, text


def test_values_are_in_units_after_the_multiplier(questionnaire: Questionnaire) -> None:
    gdp = Observation(ref_area="QMA", item="X.GDP", time_period=2023, value=Decimal("1.5"), unit_mult=6)
    found = ObservationCells({2023: [gdp]}, 2023, questionnaire)
    assert found.value("X.GDP", {}, 0) == Decimal(1500000)
    assert found.observation("X.GDP", {}, 0) is gdp
    assert found.status("X.GDP", {}, 1) is None


def test_the_previous_year_is_one_reference_year_back(value: Evaluate) -> None:
    answers, earlier = {"S.ACTIVE@1": 12, "S.ACTIVE@2": 1}, {"S.ACTIVE@1": 10}
    assert value("S.ACTIVE/S.ACTIVE(t-1)", answers, earlier, scope="scheme") == Decimal("1.2")
    assert value("sumS(S.ACTIVE)(t)-sumS(S.ACTIVE)(t-1)", answers, earlier) == 3


def test_a_benefit_sees_its_scheme_and_its_country(value: Evaluate) -> None:
    answers = {"S.STATUS": "ACTIVE", "X.POP_TOTAL": 100, "B.REC": 5}
    assert value("S.STATUS=ACTIVE and B.REC <= X.POP_TOTAL", answers, scope="benefit") is True


def test_a_sex_in_scope_is_meant_where_the_item_is_asked_by_sex(
    cells: Callable[..., ObservationCells], questionnaire: Questionnaire
) -> None:
    found = cells({"H.COV_OLD": 10, "H.COV_OLD[F]": 6, "X.BIRTHS": 4})
    women = found.for_sex("F")
    assert compile_python(parse("H.COV_OLD"), questionnaire)(women) == 6
    assert compile_python(parse("H.COV_OLD[T]"), questionnaire)(women) == 10
    assert compile_python(parse("X.BIRTHS"), questionnaire)(women) == 4
    assert women.value("H.COV_OLD", {}) == 6
    assert compile_python(parse("H.COV_OLD"), questionnaire)(found.for_sex("M")) is None


def test_functions_over_benefits_and_schemes(value: Evaluate) -> None:
    answers = {
        "B.FUNC@1": "OLD",
        "B.CONTIG@1": "PENSION MAT",
        "B.REC@1": 3,
        "B.FUNC@2": "SUR",
        "B.CONTIG@2": "PENSION",
        "B.REC@2": 9,
        "S.FUNCTIONS": "OLD SUR HEA",
    }
    assert value("max_B(B.REC; PENSION in B.CONTIG)", answers) == 9
    assert value("max_B(B.REC; CHILD in B.CONTIG)", answers) is None
    assert value("any_B(MAT in B.CONTIG)", answers) is True
    assert value("all_B(PENSION in B.CONTIG)", answers) is True
    assert value("all_B(B.REC > 5; B.FUNC=SUR)", answers) is True
    assert value("set(B.FUNC)", answers) == {"OLD", "SUR"}
    assert value("set(B.CONTIG)", answers) == {"PENSION", "MAT"}
    assert value("set(B.FUNC) subset of S.FUNCTIONS", answers, scope="scheme") is True
    assert value("any_S(HEA in S.FUNCTIONS)", answers) is True
    assert value("all_S(MAT in S.FUNCTIONS)", answers) is False


def test_law_counts_for_the_country_where_no_scheme_is_reported(value: Evaluate) -> None:
    assert value("any_S(L.EXISTS[OLD]=ANCH_PER)", {"L.EXISTS[OLD]": "ANCH_PER"}) is True
    assert value("count(f in {OLD,SUR}: any_S(L.EXISTS[f]=ANCH_PER))", {"L.EXISTS[OLD]": "ANCH_PER"}) == 1
    assert value("count(f in CL_FUNC: any_S(L.EXISTS[f]=ANCH_PER))", {}) is None


def test_a_condition_on_f_is_tested_for_every_function(value: Evaluate) -> None:
    condition = "any_B(B.FUNC=f) => sumB(B.EXP; B.FUNC=f) = S.EXP_FUNC[f]"
    answers = {"B.FUNC": "OLD", "B.EXP": 5, "S.EXP_FUNC[OLD]": 5, "S.EXP_FUNC[SUR]": 3}
    assert value(condition, answers, scope="scheme") is True
    assert value(condition, {**answers, "S.EXP_FUNC[OLD]": 6}, scope="scheme") is False


def test_a_formula_on_f_needs_its_function(
    cells: Callable[..., ObservationCells], questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    formula = parse("sumB(B.REC; B.FUNC=f)")
    found = cells({"B.FUNC": "OLD", "B.REC": 5})
    assert compile_python(formula, questionnaire, codelists, {"f": "OLD"})(found) == 5
    with pytest.raises(FixTheFile) as caught:
        compile_python(formula, questionnaire, codelists)
    assert caught.value.problems[0].code == "EXPRESSION_NAME_OPEN"


def test_status_and_null_look_at_the_cell(value: Evaluate) -> None:
    answers = {"B.REC": (None, "L"), "B.EXP": 5}
    assert value("status(B.REC)=L and null(B.REC)", answers, scope="benefit") is True
    assert value("status(B.EXP)=A and not null(B.EXP)", answers, scope="benefit") is True
    assert value("null(status(B.EXP[F]))", answers, scope="benefit") is True
    assert value("coalesce(B.REC, B.EXP)", answers, scope="benefit") == 5


def test_one_cell_is_seen_with_its_attributes(
    cells: Callable[..., ObservationCells], questionnaire: Questionnaire
) -> None:
    found = Observation(
        ref_area="QMA", item="B.EXP", time_period=2023, value=Decimal(-5), obs_status="E", method="survey"
    )
    own = cells({}).for_cell(found)
    for text in ("cell = -5", "item = B.EXP", "item in {B.EXP,B.REC}", "Q.OBS_STATUS=E", "not null(Q.METHOD)"):
        assert compile_python(parse(text), questionnaire)(own) is True, text
    assert compile_python(parse("status(cell)=E"), questionnaire)(own) is True
    assert compile_python(parse("null(Q.NOTE)"), questionnaire)(own) is True
    assert compile_python(parse("cell > 0"), questionnaire)(cells({})) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("maxx(1, 2)", "EXPRESSION_FUNCTION_UNKNOWN"),
        ("status(1)", "EXPRESSION_CELL_EXPECTED"),
        ("sum_func(S.EXP_FUNC)", "EXPRESSION_CODELIST_UNKNOWN"),
        ("X.GDP, X.HH", "EXPRESSION_SEVERAL"),
    ],
)
def test_what_cannot_be_compiled_is_told(questionnaire: Questionnaire, text: str, code: str) -> None:
    with pytest.raises(FixTheFile) as caught:
        compile_python(parse(text), questionnaire)
    assert caught.value.problems[0].code == code


def test_an_item_calculated_from_itself_is_refused(questionnaire: Questionnaire) -> None:
    first: Item = questionnaire.items["S.REC_OTHER"]
    circle = Item(
        **{name: getattr(first, name) for name in Item.__dataclass_fields__ if name != "formula"},
        formula="S.REC_OTHER+1",
    )
    own = Questionnaire("t", (ItemTable("C1", "scheme", first.label, (circle,)),))
    with pytest.raises(FixTheFile, match=r"S\.REC_OTHER → S\.REC_OTHER\. .*\[EXPRESSION_CIRCLE\]"):
        compile_python(tree.Reference("S.REC_OTHER"), own)
