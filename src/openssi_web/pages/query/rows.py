"""The list of what is left: findings that nobody asked about, and queries, the most significant first."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import LANGUAGES, Language
from openssi_web.accounts.access import Grants
from openssi_web.pages.cell_words import cell_address
from openssi_web.pages.query.words import QueryWords
from openssi_web.rounds.answers.live_findings import live_findings
from openssi_web.rounds.answers.observations import current_answers
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.queries.standing import QueryNow, is_compiler, seen_queries
from openssi_web.rounds.queries.weights import significance_of
from openssi_web.rounds.requests.permission import sees_findings
from openssi_web.rounds.workspace import inquiry

PAGE = 50
"""Rows of one page of the list."""

NEARBY = 12
"""Rows that stand beside an open query."""

FINDING = "finding"
GROUPS_OF_THE_DESK: Mapping[str, frozenset[str]] = {
    "left": frozenset({FINDING, "raised", "answered", "unanswered"}),
    "country": frozenset({"with_country"}),
    "closed": frozenset({"decided", "again", "withdrawn"}),
}
GROUPS_OF_A_COUNTRY: Mapping[str, frozenset[str]] = {
    "left": frozenset({"with_country"}),
    "answered": frozenset({"answered", "unanswered"}),
    "closed": frozenset({"decided", "again"}),
}
ALL = "all"
BAR = 40
"""Width of the bar beside a significance of 100."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding or a query, as the list orders it.

    Attributes:
        state: That of the query, or `finding`.
    """

    significance: int
    state: str
    key: CellKey
    rule: str
    severity: str
    due: dt.date | None
    finding: Finding | None = None
    query: QueryNow | None = None

    @property
    def name(self) -> str:
        """The name of its box in a form."""
        return f"{self.rule}@{self.key}"


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row in words."""

    href: str
    significance: int
    width: float
    label: str
    subject: str
    message: str
    severity: str
    severity_words: str
    state: str
    beside: tuple[str, ...]
    name: str = ""
    choose: str = ""
    text: str = ""
    text_of: str = ""
    is_chosen: bool = False


def groups_for(grants: Grants, draft: SubmissionDraft) -> Mapping[str, frozenset[str]]:
    """Return the states that a person can ask to be shown, by the name of their group."""
    return GROUPS_OF_THE_DESK if is_compiler(grants, draft.ref_area) else GROUPS_OF_A_COUNTRY


def all_asked(grants: Grants, draft: SubmissionDraft) -> tuple[Asked, ...]:
    """Return the queries that a person sees, and for the compiler the findings that nobody asked about."""
    queries = seen_queries(grants, draft)
    found = [_of_query(each) for each in queries]
    if is_compiler(grants, draft.ref_area):
        found += _findings(grants, draft, queries)
    return tuple(sorted(found, key=_by_significance))


def _findings(grants: Grants, draft: SubmissionDraft, queries: Sequence[QueryNow]) -> Iterator[Asked]:
    taken = {(each.query.key, each.query.rule) for each in queries if each.state != "withdrawn"}
    weights = significance_of(draft)
    live = live_findings(inquiry(), draft, current_answers(draft).entry)
    for key, found in concealment_for(grants, draft).findings(live.by_cell).items():
        if sees_findings(grants, draft, key):
            for each in found:
                if each.state == "open" and (key, each.rule) not in taken:
                    yield Asked(weights.of_finding(each), FINDING, key, each.rule, each.severity, None, each)


def _of_query(now: QueryNow) -> Asked:
    query = now.query
    return Asked(query.significance, now.state, query.key, query.rule, query.severity, now.due, None, now)


def _by_significance(each: Asked) -> tuple[object, ...]:
    return -each.significance, each.due or dt.date.max, each.key, each.rule


def _by_due(each: Asked) -> tuple[object, ...]:
    return each.due or dt.date.max, -each.significance, each.key, each.rule


def in_order(found: Sequence[Asked], order: str) -> list[Asked]:
    """Return rows by significance, or by due date with what has none last."""
    return sorted(found, key=_by_due if order == "due" else _by_significance)


# In words


def usual_texts(finding: Finding | None, words: QueryWords) -> dict[Language, str]:
    """Return the text of a query in every language: what the rule says and asks for."""
    if finding is None:
        return words.in_every_language("raise.usual")
    return {
        each: f"{finding.message.in_language(each)} {finding.remedy.in_language(each)}".strip() for each in LANGUAGES
    }


def shown_row(each: Asked, words: QueryWords, *, chosen: Mapping[str, str] | None = None) -> RowShown:
    """Return a row in words.

    Args:
        each: The finding or query.
        words: The words of the page.
        chosen: Texts of the boxes that were ticked, where the form is shown again.
    """
    label, subject = words.label(each.key), words.subject(each.key)
    texts = usual_texts(each.finding, words) if each.finding is not None else {}
    known = chosen or {}
    return RowShown(
        href=_address(each, words),
        significance=each.significance,
        width=round(BAR * each.significance / 100, 1),
        label=label,
        subject=subject,
        message=_message(each, words),
        severity=each.severity,
        severity_words=words.of(f"severity.{each.severity}"),
        state=words.of(f"state.{each.state}"),
        beside=tuple(_beside(each, words)),
        name=each.name if each.finding is not None else "",
        choose=words.of("raise.choose_this", cell=words.full(each.key)),
        text=known.get(each.name, texts.get(words.language, "")),
        text_of=words.of("raise.text_of", cell=words.full(each.key)),
        is_chosen=each.name in known,
    )


def _address(each: Asked, words: QueryWords) -> str:
    if each.query is not None:
        area, year = words.draft.ref_area, words.draft.round.year
        return reverse("round-query", args=[words.language, area, year, each.query.query.pk])
    return cell_address("round-query-new", words.language, words.draft, each.key, rule=each.rule)


def _message(each: Asked, words: QueryWords) -> str:
    if each.finding is not None:
        return each.finding.message.in_language(words.language)
    query = each.query.query if each.query is not None else None
    return (words.message_of(query) or words.question_of(query)[0]) if query is not None else ""


def _beside(each: Asked, words: QueryWords) -> Iterator[str]:
    yield words.rule(each.rule)
    if each.query is None:
        return
    if each.state in {"answered", "decided"}:
        yield words.of(f"outcome.{each.query.outcome}")
    if each.query.result is not None and each.state == "decided":
        yield words.decision(each.query.result)
    if each.due is not None and each.query.is_open:
        yield words.due(each.due, is_open=each.state == "with_country")
    if each.query.messages:
        yield words.of("messages", count=len(each.query.messages))
