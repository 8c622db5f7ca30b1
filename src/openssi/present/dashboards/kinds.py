"""The kinds of figures and of headlines that definitions may name, a line each."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.contingency_bars import contingency_bars
from openssi.present.dashboards.country_map import choropleth, ranked_countries, tile_map
from openssi.present.dashboards.figure import DashboardFigure
from openssi.present.dashboards.map_headline import map_headline
from openssi.present.dashboards.plain_headline import plain_headline
from openssi.present.dashboards.release_data import ReleaseData
from openssi.present.dashboards.sentence import Sentence
from openssi.present.dashboards.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage

FigureKind = Callable[[ReleaseData, PageState, DeclaredFigure], DashboardFigure]
"""Makes a figure as it is declared, for what the reader asked."""

Headline = Callable[[ReleaseData, PageState, DeclaredPage], Sentence]
"""Writes the sentence of a page from the data."""

FIGURE_KINDS: Mapping[str, FigureKind] = {
    "choropleth": choropleth,
    "contingency_bars": contingency_bars,
    "ranked_countries": ranked_countries,
    "tile_map": tile_map,
}

HEADLINES: Mapping[str, Headline] = {
    "map": map_headline,
    "plain": plain_headline,
}
