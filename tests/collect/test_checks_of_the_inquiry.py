"""The hard rules of the inquiry in a workbook: LibreOffice shows what the validator finds in what was typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from random import Random

import openpyxl
import pytest
from xlsxwriter import Workbook

import libreoffice
from openssi.collect import WorkbookPlan, read_workbook, write_workbook
from openssi.collect.workbook_checks import FIRST_CHECK, Check, checks_of
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_layout import lay_out
from openssi.collect.workbook_page import Book
from openssi.collect.workbook_words import Words
from openssi.definitions import Definitions, load
from openssi.expressions import ObservationCells, compile_python, parse
from openssi.validate import Validator
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Rule
from openssi.vocabulary.scheme import Inventory
from openssi.vocabulary.submission import Fingerprint

WORKBOOKS = 10
YEAR = 2023
STATES = {"holds": True, "to correct": False, "not yet answered": None}
CHOICES = {
    "B.FUNC": ("OLD", "SUR", "SIC"),
    "B.UNIT_REC": ("PERSON", "CASE", "HOUSEHOLD"),
    "B.FORM": ("CASH_PER", "CASH_LUMP"),
    "B.FREQ": ("MONTH", "YEAR"),
}


@dataclass(frozen=True)
class Filled:
    """A full questionnaire of two schemes, each with two benefits, filled at random."""

    definitions: Definitions
    plan: WorkbookPlan
    folder: Path

    @cached_property
    def checks(self) -> list[Check]:
        return list(checks_of(self.book))

    @cached_property
    def book(self) -> Book:
        words = Words.for_plan(self.plan)
        return Book(Workbook(str(self.folder / "unwritten.xlsx")), self.plan, words, lay_out(self.plan, words))


def blank(definitions: Definitions, folder: Path) -> Filled:
    plan = WorkbookPlan(
        fingerprint=Fingerprint("QMA", YEAR, definitions.questionnaire.version, "en", "v0"),
        questionnaire=definitions.questionnaire,
        codelists=definitions.codelists,
        inventory=Inventory.blank("QMA", schemes=2, benefits=2),
        area_name="Solenia",
        fictional=True,
        history=(),
        answers=(),
        context=(),
        texts=definitions.texts,
        is_full=True,
        rules=definitions.rules,
        version=definitions.questionnaire,
    )
    return Filled(definitions, plan, folder)


def named_by_hard_rules(definitions: Definitions) -> frozenset[str]:
    """Items that hard rules name, and those that their formulas and conditions are made of."""
    items, found = definitions.questionnaire.items, set[str]()
    texts = [text for rule in definitions.rules if rule.severity == "E" for text in rule.expressions]
    while texts:
        for name in parse(texts.pop()).items() - found:
            found.add(name)
            if name in items:
                texts += [text for text in (items[name].formula, items[name].condition) if text]
    return frozenset(found)


def answers(random: Random, form: Filled) -> Iterator[Observation]:
    """Answers to the items of hard rules: plain numbers, so that sums agree now and then, and every kind of gap.

    A scheme answers for the functions that it serves; totals are now and then typed over what the form adds up.
    """
    items, named = form.definitions.questionnaire.items, named_by_hard_rules(form.definitions)
    powers = {"N.UNIT_MULT": random.choice((0, 3, 6)), "N.PERS_MULT": random.choice((0, 3))}
    served = {each.id: random.choice(("OLD", "OLD SUR", "OLD SIC")) for each in form.plan.asked_schemes}
    gaps, most, kept = random.choice(((0.02, 1, 1), (0.05, 2, 0.8), (0.1, 2, 0.5), (0.3, 50, 0.9)))
    for key in form.book.formulas.addresses:
        item = items.get(key.item)
        if key.item in powers:
            yield observed(key, Decimal(powers[key.item]))
        elif key.item == "S.FUNCTIONS":
            yield observed(key, served[key.scheme])
        elif key.item in CHOICES and random.random() > gaps:
            yield observed(key, random.choice(CHOICES[key.item]))
        elif item is not None and item.is_numeric and item.id in named and is_served(key, served):
            is_left = item.requirement == "calculated" and random.random() < kept
            drawn = 1.25 * gaps if is_left else random.random()
            if drawn < gaps:
                yield replace(observed(key, None), obs_status=random.choice("LMNOQJ"))
            elif drawn > gaps * 1.5:
                power = scale(form, item, key, powers)
                yield replace(observed(key, Decimal(random.randint(0, most))), unit_mult=power)


def is_served(key: CellKey, served: Mapping[str, str]) -> bool:
    return key.func == "_Z" or key.scheme not in served or key.func in served[key.scheme].split()


def scale(form: Filled, item: Item, key: CellKey, powers: Mapping[str, int]) -> int:
    """The power of ten of a cell: of what its formula would find in the workbook, the benefits' units aside."""
    power = form.book.formulas.power(item, key)
    address = {form.book.formulas.reference(CellKey(name), "value"): value for name, value in powers.items()}
    return int(power) if power.isdigit() else address.get(power, 0)


