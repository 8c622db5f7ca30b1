"""The command of lineage: what a figure is made of, and what a cell ends up in."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

from openssi.definitions import Definitions, default_root, load_texts
from openssi.engine import Connection
from openssi.run.console import language, print_tree, text
from openssi.run.lineage.ends_up import CellKey, WayForward
from openssi.run.lineage.explain import Explainer, FigureKey
from openssi.run.lineage.printed_tree import LineageDrawing
from openssi.run.options import AsOfOption, WorkspaceOption, open_workspace
from openssi.run.releases.choices import nearest_codes
from openssi.run.site import OpenRelease, ReleaseSite
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.observation import TOTAL, Place
from openssi.vocabulary.release import Release


def lineage_help(key: str) -> str:
    """Return a text on the command in the language of the person."""
    return load_texts(default_root()).get(f"lineage.command.{key}", language())


def explain(  # noqa: PLR0913, PLR0917 - the options of a command
    context: typer.Context,
    area: Annotated[str | None, typer.Argument(help=text("explain.area"), metavar="AREA")] = None,
    indicator: Annotated[str | None, typer.Argument(help=lineage_help("indicator"), metavar="INDICATOR")] = None,
    year: Annotated[int | None, typer.Argument(help=text("year"), metavar="YEAR")] = None,
    sex: Annotated[str | None, typer.Option("--sex", help=text("explain.sex"))] = None,
    breakdown: Annotated[str | None, typer.Option("--breakdown", help=lineage_help("breakdown"))] = None,
    scheme: Annotated[str | None, typer.Option("--scheme", help=lineage_help("scheme"))] = None,
    benefit: Annotated[str | None, typer.Option("--benefit", help=lineage_help("benefit"))] = None,
    cell: Annotated[str | None, typer.Option("--cell", help=lineage_help("cell"))] = None,
    release_id: Annotated[str | None, typer.Option("--release", help=text("publish.data.release"))] = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Print the way from a figure back to its cells, or from a cell to what it ends up in."""
    opened, definitions = open_workspace(context, workspace)
    asked = _Asked(area or "", indicator or "", year, sex or "", breakdown or "", scheme or "", benefit or "", cell)
    asked.check(definitions)
    with closing(ReleaseSite(opened.root, definitions)) as site, _opened(site, release_id, as_of) as (held, connection):
        drawing = LineageDrawing(definitions, held.release)
        if asked.is_cell(definitions):
            way = WayForward(connection, definitions, language())
            wanted = cell or way.cell_id(asked.cell_key)
            print_tree(drawing.forward(way.of(wanted, _holding(site, wanted))))
        else:
            known, key = asked.figure(definitions)
            node = asked.explained(Explainer(connection, definitions, language()), key)
            print_tree(drawing.back(node, known.short_name.in_language(language())))


@contextmanager
def _opened(site: ReleaseSite, release_id: str | None, as_of: str | None) -> Iterator[tuple[OpenRelease, Connection]]:
    held = site.chosen(release_id, as_of)
    with held.unread() as connection:
        yield held, connection


def _holding(site: ReleaseSite, cell: str) -> list[str]:
    """Return the ids of the releases that hold a cell or figure, oldest first."""
    return [each.id for each in reversed(site.releases()) if _holds(site, each, cell)]


_HOLDS = """
    SELECT 1 FROM observations WHERE obs_id = $1
    UNION ALL SELECT 1 FROM national_totals WHERE total_id = $1
    UNION ALL SELECT 1 FROM country_values WHERE value_id = $1
    LIMIT 1
"""


def _holds(site: ReleaseSite, release: Release, cell: str) -> bool:
    with site.open(release.id).unread() as connection:
        return bool(connection.rows(_HOLDS, [cell]))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, empty where nothing was."""

    area: str
    indicator: str
    year: int | None
    sex: str
    breakdown: str
    scheme: str
    benefit: str
    cell: str | None

    def check(self, definitions: Definitions) -> None:
        if self.cell is None and not (self.area and self.indicator and self.year is not None):
            raise FixTheFile.because("EXPLAIN_WHAT", Place(item="explain"))
        if self.cell is None and not self.is_cell(definitions) and self._known(definitions) is None:
            named = {name: each.id for each in definitions.indicators.values() for name in (each.code, each.id)}
            known = ", ".join(nearest_codes(self.indicator, named))
            place = Place(item=self.indicator)
            raise FixTheFile.because("INDICATOR_UNKNOWN", place, indicator=self.indicator, known=known)

    def is_cell(self, definitions: Definitions) -> bool:
        return self.cell is not None or self.indicator.upper() in definitions.questionnaire.items

    def _known(self, definitions: Definitions) -> Indicator | None:
        return definitions.indicators.get(self.indicator.upper())

    @property
    def cell_key(self) -> CellKey:
        return CellKey(
            area=self.area.upper(),
            item=self.indicator.upper(),
            year=self.year or 0,
            scheme=self.scheme,
            benefit=self.benefit,
            sex=self.sex,
            breakdown=self.breakdown,
        )

    def figure(self, definitions: Definitions) -> tuple[Indicator, FigureKey]:
        known = definitions.indicators[self.indicator.upper()]
        of_unit = self.scheme or self.benefit
        headline = TOTAL if of_unit and known.level == "country" else known.breakdowns[0]
        key = FigureKey(
            indicator=known.id,
            year=self.year or 0,
            sex=self.sex or known.headline_sex,
            breakdown=self.breakdown or headline,
            scheme=self.scheme,
            benefit=self.benefit,
        )
        return known, key

    def explained(self, explainer: Explainer, key: FigureKey) -> LineageNode:
        if self.scheme or self.benefit:
            return explainer.unit(key, self.area.upper())
        grouping = explainer.grouping_of(self.area)
        if grouping:
            return explainer.aggregate(key, grouping, explainer.group_code(grouping, self.area))
        return explainer.country(key, self.area.upper())
