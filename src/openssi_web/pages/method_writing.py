"""Texts of methods as HTML: tables in boxes of their own, links to the pages of the site, indicators by their names."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONG = 48
"""Characters of a cell that keeps a width in which it can be read."""

_CODED = re.compile(r"^(\S+) ([A-Z][A-Z0-9_]+)$")
"""A heading of an indicator: `C12 PENSION_CONTRIBUTORS_LABOUR_FORCE`, `Variant PENSION_CONTRIBUTORS_15P`."""


@dataclass(frozen=True)
class MethodLinks:
    """Where a text leads to.

    Attributes:
        page: Address of another text by its name, none where there is none.
        indicator: Name of an indicator, none where there is no such indicator.
        indicator_page: Address of an indicator.
        table: What a box with a table is called.
    """

    page: Callable[[str], str | None]
    indicator: Callable[[str], str | None]
    indicator_page: Callable[[str], str]
    table: str


@dataclass
class WrittenMethod:
    """A text as HTML, without its first heading.

    Attributes:
        parts: Anchors and words of the headings of its parts.
    """

    content: str = ""
    parts: list[tuple[str, str]] = field(default_factory=list)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def written_method(markdown: str, links: MethodLinks) -> WrittenMethod:
    """Return a text as HTML.

    Args:
        markdown: The text; markup in it is shown as it stands, never taken as HTML.
        links: Where it leads to.
    """
    made = WrittenMethod()
    tokens = _without_title(_markdown().parse(markdown))
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            _head(tokens, position, links, made)
        elif token.type in {"th_open", "td_open"}:
            _cell(token, tokens[position + 1].content)
        for child in token.children or []:
            _link(child, links)
    made.content = _markdown().renderer.render(_boxed(tokens, links.table), _markdown().options, {})
    return made


def _without_title(tokens: list[Token]) -> list[Token]:
    is_titled = bool(tokens) and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    return tokens[3:] if is_titled else tokens


def _head(tokens: list[Token], position: int, links: MethodLinks, made: WrittenMethod) -> None:
    """Give a heading its anchor; where it names an indicator, its code as anchor and its name as a link."""
    token, inline = tokens[position], tokens[position + 1]
    coded = _CODED.match(inline.content)
    name = links.indicator(coded[2]) if coded else None
    if coded is None or name is None:
        anchor, words = f"part-{slugify(inline.content)}", inline.content.replace("`", "")
    else:
        anchor, words = f"part-{coded[2]}", f"{coded[1]} {name}"
        opened = Token("link_open", "a", 1, attrs={"href": links.indicator_page(coded[2])})
        inline.children = [_words(f"{coded[1]} "), opened, _words(name), Token("link_close", "a", -1)]
    token.attrSet("id", anchor)
    if token.tag == "h2":
        made.parts.append((anchor, words))


def _words(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _cell(token: Token, content: str) -> None:
    """Say the alignment of a cell by a class: styles inside a page are refused by its policy."""
    if token.attrs.pop("style", None) == "text-align:right":
        token.attrSet("class", "n")
    elif len(content) > LONG:
        token.attrSet("class", "long")
    if token.type == "th_open":
        token.attrSet("scope", "col")


def _link(token: Token, links: MethodLinks) -> None:
    """Lead a link between files to the page of the site; one that leads nowhere here keeps its words alone."""
    address = str(token.attrGet("href") or "")
    if token.type != "link_open" or address.startswith(("https://", "http://", "/")):
        return
    path, _, _ = address.partition("#")
    target = links.page(path.rpartition("/")[2].removesuffix(".md")) if path.endswith(".md") else None
    if target is None:
        token.attrs.pop("href", None)
    else:
        token.attrSet("href", target)


def _boxed(tokens: list[Token], name: str) -> list[Token]:
    """Put each table in a box that scrolls by itself and can be reached with the keyboard."""
    boxed: list[Token] = []
    for token in tokens:
        if token.type == "table_open":
            attrs: dict[str, str | int | float] = {
                "class": "scroll",
                "tabindex": "0",
                "role": "group",
                "aria-label": name,
            }
            boxed.append(Token("box_open", "div", 1, attrs=attrs, block=True))
        boxed.append(token)
        if token.type == "table_close":
            boxed.append(Token("box_close", "div", -1, block=True))
    return boxed
