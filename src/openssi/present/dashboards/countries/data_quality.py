"""What is known of a country and what is missing: of how many indicators, how recent, by sex, over how many years."""

from collections.abc import Iterator

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import subtitle_of
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import CountryFigure
from openssi.present.numbers import year_range
from openssi.vocabulary.dashboard import DeclaredFigure

_ESTIMATED_NATURES = frozenset({"E", "M", "G"})
_ESTIMATED_STATUSES = frozenset({"E", "I", "F"})

Row = tuple[FigureCell, FigureCell]


def data_quality(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return how much of the indicators of a figure a country has, as a table with bars."""
    counted = _Counted(data, state, declared)
    rows = tuple(counted.rows())
    columns = (
        FigureColumn(id="what", name=data.say("dashboards_country.quality.what")),
        FigureColumn(id="count", name=data.say("dashboards_country.quality.count"), is_number=True),
    )
    return DashboardFigure(
        id=declared.id,
        title=declared.name.in_language(data.language),
        subtitle=subtitle_of(data, state, declared),
        description="; ".join(f"{name.text}: {value.text}" for name, value in rows),
        notes=(),
        source=source_line(data, counted.valued.values()),
        table=FigureTable(columns=columns, rows=rows),
        shape="table",
        width=declared.width,
    )


class _Counted:
    def __init__(self, data: ReleaseData, state: PageState, declared: DeclaredFigure) -> None:
        self.data = data
        self.keys = [data.key(each) for each in declared.indicators]
        sexed = [each for each in declared.indicators if {"F", "M"} <= set(data.indicator(each).sexes)]
        self.pairs = {each: (data.key(each, "F"), data.key(each, "M")) for each in sexed}
        wanted = [*self.keys, *(key for pair in self.pairs.values() for key in pair)]
        found = data.countries(wanted, state.year, area=state.area)
        self.valued: dict[Key, CountryFigure] = {
            key: figures[0] for key, figures in found.items() if figures and figures[0].value is not None
        }
        self.series = data.country_series(self.keys, [state.area])

    def rows(self) -> Iterator[Row]:
        valued = [key for key in self.keys if key in self.valued]
        yield self._part("indicators", len(valued), len(self.keys))
        years = [self.valued[key].year or 0 for key in valued]
        if years:
            name = self.data.say("dashboards_country.quality.latest")
            yield FigureCell(text=name), FigureCell(text=str(max(years)), value=float(max(years)))
        told = [each for each in self.pairs if self.data.key(each) in self.valued]
        both = sum(all(key in self.valued for key in self.pairs[each]) for each in told)
        if told:
            yield self._part("sexes", both, len(told))
        yield from self._years()
        if valued:
            reported = sum(not _is_estimated(self.valued[key]) for key in valued)
            yield self._part("reported", reported, len(valued))

    def _years(self) -> Iterator[Row]:
        known = sorted({year for key in self.keys for year in self.data.years_by_key.get(key, ())})
        if known:
            values = (each for series in self.series.values() for each in series)
            own = {each.year for each in values if each.value is not None}
            years = year_range(known[0], known[-1], self.data.language)
            yield self._part("years", len(own), known[-1] - known[0] + 1, years=years)

    def _part(self, key: str, count: int, total: int, **slots: str) -> Row:
        name = self.data.say(f"dashboards_country.quality.{key}", **slots)
        told = self.data.say("dashboards_country.quality.of", count=count, total=total)
        return FigureCell(text=name), FigureCell(text=told, value=float(count), bar=count / total if total else 0.0)


def _is_estimated(figure: CountryFigure) -> bool:
    return figure.nature in _ESTIMATED_NATURES or figure.status in _ESTIMATED_STATUSES
