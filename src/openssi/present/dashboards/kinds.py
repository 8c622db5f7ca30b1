"""The kinds of figures and of headlines that definitions may name, a line each."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.bar_table import bar_table
from openssi.present.dashboards.change import change
from openssi.present.dashboards.contingency_bars import contingency_bars
from openssi.present.dashboards.country_dots import country_dots
from openssi.present.dashboards.country_map import choropleth, ranked_countries, tile_map
from openssi.present.dashboards.coverage_gaps import coverage_gaps
from openssi.present.dashboards.coverage_headlines import coverage, world_coverage
from openssi.present.dashboards.figure import DashboardFigure
from openssi.present.dashboards.group_bars import group_bars
from openssi.present.dashboards.law_timeline import law_timeline
from openssi.present.dashboards.legal_headline import legal_headline
from openssi.present.dashboards.legal_kinds import LEGAL_KINDS
from openssi.present.dashboards.lines import lines
from openssi.present.dashboards.map_headline import map_headline
from openssi.present.dashboards.money_kinds import MONEY_KINDS
from openssi.present.dashboards.place_headline import place_headline
from openssi.present.dashboards.plain_headline import plain_headline
from openssi.present.dashboards.programme_table import programme_table
from openssi.present.dashboards.programmes_headline import programmes_headline
from openssi.present.dashboards.reading import reading
from openssi.present.dashboards.release_data import ReleaseData
from openssi.present.dashboards.sentence import Sentence
from openssi.present.dashboards.sex_gap import sex_gap
from openssi.present.dashboards.standards_headline import standards_headline
from openssi.present.dashboards.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage

FigureKind = Callable[[ReleaseData, PageState, DeclaredFigure], DashboardFigure]
"""Makes a figure as it is declared, for what the reader asked."""

Headline = Callable[[ReleaseData, PageState, DeclaredPage], Sentence]
"""Writes the sentence of a page from the data."""

FIGURE_KINDS: Mapping[str, FigureKind] = {
    "bar_table": bar_table,
    "change": change,
    "choropleth": choropleth,
    "contingency_bars": contingency_bars,
    "country_dots": country_dots,
    "coverage_gaps": coverage_gaps,
    "group_bars": group_bars,
    "law_timeline": law_timeline,
    "lines": lines,
    "programme_table": programme_table,
    "ranked_countries": ranked_countries,
    "reading": reading,
    "sex_gap": sex_gap,
    "tile_map": tile_map,
    **LEGAL_KINDS,
    **MONEY_KINDS,
}

HEADLINES: Mapping[str, Headline] = {
    "coverage": coverage,
    "legal": legal_headline,
    "map": map_headline,
    "place": place_headline,
    "plain": plain_headline,
    "programmes": programmes_headline,
    "standards": standards_headline,
    "world_coverage": world_coverage,
}
