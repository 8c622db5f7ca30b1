"""Pages of dashboards as they are declared: what can be chosen, and which figures show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.text import MultilingualText

FilterId = Literal[
    "indicator",
    "year",
    "sex",
    "breakdown",
    "grouping",
    "group",
    "area",
    "areas",
    "function",
    "choice",
    "view",
    "sort",
    "q",
    "page",
]
"""Parts of an address: `area` is one country, `areas` are several, `choice` is what only one page has.

`view` (map, tiles or table) and `sort` are links beside figures and in the heads of tables, and stand in no form;
`q` are words that are looked for, `page` is the part of a long table that is laid out.
"""

FigureWidth = Literal["full", "half", "two_thirds", "third"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredFigure:
    """One figure of a page.

    Attributes:
        kind: What draws it, a name of the table of kinds.
        name: Title where no finding survives.
        subtitle: What is measured, of whom, in which unit and period; slots `{year}`, `{years}` and `{place}` are
            filled.
        indicators: Indicators in the order in which they are shown.
        options: Whatever else the kind lets a statistician decide.
    """

    id: str
    kind: str
    name: MultilingualText
    subtitle: MultilingualText
    indicators: tuple[str, ...] = ()
    width: FigureWidth = "full"
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredPage:
    """A page of the dashboards.

    Attributes:
        id: As it stands in the address.
        codes: Pages of the inquiry that it is (`D03`).
        name: In menus.
        description: One sentence for lists of pages and search engines.
        headline: What writes its sentence, a name of the table of headlines.
        filters: What can be chosen, in the order in which it is shown.
        groupings: Groupings that the filter of groups offers besides regions and income groups.
        indicators: What the filter of indicators offers, and of which the first is shown first.
        offers_all: Whether the page offers every indicator of the definitions, as far as a release has values.
        choices: What the filter `choice` offers, by code.
        tiles: Indicators told in large figures at the top.
        is_listed: Whether it stands in the menu of dashboards; a page on one country or region does not.
    """

    id: str
    codes: tuple[str, ...]
    name: MultilingualText
    description: MultilingualText
    headline: str
    filters: tuple[FilterId, ...] = ()
    groupings: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    choices: Mapping[str, MultilingualText] = field(default_factory=lambda: MappingProxyType({}))
    tiles: tuple[str, ...] = ()
    figures: tuple[DeclaredFigure, ...] = ()
    is_listed: bool = True
    order: int = 0
    offers_all: bool = False

    def figure(self, figure_id: str) -> DeclaredFigure | None:
        """Return a figure by its id, none where the page has no such figure."""
        return next((each for each in self.figures if each.id == figure_id), None)
