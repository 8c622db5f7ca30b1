"""What somebody sends from the pages of queries, handed to the actions."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, Language
from openssi_web.accounts.models import Person
from openssi_web.pages.query.rows import FINDING, Asked, all_asked, usual_texts
from openssi_web.pages.query.words import QueryWords
from openssi_web.rounds import actions
from openssi_web.rounds.collection.query_answers import confirm_value, finding_on
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.queries.checks import Ending, QueryAsked
from openssi_web.rounds.queries.querying import QueryAnswer
from openssi_web.rounds.queries.standing import QueryNow
from openssi_web.rounds.requests.outcomes import Conflict, Outcome, Refused

DECISIONS = ("ACCEPT", "IMPUTE", "SUPPRESS", "WITHDRAW")


@dataclass(frozen=True)
class Posted:
    """A request to change something about queries.

    Attributes:
        data: What was sent.
    """

    person: Person
    draft: SubmissionDraft
    words: QueryWords
    data: QueryDict

    @property
    def what(self) -> str:
        """What is to be done."""
        return self.data.get("do", "")

    @property
    def key(self) -> str:
        """The key of the request."""
        return self.data.get("key", "")

    def _of(self, name: str) -> str:
        return self.data.get(name, "")

    # The list

    def raise_chosen(self) -> QueryAnswer:
        """Raise queries on the findings that were ticked, or on all that nobody asked about."""
        due = self._due()
        if isinstance(due, Refused):
            return due
        findings = [each for each in all_asked(self.person.grants(), self.draft) if each.state == FINDING]
        ticked = set(self.data.getlist("chosen"))
        chosen = [each for each in findings if self._of("all") or each.name in ticked]
        missing = ticked - {each.name for each in findings}
        if missing and not self._of("all"):
            return _because("ROUND_FINDING_UNKNOWN", finding=min(missing)[:100])
        return actions.raise_queries(self.person, self.draft, [self._asked(each) for each in chosen], due, self.key)

    def send(self) -> QueryAnswer:
        """Send the queries that were raised."""
        return actions.send_queries(self.person, self.draft, self.key)

    def extend(self) -> QueryAnswer:
        """Give the country more time."""
        due = self._due("until")
        if isinstance(due, Refused):
            return due
        return actions.extend_queries(self.person, self.draft, due, self._of("reason"), self.key)

    def seen(self) -> None:
        """Keep until where the person has looked."""
        newest = self._of("entry")
        if newest.isascii() and newest.isdigit() and len(newest) < 19:
            actions.mark_seen(self.person, self.draft, int(newest))

    def chosen_texts(self) -> dict[str, str]:
        """Return the texts of what was ticked, to show the form again."""
        return {name: self._of(f"text-{name}") for name in self.data.getlist("chosen")}

    def _asked(self, each: Asked) -> QueryAsked:
        usual = usual_texts(each.finding, self.words)
        typed = self.data.get(f"text-{each.name}")
        return QueryAsked(each.key, each.rule, _as_edited(usual, self.words.language, typed))

    # One cell

    def raise_one(self, key: CellKey, rule: str) -> QueryAnswer:
        """Raise a query on one cell."""
        due = self._due()
        if isinstance(due, Refused):
            return due
        usual = usual_texts(finding_on(self.draft, key, rule), self.words)
        asked = QueryAsked(key, rule, self._texts(usual))
        return actions.raise_queries(self.person, self.draft, [asked], due, self.key)

    def about(self, now: QueryNow) -> QueryAnswer | Outcome | None:
        """Do what was asked about a query; none where it is nothing that is done."""
        done: Mapping[str, Callable[[QueryNow], QueryAnswer | Outcome]] = {
            "write": self._write,
            "explain": self._explain,
            "again": self._again,
            "decide": self._decide,
        }
        action = done.get(self.what)
        return action(now) if action is not None else None

    def _write(self, now: QueryNow) -> QueryAnswer:
        number, language = now.query.pk, self.words.language
        return actions.write_about_query(self.person, self.draft, number, self._of("text"), language, self.key)

    def _explain(self, now: QueryNow) -> QueryAnswer | Outcome:
        """Explain the finding where the rule asks for it, else confirm in the thread."""
        said = (self._of("explanation"), self._of("reason"))
        return confirm_value(self.person, self.draft, now, said, self.words.language, self.key)

    def _again(self, now: QueryNow) -> QueryAnswer:
        due = self._due()
        if isinstance(due, Refused):
            return due
        texts = {self.words.language: self._of("question")}
        return actions.ask_again(self.person, self.draft, now.query.pk, texts, due, self.key)

    def _decide(self, now: QueryNow) -> QueryAnswer:
        seen, wanted = self._of("version"), self._of("decision")
        decision = next((each for each in DECISIONS if each == wanted), "ACCEPT")
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1
        ending = Ending(decision, self._of("reason"), version, self._of("outcome"), self._of("proposal"))  # type: ignore[arg-type]
        return actions.decide_query(self.person, self.draft, now.query.pk, ending, self.key)

    # Parts

    def _texts(self, usual: Mapping[Language, str]) -> dict[Language, str]:
        """Return the texts that were typed; where one alone was edited, it goes out alone."""
        typed = {each: self.data.get(f"text-{each}", usual[each]) for each in LANGUAGES}
        edited = {each: text for each, text in typed.items() if _plain(text) != _plain(usual[each])}
        return edited or typed

    def _due(self, name: str = "due") -> dt.date | Refused:
        text = self._of(name).strip()
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return _because("QUERY_DUE_UNREADABLE", text=text[:40])


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that was refused, to be said where it was tried.

    Attributes:
        what: What was to be done.
        typed: The fields as they were sent.
    """

    what: str = ""
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)


def refused(outcome: QueryAnswer | Outcome) -> tuple[Problem, ...]:
    """Return why something was not done, nothing where it was."""
    if isinstance(outcome, Refused):
        return outcome.problems
    return (Problem("ROUND_KEY_REUSED", Place(), {"key": "-"}),) if isinstance(outcome, Conflict) else ()


def _as_edited(usual: Mapping[Language, str], language: Language, typed: str | None) -> dict[Language, str]:
    if typed is None or _plain(typed) == _plain(usual[language]):
        return dict(usual)
    return {language: typed}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _because(code: str, **values: object) -> Refused:
    return Refused((Problem(code, Place(), values),))
