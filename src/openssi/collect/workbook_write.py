"""Writes the Excel questionnaire of a country."""

from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from openssi.collect.workbook_checks import CHECKS_SHEET, write_checks
from openssi.collect.workbook_cover import write_codes, write_meta, write_readme
from openssi.collect.workbook_layout import Layout, lay_out
from openssi.collect.workbook_page import Book, Page
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.collect.workbook_words import Words
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(path: Path, plan: WorkbookPlan) -> None:
    """Write a country's questionnaire as an Excel workbook; equal plans give equal bytes.

    The cells hold value, status, source and note. The explanation, the method, the confidentiality and the reference
    date of a single cell have no column in this form and are not written.

    Args:
        path: Where to write it.
        plan: What it holds.

    Raises:
        FixTheFile: if an answer has no row in the form, and so would be lost.
    """
    words = Words.for_plan(plan)
    layout = lay_out(plan, words)
    _refuse_lost_answers(path, plan, layout)
    with Workbook(str(path), OPTIONS) as workbook:
        title = words.of("title", country=plan.area_name, year=plan.fingerprint.time_period)
        workbook.set_properties({"title": title, "author": "OpenSSI", "created": _created(plan)})
        workbook.set_size(2400, 1400)
        _write_sheets(workbook, plan, words, layout)


def _created(plan: WorkbookPlan) -> datetime:
    """A date that depends on the plan alone, so that the same workbook written twice is the same file."""
    return datetime(plan.fingerprint.time_period + 1, 1, 1)  # noqa: DTZ001 - Excel dates have no zone


def _write_sheets(workbook: Workbook, plan: WorkbookPlan, words: Words, layout: Layout) -> None:
    book = Book(workbook, plan, words, layout)
    readme = workbook.add_worksheet("README")
    pages = [Page(book, sheet, workbook.add_worksheet(sheet.name)) for sheet in layout.sheets]
    checks = workbook.add_worksheet(CHECKS_SHEET) if plan.rules else None
    codes = workbook.add_worksheet("Codes")
    for page in pages:
        page.write()
    if checks is not None:
        write_checks(checks, book)
    write_readme(readme, plan, words, layout, book.styles)
    write_codes(codes, words, book.choices.used, book.styles)
    book.choices.write_lists()
    write_meta(workbook.add_worksheet("_meta"), plan, layout)


def _refuse_lost_answers(path: Path, plan: WorkbookPlan, layout: Layout) -> None:
    lost = set(plan.answered) - set(layout.addresses())
    if lost:
        place = Place(file=path.name)
        raise FixTheFile(
            Problem("WORKBOOK_ANSWER_WITHOUT_ROW", place, {"observation": plan.answered[key].id})
            for key in sorted(lost)
        )
