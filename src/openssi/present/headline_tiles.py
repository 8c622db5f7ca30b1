"""The figures in large type under the sentence of a page."""

from openssi.present.figures import AggregateFigure
from openssi.present.numbers import share, year_range
from openssi.present.page_data import PageData
from openssi.present.page_model import HeadlineTile
from openssi.present.sentences import short_name, why_no_figure
from openssi.vocabulary.indicator import Indicator

NUMBER_OF_TILES = 4


def headline_tiles(data: PageData) -> tuple[HeadlineTile, ...]:
    """Return the figure of the page, then the next of its family in the order of their definitions.

    None where groups of countries have no figure.
    """
    if not data.has_groups:
        return ()
    others = [each for each in data.siblings if each.id != data.selection.indicator and _has_countries(data, each)]
    chosen = _tile(data, data.indicator, data.chosen, short_name(data))
    return (chosen, *(_other(data, each) for each in others[: NUMBER_OF_TILES - 1]))


def _has_countries(data: PageData, indicator: Indicator) -> bool:
    return indicator.id in data.valued_indicators or any(key[0] == indicator.id for key in data.headline_aggregates)


def _other(data: PageData, indicator: Indicator) -> HeadlineTile:
    figure = data.headline_aggregates.get((indicator.id, data.selection.grouping, data.selection.group))
    return _tile(data, indicator, figure, indicator.short_name.in_language(data.language))


def _tile(data: PageData, indicator: Indicator, figure: AggregateFigure | None, label: str) -> HeadlineTile:
    if figure is None or figure.value is None:
        note = why_no_figure(data, figure)
        empty = data.words.say("no_figure")
        return HeadlineTile(indicator=indicator.id, label=label, value="", unit="", note=note, empty_text=empty)
    return HeadlineTile(
        indicator=indicator.id,
        label=label,
        value=data.units.number(figure.value),
        unit=data.units.symbol,
        note=_note(data, figure),
    )


def _note(data: PageData, figure: AggregateFigure) -> str:
    world = data.words.say(f"place.{data.words.world}.name")
    first = figure.oldest_year or data.selection.year
    last = figure.newest_year or data.selection.year
    imputed = data.words.say("tile.imputed" if figure.imputed_share > 0 else "tile.nothing_imputed")
    return data.weighed(
        "tile.note",
        count=figure.countries,
        count_text=data.words.counted(figure.countries),
        place=world if figure.is_world else figure.group.name,
        years=year_range(first, last, data.language),
        share=share(figure.observed_share, data.language),
        imputed=imputed,
    )
