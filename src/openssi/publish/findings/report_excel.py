"""A validation report as a workbook: summary, findings, counts by rule and by scheme, what changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from openssi.definitions import Definitions
from openssi.publish.findings.report_model import STATES, FindingsReport
from openssi.publish.findings.report_tally import Tally
from openssi.publish.findings.report_words import ReportWords
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import Language
from openssi.vocabulary.validation_report import CHANGES, SEVERITIES

_INK, _WASH, _AMBER = "#16232e", "#f4f6f7", "#865400"
_WIDTHS = {
    "kind": 22, "state": 12, "rule": 8, "country": 10, "scheme": 30, "benefit": 30, "item": 40, "place": 20,
    "value": 18, "low": 18, "high": 18, "message": 60, "remedy": 50, "explanation": 40, "reason": 24, "change": 24,
    "title": 60, "code": 10,
}  # fmt: skip
_USUAL_WIDTH = 12
_LINE = 15
"""Height of a line, in points."""

_FINDING = (
    "kind", "state", "change", "rule", "scheme", "benefit", "item", "place", "value", "low", "high", "message", "remedy",
    "explanation", "reason",
)  # fmt: skip
_CHANGED = ("change", "kind", "state", "rule", "scheme", "benefit", "item", "place", "value", "message", "explanation")

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class _Styles:
    """Formats of the cells."""

    title: Any
    text: Any
    strong: Any
    notice: Any
    head: Any
    whole: Any
    number: Any


def write_workbook(report: FindingsReport, definitions: Definitions, path: Path, language: Language) -> None:
    """Write the workbook in one language, the same for the same check."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    words = report.words(definitions, language)
    made = datetime.fromisoformat(report.check.checked_at).astimezone(UTC).replace(tzinfo=None)
    comments = " ".join(words.notices(fictional=report.fictional))
    book.set_properties({"title": report.title(words), "comments": comments, "created": made})
    _Book(book, report, words).write()
    book.close()


