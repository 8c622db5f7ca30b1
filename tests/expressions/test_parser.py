"""The grammar: what is read, how tightly it binds, and where a text cannot be read."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from openssi.expressions import format_expression, parse
from openssi.expressions import syntax as tree
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

FORMULAS = {
    "R002": "item in {S.BALANCE,S.REC_OTH} or cell >= 0 or (item = B.EXP and not null(Q.NOTE))",
    "R004": "not(not null(cell) and Q.OBS_STATUS in {L,M,O,Q,K,J})",
    "R006": "Q.OBS_STATUS=K => not null(Q.INCL_IN) and status(Q.INCL_IN)=W",
    "R016": "not null(Q.NOTE[I.LANG])",
    "R020": "abs(B.REC[M]+B.REC[F]+B.REC[U]-B.REC[T]) <= max(0.5*4*10^N.PERS_MULT, 0.0005*B.REC[T])",
    "R031": "any_B(B.FUNC=f) => abs(sumB(B.EXP; B.FUNC=f)-S.EXP_FUNC[f]) <= max(0.6*n_terms, 0.01*S.EXP_FUNC[f])",
    "R034": "not null(S.RES_OPEN) and not null(S.RES_CLOSE(t-1)) => S.RES_OPEN = S.RES_CLOSE(t-1) or not null(Q.BREAK)",
    "R035": "S.ACTIVE_VOL <= S.ACTIVE; B.REC_PENAGE <= B.REC",
    "R036": "0 <= L.CR_EE <= 100 and 0 <= L.CR_ER <= 100",
    "R049": "status(B.REC) not in {L,M} => (B.EXP > 0) = (B.REC > 0 or B.CASES > 0)",
    "R052": "set(B.FUNC) subset of S.FUNCTIONS",
    "R057": "any_S(f in S.FUNCTIONS and S.STATUS=ACTIVE) => any_S(L.EXISTS[f] in {ANCH_PER,LIMITED})",
    "R075": "0.6 <= sum_func(sumS(coalesce(S.EXP_FUNC[f], sumB(B.EXP; B.FUNC=f))); f != HEA)/X.GF10 <= 1.6",
    "R090": "B.FORM in {CASH_PER} => not(10 <= r <= 14 or 0.07 <= r <= 0.1) where r = B.EXP/(B.REC*B.AMT_AVG)",
    "R098": "B.REC(t-1) > 0 => abs(B.REC(t)/B.REC(t-1)-1) <= (B.FUNC in {OLD,SUR} ? 0.10 : 0.25)",
    "R104": "v(t,vintage) != v(t,vintage-1) => not null(reason)",
    "R110": "for c in {C01,C02}: abs(IND[c](t)-published(c)) <= 10",
    "R120": "count(suppressed in row) != 1",
    "C11": "100*coalesce(H.COV_OLD_NC, H.COV_OLD-H.COV_OLD_C)/X.POP_PENAGE",
    "C18": "100*sumB(B.REC; B.MT=Y and B.FORM!=KIND and B.UNIT_REC in {PERSON,CHILD})/X.POP_POOR",
    "C22": "IND.C07[M]-IND.C07[F]",
    "L08": "100*(L.COV_MAND[MAT,F]+L.COV_VOL[MAT,F])/X.POP_15_64[F]",
    "L14": "count(f in {OLD,SUR}: any_S(L.EXISTS[f]=ANCH_PER))",
    "L17": "L.RATIF[C102], L.RATIF_PARTS",
    "L18": "count(c in CL_CONV: L.RATIF[c]=Y)",
    "E29": "100*((sumS(S.EXP_TOTAL)(t)*coalesce(N.CURR_CHANGE,1)/sumS(S.EXP_TOTAL)(t-1))/(X.CPI(t)/X.CPI(t-1))-1)",
    "A15": "L.RR[f] >= C102.RR[f] and (null(C102.DUR[f]) or L.DUR[f] >= C102.DUR[f])",
    "Q03": "100*n(Q.OBS_STATUS in {E,I})/n(cells)",
}
"""Formulas of the specification, some of them shortened."""


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_the_formulas_of_the_specification_are_read_and_written_back(text: str) -> None:
    found = parse(text)
    assert parse(format_expression(found)) == found


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["rules", "indicators"])
def test_every_formal_formula_of_the_specification_is_read(shared_data: Path, name: str) -> None:
    path = shared_data.parent / "spec" / f"{name}.csv"
    if not path.is_file():
        pytest.skip("the specification is not there")
    with path.open(encoding="utf-8", newline="") as stream:
        formal = [row for row in csv.DictReader(stream) if row["formal"] == "yes"]
    assert len(formal) > 90
    for row in formal:
        found = parse(row["formula"], Place(item=row["code"]))
        assert parse(format_expression(found)) == found, row["code"]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("1+2*3", "1+(2*3)"),
        ("1-2-3", "(1-2)-3"),
        ("8/4/2", "(8/4)/2"),
        ("-2^2", "-(2^2)"),
        ("2^3^2", "2^(3^2)"),
        ("2*-X.A", "2*(-X.A)"),
        ("X.A=1 or X.B=1 and X.C=1", "X.A=1 or (X.B=1 and X.C=1)"),
        ("not X.A=1 and X.B=1", "(not (X.A=1)) and X.B=1"),
        ("X.A=1 => X.B=1 => X.C=1", "X.A=1 => (X.B=1 => X.C=1)"),
        ("X.A=1 or X.B=1 => X.C=1", "(X.A=1 or X.B=1) => X.C=1"),
        ("X.A>1 ? 1 : X.B>1 ? 2 : 3", "X.A>1 ? 1 : (X.B>1 ? 2 : 3)"),
        ("X.A(t)", "X.A"),
    ],
)
def test_what_binds_tighter_is_read_first(text: str, same: str) -> None:
    assert parse(text) == parse(same)


def test_names_in_capitals_are_codes_and_others_are_local_names() -> None:
    assert parse("OLD") == tree.Code("OLD")
    assert parse("f") == tree.Name("f")
    assert parse("B.REC[MAT,F](t-2)") == tree.Reference("B.REC", (tree.Code("MAT"), tree.Code("F")), 2)
    assert parse('"a, b"') == tree.Text("a, b")
    assert parse("0.50") == tree.Number(Decimal("0.5"))


def test_beside_item_the_name_of_an_item_is_meant_and_not_its_value() -> None:
    assert parse("item = B.EXP").items() == frozenset()
    assert parse("item in {B.EXP, B.REC}").items() == frozenset()
    assert parse("B.EXP = B.REC").items() == {"B.EXP", "B.REC"}


def test_the_items_of_an_expression_are_those_of_all_its_parts() -> None:
    text = "any_B(B.FUNC=f) => sumS(S.ACTIVE; S.STATUS=ACTIVE) <= r where r = X.LF(t-1)"
    assert parse(text).items() == {"B.FUNC", "S.ACTIVE", "S.STATUS", "X.LF"}


@pytest.mark.parametrize(
    ("text", "code", "character"),
    [
        ("H.COV_OLD @ 2", "EXPRESSION_CHARACTER", 11),
        ("H.COV_OLD/)", "EXPRESSION_UNEXPECTED", 11),
        ("H.COV_OLD X.LF", "EXPRESSION_UNEXPECTED", 11),
        ("max(1, 2", "EXPRESSION_ENDS_EARLY", 9),
        ("H.COV_OLD <=", "EXPRESSION_ENDS_EARLY", 13),
        ("", "EXPRESSION_ENDS_EARLY", 1),
        ("X.A where OLD = 2", "EXPRESSION_UNEXPECTED", 11),
        ("X.A ? 1", "EXPRESSION_ENDS_EARLY", 8),
        ("count(1+1: X.A=1)", "EXPRESSION_UNEXPECTED", 10),
        ("X.A(t-a)", "EXPRESSION_UNEXPECTED", 7),
        ("for in in {A}: X.A=1", "EXPRESSION_UNEXPECTED", 5),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_at_its_character(text: str, code: str, character: int) -> None:
    with pytest.raises(FixTheFile) as caught:
        parse(text, Place(file="rules.yaml", row=7))
    problem = caught.value.problems[0]
    assert (problem.code, problem.values["character"], problem.place.row) == (code, character, 7)


def test_the_pointer_shows_the_neighbourhood_of_the_character() -> None:
    with pytest.raises(FixTheFile, match=r"…CONTR_SELF \+ S\.REC_PEN \) → \)\*100"):
        parse("S.REC_CONTR_EE + (S.REC_CONTR_SELF + S.REC_PEN ))*100 + S.REC_GRANT")


@pytest.mark.parametrize(
    ("text", "code"),
    [("(" * 40 + "1" + ")" * 40, "EXPRESSION_TOO_DEEP"), ("+".join("1" * 400), "EXPRESSION_TOO_LONG")],
)
def test_an_expression_without_measure_is_refused(text: str, code: str) -> None:
    with pytest.raises(FixTheFile) as caught:
        parse(text)
    assert caught.value.problems[0].code == code


def test_the_longest_chain_is_still_evaluated_written_and_read() -> None:
    found = parse("+".join("1" * 249))
    assert parse(format_expression(found)) == found
    assert len(list(found.walk())) == 497
