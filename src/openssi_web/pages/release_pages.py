"""The pages of releases: all of them, one of them, and what changed from one to another."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from openssi.definitions import Definitions
from openssi.present.numbers import format_exact, format_number, rounded
from openssi.run.releases.diff import CHANGES, Change, DiffChoice, ReleaseDiff, Tally
from openssi.run.site import OpenRelease
from openssi.vocabulary.release import HeadlineRevision
from openssi.vocabulary.text import Language
from openssi_web.citing import citation
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import page, spoken
from openssi_web.releases import latest_id_for, release_for, releases_for, site

MOST_SHOWN = 200
"""Differences that a page shows; the download has them all."""

MOST_HEADLINES = 40
HEADLINE_DECIMALS = 1
SHOWN_DIGITS = 7
"""Significant digits of a value on the page where these tell the two apart; the download has all."""

AREAS = ("CL_AREA", "CL_AREA_GROUP", "CL_AREA_ILOSTAT")
"""Code lists of countries and groups."""
REASONS = "CL_REVREASON"
_PLACE = "data"


@explained
def releases_page(request: HttpRequest, language: str) -> HttpResponse:
    """List the releases that the reader may read, newest first."""
    found = releases_for(request)
    rows = [{"release": each, "citation": citation(each, spoken(language))} for each in found]
    latest = latest_id_for(request) if found else ""
    return page(request, "releases.html", language, _PLACE, {"rows": rows, "latest": latest})


@explained
def release_page(request: HttpRequest, language: str, release: str) -> HttpResponse:
    """Show what a release holds, how it is cited, and what it was made with."""
    held = release_for(request, release)
    made = held.release
    shown, told = {each.id for each in releases_for(request)}, _Told(site().definitions, spoken(language), held)
    values = {
        "release": made,
        "latest": latest_id_for(request),
        "citation": citation(made, spoken(language)),
        "address": request.build_absolute_uri(reverse("release", args=[language, made.id])),
        "previous": made.previous if made.previous in shown else "",
        "others": [each for each in releases_for(request) if each.created < made.created],
        "headlines": [told.headline(each) for each in made.headlines[:MOST_HEADLINES]],
        "more": max(len(made.headlines) - MOST_HEADLINES, 0),
        "findings": next((each.rows for each in made.files if each.name == "findings.parquet"), 0),
        "method": sorted(made.method.items()),
    }
    return page(request, "release.html", language, _PLACE, values)


@explained
def difference_page(request: HttpRequest, language: str, before: str, after: str) -> HttpResponse:
    """Show what changed from one release to another."""
    earlier, later = release_for(request, before), release_for(request, after)
    choice = chosen(request)
    tallies = _tallies(str(site().workspace.root), earlier, later, choice)
    total = sum(each.count(kind) for each in tallies for kind in choice.changes)
    told = _Told(site().definitions, spoken(language), later)
    values = {
        "release": later.release,
        "before": earlier.release,
        "choice": choice,
        "change": request.GET.get("change", ""),
        "summary": [told.summary(each) for each in tallies],
        "counts": {kind: sum(each.count(kind) for each in tallies) for kind in CHANGES},
        "compared": sum(each.after for each in tallies),
        "rows": [told.difference(row) for row in _first(str(site().workspace.root), earlier, later, choice)],
        "more": max(total - MOST_SHOWN, 0),
        "total": total,
        "dataflows": list(site().definitions.dataflows.dataflows),
        "changes": CHANGES,
        "query": request.GET.urlencode(),
    }
    return page(request, "difference.html", language, _PLACE, values)


def chosen(request: HttpRequest) -> DiffChoice:
    """Return which differences an address asks for."""
    asked = request.GET.get("change", "")
    changes: tuple[Change, ...] = tuple(each for each in CHANGES if asked in {"", each})
    return DiffChoice(
        dataflow=request.GET.get("dataflow", ""),
        ref_area=request.GET.get("area", "").strip(),
        indicator=request.GET.get("indicator", "").strip(),
        changes=changes or CHANGES,
    )


@lru_cache(maxsize=64)
def _tallies(_root: str, before: OpenRelease, after: OpenRelease, choice: DiffChoice) -> tuple[Tally, ...]:
    return ReleaseDiff(before, after, choice).tallies()


@lru_cache(maxsize=64)
def _first(_root: str, before: OpenRelease, after: OpenRelease, choice: DiffChoice) -> Sequence[Mapping[str, Any]]:
    return ReleaseDiff(before, after, choice).first(MOST_SHOWN)


class _Told:
    """Differences in the words of a language."""

    def __init__(self, definitions: Definitions, language: Language, held: OpenRelease) -> None:
        self._definitions = definitions
        self._language: Language = language
        self._codelists = held.structures.codelists

    def name(self, code: str, *codelists: str) -> str:
        """Return the name of a code in the first of the lists that has it, else the code."""
        found = (self._codelists[each].by_id[code] for each in codelists if code in self._names(each))
        return next((each.name.in_language(self._language) for each in found), code)

    def _names(self, codelist: str) -> Collection[str]:
        return self._codelists[codelist].by_id if codelist in self._codelists else ()

    def headline(self, changed: HeadlineRevision) -> dict[str, object]:
        """Return the row of a headline figure."""
        before, after = (
            format_number(each, self._language, HEADLINE_DECIMALS) if each is not None else "–"
            for each in (changed.before, changed.after)
        )
        return {
            "area": self.name(changed.ref_area, *AREAS),
            "name": self.name(changed.indicator, "CL_INDICATOR"),
            "year": changed.time_period,
            "before": before,
            "after": after,
            "reason": self.reason(changed.reason),
        }

    def reason(self, code: str | None) -> str:
        """Return a code of CL_REVREASON in words, also where it is not known."""
        codes = self._definitions.codelists[REASONS]
        if not code:
            return self._definitions.texts.get("releases.diff.reason_unknown", self._language)
        return codes[code].name.in_language(self._language) if code in codes else code

    def summary(self, tally: Tally) -> dict[str, object]:
        """Return the row of a dataflow."""
        declared = self._definitions.dataflows.dataflows.get(tally.dataflow)
        name = declared.name.in_language(self._language) if declared else tally.dataflow
        reasons: dict[str, int] = {}
        for (kind, reason), number in tally.counts.items():
            if kind == "revised" or reason:
                reasons[self.reason(reason)] = reasons.get(self.reason(reason), 0) + number
        counts = [tally.count(kind) for kind in CHANGES]
        return {
            "id": tally.dataflow,
            "name": name,
            "tally": tally,
            "counts": counts,
            "reasons": sorted(reasons.items()),
        }

    def difference(self, row: Mapping[str, Any]) -> dict[str, object]:
        """Return the row of an observation."""
        is_told = row["change"] == "revised" or row["reason"]
        before, after = row["value_before"], row["value_after"]
        shown = [self._shown(each, SHOWN_DIGITS) for each in (before, after)]
        if shown[0] == shown[1]:
            shown = [self._shown(each) for each in (before, after)]
        return {
            **row,
            "value_before": shown[0],
            "value_after": shown[1],
            "area": self.name(row["ref_area"], *AREAS),
            "name": self.name(row["indicator"], "CL_INDICATOR", "CL_ITEM"),
            "reason": self.reason(row["reason"]) if is_told else "",
        }

    def _shown(self, value: str | None, digits: int = 0) -> str:
        """Return a value with the signs of the language, in all its digits or in so many significant ones."""
        try:
            number = Decimal(value) if value else None
        except ArithmeticError:
            return str(value)
        if number is None:
            return "–"
        places = digits - 1 - number.adjusted()
        exponent = number.as_tuple().exponent
        if digits and isinstance(exponent, int) and -exponent > places:
            number = rounded(number, max(places, 0))
        return format_exact(number, self._language)
