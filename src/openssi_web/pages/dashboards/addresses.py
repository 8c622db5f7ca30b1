"""Addresses of a page of the dashboards: with other choices, of its figures, of where a value comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import quote, urlencode

from django.urls import reverse

from openssi.present.dashboards.figures.figure import Origin
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import FilterId
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.text import Language
from openssi_web.dashboards import COUNTRY
from openssi_web.releases import site

LINKED = frozenset({"view", "sort"})
"""Choices of a page that are made by links and not in its form."""


@dataclass(frozen=True)
class DashboardAddresses:
    """The addresses of one state.

    Attributes:
        release: Id of the release that is shown.
        pinned: The release that the reader asked for, empty where it is simply the latest.
    """

    state: PageState
    release: str
    pinned: str = ""

    @property
    def pin(self) -> dict[str, str]:
        """The release in an address that keeps to it where the reader does."""
        return {"release": self.pinned} if self.pinned else {}

    @property
    def unshown(self) -> list[tuple[str, str]]:
        """The choices that are links and that a form has to keep."""
        return [each for each in self.state.asked if each[0] in LINKED]

    def query(self, **more: str) -> str:
        """Return the choices of the page as a query, with other values where they are named."""
        dropped = {*more, *(("area",) if self._is_of_country else ())}
        kept = [each for each in self.state.asked if each[0] not in dropped]
        return urlencode([*kept, *((name, value) for name, value in more.items() if value), *self.pin.items()])

    def page(self, **more: str) -> str:
        """Return the address of the page with other choices."""
        query = self.query(**more)
        return f"{self._page}?{query}" if query else self._page

    @property
    def permanent(self) -> str:
        """The address that holds every choice and the release."""
        if not self._is_of_country:
            return f"{self._base}?{self._everything}"
        kept = [each for each in chosen(self.state) if each[0] != "area"]
        return f"{self._page}?{urlencode([*kept, ('release', self.release)])}"

    def group(self, code: str) -> str:
        """Return the address of the page of a group of countries."""
        query = urlencode(self.pin)
        base = reverse("region", args=[self.state.language, code])
        return f"{base}?{query}" if query else base

    def figure(self, figure_id: str, kind: str, **more: str) -> str:
        """Return the address of a figure alone, as a file or a page, with every choice and the release."""
        base = f"{self._base}/{figure_id}.{kind}?{self._everything}"
        return f"{base}&{urlencode(more)}" if more else base

    def origin(self, origin: Origin) -> str:
        """Return the address of the walk back from a value."""
        if origin.cell:
            return f"{_cell(self.state.language, origin.cell)}?{self._release}"
        place = (
            f"&area={_quoted(origin.area)}"
            if origin.area
            else f"&grouping={_quoted(origin.grouping)}&group={_quoted(origin.group)}"
            if origin.grouping
            else ""
        )
        walk = _walk(self.state.language, origin.indicator, origin.year, origin.sex, origin.breakdown)
        return f"{walk}{place}&{self._release}"

    @cached_property
    def _is_of_country(self) -> bool:
        return self.state.page == COUNTRY and bool(self.state.area)

    @cached_property
    def _page(self) -> str:
        if self._is_of_country:
            return reverse("country", args=[self.state.language, self.state.area])
        return self._base

    @cached_property
    def _base(self) -> str:
        return reverse("dashboard", args=[self.state.language, self.state.page])

    @cached_property
    def _release(self) -> str:
        return urlencode({"release": self.release})

    @cached_property
    def _everything(self) -> str:
        return urlencode([*chosen(self.state), ("release", self.release)])


def chosen(state: PageState) -> Iterator[tuple[str, str]]:
    """Give every choice of a page, whether or not the reader made it, in the order of its filters."""
    values: Mapping[FilterId, tuple[str, ...]] = {
        "indicator": (state.indicator,),
        "year": (str(state.year),),
        "sex": (state.sex,),
        "breakdown": (state.breakdown,),
        "grouping": (state.grouping,),
        "group": (state.group,),
        "area": (state.area,),
        "areas": state.areas,
        "function": (state.function,),
        "choice": (state.choice,),
        "view": (state.view,),
        "sort": (state.sort,),
        "q": (state.query,),
        "page": (str(state.part) if state.part > 1 else "",),
    }
    for name in site().definitions.pages[state.page].filters:
        yield from ((name, each) for each in values[name] if each)


@lru_cache(maxsize=4096)
def _walk(language: Language, indicator: str, year: int, sex: str, breakdown: str) -> str:
    told = {"year": str(year), "sex": sex, "breakdown": "" if breakdown == TOTAL else breakdown}
    base = reverse("walk", args=[language, indicator])
    return f"{base}?{urlencode({name: value for name, value in told.items() if value})}"


@lru_cache(maxsize=4096)
def _cell(language: Language, cell: str) -> str:
    return reverse("cell", args=[language, cell])


@lru_cache(maxsize=4096)
def _quoted(code: str) -> str:
    return quote(code, safe="")
