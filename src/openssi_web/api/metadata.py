"""Reference metadata, sources, footnotes and breaks of a release as plain JSON, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from openssi.publish.cubes.notes import NotesAsked, notes
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.api.answering import asked_release
from openssi_web.api.parameters import Lang, ReleasePart
from openssi_web.api.plain import address, refuse_unknown
from openssi_web.api.sending import send_json
from openssi_web.conditional import unless_unchanged

MOST_FOOTNOTES = 2_000
"""Footnotes of one answer; their number is told, and the table `footnotes` of the release holds all."""

_TARGETS = "SELECT DISTINCT target FROM reference_metadata WHERE scope = $1 ORDER BY target"


@address("releases/{release}/metadata/{dataset}.json", "metadata")
def of_dataset(request: HttpRequest, release: ReleasePart, dataset: str, lang: Lang = "en") -> HttpResponseBase:
    """Return the reference metadata, sources and breaks of a dataset."""
    asked = NotesAsked(target=dataset, footnotes={"dataflow": dataset}, breaks={}, sources={"dataflow": dataset})
    return _answer(request, release, lang, "dataflow", asked)


@address("releases/{release}/metadata/countries/{area}.json", "metadata-country")
def of_country(request: HttpRequest, release: ReleasePart, area: str, lang: Lang = "en") -> HttpResponseBase:
    """Return the reference metadata, sources, footnotes and breaks of a country."""
    place = {"ref_area": area}
    asked = NotesAsked(target=area, footnotes=place, breaks=place, sources=place)
    return _answer(request, release, lang, "country", asked)


@address("releases/{release}/metadata/indicators/{indicator}.json", "metadata-indicator")
def of_indicator(request: HttpRequest, release: ReleasePart, indicator: str, lang: Lang = "en") -> HttpResponseBase:
    """Return the reference metadata and footnotes of an indicator."""
    return _answer(
        request, release, lang, "indicator", NotesAsked(target=indicator, footnotes={"indicator": indicator})
    )


def _answer(request: HttpRequest, release: str, language: Language, scope: str, asked: NotesAsked) -> HttpResponseBase:
    refuse_unknown(request, ("lang",))
    held = asked_release(request, release, "")
    known = [row["target"] for row in held.connection().rows(_TARGETS, [scope])]
    if asked.target not in known:
        listed = ", ".join(known[:12]) or "–"
        values = {"value": asked.target, "option": scope, "allowed": listed}
        raise FixTheFile.because("VALUE_NOT_ALLOWED", Place(item=scope), **values)
    return unless_unchanged(request, held, lambda: send_json(_document(held, language, scope, asked)), release)


def _document(held: OpenRelease, language: Language, scope: str, asked: NotesAsked) -> dict[str, object]:
    found = notes(held.connection(), language, asked)
    return {
        "release": held.release.id,
        "scope": scope,
        "target": asked.target,
        "language": language,
        "headings": [asdict(each) for each in found.headings],
        "breaks": _plain(found.breaks),
        "sources": _plain(found.sources),
        "footnotes_in_all": len(found.footnotes),
        "footnotes": _plain(found.footnotes[:MOST_FOOTNOTES]),
    }


def _plain(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
    """Return rows whose exact decimals are text, and nothing that is empty or does not apply."""
    return [
        {
            name: value if isinstance(value, str | int) else str(value)
            for name, value in row.items()
            if value not in {None, "", "_Z"}
        }
        for row in rows
    ]
