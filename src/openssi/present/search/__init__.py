"""Search over what a release shows: countries, groups, indicators, schemes, definitions and pages."""

from openssi.present.search.entries import search_entries
from openssi.present.search.entry import KINDS, SearchEntry, SearchKind
from openssi.present.search.index import Found, SearchIndex

__all__ = ["KINDS", "Found", "SearchEntry", "SearchIndex", "SearchKind", "search_entries"]
