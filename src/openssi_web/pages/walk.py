"""The walk from a figure back to its cells."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from openssi.present import parse_selection
from openssi.present.figures import WORLD, WORLD_CODE
from openssi.present.lineage_numbers import LineageNumbers
from openssi.present.numbers import format_number
from openssi.present.page_model import Selection
from openssi.present.quoting import Quoting, quotations
from openssi.present.told import source_in_words, told_in_words
from openssi.present.walk import Telling, named_figure, walk
from openssi.present.words import Words
from openssi.run.lineage.explain import Explainer, FigureKey
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.observation import Place
from openssi_web.pages.addresses import Addresses, headline_breakdown
from openssi_web.pages.country_page import region_grouping
from openssi_web.pages.dashboards.kept_pages import kept_for_strangers
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, page, pinned_release, spoken
from openssi_web.releases import site

_OPENED_BY = {"group": "group", "country_value": "area", "national_total": "total"}
CELLS = frozenset({"cell", "context", "series_value", "national_total"})
"""Kinds of steps that have a page of what they end up in."""

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
                trail += _path(trail[-1], self.opened[name])
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
        name = _opened_by(node)
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


def _path(node: LineageNode, wanted: str) -> list[LineageNode]:
    """Return the steps from below a figure to one that it is made of."""
    found = _way_to(node, wanted)
    if found is None:
        raise FixTheFile.because("FIGURE_UNKNOWN", Place(item=wanted), area=wanted, indicator=node.id, years="-")
    return found


def _way_to(node: LineageNode, wanted: str) -> list[LineageNode] | None:
    for child in node.children:
        if child.id == wanted:
            return [child]
        if (rest := _way_to(child, wanted)) is not None:
            return [child, *rest]
    return None


@explained
@kept_for_strangers
def walk_page(request: HttpRequest, language: str, indicator: str) -> HttpResponse:
    """Show how a figure was made."""
    held = held_release(request)
    definitions = site().definitions
    address = {name: request.GET.get(name, "") for name in ("year", "sex", "breakdown")} | {"indicator": indicator}
    selection = parse_selection(held.connection(), definitions, spoken(language), address)
    opened = {name: request.GET.get(name, "") for name in _ORDER}
    shown = Walk(held, selection, opened)
    words = Words(definitions.texts, spoken(language), held.release.is_fictional)
    telling = Telling(words, LineageNumbers(definitions, spoken(language)), shown.link)
    trail = shown.trail()
    last = trail[-1]
    values = {
        "release": held.release,
        "selection": selection,
        "at": Addresses(selection, held.release.id, pinned_release(request)),
        "path": [node.label for node in trail],
        "name": definitions.indicators[selection.indicator].short_name.in_language(spoken(language)),
        "first": named_figure(telling.numbers.of(trail[0]), words),
        "drawing": walk(trail, telling),
        "steps": _steps(trail, telling, shown),
        "parts": [_part(child, last, telling) for child in last.children],
        "last": last,
        "last_source": source_in_words(last.source, definitions, spoken(language)),
        "last_value": telling.numbers.of(last),
        "last_is_cell": last.kind in CELLS,
        "last_status": _status(last.status, language),
        "findings": _findings(last, language),
        "sum": _sum(trail, telling),
    }
    return page(request, "walk.html", language, "overview", values)


def _steps(trail: list[LineageNode], telling: Telling, shown: Walk) -> list[dict[str, object]]:
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
                "value": "" if _only_groups(node) else telling.numbers.of(node),
                "weight": _share(entered, telling.words),
                "contribution": _added(entered, trail, number - 1, telling),
                "origin": _origin(node, telling.words),
            }
        )
    return steps


def _opens(node: LineageNode, shown: Walk) -> dict[str, str]:
    """Return the part of the address that opens a step; the world is where a walk begins."""
    if node.kind == "aggregate":
        _, grouping, group, *_ = node.id.split(".")
        return {} if grouping == WORLD else {"group": group}
    name = _opened_by(node)
    return {name: shown.opened.get(name, "") if name in {"group", "area"} else node.id}


def _opened_by(node: LineageNode) -> str:
    """Return the part of an address that opens a step; an indicator that another is made of opens like a cell."""
    return "cell" if node.kind == "country_value" and node.role else _OPENED_BY.get(node.kind, "cell")


def _entered(trail: list[LineageNode], position: int) -> LineageNode | None:
    if position == 0:
        return None
    return next((child for child in trail[position - 1].children if child.id == trail[position].id), None)


def _share(entered: LineageNode | None, words: Words) -> str:
    if entered is None or entered.weight_share is None:
        return ""
    return format_number(100 * entered.weight_share, words.language, 2)


def _added(entered: LineageNode | None, trail: list[LineageNode], position: int, telling: Telling) -> str:
    before = trail[position - 1]
    if entered is None or not entered.contribution or not _is_in_the_same_unit(before, entered, telling):
        return ""
    return telling.numbers.added(entered.contribution, before.unit, before.value)


def _is_in_the_same_unit(node: LineageNode, part: LineageNode, telling: Telling) -> bool:
    return telling.numbers.is_indicator(node.unit) == telling.numbers.is_indicator(part.unit)


def _origin(node: LineageNode, words: Words) -> str:
    place = node.place.in_words(words.language) if node.place.file else ""
    source = source_in_words(node.source, site().definitions, words.language)
    note = told_in_words(node.note, site().definitions, words.language)
    parts = (node.operation, source, note, node.beside, place)
    quoted = (*quotations(source), *quotations(note))
    return Quoting(" · ".join(dict.fromkeys(part for part in parts if part)), quoted)


def _part(child: LineageNode, node: LineageNode, telling: Telling) -> dict[str, object]:
    contribution = ""
    if child.contribution and not child.left_out and _is_in_the_same_unit(node, child, telling):
        contribution = telling.numbers.added(child.contribution, node.unit, node.value)
    return {
        "label": child.label,
        "href": telling.link(child),
        "value": "" if _only_groups(child) else telling.numbers.of(child),
        "year": child.year,
        "weight": _share(child, telling.words),
        "contribution": contribution,
        "status": "" if child.status == "A" else child.status,
        "left_out": child.left_out,
        "origin": _origin(child, telling.words),
        "cell": child.id if child.kind in CELLS else "",
    }


def _only_groups(node: LineageNode) -> bool:
    """Whether a step has no value of its own and none is missing."""
    return node.value is None and node.kind in {"benefit", "scheme", "submission"}


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


def _sum(trail: list[LineageNode], telling: Telling) -> dict[str, str] | None:
    node = next((each for each in reversed(trail) if _adds_up(each, telling)), None)
    if node is None or node.value is None:
        return None
    rebuilt = sum(child.contribution or 0 for child in node.children if not child.left_out)
    language = telling.words.language
    return {
        "label": node.label,
        "published": telling.numbers.of(node),
        "rebuilt": format_number(rebuilt, language, 2),
        "difference": format_number(node.value - rebuilt, language, 2),
    }


def _adds_up(node: LineageNode, telling: Telling) -> bool:
    return (
        telling.numbers.is_indicator(node.unit)
        and any(child.contribution is not None for child in node.children)
        and all(child.kind in {"group", "country_value", "imputed_value", "remainder"} for child in node.children)
        and all(child.role == "" and child.status != "Q" for child in node.children)
    )
