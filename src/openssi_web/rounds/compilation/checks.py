"""What is typed about a compilation: read, or refused with everything that is wrong with it."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from openssi.collect.workbook_conventions import Conventions
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_values import Multipliers
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, Place
from openssi_web.rounds.answers.content import EMPTY, Content, plain_digits
from openssi_web.rounds.answers.entered import Change, cell_in_words, entered_reader, plain
from openssi_web.rounds.compilation.compiled import SourceNow, compilation_rules, today
from openssi_web.rounds.compilation.models import RESULTS, CompiledSource, Result, SearchRecord, SourcedValue
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAsked:
    """A source as it was typed."""

    title: str
    publisher: str
    address: str
    accessed: str
    language: str
    part: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAsked:
    """What a source states of a cell, as it was typed.

    Attributes:
        source: Number of the source.
        value: Empty where the source states nothing after all.
        unit_mult: Power of ten in which the source states it, empty for that of the form.
        page: Page or table, empty for the one that the source names for all.
        use: Whether the answer rests on it; none for the first source of a cell, and for the one it rests on already.
        reason: Why this source is used, or why it is not.
        seen: Version of the answer that the person saw, none where it does not matter.
    """

    key: CellKey
    source: int
    value: str
    unit_mult: str = ""
    page: str = ""
    use: bool | None = None
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAsked:
    """A search as it was typed.

    Attributes:
        items: Ids of items or tables.
        scheme: The scheme, `_Z` for the country, empty for all.
        marks: Whether required cells that say nothing get the status of what was not found.
    """

    items: tuple[str, ...]
    scheme: str
    place: str
    day: str
    sought: str
    result: str
    marks: bool = True


def one_line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(plain(text).split())


def read_source(draft: SubmissionDraft, asked: SourceAsked) -> CompiledSource | list[Problem]:
    """Return a source that is to be recorded, or everything that is wrong with it."""
    place, rules = Place(item=str(draft)), compilation_rules()
    problems = []
    lines = {name: one_line(getattr(asked, name)) for name in ("title", "publisher", "part")}
    long = any(len(each) > rules.longest_line for each in lines.values())
    if not (lines["title"] and lines["publisher"]) or long:
        problems.append(Problem("COMPILE_SOURCE_LINES", place, {"most": rules.longest_line}))
    address, accessed = plain(asked.address), _day(asked.accessed)
    if not is_web_address(address):
        values = {"address": address[:100], "most": rules.longest_address}
        problems.append(Problem("COMPILE_SOURCE_ADDRESS", place, values))
    if accessed is None:
        problems.append(_unfit_day(place, asked.accessed))
    language = plain(asked.language).lower()
    if not _LANGUAGE.fullmatch(language):
        problems.append(Problem("COMPILE_SOURCE_LANGUAGE", place, {"language": language[:20]}))
    if len(plain(asked.note)) > rules.longest_text:
        problems.append(Problem("COMPILE_TEXT_TOO_LONG", place, {"most": rules.longest_text}))
    if problems or accessed is None:
        return problems
    return CompiledSource(
        draft=draft, address=address, accessed=accessed, language=language, note=plain(asked.note), **lines
    )


def is_web_address(text: str) -> bool:
    """Whether a text is the address of a page or file on the web, which others can open as well."""
    if len(text) > compilation_rules().longest_address or any(each.isspace() or each in '<>"\\' for each in text):
        return False
    try:
        parts = urlsplit(text)
        host, is_open = parts.hostname or "", parts.username is None and parts.password is None
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and "." in host.strip(".") and is_open


def _day(written: str) -> dt.date | None:
    """Return a day that has come, none where it is unreadable or has not."""
    try:
        found = dt.date.fromisoformat(plain(written))
    except ValueError:
        return None
    return found if found <= today() else None


def _unfit_day(place: Place, written: str) -> Problem:
    return Problem("COMPILE_DAY", place, {"day": plain(written)[:40], "today": today().isoformat()})


# Values


@dataclass(frozen=True, slots=True)
class ValueRead:
    """What a source states of a cell, read.

    Attributes:
        row: The statement, not recorded yet.
        content: What the answer would say.
    """

    row: SourcedValue
    content: Content

    @property
    def is_nothing(self) -> bool:
        """Whether the source states nothing after all."""
        return not (self.row.number or self.row.text)


def read_value(
    draft: SubmissionDraft, asked: ValueAsked, source: SourceNow, conventions: Conventions
) -> ValueRead | list[Problem]:
    """Return what a source states of a cell, or everything that is wrong with it."""
    key, item = asked.key, definitions().questionnaire.items[asked.key.item]
    problems = list(_wrong_beside(asked, source))
    power = _power(asked, item, conventions)
    if isinstance(power, Problem):
        return [*problems, power]
    scaled = replace(conventions, multipliers=Multipliers(power, power)) if power is not None else conventions
    said = entered_reader().read(key, item, Change(value=asked.value), EMPTY, scaled)
    if isinstance(said, list):
        return [*problems, *said]
    if problems:
        return problems
    row = _statement(draft, key, item, said, source, page_of(asked.page, source), conventions)
    return ValueRead(row, in_form(key, said, conventions))


def in_form(key: CellKey, said: Content, conventions: Conventions) -> Content:
    """Return what a source states in the power of ten in which the form is filled; one form has one of them."""
    power = conventions.power(definitions().questionnaire.items[key.item], key)
    if said.number is None or said.unit_mult == power:
        return said
    return replace(said, number=said.number.scaleb(said.unit_mult - power), unit_mult=power)


def page_of(typed: str, source: SourceNow) -> str:
    """Return the page or table of a figure, else that of its source."""
    return one_line(typed) or source.row.part


def _statement(
    draft: SubmissionDraft,
    key: CellKey,
    item: Item,
    said: Content,
    source: SourceNow,
    page: str,
    conventions: Conventions,
) -> SourcedValue:
    return SourcedValue(
        draft=draft,
        source=source.row,
        **key._asdict(),
        number="" if said.number is None else plain_digits(said.number),
        text=said.text,
        unit_mult=said.unit_mult,
        currency=conventions.currency if item.type == "money" else "",
        page=page,
    )


def stated_in_form(
    draft: SubmissionDraft, key: CellKey, said: Content, source: SourceNow, page: str, conventions: Conventions
) -> SourcedValue:
    """Return the statement behind an answer that was entered in the form."""
    item = definitions().questionnaire.items[key.item]
    return _statement(draft, key, item, said, source, page, conventions)


def wrong_with_source(source: SourceNow | None, page: str, place: Place, number: int) -> Iterator[Problem]:
    """Iterate over what a source lacks for an answer to rest on it."""
    longest = compilation_rules().longest_line
    if source is None:
        yield Problem("COMPILE_SOURCE_UNKNOWN", place, {"number": number})
    elif source.file is None:
        yield Problem("COMPILE_FILE_NEEDED", place, {"title": source.row.title})
    if source is not None and not 0 < len(page_of(page, source)) <= longest:
        yield Problem("COMPILE_PAGE_NEEDED", place, {"most": longest})


def _wrong_beside(asked: ValueAsked, source: SourceNow) -> Iterator[Problem]:
    place, rules = Place(item=cell_in_words(asked.key)), compilation_rules()
    yield from wrong_with_source(source, asked.page, place, asked.source)
    if len(plain(asked.reason)) > rules.longest_text:
        yield Problem("COMPILE_TEXT_TOO_LONG", place, {"most": rules.longest_text})


_ALL = Multipliers(1, 1)
"""Shows which figures have a multiplier at all."""


def _power(asked: ValueAsked, item: Item, conventions: Conventions) -> int | Problem | None:
    """Return the power of ten that a source states a figure in, none for that of the form."""
    typed = plain(asked.unit_mult)
    if not typed:
        return None
    may = bool(replace(conventions, multipliers=_ALL).power(item, asked.key))
    allowed = compilation_rules().multipliers if may else (0,)
    if typed not in {str(each) for each in allowed}:
        values = {"value": typed[:20], "allowed": ", ".join(map(str, allowed))}
        return Problem("COMPILE_MULTIPLIER", Place(item=cell_in_words(asked.key)), values)
    return int(typed)


# Searches


def read_search(draft: SubmissionDraft, asked: SearchAsked) -> SearchRecord | list[Problem]:
    """Return a search that is to be recorded, or everything that is wrong with it."""
    rules, place = compilation_rules(), Place(item=str(draft))
    where, day, sought = one_line(asked.place), _day(asked.day), plain(asked.sought)
    problems = list(_wrong_scope(draft, asked, place))
    if not 0 < len(where) <= rules.longest_address or not 0 < len(sought) <= rules.longest_text:
        most = {"most": rules.longest_address, "longest": rules.longest_text}
        problems.append(Problem("COMPILE_SEARCH_WHERE", place, most))
    if day is None:
        problems.append(_unfit_day(place, asked.day))
    result = result_of(asked.result)
    if result is None:
        values = {"result": plain(asked.result)[:40], "known": ", ".join(RESULTS)}
        problems.append(Problem("COMPILE_SEARCH_RESULT", place, values))
    if problems or day is None or result is None:
        return problems
    items = sorted({plain(each) for each in asked.items})
    return SearchRecord(
        draft=draft, items=items, scheme=asked.scheme, place=where, day=day, sought=sought, result=result
    )


def result_of(written: str) -> Result | None:
    """Return the result of a search as it may be written (`not found`), none for any other word."""
    code = plain(written).upper().replace(" ", "_")
    return next((each for each in RESULTS if each == code), None)


def _wrong_scope(draft: SubmissionDraft, asked: SearchAsked, place: Place) -> Iterator[Problem]:
    questionnaire = definitions().questionnaire
    known = {*questionnaire.items, *(each.id for each in questionnaire.tables)}
    unknown = sorted({plain(each) for each in asked.items} - known)
    if not asked.items or unknown:
        yield Problem("COMPILE_SEARCH_WHAT", place, {"unknown": ", ".join(unknown)[:100] or "-"})
    schemes = {"", NOT_APPLICABLE, *(str(each["id"]) for each in draft.inventory["schemes"])}
    if asked.scheme not in schemes:
        yield Problem("COMPILE_SEARCH_SCHEME", place, {"scheme": plain(asked.scheme)[:40]})
