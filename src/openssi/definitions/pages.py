"""Pages of dashboards: one file of `definitions/pages` each."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml, yaml_files
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage, FigureWidth, FilterId

_FILTERS: tuple[FilterId, ...] = get_args(FilterId)
_WIDTHS: tuple[FigureWidth, ...] = get_args(FigureWidth)
EVERY_INDICATOR = "all"
"""What stands for all indicators of the definitions in a page."""

_PAGE_KEYS = (
    "id", "codes", "name", "description", "headline", "filters", "groupings", "indicators", "choices", "tiles",
    "figures", "is_listed", "order",
)  # fmt: skip
_FIGURE_KEYS = ("id", "kind", "name", "subtitle", "indicators", "width", "options")


def load_pages(root: Path, indicators: Collection[str]) -> Mapping[str, DeclaredPage]:
    """Read `definitions/pages`, in the order in which the pages are shown.

    Args:
        root: Folder of the definitions.
        indicators: Ids of the indicators that pages may name.

    Raises:
        FixTheFile: with file and line, if a key, a filter, a width or an indicator is unknown, an id stands twice, or
            a language is missing.
    """
    seen = SeenIds()
    pages = [_page(read_yaml(path), seen, indicators) for path in yaml_files(root / "pages")]
    return {each.id: each for each in sorted(pages, key=lambda each: (each.order, each.id))}


def _page(source: Source, seen: SeenIds, indicators: Collection[str]) -> DeclaredPage:
    source.only(*_PAGE_KEYS)
    known = SeenIds()
    choices = source.find("choices")
    offers_all = source.texts("indicators") == (EVERY_INDICATOR,)
    return DeclaredPage(
        id=seen.add(source),
        codes=source.texts("codes"),
        name=source.multilingual("name"),
        description=source.multilingual("description"),
        headline=source.text("headline"),
        filters=tuple(_filter(source, each) for each in source.texts("filters")),
        groupings=source.texts("groupings"),
        indicators=tuple(indicators) if offers_all else _indicators(source, "indicators", indicators),
        offers_all=offers_all,
        choices={name: choices.multilingual(name) for name, _ in choices.entries()} if choices else {},
        tiles=_indicators(source, "tiles", indicators),
        figures=tuple(_figure(each, known, indicators) for each in source["figures"].items()),
        is_listed=source.text("is_listed", "true").lower() == "true",
        order=int(source.text("order", "0")),
    )


def _figure(source: Source, seen: SeenIds, indicators: Collection[str]) -> DeclaredFigure:
    source.only(*_FIGURE_KEYS)
    return DeclaredFigure(
        id=seen.add(source),
        kind=source.text("kind"),
        name=source.multilingual("name"),
        subtitle=source.multilingual("subtitle"),
        indicators=_indicators(source, "indicators", indicators),
        width=source.one_of("width", _WIDTHS) if source.find("width") else "full",
        options=source.mapping("options"),
    )


def _filter(source: Source, text: str) -> FilterId:
    found = next((each for each in _FILTERS if each == text), None)
    if found is None:
        raise source["filters"].fail("DEFINITION_VALUE_UNKNOWN", value=text, allowed=", ".join(_FILTERS))
    return found


def _indicators(source: Source, key: str, known: Collection[str]) -> tuple[str, ...]:
    named = source.texts(key)
    for each in named:
        if each not in known:
            raise source[key].fail("INDICATOR_UNKNOWN", indicator=each, known=", ".join(known))
    return named
