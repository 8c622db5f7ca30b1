"""Entitlement by law as its parts: mandatory, voluntary, non-contributory; by branch, and by place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from openssi.present.dashboards.drawings.stacked_chart import StackedChart, StackPart, StackRow, described_stacks
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import (
    PlaceValue,
    country_figures,
    highest_first,
    of_chosen_group,
    of_countries,
    of_groups,
    shown_groupings,
)
from openssi.present.dashboards.figures.ranked_bars import MOST_DRAWN, range_title
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import AggregateFigure, CountryFigure
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.symbols import LETTERS, NOT_APPLICABLE
from openssi.vocabulary.text import MultilingualText

PARTS = ("MAND", "VOL", "NONCONTRIB")
UNSURE = frozenset({"imputed", "provisional", "estimated"})
"""States of values that are drawn hatched; which it is stands in the table."""

ADDS_UP = 0.1
"""Points by which parts may miss their total before that is said."""

FEWEST_BRANCHES = 3
"""Branches from which a title counts them."""


@dataclass(frozen=True, slots=True)
class Split:
    """A total and its parts; a part that the indicator does not have is none."""

    name: str
    total: PlaceValue
    parts: tuple[PlaceValue | None, ...]

    def adds_up(self) -> bool:
        """Whether the parts that are known give the total, or cannot."""
        values = [each.value for each in self.parts if each is not None]
        known = [each for each in values if each is not None]
        if self.total.value is None or len(known) < len(values):
            return True
        return abs(sum(known) - self.total.value) <= ADDS_UP


def branch_name(data: ReleaseData, indicator: str) -> str:
    """Return the branch that an indicator is about, its short name where the texts have none."""
    is_said = f"branch.{indicator}" in data.definitions.texts.entries("dashboards_legal")
    return data.say(f"dashboards_legal.branch.{indicator}") if is_said else data.short_name(indicator)


def told_for(data: ReleaseData, indicators: Sequence[str], sex: str) -> list[str]:
    """Return the indicators that are told for a sex; all of them for both sexes together."""
    return [each for each in indicators if sex in {TOTAL, *data.indicator(each).sexes}]


def sex_name(data: ReleaseData, state: PageState) -> str:
    """Return women, men or both sexes as a subtitle says it."""
    return data.say(f"dashboards_legal.sex.{state.sex.strip('_')}")


def legal_nothing(data: ReleaseData, state: PageState, declared: DeclaredFigure, why: str = "") -> DashboardFigure:
    """Return a figure of the law without values: why, and where what there is instead stands."""
    slots = {"branch": branch_name(data, state.indicator), "sex": sex_name(data, state)}
    subtitle = subtitle_of(data, state, declared, **slots)
    plain = nothing_to_show(data, state, replace(declared, subtitle=MultilingualText(subtitle, subtitle, subtitle)))
    has_years = any(data.years_by_key.get(data.key(each)) for each in declared.indicators)
    told = why or ("" if has_years else data.say("dashboards_legal.nothing", release=data.release.id))
    return replace(plain, empty=told, description=told) if told else plain


def legal_parts(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the branches of a figure, each as its parts, for the chosen group of countries."""
    told = told_for(data, declared.indicators, state.sex)
    keys = [key for each in told for key in _keys(data, each, state.sex) if key is not None]
    found = of_chosen_group(data, state, keys)
    splits = [
        Split(
            branch_name(data, each),
            found[_total(data, each, state.sex)],
            tuple(None if key is None else found[key] for key in _keys(data, each, state.sex)[1:]),
        )
        for each in told
    ]
    shown = [each for each in splits if each.total.value is not None]
    return _figure(data, state, declared, shown, _branches_title(data, declared, shown), ())


