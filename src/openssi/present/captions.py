"""What a drawing says of itself when it leaves the page."""

from openssi.present.drawing import Caption
from openssi.present.page_model import IndicatorPage, RegionFigure


def map_caption(page: IndicatorPage) -> Caption:
    """Return the caption of the tile map, with the note on names and boundaries."""
    notes = " ".join(page.tile_map.notes)
    return Caption(page.tile_map.title, page.tile_map.subtitle, f"{page.sources} {notes}")


def bars_caption(page: IndicatorPage, figure: RegionFigure) -> Caption:
    """Return the caption of bars by region or income group."""
    return Caption(figure.title, figure.subtitle, " ".join((*figure.notes, page.sources)))
