"""The words of the page of sources (`definitions/interface/sources.yaml`): cells, values, differences, people."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_values import MISSING_STATUSES
from openssi.definitions.texts import Texts
from openssi.present.numbers import format_day, format_exact, format_number, percent_sign
from openssi.vocabulary.confidentiality import MARK
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.text import Language, as_language
from openssi_web.accounts.access import Grants
from openssi_web.pages.cell_words import CellWords, OneCell
from openssi_web.pages.form.words import FormWords
from openssi_web.pages.history.shown import HistoryWriter
from openssi_web.pages.round_words import state_in_words
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.compilation.compiled import compilation_rules
from openssi_web.rounds.compilation.models import SourcedValue
from openssi_web.rounds.confidentiality.confidential import Concealment, concealment_for
from openssi_web.rounds.models import AnswerVersion, Entry, SubmissionDraft
from openssi_web.rounds.workspace import definitions

FILE = "sources"


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Words of the sources of one submission, in one language."""

    draft: SubmissionDraft
    texts: Texts
    language: Language
    cells: CellWords
    kept: Concealment

    @classmethod
    def of_draft(cls, draft: SubmissionDraft, language: str, grants: Grants) -> "SourceWords":
        """Return the words of a submission for a reader with some roles."""
        spoken = as_language(language)
        return cls(draft, definitions().texts, spoken, CellWords.of(draft, spoken), concealment_for(grants, draft))

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return self.texts.get(f"{FILE}.{key}", self.language, **values)

    def plain(self) -> dict[str, Any]:
        """Return every text without plural forms as a tree, for a template."""
        return FormWords(self.texts, self.language).plain(FILE)

    @property
    def state(self) -> str:
        """The state of the submission, as a sentence."""
        return self.of("state_line", state=state_in_words(self.draft.state, self.language))

    # Cells

    def label(self, key: CellKey) -> str:
        """Return the question of a cell, its code where the version has no such item."""
        return self.cells.question(key) if key.item in definitions().questionnaire.items else key.item

    def subject(self, key: CellKey) -> str:
        """Return scheme and benefit of a cell, else the country."""
        return self.cells.subject(key) or self.of("country")

    def full(self, key: CellKey) -> str:
        """Return a cell in one phrase."""
        return f"{self.label(key)}, {self.subject(key)}"

    def in_table(self, key: CellKey) -> str:
        """Return the address of a cell in its table, empty where the version has no such item."""
        known = key.item in definitions().questionnaire.items
        return OneCell(self.cells, key).in_its_table(self.language) if known else ""

    def scheme(self, scheme: str) -> str:
        """Return a scheme by its name; the country, or all."""
        if scheme in {"", NOT_APPLICABLE}:
            return self.of("country" if scheme else "search.all")
        return self.cells.subject(CellKey("S.ID", scheme))

    def table(self, table: str) -> str:
        """Return a table with its title."""
        titles = {each.id: each.title for each in definitions().questionnaire.tables}
        return f"{table} {titles[table].in_language(self.language)}" if table in titles else table

    # Values

    def stated(self, row: SourcedValue) -> str:
        """Return what a source states, with its unit."""
        if self.kept.hides(row.key):
            return MARK
        return self._said(row.key, Content(number=row.value, text=row.text, unit_mult=row.unit_mult))

    def answer(self, key: CellKey, row: AnswerVersion | None) -> str:
        """Return what the answer says now."""
        content = self.kept.content(key, Content.of(row) if row is not None else Content())
        if content.obs_status in MISSING_STATUSES:
            return self.cells.status(content.obs_status)
        return self._said(key, content) or self.of("enter.nothing")

    def _said(self, key: CellKey, content: Content) -> str:
        return self.cells.answer(key, content) if key.item in definitions().questionnaire.items else content.text

    def difference(self, used: SourcedValue, units: Decimal) -> str:
        """Return a difference with its sign, in the unit of the value that is used."""
        if self.kept.hides(used.key):
            return MARK
        shown = self._said(used.key, Content(number=units.scaleb(-used.unit_mult), unit_mult=used.unit_mult))
        return f"+{shown}" if units > 0 else shown

    def percent(self, value: Decimal) -> str:
        """Return a difference in per cent with its sign."""
        shown = format_number(value, self.language, 1)
        return f"{'+' if value > 0 else ''}{shown}{percent_sign(self.language)}"

    @property
    def tolerance(self) -> str:
        """By how much sources may differ."""
        return f"{format_exact(compilation_rules().tolerance_percent, self.language)}{percent_sign(self.language)}"

    # People

    def by(self, entry: Entry) -> str:
        """Return who did something, in which role."""
        return self._writer.by(entry.person.name if entry.person is not None else "", entry.role)

    def when(self, entry: Entry) -> str:
        """Return when it was done."""
        return self._writer.when(entry.at)

    def day(self, day: dt.date) -> str:
        """Return a day in words."""
        return format_day(day, self.language)

    @property
    def _writer(self) -> HistoryWriter:
        return HistoryWriter(OneCell(self.cells, CellKey("")), self.texts, self.language)
