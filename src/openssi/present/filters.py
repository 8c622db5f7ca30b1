"""The choices of the filters of a page. A choice that cannot apply stays visible."""

from openssi.present.figures import WORLD, WORLD_CODE
from openssi.present.page_data import PageData
from openssi.present.page_model import Choice
from openssi.present.selection import SEXES
from openssi.vocabulary.observation import TOTAL


def indicator_choices(data: PageData) -> tuple[Choice, ...]:
    """Return all indicators; those without any value are not available."""
    return tuple(
        Choice(
            value=each.id,
            label=each.short_name.in_language(data.language),
            selected=each.id == data.selection.indicator,
            available=each.id in data.valued_indicators,
        )
        for each in data.definitions.indicators.values()
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
            label=data.words.say("fifth.all") if each == TOTAL else data.words.say_or(f"fifth.{each}.name", each),
            selected=each == data.selection.breakdown,
        )
        for each in breakdowns
    )
