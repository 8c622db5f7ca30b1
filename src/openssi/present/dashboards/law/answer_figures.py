"""Figures of answers: the countries as a table of words, and how many of them say yes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from openssi.present.axis import STEPS, Axis
from openssi.present.dashboards.drawings.stacked_chart import StackedChart, StackPart, StackRow, described_stacks
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.law.answer_table import AnswerTable, Counted, most
from openssi.present.dashboards.law.indicator_answers import law_answers, part_answers
from openssi.present.dashboards.law.ratifications import ratifications
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number
from openssi.present.theme import CATEGORY_COLOURS, OTHER_CATEGORY, TEXT_ON_CATEGORY, TEXT_ON_OTHER
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.text import Language

_YES_AND_NO = ((CATEGORY_COLOURS[0], TEXT_ON_CATEGORY[0]), (OTHER_CATEGORY, TEXT_ON_OTHER))

_ROUND_COUNTS = ((10, 1), (50, 5), (10**9, 10))
"""Up to which step of an axis of counts steps are multiples of what."""

SIGNS = "signs"
"""The text that says what the signs of a table mean."""

FEWEST_ANSWERS = 3
"""Countries with an answer from which a title names what most say yes to."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is answered.

    Attributes:
        words: Where its words stand among the texts.
        reads: Reads the answers.
    """

    words: str
    reads: Callable[[ReleaseData, PageState], AnswerTable]


_SUBJECTS: Mapping[str, _Subject] = {
    "ratified": _Subject("ratified", ratifications),
    "parts": _Subject("accepted", part_answers),
    "law": _Subject("met", law_answers),
}


def answer_matrix(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return countries by what they answer, each cell in words with a sign.

    Option `of`: `ratified` (Conventions), `parts` (of Convention No. 102), `law` (branches that reach its minimum).
    """
    subject = _SUBJECTS[declared.options["of"]]
    answers = subject.reads(data, state)
    if not answers.rows:
        return _nothing(data, state, declared, subject)
    title = declared.name.in_language(data.language)
    told = data.say("dashboards_legal.matrix", count=len(answers.rows), of=len(answers.columns))
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=f"{title}. {told}",
        notes=_notes(data, state, subject, answers, SIGNS),
        source=_source(data, answers),
        table=answers.table(data.say("dashboards.column.country"), data.say("dashboards.column.year")),
        shape="matrix",
        width=declared.width,
    )


def answers_counted(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return how many countries say yes and no, as stacked bars; the option `of` is as for `answer_matrix`."""
    subject = _SUBJECTS[declared.options["of"]]
    answers = subject.reads(data, state)
    counted = answers.counted()
    if not any(each.answered for each in counted):
        return _nothing(data, state, declared, subject)
    categories = tuple(data.say(f"dashboards_legal.{subject.words}.{each}") for each in ("yes", "no"))
    rows = tuple(_bar(each, data.language) for each in counted)
    title = _title(data, declared, subject, counted)
    description = f"{title}. {described_stacks(categories, rows, data.language)}."
    axis = count_axis(max(each.answered for each in counted), data.language)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=description,
        notes=_notes(data, state, subject, answers, ""),
        source=_source(data, answers),
        table=_table(data, categories, counted, subject),
        draws=StackedChart(
            categories=categories,
            rows=rows,
            axis=axis,
            language=data.language,
            description=description,
            colours=_YES_AND_NO,
        ).draw,
        width=declared.width,
    )


def count_axis(most_counted: int, language: Language) -> Axis:
    """Return an axis of whole numbers from zero, its steps as small as they can be and still round."""
    least = ceil(max(most_counted, 1) / STEPS)
    unit = next(unit for most_steps, unit in _ROUND_COUNTS if least <= most_steps)
    step = unit * ceil(least / unit)
    labels = tuple(format_number(step * number, language) for number in range(STEPS + 1))
    return Axis(0.0, float(step * STEPS), labels)


def _bar(counted: Counted, language: Language) -> StackRow:
    parts = (counted.yes, counted.no)
    return StackRow(
        name=counted.column.name,
        parts=tuple(StackPart(value=float(each), text=format_number(each, language)) for each in parts),
        total=float(counted.answered) if counted.answered else None,
        text=format_number(counted.answered, language),
    )


def _title(data: ReleaseData, declared: DeclaredFigure, subject: _Subject, counted: tuple[Counted, ...]) -> str:
    first = most(counted, FEWEST_ANSWERS)
    if first is None:
        return declared.name.in_language(data.language)
    key = f"dashboards_legal.{subject.words}.most"
    return data.say(key, name=first.column.label, count=first.yes, of=first.answered)


def _table(
    data: ReleaseData, categories: tuple[str, ...], counted: tuple[Counted, ...], subject: _Subject
) -> FigureTable:
    heads = (*categories, data.say(f"dashboards_legal.{subject.words}.none"))
    columns = (
        FigureColumn(id="subject", name=data.say(f"dashboards_legal.{subject.words}.head")),
        *(
            FigureColumn(id=name, name=head, is_number=True)
            for name, head in zip(("yes", "no", "no_answer"), heads, strict=True)
        ),
    )
    rows = tuple(
        (
            FigureCell(text=each.column.name),
            *(FigureCell(text=format_number(n, data.language), value=float(n)) for n in (each.yes, each.no, each.none)),
        )
        for each in counted
    )
    return FigureTable(columns=columns, rows=rows)


def _notes(data: ReleaseData, state: PageState, subject: _Subject, answers: AnswerTable, kind: str) -> tuple[str, ...]:
    """Return what the answers mean, and how many countries have given none."""
    silent = len(data.rows.members(state.grouping, state.group, state.year)) - len(answers.rows)
    told = (data.say(f"dashboards_legal.{subject.words}.silent", count=silent),) if silent > 0 else ()
    texts = data.definitions.texts.entries("dashboards_legal")
    named = [each for each in (f"{subject.words}.{kind}", f"{subject.words}.about") if each in texts]
    return (*(data.say(f"dashboards_legal.{each}") for each in named), *told)


def _source(data: ReleaseData, answers: AnswerTable) -> str:
    return source_line(data, more=sorted(set(answers.sources)))


def _nothing(data: ReleaseData, state: PageState, declared: DeclaredFigure, subject: _Subject) -> DashboardFigure:
    empty = nothing_to_show(data, state, declared)
    has_years = any(data.years_by_key.get(data.key(each)) for each in declared.indicators)
    if has_years:
        return empty
    told = data.say(f"dashboards_legal.{subject.words}.nothing", release=data.release.id)
    return replace(empty, description=told, empty=told)