def legal_parts_by_place(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the chosen branch as its parts: of the world, regions and income groups, or of a group's countries."""
    keys = [key for key in _keys(data, state.indicator, state.sex) if key is not None]
    whole = of_chosen_group(data, state, keys)
    rest = (
        of_groups(data, state, keys, shown_groupings(data)[1:]) if state.is_world else of_countries(data, state, keys)
    )
    heads = _splits(data, state, {key: (value,) for key, value in whole.items()})
    others = _splits(data, state, rest)
    compared = [each.total for each in others if each.total.area or each.total.group[0] == data.region_grouping]
    shown = [each for each in (*heads, *others) if each.total.value is not None]
    told = data.say("dashboards_legal.branch_by_law", branch=branch_name(data, state.indicator))
    named = replace(declared, indicators=(state.indicator,), name=MultilingualText(told, told, told))
    title = range_title(data, told, _total(data, state.indicator, state.sex), compared)
    return _figure(data, state, named, shown, title, shown[:1] if heads and heads[0].total.value is not None else ())


def _total(data: ReleaseData, indicator: str, sex: str) -> Key:
    return data.key(indicator, sex)


def _keys(data: ReleaseData, indicator: str, sex: str) -> tuple[Key | None, ...]:
    """Return the keys of the total and of each part, none for a part that the indicator does not have."""
    has = set(data.indicator(indicator).breakdowns)
    parts = (data.key(indicator, sex, each) if each in has else None for each in PARTS)
    return (_total(data, indicator, sex), *parts)


def _splits(data: ReleaseData, state: PageState, found: dict[Key, tuple[PlaceValue, ...]]) -> list[Split]:
    """Return the places of one indicator with their parts, the highest total first within each grouping."""
    total, *parts = _keys(data, state.indicator, state.sex)
    by_part = [{_place(value): value for value in found.get(key, ())} if key else None for key in parts]
    if total is None:
        return []
    ordered = sorted(highest_first(found.get(total, ())), key=lambda each: _grouping_order(data, each))
    return [
        Split(each.label(state.year), each, tuple(None if part is None else part.get(_place(each)) for part in by_part))
        for each in ordered
    ]


def _place(value: PlaceValue) -> tuple[str, tuple[str, str]]:
    return value.area, value.group


def _grouping_order(data: ReleaseData, value: PlaceValue) -> int:
    groupings = shown_groupings(data)
    return groupings.index(value.group[0]) if value.group[0] in groupings else len(groupings)


def _figure(
    data: ReleaseData,
    state: PageState,
    declared: DeclaredFigure,
    splits: Sequence[Split],
    title: str,
    main: Sequence[Split],
) -> DashboardFigure:
    if not splits:
        return legal_nothing(data, state, declared)
    categories = tuple(data.say(f"dashboards_legal.part.{each}") for each in PARTS)
    drawn = splits[:MOST_DRAWN]
    rows = tuple(_bar(data, each, is_main=each in main) for each in drawn)
    description = f"{title}. {described_stacks(categories, rows, data.language)}."
    units = data.units(splits[0].total.key[0])
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(
            data, state, declared, branch=branch_name(data, splits[0].total.key[0]), sex=sex_name(data, state)
        ),
        description=description,
        notes=tuple(_notes(data, splits, drawn)),
        source=source_line(data, country_figures(each.total for each in splits)),
        table=_table(data, state, splits, categories),
        draws=StackedChart(
            categories=categories,
            rows=rows,
            axis=axis_of([each.total.value or 0.0 for each in splits], units),
            language=data.language,
            description=description,
        ).draw,
        width=declared.width,
    )


def _bar(data: ReleaseData, split: Split, *, is_main: bool) -> StackRow:
    figure = split.total.figure
    units = data.units(split.total.key[0])
    letter = LETTERS.get(figure.status, "") if isinstance(figure, CountryFigure) else ""
    text = figure.text(units) if figure is not None else units.text(None, "")
    return StackRow(
        name=split.name,
        parts=tuple(_part(data, each) for each in split.parts),
        total=split.total.value,
        text=f"{text} {letter}".strip(),
        is_hatched=_is_unsure(figure),
        is_main=is_main,
    )


def _part(data: ReleaseData, value: PlaceValue | None) -> StackPart:
    if value is None or value.value is None:
        return StackPart(value=None, text="")
    return StackPart(value=value.value, text=data.units(value.key[0]).number(value.value))


def _is_unsure(figure: CountryFigure | AggregateFigure | None) -> bool:
    if isinstance(figure, AggregateFigure):
        return figure.publication == "flagged"
    return figure is not None and figure.state in UNSURE


def _notes(data: ReleaseData, splits: Sequence[Split], drawn: Sequence[Split]) -> Iterable[str]:
    if any(_is_unsure(each.total.figure) for each in drawn):
        yield data.say("dashboards_legal.parts_unsure")
    if any(each.total.value == 0 for each in drawn):
        yield data.say("dashboards.note.zero")
    if not all(each.adds_up() for each in splits):
        yield data.say("dashboards_legal.parts_apart")
    if len(drawn) < len(splits):
        yield data.say("dashboards_legal.drawn", count=len(drawn), of=len(splits))
    yield data.say("dashboards_legal.parts_voluntary")


def _branches_title(data: ReleaseData, declared: DeclaredFigure, splits: Sequence[Split]) -> str:
    """Return in how many branches mandatory insurance is more than half: branches have different denominators."""
    halves = [
        each
        for each in splits
        if each.parts[0] is not None and (each.parts[0].value or 0.0) > (each.total.value or 0.0) / 2
    ]
    if len(splits) < FEWEST_BRANCHES:
        return declared.name.in_language(data.language)
    key = "all" if len(halves) == len(splits) else "none" if not halves else "some"
    return data.say(f"dashboards_legal.mandatory.{key}", count=len(halves) or len(splits), of=len(splits))


def _table(data: ReleaseData, state: PageState, splits: Sequence[Split], categories: Sequence[str]) -> FigureTable:
    unit = data.units(splits[0].total.key[0]).symbol
    heads = (("total", data.say("dashboards_legal.by_law")), *zip(map(str.lower, PARTS), categories, strict=True))
    columns = (
        FigureColumn(id="name", name=data.say("dashboards_legal.branch_or_place")),
        *(FigureColumn(id=name, name=head, unit=unit, is_number=True) for name, head in heads),
    )
    rows = tuple(
        (
            FigureCell(text=each.name, href_area=each.total.area),
            each.total.cell(data, state),
            *(_cell(data, state, part) for part in each.parts),
        )
        for each in splits
    )
    return FigureTable(columns=columns, rows=rows)


def _cell(data: ReleaseData, state: PageState, value: PlaceValue | None) -> FigureCell:
    if value is None:
        return FigureCell(text=NOT_APPLICABLE, state="not_applicable", note=data.say("dashboards_legal.no_part"))
    return value.cell(data, state)
