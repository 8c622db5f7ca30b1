"""The keys that the figures of a page can show, so that a release is asked for all of them at once."""

from collections.abc import Iterator

from openssi.present.dashboards.release_data import Key, ReleaseData
from openssi.present.dashboards.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage


def listed_key(data: ReleaseData, text: str) -> tuple[Key, str]:
    """Return the key of `INDICATOR`, `INDICATOR:BREAKDOWN` or `INDICATOR=CODE`, and the code, else an empty one."""
    named, _, code = text.partition("=")
    indicator, _, breakdown = named.partition(":")
    return data.key(indicator, "", breakdown), code


def listed_keys(data: ReleaseData, listed: str) -> tuple[Key, ...]:
    """Return the keys of a list with spaces between its members."""
    return tuple(listed_key(data, each)[0] for each in listed.split())


def page_keys(data: ReleaseData, state: PageState) -> tuple[Key, ...]:
    """Return the keys of the figures of a page: their indicators, and what their options list for this choice."""
    page: DeclaredPage | None = data.definitions.pages.get(state.page)
    if page is None:
        return ()
    return tuple(dict.fromkeys(key for figure in page.figures for key in _figure_keys(data, state, figure)))


def _figure_keys(data: ReleaseData, state: PageState, figure: DeclaredFigure) -> Iterator[Key]:
    yield from (data.key(each, state.sex, figure.options.get("breakdown", "")) for each in figure.indicators)
    for name in ("parts", state.choice):
        yield from listed_keys(data, figure.options.get(name, ""))
