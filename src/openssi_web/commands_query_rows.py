"""Queries of a submission as rows of files: what is listed, what is asked, and the actions that rows ask for."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, get_args

from openssi.collect.workbook_keys import CellKey
from openssi.run.console import language
from openssi.run.options import one_of
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.text import Language, as_language
from openssi_web.accounts.models import Person
from openssi_web.commands_acting import all_or_none, done, request_key, unseen
from openssi_web.commands_rows import RowRead
from openssi_web.pages.query.rows import FINDING, Asked, all_asked, groups_for, usual_texts
from openssi_web.pages.query.words import QueryWords
from openssi_web.rounds.actions import ask_again, decide_query, raise_queries, write_about_query
from openssi_web.rounds.collection.query_answers import confirm_value
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.queries.checks import Ending, QueryAsked
from openssi_web.rounds.queries.models import Decision
from openssi_web.rounds.queries.querying import Queried, QueryAnswer
from openssi_web.rounds.queries.standing import QueryNow, query_for
from openssi_web.rounds.requests.outcomes import Conflict, Outcome, Refused, Saved

DECISIONS: tuple[str, ...] = get_args(Decision)
YES = frozenset({"1", "yes", "oui", "si", "sí", "true", "x"})


@dataclass(frozen=True)
class Querying:
    """Somebody at work on the queries of a submission."""

    person: Person
    draft: SubmissionDraft

    @cached_property
    def words(self) -> QueryWords:
        """The words of queries, in the language of the terminal."""
        return QueryWords.of_draft(self.draft, language(), self.person.grants())

    # The list

    def listed(self, show: str) -> list[dict[str, object]]:
        """Return the rows of a group as the page shows them; a group that is not the person's has none."""
        grants = self.person.grants()
        found = all_asked(grants, self.draft)
        states = groups_for(grants, self.draft).get(show, frozenset())
        return [self._row(each) for each in found if show == "all" or each.state in states]

    def _row(self, each: Asked) -> dict[str, object]:
        row: dict[str, object] = {
            "finding": self._finding(each) if each.rule else "",
            "cell": str(each.key),
            "rule": each.rule,
            "state": each.state,
            "significance": each.significance,
            "severity": each.severity,
            "due": each.due.isoformat() if each.due else None,
        }
        if each.query is not None:
            return {**row, **self._of_query(each.query)}
        message = each.finding.message.in_language(self.words.language) if each.finding else ""
        return {**row, "number": None, "outcome": "", "question": message}

    def _of_query(self, now: QueryNow) -> dict[str, object]:
        lines = [f"{self.words.by(each.entry)}: {each.text}" for each in now.messages]
        return {
            "number": now.query.pk,
            "cycle": now.query.cycle,
            "outcome": now.outcome if now.is_sent else "",
            "value": self.words.said(now.query.key, now.now),
            "version": now.version,
            "question": self.words.question_of(now.query)[0],
            "messages": "\n".join(lines),
        }

    def _finding(self, each: Asked) -> str:
        if each.finding is not None:
            return each.finding.id
        cell = Observation(ref_area=self.draft.ref_area, time_period=self.draft.round.year, **each.key._asdict())
        return f"{each.rule}@{cell.id}"

    # What is raised

    def all_asked(self) -> list[QueryAsked]:
        """Return a query on each finding that nobody asked about, with its usual text."""
        return [self._query(each, "") for each in self._findings.values()]

    def asked(self, rows: Sequence[RowRead]) -> list[QueryAsked]:
        """Return the queries that rows ask for: each on a finding, or on a cell without one.

        Raises:
            FixTheFile: with every row that names neither.
        """
        return all_or_none((each.place, partial(self._asked, each)) for each in rows)

    def _asked(self, row: RowRead) -> QueryAsked | Refused:
        text, named = row["text"], row["finding"]
        if named:
            finding = self._findings.get(named)
            if finding is None:
                return Refused((Problem("COMMAND_FINDING_UNKNOWN", Place(), {"finding": named[:100]}),))
            return self._query(finding, text)
        key = CellKey.parse(row["cell"])
        if key is None:
            return Refused((Problem("COMMAND_CELL_UNREADABLE", Place(), {"cell": row["cell"][:100]}),))
        return QueryAsked(key, "", self._texts(text) or self.words.in_every_language("raise.usual"))

    @cached_property
    def _findings(self) -> dict[str, Asked]:
        """The findings that nobody asked about, by id."""
        found = (each for each in all_asked(self.person.grants(), self.draft) if each.state == FINDING)
        return {self._finding(each): each for each in found}

    def _query(self, each: Asked, text: str) -> QueryAsked:
        return QueryAsked(each.key, each.rule, self._texts(text) or usual_texts(each.finding, self.words))

    def _texts(self, text: str) -> dict[Language, str]:
        return {as_language(self.person.language): text} if text else {}

    def raised(self, asked: Sequence[QueryAsked], due: dt.date) -> tuple[int, ...]:
        """Raise queries and return their numbers."""
        with unseen(Place(item=str(self.draft)), "COMMAND_CELL_UNREADABLE", cell=", ".join(map(str, _cells(asked)))):
            return done(raise_queries(self.person, self.draft, asked, due, request_key(), "command")).numbers

    # What is done about one

    def answering(self, row: RowRead, spoken: str) -> Callable[[], Queried | Saved | Refused]:
        """Return the action that writes about a query, or says that its value is right."""
        language_of, key = as_language(spoken), request_key()

        def write(now: QueryNow) -> QueryAnswer | Outcome:
            if row["confirms"].lower() in YES:
                said = (row["text"], row["explanation_code"].upper())
                return confirm_value(self.person, self.draft, now, said, language_of, key, "command")
            number = now.query.pk
            return write_about_query(self.person, self.draft, number, row["text"], language_of, key, channel="command")

        return lambda: self._about(row, write)

    def deciding(self, row: RowRead) -> Callable[[], Queried | Saved | Refused]:
        """Return the action that decides about a query: on the version that was seen, else on the one that is there."""

        def decide(now: QueryNow) -> QueryAnswer:
            version = row.number("version") if row["version"] else now.version
            decision: Any = one_of("decision", row["decision"].upper(), DECISIONS)
            ending = Ending(decision, row["reason"], version, row["outcome"].upper(), row["proposal"])
            return decide_query(self.person, self.draft, now.query.pk, ending, request_key(), "command")

        return lambda: self._about(row, decide)

    def asking_again(self, row: RowRead, due: dt.date) -> Callable[[], Queried | Saved | Refused]:
        """Return the action that asks the same once more."""

        def ask(now: QueryNow) -> QueryAnswer:
            texts = self._texts(row["text"])
            return ask_again(self.person, self.draft, now.query.pk, texts, due, request_key(), "command")

        return lambda: self._about(row, ask)

    def _about(self, row: RowRead, act: Callable[[QueryNow], QueryAnswer | Outcome]) -> Queried | Saved | Refused:
        number = row.number("number")
        with unseen(Place(item=str(self.draft)), "COMMAND_QUERY_UNKNOWN", number=number):
            outcome = act(query_for(self.person, self.draft, number))
        if isinstance(outcome, Conflict):
            raise FixTheFile.because("ROUND_KEY_REUSED", Place(), key="-")
        return outcome


def _cells(asked: Sequence[QueryAsked]) -> list[CellKey]:
    return [each.key for each in asked][:3]
