"""The words of the pages of queries (`definitions/interface/queries.yaml`): days, people and numbers among them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openssi.collect.workbook_keys import CellKey
from openssi.definitions.texts import Texts
from openssi.present.numbers import format_day, format_exact
from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi_web.accounts.access import Grants
from openssi_web.pages.cell_words import CellWords, OneCell
from openssi_web.pages.form.words import FormWords
from openssi_web.pages.history.shown import HistoryWriter
from openssi_web.pages.round_words import state_in_words
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.confidentiality.confidential import Concealment, concealment_for
from openssi_web.rounds.models import Entry, SubmissionDraft
from openssi_web.rounds.queries.models import Query, QueryResult
from openssi_web.rounds.workspace import definitions

FILE = "queries"


@dataclass(frozen=True, slots=True)
class QueryWords:
    """Words of the pages of queries of one submission, in one language.

    Attributes:
        concealment: What is kept from the reader.
    """

    draft: SubmissionDraft
    texts: Texts
    language: Language
    cells: CellWords
    concealment: Concealment

    @classmethod
    def of_draft(cls, draft: SubmissionDraft, language: str, grants: Grants) -> "QueryWords":
        """Return the words of a submission for a reader with some roles."""
        spoken, kept = as_language(language), concealment_for(grants, draft)
        return cls(draft, definitions().texts, spoken, CellWords.of(draft, spoken), kept)

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        return self.texts.get(f"{FILE}.{key}", self.language, **values)

    def plain(self) -> dict[str, Any]:
        """Return every text without plural forms as a tree, for a template."""
        return FormWords(self.texts, self.language).plain(FILE)

    def in_every_language(self, key: str) -> dict[Language, str]:
        """Return one text in every language."""
        return {each: self.texts.get(f"{FILE}.{key}", each) for each in LANGUAGES}

    @property
    def state(self) -> str:
        """The state of the submission, as a sentence."""
        return self.of("state_line", state=state_in_words(self.draft.state, self.language))

    # Cells

    def label(self, key: CellKey) -> str:
        """Return the question of a cell, its code where the version has no such item."""
        return self.cells.question(key) if key.item in definitions().questionnaire.items else key.item

    def subject(self, key: CellKey) -> str:
        """Return scheme and benefit of a cell, empty for the country."""
        return self.cells.subject(key)

    def full(self, key: CellKey) -> str:
        """Return a cell in one phrase."""
        return ", ".join(each for each in (self.label(key), self.subject(key)) if each)

    def said(self, key: CellKey, content: Content) -> str:
        """Return what a cell says: its answer, else its status, else empty."""
        content = self.concealment.content(key, content)
        if content.is_answered:
            return self.cells.answer(key, content)
        return self.cells.status(content.obs_status)

    def number(self, value: Decimal | float) -> str:
        """Return a number in units as the language writes it."""
        exact = value if isinstance(value, Decimal) else Decimal(repr(round(value, 6)))
        return format_exact(exact, self.language)

    # Queries

    def due(self, day: dt.date, *, is_open: bool) -> str:
        """Return until when a query is to be answered."""
        is_over = is_open and day < dt.datetime.now(dt.UTC).date()
        return self.of("overdue" if is_over else "due", day=format_day(day, self.language))

    def rule(self, rule: str) -> str:
        """Return by which rule something is asked."""
        return self.of("rule", rule=rule) if rule else self.of("no_rule")

    def decision(self, result: QueryResult) -> str:
        """Return a decision in words."""
        value = self.number(Decimal(result.proposal)) if result.proposal else ""
        value = self.concealment.text_about(result.query.key, result.query.rule, value)
        slots = {"value": value} if result.decision == "IMPUTE" else {}
        return self.of(f"decision.{result.decision}", **slots)

    def question_of(self, query: Query) -> tuple[str, str]:
        """Return the text of a query and its language: that of the reader where it was asked in it."""
        texts: Mapping[str, str] = query.texts
        language = self.language if self.language in texts else next(iter(texts), self.language)
        return self.of_query(query, texts.get(language, "")), language

    def message_of(self, query: Query) -> str:
        """Return what the rule said when a query was raised, empty where there was none."""
        return self.of_query(query, str(query.evidence.get("message", {}).get(self.language, "")))

    def of_query(self, query: Query, text: str) -> str:
        """Return what was said about a query without the numbers that are kept from the reader."""
        return self.concealment.text_about(query.key, query.rule, text)

    # People

    def by(self, entry: Entry) -> str:
        """Return who did something, in which role."""
        return self._writer.by(entry.person.name if entry.person is not None else "", entry.role)

    def when(self, at: dt.datetime) -> str:
        """Return a moment in words."""
        return self._writer.when(at)

    @property
    def _writer(self) -> HistoryWriter:
        return HistoryWriter(OneCell(self.cells, CellKey("")), self.texts, self.language)
