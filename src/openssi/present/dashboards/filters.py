"""The filters of a dashboard: from the words of an address to a state, and back to what can be chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from openssi.present.dashboards.chosen_measures import keys_of_choice
from openssi.present.dashboards.indicator_choice import indicator_named
from openssi.present.dashboards.release_data import Key, ReleaseData
from openssi.present.dashboards.state import PageState
from openssi.present.figures import INCOME, WORLD, WORLD_CODE
from openssi.present.page_model import Choice, ChoiceGroup
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterShown:
    """A filter as it is laid out.

    Attributes:
        name: Its name in the address.
        groups: What can be chosen; the entries of a group without a label stand by themselves.
        note: Why it cannot apply here, or what it means; else empty.
        is_multiple: Whether several entries can be chosen.
        text: What stands in a field of free text; none for a list.
        is_searched: Whether a long list can also be chosen from by typing a name.
    """

    name: FilterId
    label: str
    groups: tuple[ChoiceGroup, ...]
    note: str = ""
    is_multiple: bool = False
    text: str | None = None
    is_searched: bool = False

    @property
    def longest(self) -> int:
        """Characters that a field of free text takes."""
        return LONGEST_QUERY


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
        function=_one_of(asked, "function", _functions(data), ""),
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


def filters_shown(data: ReleaseData, page: DeclaredPage, state: PageState) -> tuple[FilterShown, ...]:
    """Return the filters of a page as they are laid out; `view`, `sort` and `page` are links and no filters."""
    makers = {
        "indicator": _indicator_filter,
        "year": _year_filter,
        "sex": _sex_filter,
        "breakdown": _breakdown_filter,
        "grouping": _grouping_filter,
        "group": _group_filter,
        "area": _area_filter,
        "areas": _areas_filter,
        "function": _function_filter,
        "choice": _choice_filter,
        "q": _query_filter,
    }
    return tuple(makers[name](data, page, state) for name in page.filters if name in makers)


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


def _functions(data: ReleaseData) -> Mapping[str, str]:
    return {code.id: code.name.in_language(data.language) for code in data.definitions.codelists["CL_FUNC"].codes}


def _choices(pairs: Iterable[tuple[str, str]], selected: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=label, selected=value == selected) for value, label in pairs)


def _plain(data: ReleaseData, name: FilterId, choices: tuple[Choice, ...], note: str = "") -> FilterShown:
    return FilterShown(
        name=name,
        label=data.say(f"dashboards.filter.{name}"),
        groups=(ChoiceGroup(label="", choices=choices),),
        note=note,
    )


def _indicator_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:
    """Indicators under the names of their families where there are several of these."""
    label = _said_of(data, "indicator_of", page) or data.say("dashboards.filter.indicator")
    offered = [each for each in page.indicators if not page.offers_all or data.key(each) in data.years_by_key]
    families = {data.indicator(each).family for each in offered}
    if len(families) < 2 or not page.offers_all:
        shown = _plain(
            data, "indicator", _choices(((each, data.short_name(each)) for each in offered), state.indicator)
        )
        return replace(shown, label=label)
    named = [(each.id, each.name.in_language(data.language)) for each in data.definitions.indicator_families.values()]
    groups = tuple(
        ChoiceGroup(
            label=name,
            choices=_choices(
                ((each, data.short_name(each)) for each in offered if data.indicator(each).family == family),
                state.indicator,
            ),
        )
        for family, name in named
        if family in families
    )
    return FilterShown(name="indicator", label=label, groups=groups, is_searched=True)


def _year_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:
    keys = keys_of_choice(data, page, state.choice) or keys_of(data, page, state.indicator, state.sex)
    years = sorted({year for key in keys for year in data.years_by_key.get(key, ())} | {state.year}, reverse=True)
    latest = data.say("dashboards.filter.latest", year=data.latest_year(keys) or state.year)
    pairs = [("latest", latest), *((str(year), str(year)) for year in years)]
    return _plain(data, "year", _choices(pairs, "latest" if state.is_latest else str(state.year)))


def _sex_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:  # noqa: ARG001 - all alike
    declared = data.definitions.indicators.get(state.indicator)
    possible = declared.sexes if declared else SEXES
    choices = tuple(
        Choice(
            value=each,
            label=data.say(f"dashboards.sex.{each.strip('_')}"),
            selected=each == state.sex,
            available=each in possible,
        )
        for each in SEXES
    )
    note = "" if len(possible) > 1 else data.say("dashboards.filter.one_sex")
    return _plain(data, "sex", choices, note)


def _breakdown_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:
    from openssi.present.breakdowns import breakdown_name

    declared = data.definitions.indicators[state.indicator]
    label = _said_of(data, "breakdown_of", page)
    names = {each: breakdown_name(data.definitions, each, data.language) for each in declared.breakdowns}
    if label:
        names = {each: f"{each} {name}" for each, name in names.items()}
    names |= {TOTAL: told} if TOTAL in names and (told := _said_of(data, "breakdown_all", page)) else {}
    shown = _plain(data, "breakdown", _choices(names.items(), state.breakdown))
    return replace(shown, label=label or shown.label)


def _said_of(data: ReleaseData, key: str, page: DeclaredPage) -> str:
    """Return what a page calls its breakdowns, empty where it has no word of its own."""
    is_said = f"{key}.{page.id}" in data.definitions.texts.entries("dashboards")
    return data.say(f"dashboards.{key}.{page.id}") if is_said else ""


def _grouping_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:  # noqa: ARG001 - all alike
    known = dict.fromkeys(grouping for grouping, _ in data.groups if grouping != WORLD)
    pairs = [(WORLD, data.say("dashboards.place.world")), *((each, grouping_name(data, each)) for each in known)]
    return _plain(data, "grouping", _choices(pairs, state.grouping))


def grouping_name(data: ReleaseData, grouping: str) -> str:
    """Return the name of a grouping, its code where the texts have none."""
    return data.words.say_or(f"grouping.{grouping}", grouping)


def _group_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:
    """Regions and income groups under their headings, the world first."""
    world = Choice(value=WORLD_CODE, label=data.say("dashboards.place.world"), selected=state.is_world)
    chosen = [] if state.is_world else [state.grouping]
    shown = dict.fromkeys((data.region_grouping, INCOME, *page.groupings, *chosen))
    groups = [
        ChoiceGroup(
            label=grouping_name(data, grouping),
            choices=tuple(
                Choice(
                    value=each.code, label=each.name, selected=(grouping, each.code) == (state.grouping, state.group)
                )
                for each in data.groups_of(grouping)
            ),
        )
        for grouping in shown
    ]
    every = (ChoiceGroup(label="", choices=(world,)), *(each for each in groups if each.choices))
    return FilterShown(name="group", label=data.say("dashboards.filter.group"), groups=every)


def _area_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:  # noqa: ARG001 - all alike
    named = sorted(data.area_names.items(), key=lambda each: each[1])
    return _plain(data, "area", _choices([("", data.say("dashboards.filter.all_countries")), *named], state.area))


def _areas_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:  # noqa: ARG001 - all alike
    choices = tuple(
        Choice(value=area, label=name, selected=area in state.areas)
        for area, name in sorted(data.area_names.items(), key=lambda each: each[1])
    )
    shown = _plain(data, "areas", choices, data.say("dashboards.filter.most_areas", most=MOST_AREAS))
    return FilterShown(name="areas", label=shown.label, groups=shown.groups, note=shown.note, is_multiple=True)


def _function_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:  # noqa: ARG001 - all alike
    pairs = [("", data.say("dashboards.filter.all_functions")), *_functions(data).items()]
    return _plain(data, "function", _choices(pairs, state.function))


def _query_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:  # noqa: ARG001 - all alike
    return FilterShown(name="q", label=data.say("dashboards.filter.q"), groups=(), text=state.query)


def _choice_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:
    pairs = [(name, text.in_language(data.language)) for name, text in page.choices.items()]
    label = data.say(f"dashboards.choice.{page.id}")
    return FilterShown(
        name="choice", label=label, groups=(ChoiceGroup(label="", choices=_choices(pairs, state.choice)),)
    )
