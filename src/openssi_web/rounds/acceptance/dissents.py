"""Figures that a country objects to: read from what was typed, recorded with the objection, answered by the compiler.

Part of the action `carry_out`, inside its transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openssi.collect.workbook_numbers import Ambiguous, parse_number
from openssi.vocabulary.confirmation import Dissent as DissentTold
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language, as_language
from openssi_web.rounds.acceptance.models import Dissent, DissentAnswer
from openssi_web.rounds.acceptance.to_publish import Figure, to_publish
from openssi_web.rounds.answers.content import plain_digits
from openssi_web.rounds.answers.entered import MOST_DECIMALS, plain
from openssi_web.rounds.submissions.models import Entry, SubmissionDraft

LONGEST_EXPLANATION = 5_000
"""Characters of what either side says of a figure."""

MOST_FIGURES = 100
_TOO_LARGE = Decimal("1e18")
_LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True)
class DissentAsked:
    """A figure that somebody objects to, as it was sent.

    Attributes:
        figure: Its id.
        value: What the country puts in its place, as it was typed, in units.
        explanation: Why; empty where the reason of the objection says it.
    """

    figure: str
    value: str
    explanation: str = ""


def read_dissents(
    draft: SubmissionDraft, asked: Sequence[DissentAsked], reason: str, language: Language
) -> list[Dissent] | list[Problem]:
    """Return the dissents to be, without their entry, or everything that is wrong with them."""
    place = Place(item=str(draft))
    if not asked or len(asked) > MOST_FIGURES:
        return [Problem("DISSENT_NONE", place, {"most": MOST_FIGURES})]
    figures, problems, made = to_publish(draft).figures, list[Problem](), list[Dissent]()
    seen: set[str] = set()
    for each in asked:
        figure = figures.get(each.figure)
        if figure is None or figure.id in seen:
            problems.append(Problem("DISSENT_FIGURE_UNKNOWN", place, {"figure": plain(each.figure)[:100]}))
            continue
        seen.add(figure.id)
        value, explanation = _read(figure, plain(each.value)), plain(each.explanation) or reason
        problems += _wrong_text(figure.id, explanation)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            made.append(_made(draft, figure, value, explanation, language))
    return problems or made


def _made(draft: SubmissionDraft, figure: Figure, value: Decimal, explanation: str, language: Language) -> Dissent:
    return Dissent(
        draft=draft,
        kind=figure.kind,
        figure=figure.id,
        value=plain_digits(value),
        unit=figure.unit,
        explanation=explanation,
        language=language,
    )


def _read(figure: Figure, text: str) -> Decimal | Problem:
    place = Place(item=figure.id)
    found = parse_number(text.removesuffix("%").strip()) if len(text) <= _LONGEST_NUMBER else None
    if isinstance(found, Ambiguous):
        if figure.kind == "cell":
            values = {"value": text, "first": found.grouped, "second": found.fraction}
            return Problem("ROUND_NUMBER_AMBIGUOUS", place, values)
        found = found.fraction
    if found is None or abs(found) >= _TOO_LARGE:
        return Problem("DISSENT_VALUE", place, {"value": text[:_LONGEST_NUMBER]})
    exponent = found.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
        return Problem("ROUND_TOO_MANY_DECIMALS", place, {"value": text, "most": MOST_DECIMALS})
    if figure.cap is not None and not 0 <= found <= figure.cap:
        return Problem("DISSENT_OUT_OF_RANGE", place, {"value": text, "cap": figure.cap})
    return Problem("DISSENT_SAME", place, {"value": text}) if found == figure.value else found


def _wrong_text(figure: str, text: str) -> list[Problem]:
    if not text:
        return [Problem("DISSENT_EXPLANATION", Place(item=figure))]
    if len(text) > LONGEST_EXPLANATION:
        values = {"length": len(text), "longest": LONGEST_EXPLANATION}
        return [Problem("ROUND_TEXT_TOO_LONG", Place(item=figure), values)]
    return []


def record_dissents(entry: Entry, made: Iterable[Dissent]) -> None:
    """Record the figures of an objection under its entry."""
    for each in made:
        each.entry = entry
        each.save()


# What the compiler says of them


def dissents_of(draft: SubmissionDraft) -> tuple[Dissent, ...]:
    """Return the figures that the country objects to in the confirmation that was asked for last, in their order."""
    asked = draft.transitions.filter(after="COUNTRY_CONFIRMATION").order_by("-pk").values_list("pk", flat=True).first()
    objected = draft.transitions.filter(move="object", pk__gt=asked or 0).order_by("-pk").first()
    if objected is None:
        return ()
    rows = Dissent.objects.filter(entry=objected.entry).select_related("answer", "entry__person").order_by("pk")
    return tuple(rows)


def answer_of(dissent: Dissent) -> DissentAnswer | None:
    """Return what the compiler says of a figure, none as long as it has said nothing."""
    found: DissentAnswer | None = getattr(dissent, "answer", None)
    return found


def wrong_answers(draft: SubmissionDraft, answers: Mapping[int, str]) -> list[Problem]:
    """Return what is wrong with what the compiler says of figures, by the number of the dissent."""
    known = {each.pk: each.figure for each in dissents_of(draft)}
    found = [
        Problem("DISSENT_FIGURE_UNKNOWN", Place(item=str(draft)), {"figure": number})
        for number in answers
        if number not in known
    ]
    for number, text in answers.items():
        if number in known and len(plain(text)) > LONGEST_EXPLANATION:
            found += _wrong_text(known[number], plain(text))
    return found


def record_answers(
    draft: SubmissionDraft, entry: Entry, answers: Mapping[int, str], reason: str, language: Language
) -> None:
    """Record what the compiler says of each figure: its own explanation, else the reason that holds for all."""
    for each in dissents_of(draft):
        said = plain(answers.get(each.pk, "")) or reason
        DissentAnswer.objects.create(dissent=each, entry=entry, explanation=said, language=language)


def told_beside(draft: SubmissionDraft) -> tuple[DissentTold, ...]:
    """Return the figures that are published side by side, as the statistical store keeps them."""
    found = ((each, answer_of(each)) for each in dissents_of(draft))
    return tuple(
        DissentTold(
            kind=each.kind,  # type: ignore[arg-type]
            figure=each.figure,
            value=Decimal(each.value),
            unit=each.unit,
            explanation=each.explanation,
            language=as_language(each.language),
            objected_on=each.entry.at.date().isoformat(),
            answer=answer.explanation,
            answer_language=as_language(answer.language),
            answered_on=answer.entry.at.date().isoformat(),
        )
        for each, answer in found
        if answer is not None
    )
