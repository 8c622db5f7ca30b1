"""The search of a release, its index made once per language and kept: a release never changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import reverse

from openssi.present.search import Found, SearchEntry, SearchIndex, search_entries
from openssi.vocabulary.text import Language
from openssi_web.releases import release_named, site

LONGEST_QUESTION = 200
"""Characters of a question that are read."""

_ON_A_LIST: Mapping[str, tuple[str, str]] = {
    "indicator": ("methods", ""),
    "method": ("methods", "method-"),
    "item": ("definitions", ""),
}
"""Page, and what stands before the target in its anchors, of what has no page of its own."""

REGION_PAGE = "region"
"""The page of the dashboards on one group of countries."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody searches for.

    Attributes:
        text: What is searched for: in one line, at most so long as is read.
        length: Characters of what was asked.
    """

    text: str
    length: int

    @property
    def is_cut(self) -> bool:
        """Whether the end of it was left out."""
        return self.length > LONGEST_QUESTION


def question_of(asked: str) -> Question:
    """Return what somebody searches for, without signs that cannot be printed."""
    printed = "".join(each if each.isprintable() else " " for each in asked)
    line = " ".join(printed.split())
    return Question(line[:LONGEST_QUESTION].strip(), len(line))


def found_by(release_id: str, language: Language, question: Question) -> Found:
    """Return what a question finds in a release."""
    return index_of(release_id, language).find(question.text)


def index_of(release_id: str, language: Language) -> SearchIndex:
    """Return the index of a release, made on the first request."""
    return _index(str(site().workspace.root), release_id, language)


@lru_cache(maxsize=12)
def _index(workspace: str, release_id: str, language: Language) -> SearchIndex:  # noqa: ARG001 - part of the key
    return SearchIndex(search_entries(release_named(release_id).connection(), site().definitions, language))


def address_of(entry: SearchEntry, language: Language, pinned: str = "") -> str:
    """Return the address of what was found.

    Args:
        entry: What was found.
        language: Language of the page.
        pinned: The release that the reader holds on to, empty where it is simply the latest.
    """
    path, query, anchor = _parts(entry, language)
    kept = urlencode({**query, **({"release": pinned} if pinned else {})})
    return "".join((path, f"?{kept}" if kept else "", f"#{quote(anchor)}" if anchor else ""))


def _parts(entry: SearchEntry, language: Language) -> tuple[str, dict[str, str], str]:
    """Return path, query and anchor."""
    if entry.kind == "group":
        return _of_group(entry, language)
    if entry.kind == "page":
        return reverse(entry.target, args=[language, *([entry.within] if entry.within else [])]), {}, ""
    if entry.kind == "indicator" and entry.is_shown:
        return reverse("indicator", args=[language, entry.target]), {}, ""
    if entry.kind in _ON_A_LIST:
        name, anchor = _ON_A_LIST[entry.kind]
        return reverse(name, args=[language]), {}, f"{anchor}{entry.target}"
    return reverse("country", args=[language, entry.target]), {}, ""


def _of_group(entry: SearchEntry, language: Language) -> tuple[str, dict[str, str], str]:
    chosen = {"grouping": entry.within, "group": entry.target}
    declared = site().definitions.pages.get(REGION_PAGE)
    if declared is not None and "group" in declared.filters:
        return reverse("dashboard", args=[language, REGION_PAGE]), chosen, ""
    return reverse("overview", args=[language]), chosen, ""
