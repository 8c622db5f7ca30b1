"""Which addresses become which files: a finite set, with every page in its first state."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from openssi.engine import Connection
from openssi.run.site import OpenRelease
from openssi.vocabulary.dashboard import DeclaredPage
from openssi.vocabulary.text import LANGUAGES
from openssi_web.dashboards import COUNTRY
from openssi_web.method_texts import method_names
from openssi_web.releases import site
from openssi_web.searching import REGION_PAGE
from openssi_web.site_files.canonical import Canonical

PLAIN = ("countries", "data", "api", "methods", "definitions", "metadata", "search")
WITH_FOLDER = ("", "indicators/", "dashboards/", "releases/")
"""Pages behind the language; those with a folder are the index of it."""

WHOLE_FORMATS = ("csv",)
FIGURE_KINDS = ("csv", "xlsx", "svg")
OF_INDICATOR = ("csv", "xlsx")
DRAWINGS = ("tiles", "regions", "incomes")
"""What is written of a release, of a figure and of an indicator; the other formats are online."""

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")

_GROUPS = "SELECT DISTINCT grouping, group_code FROM groups WHERE grouping <> 'WORLD' ORDER BY ALL"
_FLOWS = "SELECT DISTINCT target FROM reference_metadata WHERE scope = 'dataflow' ORDER BY target"
_TOLD = "SELECT DISTINCT target FROM reference_metadata WHERE scope = 'indicator' ORDER BY target"


@dataclass(frozen=True, slots=True)
class Planned:
    """An address of the site and the file that it becomes, below the folder."""

    address: str
    file: str


def planned(held: OpenRelease) -> list[Planned]:
    """Return everything that is written of a release, page by page in each language, what belongs together in a row."""
    made = _Plan(held)
    return [*made.of_release(), *(each for language in LANGUAGES for each in made.of_language(language))]


def files_by_key(plan: list[Planned], canonical: Canonical) -> dict[str, str]:
    """Return the files of a plan by the keys of their addresses; what comes first stays."""
    found: dict[str, str] = {}
    for each in plan:
        found.setdefault(canonical.key(each.address), each.file)
    return found


def file_name(text: str) -> str:
    """Return a text as part of the name of a file."""
    return _UNFIT.sub("-", text).strip("-")


class _Plan:
    def __init__(self, held: OpenRelease) -> None:
        self._held = held
        self._id = held.release.id
        connection: Connection = held.connection()
        self._areas = [row["area"] for row in connection.rows("SELECT area FROM areas ORDER BY area")]
        self._groups = [(row["grouping"], row["group_code"]) for row in connection.rows(_GROUPS)]
        self._flows = [row["target"] for row in connection.rows(_FLOWS)]
        self._told = [row["target"] for row in connection.rows(_TOLD)]

    def of_release(self) -> Iterator[Planned]:
        """What is the same in every language."""
        base = f"/v1/releases/{self._id}"
        yield Planned(f"{base}/manifest.json", "files/manifest.json")
        for each in self._held.release.files:
            yield Planned(f"{base}/{each.name}", f"files/{each.name}")

    def of_language(self, language: str) -> Iterator[Planned]:
        """The pages of a language."""
        root = f"/{language}"
        yield from (Planned(f"{root}/{each}", f"{language}/{each}index.html") for each in WITH_FOLDER)
        yield from (Planned(f"{root}/{each}", f"{language}/{each}.html") for each in PLAIN)
        yield from self._whole(language)
        for each in site().definitions.pages.values():
            yield from self._dashboard(language, each)
        for indicator in site().definitions.indicators:
            yield from self._indicator(language, indicator)
        for area in self._areas:
            page = f"countries/{area}"
            yield Planned(f"{root}/{page}", f"{language}/{page}.html")
            yield from self._figures_of_country(language, area)
            yield Planned(f"{root}/{page}/metadata", f"{language}/{page}/metadata.html")

    def _whole(self, language: str) -> Iterator[Planned]:
        """Pages on the release and its datasets, and the release as a file."""
        root = f"/{language}"
        for each in WHOLE_FORMATS:
            yield Planned(f"/v1/releases/{self._id}/all.{each}?lang={language}", f"files/all-{language}.{each}")
        yield Planned(f"{root}/releases/{self._id}", f"{language}/releases/{file_name(self._id)}.html")
        for each in self._flows:
            yield Planned(f"{root}/metadata/{each}", f"{language}/metadata/{each}.html")
        for each in method_names():
            yield Planned(f"{root}/methods/{each}", f"{language}/methods/{each}.html")
        for each in site().definitions.indicator_families:
            yield Planned(f"/v1/methods/{each}.md?lang={language}", f"files/methods/{each}-{language}.md")
        for each in self._held.structures.dataflows:
            yield Planned(f"{root}/data/{each}", f"{language}/data/{each}.html")

    def _indicator(self, language: str, indicator: str) -> Iterator[Planned]:
        page, folder = f"/{language}/indicators/{indicator}", f"{language}/indicators/{indicator}"
        lang = urlencode({"lang": language})
        yield Planned(page, f"{folder}.html")
        yield Planned(f"{page}/walk", f"{folder}/walk.html")
        if indicator in self._told:
            yield Planned(f"{page}/metadata", f"{folder}/metadata.html")
        base = f"/v1/releases/{self._id}"
        for each in OF_INDICATOR:
            yield Planned(f"{base}/indicators/{indicator}.{each}?{lang}", f"{folder}.{each}")
        for each in DRAWINGS:
            yield Planned(f"{base}/figures/{indicator}/{each}.svg?{lang}", f"{folder}/{each}.svg")

    def _figures_of_country(self, language: str, area: str) -> Iterator[Planned]:
        """The figures of the page of a country, which is a dashboard under an address of its own."""
        declared = site().definitions.pages.get(COUNTRY)
        for figure in declared.figures if declared is not None else ():
            address = f"/{language}/dashboards/{COUNTRY}/{figure.id}.csv?{urlencode({'area': area})}"
            yield Planned(address, f"{language}/countries/{area}/{figure.id}.csv")

    def _dashboard(self, language: str, declared: DeclaredPage) -> Iterator[Planned]:
        if declared.id == COUNTRY:
            return
        yield from self._state(language, declared, {}, FIGURE_KINDS)
        if declared.id == REGION_PAGE:
            for grouping, group in self._groups:
                yield from self._state(language, declared, {"grouping": grouping, "group": group}, ("csv",))

    def _state(
        self, language: str, declared: DeclaredPage, asked: dict[str, str], kinds: tuple[str, ...]
    ) -> Iterator[Planned]:
        """A page with some choices, and its figures as files."""
        page = f"/{language}/dashboards/{declared.id}"
        folder = "-".join((f"{language}/dashboards/{declared.id}", *map(file_name, asked.values())))
        query = f"?{urlencode(asked)}" if asked else ""
        yield Planned(f"{page}{query}", f"{folder}.html")
        for figure in declared.figures:
            yield from (Planned(f"{page}/{figure.id}.{kind}{query}", f"{folder}/{figure.id}.{kind}") for kind in kinds)
