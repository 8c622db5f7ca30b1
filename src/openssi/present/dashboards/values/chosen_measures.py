"""Which indicators a figure shows for what the reader chose: the families of figures are never mixed in one."""

from collections.abc import Sequence
from dataclasses import dataclass

from openssi.present.dashboards.values.page_keys import listed_keys
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage

OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Measures:
    """The keys of a figure.

    Attributes:
        choice: The choice that they belong to.
        is_fallback: Whether the release has nothing of what was chosen, so that others stand in its place.
    """

    choice: str
    keys: tuple[Key, ...]
    is_fallback: bool = False


def chosen_measures(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> Measures:
    """Return what the options of a figure name for the choice of the page.

    An option is named after a choice and lists indicators, each with its breakdown behind a colon where it is not the
    whole (`EXPENDITURE_TOTAL:PRIVATE`). The option `otherwise` names the choice that stands in where the release has no
    value of what was chosen. The keys of one choice are of one family, so that a figure never mixes two.
    """
    return _measures(data, state.choice, declared)


def _measures(data: ReleaseData, choice: str, declared: DeclaredFigure) -> Measures:
    keys = listed_keys(data, declared.options.get(choice, ""))
    other = declared.options.get(OTHERWISE, "")
    if _has_any(data, keys) or not other or other == choice:
        return Measures(choice, keys)
    instead = listed_keys(data, declared.options.get(other, ""))
    return Measures(other, instead, is_fallback=True) if _has_any(data, instead) else Measures(choice, keys)


def keys_of_choice(data: ReleaseData, page: DeclaredPage, choice: str) -> tuple[Key, ...]:
    """Return what the first figure whose measures follow the choice shows for it, none where no figure does."""
    declared = next((each for each in page.figures if choice and choice in each.options), None)
    return () if declared is None else _measures(data, choice, declared).keys


def measures_of_figure(data: ReleaseData, state: PageState, page: DeclaredPage, figure_id: str) -> Measures:
    """Return the measures of one figure of a page, none where the page has no such figure."""
    declared = page.figure(figure_id)
    return Measures(state.choice, ()) if declared is None else chosen_measures(data, state, declared)


def _has_any(data: ReleaseData, keys: Sequence[Key]) -> bool:
    return any(key in data.years_by_key for key in keys)


def fallback_notes(data: ReleaseData, measures: Measures) -> tuple[str, ...]:
    """Return that something else is shown than what was chosen, where that is so."""
    if not measures.is_fallback:
        return ()
    return (data.say(f"dashboards_money.instead.{measures.choice}", release=data.release.id),)
