"""What a workbook that was brought back changes, ready for its template."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_layout import COUNTRY_SHEETS
from openssi.run.inquiry import Returned
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import NOT_APPLICABLE, Place
from openssi.vocabulary.text import Language
from openssi_web.pages.workspace.words import CellNames, WorkWords
from openssi_web.refusals import cause_and_remedy
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.requests.outcomes import Clash
from openssi_web.rounds.workbooks.comparison import CellChanged, Comparison

CHOICE = "cell:"
"""Begins the name of the field with which a person decides about a cell."""

FIRST = 300
"""Changes that are shown at first; the others are on demand."""

FIRST_PROBLEMS = 50

Kind = Literal["new", "changed", "cleared"]
KINDS: tuple[Kind, ...] = ("new", "changed", "cleared")


@dataclass(frozen=True, slots=True)
class SaidShown:
    """What a cell says: its value, and those parts beside it that differ."""

    value: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A cell that the workbook changes."""

    kind: str
    place: str
    label: str
    subject: str
    href: str
    before: SaidShown
    after: SaidShown


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One of the two answers that a person chooses from."""

    value: str
    words: str
    parts: tuple[str, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """A cell that somebody else changed since the workbook was written."""

    name: str
    number: int
    label: str
    subject: str
    place: str
    was: str
    options: tuple[OptionShown, ...]
    key: CellKey


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """Something at a place of the workbook."""

    place: str
    cause: str
    remedy: str


def comparison_values(
    found: Comparison, returned: Returned, names: CellNames, *, show_all: bool, chosen: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the template shows of a comparison.

    Args:
        found: What the workbook would change.
        returned: The workbook.
        names: Words of cells.
        show_all: Whether all changes are shown, or the first only.
        chosen: What was chosen for conflicts in a request that did not end well.
    """
    words, changes = names.words, found.changes
    shown = changes if show_all else changes[:FIRST]
    ignored = tuple(_problem(each, words.language) for each in returned.reading.ignored)
    return {
        "file": returned.path.name,
        "page_title": words.of("back.shown_title", file=returned.path.name),
        "written": words.of("back.written", moment=words.moment(found.base.at)),
        "counts": tuple(_counts(found, len(ignored), words)),
        "changes": tuple(_row(each, names) for each in shown),
        "more_changes": words.of("back.more", shown=len(shown), count=len(changes))
        if len(shown) < len(changes)
        else "",
        "conflicts": tuple(
            _conflict(number, each, names, chosen) for number, each in enumerate(found.clashes, start=1)
        ),
        "ignored": ignored,
        "take": "" if found.refused else _button(found, words),
        **(_refusals(found.refused, words) if found.refused else {}),
    }


def problems_values(problems: Sequence[Problem], file: str, words: WorkWords) -> dict[str, Any]:
    """Return what the template shows of a workbook that cannot be read: each place, its cause and what to do."""
    return {"file": file, **_table("problems", problems, words)}


def _refusals(problems: Sequence[Problem], words: WorkWords) -> dict[str, Any]:
    return _table("refused", problems, words)


def _table(name: str, problems: Sequence[Problem], words: WorkWords) -> dict[str, Any]:
    count, shown = len(problems), problems[:FIRST_PROBLEMS]
    more = words.of("back.more_problems", shown=len(shown), count=count) if len(shown) < count else ""
    return {
        "problems_head": words.of(f"back.{name}", count=count),
        "problems_caption": words.of(f"back.{name}_caption"),
        "problems": tuple(_problem(each, words.language) for each in shown),
        "more_problems": more,
    }


def _problem(problem: Problem, language: Language) -> ProblemShown:
    cause, remedy = cause_and_remedy(problem, language)
    place = Place(sheet=problem.place.sheet, row=problem.place.row, cell=problem.place.cell)
    named = place.in_words(language) or problem.place.item
    return ProblemShown(named, cause, remedy if remedy != cause else "")


def _counts(found: Comparison, ignored: int, words: WorkWords) -> Iterator[str]:
    kinds = [_kind(each) for each in found.changes]
    counted: dict[str, int] = {
        **{kind: kinds.count(kind) for kind in KINDS},
        "conflicts": len(found.clashes),
        "ignored": ignored,
    }
    return (words.of(f"back.counts.{name}", count=count) for name, count in counted.items() if count)


def _kind(change: CellChanged) -> Kind:
    if change.after.is_empty:
        return "cleared"
    return "new" if change.before.is_empty else "changed"


def _button(found: Comparison, words: WorkWords) -> str:
    count = len(found.changes)
    if found.clashes:
        return words.of("back.take_decided", count=count) if count else words.of("back.take_chosen")
    return words.of("back.take", count=count) if count else ""


def _row(change: CellChanged, names: CellNames) -> RowShown:
    before, after = _said(change.key, change.before, change.after, names)
    return RowShown(
        names.words.of(f"back.kinds.{_kind(change)}"),
        _place(change.key, change.place, names),
        names.label(change.key),
        names.subject(change.key.scheme, change.key.benefit),
        names.href(change.key),
        before,
        after,
    )


def _said(key: CellKey, before: Content, after: Content, names: CellNames) -> tuple[SaidShown, SaidShown]:
    """Both answers, with what stands beside them where that differs."""
    left, right = dict(names.beside(before)), dict(names.beside(after))
    differs = {name for name in (*left, *right) if left.get(name) != right.get(name)}

    def parts(of: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(text for name, text in of.items() if name in differs)

    return SaidShown(names.value(key, before), parts(left)), SaidShown(names.value(key, after), parts(right))


def _place(key: CellKey, place: Place, names: CellNames) -> str:
    """Sheet and cell of the workbook; of a cell that was emptied, the sheet on which it stands."""
    if place.sheet:
        return Place(sheet=place.sheet, row=place.row, cell=place.cell).in_words(names.words.language)
    return f"S_{key.scheme}" if key.scheme != NOT_APPLICABLE else COUNTRY_SHEETS.get(names.table(key)[:1], "")


def _conflict(number: int, clash: Clash, names: CellNames, chosen: Mapping[str, Any]) -> ConflictShown:
    key, words, entry = clash.key, names.words, clash.theirs.entry
    theirs, yours = _said(key, Content.of(clash.theirs), clash.yours, names)
    was = names.value(key, Content.of(clash.seen)) if clash.seen is not None else words.of("back.empty")
    name, version = f"{CHOICE}{key}", clash.theirs.version
    who = entry.person.name if entry.person is not None else words.of("people.system")
    keep = words.of("back.theirs", name=who, moment=words.moment(entry.at), value=theirs.value)
    take = words.of("back.yours", value=yours.value)
    options = [("theirs", keep, theirs.parts), ("workbook", take, yours.parts)]
    return ConflictShown(
        name,
        number,
        names.label(key),
        names.subject(key.scheme, key.benefit),
        _place(key, clash.yours.place, names),
        words.of("back.was", value=was),
        tuple(_options(options, version, str(chosen.get(name, "")))),
        key,
    )


def _options(options: Iterable[tuple[str, str, tuple[str, ...]]], version: int, chosen: str) -> Iterator[OptionShown]:
    for take, words, parts in options:
        value = f"{take}:{version}"
        yield OptionShown(value, words, parts, value == chosen)
