"""What was typed into a cell of the form: read by the type of its item, or refused with the reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from openssi.collect.confidentiality import read_confidentiality
from openssi.collect.workbook_cells import DECIMALS, LONGEST_TEXT, CellReader, Cue, Unreadable, read_date, read_text
from openssi.collect.workbook_choices import NOT_FOR_RESPONDENTS, POWERS, STATUS_LIST
from openssi.collect.workbook_conventions import Conventions
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_meaning import COUNTED_ONE_BY_ONE, TYPED_SUBTOTAL
from openssi.collect.workbook_plan import CONFIRMED, LAW_TABLES, METADATA_TABLE
from openssi.collect.workbook_values import COUNTED_BY_BENEFIT, MISSING_STATUSES, PERSON_UNITS
from openssi.run.validation import Explanation
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Place
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.workspace import definitions

REASONS = "CL_EXPL"
TOTALS_TABLE = "H1"
"""The table of national totals, for which values are proposed from schemes and benefits."""

MOST_DECIMALS = -int(DECIMALS.as_tuple().exponent)

_SEEN_AS = {
    "WORKBOOK_NOT_A_NUMBER": "ROUND_NOT_A_NUMBER",
    "WORKBOOK_NUMBER_AMBIGUOUS": "ROUND_NUMBER_AMBIGUOUS",
    "WORKBOOK_NUMBER_TOO_LARGE": "ROUND_NUMBER_TOO_LARGE",
    "WORKBOOK_NOT_WHOLE": "ROUND_NOT_WHOLE",
    "WORKBOOK_CODE_UNKNOWN": "ROUND_CODE_UNKNOWN",
    "WORKBOOK_CURRENCY_CODE": "ROUND_CURRENCY_UNKNOWN",
    "WORKBOOK_NOT_A_DATE": "ROUND_NOT_A_DATE",
    "WORKBOOK_TEXT_TOO_LONG": "ROUND_TEXT_TOO_LONG",
}
"""The words of the form for what the reader of workbooks says of cells and sheets."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff]")
_ENDS_OF_LINES = re.compile(r"\r\n?")
_LONGEST_NUMBER = 100
"""Characters of a number with its signs of thousands."""

_DIGITS = 28
"""Of a number: 18 before the decimal mark and 10 behind it; arithmetic beyond is not exact."""

_SHOWN = 60
"""Characters of a refused answer that a message repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What somebody typed into a cell; a part that is none stays as it was.

    Attributes:
        value: The answer, empty to clear it.
        status: Code of CL_OBS_STATUS, empty for none of its own.
        valid_from: Day from which a rule of law is in force.
        confidentiality: Code of CL_CONF_STATUS, with its day where it is an embargo (`E 2025-09-30`); empty for that
            of the table.
        confirmed: Whether a context figure is confirmed as it was filled in beforehand, or a national total as it was
            proposed.
    """

    value: str | None = None
    status: str | None = None
    note: str | None = None
    source: str | None = None
    valid_from: str | None = None
    confidentiality: str | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class EnteredReader:
    """Reads what was typed with the code lists of a questionnaire."""

    codelists: Mapping[str, CodeList]
    _cells: list[CellReader] = field(default_factory=list, compare=False, repr=False)

    @property
    def _reader(self) -> CellReader:
        if not self._cells:
            self._cells.append(CellReader(self.codelists))
        return self._cells[0]

    def read(
        self, key: CellKey, item: Item, change: Change, before: Content, conventions: Conventions
    ) -> Content | list[Problem]:
        """Return what a cell says after a change, or everything that is wrong with it.

        Args:
            key: The cell.
            item: Its question.
            change: What was typed.
            before: What the cell says now.
            conventions: The multipliers in which the country fills its form.
        """
        problems: list[Problem] = []
        found = before
        for part in (self._value(key, item, change, conventions), *self._words(change), *self._beside(item, change)):
            if isinstance(part, Unreadable):
                problems.append(problem(part, key))
            else:
                found = replace(found, **part)
        if not problems:
            problems = [problem(each, key) for each in self._as_a_whole(found)]
        if not problems and found.is_empty and change.confidentiality:
            problems = [problem(Unreadable("ROUND_NOTE_ALONE", {}), key)]
        kept = Content(conf_status=found.conf_status, embargo=found.embargo)
        return problems or (kept if found.is_empty else replace(found, place=Place()))

    def explanation(self, key: CellKey, text: str, reason: str) -> Explanation | list[Problem]:
        """Return what is said of a finding on a cell, or everything that is wrong with it."""
        said, code = read_text(plain(text)), self._reader.code(REASONS, plain(reason)) if plain(reason) else ""
        problems = [problem(each, key) for each in (said, code) if isinstance(each, Unreadable)]
        if not said:
            problems.append(problem(Unreadable("ROUND_EXPLANATION_EMPTY", {}), key))
        return problems or Explanation(str(said), str(code))

    def _value(self, key: CellKey, item: Item, change: Change, conventions: Conventions) -> Unreadable | dict[str, Any]:
        if change.value is None:
            return {}
        text, power = plain(change.value), conventions.power(item, key)
        if not text:
            return {"number": None, "text": "", "method": ""}
        answer = _too_long(item, text) or self._reader.answer(item, text, Cue(_is_whole(item, power)))
        wrong = answer if isinstance(answer, Unreadable) else _unfit(item, answer, text)
        if wrong is not None:
            return wrong
        if isinstance(answer, Decimal):
            return {"number": answer, "text": "", "unit_mult": power, "method": _method(item, change)}
        return {"number": None, "text": answer, "unit_mult": 0, "method": _method(item, change)}

    def _words(self, change: Change) -> Iterator[Unreadable | dict[str, Any]]:
        for name in ("note", "source"):
            typed = getattr(change, name)
            if typed is not None:
                found = read_text(plain(typed))
                yield found if isinstance(found, Unreadable) else {name: found}
        if change.status is not None:
            yield self._status(plain(change.status))
        if change.confidentiality is not None:
            yield self._confidentiality(plain(change.confidentiality))

    def _confidentiality(self, typed: str) -> Unreadable | dict[str, Any]:
        found = read_confidentiality(self._reader, typed)
        return found if isinstance(found, Unreadable) else dict(zip(("conf_status", "embargo"), found, strict=True))

    def _status(self, typed: str) -> Unreadable | dict[str, Any]:
        found: str | Unreadable = self._reader.code(STATUS_LIST, typed) if typed else ""
        if isinstance(found, Unreadable):
            return found
        if found in NOT_FOR_RESPONDENTS:
            return Unreadable("ROUND_STATUS_OF_COMPILER", {"status": found})
        return {"obs_status": found}

    def _beside(self, item: Item, change: Change) -> Iterator[Unreadable | dict[str, Any]]:
        """The parts that only some cells have: law its date, and all but the description of a table a status."""
        said = (change.status, change.note, change.source, change.confidentiality)
        if item.table == METADATA_TABLE and any(said):
            names = "status, note, source, confidentiality"
            yield Unreadable("ROUND_CELL_UNKNOWN", {"cell": f"{item.id}: {names}"})
        if change.valid_from is None:
            return
        typed = plain(change.valid_from)
        if item.table not in LAW_TABLES:
            yield Unreadable("ROUND_CELL_UNKNOWN", {"cell": f"{item.id}: valid_from"})
            return
        found = read_date(typed) if typed else ""
        yield found if isinstance(found, Unreadable) else {"ref_detail": found}

    def _as_a_whole(self, found: Content) -> Iterator[Unreadable]:
        if found.is_answered:
            return
        if found.obs_status and found.obs_status not in MISSING_STATUSES:
            missing = ", ".join(code for code in self.codelists[STATUS_LIST].ids if code in MISSING_STATUSES)
            yield Unreadable("ROUND_STATUS_WITHOUT_VALUE", {"status": found.obs_status, "missing": missing})
        if not found.obs_status and (found.note or found.source):
            yield Unreadable("ROUND_NOTE_ALONE", {})


