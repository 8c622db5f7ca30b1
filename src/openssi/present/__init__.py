"""Sentences, charts, tables and numbers for people.

The charts (`openssi.present.charts`, `openssi.present.tile_chart`) are imported by whoever draws one: Altair takes
a second to load.
"""

from openssi.present.indicator_page import indicator_page
from openssi.present.selection import PARAMETERS, default_selection, parse_selection

__all__ = ["PARAMETERS", "default_selection", "indicator_page", "parse_selection"]
