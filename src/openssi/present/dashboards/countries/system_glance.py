"""The system at a glance: for each branch whether contributory and non-contributory benefits exist, and who has one."""

from collections.abc import Sequence
from dataclasses import replace

from openssi.present.dashboards.figures.cells import country_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.programme_data import Programme
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import CountryFigure
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.symbols import MISSING

NOT_MEASURED = "none"
"""What a branch without an indicator of effective coverage is declared with."""

IN_FORCE = frozenset({"", "ACTIVE"})


def system_glance(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return a row per branch; the options name the branches (codes of functions) with their indicator or `none`."""
    held = [each for each in data.programmes.current if each.area == state.area and each.status in IN_FORCE]
    keys = {branch: data.key(each) for branch, each in declared.options.items() if each != NOT_MEASURED}
    found = data.countries(list(keys.values()), state.year, area=state.area) if keys else {}
    covered = {key: figures[0] for key, figures in found.items() if figures}
    if not held:
        empty = data.say("dashboards_country.system.none", place=place_name(data, state), release=data.release.id)
        return replace(nothing_to_show(data, state, declared), empty=empty, description=empty)
    rows = tuple(
        _row(data, state, branch, [each for each in held if branch in each.functions], keys.get(branch), covered)
        for branch in declared.options
    )
    return DashboardFigure(
        id=declared.id,
        title=declared.name.in_language(data.language),
        subtitle=subtitle_of(data, state, declared, inventory=str(max(each.year for each in held))),
        description="; ".join(": ".join((row[0].text, ", ".join(cell.text for cell in row[1:]))) for row in rows),
        notes=(data.say("dashboards_country.system.note"),),
        source=source_line(data, covered.values()),
        table=FigureTable(columns=_columns(data), rows=rows),
        shape="table",
        width=declared.width,
    )


def _columns(data: ReleaseData) -> tuple[FigureColumn, ...]:
    def say(key: str) -> str:
        return data.say(f"dashboards_country.system.{key}")

    return (
        FigureColumn(id="branch", name=say("branch")),
        FigureColumn(id="contributory", name=say("contributory")),
        FigureColumn(id="non_contributory", name=say("non_contributory")),
        FigureColumn(id="covered", name=say("covered"), unit="%", is_number=True),
    )


def _row(
    data: ReleaseData,
    state: PageState,
    branch: str,
    held: Sequence[Programme],
    key: Key | None,
    covered: dict[Key, CountryFigure],
) -> tuple[FigureCell, ...]:
    name = data.say(f"dashboards_country.branch.{branch}")
    if key is None:
        told = data.say("dashboards_country.system.not_measured")
        last = FigureCell(text=MISSING, state="missing", note=told)
    else:
        last = country_cell(data, key, covered.get(key), state)
    return (
        FigureCell(text=name),
        _disc(data, any(each.is_contributory for each in held)),
        _disc(data, any(each.is_non_contributory for each in held)),
        last,
    )


def _disc(data: ReleaseData, exists: bool) -> FigureCell:
    text = data.say(f"dashboards_country.system.{'exists' if exists else 'absent'}")
    return FigureCell(text=text, disc="filled" if exists else "hollow")
