"""The countries of a map: the data of the page of an indicator, as far as maps need them, in two queries."""

from collections.abc import Callable
from typing import TypeVar

from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD
from openssi.present.page_data import PageData
from openssi.present.page_model import Selection
from openssi.present.page_rows import read_aggregates, read_countries
from openssi.present.unit_format import NATIONAL_CURRENCY
from openssi.vocabulary.dashboard import DeclaredFigure

Made = TypeVar("Made")

QUANTILES = "quantiles"
"""The choice of a page by which classes hold as many countries each."""


def indicator_of(state: PageState, declared: DeclaredFigure) -> str:
    """Return what a map shows: the indicator that the reader chose, else the first of the figure."""
    return state.indicator or declared.indicators[0]


def map_data(data: ReleaseData, state: PageState, indicator: str) -> PageData:
    """Return the countries and groups of an indicator; what was read once for a page is not read again."""
    key = data.key(indicator, state.sex, state.breakdown)
    selection = Selection(
        indicator=indicator,
        year=state.year,
        sex=key[1],
        breakdown=key[2],
        grouping=state.grouping,
        group=state.group,
        language=data.language,
    )
    return once(data, "map.countries", selection, lambda: _read(data, selection))


def once(data: ReleaseData, name: str, key: object, make: Callable[[], Made]) -> Made:
    """Return what was made under a name for the same key, else make it; one is kept of each name."""
    kept: tuple[object, Made] | None = data.kept.get(name)
    if kept is None or kept[0] != key:
        kept = data.kept[name] = (key, make())
    return kept[1]


def _read(data: ReleaseData, chosen: Selection) -> PageData:
    is_other = chosen.grouping not in {WORLD, "INCOME"}
    regions = chosen.grouping if is_other else data.region_grouping
    max_age = data.max_age(chosen.indicator)
    aggregates, _ = read_aggregates(data.rows, chosen, (), (WORLD, regions, chosen.grouping))
    countries = read_countries(data.rows, chosen, (regions, max_age), {})
    return PageData(
        selection=chosen,
        definitions=data.definitions,
        release=data.release,
        words=data.words,
        region_grouping=regions,
        max_age=max_age,
        groups=data.groups,
        countries=countries,
        aggregates=aggregates,
        headline_aggregates={},
        years=(chosen.year,),
        valued_indicators=frozenset({chosen.indicator} if any(each.value is not None for each in countries) else ()),
        countries_by_sex={},
        units=data.units(chosen.indicator),
    )


def is_mapped(data: ReleaseData, indicator: str) -> bool:
    """Whether values of countries may stand on one scale, so that a map can show them."""
    return data.indicator(indicator).unit != NATIONAL_CURRENCY
