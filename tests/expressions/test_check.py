"""What does not fit the questionnaire is refused before anything is computed."""

from typing import get_args

import pytest

from openssi.expressions import check, parse
from openssi.expressions.names import distance
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.item import Level, Questionnaire
from openssi.vocabulary.observation import Place


def problems(
    text: str,
    questionnaire: Questionnaire,
    codelists: dict[str, CodeList],
    level: Level = "benefit",
    wanted: str = "any",
) -> tuple[Problem, ...]:
    with pytest.raises(FixTheFile) as caught:
        check(parse(text), questionnaire, codelists, level, place=Place(file="rules.yaml"), wanted=wanted)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "code", "character", "level"),
    [
        ("100*H.COVOLD", "EXPRESSION_ITEM_UNKNOWN", 5, "country"),
        ("item in {B.RECS}", "EXPRESSION_ITEM_UNKNOWN", 10, "cell"),
        ("S.STATUS=ACTVE", "EXPRESSION_CODE_UNKNOWN", 10, "scheme"),
        ("S.STATUS in {ENDED,ACTVE}", "EXPRESSION_CODE_UNKNOWN", 20, "scheme"),
        ("PENSIONS in B.CONTIG", "EXPRESSION_CODE_UNKNOWN", 1, "benefit"),
        ("status(B.REC)=X", "EXPRESSION_CODE_UNKNOWN", 15, "benefit"),
        ("S.EXP_FUNC[OLDD]", "EXPRESSION_CODE_UNKNOWN", 12, "scheme"),
        ("X.GDP[F]", "EXPRESSION_BREAKDOWN", 7, "country"),
        ("X.POP_TOTAL+X.GDP", "EXPRESSION_UNITS", 1, "country"),
        ("X.POP_TOTAL <= X.HH", "EXPRESSION_UNITS", 1, "country"),
        ("S.EXP_BEN <= X.WAGE_AVG", "EXPRESSION_UNITS", 1, "scheme"),
        ("max(X.GDP, X.POP_TOTAL) > 1", "EXPRESSION_UNITS", 1, "country"),
        ("S.STATUS + 1", "EXPRESSION_TYPE", 1, "scheme"),
        ("X.GDP and X.HH > 1", "EXPRESSION_TYPE", 1, "country"),
        ("X.GDP = ACTIVE", "EXPRESSION_TYPE", 9, "country"),
        ("X.GDP > 1 ? 1 : abs(S.STATUS)", "EXPRESSION_TYPE", 21, "scheme"),
        ("H.COV_OLD <= B.REC", "EXPRESSION_LEVEL", 14, "country"),
        ("sumS(B.REC)", "EXPRESSION_LEVEL", 6, "country"),
        ("S.ACTIVE > 1", "EXPRESSION_LEVEL", 1, "country"),
        ("Q.OBS_STATUS = E", "EXPRESSION_LEVEL", 1, "scheme"),
        ("X.GDP > r", "EXPRESSION_NAME_UNKNOWN", 9, "country"),
        ("sumb(B.REC)", "EXPRESSION_FUNCTION_UNKNOWN", 1, "country"),
        ("abs(1, 2)", "EXPRESSION_ARGUMENTS", 1, "country"),
        ("max(1; X.GDP > 1)", "EXPRESSION_NO_FILTER", 1, "country"),
        ("status(1+1)", "EXPRESSION_CELL_EXPECTED", 1, "country"),
        ("count(c in CL_CONVENTION: c = C102)", "EXPRESSION_CODELIST_UNKNOWN", 12, "country"),
    ],
)
def test_what_does_not_fit_is_told_with_its_character(
    text: str, code: str, character: int, level: Level, questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    found = [(each.code, each.values["character"]) for each in problems(text, questionnaire, codelists, level)]
    assert found == [(code, character)]


def test_the_nearest_known_name_is_offered(questionnaire: Questionnaire, codelists: dict[str, CodeList]) -> None:
    for text, offered in (("B.RECC", "B.REC"), ("h.cov_old", "H.COV_OLD"), ("S.STATUS=ACTVE", "ACTIVE")):
        assert problems(text, questionnaire, codelists)[0].values["suggestion"] == offered
    assert distance("kitten", "sitting") == 3


def test_all_problems_are_told_at_once(questionnaire: Questionnaire, codelists: dict[str, CodeList]) -> None:
    found = problems("X.GDPP > 1; S.STATUS=ACTVE", questionnaire, codelists)
    assert [each.code for each in found] == ["EXPRESSION_ITEM_UNKNOWN", "EXPRESSION_CODE_UNKNOWN"]
    assert str(found[0].place) == "rules.yaml"


def test_a_rule_must_be_a_condition_and_a_formula_a_number(
    questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    assert problems("X.GDP+1", questionnaire, codelists, wanted="boolean")[0].code == "EXPRESSION_TYPE"
    assert problems("X.GDP > 1", questionnaire, codelists, wanted="number")[0].code == "EXPRESSION_TYPE"


@pytest.mark.parametrize(
    ("text", "level", "type_", "unit"),
    [
        ("100*H.COV_OLD/X.POP_PENAGE", "country", "number", None),
        ("X.POP_TOTAL-H.COV_ANY", "country", "number", "persons"),
        ("2*X.GDP", "country", "number", "LCU"),
        ("sumS(S.EXP_BEN)/X.GDP", "country", "number", None),
        ("sumS(S.EXP_BEN)/X.POP_TOTAL", "country", "number", None),
        ("B.REC <= X.POP_TOTAL and B.REC <= X.HH", "benefit", "boolean", None),
        ("B.EXP/(B.REC*B.AMT_AVG*B.AMT_PAY) <= 2", "benefit", "boolean", None),
        ("coalesce(B.REC_PENAGE, B.REC)", "benefit", "number", "persons"),
        ("sum_func(S.EXP_FUNC; f != HEA) <= S.EXP_BEN", "scheme", "boolean", None),
        ("set(B.FUNC) subset of S.FUNCTIONS", "scheme", "boolean", None),
        ("cell >= 0 or item = B.EXP or Q.OBS_STATUS in {E,I}", "cell", "boolean", None),
        ("B.FUNC in {OLD,SUR} ? 0.1 : 0.2", "benefit", "number", None),
        ("for c in {OLD,SUR}: S.EXP_FUNC[c] >= 0", "scheme", "boolean", None),
        ("L.EXISTS[f]=ANCH_PER => S.EXP_FUNC[f] > 0", "scheme", "boolean", None),
    ],
)
def test_what_fits_is_told_with_its_type_and_unit(
    text: str, level: Level, type_: str, unit: str | None, questionnaire: Questionnaire, codelists: dict[str, CodeList]
) -> None:
    found = check(parse(text), questionnaire, codelists, level)
    assert (found.meaning.type, found.meaning.unit) == (type_, unit)
    assert found.items == parse(text).items()


def test_a_rule_may_be_evaluated_per_cell() -> None:
    assert "cell" in get_args(Level)
