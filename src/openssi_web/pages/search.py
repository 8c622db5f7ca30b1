"""The page of the search, which works without JavaScript."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from openssi.present.numbers import format_number
from openssi.present.search import KINDS, SearchEntry, SearchKind
from openssi.present.search.folding import words_of
from openssi.vocabulary.text import Language
from openssi_web.pages.dashboards.kept_pages import kept_for_strangers
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, page, pinned_release, spoken
from openssi_web.releases import site
from openssi_web.searching import LONGEST_QUESTION, Question, address_of, found_by, question_of

MOST_OF_A_KIND, MOST_OF_ONE_KIND = 8, 200
"""Results of a kind beside others, and where only that kind is asked for."""

LISTS = ("countries", "chosen-indicator", "definitions", "methods", "dashboards")
"""Pages with everything of a kind, offered where nothing was found."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was found."""

    code: str
    name: str
    line: str
    href: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind; `all_of` leads to all of them, empty where all are shown."""

    kind: SearchKind
    count: int
    results: tuple[Result, ...]
    all_of: str
    all_text: str


@explained
def search_page(request: HttpRequest, language: str) -> HttpResponse:
    """Show what a question finds, by kind; the kind of the best result comes first."""
    held, tongue, pinned = held_release(request), spoken(language), pinned_release(request)
    question = question_of(request.GET.get("q", ""))
    kind = next((each for each in KINDS if each == request.GET.get("kind", "")), None)
    found = found_by(held.release.id, tongue, question)
    groups = _groups(found.entries, question, kind, tongue, pinned)
    count = len(found.entries)
    values = {
        "release": held.release,
        "question": question.text,
        "groups": groups,
        "kind": kind,
        "lead": _text("found", tongue, count=count, shown=format_number(count, tongue)) if count else "",
        "is_near": found.is_near,
        "nearest": [_result(each, tongue, pinned) for each in found.nearest],
        "no_words": bool(question.text) and not words_of(question.text),
        "too_long": _too_long(question, tongue),
        "lists": LISTS,
        "whole": _address(question, tongue, pinned),
    }
    return page(request, "search.html", language, "search", values)


@explained
@kept_for_strangers
def definitions_page(request: HttpRequest, language: str) -> HttpResponse:
    """Show the questions of the inquiry with what they mean, by table."""
    held, tongue = held_release(request), spoken(language)
    units = site().definitions.questionnaire.units
    tables = [
        {
            "id": table.id,
            "title": table.title.in_language(tongue),
            "items": [
                {
                    "id": each.id,
                    "code": each.code,
                    "label": each.label.in_language(tongue),
                    "definition": each.definition.in_language(tongue),
                    "unit": units[each.unit].label.in_language(tongue) if each.unit in units else each.unit,
                }
                for each in table.items
            ],
        }
        for table in site().definitions.questionnaire.tables
    ]
    colon = "\u00a0:" if tongue == "fr" else ":"
    return page(
        request, "definitions.html", language, "methods", {"release": held.release, "tables": tables, "colon": colon}
    )


def _groups(
    entries: Sequence[SearchEntry], question: Question, kind: SearchKind | None, language: Language, pinned: str
) -> list[Group]:
    by_kind: dict[SearchKind, list[SearchEntry]] = {}
    for each in entries:
        by_kind.setdefault(each.kind, []).append(each)
    wanted = {kind: by_kind[kind]} if kind in by_kind else by_kind
    return [_group(each, of_it, question, kind, language, pinned) for each, of_it in wanted.items()]


def _group(
    kind: SearchKind,
    entries: Sequence[SearchEntry],
    question: Question,
    asked: SearchKind | None,
    language: Language,
    pinned: str,
) -> Group:
    most = MOST_OF_ONE_KIND if asked else MOST_OF_A_KIND
    results = tuple(_result(each, language, pinned) for each in entries[:most])
    count = len(entries)
    shown = format_number(most if asked else count, language)
    is_cut = count > most
    return Group(
        kind=kind,
        count=count,
        results=results,
        all_of=_address(question, language, pinned, kind) if is_cut and not asked else "",
        all_text=_text("more" if asked else "all_of", language, count=count, shown=shown) if is_cut else "",
    )


def _result(entry: SearchEntry, language: Language, pinned: str) -> Result:
    return Result(entry.code, entry.name, entry.line, address_of(entry, language, pinned), entry.is_shown)


def _address(question: Question, language: Language, pinned: str, kind: str = "") -> str:
    asked = {"q": question.text, "kind": kind, "release": pinned}
    return f"{reverse('search', args=[language])}?{urlencode({name: value for name, value in asked.items() if value})}"


def _too_long(question: Question, language: Language) -> str:
    if not question.is_cut:
        return ""
    length, most = (format_number(each, language) for each in (question.length, LONGEST_QUESTION))
    return _text("too_long", language, length=length, most=most)


def _text(key: str, language: Language, **values: object) -> str:
    return site().definitions.texts.get(f"search.{key}", language, **values)
