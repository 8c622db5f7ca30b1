"""The sheets around the form: the first page, the codes, and the hidden fingerprint."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from openssi.collect.workbook_choices import STATUS_LIST
from openssi.collect.workbook_columns import height_of, letter
from openssi.collect.workbook_layout import FIRST_ROW, Layout, Sheet
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.collect.workbook_style import Styles
from openssi.collect.workbook_words import Words
from openssi.vocabulary.codelist import Code

FORMAT = "openssi-workbook-2"
FORMATS = ("openssi-workbook-1", FORMAT)
"""Formats that can be read; the first one had no dates of law and no rows to confirm."""

STEPS = ("start", "white", "zero", "total", "source", "law", "codes", "subtotal", "checks", "free")
MISSING_SHOWN = ("L", "M", "K", "O")
PRESENT_SHOWN = ("A", "E", "P", "B", "U", "D")
A4 = 9
TEXT_WIDTH = 110
HEIGHTS = {"title": 30, "section": 26}
OWN_SHEETS = ("README", "Checks", "Codes", "_lists", "_meta")


def write_meta(page: Worksheet, plan: WorkbookPlan, layout: Layout) -> None:
    """Write the hidden sheet that says what the workbook was made for, and every key with its sheet."""
    page.very_hidden()
    keys = [(sheet.name, str(row.key)) for sheet in layout.sheets for row in sheet.rows if row.key]
    fingerprint = plan.fingerprint
    facts = {
        "format": FORMAT,
        "ref_area": fingerprint.ref_area,
        "time_period": str(fingerprint.time_period),
        "questionnaire_version": fingerprint.questionnaire_version,
        "language": fingerprint.language,
        "base": fingerprint.base,
        "institution": fingerprint.institution,
        "form_hash": form_hash(fingerprint.questionnaire_version, keys),
    }
    facts["facts_hash"] = facts_hash(facts)
    for row, (name, value) in enumerate((*facts.items(), ("keys", str(len(keys))), *keys)):
        page.write_string(row, 0, name)
        page.write_string(row, 1, value)


def form_hash(version: str, keys: Sequence[tuple[str, str]]) -> str:
    """Return the checksum of a form: its version, its sheets and its keys in order."""
    return hashlib.sha256("\n".join((version, *map("\t".join, keys))).encode()).hexdigest()[:16]


def facts_hash(facts: Mapping[str, str]) -> str:
    """Return the checksum of what a workbook says it was made for, whatever its format."""
    lines = sorted(f"{name}\t{value}" for name, value in facts.items() if name not in {"format", "facts_hash"})
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def write_codes(page: Worksheet, words: Words, used: Mapping[str, Sequence[Code]], styles: Styles) -> None:
    """Write all codes with their meaning."""
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 90)
    page.set_paper(A4)
    page.set_portrait()
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, words.of("sheets", "Codes"), styles["title"])
    page.write_string(1, 0, words.of("heads", "code"), styles["head"])
    page.write_string(1, 1, words.of("heads", "label"), styles["head"])
    page.freeze_panes(2, 0)
    row = 2
    for codelist, codes in used.items():
        page.write_string(row, 0, codelist, styles["list_head"])
        page.write_string(row, 1, "", styles["list_head"])
        for row, code in enumerate(codes, start=row + 1):  # noqa: B020 - the next list begins where this one ends
            page.write_string(row, 0, code.id, styles["code"])
            page.write_string(row, 1, code.name.in_language(words.language), styles["cell"])
        row += 2
    page.protect("", {"format_columns": True})


def write_readme(page: Worksheet, plan: WorkbookPlan, words: Words, layout: Layout, styles: Styles) -> None:
    """Write the first page: what it is, how to fill it, statuses, progress."""
    page.set_column(0, 0, TEXT_WIDTH)
    page.set_column(1, 3, 14)
    page.hide_gridlines(2)
    page.set_paper(A4)
    page.set_portrait()
    page.fit_to_pages(1, 1)
    page.activate()
    row = 0
    for row, (text, style) in enumerate(_lines(plan, words)):
        page.write_string(row, 0, text, styles[style])
        page.set_row(row, HEIGHTS.get(style) or height_of([(text, TEXT_WIDTH)]))
    _progress(page, row + 1, plan, words, layout, styles)
    page.protect("", {"format_columns": True, "format_rows": True})


def _lines(plan: WorkbookPlan, words: Words) -> Iterator[tuple[str, str]]:
    year, version = plan.fingerprint.time_period, plan.fingerprint.questionnaire_version
    yield words.of("title", country=plan.area_name, year=year), "title"
    if plan.fictional:
        yield words.of("fictional"), "notice_wrapped"
    yield words.of("readme", "what"), "section"
    yield words.of("readme", "what_text", country=plan.area_name, year=year, version=version), "wrapped"
    yield words.of("readme", "whom"), "section"
    yield words.of("readme", "whom_text"), "wrapped"
    yield words.of("readme", "how"), "section"
    for number, step in enumerate(STEPS, start=1):
        yield f"{number}. {words.of('readme', 'steps', step)}", "wrapped"
    yield words.of("readme", "statuses"), "section"
    yield _statuses(words, "missing", MISSING_SHOWN), "wrapped"
    yield _statuses(words, "present", PRESENT_SHOWN), "wrapped"
    yield words.of("readme", "progress"), "section"
    yield words.of("readme", "progress_text"), "wrapped"


def _statuses(words: Words, kind: str, codes: Sequence[str]) -> str:
    known = words.codelists.get(STATUS_LIST, ())
    names = [f"{code.id} {code.name.in_language(words.language)}" for code in known if code.id in codes]
    return words.of("part", item=words.of("readme", kind), part="; ".join(names))


def _progress(page: Worksheet, row: int, plan: WorkbookPlan, words: Words, layout: Layout, styles: Styles) -> None:
    page.write_string(row, 0, words.of("readme", "sheet"), styles["head"])
    for position, name in enumerate(("asked", "done", "left"), start=1):
        page.write_string(row, position, words.of("readme", name), styles["head_number"])
    for number, sheet in enumerate(layout.sheets, start=row + 1):
        asked = sum(each.required for each in sheet.rows)
        done = _answered(plan, sheet)
        label = f"{sheet.name} – {sheet.title}"
        page.write_url(number, 0, f"internal:'{sheet.name}'!A{FIRST_ROW}", styles["link"], label)
        page.write_number(number, 1, asked, styles["cell_number"])
        page.write_formula(number, 2, _count_formula(sheet), styles["cell_number"], done)
        page.write_formula(number, 3, f"=B{number + 1}-C{number + 1}", styles["cell_number"], asked - done)


def _count_formula(sheet: Sheet) -> str:
    def area(name: str) -> str:
        return f"'{sheet.name}'!${letter(name)}${FIRST_ROW}:${letter(name)}${sheet.last_row}"

    filled = f"((LEN({area('value')})+LEN({area('status')}))>0)"
    return f"=SUMPRODUCT(({area('required')}=1)*{filled})"


def _answered(plan: WorkbookPlan, sheet: Sheet) -> int:
    """The count as it stands when the workbook is opened; programs that do not calculate show it."""
    required = (row for row in sheet.rows if row.required and row.key and row.item)
    return sum(
        row.kind == "fixed"
        or (row.key is not None and row.item is not None and plan.opening(row.key, row.item) is not None)
        for row in required
    )
