"""Long lists are shown page by page: where a page begins, and the links to those beside it."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlencode


class Words(Protocol):
    """The texts of a section."""

    def of(self, key: str, **values: object) -> str:
        """Return one text with its slots filled."""
        ...


def first_of(text: str, count: int) -> int:
    """Return the row at which a page begins, 0 where the address names none that there is."""
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    return wanted if wanted < count else 0


def page_links(
    words: Words, address: str, kept: Mapping[str, str], first: int, count: int, most: int
) -> dict[str, str]:
    """Return which rows a page shows, and the addresses of the pages before and after it.

    Args:
        words: The texts, with `pages.here`.
        address: Address of the list.
        kept: What the address keeps beside the row, such as filters.
        first: Row at which the page begins, from 0.
        count: Rows of the list.
        most: Rows of a page.
    """

    def at(row: int) -> str:
        return f"{address}?{urlencode({**kept, 'from': row})}"

    last = min(first + most, count)
    return {
        "page_here": words.of("pages.here", first=first + 1, last=last, count=count) if count > most else "",
        "page_before": at(max(0, first - most)) if first else "",
        "page_next": at(last) if last < count else "",
    }
