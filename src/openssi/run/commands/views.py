"""Commands of the crosswalk: the expenditure of a country in other classifications, and the crosswalk itself."""

import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openssi.definitions import Definitions, default_root, load, load_texts
from openssi.indicators.views import AccountReader
from openssi.present.numbers import format_number
from openssi.run.commands.statistics import publish_app
from openssi.run.console import language, out, print_table, say, text
from openssi.run.inquiry import Inquiry
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.vocabulary.crosswalk import View, ViewRow
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_COLUMNS = ("code", "category", "amount", "share", "cash", "means_tested")


def _text(key: str, **values: object) -> str:
    return load_texts(default_root()).get(f"views.{key}", language(), **values)


def add_to(app: typer.Typer) -> None:
    """Add both commands."""
    app.command("views", help=_text("command.help"))(views)
    publish_app.command("crosswalk", help=_text("crosswalk.help"))(publish_crosswalk)


def publish_crosswalk(
    output_format: Annotated[str, typer.Option("--format", help=_text("crosswalk.format"))] = "html",
    output: Annotated[Path | None, typer.Option("--output", help=_text("crosswalk.output"))] = None,
) -> None:
    """Write the crosswalk to other classifications."""
    from openssi.publish import CROSSWALK_FORMATS
    from openssi.publish import publish_crosswalk as write

    one_of("--format", output_format, tuple(CROSSWALK_FORMATS))
    for path in write(load(), output_format, output or Path("openssi-crosswalk"), language()):
        say("publish.data.written", path=path)


def views(
    context: typer.Context,
    area: Annotated[str, typer.Argument(help=text("area"), metavar="AREA")],
    year: Annotated[int, typer.Argument(help=text("year"), metavar="YEAR")],
    framework: Annotated[str, typer.Option("--framework", help=_text("command.framework"))] = "esspros",
    output_format: Annotated[str, typer.Option("--format", help=_text("command.format"))] = "table",
    workspace: WorkspaceOption = None,
) -> None:
    """Show the expenditure of a country in the categories of another classification."""
    opened, definitions = open_workspace(context, workspace)
    one_of("--framework", framework, tuple(definitions.frameworks))
    one_of("--format", output_format, ("table", "csv"))
    view = view_of(Inquiry(opened, definitions), area.upper(), year, framework)
    if output_format == "csv":
        _print_csv(view, definitions)
    else:
        _print(view, definitions)


def view_of(inquiry: Inquiry, area: str, year: int, framework: str) -> View:
    """Return the accepted expenditure of a country in the categories of a framework.

    Raises:
        FixTheFile: if no expenditure of any scheme was accepted for the year.
    """
    submissions, definitions = inquiry.workspace.submissions, inquiry.definitions
    answers = submissions.accepted_observations(area, [year])
    reader = AccountReader(definitions.questionnaire, definitions.codelists)
    accounts = reader.read((*answers, *inquiry.context(area, [year])), year)
    if not accounts.schemes:
        years = ", ".join(map(str, submissions.accepted_years(area))) or "–"
        raise FixTheFile.because("VIEW_NOTHING_REPORTED", Place(item=area), area=area, year=year, years=years)
    chosen = definitions.frameworks[framework]
    return accounts.view(chosen, definitions.codelists[chosen.codelist])


def _named(view: View, definitions: Definitions) -> Iterator[tuple[ViewRow, str]]:
    """Iterate over the rows of a view with the names of their categories."""
    categories = definitions.codelists[definitions.frameworks[view.framework].codelist]
    for rows, codelist in ((view.rows, categories), (view.rest, definitions.codelists["CL_VIEW_REST"])):
        for row in rows:
            yield row, codelist[row.category].name.in_language(language())


def _print_csv(view: View, definitions: Definitions) -> None:
    """Print exact amounts under technical headings, the total last."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("framework", "ref_area", "year", *_COLUMNS, "currency"))
    total = _sum((*view.rows, *view.rest), "TOTAL")
    for row, name in (*_named(view, definitions), (total, _text("total"))):
        share = view.share_of_gdp(row.amount)
        numbers = (row.amount, share, row.cash, row.means_tested)
        exact = ["" if each is None else f"{round(each, 6):f}" for each in numbers]
        cells = (view.framework, view.ref_area, str(view.year), row.category, name, *exact, view.currency)
        writer.writerow([neutralised(each) for each in cells])


def _print(view: View, definitions: Definitions) -> None:
    out.print(escape(definitions.frameworks[view.framework].name.in_language(language())))
    rows = [(row.category, name, row) for row, name in _named(view, definitions)]
    placed, rest = (_sum(each) for each in (view.rows, view.rest))
    rows[len(view.rows) : len(view.rows)] = [("", _text("placed"), placed)]
    rows += [("", _text("rest"), rest), ("", _text("total"), _sum((*view.rows, *view.rest)))]
    heads = [_text(f"heads.{name}", **({"currency": view.currency} if name == "amount" else {})) for name in _COLUMNS]
    print_table(heads, [(code, name, *_numbers(view, row)) for code, name, row in rows], range(2, len(_COLUMNS)))
    if view.gdp is None:
        out.print(escape(_text("no_gdp", currency=view.currency)))
    if view.left_out:
        out.print(escape(_text("left_out", schemes=", ".join(view.left_out))))


def _sum(rows: tuple[ViewRow, ...], category: str = "") -> ViewRow:
    amounts = (sum((getattr(row, name) for row in rows), Decimal(0)) for name in ("amount", "cash", "means_tested"))
    return ViewRow(category, *amounts)


def _numbers(view: View, row: ViewRow) -> tuple[str, ...]:
    spoken, share = language(), view.share_of_gdp(row.amount)
    shown = [format_number(each, spoken) if each else "" for each in (row.cash, row.means_tested)]
    return format_number(row.amount, spoken), format_number(share, spoken, 2) if share is not None else "", *shown
