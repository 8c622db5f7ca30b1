"""The choices of the filters of a page. A choice that cannot apply stays visible."""

from collections.abc import Iterable

from openssi.present.breakdowns import breakdown_name
from openssi.present.figures import WORLD, WORLD_CODE
from openssi.present.page_data import PageData
from openssi.present.page_model import Choice, ChoiceGroup, Variant
from openssi.present.selection import SEXES
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.observation import TOTAL


def indicator_groups(data: PageData) -> tuple[ChoiceGroup, ...]:
    """Return the indicators that have a value in the release, by family; the one of the page is always among them."""
    shown = [each for each in data.definitions.indicators.values() if _is_offered(data, each)]
    families = {family: [each for each in shown if each.family == family] for family in _families(shown)}
    return tuple(
        ChoiceGroup(label=family_name(data, family), choices=tuple(_indicator_choice(data, each) for each in members))
        for family, members in families.items()
    )


def _is_offered(data: PageData, indicator: Indicator) -> bool:
    return indicator.id in data.valued_indicators or indicator.id == data.selection.indicator


def _families(shown: Iterable[Indicator]) -> dict[str, None]:
    return dict.fromkeys(each.family for each in shown)


def family_name(data: PageData, family: str) -> str:
    """Return the name of a family, its id where it is not declared."""
    declared = data.definitions.indicator_families.get(family)
    return declared.name.in_language(data.language) if declared is not None else family


def _indicator_choice(data: PageData, indicator: Indicator) -> Choice:
    return Choice(
        value=indicator.id,
        label=choice_label(data, indicator),
        selected=indicator.id == data.selection.indicator,
        available=indicator.id in data.valued_indicators,
        code=indicator.code or indicator.series,
        name=indicator.name.in_language(data.language),
    )


def choice_label(data: PageData, indicator: Indicator) -> str:
    """Return the short name of an indicator; of a variant its name, for it may share the short one."""
    return (indicator.name if indicator.variant_of else indicator.short_name).in_language(data.language)


def variants(data: PageData) -> tuple[Variant, ...]:
    """Return the definition and its variants that have values, the main one first; none where there is but one."""
    main = data.indicator.variant_of or data.indicator.id
    known = data.definitions.indicators.values()
    related = [each for each in known if main in {each.id, each.variant_of} and _is_offered(data, each)]
    related.sort(key=lambda each: each.id != main)
    if len(related) < 2:
        return ()
    chosen = data.indicator.id
    return tuple(
        Variant(indicator=each.id, name=each.name.in_language(data.language), selected=each.id == chosen)
        for each in related
    )


def year_choices(data: PageData) -> tuple[Choice, ...]:
    """Return the years of the indicator, the latest first."""
    chosen = data.selection.year
    return tuple(Choice(value=str(year), label=str(year), selected=year == chosen) for year in data.years)


def sex_choices(data: PageData) -> tuple[Choice, ...]:
    """Return both sexes together, women and men."""
    return tuple(
        Choice(
            value=sex,
            label=data.words.say(f"sex.s{sex}"),
            selected=sex == data.selection.sex,
            available=sex in data.indicator.sexes and bool(data.countries_by_sex.get(sex)),
        )
        for sex in SEXES
    )


def sex_note(data: PageData) -> str:
    """Return how many countries report women and men, or why the sexes cannot be told apart."""
    if data.indicator.sexes == ("F",):
        return data.words.say("sex_note.women_only")
    if data.indicator.sexes == (TOTAL,):
        return data.words.say("sex_note.total_only")
    reporting = min(data.countries_by_sex.get(sex, 0) for sex in ("F", "M"))
    return data.words.count("sex_note.reporting", reporting) if reporting else data.words.say("sex_note.none")


def grouping_choices(data: PageData) -> tuple[Choice, ...]:
    """Return the groupings of the release, the world first."""
    known = dict.fromkeys([WORLD, *(grouping for grouping, _ in data.groups)])
    return tuple(
        Choice(
            value=grouping,
            label=data.words.say_or(f"grouping.{grouping}", grouping),
            selected=grouping == data.selection.grouping,
        )
        for grouping in known
    )


def group_choices(data: PageData) -> tuple[Choice, ...]:
    """Return the groups of the chosen grouping."""
    chosen = data.selection
    if chosen.grouping == WORLD:
        name = data.words.say(f"place.{data.words.world}.name")
        return (Choice(value=WORLD_CODE, label=name, selected=True),)
    return tuple(
        Choice(value=group.code, label=group.name, selected=group.code == chosen.group)
        for group in data.groups_of(chosen.grouping)
    )


def breakdown_choices(data: PageData) -> tuple[Choice, ...]:
    """Return the breakdowns of the indicator, empty where it has only its total."""
    breakdowns = data.indicator.breakdowns
    if len(breakdowns) < 2:
        return ()
    return tuple(
        Choice(
            value=each,
            label=breakdown_name(data.definitions, each, data.language),
            selected=each == data.selection.breakdown,
        )
        for each in breakdowns
    )
