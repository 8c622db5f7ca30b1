"""From the words of an address to the state of a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openssi.present.dashboards.indicator_choice import indicator_named
from openssi.present.dashboards.values.chosen_measures import keys_of_choice
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import INCOME, WORLD, WORLD_CODE
from openssi.vocabulary.dashboard import DeclaredPage, FilterId
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import TOTAL, Place

SEXES = (TOTAL, "F", "M")

VIEWS = ("map", "tiles", "table")
"""How figures of countries can be looked at."""

MOST_AREAS = 8
"""Countries that can be compared at once."""

LONGEST_QUOTED = 60
"""Characters of a wrong value that an error repeats."""

LONGEST_QUERY = 100
"""Characters of the words that are looked for; what is longer is cut."""

MOST_DIGITS = 6
"""Digits of the number of a part of a table."""


def parse_state(data: ReleaseData, page: DeclaredPage, address: Mapping[str, Sequence[str]]) -> PageState:
    """Return the state of an address (`{"year": ["2020"], "areas": ["QMA", "QMB"]}`).

    What is absent is chosen. What exists but does not go with the rest gives way to the nearest that does.

    Args:
        data: The release.
        page: The page.
        address: Values by name; names that are no filter of the page are left alone.

    Raises:
        FixTheFile: if a value exists nowhere, with those that are possible.
    """
    asked = _Asked({name: _values_of(name, address.get(name, ())) for name in page.filters})
    indicator = _indicator(asked, data, page)
    declared = data.definitions.indicators.get(indicator)
    sex = _one_of(asked, "sex", SEXES, TOTAL)
    if declared is not None and sex not in declared.sexes:
        sex = declared.headline_sex
    grouping, group = _group(asked, data)
    choice = _one_of(asked, "choice", page.choices, next(iter(page.choices), ""))
    year, is_latest = _year(asked, data, keys_of_choice(data, page, choice) or keys_of(data, page, indicator, sex))
    return PageState(
        page=page.id,
        language=data.language,
        indicator=indicator,
        year=year,
        is_latest=is_latest,
        sex=sex,
        breakdown=_breakdown(asked, data, indicator),
        grouping=grouping,
        group=group,
        area=_one_of(asked, "area", data.area_names, ""),
        areas=_areas(asked, data),
        function=_one_of(asked, "function", functions_of(data), ""),
        choice=choice,
        view=_one_of(asked, "view", VIEWS, ""),
        sort=asked.first("sort"),
        query=asked.first("q"),
        part=_part(asked),
        asked=tuple(
            (name, each)
            for name in page.filters
            for each in ((indicator,) if name == "indicator" and asked.first(name) else asked.values[name])
        ),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    values: Mapping[FilterId, tuple[str, ...]]

    def first(self, name: FilterId) -> str:
        found = self.values.get(name, ())
        return found[0] if found else ""

    def refuse(self, name: FilterId, value: str, allowed: Iterable[str]) -> FixTheFile:
        told = value if len(value) <= LONGEST_QUOTED else f"{value[:LONGEST_QUOTED]}…"
        return FixTheFile.because(
            "VALUE_NOT_ALLOWED", Place(item=f"{name}={told}"), value=told, option=name, allowed=", ".join(allowed)
        )


def _values_of(name: FilterId, written: Sequence[str]) -> tuple[str, ...]:
    """Return the values of a filter: words as they were typed, of all others every one of a list with commas."""
    if name == "indicator":
        return tuple(each.strip()[:LONGEST_QUERY] for each in written if each.strip())
    if name == "sort":
        return tuple(each[:LONGEST_QUOTED] for each in _values(written))
    if name != "q":
        return _values(written)
    words = " ".join("".join(written[:1])[:LONGEST_QUERY].split())
    return (words,) if words else ()


def _part(asked: _Asked) -> int:
    written = asked.first("page") or "1"
    if not written.isdecimal() or len(written) > MOST_DIGITS or int(written) < 1:
        raise asked.refuse("page", written, ["1", "2", "3"])
    return int(written)


def _values(written: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for text in written for part in text.split(",") if (value := part.strip()))


def _one_of(asked: _Asked, name: FilterId, allowed: Iterable[str], otherwise: str) -> str:
    wanted, known = asked.first(name), list(allowed)
    found = next((each for each in known if each.upper() == wanted.upper()), None) if wanted else otherwise
    if found is None:
        raise asked.refuse(name, wanted, known)
    return found


def _indicator(asked: _Asked, data: ReleaseData, page: DeclaredPage) -> str:
    if not page.indicators:
        return ""
    valued = [each for each in page.indicators if data.key(each) in data.years_by_key] or list(page.indicators)
    wanted = asked.first("indicator")
    if page.offers_all and wanted.upper() not in page.indicators:
        found = indicator_named(data.definitions, valued, wanted)
        if found:
            return found
    return _one_of(asked, "indicator", page.indicators, valued[0])


def keys_of(data: ReleaseData, page: DeclaredPage, indicator: str = "", sex: str = "") -> tuple[Key, ...]:
    """Return the keys that decide which years a page has: its indicator, else those of its tiles and figures."""
    named = (
        [indicator] if indicator else [*page.tiles, *(each for figure in page.figures for each in figure.indicators)]
    )
    return tuple(dict.fromkeys(data.key(each, sex) for each in named))


def _year(asked: _Asked, data: ReleaseData, keys: Iterable[Key]) -> tuple[int, bool]:
    wanted = asked.first("year").lower()
    latest = data.latest_year(keys) or data.latest_year(data.years_by_key)
    if not wanted or wanted == "latest":
        return latest or int(data.release.created[:4]), True
    years = sorted({year for found in data.years_by_key.values() for year in found}, reverse=True)
    if not wanted.isdecimal() or len(wanted) > 4 or int(wanted) not in years:
        raise asked.refuse("year", wanted, ["latest", *map(str, years)])
    return int(wanted), False


def _breakdown(asked: _Asked, data: ReleaseData, indicator: str) -> str:
    declared = data.definitions.indicators.get(indicator)
    if declared is None:
        return TOTAL
    known = sorted({each for other in data.definitions.indicators.values() for each in other.breakdowns})
    wanted = _one_of(asked, "breakdown", known, declared.breakdowns[0])
    return wanted if wanted in declared.breakdowns else declared.breakdowns[0]


def _group(asked: _Asked, data: ReleaseData) -> tuple[str, str]:
    known = {WORLD: [WORLD_CODE]}
    for grouping, code in data.groups:
        known.setdefault(grouping, []).append(code)
    grouping = _one_of(asked, "grouping", known, "")
    group = _one_of(asked, "group", dict.fromkeys(code for codes in known.values() for code in codes), "")
    if not group:
        return (grouping, known[grouping][0]) if grouping else (WORLD, WORLD_CODE)
    if grouping:
        return grouping, group if group in known[grouping] else known[grouping][0]
    preferred = sorted(known, key=lambda each: each not in {data.region_grouping, INCOME, WORLD})
    return next((name, group) for name in preferred if group in known[name])


def _areas(asked: _Asked, data: ReleaseData) -> tuple[str, ...]:
    found = []
    for each in asked.values.get("areas", ()):
        if each.upper() not in data.area_names:
            raise asked.refuse("areas", each, data.area_names)
        found.append(each.upper())
    if len(set(found)) > MOST_AREAS:
        raise FixTheFile.because("TOO_MANY_COUNTRIES", Place(item="areas"), count=len(set(found)), most=MOST_AREAS)
    return tuple(dict.fromkeys(found))


def functions_of(data: ReleaseData) -> Mapping[str, str]:
    """Return the names of the functions of social protection by code."""
    return {code.id: code.name.in_language(data.language) for code in data.definitions.codelists["CL_FUNC"].codes}
