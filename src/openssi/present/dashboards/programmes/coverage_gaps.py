"""Which functions countries have contributory and non-contributory benefits for, and which they report none for."""

from collections.abc import Sequence
from dataclasses import dataclass

from openssi.present.dashboards.drawings.disc_matrix import Disc, DiscMatrix
from openssi.present.dashboards.figures.cells import head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import subtitle_of
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.programmes.programme_choice import branches, functions, of_place
from openssi.present.dashboards.programmes.programme_empty import no_inventory
from openssi.present.dashboards.values.programme_data import Programme
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number
from openssi.vocabulary.dashboard import DeclaredFigure

_TEXTS = "dashboards_programmes.gaps"


@dataclass(frozen=True, slots=True)
class FunctionGap:
    """Countries by what they report for a function; benefits of the country where there is one."""

    function: str
    contributory: frozenset[str]
    non_contributory: frozenset[str]
    without: frozenset[str]
    benefits: tuple[int, int] = (0, 0)


def function_gaps(data: ReleaseData, programmes: Sequence[Programme]) -> tuple[FunctionGap, ...]:
    """Return for each function which countries have which kind of benefit; partly contributory is contributory."""
    areas = frozenset(each.area for each in programmes)
    return tuple(_gap(code, areas, [each for each in programmes if code in each.functions]) for code in functions(data))


def _gap(code: str, areas: frozenset[str], found: Sequence[Programme]) -> FunctionGap:
    contributory = [each for each in found if each.is_contributory]
    other = [each for each in found if each.is_non_contributory]
    return FunctionGap(
        code,
        frozenset(each.area for each in contributory),
        frozenset(each.area for each in other),
        areas - {each.area for each in found},
        (len(contributory), len(other)),
    )


def widest_gap(data: ReleaseData, gaps: Sequence[FunctionGap]) -> FunctionGap | None:
    """Return the branch of Convention No. 102 that the most countries report nothing for; none where no one is first.

    Args:
        data: The release.
        gaps: Of all functions.
    """
    known = branches(data)
    ordered = sorted((each for each in gaps if each.function in known), key=lambda each: -len(each.without))
    if len(ordered) < 2 or len(ordered[0].without) == len(ordered[1].without):
        return None
    return ordered[0]


def coverage_gaps(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the matrix of functions by contributory and non-contributory benefits."""
    programmes = of_place(data, state, data.programmes.current)
    if not programmes:
        return no_inventory(data, state, declared)
    shown = _Shown(data, state, function_gaps(data, programmes), len({each.area for each in programmes}))
    title = shown.title() or declared.name.in_language(data.language)
    described = f"{title}. {shown.described()}."
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=described,
        notes=(data.say(f"{_TEXTS}.note_country" if state.area else f"{_TEXTS}.note"),),
        source=source_line(data, more=[data.say("dashboards_programmes.source")]),
        table=shown.table(),
        draws=DiscMatrix(
            columns=tuple(data.say(f"{_TEXTS}.{each}") for each in ("contributory", "non_contributory", "without")),
            rows=shown.rows(),
            language=data.language,
            description=described,
        ).draw,
        width=declared.width,
    )


class _Shown:
    def __init__(self, data: ReleaseData, state: PageState, gaps: Sequence[FunctionGap], countries: int) -> None:
        self.data = data
        self.state = state
        self.gaps = gaps
        self.countries = countries
        self.names = functions(data)

    def title(self) -> str:
        """Return where contributory benefits prevail, of a country the branches without a benefit; else nothing."""
        if self.state.area:
            known = branches(self.data)
            missing = [self.names[each.function] for each in self.gaps if each.without and each.function in known]
            return self.data.say(f"{_TEXTS}.title_country", names=", ".join(missing)) if missing else ""
        gaps = [each for each in self.gaps if each.function in branches(self.data)]
        prevail = sum(len(each.contributory) > len(each.non_contributory) for each in gaps)
        if not prevail:
            return ""
        return self.data.say(f"{_TEXTS}.title", count=prevail, branches=len(gaps))

    def described(self) -> str:
        columns = [self.data.say(f"{_TEXTS}.{each}") for each in ("contributory", "non_contributory", "without")]
        return "; ".join(
            f"{name}: " + ", ".join(f"{column} {disc.text}" for column, disc in zip(columns, discs, strict=True))
            for name, discs in self.rows()
        )

    def rows(self) -> tuple[tuple[str, tuple[Disc, ...]], ...]:
        discs = self._of_country if self.state.area else self._of_group
        return tuple((self.names[each.function], discs(each)) for each in self.gaps)

    def _of_group(self, gap: FunctionGap) -> tuple[Disc, ...]:
        groups = (gap.contributory, gap.non_contributory, gap.without)
        return tuple(self._disc(len(found), is_gap=number == 2) for number, found in enumerate(groups))

    def _disc(self, count: int, *, is_gap: bool) -> Disc:
        of, total = (format_number(each, self.data.language) for each in (count, self.countries))
        text = self.data.say(f"{_TEXTS}.of", number=of, total=total)
        return Disc(share=count / self.countries, text=text, is_gap=is_gap)

    def _of_country(self, gap: FunctionGap) -> tuple[Disc, ...]:
        benefits = tuple(
            Disc(share=1.0 if count else 0.0, text=self.data.say(f"{_TEXTS}.benefits", count=count))
            for count in gap.benefits
        )
        none = self.data.say(f"{_TEXTS}.none_at_all") if gap.without else ""
        return (*benefits, Disc(share=1.0 if gap.without else None, text=none, is_gap=True))

    def table(self) -> FigureTable:
        say = self.data.say
        columns = (
            FigureColumn(id="function", name=say("dashboards.filter.function")),
            FigureColumn(id="contributory", name=say(f"{_TEXTS}.contributory"), is_number=True),
            FigureColumn(id="non_contributory", name=say(f"{_TEXTS}.non_contributory"), is_number=True),
            FigureColumn(id="none_reported", name=say(f"{_TEXTS}.without"), is_number=True),
            FigureColumn(id="countries", name=say(f"{_TEXTS}.countries"), is_number=True),
            FigureColumn(id="countries_without", name=say(f"{_TEXTS}.which")),
        )
        return FigureTable(columns=columns, rows=tuple(map(self._cells, self.gaps)))

    def _cells(self, gap: FunctionGap) -> tuple[FigureCell, ...]:
        counts = gap.benefits if self.state.area else (len(gap.contributory), len(gap.non_contributory))
        numbers = (*counts, len(gap.without), self.countries)
        without = sorted(self.data.area_names.get(each, each) for each in gap.without)
        return (
            head_cell(self.names[gap.function]),
            *(FigureCell(text=format_number(each, self.data.language), value=each) for each in numbers),
            FigureCell(text=", ".join(without)),
        )
