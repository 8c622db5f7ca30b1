"""What a cell ends up in: the page of an answer, a national total or a value."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from openssi.definitions import Definitions
from openssi.present.lineage_numbers import LineageNumbers
from openssi.present.numbers import format_number
from openssi.run.lineage.ends_up import WayForward
from openssi.run.site import OpenRelease
from openssi.vocabulary.lineage import EndsUp, LineageNode
from openssi.vocabulary.text import Language
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, page, spoken
from openssi_web.releases import site

_Section = tuple[str, dict[str, object], tuple[LineageNode, ...]]
_SECTIONS = ("totals", "indicators", "made_of_indicators", "units")


@explained
def cell_page(request: HttpRequest, language: str, cell: str) -> HttpResponse:
    """Show what a cell ends up in."""
    held, chosen, definitions = held_release(request), spoken(language), site().definitions
    found = WayForward(held.connection(), definitions, chosen).of(cell)
    shown = _Shown(held, definitions, chosen)
    values = {
        "release": held.release,
        "cell": found.origin,
        "area": found.area,
        "value": shown.numbers.of(found.origin),
        "status": shown.status(found.origin),
        "sections": shown.sections(found),
    }
    return page(request, "cell.html", language, "overview", values)


@dataclass(frozen=True)
class _Shown:
    """Turns figures into the rows of the page."""

    held: OpenRelease
    definitions: Definitions
    language: Language

    @property
    def numbers(self) -> LineageNumbers:
        """How figures are written."""
        return LineageNumbers(self.definitions, self.language)

    def status(self, node: LineageNode) -> str:
        """Return the status of a figure in words."""
        codes = self.definitions.codelists["CL_OBS_STATUS"]
        return codes[node.status].name.in_language(self.language) if node.status in codes else node.status

    def sections(self, found: EndsUp) -> list[dict[str, object]]:
        """Return the figures by kind; kinds without any are left out."""
        told: list[_Section] = [(f"ends_up.{name}", {}, getattr(found, name)) for name in _SECTIONS]
        told += [("ends_up.aggregates", {"grouping": self._grouping(each)}, nodes) for each, nodes in found.aggregates]
        return [
            {
                "title": self._say(key, **values),
                "id": f"s{number}",
                "rows": [self._row(node) for node in nodes],
                "is_weighted": key == "ends_up.aggregates",
            }
            for number, (key, values, nodes) in enumerate(told)
            if nodes
        ]

    def _say(self, key: str, **values: object) -> str:
        return self.definitions.texts.get(f"lineage.{key}", self.language, **values)

    def _grouping(self, grouping: str) -> str:
        return self.definitions.texts.get(f"present.grouping.{grouping}", self.language)

    def _row(self, node: LineageNode) -> dict[str, object]:
        weight = "" if node.weight_share is None else format_number(100 * node.weight_share, self.language, 2)
        added = "" if node.contribution is None else self.numbers.added(node.contribution, node.unit, node.value)
        how = [node.operation, node.note, node.left_out]
        return {
            "label": node.label,
            "href": self._href(node),
            "value": self.numbers.of(node),
            "status": "" if node.status in {"", "A"} else node.status,
            "year": node.year,
            "how": " · ".join(part for part in how if part),
            "is_outside": bool(node.left_out),
            "weight": weight,
            "added": added if node.kind == "aggregate" else "",
        }

    def _href(self, node: LineageNode) -> str:
        """Return the address of the way back from a figure, empty where there is none on the site."""
        if node.kind == "national_total":
            return self._address("cell", node.id, {})
        if node.kind not in {"country_value", "aggregate"}:
            return ""
        indicator, *_ = parts = node.id.split(".")
        *_, year, sex, breakdown = parts
        query = {"year": year, "sex": sex, "breakdown": breakdown}
        if node.kind == "aggregate":
            return self._address("walk", indicator, {**query, "grouping": parts[1], "group": parts[2]})
        return self._address("walk", indicator, {**query, "area": node.place.item})

    def _address(self, name: str, subject: str, query: dict[str, str]) -> str:
        base = reverse(name, args=[self.language, subject])
        return f"{base}?{urlencode({**query, 'release': self.held.release.id})}"
