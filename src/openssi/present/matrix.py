"""The table of contingencies by region, whose cells carry bars."""

from openssi.present.figures import WORLD, WORLD_CODE, AggregateFigure, Group
from openssi.present.page_data import PageData
from openssi.present.page_model import Matrix, MatrixCell, MatrixRow
from openssi.present.sentences import matrix_title
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.symbols import SUPPRESSED


def matrix(data: PageData) -> Matrix:
    """Return all contingencies of the year by region, the total first, the others by their world figure."""
    regions = data.groups_of(data.region_grouping)
    indicators = [each for each in data.definitions.indicators.values() if _belongs(data, each)]
    total, others = indicators[:1], indicators[1:]
    others.sort(key=lambda each: -_world_value(data, each))
    worlds = [found for each in others if (found := _figure(data, each, WORLD, WORLD_CODE)) is not None]
    return Matrix(
        title=matrix_title(data, worlds),
        subtitle=data.words.say("matrix_measure", year=data.selection.year),
        heads=tuple(region.short_name for region in regions),
        rows=tuple(_row(data, each, regions) for each in (*total, *others)),
        notes=(data.words.say("notes.matrix"),),
    )


def _figure(data: PageData, indicator: Indicator, grouping: str, code: str) -> AggregateFigure | None:
    return data.headline_aggregates.get((indicator.id, grouping, code))


def _belongs(data: PageData, indicator: Indicator) -> bool:
    """Whether an indicator is compared with the one of the page.

    Surveys count everyone in a household that receives a benefit, the inquiry counts recipients: the two kinds are
    not compared with each other.
    """
    return bool(indicator.numerator) == bool(data.indicator.numerator) and _has_figures(data, indicator)


def _has_figures(data: PageData, indicator: Indicator) -> bool:
    return any(key[0] == indicator.id and found.countries for key, found in data.headline_aggregates.items())


def _world_value(data: PageData, indicator: Indicator) -> float:
    figure = _figure(data, indicator, WORLD, WORLD_CODE)
    return -1.0 if figure is None or figure.value is None else figure.value


def _row(data: PageData, indicator: Indicator, regions: tuple[Group, ...]) -> MatrixRow:
    return MatrixRow(
        indicator=indicator.id,
        name=indicator.short_name.in_language(data.language),
        selected=indicator.id == data.selection.indicator,
        world=_cell(data, indicator, WORLD, WORLD_CODE),
        regions=tuple(_cell(data, indicator, region.grouping, region.code) for region in regions),
    )


def _cell(data: PageData, indicator: Indicator, grouping: str, code: str) -> MatrixCell:
    figure = _figure(data, indicator, grouping, code)
    if figure is None:
        return MatrixCell(group=code, value=None, text=SUPPRESSED, publication="suppressed")
    text = figure.text(data.language)
    return MatrixCell(group=code, value=figure.value, text=text, publication=figure.publication)
