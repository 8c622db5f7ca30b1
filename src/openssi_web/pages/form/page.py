"""What the page of one table of the questionnaire shows, ready for its template."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import json_script

from openssi.collect.form_model import FormTable, TableProgress
from openssi.definitions.texts import Texts
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi_web.pages.confidentiality_words import FILE as CONFIDENTIALITY
from openssi_web.pages.confidentiality_words import choices
from openssi_web.pages.form.rows import RowMaker, RowShown, SectionShown, options, reasons, status_groups
from openssi_web.pages.form.session import FormSession, ShownFinding
from openssi_web.pages.form.words import SCRIPT_FILE, FormWords

SCRIPT_PARTS = ("numbers", "queue", "cells", "keys", "findings", "paste", "conflict")
"""Modules of `form.js`, which are asked for together with it."""

SIGNS = {"en": (".", ","), "fr": (",", "\u00a0"), "es": (",", "\u00a0")}
"""Decimal sign and sign of thousands, as `openssi.present.numbers` writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAddresses:
    """Where a form is read and saved.

    Attributes:
        save: Takes cells as JSON.
        table: Address of the page of a table, by table and scheme; it takes the plain form as well.
        country: Address of the overview of the submission.
        sign_in: Where a person signs in whose session is over.
        history: Tells every value that was ever entered in a cell.
        totals: Shows how the national totals are made.
    """

    save: str
    table: Callable[[str, str], str]
    country: str = ""
    sign_in: str = ""
    history: str = ""
    totals: str = ""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A table in the rail, or another scheme."""

    table: str
    scheme: str
    title: str
    href: str
    state: str
    words: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class RailGroup:
    """The tables of the country or of the scheme."""

    heading: str
    entries: tuple[RailEntry, ...]


def form_values(
    table: FormTable,
    outline: Sequence[TableProgress],
    addresses: FormAddresses,
    session: FormSession,
    texts: Texts,
    codelists: Mapping[str, CodeList],
) -> dict[str, Any]:
    """Return what the template `form.html` is filled with.

    Args:
        table: The table that is shown.
        outline: How far all tables of the form are answered, in their order.
        addresses: Where the form is read and saved.
        session: Who fills it.
        texts: Words in every language.
        codelists: Code lists by id, for the statuses and the reasons of explanations.
    """
    words = FormWords(texts, table.language)
    rail = _Rail(table, outline, addresses, session, words)
    sections = tuple(RowMaker(table, session, words, codelists, addresses.history).sections())
    return {
        "w": words.plain(),
        "s": words.plain(SCRIPT_FILE),
        "script_words": json_script(_for_script(codelists, words), "form-words"),
        "script_parts": [f"openssi/form-{part}.js" for part in SCRIPT_PARTS],
        "table": table,
        "title": words.of("title", table=table.id, title=table.title, year=table.year),
        "about": words.about(table.id),
        "round": words.of("crumb.round", year=table.year),
        "addresses": addresses,
        "here": addresses.table(table.id, table.scheme),
        "session": session,
        "signs": SIGNS[table.language],
        "sections": sections,
        "levels": tuple(choices(codelists, table.language)),
        "conf": words.plain(CONFIDENTIALITY),
        "reasons": options(reasons(codelists, words)),
        "has_numbers": any(
            row.item.is_numeric for each in table.sections for group in each.groups for row in group.rows
        ),
        "has_asked": any(section.has_asked for section in sections),
        **rail.values(),
        **_findings(session.findings, sections, words),
    }


def _for_script(codelists: Mapping[str, CodeList], words: FormWords) -> dict[str, Any]:
    """Words of the script, reasons of explanations, and statuses in their groups."""
    groups = status_groups(codelists, words, "A")
    statuses = [[heading, [[each.code, each.label] for each in codes]] for heading, codes in groups.items()]
    return words.for_script() | {"reasons": reasons(codelists, words), "statuses": statuses}


def _findings(found: Sequence[ShownFinding], sections: Iterable[SectionShown], words: FormWords) -> dict[str, Any]:
    """The line above the table: how many values must be corrected or need a look, with links to them."""
    open_cells = {
        severity: {each.key for each in found if each.severity == severity and each.state == "open"}
        for severity in ("E", "W")
    }
    links = [
        {"id": row.id, "words": words.of("findings.go", item=row.full_label)}
        for row in _rows(sections)
        if row.key in open_cells["E"] | open_cells["W"]
    ]
    hard, soft = len(open_cells["E"]), len(open_cells["W"] - open_cells["E"])
    return {
        "hard": words.of("findings.hard", count=hard) if hard else "",
        "soft": words.of("findings.soft", count=soft) if soft else "",
        "finding_links": links,
    }


def _rows(sections: Iterable[SectionShown]) -> Iterator[RowShown]:
    for section in sections:
        for group in (*section.sources, *section.groups, *section.details):
            yield from group.rows


@dataclass(frozen=True, slots=True)
class _Rail:
    """All tables: those of the country, those of the scheme, and a way to the other schemes."""

    table: FormTable
    outline: Sequence[TableProgress]
    addresses: FormAddresses
    session: FormSession
    words: FormWords

    def values(self) -> dict[str, Any]:
        """Return groups, other schemes, progress and neighbours."""
        own = [each for each in self.outline if each.scheme in {NOT_APPLICABLE, self._scheme}]
        places = [(each.table, each.scheme) for each in self.outline]
        number = places.index((self.table.id, self.table.scheme))
        later = self.outline[number + 1] if number + 1 < len(self.outline) else None
        answered, asked = sum(each.answered for each in self.outline), sum(each.asked for each in self.outline)
        return {
            "rail": tuple(self._groups(own)),
            "other_schemes": tuple(self._others()),
            "answered": answered,
            "asked": asked,
            "progress": self.words.of("rail.progress", answered=answered, asked=asked),
            "place_in_form": self.words.of("rail.place", number=number + 1, count=len(places)),
            "next": "" if later is None else self.addresses.table(later.table, later.scheme),
            "save_and_go": "" if later is None else self.words.of("save_and_go", table=later.table, title=later.title),
        }

    @property
    def _scheme(self) -> str:
        """The scheme in the rail: that of the page, else the first of the form."""
        if self.table.scheme != NOT_APPLICABLE:
            return self.table.scheme
        return next((each.scheme for each in self.outline if each.scheme != NOT_APPLICABLE), NOT_APPLICABLE)

    def _groups(self, own: Sequence[TableProgress]) -> Iterator[RailGroup]:
        """Country, scheme, and what the country is asked after its schemes."""
        for scheme in dict.fromkeys((NOT_APPLICABLE, self._scheme)):
            members = [each for each in own if each.scheme == scheme]
            if members:
                heading = self.words.of("rail.country") if scheme == NOT_APPLICABLE else members[0].subject
                yield RailGroup(heading, tuple(self._entry(each) for each in members))

    def _entry(self, each: TableProgress) -> RailEntry:
        errors = self.session.errors.get((each.table, each.scheme), 0)
        return RailEntry(
            each.table,
            each.scheme,
            each.title,
            self.addresses.table(each.table, each.scheme),
            "errors" if errors else each.state,
            self.words.of("rail.errors", count=errors) if errors else self.words.progress(each),
            (each.table, each.scheme) == (self.table.id, self.table.scheme),
        )

    def _others(self) -> Iterator[RailEntry]:
        schemes: dict[str, list[TableProgress]] = {}
        for each in self.outline:
            if each.scheme not in {NOT_APPLICABLE, self._scheme}:
                schemes.setdefault(each.scheme, []).append(each)
        for scheme, tables in schemes.items():
            whole = TableProgress(
                tables[0].table,
                scheme,
                tables[0].subject,
                tables[0].subject,
                sum(each.answered for each in tables),
                sum(each.asked for each in tables),
                any(each.is_begun for each in tables),
            )
            href = self.addresses.table(tables[0].table, scheme)
            yield RailEntry(
                whole.table, scheme, whole.title, href, whole.state, self.words.progress(whole), is_current=False
            )
