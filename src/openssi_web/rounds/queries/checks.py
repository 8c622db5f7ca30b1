"""What a query asks and how it ends, read and checked before it is recorded; part of the actions on queries."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openssi.collect.workbook_keys import CellKey
from openssi.validate.significance import Significance
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import LANGUAGES, Language
from openssi_web.rounds.answers.content import EMPTY, plain_digits
from openssi_web.rounds.answers.entered import Change, cell_in_words, entered_reader, plain
from openssi_web.rounds.answers.findings import cell_of
from openssi_web.rounds.answers.live_findings import live_findings
from openssi_web.rounds.answers.observations import Answers, conventions_of, current_answers
from openssi_web.rounds.clock.cycles import cycles_sent
from openssi_web.rounds.queries.models import CYCLES, OUTCOMES, Decision, Query, QueryResult
from openssi_web.rounds.queries.standing import QueryNow
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions, inquiry

WITHOUT_A_RULE = "W"
"""Severity of a query that no rule asks for."""

MIDDLE = 50
"""Significance of such a query."""

LONGEST_TEXT = 10_000
"""Characters of a question, a message or a reason."""

DAYS_AHEAD = 366
"""Days from today within which a country may be asked to answer."""


@dataclass(frozen=True, slots=True)
class QueryAsked:
    """A query to be raised.

    Attributes:
        rule: The rule that found something in the cell, empty where somebody asks without one.
        texts: The question, by language.
    """

    key: CellKey
    rule: str = ""
    texts: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a query is to end.

    Attributes:
        version: The version of the answer that the person saw.
        outcome: What the country did, empty for what follows from its answers.
        proposal: The number that is proposed, where one is imputed, as it was typed.
    """

    decision: Decision
    reason: str
    version: int
    outcome: str = ""
    proposal: str = ""


def because(code: str, cell: CellKey | None, /, **values: object) -> Refused:
    """Return one reason why a request is refused."""
    return Refused((Problem(code, Place(item=cell_in_words(cell) if cell is not None else ""), values),))


# Making queries

FoundByCell = Mapping[tuple[CellKey, str], Finding]


def findings_asked(draft: SubmissionDraft, asked: Iterable[QueryAsked], answers: Answers) -> FoundByCell:
    """Return the findings that queries are about."""
    if not any(each.rule for each in asked):
        return {}
    live = live_findings(inquiry(), draft, answers.entry).by_cell
    return {(cell_of(each), each.rule): each for found in live.values() for each in found}


def made_query(
    usual: Query, asked: QueryAsked, finding: Finding | None, weights: Significance, answers: Answers
) -> Query:
    """Return a query to be kept.

    Args:
        usual: What all queries of the request have in common.
        asked: What is asked.
        finding: The finding that it is about, none where there is none or it is gone.
        weights: Weighs findings.
        answers: The answers as they are now.
    """
    texts = {language: plain(text) for language, text in asked.texts.items() if plain(text)}
    return Query(
        draft=usual.draft,
        entry=usual.entry,
        cycle=usual.cycle,
        after=usual.after,
        due=usual.due,
        rule=asked.rule,
        version=answers.versions.get(asked.key, 0),
        severity=_severity(usual, finding),
        significance=weights.of_finding(finding) if finding is not None else _as_before(usual),
        texts=texts,
        evidence=_evidence(finding) if finding is not None else (usual.after.evidence if usual.after else {}),
        **asked.key._asdict(),
    )


def _severity(usual: Query, finding: Finding | None) -> str:
    if finding is not None:
        return finding.severity
    return usual.after.severity if usual.after is not None else WITHOUT_A_RULE


def _as_before(usual: Query) -> int:
    """Return the significance of a query that no finding stands behind: that of the one before it, else the middle."""
    return usual.after.significance if usual.after is not None else MIDDLE


def _evidence(finding: Finding) -> dict[str, object]:
    numbers = {"value": finding.value, "low": finding.expected_low, "high": finding.expected_high}
    message = {each: finding.message.in_language(each) for each in LANGUAGES}
    return {"message": message, **{name: plain_digits(each) for name, each in numbers.items() if each is not None}}


# What is refused


