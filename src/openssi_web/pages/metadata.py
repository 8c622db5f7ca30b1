"""The pages of reference metadata: of a dataset, an indicator, a country, under the headings of the ESMS."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from openssi.definitions import Definitions
from openssi.present.numbers import format_exact, year_range
from openssi.publish.cubes.notes import MetadataEntry, Notes, NotesAsked, notes
from openssi.publish.sdmx.metadata.metadata_sets import set_id
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.pages.dashboards.kept_pages import kept_for_strangers
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, page, spoken
from openssi_web.releases import site

FIRST_SHOWN = "DF_INDICATORS"
MOST_SOURCES, MOST_FOOTNOTES = 400, 200
"""Rows of a page; how many there are is told, and the files of the release hold all."""


@dataclass(frozen=True, slots=True)
class HeadingShown:
    """A heading with what stands under it; `level` is 2 for 15.2."""

    number: str
    name: str
    text: str
    level: int
    lang: str


@dataclass(frozen=True, slots=True)
class BreakShown:
    """A break in a series."""

    year: int
    of: str
    cause: str
    text: str
    lang: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source, once, with the years for which it is cited."""

    title: str
    type: str
    link: str
    years: str
    lang: str


@dataclass(frozen=True, slots=True)
class FootnoteShown:
    """A footnote, once, with the number of figures that it is said of."""

    kind: str
    text: str
    lang: str
    figures: int


@explained
@kept_for_strangers
def of_dataflow(request: HttpRequest, language: str, dataflow: str = FIRST_SHOWN) -> HttpResponse:
    """Show what is said of a dataset."""
    held, asked = held_release(request), dataflow.upper()
    flows = site().definitions.dataflows.dataflows
    if asked not in flows:
        raise _unknown("dataflow", asked, flows)
    values = {
        "head": "",
        "name": flows[asked].name.in_language(spoken(language)),
        "flows": [(each.id, each.name.in_language(spoken(language))) for each in flows.values()],
        "chosen": asked,
        "json": f"/v1/releases/{held.release.id}/metadata/{asked}.json",
    }
    wanted = NotesAsked(target=asked, footnotes={"dataflow": asked}, breaks={}, sources={"dataflow": asked})
    return _page(request, held, language, wanted, "data", values)


@explained
@kept_for_strangers
def of_indicator(request: HttpRequest, language: str, indicator: str) -> HttpResponse:
    """Show what is said of an indicator."""
    held, declared = held_release(request), site().definitions.indicators
    if indicator not in declared:
        raise _unknown("indicator", indicator, declared)
    values = {
        "head": "indicator",
        "name": declared[indicator].name.in_language(spoken(language)),
        "json": f"/v1/releases/{held.release.id}/metadata/indicators/{indicator}.json",
    }
    wanted = NotesAsked(target=indicator, footnotes={"indicator": indicator})
    return _page(request, held, language, wanted, "chosen-indicator", values)


@explained
@kept_for_strangers
def of_country(request: HttpRequest, language: str, area: str) -> HttpResponse:
    """Show what is said of a country and of each of its years."""
    held, asked = held_release(request), area.upper()
    names = held.connection().rows(f"SELECT name_{spoken(language)} AS name FROM areas WHERE area = $1", [asked])  # noqa: S608 - a language
    if not names:
        raise _unknown("area", asked, [row["area"] for row in held.connection().rows("SELECT area FROM areas")])
    place = {"ref_area": asked}
    years = held.connection().rows(
        "SELECT DISTINCT target, time_period AS year FROM reference_metadata "
        "WHERE scope = 'country_year' AND ref_area = $1 ORDER BY year DESC",
        [asked],
    )
    values = {
        "head": "country",
        "name": names[0]["name"],
        "area": asked,
        "years": [(row["year"], _of_year(held, language, row["target"])) for row in years],
        "json": f"/v1/releases/{held.release.id}/metadata/countries/{asked}.json",
    }
    wanted = NotesAsked(target=asked, footnotes=place, breaks=place, sources=place)
    return _page(request, held, language, wanted, "countries", values)


def _unknown(option: str, value: str, known: Iterable[str]) -> FixTheFile:
    allowed = ", ".join(list(known)[:12])
    return FixTheFile.because("VALUE_NOT_ALLOWED", Place(item=option), value=value, option=option, allowed=allowed)


