"""Cells of a submission in words: what each asks, and what it says, as a reader of the language writes it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from openssi.collect.workbook_choices import POWERS
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_values import COUNTED_BY_BENEFIT
from openssi.collect.workbook_words import PREFIXES, SCALED_UNITS, Words
from openssi.present.numbers import SPACE, format_day, format_exact
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.text import Language
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.permission import cells_of
from openssi_web.rounds.submissions.form_cells import inventory_of
from openssi_web.rounds.workspace import definitions

STATUSES = "CL_OBS_STATUS"
COUNTRY = "country"
"""Stands in addresses for what is asked of no scheme."""

_UNIT_OF_COUNT = "B.UNIT_REC"
_NAMES = ("S.NAME_NAT", "S.NAME_EN", "B.NAME_NAT", "B.NAME_EN")


def cell_named(draft: SubmissionDraft, text: str) -> CellKey | None:
    """Return the cell that an address names, none where the form has no such cell and never had an answer in it."""
    key = CellKey.parse(text) if len(text) < 300 and text.isascii() and text.isprintable() else None
    if key is None or key.item not in definitions().questionnaire.items:
        return None
    is_known = cells_of(draft).item(key) is not None or draft.versions.filter(**key._asdict()).exists()
    return key if is_known else None


@dataclass(frozen=True, slots=True)
class CellWords:
    """Names and answers of the cells of one submission, in one language.

    Attributes:
        answers: The texts by which schemes and benefits are named and counted, by key.
    """

    draft: SubmissionDraft
    language: Language
    words: Words
    answers: Mapping[CellKey, str]

    @classmethod
    def of(cls, draft: SubmissionDraft, language: Language) -> "CellWords":
        """Return the words of a submission as it is now."""
        words = Words(definitions().texts, language, definitions().codelists)
        rows = draft.current.filter(item__in=(*_NAMES, _UNIT_OF_COUNT)).select_related("answer")
        return cls(draft, language, words, {row.key: row.answer.text for row in rows})

    # Names

    def question(self, key: CellKey) -> str:
        """Return the question of a cell with its sex, age, function or other part: `Recipients, women`."""
        item = self._item(key)
        label, part = item.label.in_language(self.language), self.words.detail(item, key)
        return self.words.of("part", item=label, part=part) if part else label

    def subject(self, key: CellKey) -> str:
        """Return the scheme and the benefit that a cell is about, empty where it is about the country."""
        found = []
        if key.scheme != NOT_APPLICABLE:
            found.append(self.words.subject("scheme", key.scheme, self._name(key.scheme, NOT_APPLICABLE)))
        if key.benefit != NOT_APPLICABLE:
            found.append(self.words.subject("benefit", key.benefit, self._name(key.scheme, key.benefit)))
        return ", ".join(found)

    def table(self, key: CellKey) -> str:
        """Return the table that a cell stands in: `F2 Recipients`."""
        wanted = self._item(key).table
        titles = (each.title for each in definitions().questionnaire.tables if each.id == wanted)
        return " ".join([wanted, *(each.in_language(self.language) for each in titles)])

    def _name(self, scheme: str, benefit: str) -> str:
        items = _NAMES[2:] if benefit != NOT_APPLICABLE else _NAMES[:2]
        said = (self.answers.get(CellKey(each, scheme, benefit), "") for each in items)
        return next((each for each in said if each), "") or self._name_of_inventory(scheme, benefit)

    def _name_of_inventory(self, scheme: str, benefit: str) -> str:
        found = next((each for each in inventory_of(self.draft.inventory).schemes if each.id == scheme), None)
        if found is None or benefit == NOT_APPLICABLE:
            return found.name if found is not None else ""
        return next((each.name for each in found.benefits if each.id == benefit), "")

    @staticmethod
    def _item(key: CellKey) -> Item:
        return definitions().questionnaire.items[key.item]

    # Answers

    def answer(self, key: CellKey, content: Content) -> str:
        """Return what a cell says, empty where it has no answer."""
        item = self._item(key)
        if content.number is None:
            return self._text(item, content.text)
        if item.id in POWERS:
            return self.words.multiplier(content.number)
        if item.type == "year":
            return str(content.number)
        return self._number(item, key, content.number, content.unit_mult)

    def status(self, code: str) -> str:
        """Return a status in words."""
        return self.words.code(STATUSES, code) if code else ""

    def _text(self, item: Item, text: str) -> str:
        if item.type in {"code", "codes"} and item.codelist:
            return "; ".join(self._code(item.codelist, code) for code in text.split())
        if item.type == "date":
            return self.day(text)
        return text

    def _code(self, codelist: str, code: str) -> str:
        label = self.words.code(codelist, code)
        return f"{label} ({code})" if label != code else code

    def day(self, text: str) -> str:
        """Return a day (`2024-07-01`) in words, anything else as it stands."""
        try:
            return format_day(dt.date.fromisoformat(text), self.language)
        except ValueError:
            return text

    def _number(self, item: Item, key: CellKey, number: Decimal, power: int) -> str:
        shown, unit = format_exact(number, self.language), self._unit(item, key, power)
        return f"{shown}{SPACE}{unit}" if unit else shown

    def _unit(self, item: Item, key: CellKey, power: int) -> str:
        """Return the unit in which a number was entered, its multiplier in words."""
        if item.unit in SCALED_UNITS:
            return self.words.of("units", PREFIXES.get(power, "") + SCALED_UNITS[item.unit])
        label = self._counted(key) if item.unit == COUNTED_BY_BENEFIT else ""
        if not label:
            declared = definitions().questionnaire.units.get(item.unit)
            label = declared.label.in_language(self.language) if declared else item.unit
        parts = [each for each in (label, self.words.multiplier(power) if power else "") if each]
        return f"({', '.join(parts)})" if power or item.unit == COUNTED_BY_BENEFIT else label

    def _counted(self, key: CellKey) -> str:
        code = self.answers.get(CellKey(_UNIT_OF_COUNT, key.scheme, key.benefit), "")
        question = definitions().questionnaire.items.get(_UNIT_OF_COUNT)
        if not code or question is None:
            return ""
        unit = self.words.code(question.codelist, code)
        return self.words.texts.get("history.counted", self.language, unit=unit)


@dataclass(frozen=True, slots=True)
class OneCell:
    """One cell in words."""

    submission: CellWords
    key: CellKey

    @property
    def words(self) -> Words:
        """The words of the definitions."""
        return self.submission.words

    @property
    def question(self) -> str:
        """The question, with sex, age, function or other part."""
        return self.submission.question(self.key)

    @property
    def subject(self) -> str:
        """Scheme and benefit, empty for the country."""
        return self.submission.subject(self.key)

    @property
    def table(self) -> str:
        """The table, with its title."""
        return self.submission.table(self.key)

    def in_its_table(self, language: str) -> str:
        """Return the address of the cell in its table."""
        draft, item = self.submission.draft, definitions().questionnaire.items[self.key.item]
        scheme = COUNTRY if self.key.scheme == NOT_APPLICABLE else self.key.scheme
        base = reverse("round-table", args=[language, draft.ref_area, draft.round.year, scheme, item.table])
        return f"{base}?{urlencode({'cell': str(self.key)})}"

    def answer_of(self, content: Content) -> str:
        """Return what a version of the cell says, empty where it has no answer."""
        return self.submission.answer(self.key, content)

    def status(self, code: str) -> str:
        """Return a status in words."""
        return self.submission.status(code)

    def day(self, text: str) -> str:
        """Return a day in words, anything else as it stands."""
        return self.submission.day(text)


def cell_address(
    name: str, language: str, draft: SubmissionDraft, key: CellKey | None, *numbers: int, **more: str
) -> str:
    """Return an address of a submission that names a cell, or none where it is about the whole submission."""
    base = reverse(name, args=[language, draft.ref_area, draft.round.year, *numbers])
    query = {**({"cell": str(key)} if key is not None else {}), **more}
    return f"{base}?{urlencode(query)}" if query else base
