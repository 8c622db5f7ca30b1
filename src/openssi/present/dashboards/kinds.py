"""The kinds of figures and of headlines that definitions may name, a line each."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.context.context_facts import context_facts
from openssi.present.dashboards.countries.country_heat import country_heat
from openssi.present.dashboards.countries.country_sexes import country_sexes
from openssi.present.dashboards.countries.data_quality import data_quality
from openssi.present.dashboards.countries.group_table import group_table
from openssi.present.dashboards.countries.place_headline import place_headline
from openssi.present.dashboards.countries.system_glance import system_glance
from openssi.present.dashboards.coverage.bar_table import bar_table
from openssi.present.dashboards.coverage.change import change
from openssi.present.dashboards.coverage.contingency_bars import contingency_bars
from openssi.present.dashboards.coverage.country_dots import country_dots
from openssi.present.dashboards.coverage.coverage_headlines import coverage, world_coverage
from openssi.present.dashboards.coverage.group_bars import group_bars
from openssi.present.dashboards.coverage.reading import reading
from openssi.present.dashboards.coverage.sex_gap import sex_gap
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.lines import lines
from openssi.present.dashboards.figures.plain_headline import plain_headline
from openssi.present.dashboards.figures.ranked_bars import ranked_bars
from openssi.present.dashboards.figures.scatter import scatter
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.law.legal_headline import legal_headline
from openssi.present.dashboards.law.standards_headline import standards_headline
from openssi.present.dashboards.legal_kinds import LEGAL_KINDS
from openssi.present.dashboards.maps.country_map import choropleth, ranked_countries, tile_map
from openssi.present.dashboards.maps.map_headline import map_headline
from openssi.present.dashboards.money.paired_bars import paired_bars
from openssi.present.dashboards.money_kinds import MONEY_HEADLINES, MONEY_KINDS
from openssi.present.dashboards.programme_kinds import PROGRAMME_HEADLINES, PROGRAMME_KINDS
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage

FigureKind = Callable[[ReleaseData, PageState, DeclaredFigure], DashboardFigure]
"""Makes a figure as it is declared, for what the reader asked."""

Headline = Callable[[ReleaseData, PageState, DeclaredPage], Sentence]
"""Writes the sentence of a page from the data."""

FIGURE_KINDS: Mapping[str, FigureKind] = {
    **PROGRAMME_KINDS,
    "bar_table": bar_table,
    "change": change,
    "choropleth": choropleth,
    "contingency_bars": contingency_bars,
    "country_dots": country_dots,
    "group_bars": group_bars,
    "lines": lines,
    "paired_bars": paired_bars,
    "ranked_bars": ranked_bars,
    "scatter": scatter,
    "ranked_countries": ranked_countries,
    "context_facts": context_facts,
    "country_heat": country_heat,
    "country_sexes": country_sexes,
    "data_quality": data_quality,
    "group_table": group_table,
    "reading": reading,
    "sex_gap": sex_gap,
    "tile_map": tile_map,
    **LEGAL_KINDS,
    **MONEY_KINDS,
    "system_glance": system_glance,
}

HEADLINES: Mapping[str, Headline] = {
    **PROGRAMME_HEADLINES,
    "coverage": coverage,
    "map": map_headline,
    "place": place_headline,
    "legal": legal_headline,
    "plain": plain_headline,
    "standards": standards_headline,
    "world_coverage": world_coverage,
    **MONEY_HEADLINES,
}
