"""What can be chosen on a page: its filters as they are laid out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from openssi.present.breakdowns import breakdown_name
from openssi.present.dashboards.address_state import LONGEST_QUERY, MOST_AREAS, SEXES, functions_of, keys_of
from openssi.present.dashboards.values.chosen_measures import keys_of_choice
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import INCOME, WORLD, WORLD_CODE
from openssi.present.page_model import Choice, ChoiceGroup
from openssi.vocabulary.dashboard import DeclaredPage, FilterId
from openssi.vocabulary.observation import TOTAL


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
    pairs = [("", data.say("dashboards.filter.all_functions")), *functions_of(data).items()]
    return _plain(data, "function", _choices(pairs, state.function))


def _query_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:  # noqa: ARG001 - all alike
    return FilterShown(name="q", label=data.say("dashboards.filter.q"), groups=(), text=state.query)


def _choice_filter(data: ReleaseData, page: DeclaredPage, state: PageState) -> FilterShown:
    pairs = [(name, text.in_language(data.language)) for name, text in page.choices.items()]
    label = data.say(f"dashboards.choice.{page.id}")
    return FilterShown(
        name="choice", label=label, groups=(ChoiceGroup(label="", choices=_choices(pairs, state.choice)),)
    )
