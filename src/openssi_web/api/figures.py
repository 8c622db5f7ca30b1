"""Figures of the indicator page as files, drawn once and kept."""

from functools import lru_cache

from openssi.present.page_model import Selection
from openssi_web.pages_cache import indicator_page_of
from openssi_web.releases import site

KINDS = {"svg": "image/svg+xml", "png": "image/png"}
FIGURES = ("tiles", "regions", "incomes")
WIDTHS = ("720", "358")
"""The two drawings of each figure, in units; the first where none is asked for."""


def drawn(release: str, selection: Selection, figure: str, kind: str, width: int) -> bytes:
    """Return a figure with its caption.

    Args:
        release: Id of the release.
        selection: What is shown.
        figure: One of `FIGURES`.
        kind: `svg` or `png`.
        width: 720 or 358 units.
    """
    return _drawn(str(site().workspace.root), release, selection, figure, kind, width)


@lru_cache(maxsize=256)
def _drawn(workspace: str, release: str, selection: Selection, figure: str, kind: str, width: int) -> bytes:  # noqa: ARG001 - the workspace is part of the key
    from openssi.present.captions import bars_caption, map_caption
    from openssi.present.charts import region_chart
    from openssi.present.tile_chart import tile_map_chart

    page = indicator_page_of(release, selection)
    if figure == "tiles":
        drawing = tile_map_chart(page, width, map_caption(page))
    else:
        bars = page.regions if figure == "regions" else page.incomes
        drawing = region_chart(bars, selection.language, width, bars_caption(page, bars))
    return drawing.svg().encode() if kind == "svg" else drawing.png()
