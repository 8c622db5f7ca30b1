"""Maps and tiles of countries as HTML: hundreds of links, which Jinja writes several times as fast."""

from django.utils.safestring import SafeString

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.maps.map_model import MapPlace, MapShown
from openssi_web.pages.dashboards.addresses import DashboardAddresses
from openssi_web.pages.dashboards.known_addresses import path_to
from openssi_web.pages.dashboards.row_writing import written


def figure_map(figure: DashboardFigure, at: DashboardAddresses, keep: str) -> SafeString:
    """Return the outlines of countries, each a link to where its value comes from, or to its page where it has none.

    Args:
        figure: A figure whose payload is a map.
        at: Addresses of its page.
        keep: Query that keeps to a release, empty for the latest.
    """
    return _written("map.html", figure, at, keep)


def figure_tiles(figure: DashboardFigure, at: DashboardAddresses, keep: str) -> SafeString:
    """Return the countries as squares: in their places for wide screens, by region for narrow ones."""
    return _written("tiles.html", figure, at, keep)


def _written(name: str, figure: DashboardFigure, at: DashboardAddresses, keep: str) -> SafeString:
    shown = figure.payload
    if not isinstance(shown, MapShown):
        return SafeString("")
    addresses = {each.tile.area: _address(each, at, keep) for each in shown.places}
    classes = {each.tile.area: _classes(each, shown.shade) for each in shown.places}
    return written(name, figure=figure, map=shown, addresses=addresses, classes=classes)


def _address(place: MapPlace, at: DashboardAddresses, keep: str) -> str:
    return at.origin(place.origin) if place.origin else path_to("country", at.state.language, place.tile.area) + keep


def _classes(place: MapPlace, shade: str) -> str:
    colour = f"{shade}{place.tile.class_index}" if place.tile.class_index else place.tile.state
    return f"{colour} imputed" if place.tile.state == "imputed" else colour
