"""The kinds of figures on expenditure, financing and adequacy, and of comparisons of places in general."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.ranked_bars import ranked_bars
from openssi.present.dashboards.figures.scatter import scatter
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.figures.stacked_places import stacked_places
from openssi.present.dashboards.money.benefits import benefit_places, benefits
from openssi.present.dashboards.money.chosen_lines import chosen_lines
from openssi.present.dashboards.money.chosen_scatter import chosen_scatter
from openssi.present.dashboards.money.money_headlines import adequacy_headline, expenditure_headline, financing_headline
from openssi.present.dashboards.money.paired_bars import paired_bars
from openssi.present.dashboards.money.places_table import places_table
from openssi.present.dashboards.money.rates_in_law import rates_in_law
from openssi.present.dashboards.money.structure import structure
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage

MONEY_KINDS: Mapping[str, Callable[[ReleaseData, PageState, DeclaredFigure], DashboardFigure]] = {
    "benefit_places": benefit_places,
    "benefits": benefits,
    "chosen_lines": chosen_lines,
    "chosen_scatter": chosen_scatter,
    "paired_bars": paired_bars,
    "places_table": places_table,
    "ranked_bars": ranked_bars,
    "rates_in_law": rates_in_law,
    "scatter": scatter,
    "stacked_places": stacked_places,
    "structure": structure,
}

MONEY_HEADLINES: Mapping[str, Callable[[ReleaseData, PageState, DeclaredPage], Sentence]] = {
    "adequacy": adequacy_headline,
    "expenditure": expenditure_headline,
    "financing": financing_headline,
}