def _of_year(held: OpenRelease, language: str, target: str) -> tuple[HeadingShown, ...]:
    found = notes(held.connection(), spoken(language), NotesAsked(target=target))
    return _headings(found.headings, spoken(language))


def _page(
    request: HttpRequest, held: OpenRelease, language: str, asked: NotesAsked, place: str, values: dict[str, Any]
) -> HttpResponse:
    found, definitions = notes(held.connection(), spoken(language), asked), site().definitions
    sources = _sources(found, definitions, spoken(language))
    footnotes = _footnotes(found, definitions, spoken(language))
    shown = {
        **values,
        "release": held.release,
        "headings": _headings(found.headings, spoken(language)),
        "breaks": _breaks(found, definitions, spoken(language)),
        "has_breaks": asked.breaks is not None,
        "sources": sources[:MOST_SOURCES],
        "sources_in_all": len(sources),
        "footnotes": footnotes[:MOST_FOOTNOTES],
        "footnotes_in_all": len(footnotes),
        "sdmx": f"/sdmx/v2/metadata/metadataset/*/{set_id(asked.target)}?release={held.release.id}",
    }
    return page(request, "metadata.html", language, place, shown)


def _headings(found: Sequence[MetadataEntry], language: Language) -> tuple[HeadingShown, ...]:
    """Return the headings that have a text, each below those above it."""
    known = {each.id: each for each in site().definitions.reference_metadata.headings}
    shown: dict[str, HeadingShown] = {}
    for each in found:
        parent = known[each.concept].parent if each.concept in known else ""
        if parent and parent not in shown:
            above = known[parent]
            shown[parent] = HeadingShown(above.number, above.name.in_language(language), "", 1, "")
        shown[each.concept] = HeadingShown(each.number, each.name, each.text, each.number.count(".") + 1, each.language)
    return tuple(shown.values())


def _breaks(found: Notes, definitions: Definitions, language: Language) -> tuple[BreakShown, ...]:
    items = definitions.questionnaire.items
    tables = {each.id: each.name.in_language(language) for each in definitions.codelists["CL_TABLE"]}
    shown = []
    for row in found.breaks:
        what = items[row["item"]].label.in_language(language) if row["item"] in items else tables.get(row["table_code"])
        sex = definitions.texts.get(f"publish.sex.s{row['sex']}", language) if row.get("sex") else ""
        places = (
            row["ref_area"],
            what or row["item"],
            row["benefit"] if row["benefit"] != "_Z" else row["scheme"],
            sex,
        )
        shown.append(
            BreakShown(
                year=row["time_period"],
                of=" · ".join(each for each in places if each and each != "_Z"),
                cause=definitions.texts.get(f"metadata.cause.{row['cause']}", language) if row["cause"] else "",
                text=row["text"],
                lang=row["language"] or "",
                before=_number(row["previous_value"], language),
                after=_number(row["value"], language),
            )
        )
    return tuple(dict.fromkeys(shown))


def _number(value: Any, language: Language) -> str:  # noqa: ANN401 - an exact decimal, or none
    return "" if value is None else format_exact(value, language)


def _sources(found: Notes, definitions: Definitions, language: Language) -> tuple[SourceShown, ...]:
    types = {each.id: each.name.in_language(language) for each in definitions.codelists["CL_SRC"]}
    spans: dict[tuple[str, str, str, str], list[int]] = {}
    for row in found.sources:
        key = (row["title"] or row["file"], types.get(row["source_type"], ""), row["link"], row["language"] or "")
        spans.setdefault(key, []).extend(each for each in (row["first_year"], row["last_year"]) if each)
    return tuple(
        SourceShown(title, kind, link, year_range(min(years), max(years), language) if years else "", lang)
        for (title, kind, link, lang), years in sorted(spans.items())
    )


def _footnotes(found: Notes, definitions: Definitions, language: Language) -> tuple[FootnoteShown, ...]:
    counted: dict[tuple[str, str, str], int] = {}
    for row in found.footnotes:
        key = (row["kind"], row["text"], row["language"] or "")
        counted[key] = counted.get(key, 0) + 1
    ordered = sorted(counted.items(), key=lambda each: (each[0][0] != "break", -each[1], each[0]))
    return tuple(
        FootnoteShown(definitions.texts.get(f"metadata.kind.{kind}", language), text, lang, figures)
        for (kind, text, lang), figures in ordered
    )
