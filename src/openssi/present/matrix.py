"""The table of contingencies by region, whose cells carry bars."""

from openssi.present.axis import Axis
from openssi.present.figures import WORLD, WORLD_CODE, AggregateFigure, Group
from openssi.present.page_data import PageData
from openssi.present.page_model import Matrix, MatrixCell, MatrixRow
from openssi.present.selection import TOTAL_INDICATOR
from openssi.present.sentences import matrix_title
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.symbols import SUPPRESSED


def matrix(data: PageData) -> Matrix:
    """Return the indicators of the family that share the unit by region: the total first, then by world figure.

    Without rows where groups of countries have no figure.
    """
    regions = data.groups_of(data.region_grouping)
    indicators = [each for each in data.siblings if _has_figures(data, each)] if data.has_groups else []
    total = [each for each in indicators if each.id == TOTAL_INDICATOR]
    others = [each for each in indicators if each.id != TOTAL_INDICATOR]
    others.sort(key=lambda each: (_world_value(data, each) is None, -(_world_value(data, each) or 0.0)))
    worlds = [found for each in others if (found := _figure(data, each, WORLD, WORLD_CODE)) is not None]
    return Matrix(
        title=matrix_title(data, worlds),
        subtitle=data.covered("matrix_measure", year=data.selection.year, unit=data.units.name),
        heads=tuple(region.short_name for region in regions),
        rows=tuple(_row(data, each, regions) for each in (*total, *others)),
        notes=(data.weighed("notes.matrix"),),
        axis=_axis(data),
    )


def _axis(data: PageData) -> Axis:
    return axis_of((each.value for each in data.headline_aggregates.values() if each.value is not None), data.units)


def _figure(data: PageData, indicator: Indicator, grouping: str, code: str) -> AggregateFigure | None:
    return data.headline_aggregates.get((indicator.id, grouping, code))


def _has_figures(data: PageData, indicator: Indicator) -> bool:
    return any(key[0] == indicator.id and found.countries for key, found in data.headline_aggregates.items())


def _world_value(data: PageData, indicator: Indicator) -> float | None:
    figure = _figure(data, indicator, WORLD, WORLD_CODE)
    return None if figure is None else figure.value


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
    text = figure.text(data.units)
    return MatrixCell(group=code, value=figure.value, text=text, publication=figure.publication)
