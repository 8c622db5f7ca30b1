"""The sheet `Checks`: hard rules that the workbook tests itself while it is filled."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlsxwriter.worksheet import Worksheet

from openssi.collect.workbook_columns import height_of, letter
from openssi.collect.workbook_formula import FormCells
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_page import Book
from openssi.expressions import free_names, parse
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL
from openssi.vocabulary.rule import Rule

CHECKS_SHEET = "Checks"
HARD = "E"
COUNTRY_SHEET = "A_Country"
FIRST_CHECK = 6
COUNT = "A3"
WIDTHS = (8, 34, 58, 18, 62)
_SLOT = re.compile(r"\{(\w+)\}")
_SEXES = (TOTAL, "F", "M")


@dataclass(frozen=True, slots=True)
class Check:
    """A condition of a rule on one country, scheme or benefit.

    Attributes:
        condition: What has to hold, in the expression language.
        formula: Says in words whether it holds.
        key: The cell to look at.
        subject: The scheme or benefit, empty for the country.
        sex: What a reference without index means where the item has a breakdown by sex.
        func: The function that `f` means, or `_Z`.
    """

    rule: Rule
    condition: str
    formula: str
    key: CellKey
    subject: str
    sex: str
    func: str = NOT_APPLICABLE


def checks_of(book: Book) -> Iterator[Check]:
    """Return every check of a hard rule whose cells stand on one sheet, the conventions of the country aside."""
    for rule in book.plan.rules:
        if rule.severity == HARD and (book.plan.is_full or rule.form != "full"):
            for scheme, benefit in _subjects(book, rule):
                for sex in _SEXES if rule.by_sex else (TOTAL,):
                    yield from _conditions(book, rule, FormCells(book.formulas, scheme, benefit, sex))


def _subjects(book: Book, rule: Rule) -> Iterator[tuple[str, str]]:
    """The subjects of a rule; one about cells, tables or files has none."""
    if rule.level == "country":
        yield NOT_APPLICABLE, NOT_APPLICABLE
    for scheme in book.plan.asked_schemes:
        if rule.level == "scheme":
            yield scheme.id, NOT_APPLICABLE
        for benefit in scheme.benefits if rule.level == "benefit" else ():
            yield scheme.id, benefit.id


def _conditions(book: Book, rule: Rule, seen: FormCells) -> Iterator[Check]:
    for number, text in enumerate(rule.expressions):
        for func in _functions(book, text, seen):
            cells = replace(seen, func=func, used=set())
            check = _check(book, rule, number, cells)
            if check is not None:
                yield check


def _functions(book: Book, text: str, seen: FormCells) -> Sequence[str]:
    """The functions that a condition on `f` is about: those served, each of them where that is not known."""
    if "f" not in free_names(parse(text)):
        return (NOT_APPLICABLE,)
    served = book.plan.words_of(CellKey("S.FUNCTIONS", seen.scheme)).split()
    return [each for each in book.plan.codelist_of("FUNC") if not served or each in served]


def _check(book: Book, rule: Rule, number: int, cells: FormCells) -> Check | None:
    """The check of one condition, none where Excel cannot carry it out or its cells stand on several sheets."""
    text = rule.expressions[number]
    shown = (book.words.of("checks", "wrong"), book.words.of("checks", "open"), book.words.of("checks", "holds"))
    formula = book.formulas.condition(text, cells, shown, rule.tolerances)
    if formula is None or len(cells.used - {COUNTRY_SHEET}) > 1:
        return None
    key = _looked_at(book, rule, cells, number)
    if key is None:
        return None
    subject = next((each for each in (cells.benefit, cells.scheme) if each != NOT_APPLICABLE), "")
    return Check(rule, text, formula, key, subject, cells.sex, cells.func)


def _looked_at(book: Book, rule: Rule, cells: FormCells, number: int) -> CellKey | None:
    """The cell that a condition is about: the item declared for it, else the first one that the rule watches."""
    watched = (*rule.items[number : number + 1], *rule.items)
    keys = (cells.key(book.formulas.items[name], {}) for name in watched if name in book.formulas.items)
    return next((key for key in keys if key in book.addresses), None)


def write_checks(page: Worksheet, book: Book) -> None:
    """Write the checks: where, what has to hold, whether it does, and what to do."""
    checks = list(checks_of(book))
    _frame(page, book)
    words, styles = book.words, book.styles
    area = f"$D${FIRST_CHECK}:$D${FIRST_CHECK + max(len(checks), 1) - 1}"
    wrong = words.of("checks", "wrong")
    page.write_string(0, 0, words.of("checks", "title"), styles["title"])
    page.write_string(1, 0, words.of("checks", "lead"), styles["lead"])
    count = words.of("checks", "count").replace('"', '""').split("{count}")
    page.write_formula(COUNT, f'="{count[0]}"&COUNTIF({area},"{wrong}")&"{count[-1]}"', styles["section"], "")
    for column, name in enumerate(("rule", "where", "what", "state", "remedy")):
        page.write_string(FIRST_CHECK - 2, column, words.of("checks", "heads", name), styles["head"])
    for number, check in enumerate(checks, start=FIRST_CHECK):
        _row(page, book, number, check)
    _colours(page, book, area)


def _frame(page: Worksheet, book: Book) -> None:
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.hide_gridlines(2)
    page.freeze_panes(FIRST_CHECK - 1, 2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(FIRST_CHECK - 2)
    page.set_footer(f"&L&9{book.plan.area_name} {book.plan.fingerprint.time_period} · &A · &P/&N")
    page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _row(page: Worksheet, book: Book, number: int, check: Check) -> None:
    words, styles = book.words, book.styles
    sheet, row = book.addresses[check.key]
    item = book.formulas.items[check.key.item]
    label = words.item(item, check.key, book.plan)
    where = f"{check.subject}: {label}" if check.subject else label
    named = {"item": item.label.in_language(words.language), "f": words.code("CL_FUNC", check.func)}
    title, remedy = (_filled(each.in_language(words.language), named) for each in (check.rule.title, check.rule.remedy))
    page.write_string(number - 1, 0, check.rule.id, styles["code"])
    page.write_url(number - 1, 1, f"internal:'{sheet}'!{letter('value')}{row}", styles["link_wrapped"], where[:200])
    page.write_string(number - 1, 2, title, styles["label"])
    page.write_formula(number - 1, 3, check.formula, styles["label"], words.of("checks", "open"))
    page.write_string(number - 1, 4, remedy, styles["label"])
    height = height_of(zip((where, title, remedy), (WIDTHS[1], WIDTHS[2], WIDTHS[4]), strict=True))
    page.set_row(number - 1, height)


def _filled(text: str, named: Mapping[str, str]) -> str:
    """Fill the slots of a text that are known before a figure is typed."""
    return _SLOT.sub(lambda slot: named.get(slot[1], "…"), text)


def _colours(page: Worksheet, book: Book, area: str) -> None:
    """The state is said in words; the colour only helps to find it."""
    wrong = book.words.of("checks", "wrong")
    for name, style in (("wrong", "check_wrong"), ("holds", "check_holds")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{book.words.of("checks", name)}"'}
        page.conditional_format(area.replace("$", ""), {**rule, "format": book.styles[style]})
    for sign, style in ((">", "check_wrong"), ("=", "check_holds")):
        rule = {"type": "formula", "criteria": f'=COUNTIF({area},"{wrong}"){sign}0'}
        page.conditional_format(COUNT, {**rule, "format": book.styles[style]})
