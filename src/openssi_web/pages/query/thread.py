"""The thread of a query: questions, messages, explanations and the decision, each in the language it was written in."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from openssi_web.pages.query.words import QueryWords
from openssi_web.rounds.models import Entry, SubmissionDraft
from openssi_web.rounds.queries.models import QueryResult
from openssi_web.rounds.queries.standing import QueryNow, is_of_the_country, queries_now, result_of


@dataclass(frozen=True, slots=True)
class PostShown:
    """One contribution.

    Attributes:
        kind: What it is, in words.
        lang: The language it is written in.
        language: The same in words, empty where it is that of the page.
        is_ours: Whether the compiler wrote it.
    """

    at: dt.datetime
    by: str
    when: str
    kind: str
    text: str
    lang: str
    language: str
    is_ours: bool


def thread_shown(now: QueryNow, words: QueryWords, draft: SubmissionDraft) -> tuple[PostShown, ...]:
    """Return everything that was written about a query, also in the cycle before, the first first."""
    found: dict[tuple[str, int], PostShown] = {}
    for each in _chain(now, draft):
        found.update(_posts(each, words, is_first=each.query.cycle == 1 and now.query.after_id is not None))
    return tuple(sorted(found.values(), key=lambda each: each.at))


def _chain(now: QueryNow, draft: SubmissionDraft) -> Iterator[QueryNow]:
    if now.query.after_id is not None:
        yield from queries_now(draft, [now.query.after_id])
    yield now


def _posts(now: QueryNow, words: QueryWords, *, is_first: bool) -> Iterator[tuple[tuple[str, int], PostShown]]:
    query = now.query
    text, language = words.question_of(query)
    kind = words.of("thread.first" if is_first else "thread.question")
    yield ("query", query.pk), _post(query.entry, words, kind, text, language)
    for message in now.messages:
        kind = words.of("thread.confirms" if message.confirms else "thread.message")
        yield (
            ("message", message.pk),
            _post(message.entry, words, kind, words.of_query(query, message.text), message.language),
        )
    for said in now.explanations:
        kind = words.of("thread.explanation")
        yield ("explanation", said.pk), _post(said.entry, words, kind, words.of_query(query, said.text), "")
    result = result_of(query)
    if result is not None:
        yield ("result", result.pk), _decision(result, words)


def _decision(result: QueryResult, words: QueryWords) -> PostShown:
    parts = [words.of("thread.result"), words.decision(result)]
    if result.outcome:
        parts.append(words.of(f"outcome.{result.outcome}"))
    return _post(result.entry, words, ", ".join(parts), words.of_query(result.query, result.reason), "")


def _post(entry: Entry, words: QueryWords, kind: str, text: str, language: str) -> PostShown:
    foreign = language if language != words.language else ""
    return PostShown(
        at=entry.at,
        by=words.by(entry),
        when=words.when(entry.at),
        kind=kind,
        text=text,
        lang=language,
        language=words.of("thread.in_language", name=words.of(f"language.in_{foreign}")) if foreign else "",
        is_ours=not is_of_the_country(entry.role),
    )
