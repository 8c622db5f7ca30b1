"""Pages that were made once are kept: a release never changes."""

from functools import lru_cache

from openssi.definitions import Definitions
from openssi.present import indicator_page
from openssi.present.page_model import IndicatorPage, Selection
from openssi_web.releases import release_named, site


@lru_cache(maxsize=512)
def _page(workspace: str, release_id: str, selection: Selection) -> IndicatorPage:  # noqa: ARG001 - part of the key
    held = release_named(release_id)
    definitions: Definitions = site().definitions
    return indicator_page(held.connection(), definitions, held.release, selection)


def indicator_page_of(release_id: str, selection: Selection) -> IndicatorPage:
    """Return the page of an indicator, made on the first request."""
    return _page(str(site().workspace.root), release_id, selection)
