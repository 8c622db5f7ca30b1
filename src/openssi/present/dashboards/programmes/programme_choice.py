"""Which schemes and benefits a reader asked for, and how their codes are called."""

from collections.abc import Iterable

from openssi.present.countries import sorting_key
from openssi.present.dashboards.values.programme_data import Programme
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState

EVERY = "ALL"
"""Entry of the filter of a page that leaves nothing out."""


def functions(data: ReleaseData) -> dict[str, str]:
    """Return the names of the functions by code, in their order, without what stands in brackets behind them."""
    codes = data.definitions.codelists["CL_FUNC"].codes
    return {code.id: code.name.in_language(data.language).partition(" (")[0] for code in codes}


def branches(data: ReleaseData) -> tuple[str, ...]:
    """Return the functions that Convention No. 102 has a part on."""
    codes = data.definitions.codelists["CL_FUNC"].codes
    return tuple(code.id for code in codes if code.crosswalk.get("c102_part"))


def code_name(data: ReleaseData, codelist: str, code: str) -> str:
    """Return the name of a code, the code itself where the list has no such code, nothing where there is none."""
    found = next((each for each in data.definitions.codelists[codelist].codes if each.id == code), None)
    return found.name.in_language(data.language) if found else code


def of_place(data: ReleaseData, state: PageState, programmes: Iterable[Programme]) -> tuple[Programme, ...]:
    """Return those of the country or of the group of countries that was chosen."""
    if state.area:
        return tuple(each for each in programmes if each.area == state.area)
    if state.is_world:
        return tuple(programmes)
    areas = set(data.rows.members(state.grouping, state.group, state.year))
    return tuple(each for each in programmes if each.area in areas)


def asked_for(state: PageState, programmes: Iterable[Programme]) -> tuple[Programme, ...]:
    """Return those of the function and of the kind that were chosen."""
    return tuple(each for each in programmes if _fits(state, each))


def _fits(state: PageState, programme: Programme) -> bool:
    if state.function and state.function not in programme.functions:
        return False
    return state.choice in {"", EVERY, programme.contribution}


def by_country(data: ReleaseData, programmes: Iterable[Programme]) -> tuple[Programme, ...]:
    """Return programmes in the order of the names of their countries, then by id."""
    names = {area: sorting_key(name) for area, name in data.area_names.items()}
    return tuple(sorted(programmes, key=lambda each: (names.get(each.area, each.area), each.scheme, each.benefit)))
