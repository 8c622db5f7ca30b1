"""What a declared formula gives for a country, its schemes and its benefits, and what is said beside the value."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from openssi.definitions import load
from openssi.definitions.indicator_formulas import quotient_of
from openssi.definitions.indicator_items import with_indicators
from openssi.expressions import parse
from openssi.indicators import CompiledInquiry, InquiryResults
from openssi.vocabulary.indicator import Indicator, IndicatorFormula
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.text import MultilingualText

NAME = MultilingualText("a", "b", "c")


def formula(text: str, breakdown: str = "_T", **more: Any) -> IndicatorFormula:
    quotient = quotient_of(parse(text))
    return IndicatorFormula(
        text=text,
        numerator=quotient.numerator,
        denominator=quotient.denominator,
        factor=quotient.factor,
        breakdown=breakdown,
        **more,
    )


def indicator(*formulas: IndicatorFormula, **more: Any) -> Indicator:
    named = {"id": "ANY", "code": "T01", "sexes": ("_T",), "cap": None, **more}
    texts = dict.fromkeys(("name", "short_name", "definition", "population"), NAME)
    breakdowns = tuple(dict.fromkeys(each.breakdown for each in formulas))
    return Indicator(family="test", formulas=formulas, breakdowns=breakdowns, **texts, **named)


def answer(item: str, value: int | str | None, unit: str = "", year: int = 2023, **more: Any) -> Observation:
    scheme, _, benefit = unit.partition("-")
    return Observation(
        ref_area="QMA",
        item=item,
        time_period=year,
        scheme=scheme or "_Z",
        benefit=unit if benefit else "_Z",
        value=Decimal(value) if isinstance(value, int) else None,
        text_value=value if isinstance(value, str) else None,
        channel="context" if item.startswith("X.") else "workbook",
        **more,
    )


def made(indicators: list[Indicator], *answers: Observation) -> InquiryResults:
    parts = load()
    known = {each.id: each for each in indicators}
    questionnaire = with_indicators(parts.questionnaire, known)
    return CompiledInquiry.of(questionnaire, indicators, (), parts.codelists).results(answers)


def rows(results: InquiryResults) -> dict[tuple[str, str, str], dict[str, Any]]:
    found = results.country_values.to_pylist()
    return {(row["indicator"], row["sex"], row["breakdown"]): row for row in found}


def only(results: InquiryResults) -> dict[str, Any]:
    (row,) = results.country_values.to_pylist()
    return row


SCHEMES = (
    answer("S.ACTIVE", 60, "QMA01"),
    answer("S.ACTIVE", 20, "QMA02"),
    answer("X.LF", 200),
)


def test_a_formula_is_kept_as_factor_numerator_and_denominator() -> None:
    row = only(made([indicator(formula("100*sumS(S.ACTIVE)/X.LF"))], *SCHEMES))
    assert (row["value"], row["numerator"], row["denominator"]) == (40.0, 80.0, 200.0)
    assert (row["terms"], row["terms_missing"], row["obs_status"], row["nature"]) == (2, 0, "A", "C")


@pytest.mark.parametrize(
    ("text", "numerator", "denominator", "factor"),
    [
        ("100*H.COV_ANY/X.POP_TOTAL", "H.COV_ANY", "X.POP_TOTAL", 100),
        ("100*B.AMT_AVG*B.AMT_PAY/12/X.WAGE_AVG[T]", "B.AMT_AVG*B.AMT_PAY/12", "X.WAGE_AVG[T]", 100),
        ("X.GDP/X.POP_TOTAL", "X.GDP", "X.POP_TOTAL", 1),
        ("100*(1-X.HE_OOP/X.HE_TOTAL)", "100*(1 - X.HE_OOP/X.HE_TOTAL)", "", 1),
        ("B.AMT_FLAT*B.AMT_PAY/12", "B.AMT_FLAT*B.AMT_PAY/12", "", 1),
        ("X.POP_TOTAL-H.COV_ANY", "X.POP_TOTAL - H.COV_ANY", "", 1),
    ],
)
def test_a_quotient_is_recognised_where_the_outermost_operation_divides(
    text: str, numerator: str, denominator: str, factor: int
) -> None:
    found = quotient_of(parse(text))
    assert (found.numerator, found.denominator, found.factor) == (numerator, denominator, factor)


def test_a_sum_that_lacks_a_scheme_is_the_sum_of_the_others_with_status_u() -> None:
    row = only(made([indicator(formula("100*sumS(S.ACTIVE)/X.LF"))], *SCHEMES, answer("S.NAME_EN", "C", "QMA03")))
    assert (row["value"], row["obs_status"], row["terms"], row["terms_missing"]) == (40.0, "U", 3, 1)


def test_what_a_value_rests_on_is_linked_and_what_only_a_filter_looked_at_is_not() -> None:
    controlled = formula("100*sumS(S.ACTIVE; S.GOV_CTRL=Y)/X.LF")
    told = (answer("S.GOV_CTRL", "Y", "QMA01"), answer("S.GOV_CTRL", "N", "QMA02"))
    results = made([indicator(controlled)], *SCHEMES, *told)
    assert only(results)["value"] == 30.0
    links = {(row["role"], row["input_id"].split(".")[2], row["scheme"]) for row in results.lineage.to_pylist()}
    assert links == {("numerator", "S_ACTIVE", "QMA01"), ("denominator", "X_LF", "_Z")}


def test_a_missing_divisor_gives_no_value_and_a_finding() -> None:
    results = made([indicator(formula("100*sumS(S.ACTIVE)/X.LF"))], *SCHEMES[:2])
    assert results.country_values.num_rows == 0
    (finding,) = results.computation_findings.to_pylist()
    assert (finding["code"], finding["item"], finding["ref_area"]) == ("DENOMINATOR_MISSING", "X.LF", "QMA")
    assert "T01 has no value for QMA 2023" in finding["message_en"]


@pytest.mark.parametrize("divisor", [0, -200])
def test_a_divisor_that_is_not_positive_gives_no_value_and_a_finding(divisor: int) -> None:
    results = made([indicator(formula("100*sumS(S.ACTIVE)/X.LF"))], *SCHEMES[:2], answer("X.LF", divisor))
    assert results.country_values.num_rows == 0
    (finding,) = results.computation_findings.to_pylist()
    assert finding["code"] == "DENOMINATOR_NOT_POSITIVE"
    assert str(divisor) in finding["message_es"]


def test_nothing_of_nothing_is_no_figure_and_no_finding() -> None:
    results = made([indicator(formula("100*sumS(S.ACTIVE)/X.LF"))], answer("S.ACTIVE", 0, "QMA01"), answer("X.LF", 0))
    assert (results.country_values.num_rows, results.computation_findings.num_rows) == (0, 0)


def test_each_function_in_turn_is_a_breakdown() -> None:
    by_function = [formula("100*sumS(S.EXP_FUNC[f])/X.GDP", code, names={"f": code}) for code in ("OLD", "SUR")]
    spent = (answer("S.EXP_FUNC", 50, "QMA01", func="OLD"), answer("S.EXP_FUNC", 10, "QMA01", func="SUR"))
    found = rows(made([indicator(*by_function)], *spent, answer("X.GDP", 1000)))
    assert {key[2]: row["value"] for key, row in found.items()} == {"OLD": 5.0, "SUR": 1.0}


def test_a_condition_is_one_where_it_holds_and_zero_where_it_does_not() -> None:
    ratified = indicator(formula("L.RATIF[C102] = Y"))
    assert only(made([ratified], answer("L.RATIF", "Y", breakdown="C102")))["value"] == 1.0
    assert only(made([ratified], answer("L.RATIF", "N", breakdown="C102")))["value"] == 0.0
    assert made([ratified], answer("L.RATIF_DATE", "2001-01-01", breakdown="C102")).country_values.num_rows == 0


def test_an_indicator_may_name_another_by_sex_and_is_made_after_it() -> None:
    gap = indicator(formula("IND.C02[M]-IND.C02[F]"), id="GAP", code="C01")
    rate = indicator(formula("100*sumS(S.ACTIVE)/X.LF"), id="RATE", code="C02", sexes=("_T", "M", "F"))
    answers = [answer("S.ACTIVE", n, "QMA01", sex=sex) for sex, n in (("_T", 80), ("M", 50), ("F", 30))]
    answers += [answer("X.LF", n, sex=sex) for sex, n in (("_T", 200), ("M", 100), ("F", 100))]
    results = made([gap, rate], *answers)
    assert rows(results)["GAP", "_T", "_T"]["value"] == 20.0
    links = [row for row in results.lineage.to_pylist() if row["output_id"].startswith("GAP")]
    assert {(row["input_kind"], row["input_id"]) for row in links} == {
        ("country_value", "RATE.QMA.2023.M._T"),
        ("country_value", "RATE.QMA.2023.F._T"),
    }


def pension(unit: str, kind: str, amount: int, recipients: int | None) -> tuple[Observation, ...]:
    told: Mapping[str, int | str | None] = {"B.TYPE": kind, "B.AMT_AVG": amount, "B.AMT_PAY": 12, "B.REC": recipients}
    return tuple(answer(item, value, unit) for item, value in told.items())


WAGE = answer("X.WAGE_AVG", 1000)
TO_WAGE = "100*B.AMT_AVG*B.AMT_PAY/12/X.WAGE_AVG[T]"


def test_the_figure_of_a_country_is_the_mean_of_its_benefits_weighted_by_recipients() -> None:
    mean = indicator(formula(TO_WAGE, benefits=(("OLD01", "OLD02"),)), level="benefit")
    results = made([mean], WAGE, *pension("QMA01-01", "OLD01", 600, 30), *pension("QMA01-02", "OLD02", 200, 10))
    row = only(results)
    assert (row["value"], row["lowest"], row["highest"], row["footnote"]) == (50.0, 20.0, 60.0, "")
    parts = {each["benefit"]: each["value"] for each in results.scheme_values.to_pylist()}
    assert parts == {"QMA01-01": 60.0, "QMA01-02": 20.0}


def test_benefits_count_alike_where_recipients_of_one_are_not_known_and_the_footnote_says_so() -> None:
    mean = indicator(formula(TO_WAGE, benefits=(("OLD01", "OLD02"),)), level="benefit")
    found = made([mean], WAGE, *pension("QMA01-01", "OLD01", 600, 30), *pension("QMA01-02", "OLD02", 200, None))
    assert (only(found)["value"], only(found)["footnote"]) == (40.0, "UNWEIGHTED")


def test_the_second_choice_of_benefits_stands_in_where_the_first_has_no_value() -> None:
    mean = indicator(formula(TO_WAGE, benefits=(("UNE01",), ("UNE02",))), level="benefit")
    assert only(made([mean], WAGE, *pension("QMA01-01", "UNE02", 300, 5)))["value"] == 30.0
    both = (*pension("QMA01-01", "UNE02", 300, 5), *pension("QMA01-02", "UNE01", 700, 1))
    assert only(made([mean], WAGE, *both))["value"] == 70.0


def test_a_formula_by_scheme_gives_a_figure_for_each_scheme() -> None:
    ratio = indicator(formula("100*sumS(S.ACTIVE)/X.LF"), by_scheme=formula("100*S.ACTIVE/X.LF"))
    found = made([ratio], *SCHEMES).scheme_values.to_pylist()
    assert {row["scheme"]: row["value"] for row in found} == {"QMA01": 30.0, "QMA02": 10.0}
    assert {row["value_id"] for row in found} == {"ANY.QMA01.2023._T._T", "ANY.QMA02.2023._T._T"}


def test_growth_looks_at_the_year_before() -> None:
    growth = indicator(formula("100*(sumS(S.EXP_TOTAL)/sumS(S.EXP_TOTAL)(t-1)-1)"))
    spent = (answer("S.EXP_TOTAL", 110, "QMA01"), answer("S.EXP_TOTAL", 100, "QMA01", 2022))
    (row,) = made([growth], *spent).country_values.to_pylist()
    assert row["time_period"] == 2023
    assert row["value"] == pytest.approx(10)


def test_a_value_above_the_cap_is_kept_as_computed_and_published_as_the_cap() -> None:
    row = only(made([indicator(formula("100*sumS(S.ACTIVE)/X.LF"), cap=Decimal(35))], *SCHEMES))
    assert (row["value"], row["value_computed"]) == (35.0, 40.0)


def test_an_estimated_or_imputed_input_makes_the_nature_of_the_value() -> None:
    share = indicator(formula("100*sumS(S.ACTIVE)/X.LF"))
    natures = {}
    for status in ("A", "E", "I"):
        row = only(made([share], answer("S.ACTIVE", 60, "QMA01", obs_status=status), answer("X.LF", 200)))
        natures[status] = (row["nature"], row["obs_status"])
    assert natures == {"A": ("C", "A"), "E": ("E", "E"), "I": ("M", "I")}


def test_context_alone_gives_indicators_of_countries_that_answered_nothing() -> None:
    rate = indicator(formula("X.POV_RATE_INT"), id="RATE", code="P02", told=("Q.PPP_YEAR", "X.POV_LINE_INT"))
    share = indicator(formula("100*sumS(S.ACTIVE)/X.LF"), id="SHARE", code="C12")
    given = (
        answer("X.POV_RATE_INT", 12, method="Income"),
        answer("X.POV_LINE_INT", 3),
        answer("X.LF", 200),
        Observation(
            ref_area="QMA",
            item="Q.PPP_YEAR",
            time_period=2023,
            text_value="2021",
            breakdown="X.POV_RATE_INT",
            channel="context",
        ),
    )
    row = only(made([rate, share], *given))
    assert (row["indicator"], row["value"]) == ("RATE", 12.0)
    assert row["note"] == "Q.PPP_YEAR=2021; X.POV_LINE_INT=3; Income"