def _too_long(item: Item, text: str) -> Unreadable | None:
    """Return why a text is longer than any answer; it is not looked at then."""
    if len(text) > LONGEST_TEXT:
        return Unreadable("ROUND_TEXT_TOO_LONG", {"length": len(text), "longest": LONGEST_TEXT})
    return (
        Unreadable("ROUND_NOT_A_NUMBER", {"value": text}) if item.is_numeric and len(text) > _LONGEST_NUMBER else None
    )


def _method(item: Item, change: Change) -> str:
    if item.requirement == "calculated":
        return TYPED_SUBTOTAL
    is_offered = item.requirement == "prefilled" or item.table == TOTALS_TABLE
    return CONFIRMED if change.confirmed and is_offered else ""


def plain(text: str) -> str:
    """Return a text without the characters that nobody sees, its lines ended in one manner."""
    return _ENDS_OF_LINES.sub("\n", _UNSEEN.sub("", text)).strip()


def problem(why: Unreadable, key: CellKey) -> Problem:
    """Return what is wrong with a cell, in the words of the form."""
    values = {name: _shortened(value) for name, value in why.values.items()}
    return Problem(_SEEN_AS.get(why.code, why.code), Place(item=cell_in_words(key)), values)


def cell_in_words(key: CellKey) -> str:
    """Return a cell as messages name it: `B.REC, QMA01-02, F`."""
    subject = key.benefit if key.benefit != CellKey(key.item).benefit else key.scheme
    usual = CellKey(key.item)
    others = (getattr(key, name) for name in CellKey._fields[3:] if getattr(key, name) != getattr(usual, name))
    return ", ".join((key.item, *(each for each in (subject,) if each != usual.scheme), *others))


def _shortened(value: object) -> object:
    if isinstance(value, str) and len(value) > _SHOWN:
        return f"{value[:_SHOWN]}…"
    return value


def _is_whole(item: Item, power: int) -> bool:
    counted = item.unit in PERSON_UNITS | COUNTED_ONE_BY_ONE or item.unit == COUNTED_BY_BENEFIT
    return item.type in {"integer", "year"} or (counted and power == 0)


def _unfit(item: Item, answer: Decimal | str, text: str) -> Unreadable | None:
    """Return why an answer cannot be kept, none where it can."""
    if not isinstance(answer, Decimal):
        return None
    if item.id in POWERS and answer not in POWERS[item.id]:
        allowed = ", ".join(map(str, POWERS[item.id]))
        return Unreadable("ROUND_MULTIPLIER_UNKNOWN", {"value": answer, "allowed": allowed})
    exponent = answer.as_tuple().exponent
    digits = "".join(each for each in text if each.isdigit()).lstrip("0")
    if (isinstance(exponent, int) and -exponent > MOST_DECIMALS) or len(digits) > _DIGITS:
        return Unreadable("ROUND_TOO_MANY_DECIMALS", {"value": text, "most": MOST_DECIMALS})
    return None


@lru_cache(maxsize=1)
def entered_reader() -> EnteredReader:
    """Return the reader of what is typed."""
    return EnteredReader(definitions().codelists)
