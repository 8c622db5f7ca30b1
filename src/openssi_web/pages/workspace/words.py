"""The words of the workspace, of `definitions/interface/workspace.yaml`, and cells, values and moments in words."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from openssi.collect.confidentiality import written
from openssi.collect.form_model import TableProgress
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import METADATA_TABLE, WorkbookPlan
from openssi.collect.workbook_words import PREFIXES, SCALED_UNITS
from openssi.definitions.texts import Texts
from openssi.present.numbers import format_day
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.scheme import Benefit, Scheme
from openssi.vocabulary.text import Language
from openssi_web.accounts.access import Grants, sees_cell
from openssi_web.pages.cell_words import COUNTRY, CellWords
from openssi_web.pages.form.words import FormWords
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.forms.form import Form
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions

FILE = "workspace"
LONGEST_TEXT = 200
"""Characters of an answer that are shown beside others."""

_NAMES = frozenset({"S.NAME_NAT", "S.NAME_EN", "B.NAME_NAT", "B.NAME_EN"})


@dataclass(frozen=True, slots=True)
class WorkWords:
    """Words of the workspace in one language."""

    texts: Texts
    language: Language

    @classmethod
    def of_site(cls, language: Language) -> "WorkWords":
        """Return the words of the definitions in force."""
        return cls(definitions().texts, language)

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return self.texts.get(f"{FILE}.{key}", self.language, **values)

    def plain(self) -> dict[str, Any]:
        """Return every text without plural forms as a tree, for a template."""
        return FormWords(self.texts, self.language).plain(FILE)

    def moment(self, at: dt.datetime) -> str:
        """Return day and time; the site keeps one clock for all countries."""
        moment = at.astimezone(dt.UTC)
        return self.of("at", day=format_day(moment.date(), self.language), time=f"{moment:%H:%M}")

    def progress(self, each: TableProgress) -> str:
        """Return how far a table is answered."""
        return FormWords(self.texts, self.language).progress(each)


@dataclass(frozen=True)
class CellNames:
    """What the cells of one submission are called, what they say, and where they are answered.

    Attributes:
        plan: The form of the submission, with its history.
        places: Table and scheme of every page of the form that the person sees.
    """

    draft: SubmissionDraft
    words: WorkWords
    cells: CellWords
    plan: WorkbookPlan
    places: Collection[tuple[str, str]]

    @classmethod
    def of(cls, draft: SubmissionDraft, form: Form, words: WorkWords, grants: Grants) -> "CellNames":
        """Return the names of a submission as it is now, with the pages that a person sees."""
        places = frozenset((each.table, each.scheme) for each in seen_tables(draft, grants, form.outline))
        return cls(draft, words, CellWords.of(draft, words.language), form.builder.plan, places)

    def label(self, key: CellKey) -> str:
        """Return the question with its part: `Recipients, women`."""
        return self.cells.question(key) if self._is_known(key) else key.item

    def subject(self, scheme: str, benefit: str = NOT_APPLICABLE) -> str:
        """Return scheme and benefit by their names, empty for the country."""
        return " › ".join(self._name(each) for each in (scheme, benefit) if each != NOT_APPLICABLE)

    def full(self, key: CellKey) -> str:
        """Return question and subject in one: `Recipients, women – Pension Fund › Old-age pension`."""
        subject = self.subject(key.scheme, key.benefit)
        return f"{self.label(key)} – {subject}" if subject else self.label(key)

    def _name(self, subject: str) -> str:
        found = self._asked.get(subject)
        name = self.plan.name_of(found) if found is not None else self._past_name(subject)
        return name or subject

    @cached_property
    def _asked(self) -> dict[str, Scheme | Benefit]:
        schemes = self.plan.inventory.schemes
        benefits = {each.id: each for scheme in schemes for each in scheme.benefits}
        return {**{scheme.id: scheme for scheme in schemes}, **benefits}

    def _past_name(self, subject: str) -> str:
        """The name of a scheme or benefit that is asked about no more."""
        named = (each for each in reversed(self.plan.history) if each.item in _NAMES)
        own = (each for each in named if subject == (each.benefit if each.item.startswith("B.") else each.scheme))
        return next((each.text_value for each in own if each.text_value), "")

    @staticmethod
    def _is_known(key: CellKey) -> bool:
        return key.item in definitions().questionnaire.items

    def table(self, key: CellKey) -> str:
        """Return the table in which a cell stands, empty where the version has no such item."""
        if not self._is_known(key):
            return ""
        table = definitions().questionnaire.items[key.item].table
        return key.breakdown if table == METADATA_TABLE else table

    def page(self, table: str, scheme: str) -> str:
        """Return the address of a table."""
        where = COUNTRY if scheme == NOT_APPLICABLE else scheme
        address = [self.words.language, self.draft.ref_area, self.draft.round.year, where, table]
        return reverse("round-table", args=address)

    def href(self, key: CellKey) -> str:
        """Return the address that lands on a cell, empty where no page of the form has it."""
        table = self.table(key)
        if (table, key.scheme) not in self.places:
            return ""
        return f"{self.page(table, key.scheme)}?{urlencode({'cell': str(key)})}"

    # Values

    def unit(self, key: CellKey, power: int) -> str:
        """Return the unit of a number with its multiplier: `millions of currency`, `thousand persons`."""
        words, item = self.cells.words, definitions().questionnaire.items[key.item]
        if item.unit in SCALED_UNITS:
            return words.of("units", PREFIXES.get(power, "") + SCALED_UNITS[item.unit])
        declared = definitions().questionnaire.units.get(item.unit)
        label = declared.label.in_language(self.words.language) if declared else item.unit
        return ", ".join(each for each in (label, words.multiplier(power) if power else "") if each)

    def value(self, key: CellKey, said: Content) -> str:
        """Return what a cell says: its answer, else its status, else that it is empty."""
        if said.is_answered:
            return _shortened(self.cells.answer(key, said))
        return self.cells.status(said.obs_status) or self.words.of("back.empty")

    def beside(self, said: Content) -> Iterator[tuple[str, str]]:
        """Iterate over what else a cell says, each part with its name before it."""
        parts = {
            "status": self.cells.status(said.obs_status) if said.is_answered else "",
            "note": said.note,
            "source": said.source,
            "in_force": self.cells.day(said.ref_detail),
            "explanation": said.explanation,
            "confidentiality": written(said.conf_status, said.embargo),
        }
        return ((name, self.words.of(f"back.{name}", text=_shortened(text))) for name, text in parts.items() if text)


def seen_tables(draft: SubmissionDraft, grants: Grants, outline: Iterable[TableProgress]) -> tuple[TableProgress, ...]:
    """Return the tables of a form of which a person sees cells.

    What an institution says of itself stands in its own workbook, and in the form of the country for those who see all.
    """
    levels = {each.id: each.level for each in definitions().questionnaire.tables}
    return tuple(
        each for each in outline if sees_cell(grants, draft.ref_area, each.scheme, levels.get(each.table, "country"))
    )


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
