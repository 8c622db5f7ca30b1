"""What is left to do in a submission: every table with its progress, whose it is, and the next thing first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from openssi.collect.form_model import TableProgress
from openssi.vocabulary.item import Level
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.rule import Finding
from openssi_web.accounts.access import ALL_SCHEMES, Grants, role_to_answer
from openssi_web.accounts.models import Membership
from openssi_web.pages.workspace.words import CellNames, seen_tables
from openssi_web.rounds.answers.findings import cell_of
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.permission import is_answered_now, is_compiled_now
from openssi_web.rounds.workspace import definitions

RESPONDENT, COORDINATOR = "RESP", "COORD"


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table of the form.

    Attributes:
        state: `done`, `begun`, `empty` or `optional`.
        theirs: Who answers it, where the person does not.
    """

    id: str
    title: str
    href: str
    state: str
    words: str
    theirs: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """The tables of the country or of a scheme.

    Attributes:
        beside: Who answers it, or who answers it together with the person.
        is_open: Whether the next thing to do stands in it.
    """

    heading: str
    words: str
    state: str
    answered: int
    asked: int
    beside: str
    tables: tuple[TableShown, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class NextThing:
    """What to do next."""

    words: str
    href: str
    about: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a submission is answered, as a person sees it.

    Attributes:
        outline: All tables of the form.
        members: Who works for the country today.
    """

    draft: SubmissionDraft
    grants: Grants
    names: CellNames
    outline: Sequence[TableProgress]
    members: Sequence[Membership]

    @cached_property
    def seen(self) -> tuple[TableProgress, ...]:
        """The tables that the person sees."""
        return seen_tables(self.draft, self.grants, self.outline)

    @property
    def is_open(self) -> bool:
        """Whether answers are entered in the state that the submission is in."""
        return is_answered_now(self.draft)

    def is_theirs(self, table: str, scheme: str) -> bool:
        """Whether the person may not answer a table."""
        level: Level = _levels().get(table, "country") if scheme == NOT_APPLICABLE else "scheme"
        role = role_to_answer(self.grants, self.draft.ref_area, scheme, level)
        if role is None and is_compiled_now(self.draft):
            role = role_to_answer(self.grants, self.draft.ref_area, scheme, level, compiled=True)
        return role is None

    @property
    def answers_something(self) -> bool:
        """Whether the person may answer a table."""
        return not all(self.is_theirs(each.table, each.scheme) for each in self.seen)

    @property
    def answered(self) -> int:
        """Required cells with a value or a reason."""
        return sum(each.answered for each in self.seen)

    @property
    def asked(self) -> int:
        """Required cells."""
        return sum(each.asked for each in self.seen)

    # Groups

    def groups(self) -> Iterator[GroupShown]:
        """Iterate over country, schemes, and what the country is asked after them."""
        following = self._next_table() if self.is_open else None
        for scheme, tables in _runs(self.seen):
            theirs = all(self.is_theirs(each.table, scheme) for each in tables)
            whole = _sum(tables)
            yield GroupShown(
                self.names.words.of("left.country") if scheme == NOT_APPLICABLE else self.names.subject(scheme),
                self.names.words.progress(whole),
                whole.state,
                whole.answered,
                whole.asked,
                self._beside(scheme, theirs=theirs),
                tuple(self._table(each, group_is_theirs=theirs) for each in tables),
                following is not None and following in tables,
            )

    def _table(self, each: TableProgress, *, group_is_theirs: bool) -> TableShown:
        says = not group_is_theirs and self.is_theirs(each.table, each.scheme)
        theirs = self.names.words.of("left.theirs", who=self._who(each.scheme)) if says else ""
        return TableShown(
            each.table,
            each.title,
            self.names.page(each.table, each.scheme),
            each.state,
            self.names.words.progress(each),
            theirs,
        )

    def _beside(self, scheme: str, *, theirs: bool) -> str:
        if theirs:
            return self.names.words.of("left.theirs", who=self._who(scheme))
        others = self._respondents(scheme) if scheme != NOT_APPLICABLE else ()
        own = {each.institution for each in self.grants if each.role == RESPONDENT}
        names = [each.person.name for each in others] if not own else []
        return self.names.words.of("left.with", who=", ".join(names)) if names else ""

    def _who(self, scheme: str) -> str:
        """Those who answer, by their names, else by their role."""
        if scheme != NOT_APPLICABLE:
            names = [each.person.name for each in self._respondents(scheme)]
            return ", ".join(names) or self.names.words.of("left.respondent")
        names = [each.person.name for each in self.members if each.role == COORDINATOR]
        return ", ".join(names) or self.names.words.of("left.coordinator")

    def _respondents(self, scheme: str) -> list[Membership]:
        found = {
            each.person_id: each
            for each in self.members
            if each.role == RESPONDENT and {scheme, ALL_SCHEMES} & set(each.schemes)
        }
        return list(found.values())

    # The next thing

    def next_thing(self, findings: Iterable[Finding]) -> NextThing | None:
        """Return what the person does next: a table with empty cells, then a finding; none where nothing is left.

        Args:
            findings: Findings that the person sees, in their order.
        """
        if not self.is_open:
            return None
        table = self._next_table()
        if table is not None:
            return self._go(table)
        for severity, words in (("E", "left.go_hard"), ("W", "left.go_soft")):
            for each in findings:
                key = cell_of(each)
                open_here = each.severity == severity and each.state == "open" and self.names.href(key)
                if open_here and not self.is_theirs(self.names.table(key), key.scheme):
                    return NextThing(self.names.words.of(words, item=self.names.full(key)), self.names.href(key))
        return None

    def _next_table(self) -> TableProgress | None:
        """The first table with empty cells: of those that nobody else is asked for, else of all."""
        mine = [
            each for each in self.seen if each.answered < each.asked and not self.is_theirs(each.table, each.scheme)
        ]
        is_respondent = any(each.role == RESPONDENT for each in self.grants)
        alone = [each for each in mine if is_respondent or not self._respondents(each.scheme)]
        return next(iter(alone or mine), None)

    def _go(self, each: TableProgress) -> NextThing:
        subject = self.names.subject(each.scheme)
        key = "left.go_table_of" if subject else "left.go_table"
        words = self.names.words.of(key, table=each.table, title=each.title, subject=subject)
        return NextThing(words, self.names.page(each.table, each.scheme), self.names.words.progress(each))


def _runs(tables: Iterable[TableProgress]) -> Iterator[tuple[str, list[TableProgress]]]:
    """Iterate over the tables of the country first, then over those of each scheme."""
    found: dict[str, list[TableProgress]] = {}
    for each in tables:
        found.setdefault(each.scheme, []).append(each)
    return iter(found.items())


def _sum(tables: Sequence[TableProgress]) -> TableProgress:
    return replace(
        tables[0],
        answered=sum(each.answered for each in tables),
        asked=sum(each.asked for each in tables),
        is_begun=any(each.is_begun for each in tables),
    )


def _levels() -> dict[str, Level]:
    return {each.id: each.level for each in definitions().questionnaire.tables}
