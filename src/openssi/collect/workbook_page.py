"""Fills one sheet of the form: headings, rows, earlier years, answers."""

from dataclasses import dataclass, field
from textwrap import shorten

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from openssi.collect.confidentiality import written
from openssi.collect.workbook_choices import Choices
from openssi.collect.workbook_columns import COLUMNS, column, height_of
from openssi.collect.workbook_formula import Formulas
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_layout import FIRST_ROW, Layout, Row, Sheet, given_text
from openssi.collect.workbook_plan import LAW_TABLES, WorkbookPlan
from openssi.collect.workbook_style import Styles
from openssi.collect.workbook_values import MISSING_STATUSES, CellValues, block_of
from openssi.collect.workbook_words import Words
from openssi.vocabulary.confidentiality import CODES as CONF_LIST
from openssi.vocabulary.confidentiality import FREE
from openssi.vocabulary.confidentiality import ITEM as CONF_ITEM
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation

TEXT_SHOWN = 14
HEAD_MARK = "_head"
BESIDE = ("status", "valid_from", "source", "note", "confidentiality")
"""The columns beside a value."""


class Book:
    """What all sheets of one workbook share."""

    def __init__(self, workbook: Workbook, plan: WorkbookPlan, words: Words, layout: Layout) -> None:
        self.plan = plan
        self.words = words
        self.styles = Styles(workbook)
        self.values = CellValues.for_plan(plan, words)
        self.choices = Choices(workbook, plan, words)
        self.addresses = layout.addresses()
        self.formulas = Formulas(self.addresses, self.values)


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of the form, being written."""

    book: Book
    sheet: Sheet
    page: Worksheet
    _wrapped: list[tuple[str, float]] = field(default_factory=list)

    def write(self) -> None:
        """Write the sheet."""
        self._frame()
        self._heading()
        by_item: dict[str, list[int]] = {}
        for number, row in self.sheet.numbered():
            self._row(number, row)
            if row.item is not None and row.kind in {"answer", "source", "open"}:
                by_item.setdefault(row.item.id, []).append(number)
        items = self.book.plan.questionnaire.items
        for item, rows in by_item.items():
            self.book.choices.validate(self.page, column("value"), rows, items[item])
        self._validate_columns()
        self._show_decimals()

    def _validate_columns(self) -> None:
        """Set what the cells beside the values accept."""
        choices, numbered = self.book.choices, list(self.sheet.numbered())
        statuses = [number for number, row in numbered if row.kind in {"answer", "open"}]
        choices.validate_status(self.page, column("status"), statuses)
        choices.validate_levels(self.page, column("confidentiality"), statuses)
        choices.validate_dates(self.page, column("valid_from"), [number for number, row in numbered if row.is_law])
        yes = [number for number, row in numbered if row.kind in {"confirm", "explanation"}]
        choices.validate_yes(self.page, column("value"), yes)
        opened = [(number, row.item) for number, row in numbered if row.kind == "open" and row.item]
        choices.validate_opened(self.page, column("item"), opened)

    def _frame(self) -> None:
        page, words = self.page, self.book.words
        for each in COLUMNS:
            hidden = each.hidden or (each.name == "valid_from" and not self.sheet.has_law)
            options = {"hidden": True} if hidden else {}
            page.set_column(each.number, each.number, each.width, None, options)
        page.freeze_panes(FIRST_ROW - 1, 2)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(FIRST_ROW - 2)
        page.print_area(0, 0, self.sheet.last_row - 1, column("confidentiality"))
        plan = self.book.plan
        page.set_footer(
            "&L&9"
            + words.of(
                "print",
                "footer",
                country=plan.area_name,
                year=plan.fingerprint.time_period,
                sheet="&A",
                page="&P",
                pages="&N",
            )
        )
        page.protect("", {"format_columns": True, "format_rows": True, "insert_hyperlinks": True})

    def _heading(self) -> None:
        page, words, styles, plan = self.page, self.book.words, self.book.styles, self.book.plan
        page.set_row(0, None, None, {"hidden": True})
        for each in COLUMNS:
            if each.mark:
                page.write_string(0, each.number, each.mark, styles["technical"])
        page.write_url(1, 1, "internal:'README'!A1", styles["link"], "README")
        page.write_string(1, 0, "", styles["plain"])
        title = f"{plan.area_name}, {plan.fingerprint.time_period} – {self.sheet.title}"
        page.write_string(2, 0, title, styles["title"])
        page.set_row(2, 28)
        if plan.fictional:
            page.write_string(1, 2, words.of("fictional"), styles["notice"])
        self._units_lines()
        self._heads()

    def _units_lines(self) -> None:
        book = self.book
        page, words, styles = self.page, book.words, book.styles
        page.write_formula(3, 0, book.choices.units_formula(book.addresses), styles["lead"], "")
        multipliers = book.values.multipliers
        history = words.of(
            "history_line",
            money=words.multiplier(multipliers.money),
            persons=words.multiplier(multipliers.persons),
        )
        page.write_string(4, 0, history if book.plan.history else "", styles["lead"])

    def _heads(self) -> None:
        page, words, styles, plan = self.page, self.book.words, self.book.styles, self.book.plan
        row = FIRST_ROW - 2
        for name in ("code", "item", "status", "valid_from", "source", "note", "confidentiality"):
            style = "head" if name in {"code", "item"} else "head_indented"
            text = "source_or_article" if name == "source" and self.sheet.has_law else name
            page.write_string(row, column(name), words.of("heads", text), styles[style])
        for position, year in enumerate(plan.years):
            page.write_string(row, column("history") + position, str(year), styles["head_number"])
        page.write_string(row, column("key"), HEAD_MARK, styles["technical"])
        page.set_row(row, 32)
        head = words.of("heads", "value", year=plan.fingerprint.time_period)
        page.write_string(row, column("value"), head, styles["head_number"])

    def _row(self, number: int, row: Row) -> None:
        if row.kind == "confirm" and row.key is not None:
            self._confirm(number, row, row.key)
            return
        if row.item is None or row.key is None:
            self._heading_row(number, row)
            return
        self._wrapped.clear()
        self._left(number, row)
        if row.key in self.book.plan.concealed:
            self._concealed(number, row.key, row.item)
            return
        self._history(number, row.key, row.item)
        self._hidden(number, row, row.key)
        if row.kind == "calculated":
            self._calculated(number, row.key, row.item)
        elif row.kind == "fixed":
            self._fixed(number, row.key, row.item)
        elif row.kind == "explanation":
            self._explanation(number, row.key)
        else:
            self._answer(number, row, row.key, row.item)
        height = height_of(self._wrapped)
        if height:
            self.page.set_row(number - 1, height)

    def _heading_row(self, number: int, row: Row) -> None:
        style = self.book.styles[row.kind]
        self.page.write_string(number - 1, 0, row.code, style)
        self.page.write_string(number - 1, 1, row.label, style)
        for position in range(2, column("confidentiality") + 1):
            self.page.write_blank(number - 1, position, None, style)
        self.page.set_row(number - 1, 24 if row.kind == "group" else 30)

    def _confirm(self, number: int, row: Row, key: CellKey) -> None:
        """A row that confirms all figures of its group as they were filled in beforehand."""
        self.page.write_string(number - 1, column("code"), "", self.book.styles["code"])
        self.page.write_string(number - 1, column("item"), row.label, self.book.styles["label"])
        self.page.write_string(number - 1, column("key"), str(key), self.book.styles["technical"])
        answered = self.book.plan.is_confirmed(key)
        self._put(number, column("value"), self.book.choices.yes if answered else None, "choice")
        for name in BESIDE:
            self._put(number, column(name), None, "cell")

    def _explanation(self, number: int, key: CellKey) -> None:
        """Last year's explanation in grey, whether it still holds, and room for another."""
        self._put(number, column("confidentiality"), None, "cell")
        last = self.book.plan.latest(key.explained())
        said = self.book.plan.answered.get(key.explained())
        given = last.explanation if last else ""
        again = said is not None and said.explanation == given and bool(given)
        self._put(number, column("value"), self.book.choices.yes if again else None, "choice")
        for name in ("status", "valid_from"):
            self._put(number, column(name), None, "cell")
        self._put(number, column("source"), given, "history_words")
        new = said.explanation if said is not None and not again else None
        self._put(number, column("note"), new or None, "text")

    def _left(self, number: int, row: Row) -> None:
        label = "label_calculated" if row.kind == "calculated" else ("label_part" if row.indent else "label")
        self.page.write_string(number - 1, column("code"), row.code, self.book.styles["code"])
        if row.kind == "open":
            self._put(number, column("item"), None, "choice")
        else:
            self._put(number, column("item"), row.label, label)

    def _hidden(self, number: int, row: Row, key: CellKey) -> None:
        page, style = self.page, self.book.styles["technical"]
        page.write_string(number - 1, column("key"), str(key), style)
        if row.required:
            page.write_number(number - 1, column("required"), 1, style)
        if row.kind == "explanation":
            return
        if row.item is not None and row.item.requirement == "prefilled":
            page.write_number(number - 1, column("multiplier"), self.book.values.given_power(key), style)
            given = self.book.plan.given.get(key)
            if given is not None and given.value is not None:
                page.write_string(number - 1, column("given"), f"{given.value.normalize():f}", style)

    def _concealed(self, number: int, key: CellKey, item: Item) -> None:
        """A figure that the person may not know: marked, and without the key by which it would be read back."""
        self._history(number, key, item)
        for name in ("value", "valid_from", "source", "note", "confidentiality"):
            self._put(number, column(name), None, "fixed")
        told = self.book.words.texts.get("confidentiality.concealed_short", self.book.words.language)
        self._put(number, column("status"), told, "fixed")

    def _history(self, number: int, key: CellKey, item: Item) -> None:
        style = "history" if item.is_numeric else "history_text"
        style = "history_year" if item.type == "year" else style
        style = "history_calculated" if item.requirement == "calculated" else style
        for position, year in enumerate(self.book.plan.years):
            found = self.book.plan.earlier.get((key, year))
            self._put(number, column("history") + position, self._earlier(item, key, found), style)

    def _earlier(self, item: Item, key: CellKey, found: Observation | None) -> float | str | None:
        if found is None:
            return None
        if not found.is_answered:
            return found.obs_status
        if item.is_numeric:
            return self.book.values.value(item, key, found)
        return shorten(found.text_value or "", TEXT_SHOWN, placeholder="…")

    def _answer(self, number: int, row: Row, key: CellKey, item: Item) -> None:
        plan = self.book.plan
        found = plan.opening(key, item)
        if item.requirement == "prefilled" and found is None:
            found = plan.given.get(key)
        style = _style_of(item) + ("" if found is None or key in plan.answered else "_given")
        self._put(number, column("value"), self.book.values.value(item, key, found), style)
        if row.kind == "source":
            for name in BESIDE:
                self._put(number, column(name), None, "cell")
            return
        self._attributes(number, key, item, found)
        in_force = found.ref_detail if found is not None and row.is_law else None
        self._put(number, column("valid_from"), in_force or None, "text" if row.is_law else "cell")

    def _attributes(self, number: int, key: CellKey, item: Item, found: Observation | None) -> None:
        """Status, source and note, each left empty where the rows of the whole table say the same."""
        status = source = note = None
        if found is not None:
            block = block_of(key, item)
            usual = self._of_table("Q.OBS_STATUS", block) if item.is_numeric else ""
            usual = usual if usual and usual not in MISSING_STATUSES else "A"
            if found.obs_status != usual or not found.is_answered:
                status = self.book.words.choice("CL_OBS_STATUS", found.obs_status)
            shared = self._of_table("Q.SRC_REF", block) if item.is_numeric else ""
            source = found.source if found.source != shared else None
            note = found.note if found.channel != "context" else None
        self._put(number, column("status"), status, "choice")
        self._put(number, column("source"), source or None, "text")
        self._put(number, column("note"), note or None, "text")
        self._put(number, column("confidentiality"), self._confidentiality(key, item, found), "text")

    def _confidentiality(self, key: CellKey, item: Item, found: Observation | None) -> str | None:
        """How confidential a figure is, left empty where its table, scheme or country says the same."""
        if found is None or found.channel == "context":
            return None
        if found.conf_status == self._usual_confidentiality(key, item) and not found.embargo:
            return None
        return self._level(found.conf_status, found.embargo)

    def _level(self, code: str, embargo: str) -> str:
        return written(code, embargo) if embargo else self.book.words.choice(CONF_LIST, code)

    def _usual_confidentiality(self, key: CellKey, item: Item) -> str:
        nothing = NOT_APPLICABLE
        wider = (key, key._replace(benefit=nothing), key._replace(scheme=nothing, benefit=nothing))
        said = (self._of_table(CONF_ITEM, block_of(each, item)) for each in wider) if item.is_numeric else ()
        return next((each for each in said if each), FREE)

    def _of_table(self, item: str, block: CellKey) -> str:
        question = self.book.plan.questionnaire.items.get(item)
        if question is None or block.breakdown in LAW_TABLES[:1]:
            return ""
        found = self.book.plan.opening(block._replace(item=item), question)
        return (found.text_value or "") if found else ""

    def _fixed(self, number: int, key: CellKey, item: Item) -> None:
        text = given_text(key, item, self.book.plan.fingerprint.time_period)
        value = int(text) if item.is_numeric else text
        self._put(number, column("value"), value, "fixed")
        for name in BESIDE:
            self._put(number, column(name), None, "cell")

    def _calculated(self, number: int, key: CellKey, item: Item) -> None:
        book = self.book
        typed = book.plan.answered.get(key)
        formula = book.formulas.formula(item, key)
        if typed is not None and typed.value is not None:
            self._put(number, column("value"), book.values.value(item, key, typed), "typed_subtotal")
            self._attributes(number, key, item, typed)
            return
        if formula:
            self.page.write_formula(number - 1, column("value"), formula, book.styles["calculated"], "")
        else:
            self._put(number, column("value"), None, "calculated")
        for name in BESIDE:
            self._put(number, column(name), None, "blank_calculated")

    def _put(self, number: int, position: int, value: float | str | None, style: str) -> None:
        made = self.book.styles[style]
        if value is None:
            self.page.write_blank(number - 1, position, None, made)
        elif isinstance(value, str):
            self.page.write_string(number - 1, position, value, made)
            self._wrapped.append((value, COLUMNS[position].width))
        else:
            self.page.write_number(number - 1, position, value, made)

    def _show_decimals(self) -> None:
        """Whole numbers show no decimals, others all of theirs: a format alone cannot do that."""
        first, last = column("history"), column("value")
        cell = f"{COLUMNS[first].letter}{FIRST_ROW}"
        rule = {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({cell}),{cell}<>INT(N({cell})))",
            "format": self.book.styles["decimals"],
        }
        self.page.conditional_format(FIRST_ROW - 1, first, self.sheet.last_row - 1, last, rule)


def _style_of(item: Item) -> str:
    if item.type == "year":
        return "year"
    if item.is_numeric:
        return "number"
    return "choice" if item.type in {"code", "codes"} else "text"
