"""What a search can find."""

from dataclasses import dataclass
from typing import Literal, get_args

SearchKind = Literal["page", "country", "group", "indicator", "scheme", "item", "method"]
KINDS: tuple[SearchKind, ...] = get_args(SearchKind)
"""In the order in which results of the same weight are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """One thing that has a place on the site.

    Attributes:
        code: By which people name it, empty where it has none.
        name: In the language of the index.
        line: One line about it.
        target: What its address is made from: a country, an indicator, a page, ...
        within: What the target lies in, such as the grouping of a group.
        codes: Further codes.
        aliases: Its names in other languages and in that of the country.
        text: What else is told of it, such as its definition.
        is_shown: Whether the release has a value of it.
    """

    kind: SearchKind
    code: str
    name: str
    line: str
    target: str
    within: str = ""
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    text: str = ""
    is_shown: bool = True
