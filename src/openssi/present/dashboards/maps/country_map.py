"""One indicator in all countries: as a map, as tiles, as a ranked table."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from openssi.present.dashboards.figures.figure import DashboardFigure, Draws, FigureTable, FigureView, Shape
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.maps.map_chart import MapChart
from openssi.present.dashboards.maps.map_data import QUANTILES, indicator_of, is_mapped, map_data, once
from openssi.present.dashboards.maps.map_model import MapShown
from openssi.present.dashboards.maps.map_places import map_shown
from openssi.present.dashboards.maps.map_table import country_table, ends
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD
from openssi.present.page_data import PageData
from openssi.present.page_model import TileGroup, TileMap
from openssi.present.sentences import measure, of_grouping, range_sentence
from openssi.present.tile_chart import TileChart
from openssi.present.tile_map import tile_map as tiles_of_countries
from openssi.present.unit_format import ANSWERS
from openssi.vocabulary.dashboard import DeclaredFigure

NAMES_SAID = 6
"""Countries without a place on the map that are named; more are counted in the table only."""


def choropleth(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the countries on a map, else as tiles or a table: where the reader asked, or there are no outlines."""
    return _figure(data, state, declared, state.view)


def tile_map(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the countries as tiles of one size."""
    return _figure(data, state, declared, "tiles")


def _figure(data: ReleaseData, state: PageState, declared: DeclaredFigure, view: str) -> DashboardFigure:
    found = _found(data, state, declared)
    if isinstance(found, DashboardFigure):
        return found
    shown = map_shown(found, _tiles(data, state, found), view)
    title = _title(found, shown)
    description = f"{title}. {shown.tile_map.subtitle}."
    shapes: dict[str, Shape] = {"map": "map", "tiles": "tiles", "table": "table"}
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, measure=measure(found)),
        description=description,
        notes=_notes(found, shown, is_quantiles=state.choice == QUANTILES),
        source=source_line(data, found.valued),
        table=_table(data, state, found),
        draws=_draws(data, shown, description),
        shape=shapes[shown.view],
        payload=shown,
        width=declared.width,
        views=_views(data, shown) if declared.kind == "choropleth" else (),
        table_at=declared.options.get("table", ""),
    )


def ranked_countries(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return all countries in a table, the highest value first, in another order where the reader asked for it."""
    found = _found(data, state, declared)
    if isinstance(found, DashboardFigure):
        return found
    title = _ranked_title(data, found) or declared.name.in_language(data.language)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, measure=measure(found)),
        description=title,
        notes=(),
        source=source_line(data, found.valued),
        table=_table(data, state, found),
        shape="table",
        width=declared.width,
    )


def _ranked_title(data: ReleaseData, found: PageData) -> str:
    """Return where the value is highest and where it is lowest, empty where several countries share an end."""
    printed = Counter(found.units.number(each.value or 0.0) for each in found.valued)
    highest, lowest = ends(found.valued)
    shared = [printed[found.units.number(each.value or 0.0)] > 1 for each in (highest, lowest)]
    if found.units.codes or any(shared) or highest is lowest:
        return ""
    names = {"highest": highest.name, "lowest": lowest.name}
    count = len(found.valued)
    return data.say("dashboards_maps.table.title", count=count, count_text=found.words.counted(count), **names)


def _tiles(data: ReleaseData, state: PageState, found: PageData) -> TileMap:
    is_quantiles = state.choice == QUANTILES
    key = (found.selection, is_quantiles)
    return once(data, "map.tiles", key, lambda: tiles_of_countries(found, is_quantiles=is_quantiles))


def _table(data: ReleaseData, state: PageState, found: PageData) -> FigureTable:
    key = (found.selection, state.choice, state.sort)
    return once(data, "map.table", key, lambda: country_table(data, state, found, _tiles(data, state, found)))


def _found(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> PageData | DashboardFigure:
    """Return the countries, or the figure that says why there is nothing to show."""
    indicator = indicator_of(state, declared)
    named = replace(declared, indicators=(indicator,))
    if not is_mapped(data, indicator):
        empty = replace(nothing_to_show(data, state, _plainly(data, named, indicator)), source="")
        return replace(empty, empty=data.say("dashboards_maps.empty.currency"))
    found = map_data(data, state, indicator)
    return found if found.valued else nothing_to_show(data, state, _plainly(data, named, indicator))


def _plainly(data: ReleaseData, declared: DeclaredFigure, indicator: str) -> DeclaredFigure:
    """Return a figure whose subtitle names the indicator: without values there is no measure to tell."""
    return replace(declared, subtitle=data.indicator(indicator).name)


def _title(found: PageData, shown: MapShown) -> str:
    """Return from where to where the regions reach; for tiles and for a group of countries what these have."""
    if shown.view == "tiles" or found.selection.grouping != WORLD:
        return shown.tile_map.title
    return range_sentence(found, "title.range", of_grouping(found, found.region_grouping)) or shown.tile_map.title


def _views(data: ReleaseData, shown: MapShown) -> tuple[FigureView, ...]:
    possible = ("map", "tiles", "table") if shown.size[0] else ("tiles", "table")
    return tuple(
        FigureView(value=each, label=data.say(f"dashboards_maps.view.{each}"), is_current=each == shown.view)
        for each in possible
    )


def _draws(data: ReleaseData, shown: MapShown, description: str) -> Draws:
    if shown.size[0] and shown.view != "tiles":
        key = ". ".join(_key(data, shown))
        return MapChart(shown=shown, language=data.language, description=description, key=f"{key}." if key else "").draw
    groups = tuple(TileGroup(each.name, tuple(place.tile for place in each.places)) for each in shown.groups)
    return TileChart(tile_map=shown.tile_map, groups=groups, language=data.language).draw


def _key(data: ReleaseData, shown: MapShown) -> Iterator[str]:
    """Give what the signs on a drawn map mean, as far as they occur."""
    kinds = {
        "zero": "zero" in shown.states,
        "not_applicable": "not_applicable" in shown.states,
        "imputed": "imputed" in shown.states,
        "small": bool(shown.marks),
        "nobody": bool(shown.nobody),
        "disputed": shown.has_disputed,
    }
    yield from (data.say(f"dashboards_maps.legend.{kind}") for kind, occurs in kinds.items() if occurs)


def _notes(found: PageData, shown: MapShown, *, is_quantiles: bool) -> tuple[str, ...]:
    say = found.definitions.texts.get
    notes = list(shown.tile_map.notes) if shown.view == "tiles" else []
    if shown.size[0] and shown.view != "tiles":
        notes = [say("dashboards_maps.note.projection", found.language), *_unplaced(found, shown)]
        if shown.older:
            notes.append(found.words.count("map.older", shown.older, year=shown.year))
        notes.append(found.definitions.maps.disclaimer.in_language(found.language))
    key = _classes_told(found, shown, is_quantiles=is_quantiles)
    return (*([say(f"dashboards_maps.note.{key}", found.language)] if key else []), *notes)


def _classes_told(found: PageData, shown: MapShown, *, is_quantiles: bool) -> str:
    kind = found.units.unit.kind
    if shown.tile_map.palette == "diverging":
        return "diverging"
    if kind in ANSWERS:
        return ""
    return "fixed" if kind == "share" and not is_quantiles else "quantiles"


def _unplaced(found: PageData, shown: MapShown) -> list[str]:
    names = [each.tile.name for each in shown.places if each.middle is None]
    if not names or len(names) > NAMES_SAID:
        return []
    told = ", ".join(sorted(names))
    return [found.definitions.texts.get("dashboards_maps.note.unplaced", found.language, count=len(names), names=told)]
