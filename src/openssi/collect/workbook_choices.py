"""Lists to choose from, and what a cell says when it is entered."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from openssi.collect.workbook_columns import letter
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.collect.workbook_words import MULTIPLIERS, Words
from openssi.vocabulary.codelist import Code
from openssi.vocabulary.confidentiality import CODES as CONF_LIST
from openssi.vocabulary.confidentiality import SET_BY_THE_COMPILER
from openssi.vocabulary.item import Item

STATUS_LIST = "CL_OBS_STATUS"
YES_LIST = "CL_YN"
YES = "Y"
NOT_FOR_RESPONDENTS = frozenset({"H", "I"})
MESSAGE_LENGTH = 255
TITLE_LENGTH = 32
POWERS = {"N.UNIT_MULT": (0, 3, 6, 9), "N.PERS_MULT": (0, 3)}
LARGEST = 10**15


class Choices:
    """The code lists that a workbook uses, on the hidden sheet `_lists`, each under a name of its own.

    Attributes:
        used: The codes that a respondent may choose, by list, in the order in which the lists are needed.
    """

    used: dict[str, tuple[Code, ...]]

    def __init__(self, workbook: Workbook, plan: WorkbookPlan, words: Words) -> None:
        self._workbook = workbook
        self._plan = plan
        self._words = words
        self.used = {}
        self._name(STATUS_LIST)

    def _name(self, codelist: str) -> str:
        """Return the name of the range of a code list, empty where the list has no codes."""
        found = self._plan.codelists.get(codelist)
        if found is None or not len(found):
            return ""
        if codelist not in self.used:
            hidden = {STATUS_LIST: NOT_FOR_RESPONDENTS, CONF_LIST: SET_BY_THE_COMPILER}.get(codelist, frozenset())
            self.used[codelist] = tuple(code for code in found if code.id not in hidden)
        return f"list_{codelist}"

    def write_lists(self) -> None:
        """Write the hidden sheet of lists and name its ranges."""
        page = self._workbook.add_worksheet("_lists")
        page.very_hidden()
        for position, (codelist, codes) in enumerate(self.used.items()):
            page.write_string(0, position, codelist)
            for row, code in enumerate(codes, start=1):
                page.write_string(row, position, self._words.entry(code))
            column_name = _letters(position)
            target = f"='_lists'!${column_name}$2:${column_name}${len(codes) + 1}"
            self._workbook.define_name(f"list_{codelist}", target)

    def validate(self, page: Worksheet, position: int, rows: Sequence[int], item: Item) -> None:
        """Set what the value cells of an item accept and say."""
        options = self._options(item)
        definition = item.definition.in_language(self._words.language)
        options["input_title"] = _cut(item.code, TITLE_LENGTH)
        options["input_message"] = _message(definition, self._prompt(item))
        _apply(page, position, rows, options)

    def validate_status(self, page: Worksheet, position: int, rows: Sequence[int]) -> None:
        """Set the list of statuses."""
        if not rows:
            return
        options = self._listed(STATUS_LIST)
        options["input_title"] = _cut(self._words.of("heads", "status"), TITLE_LENGTH)
        options["input_message"] = _cut(self._words.of("prompts", "status"), MESSAGE_LENGTH)
        _apply(page, position, rows, options)

    def validate_levels(self, page: Worksheet, position: int, rows: Sequence[int]) -> None:
        """Set the list of levels of confidentiality; an embargo is typed with its day, and is no error."""
        if not rows:
            return
        options = self._listed(CONF_LIST)
        options["show_error"] = False
        options["input_title"] = _cut(self._words.of("heads", "confidentiality"), TITLE_LENGTH)
        options["input_message"] = _cut(
            self._words.texts.get("confidentiality.hint", self._words.language), MESSAGE_LENGTH
        )
        _apply(page, position, rows, options)

    @property
    def yes(self) -> str:
        """Yes as it is chosen in a cell."""
        return self._words.choice(YES_LIST, YES)

    def validate_yes(self, page: Worksheet, position: int, rows: Sequence[int]) -> None:
        """Set the list of yes and no."""
        if rows:
            options = self._listed(YES_LIST)
            options["input_message"] = _cut(self._words.of("prompts", "confirm"), MESSAGE_LENGTH)
            _apply(page, position, rows, options)

    def validate_dates(self, page: Worksheet, position: int, rows: Sequence[int]) -> None:
        """Say how the date is typed from which a law is in force."""
        if rows:
            message = f"{self._words.of('prompts', 'valid_from')} {self._words.of('prompts', 'date')}"
            title = _cut(self._words.of("heads", "valid_from"), TITLE_LENGTH)
            options = {"validate": "any", "input_title": title, "input_message": _cut(message, MESSAGE_LENGTH)}
            _apply(page, position, rows, options)

    def validate_opened(self, page: Worksheet, position: int, rows: Sequence[tuple[int, Item]]) -> None:
        """Ask for the code of a row that has none yet."""
        if rows:
            message = _cut(self._words.of("prompts", "open_row"), MESSAGE_LENGTH)
            _apply(page, position, [number for number, _ in rows], {"validate": "any", "input_message": message})

    def _options(self, item: Item) -> dict[str, Any]:
        if item.id in POWERS:
            return {**self._refusal("not_number"), "validate": "list", "source": list(map(str, POWERS[item.id]))}
        if item.type == "code":
            return self._listed(item.codelist)
        if item.is_numeric:
            kind = "integer" if item.type in {"integer", "year"} else "decimal"
            limits = {"criteria": "between", "minimum": -LARGEST, "maximum": LARGEST}
            if kind == "integer":
                limits |= {"minimum": -(10**9), "maximum": 10**9}
            return {**self._refusal("not_number"), "validate": kind, **limits}
        return {"validate": "any"}

    def _listed(self, codelist: str) -> dict[str, Any]:
        name = self._name(codelist)
        if not name:
            return {"validate": "any"}
        return {**self._refusal("not_listed"), "validate": "list", "source": f"={name}", "error_type": "warning"}

    def _refusal(self, name: str) -> dict[str, Any]:
        return {"error_message": _cut(self._words.of("prompts", name), MESSAGE_LENGTH)}

    def _prompt(self, item: Item) -> str:
        if item.id in POWERS:
            return self._words.of("prompts", "multiplier")
        if item.type == "codes":
            self._name(item.codelist)
            found = self._plan.codelists.get(item.codelist)
            return self._words.of("prompts", "codes", codes=" ".join(found.ids if found else ()))
        names: Mapping[str, str] = {
            "code": "code",
            "date": "date",
            "month_day": "month_day",
            "percent": "percent",
            "integer": "whole",
            "year": "whole",
            "number": "number",
            "money": "number",
        }
        return self._words.of("prompts", names[item.type]) if item.type in names else ""

    def units_formula(self, addresses: Mapping[CellKey, tuple[str, int]]) -> str:
        """Return the formula that says in which multiplier and currency the form is filled, live."""
        text = self._words.of("units_line").replace('"', '""')
        parts = {
            "{money}": self._multiplier(addresses.get(CellKey("N.UNIT_MULT"))),
            "{persons}": self._multiplier(addresses.get(CellKey("N.PERS_MULT"))),
            "{currency}": self._currency(addresses.get(CellKey("N.CURRENCY"))),
        }
        for slot, formula in parts.items():
            text = text.replace(slot, f'"&{formula}&"')
        return f'="{text}"'

    def _multiplier(self, address: tuple[str, int] | None) -> str:
        unknown = f'"{self._words.of("not_yet")}"'
        if address is None:
            return unknown
        cell = _reference(address)
        formula = unknown
        for power in reversed(MULTIPLIERS):
            formula = f'IF({cell}={power},"{self._words.multiplier(power)}",{formula})'
        return f'IF({cell}="",{unknown},{formula})'

    def _currency(self, address: tuple[str, int] | None) -> str:
        unknown = f'"{self._words.of("not_yet")}"'
        if address is None:
            return unknown
        cell = _reference(address)
        return f'IF({cell}="",{unknown},LEFT({cell},3))'


def _reference(address: tuple[str, int]) -> str:
    sheet, row = address
    return f"'{sheet}'!${letter('value')}${row}"


def _apply(page: Worksheet, position: int, rows: Sequence[int], options: dict[str, Any]) -> None:
    """Set one validation for many cells of a column."""
    first, *others = _runs(rows)
    if others:
        options["other_cells"] = [(start - 1, position, end - 1, position) for start, end in others]
    page.data_validation(first[0] - 1, position, first[1] - 1, position, options)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _message(definition: str, prompt: str) -> str:
    """Definition and prompt within the length that Excel shows; the prompt is never cut."""
    room = MESSAGE_LENGTH - len(prompt) - 1
    return _cut(f"{_cut(definition, room)}\n{prompt}" if room > 40 and definition else prompt, MESSAGE_LENGTH)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _letters(position: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(position))
