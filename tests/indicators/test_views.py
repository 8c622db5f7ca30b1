"""Expenditure in the categories of ESSPROS, SOCX, COFOG and Convention No. 102."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.indicators.views import AccountReader
from openssi.vocabulary.crosswalk import View
from openssi.vocabulary.observation import Observation, Place

PARTS = load()
READER = AccountReader(PARTS.questionnaire, PARTS.codelists)
FRAMEWORKS = tuple(PARTS.frameworks)
TYPES = {code.id: (code.crosswalk["func"][0], code.crosswalk["form"][0]) for code in PARTS.codelists["CL_BT"]}


def observed(item: str, value: object, **key: Any) -> Observation:
    number = isinstance(value, int | Decimal)
    content: dict[str, Any] = {"value": Decimal(str(value))} if number else {"text_value": value}
    return Observation(ref_area="QMA", item=item, time_period=2023, currency="QAV", **content, **key)


def scheme(
    number: int, accounts: Mapping[str, int], functions: Mapping[str, int] | None = None, controlled: str = "Y"
) -> list[Observation]:
    own = f"QMA{number:02}"
    answers = [observed(item, value, scheme=own) for item, value in {"S.EXP_TRANSF": 0, **accounts}.items()]
    answers += [observed("S.EXP_FUNC", value, scheme=own, func=each) for each, value in (functions or {}).items()]
    return [*answers, observed("S.GOV_CTRL", controlled, scheme=own)]


def benefit(number: int, serial: int, kind: str, spent: int, means_test: str = "N") -> list[Observation]:
    function, form = TYPES[kind]
    key = {"scheme": f"QMA{number:02}", "benefit": f"QMA{number:02}-{serial:02}"}
    facts: dict[str, object] = {
        "B.TYPE": kind,
        "B.FUNC": function,
        "B.FORM": "CASH_PER" if form == "ANY" else form,
        "B.MT": means_test,
        "B.EXP": spent,
    }
    return [observed(item, value, **key) for item, value in facts.items()]


def view(framework: str, *answers: list[Observation], year: int = 2023) -> View:
    accounts = READER.read([each for some in answers for each in some], year)
    chosen = PARTS.frameworks[framework]
    return accounts.view(chosen, PARTS.codelists[chosen.codelist])


def rows(found: View) -> dict[str, Decimal]:
    return {row.category: row.amount for row in (*found.rows, *found.rest)}


INJURY = (
    scheme(1, {"S.EXP_TOTAL": 110, "S.EXP_ADMIN": 10, "S.EXP_OTHER": 0}),
    benefit(1, 1, "INJ01", 20),
    benefit(1, 2, "INJ02", 40),
    benefit(1, 3, "INJ03", 30),
    benefit(1, 4, "INJ04", 10),
)


def test_employment_injury_is_divided_by_risk_where_a_framework_has_no_such_function() -> None:
    assert rows(view("esspros", *INJURY)) == {"SICK": 30, "DIS": 40, "SURVIV": 30, "ADMIN": 10}
    assert rows(view("socx", *INJURY)) == {"INCAPACITY": 100, "OUTSIDE": 10}
    assert rows(view("c102", *INJURY)) == {"VI": 100, "OUTSIDE": 10}


def test_administration_belongs_in_cofog_to_the_groups_of_the_benefits() -> None:
    assert rows(view("cofog", *INJURY)) == {"07": 11, "10.1.1": 22, "10.1.2": 44, "10.3": 33}


def test_employment_injury_of_which_only_the_function_is_known_is_not_separable_in_esspros() -> None:
    known = scheme(1, {"S.EXP_TOTAL": 100, "S.EXP_ADMIN": 0}, {"INJ": 100})
    assert rows(view("esspros", known)) == {"NOT_SEPARABLE": 100}
    assert rows(view("c102", known)) == {"VI": 100}


def test_active_labour_market_programmes_are_told_from_unemployment_by_benefit_type() -> None:
    answers = (
        scheme(1, {"S.EXP_TOTAL": 100}),
        benefit(1, 1, "UNE01", 60),
        benefit(1, 2, "UNE05", 25),
        benefit(1, 3, "DIS05", 15),
    )
    assert rows(view("socx", *answers)) == {"ALMP": 40, "UNEMPLOYMENT": 60}
    assert rows(view("esspros", *answers)) == {"UNEMPLOY": 85, "DIS": 15}
    assert rows(view("socx", scheme(1, {"S.EXP_TOTAL": 100}, {"UNE": 100}))) == {"NOT_SEPARABLE": 100}


def test_social_exclusion_disaster_relief_and_school_meals_have_their_places() -> None:
    answers = (
        scheme(1, {"S.EXP_TOTAL": 90}),
        benefit(1, 1, "SOC01", 50, "Y"),
        benefit(1, 2, "SOC03", 30),
        benefit(1, 3, "EDU01", 10),
    )
    assert rows(view("esspros", *answers)) == {"EXCLU": 80, "OUTSIDE": 10}
    assert rows(view("cofog", *answers)) == {"09": 10, "10.7": 50, "10.9": 30}
    assert rows(view("socx", *answers)) == {"OTHER": 80, "NOT_SEPARABLE": 10}


def test_housing_without_a_means_test_is_outside_esspros() -> None:
    answers = (scheme(1, {"S.EXP_TOTAL": 30}), benefit(1, 1, "HOU01", 20, "Y"), benefit(1, 2, "HOU01", 10, "N"))
    assert rows(view("esspros", *answers)) == {"HOUSE": 20, "OUTSIDE": 10}
    assert rows(view("socx", *answers)) == {"HOUSING": 30}


def test_schemes_that_government_does_not_control_are_outside_cofog_and_nowhere_else() -> None:
    answers = (
        scheme(1, {"S.EXP_TOTAL": 100}, {"OLD": 100}),
        scheme(2, {"S.EXP_TOTAL": 50}, {"OLD": 50}, controlled="N"),
    )
    assert rows(view("cofog", *answers)) == {"10.2": 100, "OUTSIDE": 50}
    assert rows(view("esspros", *answers)) == {"OLD": 150}


def test_what_a_function_has_beside_its_benefits_is_placed_by_function() -> None:
    answers = (scheme(1, {"S.EXP_TOTAL": 100}, {"OLD": 100}), benefit(1, 1, "OLD01", 70))
    found = view("esspros", *answers)
    assert rows(found) == {"OLD": 100}
    assert found.rows[0].cash == 70


def test_undivided_benefits_and_a_total_that_is_not_its_parts_are_printed_in_the_remainder() -> None:
    cash = {"S.EXP_CASH_PER": 100, "S.EXP_CASH_LUMP": 0, "S.EXP_KIND": 0}
    found = view("esspros", scheme(1, {**cash, "S.EXP_TOTAL": 125, "S.EXP_ADMIN": 20}, {"OLD": 90}))
    assert rows(found) == {"OLD": 90, "ADMIN": 20, "UNDIVIDED": 10, "DISCREPANCY": 5}


def test_transfers_between_schemes_are_in_no_view() -> None:
    answers = (
        scheme(1, {"S.EXP_TOTAL": 80, "S.EXP_TRANSF": 30}, {"OLD": 50}),
        scheme(2, {"S.EXP_TOTAL": 30}, {"HEA": 30}),
    )
    found = view("esspros", *answers)
    assert (found.total, rows(found)) == (80, {"SICK": 30, "OLD": 50})


def test_a_scheme_without_a_total_is_named() -> None:
    answers = (scheme(1, {"S.EXP_TOTAL": 80}, {"OLD": 80}), [observed("S.EXP_ADMIN", 3, scheme="QMA02")])
    found = view("esspros", *answers)
    assert (found.total, found.left_out) == (80, ("QMA02",))


def test_shares_of_gdp_need_a_gdp_in_the_same_currency() -> None:
    account = scheme(1, {"S.EXP_TOTAL": 80}, {"OLD": 80})
    gdp = observed("X.GDP", 1000, channel="context")
    assert view("esspros", account, [gdp]).share_of_gdp(Decimal(80)) == 8
    assert view("esspros", account, [replace(gdp, currency="USD")]).share_of_gdp(Decimal(80)) is None
    assert view("esspros", account).share_of_gdp(Decimal(80)) is None


def test_a_row_holds_only_in_its_years_and_shares_divide_an_amount() -> None:
    framework = PARTS.frameworks["esspros"]
    old = next(row for row in framework.rows if row.of == "OLD")
    halves = tuple(replace(old, category=each, share=Decimal("0.5"), valid_from=2020) for each in ("OLD", "DIS"))
    others = tuple(row for row in framework.rows if row.of != "OLD")
    changed = replace(framework, rows=(replace(old, valid_to=2019), *halves, *others))
    accounts = READER.read(scheme(1, {"S.EXP_TOTAL": 80}, {"OLD": 80}), 2023)
    codes = PARTS.codelists["CL_ESSPROS"]
    assert rows(accounts.view(changed, codes)) == {"DIS": 40, "OLD": 40}
    assert rows(replace(accounts, year=2019).view(changed, codes)) == {"OLD": 80}


amounts = st.integers(0, 10**9)
some_benefits = st.lists(st.tuples(st.sampled_from(sorted(TYPES)), amounts, st.sampled_from("YN")), max_size=5)
some_functions = st.dictionaries(st.sampled_from(PARTS.codelists["CL_FUNC"].ids), amounts, max_size=4)
some_schemes = st.lists(
    st.tuples(some_benefits, some_functions, st.dictionaries(st.sampled_from(
        ["S.EXP_TOTAL", "S.EXP_ADMIN", "S.EXP_OTHER", "S.EXP_CASH_PER", "S.EXP_CASH_LUMP", "S.EXP_KIND"]
    ), amounts), st.sampled_from("YN")),
    min_size=1, max_size=3,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(some_schemes)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_categories_and_remainder_are_the_total(framework: str, schemes: list[Any]) -> None:
    answers = []
    for number, (benefits, functions, accounts, controlled) in enumerate(schemes, start=1):
        answers += scheme(number, accounts, functions, controlled)
        for serial, (kind, spent, means_test) in enumerate(benefits, start=1):
            answers += benefit(number, serial, kind, spent, means_test)
    found = view(framework, answers)
    assert abs(found.placed + found.remainder - found.total) < Decimal("1e-9")


def test_every_benefit_type_has_rows_in_every_framework() -> None:
    for framework in PARTS.frameworks.values():
        for kind, (function, form) in TYPES.items():
            for means_test in ("", "Y", "N"):
                found = framework.rows_for((kind, function), form, means_test, 2023)
                assert sum(row.share for row in found) == 1


def test_the_crosswalk_of_functions_agrees_with_the_columns_of_the_list_of_functions() -> None:
    functions = PARTS.codelists["CL_FUNC"]
    for code in functions:
        (row,) = PARTS.frameworks["c102"].rows_for((code.id,), "", "", 2023)
        assert row.category == next(iter(code.crosswalk.get("c102_part", ())), "OUTSIDE")
        (row,) = PARTS.frameworks["cofog"].rows_for((code.id,), "", "", 2023)
        assert row.category == code.crosswalk["cofog"][0]


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("file", "column", "codelist", "beside"),
    [
        (
            "eurostat_spr_exp_sum_2017vintage.csv",
            "SPDEPS",
            "CL_ESSPROS",
            {"Total expenditure", "Social protection benefits"},
        ),
        ("oecd_socx_public_spending_by_branch_owid.csv", "branch", "CL_SOCX", set()),
    ],
)
def test_every_heading_that_is_published_is_one_of_ours(
    shared_data: Any, file: str, column: str, codelist: str, beside: set[str]
) -> None:
    with (shared_data / file).open(encoding="utf-8", newline="") as stream:
        published = {row[column] for row in csv.DictReader(stream)}
    ours = {code.crosswalk["published"][0] for code in PARTS.codelists[codelist]}
    assert len(published) > 2
    assert published - beside <= ours


def test_rows_name_their_file_and_row() -> None:
    assert PARTS.frameworks["esspros"].rows[0].place == Place(file="esspros.csv", row=2)
