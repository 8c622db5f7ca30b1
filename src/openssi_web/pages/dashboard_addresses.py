"""Addresses of a page of the dashboards: with other choices, of its figures, of where a value comes from."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from openssi.present.dashboards.figure import Origin
from openssi.present.dashboards.state import PageState
from openssi.vocabulary.observation import TOTAL

LINKED = frozenset({"view", "sort"})
"""Choices of a page that are made by links and not in its form."""


@dataclass(frozen=True, slots=True)
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
        kept = [each for each in self.state.asked if each[0] not in more]
        return urlencode([*kept, *((name, value) for name, value in more.items() if value), *self.pin.items()])

    def page(self, **more: str) -> str:
        """Return the address of the page with other choices."""
        base = reverse("dashboard", args=[self.state.language, self.state.page])
        query = self.query(**more)
        return f"{base}?{query}" if query else base

    @property
    def permanent(self) -> str:
        """The address that holds every choice and the release."""
        base = reverse("dashboard", args=[self.state.language, self.state.page])
        kept = [each for each in self.state.asked if each[0] != "year"]
        years = [("year", str(self.state.year))]
        return f"{base}?{urlencode([*kept, *years, ('release', self.release)])}"

    def figure(self, figure_id: str, kind: str, **more: str) -> str:
        """Return the address of a figure as a file."""
        base = reverse("dashboard-figure", args=[self.state.language, self.state.page, figure_id, kind])
        held = [each for each in self.state.asked if each[0] != "year"]
        query = [*held, ("year", str(self.state.year)), ("release", self.release), *more.items()]
        return f"{base}?{urlencode(query)}"

    def origin(self, origin: Origin) -> str:
        """Return the address of the walk back from a value."""
        if origin.cell:
            return f"{reverse('cell', args=[self.state.language, origin.cell])}?{urlencode({'release': self.release})}"
        base = reverse("walk", args=[self.state.language, origin.indicator])
        told = {
            "year": str(origin.year),
            "sex": origin.sex,
            "breakdown": "" if origin.breakdown == TOTAL else origin.breakdown,
            "area": origin.area,
            "grouping": "" if origin.area else origin.grouping,
            "group": "" if origin.area else origin.group,
            "release": self.release,
        }
        return f"{base}?{urlencode({name: value for name, value in told.items() if value})}"