def wrong_with(
    draft: SubmissionDraft, asked: Sequence[QueryAsked], due: dt.date, found: FoundByCell, after: Query | None
) -> Iterator[Problem]:
    """Iterate over what is wrong with queries that are to be raised."""
    if not asked:
        yield Problem("QUERY_NONE_CHOSEN", Place(item=str(draft)))
    yield from _unfit_day(draft, due)
    if cycles_sent(draft) >= CYCLES:
        yield Problem("QUERY_CYCLES_OVER", Place(item=str(draft)), {"most": CYCLES})
    for each in asked:
        place = Place(item=cell_in_words(each.key))
        if each.key.item not in definitions().questionnaire.items:
            yield Problem("ROUND_CELL_UNKNOWN", place, {"cell": cell_in_words(each.key)})
        if each.rule and after is None and (each.key, each.rule) not in found:
            yield Problem("ROUND_FINDING_UNKNOWN", place, {"finding": each.rule[:100]})
        yield from wrong_texts(each.key, each.texts)


def _unfit_day(draft: SubmissionDraft, due: dt.date) -> Iterator[Problem]:
    today = dt.datetime.now(dt.UTC).date()
    last = today + dt.timedelta(days=DAYS_AHEAD)
    if not today <= due <= last:
        values = {"due": due.isoformat(), "first": today.isoformat(), "last": last.isoformat()}
        yield Problem("QUERY_DUE_UNFIT", Place(item=str(draft)), values)


def wrong_texts(key: CellKey, texts: Mapping[Language, str]) -> Iterator[Problem]:
    """Iterate over what is wrong with the texts of a query, a message or a reason: none at all, or too long."""
    place = Place(item=cell_in_words(key))
    said = [plain(text) for text in texts.values()]
    if not any(said):
        yield Problem("QUERY_TEXT_EMPTY", place)
    for text in said:
        if len(text) > LONGEST_TEXT:
            yield Problem("ROUND_TEXT_TOO_LONG", place, {"length": len(text), "longest": LONGEST_TEXT})


def raised_already(known: Sequence[QueryNow], asked: Sequence[QueryAsked], after: Query | None) -> Iterator[Problem]:
    """Iterate over the cells and rules that are asked about already."""
    taken = {(each.query.key, each.query.rule) for each in known if each.is_open and each.query != after}
    if after is not None:
        stands = next((each for each in known if each.query == after), None)
        if stands is None or stands.state not in {"answered", "unanswered"}:
            yield Problem("QUERY_CLOSED", Place(item=cell_in_words(after.key)))
    for each in asked:
        if (each.key, each.rule) in taken:
            yield Problem("QUERY_RAISED_ALREADY", Place(item=cell_in_words(each.key)), {"rule": each.rule or "-"})
        taken.add((each.key, each.rule))


def unsendable(draft: SubmissionDraft, raised: Sequence[Query]) -> Iterator[Problem]:
    """Iterate over why queries cannot be sent."""
    if not raised:
        yield Problem("QUERY_NONE_RAISED", Place(item=str(draft)))
    for due in sorted({each.due for each in raised}):
        yield from _unfit_day(draft, due)


def read_ending(draft: SubmissionDraft, now: QueryNow, ending: Ending) -> QueryResult | Refused:
    """Return the result to be, as far as it is known before its entry is made, or why it is refused."""
    key, reason = now.query.key, plain(ending.reason)
    if (ending.decision == "WITHDRAW") != (now.state == "raised") or not now.is_open:
        return because("QUERY_CLOSED", key)
    if now.state == "with_country":
        return because("QUERY_WITH_COUNTRY", key, due=now.due.isoformat())
    if ending.version != now.version:
        return because("QUERY_ANSWER_CHANGED", key, seen=ending.version, version=now.version)
    wrong = list(wrong_texts(key, {"en": reason}))
    if wrong:
        return Refused(tuple(wrong))
    outcome = ending.outcome if ending.outcome in OUTCOMES else now.outcome
    made = QueryResult(decision=ending.decision, reason=reason, version=now.version, outcome=outcome)
    if ending.decision == "WITHDRAW":
        made.outcome = ""
    if ending.decision == "IMPUTE":
        number = _proposal(draft, key, ending.proposal)
        if isinstance(number, Refused):
            return number
        made.proposal = number
    return made


def _proposal(draft: SubmissionDraft, key: CellKey, text: str) -> str | Refused:
    """Return a proposed number in units, in plain digits."""
    item = definitions().questionnaire.items[key.item]
    if not item.is_numeric or not plain(text):
        return because("QUERY_PROPOSAL_MISSING", key)
    conventions = conventions_of(current_answers(draft).contents, draft.round.year)
    read = entered_reader().read(key, item, Change(value=text), EMPTY, conventions)
    if isinstance(read, list):
        return Refused(tuple(read))
    return plain_digits(read.scaled) if read.scaled is not None else because("QUERY_PROPOSAL_MISSING", key)
