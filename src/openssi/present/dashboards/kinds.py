"""The kinds of figures and of headlines that definitions may name, a line each."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.anchored import classes_counted, countries_counted
from openssi.present.dashboards.answer_figures import answer_matrix, answers_counted
from openssi.present.dashboards.bar_table import bar_table
from openssi.present.dashboards.change import change
from openssi.present.dashboards.context_facts import context_facts
from openssi.present.dashboards.contingency_bars import contingency_bars
from openssi.present.dashboards.country_dots import country_dots
from openssi.present.dashboards.country_heat import country_heat
from openssi.present.dashboards.country_map import choropleth, ranked_countries, tile_map
from openssi.present.dashboards.country_sexes import country_sexes
from openssi.present.dashboards.coverage_headlines import coverage, world_coverage
from openssi.present.dashboards.data_quality import data_quality
from openssi.present.dashboards.figure import DashboardFigure
from openssi.present.dashboards.group_bars import group_bars
from openssi.present.dashboards.group_table import group_table
from openssi.present.dashboards.law_by_country import law_by_country
from openssi.present.dashboards.law_practice import gap_by_branch, law_practice
from openssi.present.dashboards.legal_headline import legal_headline
from openssi.present.dashboards.legal_parts import legal_parts, legal_parts_by_place
from openssi.present.dashboards.lines import lines
from openssi.present.dashboards.map_headline import map_headline
from openssi.present.dashboards.maternity_leave import maternity_leave
from openssi.present.dashboards.money_kinds import MONEY_HEADLINES, MONEY_KINDS
from openssi.present.dashboards.paired_bars import paired_bars
from openssi.present.dashboards.pensionable_ages import pensionable_ages
from openssi.present.dashboards.place_headline import place_headline
from openssi.present.dashboards.plain_headline import plain_headline
from openssi.present.dashboards.programme_kinds import PROGRAMME_HEADLINES, PROGRAMME_KINDS
from openssi.present.dashboards.ranked_bars import ranked_bars
from openssi.present.dashboards.reading import reading
from openssi.present.dashboards.release_data import ReleaseData
from openssi.present.dashboards.requirements import requirements
from openssi.present.dashboards.scatter import scatter
from openssi.present.dashboards.sentence import Sentence
from openssi.present.dashboards.sex_gap import sex_gap
from openssi.present.dashboards.standards_headline import standards_headline
from openssi.present.dashboards.state import PageState
from openssi.present.dashboards.system_glance import system_glance
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage

FigureKind = Callable[[ReleaseData, PageState, DeclaredFigure], DashboardFigure]
"""Makes a figure as it is declared, for what the reader asked."""

Headline = Callable[[ReleaseData, PageState, DeclaredPage], Sentence]
"""Writes the sentence of a page from the data."""

FIGURE_KINDS: Mapping[str, FigureKind] = {
    **PROGRAMME_KINDS,
    "answer_matrix": answer_matrix,
    "answers_counted": answers_counted,
    "bar_table": bar_table,
    "change": change,
    "choropleth": choropleth,
    "classes_counted": classes_counted,
    "contingency_bars": contingency_bars,
    "countries_counted": countries_counted,
    "country_dots": country_dots,
    "gap_by_branch": gap_by_branch,
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
    "requirements": requirements,
    "law_by_country": law_by_country,
    "law_practice": law_practice,
    "legal_parts": legal_parts,
    "legal_parts_by_place": legal_parts_by_place,
    "maternity_leave": maternity_leave,
    "pensionable_ages": pensionable_ages,
    "sex_gap": sex_gap,
    "tile_map": tile_map,
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
