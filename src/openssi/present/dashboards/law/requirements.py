"""What the Conventions ask for, branch by branch: declared, so that it is there whatever a release holds."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.law.ratifications import EVERY_CONVENTION, convention_name
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number, percent_sign
from openssi.present.punctuation import listed
from openssi.present.standard_words import as_decimal
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.standard import Limit, ProtectedPersons, Provenance, QualifyingPeriod, StandardBranch
from openssi.vocabulary.symbols import MISSING, NOT_APPLICABLE

NUMBERS = ("rate", "weeks", "days", "years")


def requirements(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return what the chosen Convention asks for, or all; figures that were not read in a source are left out."""
    branches = _branches(data, state)
    if not branches:
        told = data.say("dashboards_legal.requirement.nothing", convention=convention_name(data, state.choice))
        return replace(nothing_to_show(data, state, declared), description=told, empty=told)
    title = declared.name.in_language(data.language)
    sources = dict.fromkeys(
        each.source.title.in_language(data.language) for branch in branches for each in _provenances(branch)
    )
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=title,
        notes=(data.say("dashboards_legal.requirement.note"),),
        source=data.say("dashboards_legal.requirement.source", sources=listed(list(sources), data.language)),
        table=_table(data, branches),
        shape="table",
        width=declared.width,
    )


def _branches(data: ReleaseData, state: PageState) -> list[StandardBranch]:
    every = data.definitions.standards.branches()
    return [
        each
        for each in every
        if state.choice in {"", EVERY_CONVENTION, each.convention} and state.breakdown in {TOTAL, each.part_c102}
    ]


def _provenances(branch: StandardBranch) -> Iterable[Provenance]:
    """Give where the figures that are shown were read."""
    limits = (branch.rate, *branch.durations, branch.waiting, branch.qualifying, *branch.persons)
    found = [each.provenance for each in limits if each is not None]
    return [each for each in (*found, *([branch.throughout] if branch.throughout else [])) if each.confirmed]


def _table(data: ReleaseData, branches: Iterable[StandardBranch]) -> FigureTable:
    columns = (
        FigureColumn(id="branch", name=data.say("dashboards_legal.requirement.branch")),
        *(
            FigureColumn(
                id=each,
                name=data.say(f"dashboards_legal.requirement.{each}"),
                unit=data.say(f"dashboards_legal.requirement.unit.{each}"),
            )
            for each in NUMBERS
        ),
        FigureColumn(id="persons", name=data.say("dashboards_legal.requirement.persons")),
        FigureColumn(id="articles", name=data.say("dashboards_legal.requirement.articles")),
    )
    return FigureTable(columns=columns, rows=tuple(_row(data, each) for each in branches))


def _row(data: ReleaseData, branch: StandardBranch) -> tuple[FigureCell, ...]:
    name = f"{branch.convention} {branch.part} {branch.contingency.in_language(data.language)}"
    return (
        FigureCell(text=name),
        _limit(data, branch.rate),
        _duration(data, branch),
        _limit(data, branch.waiting),
        _period(data, branch.qualifying),
        _persons(data, branch.persons),
        _articles(data, branch),
    )


def _unread(data: ReleaseData) -> FigureCell:
    return FigureCell(text=MISSING, state="missing", note=data.say("dashboards_legal.requirement.unread"))


def _none_asked(data: ReleaseData) -> FigureCell:
    note = data.say("dashboards_legal.requirement.none")
    return FigureCell(text=NOT_APPLICABLE, state="not_applicable", note=note)


def _articles(data: ReleaseData, branch: StandardBranch) -> FigureCell:
    articles = dict.fromkeys(each.article for each in _provenances(branch))
    return FigureCell(
        text=data.say("standards.article", article=listed(list(articles), data.language)) if articles else MISSING
    )


def _limit(data: ReleaseData, limit: Limit | None) -> FigureCell:
    if limit is None:
        return _none_asked(data)
    if not limit.provenance.confirmed:
        return _unread(data)
    return FigureCell(text=_number(data, limit.value), value=float(limit.value))


def _duration(data: ReleaseData, branch: StandardBranch) -> FigureCell:
    if branch.throughout is not None:
        return FigureCell(text=data.say("standards.arithmetic.throughout"))
    if not branch.durations:
        return _none_asked(data)
    read = [each for each in branch.durations if each.provenance.confirmed]
    if not read:
        return _unread(data)
    told = " / ".join(dict.fromkeys(_number(data, each.value) for each in read))
    return FigureCell(text=told, value=float(read[0].value) if len(read) == 1 else None)


def _period(data: ReleaseData, period: QualifyingPeriod | None) -> FigureCell:
    if period is None:
        return _none_asked(data)
    if not period.provenance.confirmed:
        return _unread(data)
    if not period.has_number:
        return FigureCell(text=data.say("dashboards_legal.requirement.no_number"))
    if not period.contribution_years and not period.residence_years:
        return FigureCell(text=data.say("dashboards_legal.requirement.none_admitted"))
    years = {"contribution": period.contribution_years, "residence": period.residence_years}
    told = [
        data.say(f"dashboards_legal.requirement.{name}", count=float(each), years=_number(data, each))
        for name, each in years.items()
        if each is not None
    ]
    return FigureCell(text=data.say("standards.groups.or").join(told))


def _persons(data: ReleaseData, persons: Iterable[ProtectedPersons]) -> FigureCell:
    read = [each for each in persons if each.provenance.confirmed]
    if not read:
        return _unread(data)
    told = [data.say(f"standards.groups.{each.group}", percent=_percent(data, each.percent)) for each in read]
    return FigureCell(text=data.say("standards.groups.or").join(told))


def _percent(data: ReleaseData, percent: Fraction | None) -> str:
    return "" if percent is None else f"{_number(data, percent)}{percent_sign(data.language)}"


def _number(data: ReleaseData, number: Fraction) -> str:
    decimals = next((each for each in (0, 1) if (number * 10**each).denominator == 1), 2)
    return format_number(as_decimal(number), data.language, decimals)
