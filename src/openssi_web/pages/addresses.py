"""Addresses that lead from the page of an indicator to its walks, its downloads and its other views."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from openssi.present.page_model import Selection
from openssi_web.pages.dashboards.known_addresses import path_to
from openssi_web.releases import site

WORLD = "WORLD"


def headline_breakdown(indicator: str) -> str:
    """Return the breakdown that stands for an indicator when no other is asked for."""
    return site().definitions.indicators[indicator].breakdowns[0]


@dataclass(frozen=True)
class Addresses:
    """The addresses of one selection.

    Attributes:
        selection: What the page shows.
        release: Id of the release that it shows.
        pinned: The release that the reader asked for, empty where it is simply the latest.
    """

    selection: Selection
    release: str
    pinned: str = ""

    @cached_property
    def figure(self) -> dict[str, str]:
        """The figure of the page: year, sex, and the breakdown where there is one."""
        selection = self.selection
        figure = {"year": str(selection.year), "sex": selection.sex}
        is_headline = selection.breakdown == headline_breakdown(selection.indicator)
        return figure if is_headline else {**figure, "breakdown": selection.breakdown}

    @cached_property
    def group(self) -> dict[str, str]:
        """The group of countries that was chosen, empty for the world."""
        selection = self.selection
        if selection.grouping == WORLD:
            return {}
        return {"grouping": selection.grouping, "group": selection.group}

    @cached_property
    def walk(self) -> str:
        """The walk from the world figure; parts of an address are added to it."""
        base = path_to("walk", self.selection.language, self.selection.indicator)
        return f"{base}?{urlencode({**self.figure, 'release': self.release})}"

    @cached_property
    def chosen_walk(self) -> str:
        """The walk from the figure of the chosen group."""
        return f"{self.walk}&{urlencode(self.group)}" if self.group else self.walk

    @cached_property
    def same_year(self) -> str:
        """Query of another indicator: the same year, group and release."""
        pinned = {"release": self.pinned} if self.pinned else {}
        return urlencode({"year": str(self.selection.year), **self.group, **pinned})

    @cached_property
    def other_walks(self) -> str:
        """Query of the walk of another indicator: the same year and release."""
        return urlencode({"year": str(self.selection.year), "release": self.release})

    @cached_property
    def download(self) -> str:
        """Query of a download of what the page shows."""
        return urlencode({**self.figure, **self.group, "lang": self.selection.language})

    def page(self, **more: str) -> str:
        """Return the address of the page itself with other views or orders."""
        base = path_to("indicator", self.selection.language, self.selection.indicator)
        pinned = {"release": self.pinned} if self.pinned else {}
        return f"{base}?{urlencode({**self.figure, **self.group, **pinned, **more})}"

    @cached_property
    def tiles_view(self) -> str:
        """The page with its tile map."""
        return f"{self.page()}#tiles"

    @cached_property
    def map_view(self) -> str:
        """The page with its map."""
        return f"{self.page(view='map')}#tiles"

    @cached_property
    def table_view(self) -> str:
        """The page with its countries as a table."""
        return f"{self.page(view='table')}#tiles"
