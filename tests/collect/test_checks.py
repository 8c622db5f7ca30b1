"""The sheet `Checks`: which rules stand in a workbook, and that they say what OpenSSI says after reading it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from xlsxwriter import Workbook

import libreoffice
from openssi.collect.workbook_checks import FIRST_CHECK, Check, checks_of
from openssi.collect.workbook_layout import lay_out
from openssi.collect.workbook_page import Book
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.collect.workbook_words import Words
from openssi.expressions import ObservationCells, compile_python, parse
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Rule
from openssi.vocabulary.text import MultilingualText

TOTAL_ABOVE_PART = "S.REC_EE + S.REC_SELF <= S.REC_TOTAL"
SEXES_ADD_UP = "abs(B.REC[M] + B.REC[F] + B.REC[U] - B.REC[T]) <= max(2 * 10^N.PERS_MULT, share * B.REC[T])"
STATES = {"holds": True, "to correct": False, "not yet answered": None}


def rule(id_: str, level: str, *expressions: str, items: Sequence[str] = (), **more: Any) -> Rule:
    return Rule(
        **{
            "id": id_,
            "group": "arithmetic",
            "severity": "E",
            "stage": "entry",
            "level": level,
            "expressions": expressions,
            "items": tuple(items),
            "title": MultilingualText("The parts fit", "Les parties concordent", "Las partes concuerdan"),
            "message": MultilingualText("No.", "Non.", "No."),
            "remedy": MultilingualText("Please correct {item} ({limit}).", "Corrigez {item}.", "Corrija {item}."),
            "reason": MultilingualText("Because.", "Parce que.", "Porque."),
            **more,
        }
    )


RULES = (
    rule("R023", "scheme", TOTAL_ABOVE_PART, items=["S.REC_TOTAL"]),
    rule("R020", "benefit", SEXES_ADD_UP, items=["B.REC"], tolerances={"share": Decimal("0.0005")}),
    rule("R035", "country", "H.COV_OLD <= X.POP_PENAGE", items=["H.COV_OLD"], by_sex=True),
    rule("R031", "scheme", "sumB(B.REC; B.UNIT_REC = PERSON) <= S.ACTIVE", items=["S.ACTIVE"]),
    rule("R052", "scheme", "f in S.FUNCTIONS => S.INSURED[f] <= S.ACTIVE", items=["S.INSURED"]),
)


def book_of(plan: WorkbookPlan, folder: Path) -> Book:
    words = Words.for_plan(plan)
    return Book(Workbook(str(folder / "unwritten.xlsx")), plan, words, lay_out(plan, words))


def checks(kitchen: Any, *rules: Rule, answers: Sequence[Observation] = (), **more: Any) -> list[Check]:
    plan = replace(kitchen.plan, rules=rules, answers=tuple(answers), **more)
    return list(checks_of(book_of(plan, kitchen.folder)))


def test_a_rule_is_checked_once_for_each_scheme_benefit_and_sex(kitchen: Any) -> None:
    found = checks(kitchen, *RULES[:3])
    assert [(each.rule.id, each.subject, each.sex) for each in found] == [
        ("R023", "QMA01", "_T"),
        ("R023", "QMA02", "_T"),
        ("R020", "QMA01-01", "_T"),
        ("R020", "QMA02-01", "_T"),
        *(("R035", "", sex) for sex in ("_T", "F", "M")),
    ]


def test_a_check_looks_at_the_cell_that_its_rule_watches(kitchen: Any) -> None:
    first, *_ = checks(kitchen, RULES[0])
    by_sex = checks(kitchen, RULES[2])
    assert str(first.key) == "S.REC_TOTAL|QMA01|_Z|_T|_T|_Z|_Z"
    assert [each.key.sex for each in by_sex] == ["_T", "F", "M"]


def test_a_condition_on_functions_is_checked_for_those_that_the_scheme_serves(kitchen: Any, make: Any) -> None:
    served = make("S.FUNCTIONS", None, text_value="OLD SIC", scheme="QMA01")
    found = checks(kitchen, RULES[4], answers=[served])
    assert [each.func for each in found if each.subject == "QMA01"] == ["OLD", "SIC"]
    assert [each.func for each in found if each.subject == "QMA02"] == ["OLD", "SUR", "SIC"]
    assert found[0].key.func == "OLD"


@pytest.mark.parametrize(
    "unfit",
    [
        rule("R001", "cell", "cell >= 0"),
        rule("R002", "scheme", TOTAL_ABOVE_PART, items=["S.REC_TOTAL"], severity="W"),
        rule("R003", "country", "L.AGE_M <= H.COV_OLD", items=["L.AGE_M"]),
        rule("R004", "country", "H.COV_OLD <= sumS(S.ACTIVE)", items=["H.COV_OLD"]),
        rule("R005", "scheme", "S.ACTIVE <= 2 * S.ACTIVE(t-1)", items=["S.ACTIVE"]),
        rule("R006", "scheme", TOTAL_ABOVE_PART),
    ],
    ids=["of single cells", "no hard rule", "on two sheets", "over schemes", "earlier years", "no cell to look at"],
)
def test_what_excel_cannot_check_on_one_sheet_has_no_row(kitchen: Any, unfit: Rule) -> None:
    assert checks(kitchen, unfit) == []


def test_a_rule_of_the_full_form_is_not_checked_in_the_core_form(kitchen: Any) -> None:
    full = replace(RULES[0], form="full")
    assert checks(kitchen, full) == []
    assert [each.subject for each in checks(kitchen, full, is_full=True)] == ["QMA01", "QMA02"]


def test_a_workbook_without_rules_has_no_sheet_of_checks(kitchen: Any) -> None:
    assert "Checks" not in openpyxl.load_workbook(kitchen.write()).sheetnames


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["To correct: ", "Rule", "The parts fit", "Please correct S.REC_TOTAL (…).", "to correct"]),
        ("fr", ["À corriger\u00a0: ", "Règle", "Les parties concordent", "Corrigez S.REC_TOTAL (fr).", "à corriger"]),
        ("es", ["Por corregir: ", "Regla", "Las partes concuerdan", "Corrija S.REC_TOTAL (es).", "por corregir"]),
    ],
)
def test_the_sheet_speaks_the_language_of_the_workbook(kitchen: Any, language: str, words: list[str]) -> None:
    fingerprint = replace(kitchen.plan.fingerprint, language=language)
    page = openpyxl.load_workbook(kitchen.write(rules=RULES[:1], fingerprint=fingerprint))["Checks"]
    row = page[FIRST_CHECK]
    assert page["A3"].value.startswith(f'="{words[0]}"&COUNTIF($D$6:$D$7,"{words[4]}")')
    assert page.cell(FIRST_CHECK - 1, 1).value == words[1]
    assert (row[0].value, row[2].value, row[4].value) == ("R023", *words[2:4])
    assert f'"{words[4]}"' in row[3].value


def test_a_row_leads_to_its_cell(kitchen: Any, at: Any) -> None:
    workbook = openpyxl.load_workbook(kitchen.write(rules=RULES[:1]))
    where = workbook["Checks"].cell(FIRST_CHECK, 2)
    assert where.value == "QMA01: S.REC_TOTAL"
    assert where.hyperlink.location == f"'S_QMA01'!F{at(workbook, 'S.REC_TOTAL|QMA01').row}"


def test_the_sheet_is_protected_and_its_head_stays_in_sight_and_on_every_printed_page(kitchen: Any) -> None:
    page = openpyxl.load_workbook(kitchen.write(rules=RULES))["Checks"]
    assert page.protection.sheet
    assert page.freeze_panes == f"C{FIRST_CHECK}"
    assert page.print_title_rows == f"${FIRST_CHECK - 1}:${FIRST_CHECK - 1}"
    assert (page.page_setup.orientation, page.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)


def test_colour_only_repeats_what_the_words_say(kitchen: Any) -> None:
    page = openpyxl.load_workbook(kitchen.write(rules=RULES[:1]))["Checks"]
    told = {
        str(area.sqref): [each.formula[0] for each in rules]
        for area, rules in page.conditional_formatting._cf_rules.items()
    }
    assert told == {
        "D6:D7": ['"to correct"', '"holds"'],
        "A3": ['COUNTIF($D$6:$D$7,"to correct")>0', 'COUNTIF($D$6:$D$7,"to correct")=0'],
    }


# What the checks say


def random_answers(random: Random, make: Any) -> list[Observation]:
    """Answers of two schemes and the country; the second scheme is left empty now and then."""
    power = random.choice((0, 3))
    found = [make("N.PERS_MULT", str(power)), make("N.UNIT_MULT", "6")]
    for scheme in ("QMA01", "QMA02")[: random.choice((1, 2))]:
        benefit = {"scheme": scheme, "benefit": f"{scheme}-01"}
        unit = random.choice(("PERSON", "CASE", None))
        counted = 0 if unit == "CASE" else power
        if unit:
            found.append(make("B.UNIT_REC", None, text_value=unit, **benefit))
        if random.random() < 0.8:
            found.append(make("S.FUNCTIONS", None, text_value=random.choice(("OLD", "OLD SIC")), scheme=scheme))
        cells = [("S.REC_EE", 6, {}), ("S.REC_SELF", 6, {}), ("S.REC_TOTAL", 6, {}), ("S.ACTIVE", power, {})]
        cells += [("S.INSURED", power, {"func": func}) for func in ("OLD", "SIC")]
        cells += [("B.REC", counted, {"sex": sex, **benefit}) for sex in ("_T", "M", "F", "_U")]
        for item, scale, more in cells:
            found += drawn(random, make, item, scale, {"scheme": scheme, **more})
    for sex in ("_T", "M", "F"):
        found += drawn(random, make, "H.COV_OLD", power, {"sex": sex})
        found += drawn(random, make, "X.POP_PENAGE", 0, {"sex": sex})
    return found


def drawn(random: Random, make: Any, item: str, power: int, more: dict[str, Any]) -> list[Observation]:
    kind = random.random()
    if kind < 0.15:
        return []
    if kind < 0.25:
        return [make(item, None, obs_status=random.choice("LMNOQJK"), **more)]
    return [
        make(
            item, str(random.choice((0, random.randint(1, 9), random.randint(1, 9999) / 1000))), unit_mult=power, **more
        )
    ]


def by_python(plan: WorkbookPlan, check: Check) -> object:
    country = ObservationCells({2023: plan.answers}, 2023, plan.questionnaire)
    scopes = {"": country, **{each.scheme_id: each for each in country.schemes()}}
    scopes |= {each.benefit_id: each for each in country.benefits()}
    if check.subject not in scopes:
        return None
    names = {**check.rule.tolerances, **({"f": check.func} if check.func != "_Z" else {})}
    compiled = compile_python(parse(check.condition), plan.questionnaire, plan.codelists, names)
    outcome = compiled.outcome(scopes[check.subject].for_sex(check.sex))
    return None if outcome.uncertain else outcome.value


@libreoffice.needed
def test_libreoffice_shows_the_states_that_python_finds(kitchen: Any, make: Any) -> None:
    random = Random(2023)  # noqa: S311 - figures, not secrets
    plans = [replace(kitchen.plan, rules=RULES, answers=tuple(random_answers(random, make))) for _ in range(20)]
    paths = [kitchen.write(*plan.answers, rules=RULES) for plan in plans]
    seen: list[object] = []
    for plan, saved in zip(plans, libreoffice.saved_again(paths, kitchen.folder), strict=True):
        page = openpyxl.load_workbook(saved, data_only=True)["Checks"]
        found = checks(kitchen, *RULES, answers=plan.answers)
        shown = [STATES[page.cell(FIRST_CHECK + number, 4).value] for number in range(len(found))]
        for check, state in zip(found, shown, strict=True):
            assert state == by_python(plan, check), (check.rule.id, check.subject, check.sex, check.func, plan.answers)
        assert page["A3"].value == f"To correct: {shown.count(False)}"
        seen += shown
    assert min(seen.count(state) for state in (True, False, None)) > 30


@libreoffice.needed
def test_a_state_follows_what_is_typed_later(kitchen: Any, at: Any) -> None:
    """Cases are counted one by one whatever the multiplier of persons: that is chosen in the workbook, too."""

    def type_in(workbook: openpyxl.Workbook) -> None:
        for key, value in {
            "N.PERS_MULT": 3,
            "B.UNIT_REC|QMA01|QMA01-01": "CASE  Case",
            "B.REC|QMA01|QMA01-01": 9000,
            "B.REC|QMA01|QMA01-01|M": 4000,
            "B.REC|QMA01|QMA01-01|F": 4000,
            "S.REC_EE|QMA02": 5,
            "S.REC_TOTAL|QMA02": 4,
        }.items():
            at(workbook, key).value = value

    path = kitchen.changed(kitchen.write(rules=RULES[:2]), type_in)
    (saved,) = libreoffice.saved_again([path], kitchen.folder)
    page = openpyxl.load_workbook(saved, data_only=True)["Checks"]
    states = {page.cell(row, 2).value: page.cell(row, 4).value for row in range(FIRST_CHECK, FIRST_CHECK + 4)}
    assert [states[each] for each in states if each.startswith("QMA02:")] == ["to correct"]
    assert [states[each] for each in states if each.startswith("QMA01-01")] == ["holds"]
    assert [states[each] for each in states if each.startswith("QMA01:")] == ["not yet answered"]
    assert page["A3"].value == "To correct: 1"
