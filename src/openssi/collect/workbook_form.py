"""Compares a workbook that came back with the form that went out: sheets, columns and rows, not answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openssi.collect.workbook_cells import LONGEST_TEXT
from openssi.collect.workbook_columns import MARKS, NEEDED
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_read import RawRow, RawSheet, RawWorkbook
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place

RENAMED = "WORKBOOK_SHEET_RENAMED"
"""A sheet under another name is read all the same: its cells are found by their keys."""


@dataclass(frozen=True, slots=True)
class FormRows:
    """The rows of the form by key in the order of the questionnaire, what is wrong, and what is not read."""

    rows: dict[CellKey, RawRow]
    problems: list[Problem] = field(default_factory=list)
    ignored: list[Problem] = field(default_factory=list)


def form_rows(raw: RawWorkbook) -> FormRows:
    """Return the rows of the form wherever they were moved to, and everything that does not fit the form.

    Args:
        raw: The workbook as it was found.
    """
    absent = list(_missing_sheets(raw))
    problems = [*(each for each in absent if each.code != RENAMED), *_missing_columns(raw.sheets)]
    ignored = [each for each in absent if each.code == RENAMED]
    ignored += [Problem("WORKBOOK_SHEET_IGNORED", Place(raw.file, name)) for name in _additions(raw)]
    ignored += [
        Problem("WORKBOOK_CELLS_BESIDE", place, {"value": value, "count": count})
        for sheet in raw.sheets
        for place, value, count in sheet.beside
    ]
    found = FormRows({}, problems, ignored)
    known = {key for _, key in raw.keys}
    expected = {sheet for sheet, _ in raw.keys}
    rows: dict[str, RawRow] = {}
    for sheet in sorted(raw.sheets, key=lambda each: each.name not in expected):
        for row in sheet.rows:
            _take(row, rows, known, found, is_copy=sheet.name not in expected)
    found.ignored.extend(_missing_rows(raw, rows))
    found.problems.extend(_too_long(rows.values()))
    for _, text in raw.keys:
        key = CellKey.parse(text)
        if key is not None and text in rows:
            found.rows[key] = rows[text]
    return found


def _take(row: RawRow, rows: dict[str, RawRow], known: set[str], found: FormRows, *, is_copy: bool) -> None:
    if row.key.startswith("_"):
        return
    if not row.key:
        shown = next((each for each in row.answer if each is not None), row.error)
        found.ignored.append(Problem("WORKBOOK_ROW_IGNORED", row.place, {"value": shown}))
    elif row.key not in known:
        found.problems.append(Problem("WORKBOOK_KEY_UNKNOWN", row.place, {"key": row.key}))
    elif row.key not in rows:
        rows[row.key] = row
    elif row.answer != rows[row.key].answer:
        found.problems.append(Problem("WORKBOOK_KEY_TWICE", row.place, {"other": rows[row.key].place}))
    elif not is_copy:
        found.ignored.append(Problem("WORKBOOK_ROW_REPEATED", row.place, {"other": rows[row.key].place}))


def _missing_sheets(raw: RawWorkbook) -> Iterator[Problem]:
    """Sheets that are gone, told apart from those that have another name or have lost their hidden column."""
    expected = dict.fromkeys(sheet for sheet, _ in raw.keys)
    strangers = [sheet for sheet in raw.sheets if sheet.name not in expected]
    present = {sheet.name for sheet in raw.sheets}
    for name in expected:
        if name in present:
            continue
        renamed = _holding({key for sheet, key in raw.keys if sheet == name}, strangers)
        if name in raw.others:
            yield Problem("WORKBOOK_COLUMN_MISSING", Place(raw.file, name), {"mark": MARKS["key"]})
        elif renamed is not None:
            yield Problem(RENAMED, Place(raw.file, renamed.name), {"expected": name})
        else:
            yield Problem("WORKBOOK_SHEET_MISSING", Place(raw.file), {"sheet": name})


def _holding(keys: set[str], sheets: Iterable[RawSheet]) -> RawSheet | None:
    """The sheet that holds most of some keys, none where none of them holds any."""
    counted = [(sum(row.key in keys for row in sheet.rows), sheet) for sheet in sheets]
    best = max(counted, key=lambda each: each[0], default=(0, None))
    return best[1] if best[0] else None


def _additions(raw: RawWorkbook) -> list[str]:
    """Sheets that are not of the form: those of the user, and plain copies of sheets of the form."""
    expected = {sheet for sheet, _ in raw.keys}
    present = {sheet.name for sheet in raw.sheets}
    own = {key for sheet, key in raw.keys if sheet in present}
    copies = [
        sheet.name
        for sheet in raw.sheets
        if sheet.name not in expected and all(row.key in own for row in sheet.rows if row.key and row.key[0] != "_")
    ]
    return [name for name in raw.others if name not in expected] + copies


def _missing_columns(sheets: Iterable[RawSheet]) -> Iterator[Problem]:
    for sheet in sheets:
        for name in NEEDED:
            if name not in sheet.columns and sheet.rows:
                yield Problem(
                    "WORKBOOK_COLUMN_MISSING", Place(sheet.rows[0].place.file, sheet.name), {"mark": MARKS[name]}
                )


def _missing_rows(raw: RawWorkbook, rows: dict[str, RawRow]) -> Iterator[Problem]:
    present = {sheet.name for sheet in raw.sheets}
    for sheet, key in raw.keys:
        if sheet in present and key not in rows:
            yield Problem("WORKBOOK_ROW_MISSING", Place(raw.file, sheet, item=key.partition("|")[0]))


def _too_long(rows: Iterable[RawRow]) -> Iterator[Problem]:
    for row in rows:
        for each in (row.source, row.note):
            if isinstance(each, str) and len(each) > LONGEST_TEXT:
                yield Problem("WORKBOOK_TEXT_TOO_LONG", row.place, {"length": len(each), "longest": LONGEST_TEXT})
