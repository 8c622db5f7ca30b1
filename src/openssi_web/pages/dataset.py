"""The page of a dataset: what it is, how large what is chosen is, its addresses, and lines for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from openssi.run.asked_rows import asked_rows
from openssi.run.site import OpenRelease
from openssi.vocabulary.data_query import DataQuery
from openssi.vocabulary.data_structure import Component, PublishedDataflow
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.citing import citation
from openssi_web.dataset_facts import DatasetFacts, dataset_facts, dataset_of
from openssi_web.dataset_formats import EVEN, EXACT, FORMAT_NAMES
from openssi_web.dataset_question import Years, data_question
from openssi_web.pages.errors import explained
from openssi_web.pages.paste_texts import paste_texts
from openssi_web.pages.shell import held_release, page, spoken
from openssi_web.releases import releases_for, site

FILTERED = ("REF_AREA", "GROUPING", "INDICATOR", "ITEM", "SOC", "SEX")
"""Dimensions that the page offers as filters, as far as a dataset has them; the address takes all of them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter."""

    value: str
    label: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter with a value for each name in the address."""

    name: str
    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class OfferedFormat:
    """What is chosen in a format: its address, and its length in bytes where that is known or can be told nearly."""

    id: str
    address: str
    bytes: int | None
    is_exact: bool


@dataclass(frozen=True, slots=True)
class ListedDataset:
    """A dataset in the list of a release."""

    id: str
    name: str
    description: str
    facts: DatasetFacts


def listed_datasets(held: OpenRelease, language: Language) -> list[ListedDataset]:
    """Return the datasets of a release."""
    return [
        ListedDataset(
            each.id,
            each.name.in_language(language),
            each.description.in_language(language),
            dataset_facts(held, each.id),
        )
        for each in held.structures.dataflows.values()
    ]


@explained
def dataset_page(request: HttpRequest, language: str, dataset: str) -> HttpResponse:
    """Show a dataset."""
    held = held_release(request)
    dataflow, tongue = dataset_of(held, dataset), spoken(language)
    query = data_question(request.GET, dataflow, held.structures, _years(request.GET))
    facts = dataset_facts(held, dataset)
    observations = asked_rows(held, query, dataflow).observations
    asked = _asked(query, held)
    base, path = request.build_absolute_uri("/").rstrip("/"), reverse("v1-data", args=[dataset])
    shown = {
        "release": held.release,
        "dataset": ListedDataset(
            dataset, dataflow.name.in_language(tongue), dataflow.description.in_language(tongue), facts
        ),
        "filters": list(_filters(request, held, dataflow, query, tongue)),
        "observations": observations,
        "formats": list(_formats(base + path, asked, held, query, observations)),
        "texts": list(paste_texts(base, path, asked)),
        "sdmx": base + _sdmx(dataflow, query, held),
        "columns": list(_columns(held, dataflow, tongue)),
        "citation": citation(held.release, tongue),
        "stable": f"{base}{path}?{_encoded(asked)}",
    }
    return page(request, "dataset.html", language, "data", shown)


def _years(asked: QueryDict) -> Years:
    return Years(_year(asked, "start"), _year(asked, "end"))


def _year(asked: QueryDict, name: str) -> int | None:
    text = asked.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise FixTheFile.because("VALUE_NOT_ALLOWED", Place(item=name), value=text, option=name, allowed="1–9999")
    return int(text)


def _asked(query: DataQuery, held: OpenRelease) -> list[tuple[str, str]]:
    """Return what is chosen as parameters; the release is named, so that the address gives the same for ever."""
    asked = [(name, ",".join(codes)) for name, codes in query.codes.items()]
    years = (("start", query.first_period), ("end", query.last_period))
    return [*asked, *((name, str(year)) for name, year in years if year is not None), ("release", held.release.id)]


def _encoded(parameters: Sequence[tuple[str, str]]) -> str:
    return urlencode(parameters, safe=",")


def _filters(
    request: HttpRequest, held: OpenRelease, dataflow: PublishedDataflow, query: DataQuery, language: Language
) -> Iterator[Filter]:
    texts = site().definitions.texts
    every = texts.get("dataset.every", language)
    releases = [Choice(each.id, each.id, each.id == held.release.id) for each in releases_for(request)]
    yield Filter("release", texts.get("dataset.release", language), releases)
    for each in dataflow.structure.dimensions:
        if each.id in FILTERED:
            chosen = query.codes.get(each.id, ())
            choices = [Choice("", every, not chosen), *_codes(held, dataflow, each, chosen, language)]
            yield Filter(each.id, each.name.in_language(language), choices)
    facts = dataset_facts(held, dataflow.id)
    years = range(facts.first, facts.last + 1) if facts.first and facts.last else ()
    for name, year in (("start", query.first_period), ("end", query.last_period)):
        choices = [Choice("", every, year is None), *(Choice(str(each), str(each), each == year) for each in years)]
        yield Filter(name, texts.get(f"dataset.{name}", language), choices)


def _codes(
    held: OpenRelease, dataflow: PublishedDataflow, component: Component, chosen: Sequence[str], language: Language
) -> Iterator[Choice]:
    occurring = held.connection().rows(f'SELECT DISTINCT "{component.id}" AS code FROM {dataflow.id}')  # noqa: S608 - names of a structure
    codes = {row["code"] for row in occurring}
    joined = ",".join(chosen)
    if len(chosen) > 1:
        yield Choice(joined, ", ".join(chosen), is_selected=True)
    for each in held.structures.codelists[component.codelist].codes:
        if each.id in codes:
            yield Choice(each.id, each.name.in_language(language), chosen == (each.id,))


def _formats(
    address: str, asked: Sequence[tuple[str, str]], held: OpenRelease, query: DataQuery, observations: int
) -> Iterator[OfferedFormat]:
    facts = dataset_facts(held, query.dataflow)
    files = {each.name: each.bytes for each in held.release.files}
    for each in FORMAT_NAMES:
        lying = files.get(f"{query.dataflow}.{EXACT}") if each == EXACT and query.is_whole else None
        told = round(observations * facts.bytes_each[each]) if each in EVEN and facts.observations else None
        yield OfferedFormat(
            each, f"{address}?{_encoded([*asked, ('format', each)])}", lying or told, is_exact=lying is not None
        )


def _sdmx(dataflow: PublishedDataflow, query: DataQuery, held: OpenRelease) -> str:
    """Return the same question in the manner of SDMX REST 2."""
    key = ".".join("+".join(query.codes.get(each.id, ())) or "*" for each in dataflow.structure.dimensions)
    bounds = (("ge", query.first_period), ("le", query.last_period))
    period = "+".join(f"{name}:{year}" for name, year in bounds if year is not None)
    parameters = [("release", held.release.id), *([("c[TIME_PERIOD]", period)] if period else [])]
    path = f"/sdmx/v2/data/dataflow/{held.structures.agency.id}/{dataflow.id}/{dataflow.version}/{key}"
    return f"{path}?{urlencode(parameters, safe='[]:+')}"


def _columns(held: OpenRelease, dataflow: PublishedDataflow, language: Language) -> Iterator[dict[str, str]]:
    release = urlencode({"release": held.release.id, "lang": language})
    for each in dataflow.structure:
        codes = f"{reverse('v1-codes', args=[dataflow.id, each.id])}?{release}" if each.codelist else ""
        yield {
            "id": each.id,
            "name": each.name.in_language(language),
            "description": each.description.in_language(language),
            "role": each.role,
            "codes": codes,
        }
