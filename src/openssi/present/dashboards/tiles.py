"""Large figures at the top of a page: name, number, then year, countries and what was observed."""

from dataclasses import dataclass

from openssi.present.dashboards.country_tiles import CountryNotes
from openssi.present.dashboards.figures.figure import Origin
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import AggregateFigure, CountryFigure
from openssi.present.numbers import share, year_range
from openssi.present.unit_format import UnitFormat
from openssi.vocabulary.dashboard import DeclaredPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A figure in large type; where there is none, `value` is empty and `note` says why."""

    indicator: str
    label: str
    value: str
    unit: str
    note: str
    origin: Origin | None = None


def tiles_of(data: ReleaseData, page: DeclaredPage, state: PageState) -> tuple[Tile, ...]:
    """Return the large figures of a page, of its country where it is on one, else of its group."""
    keys = [data.key(each, state.sex) for each in page.tiles]
    if not keys:
        return ()
    if state.area:
        found = data.countries(keys, state.year, area=state.area)
        notes = CountryNotes(data, state.area, state.year, keys)
        return tuple(_of_country(data, state, key, next(iter(found[key]), None), notes) for key in keys)
    groups = data.aggregates(keys, state.year, [state.grouping])
    return tuple(_of_group(data, state, key[0], groups.get((key, state.grouping, state.group))) for key in keys)


def _of_country(
    data: ReleaseData, state: PageState, key: Key, figure: CountryFigure | None, notes: CountryNotes
) -> Tile:
    indicator = key[0]
    units = data.units(indicator)
    if figure is None or figure.value is None:
        note = data.say("dashboards.tile.no_value", year=state.year)
        return Tile(indicator=indicator, label=data.short_name(indicator), value="", unit="", note=note)
    return Tile(
        indicator=indicator,
        label=data.short_name(indicator),
        value=units.number(figure.value),
        unit=units.symbol,
        note=notes.note(key, figure),
        origin=Origin(
            indicator=indicator, year=figure.year or state.year, sex=key[1], breakdown=key[2], area=figure.area
        ),
    )


def _of_group(data: ReleaseData, state: PageState, indicator: str, figure: AggregateFigure | None) -> Tile:
    units = data.units(indicator)
    if figure is None or figure.value is None:
        note = data.say("dashboards.tile.no_figure", year=state.year)
        if figure is not None and figure.countries:
            observed = share(figure.observed_share, data.language)
            note = data.say("dashboards.tile.suppressed", count=figure.countries, share=observed)
        return Tile(indicator=indicator, label=data.short_name(indicator), value="", unit="", note=note)
    return Tile(
        indicator=indicator,
        label=data.short_name(indicator),
        value=units.number(figure.value),
        unit=units.symbol,
        note=_told(data, figure, units),
        origin=Origin(indicator=indicator, year=state.year, grouping=state.grouping, group=state.group),
    )


def _told(data: ReleaseData, figure: AggregateFigure, units: UnitFormat) -> str:
    years = year_range(figure.oldest_year or 0, figure.newest_year or 0, data.language)
    told = data.say(
        "dashboards.tile.observed",
        years=years,
        count=figure.countries,
        share=share(figure.observed_share, data.language),
    )
    interval = ""
    if figure.interval is not None:
        low, high = (units.number(each) for each in figure.interval)
        interval = data.say("dashboards.tile.interval", low=low, high=high)
    return " ".join(part for part in (told, interval) if part)
