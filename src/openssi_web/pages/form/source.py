"""The source from which the desk officer fills in a table: it stands in the address of the page and of its saves."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.text import Language
from openssi_web.accounts.models import Person
from openssi_web.pages.form.words import FormWords
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.compilation.checks import page_of
from openssi_web.rounds.compilation.compiled import needs_source, sources_of
from openssi_web.rounds.compilation.request import may_compile
from openssi_web.rounds.compilation.saving import Cited
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions

SOURCE, PAGE = "source", "page"
_FILE = "sources"
_MOST_DIGITS = 9
_LONGEST = 200


def cited_in(request: HttpRequest) -> Cited | None:
    """Return the source that an address names, none where it names none."""
    number = request.GET.get(SOURCE, "")
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        return None
    return Cited(int(number), plain(request.GET.get(PAGE, ""))[:_LONGEST])


def with_source(address: str, cited: Cited | None) -> str:
    """Return an address that names the source as well."""
    if cited is None:
        return address
    return f"{address}?{urlencode({SOURCE: cited.source, PAGE: cited.page})}"


def closed_without_source(
    request: HttpRequest, person: Person, draft: SubmissionDraft, keys: Iterable[CellKey]
) -> frozenset[CellKey]:
    """Return the cells of a table that the desk officer fills in only once a source and its page are chosen."""
    if not may_compile(person, draft):
        return frozenset()
    cited, items = cited_in(request), definitions().questionnaire.items
    found = sources_of(draft).get(cited.source) if cited is not None else None
    if cited is not None and found is not None and found.file is not None and page_of(cited.page, found):
        return frozenset()
    asked = tuple(keys)
    return frozenset(asked if any(key.item in items and needs_source(items[key.item]) for key in asked) else ())


def source_values(
    request: HttpRequest, person: Person, draft: SubmissionDraft, language: Language, address: str
) -> dict[str, Any]:
    """Return what `form_source.html` shows: nothing but to the desk officer who compiles.

    Args:
        request: The request of the table.
        person: Who looks.
        draft: The submission.
        language: The language.
        address: The table, without a source.
    """
    if not may_compile(person, draft):
        return {}
    texts, cited, sources = definitions().texts, cited_in(request), sources_of(draft)
    found = sources.get(cited.source) if cited is not None else None
    page = page_of(cited.page, found) if cited is not None and found is not None else ""
    said = texts.get(f"{_FILE}.form.none", language)
    if found is not None and found.file is not None and page:
        said = texts.get(f"{_FILE}.form.chosen", language, title=found.row.title, page=page)
    return {
        "cite": {
            "w": FormWords(texts, language).plain(_FILE)["form"],
            "said": said,
            "options": [
                (
                    each.row.pk,
                    f"{each.row.publisher}, {each.row.title}",
                    found is not None and each.row.pk == found.row.pk,
                )
                for each in sources.values()
                if each.file is not None
            ],
            "page": page,
            "href": reverse("round-sources", args=[language, draft.ref_area, draft.round.year]),
            "here": address,
            "longest": _LONGEST,
        }
    }


def workspace_sources(person: Person, draft: SubmissionDraft, language: Language) -> dict[str, str]:
    """Return what the workspace says of sources: nothing where nothing was or is compiled."""
    compiles = may_compile(person, draft)
    if not (compiles or draft.sources.exists() or draft.searches.exists()):
        return {}
    texts = definitions().texts
    return {
        "sources_head": texts.get(f"{_FILE}.workspace.head", language),
        "sources_words": texts.get(f"{_FILE}.workspace.{'desk' if compiles else 'country'}", language),
        "sources_link": texts.get(f"{_FILE}.workspace.link", language),
        "sources_href": reverse("round-sources", args=[language, draft.ref_area, draft.round.year]),
    }