def observed(key: CellKey, value: Decimal | str | None) -> Observation:
    return Observation(
        ref_area="QMA",
        item=key.item,
        time_period=YEAR,
        scheme=key.scheme,
        benefit=key.benefit,
        sex=key.sex,
        age=key.age,
        func=key.func,
        breakdown=key.breakdown,
        value=value if isinstance(value, Decimal) else None,
        text_value=value if isinstance(value, str) else None,
    )


def scopes(found: Sequence[Observation], definitions: Definitions) -> dict[str, ObservationCells]:
    """The country, its schemes and their benefits, by the subject of a check."""
    country = ObservationCells({YEAR: found}, YEAR, definitions.questionnaire)
    known = {"": country, **{each.scheme_id: each for each in country.schemes()}}
    return known | {each.benefit_id: each for each in country.benefits()}


def by_python(form: Filled, check: Check, cells: ObservationCells | None) -> object:
    if cells is None:
        return None
    names = {**check.rule.tolerances, **({"f": check.func} if check.func != "_Z" else {})}
    compiled = compile_python(parse(check.condition), form.definitions.questionnaire, form.plan.codelists, names)
    outcome = compiled.outcome(cells)
    return None if outcome.uncertain else outcome.value


def is_whole(rule: Rule, checks: Sequence[Check]) -> bool:
    """Whether every condition of a rule is checked in a workbook."""
    return set(rule.expressions) <= {each.condition for each in checks if each.rule.id == rule.id}


@libreoffice.needed
@pytest.mark.long
def test_a_workbook_shows_what_the_validator_finds_by_every_hard_rule(tmp_path: Path) -> None:
    definitions = load()
    validator = Validator(definitions.rules, definitions.questionnaire, definitions.codelists)
    random = Random(20261126)  # noqa: S311 - figures, not secrets
    form = blank(definitions, tmp_path)
    filled = [replace(form, plan=replace(form.plan, answers=tuple(answers(random, form)))) for _ in range(WORKBOOKS)]
    paths = [tmp_path / f"QMA-{number}.xlsx" for number in range(WORKBOOKS)]
    for each, path in zip(filled, paths, strict=True):
        write_workbook(path, each.plan)
    seen: set[tuple[str, object]] = set()
    for each, saved in zip(filled, libreoffice.saved_again(paths, tmp_path), strict=True):
        found = read_workbook(saved, definitions.questionnaire, definitions.codelists, None).observations
        known = scopes(found, definitions)
        page = openpyxl.load_workbook(saved, data_only=True)["Checks"]
        states: dict[tuple[str, str, str], list[object]] = {}
        for number, check in enumerate(each.checks, start=FIRST_CHECK):
            state = STATES[page.cell(number, 4).value]
            at = known[check.subject].for_sex(check.sex) if check.subject in known else None
            assert state == by_python(each, check, at), (saved.name, number, check.rule.id, check.subject)
            about = (check.rule.id, check.subject, check.sex)
            states.setdefault(about, []).append(state)
            seen.add((check.rule.id, state))
        rules = {check.rule.id: check.rule for check in each.checks}
        for (id_, subject, sex), shown in states.items():
            is_settled = None not in shown and is_whole(rules[id_], each.checks)
            if subject in known and (False in shown or is_settled):
                blocks = any(validator.compiled(rules[id_]).broken(known[subject].for_sex(sex)))
                assert blocks == (False in shown), (saved.name, id_, subject, sex)
    said = {state: {id_ for id_, told in seen if told is state} for state in (True, False)}
    assert {id_ for id_, _ in seen} == said[True] | said[False]
    assert len(said[True] & said[False]) >= 15