class _Book:
    def __init__(self, book: Any, report: FindingsReport, words: ReportWords) -> None:  # noqa: ANN401 - of XlsxWriter
        self._book = book
        self._report = report
        self._words = words
        self._styles = _styles(book)

    def write(self) -> None:
        self._summary()
        rows = [self._row(each, _FINDING) for each in self._report.findings]
        self._table("findings", _FINDING, rows, frozen=4)
        self._by_rule()
        self._by_scheme()
        changed = [(change, each) for change in CHANGES for each in self._report.changes.of(change)]
        rows = [self._row(each, _CHANGED, self._say(f"change.{change}")) for change, each in changed]
        self._table("changes", _CHANGED, rows, frozen=1)

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(key, **values)

    # Sheets

    def _summary(self) -> None:
        sheet = self._book.add_worksheet(self._say("sheets.summary"))
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 4, 16)
        sheet.hide_gridlines(2)
        styles, report = self._styles, self._report
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(9)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, report.title(self._words), styles.title)
        notices = self._words.notices(fictional=report.fictional)
        lines = [(report.headline(self._words), styles.strong), *((each, styles.notice) for each in notices)]
        lines.append((report.compared_with(self._words), styles.text))
        row = 1
        for text, style in lines:
            # A merged cell does not grow with its text: two lines are enough for the longest of them.
            sheet.merge_range(row, 0, row, 4, "", style)
            sheet.write_string(row, 0, text, style)
            sheet.set_row(row, 32)
            row += 1
        for label, value in report.facts(self._words):
            sheet.write_string(row, 0, label, styles.text)
            sheet.merge_range(row, 1, row, 4, "", styles.text)
            sheet.write_string(row, 1, value, styles.text)
            row += 1
        self._counts(sheet, row + 1)

    def _counts(self, sheet: Any, row: int) -> None:  # noqa: ANN401
        heads = [self._say("heads.kind"), *(self._say(f"heads.{each}") for each in STATES), self._say("heads.total")]
        self._write_row(sheet, row, heads, self._styles.head)
        for number, severity in enumerate(SEVERITIES, start=row + 1):
            self._write_row(sheet, number, [self._say(f"severity.{severity}"), *self._report.counts([severity])])
        self._write_row(sheet, row + 4, [self._say("heads.total"), *self._report.counts()], self._styles.strong)
        if self._report.changes.before is None:
            return
        self._write_row(sheet, row + 6, [self._say("heads.change"), self._say("heads.findings")], self._styles.head)
        for number, change in enumerate(CHANGES, start=row + 7):
            count = len(self._report.changes.of(change))
            self._write_row(sheet, number, [self._say(f"change.{change}"), count])

    def _by_rule(self) -> None:
        evaluated = self._report.check.evaluated
        names = ("rule", "title", "kind", "findings", "cells", *STATES, *(("evaluated",) if evaluated else ()))
        rows: list[list[Cell]] = []
        for each in self._report.by_rule:
            kind = self._say(f"severity.{each.severity}")
            times = [evaluated.get(each.key)] if evaluated else []
            rows.append([each.key, self._words.rule_title(each.key), kind, *_counted(each), *times])
        self._table("by_rule", names, rows, frozen=1)

    def _by_scheme(self) -> None:
        heads = [self._say("heads.scheme"), *(self._say(f"severity.{each}") for each in SEVERITIES)]
        heads += [self._say(f"heads.{name}") for name in ("findings", "cells", *STATES)]
        rows: list[list[Cell]] = []
        for each in self._report.by_scheme:
            named = self._words.unit("" if each.key == self._report.check.ref_area else each.key)
            rows.append([named, *each.by_severity.values(), *_counted(each)])
        sheet = self._sheet("by_scheme", heads, rows, frozen=1)
        sheet.set_column(0, 0, 36)

    def _row(self, finding: Finding, names: Iterable[str], change: str = "") -> list[Cell]:
        words, language = self._words, self._words.language
        cells: dict[str, Cell] = {
            "kind": words.say(f"severity.{finding.severity}"),
            "state": words.say(f"state.{finding.state}"),
            "change": change or self._report.change(finding, words),
            "rule": finding.rule,
            "scheme": words.unit(finding.scheme),
            "benefit": words.benefit(finding),
            "item": words.item(finding),
            "place": words.place(finding),
            "value": finding.value,
            "low": finding.expected_low,
            "high": finding.expected_high,
            "message": finding.message.in_language(language),
            "remedy": finding.remedy.in_language(language),
            "explanation": words.explanation(finding),
            "reason": words.reason(finding),
        }
        return [cells[name] for name in names]

    # Cells

    def _table(self, sheet: str, names: Sequence[str], rows: Sequence[Sequence[Cell]], frozen: int) -> None:
        written = self._sheet(sheet, [self._say(f"heads.{name}") for name in names], rows, frozen)
        widths = [_WIDTHS.get(name, _USUAL_WIDTH) for name in names]
        for column, width in enumerate(widths):
            written.set_column(column, column, width)
        # Not every program makes a row as high as its text when it opens a file.
        for number, row in enumerate(rows, start=1):
            written.set_row(number, _LINE * max(map(_lines, row, widths)))

    def _sheet(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], frozen: int) -> Any:  # noqa: ANN401
        sheet = self._book.add_worksheet(self._say(f"sheets.{name}"))
        sheet.set_column(0, len(heads) - 1, _USUAL_WIDTH)
        self._write_row(sheet, 0, heads, self._styles.head)
        for number, row in enumerate(rows, start=1):
            self._write_row(sheet, number, row)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def _write_row(self, sheet: Any, row: int, cells: Iterable[Cell], style: Any = None) -> None:  # noqa: ANN401
        """Write numbers as numbers and everything else as text, never as a formula (decision 0012)."""
        for column, cell in enumerate(cells):
            if isinstance(cell, int | Decimal):
                whole = self._styles.whole if cell == int(cell) else self._styles.number
                sheet.write_number(row, column, cell, style or whole)
            elif cell:
                sheet.write_string(row, column, cell, style or self._styles.text)


def _lines(cell: Cell, width: int) -> int:
    """Return how many lines a text takes in a column of some width; words break a little before its end."""
    return max(1, -(-len(cell) * 10 // (width * 9))) if isinstance(cell, str) else 1


def _counted(each: Tally) -> Iterator[int]:
    yield from (each.findings, each.cells, each.open, each.explained, each.waived)


def _styles(book: Any) -> _Styles:  # noqa: ANN401 - a workbook of XlsxWriter
    plain = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top"}
    text = {**plain, "text_wrap": True, "quote_prefix": True}
    return _Styles(
        title=book.add_format({**plain, "bold": True, "font_size": 18}),
        text=book.add_format(text),
        strong=book.add_format({**text, "bold": True}),
        notice=book.add_format({**text, "font_color": _AMBER}),
        head=book.add_format({**text, "bold": True, "bottom": 2, "bottom_color": _INK, "bg_color": _WASH}),
        whole=book.add_format({**plain, "num_format": "#,##0"}),
        number=book.add_format({**plain, "num_format": "#,##0.####"}),
    )
