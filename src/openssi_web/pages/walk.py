"""The walk from a figure back to its cells."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from openssi.present import parse_selection
from openssi.present.figures import WORLD, WORLD_CODE
from openssi.present.numbers import format_number
from openssi.present.page_model import Selection
from openssi.present.walk import number_of, points, walk
from openssi.present.words import Words
from openssi.run.explain import Explainer, FigureKey
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.observation import Place
from openssi.vocabulary.symbols import SUPPRESSED
from openssi_web.pages.addresses import Addresses, headline_breakdown
from openssi_web.pages.country_page import region_grouping
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, page, pinned_release, spoken
from openssi_web.releases import site

_OPENED_BY = {"group": "group", "country_value": "area", "national_total": "total"}
_ORDER = ("grouping", "group", "area", "total", "cell")

_OVERLAPPING = """
    SELECT 1 FROM members WHERE grouping = $1 AND $2 BETWEEN valid_from AND valid_to
    GROUP BY area HAVING count(*) > 1 LIMIT 1
"""

_LATEST = """
    SELECT max(time_period) AS year FROM country_values
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND time_period <= $4 AND ref_area = $5 AND value IS NOT NULL
"""


@dataclass(frozen=True)
class Walk:
    """One walk: the release, what was selected, and how far the reader has gone."""

    held: OpenRelease
    selection: Selection
    opened: dict[str, str]

    @property
    def key(self) -> FigureKey:
        """The figure that the walk starts from."""
        selection = self.selection
        return FigureKey(
            indicator=selection.indicator, year=selection.year, sex=selection.sex, breakdown=selection.breakdown
        )

    def trail(self) -> list[LineageNode]:
        """Return the figures from the published one to the last one that was opened."""
        explainer = Explainer(self.held.connection(), site().definitions, self.selection.language)
        trail = self._groups(explainer, self._grouping())
        if self.opened.get("area"):
            trail.append(self._country(explainer, trail))
        for name in ("total", "cell"):
            if self.opened.get(name):
                trail.append(_child(trail[-1], self.opened[name]))
        return trail

    def _grouping(self) -> str:
        """Return the grouping that the world is split by: the one asked for, else the regions."""
        asked = self.opened.get("grouping", "")
        return asked if asked not in {"", WORLD} else region_grouping(self.held.connection(), site().definitions)

    def _groups(self, explainer: Explainer, grouping: str) -> list[LineageNode]:
        """Return the world and the group.

        Groups that overlap (least developed countries, small islands) do not add up to the world: the walk then
        begins at the group.
        """
        named = self._named(explainer, grouping)
        if named and self.held.connection().rows(_OVERLAPPING, [grouping, self.selection.year]):
            return named
        try:
            return [explainer.aggregate(self.key, WORLD, WORLD_CODE, split=grouping), *named]
        except FixTheFile:
            if named or self.opened.get("area"):
                return named
            raise

    def _named(self, explainer: Explainer, grouping: str) -> list[LineageNode]:
        """Return the group that was asked for, or the one that the country belongs to where there is such a figure."""
        asked, area = self.opened.get("group", ""), self.opened.get("area", "")
        group = asked or self._group_of(area, grouping)
        if not group or group == WORLD_CODE:
            return []
        try:
            return [explainer.aggregate(self.key, grouping, group)]
        except FixTheFile:
            if asked:
                raise
            return []

    def _group_of(self, area: str, grouping: str) -> str:
        rows = self.held.connection().rows(
            "SELECT group_code FROM members WHERE grouping = $1 AND area = $2 AND $3 BETWEEN valid_from AND valid_to",
            [grouping, area, self.selection.year],
        )
        return str(rows[0]["group_code"]) if rows else ""

    def _country(self, explainer: Explainer, trail: list[LineageNode]) -> LineageNode:
        area = self.opened["area"]
        entered = trail[-1].children if trail else ()
        year = next((node.year for node in entered if node.place.item == area and node.kind == "country_value"), None)
        return explainer.country(replace(self.key, year=year or self._latest_year(area)), area)

    def _latest_year(self, area: str) -> int:
        """Return the year of a country that enters no aggregate (nobody lives there, or their number is unknown)."""
        key = self.key
        rows = self.held.connection().rows(_LATEST, [key.indicator, key.sex, key.breakdown, key.year, area])
        return int(rows[0]["year"]) if rows and rows[0]["year"] is not None else key.year

    def link(self, node: LineageNode) -> str:
        """Return the address that opens a part, empty where it cannot be opened."""
        if node.kind in {"imputed_value", "remainder", "aggregate"}:
            return ""
        name = _OPENED_BY.get(node.kind, "cell")
        value = {"group": node.id.split(".")[2] if node.kind == "group" else "", "area": node.place.item}.get(name)
        return self.address({**self._before(name), name: value or node.id})

    def _before(self, name: str) -> dict[str, str]:
        return {each: self.opened[each] for each in _ORDER[: _ORDER.index(name)] if self.opened.get(each)}

    def address(self, opened: dict[str, str]) -> str:
        """Return the address of a walk that has gone so far."""
        selection = self.selection
        base = reverse("walk", args=[selection.language, selection.indicator])
        figure = {"year": selection.year, "sex": selection.sex, "release": self.held.release.id}
        if selection.breakdown != headline_breakdown(selection.indicator):
            figure["breakdown"] = selection.breakdown
        return f"{base}?{urlencode({**figure, **opened})}"


def _figure(node: LineageNode, words: Words) -> str:
    """Return the value of a step as printed; a group without one is a group that is not published."""
    if node.value is None and node.kind in {"aggregate", "group"}:
        return SUPPRESSED
    return number_of(node.value, node.unit, words)


def _child(node: LineageNode, wanted: str) -> LineageNode:
    found = next((child for child in node.children if child.id == wanted), None)
    if found is None:
        raise FixTheFile.because("FIGURE_UNKNOWN", Place(item=wanted), area=wanted, indicator=node.id, years="-")
    return found


@explained
def walk_page(request: HttpRequest, language: str, indicator: str) -> HttpResponse:
    """Show how a figure was made."""
    held = held_release(request)
    definitions = site().definitions
    address = {name: request.GET.get(name, "") for name in ("year", "sex", "breakdown")} | {"indicator": indicator}
    selection = parse_selection(held.connection(), definitions, spoken(language), address)
    opened = {name: request.GET.get(name, "") for name in _ORDER}
    shown = Walk(held, selection, opened)
    words = Words(definitions.texts, spoken(language), held.release.is_fictional)
    trail = shown.trail()
    last = trail[-1]
    values = {
        "release": held.release,
        "selection": selection,
        "at": Addresses(selection, held.release.id, pinned_release(request)),
        "path": [node.label for node in trail],
        "name": definitions.indicators[selection.indicator].short_name.in_language(spoken(language)),
        "first": _figure(trail[0], words),
        "drawing": walk(trail, words, shown.link),
        "steps": _steps(trail, words, shown),
        "parts": [_part(child, last, words, shown.link) for child in last.children],
        "last": last,
        "last_value": number_of(last.value, last.unit, words),
        "last_status": _status(last.status, language),
        "findings": _findings(last, language),
        "sum": _sum(trail, words),
    }
    return page(request, "walk.html", language, "overview", values)


def _steps(trail: list[LineageNode], words: Words, shown: Walk) -> list[dict[str, object]]:
    steps: list[dict[str, object]] = []
    gone = {"grouping": shown.opened.get("grouping", "")}
    for number, node in enumerate(trail, start=1):
        gone |= _opens(node, shown)
        entered = _entered(trail, number - 1)
        steps.append(
            {
                "number": number,
                "label": node.label,
                "href": shown.address({key: value for key, value in gone.items() if value}),
                "value": _figure(node, words),
                "weight": _share(entered, words),
                "contribution": _points(entered, trail, number - 1, words),
                "origin": _origin(node, words),
            }
        )
    return steps


def _opens(node: LineageNode, shown: Walk) -> dict[str, str]:
    """Return the part of the address that opens a step; the world is where a walk begins."""
    if node.kind == "aggregate":
        _, grouping, group, *_ = node.id.split(".")
        return {} if grouping == WORLD else {"group": group}
    name = _OPENED_BY.get(node.kind, "cell")
    return {name: shown.opened.get(name, "")}


def _entered(trail: list[LineageNode], position: int) -> LineageNode | None:
    if position == 0:
        return None
    return next((child for child in trail[position - 1].children if child.id == trail[position].id), None)


def _share(entered: LineageNode | None, words: Words) -> str:
    if entered is None or entered.weight_share is None:
        return ""
    return format_number(100 * entered.weight_share, words.language, 2)


def _points(entered: LineageNode | None, trail: list[LineageNode], position: int, words: Words) -> str:
    before = trail[position - 1]
    if entered is None or not entered.contribution or (before.unit == "PT") != (entered.unit == "PT"):
        return ""
    if before.unit == "PT":
        return points(entered.contribution, before.value, words)
    return format_number(entered.contribution, words.language)


def _origin(node: LineageNode, words: Words) -> str:
    place = node.place.in_words(words.language) if node.place.file else ""
    parts = (node.operation, node.source, node.note, node.beside, place)
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _part(child: LineageNode, node: LineageNode, words: Words, link: Callable[[LineageNode], str]) -> dict[str, object]:
    contribution = ""
    is_share = node.unit == "PT"
    if child.contribution and not child.left_out and is_share == (child.unit == "PT"):
        amount = child.contribution
        contribution = points(amount, node.value, words) if is_share else format_number(amount, words.language)
    return {
        "label": child.label,
        "href": link(child),
        "value": _figure(child, words),
        "year": child.year,
        "weight": _share(child, words),
        "contribution": contribution,
        "status": "" if child.status == "A" else child.status,
        "left_out": child.left_out,
        "origin": _origin(child, words),
    }


def _status(code: str, language: str) -> str:
    codes = site().definitions.codelists["CL_OBS_STATUS"]
    return codes[code].name.in_language(spoken(language)) if code in codes else code


def _findings(node: LineageNode, language: str) -> list[dict[str, str]]:
    chosen = spoken(language)
    return [
        {
            "rule": each.rule,
            "severity": each.severity,
            "message": each.message.in_language(chosen),
            "explanation": each.explanation,
        }
        for each in node.findings
    ]


def _sum(trail: list[LineageNode], words: Words) -> dict[str, str] | None:
    node = next((each for each in reversed(trail) if _adds_up(each)), None)
    if node is None or node.value is None:
        return None
    rebuilt = sum(child.contribution or 0 for child in node.children if not child.left_out)
    return {
        "label": node.label,
        "published": number_of(node.value, node.unit, words),
        "rebuilt": format_number(rebuilt, words.language, 2),
        "difference": format_number(node.value - rebuilt, words.language, 2),
    }


def _adds_up(node: LineageNode) -> bool:
    return (
        node.unit == "PT"
        and any(child.contribution is not None for child in node.children)
        and bool(all(child.kind in {"group", "country_value", "imputed_value", "remainder"} for child in node.children))
    )
