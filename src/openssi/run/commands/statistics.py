"""Commands of the statistics: compute, aggregate, release, publish."""

import csv
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, get_args

import pyarrow as pa
import typer
from rich.markup import escape

from openssi.aggregate import AggregateResults, compare
from openssi.collect import read_published_aggregates
from openssi.definitions import default_root, load, load_texts
from openssi.run.aggregate_errors import HEADS, NUMERIC, error_rows
from openssi.run.commands import structures as commands_structures
from openssi.run.computation import Computation
from openssi.run.console import language, out, print_table, say, text
from openssi.run.options import AsOfOption, WorkspaceOption, one_of, open_workspace
from openssi.run.quality_summary import quality_in_words
from openssi.run.site import ReleaseSite
from openssi.run.summary import summary_rows
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import NOT_APPLICABLE, Place
from openssi.vocabulary.publication import MethodChoice, PublicationRules

publish_app = typer.Typer(help=text("publish.help"), no_args_is_help=True)


def _of_rules(key: str) -> str:
    return load_texts(default_root()).get(f"rules.command.{key}", language())


def _of_indicators(key: str) -> str:
    return load_texts(default_root()).get(f"indicator_catalogue.command.{key}", language())


def _of_aggregates(key: str) -> str:
    return load_texts(default_root()).get(f"aggregates.{key}", language())


def add_to(app: typer.Typer) -> None:
    """Add the commands in the order of the flow."""
    app.command("compute", help=text("compute.help"))(compute)
    app.command("aggregate", help=text("aggregate.help"))(aggregate)
    publish_app.command("data", help=text("publish.data.help"))(publish_data)
    commands_structures.add_to(publish_app)
    publish_app.command("codebook", help=text("publish.codebook.help"))(publish_codebook)
    publish_app.command("rules", help=_of_rules("help"))(publish_rules)
    publish_app.command("indicators", help=_of_indicators("help"))(publish_indicators)
    app.add_typer(publish_app, name="publish")


def compute(
    context: typer.Context,
    publication: Annotated[str, typer.Option("--publication", help=text("compute.publication"))] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Make national totals and indicators of countries."""
    computation = Computation(*open_workspace(context, workspace))
    tables = computation.compute(publication)
    values = tables["country_values"]
    say("compute.done", count=values.num_rows, totals=tables["national_totals"].num_rows)
    if quality := quality_in_words(values, computation.definitions, language()):
        out.print(escape(quality))
    say("compute.published", publication=computation.published.published.name.in_language(language()))
    if tables["computation_findings"].num_rows:
        say("compute.findings", count=tables["computation_findings"].num_rows)
        _print_computation_findings(tables["computation_findings"])


_FINDINGS_PRINTED = 20
_PLACES_PRINTED = 3


def _print_computation_findings(findings: pa.Table) -> None:
    """Print what could not be computed: a line for each indicator and divisor, with the first places."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for row in findings.to_pylist():
        owner = next(each for each in (row["benefit"], row["scheme"], row["ref_area"]) if each != NOT_APPLICABLE)
        key = (row["code"], row["indicator"], row["item"])
        places.setdefault(key, []).append(f"{owner} {row['time_period']}")
    for (code, indicator, item), found in list(places.items())[:_FINDINGS_PRINTED]:
        first = ", ".join(dict.fromkeys(found[:_PLACES_PRINTED]))
        say(f"compute.{code.lower()}", indicator=indicator, item=item, count=len(found), first=first)
    if len(places) > _FINDINGS_PRINTED:
        say("compute.more_findings", count=len(places) - _FINDINGS_PRINTED)


def aggregate(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    year: Annotated[int | None, typer.Option("--year", help=text("aggregate.year"))] = None,
    compare_with: Annotated[Path | None, typer.Option("--compare", help=text("aggregate.compare"))] = None,
    max_age: Annotated[int | None, typer.Option("--max-age", min=0, max=99, help=text("aggregate.max_age"))] = None,
    method: Annotated[str | None, typer.Option("--method", help=_of_aggregates("command.method"))] = None,
    draws: Annotated[int | None, typer.Option("--draws", min=20, help=_of_aggregates("command.draws"))] = None,
    errors: Annotated[bool, typer.Option("--errors", help=_of_aggregates("command.errors"))] = False,
    output_format: Annotated[str, typer.Option("--format", help=text("aggregate.format"))] = "table",
    workspace: WorkspaceOption = None,
) -> None:
    """Make the aggregates, compare them with published ones, or print how far each method of imputation misses."""
    one_of("--format", output_format, ("table", "csv"))
    computation = Computation(*open_workspace(context, workspace))
    rules = _rules(computation.definitions.publication, max_age, method, draws)
    if errors:
        rows = error_rows(computation.aggregate(rules).errors, year, computation.definitions.texts, language())
        _print([_of_aggregates(f"heads.{head}") for head in HEADS], rows, output_format, NUMERIC)
        return
    if compare_with is not None:
        _compare(computation, rules, compare_with, year, output_format)
        return
    results = computation.keep_aggregates(rules)
    rows = summary_rows(computation, results.aggregates, year, language())
    heads = [text(f"aggregate.heads.{name}") for name in ("indicator", "group", "value", "share", "countries", "years")]
    _print(heads, rows, output_format, numeric=(2, 3, 4))
    if output_format == "table":
        _print_found(results)
        say("aggregate.done", count=results.aggregates.num_rows, method=rules.method, max_age=rules.max_age)


def _print_found(results: AggregateResults) -> None:
    found = results.findings.column(f"message_{language()}").to_pylist()
    if found:
        out.print(escape(load_texts(default_root()).get("aggregates.command.found", language(), count=len(found))))
        for code, message in zip(results.findings.column("code").to_pylist(), found, strict=True):
            out.print(escape(f"  {message} [{code}]"))


def _rules(
    rules: PublicationRules, max_age: int | None, method: str | None, draws: int | None = None
) -> PublicationRules:
    if max_age is not None:
        rules = replace(rules, max_age=max_age)
    if method is not None:
        rules = replace(rules, method=one_of("--method", method, get_args(MethodChoice)))  # type: ignore[arg-type]
    if draws is not None:
        rules = replace(rules, intervals=replace(rules.intervals, draws=draws))
    return rules


def _compare(
    computation: Computation, rules: PublicationRules, path: Path, year: int | None, output_format: str
) -> None:
    if not path.is_file():
        raise FixTheFile.because("FILE_MISSING", Place(file=str(path)))
    areas, groups = (computation.workspace.reference.table(name) for name in ("areas", "groups"))
    published = read_published_aggregates(path, computation.definitions.layouts, areas, groups, year)
    years = sorted(set(published.column("year").to_pylist()))
    results = computation.aggregate(rules, years)
    table = compare(published, results, tuple(computation.definitions.indicators.values()), groups)
    rows = [[_plain(value) for value in row.values()] for row in table.to_pylist()]
    _print(table.column_names, rows, output_format, numeric=(3, 4, 5, 6, 7))


def _plain(value: Any) -> str:  # noqa: ANN401 - a cell of a table
    if value is None:
        return ""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _print(heads: list[str], rows: list[list[str]], output_format: str, numeric: tuple[int, ...]) -> None:
    if output_format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows([cell if at in numeric else neutralised(cell) for at, cell in enumerate(row)] for row in rows)
    else:
        print_table(heads, rows, numeric)


def publish_data(
    context: typer.Context,
    output_format: Annotated[str, typer.Option("--format", help=text("publish.data.format"))] = "xlsx",
    output: Annotated[Path | None, typer.Option("--output", help=text("publish.data.output"))] = None,
    release_id: Annotated[str | None, typer.Option("--release", help=text("publish.data.release"))] = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write a release in a format for machines or people."""
    from openssi.publish import FORMATS, publish

    one_of("--format", output_format, tuple(FORMATS))
    opened, definitions = open_workspace(context, workspace)
    with closing(ReleaseSite(opened.root, definitions)) as site:
        held = site.chosen(release_id, as_of)
        folder = output or opened.root / "publications" / held.release.id / output_format
        folder.mkdir(parents=True, exist_ok=True)
        structures = held.structures
        written = publish(
            held.connection(),
            held.release,
            output_format,
            folder,
            language(),
            definitions,
            structures=lambda: structures,
        )
        for path in written:
            say("publish.data.written", path=path)


def publish_codebook(
    output_format: Annotated[str, typer.Option("--format", help=text("publish.codebook.format"))] = "html",
    output: Annotated[Path | None, typer.Option("--output", help=text("publish.codebook.output"))] = None,
) -> None:
    """Write the codebook of the questionnaire."""
    from openssi.publish import CODEBOOK_FORMATS
    from openssi.publish import publish_codebook as write

    one_of("--format", output_format, tuple(CODEBOOK_FORMATS))
    for path in write(load(), output_format, output or Path("openssi-codebook"), language()):
        say("publish.data.written", path=path)


def publish_rules(
    output_format: Annotated[str, typer.Option("--format", help=_of_rules("format"))] = "html",
    output: Annotated[Path | None, typer.Option("--output", help=_of_rules("output"))] = None,
) -> None:
    """Write the catalogue of rules."""
    from openssi.publish import RULES_FORMATS
    from openssi.publish import publish_rules as write

    one_of("--format", output_format, tuple(RULES_FORMATS))
    for path in write(load(), output_format, output or Path("openssi-rules"), language()):
        say("publish.data.written", path=path)


def publish_indicators(
    output_format: Annotated[str, typer.Option("--format", help=_of_indicators("format"))] = "html",
    output: Annotated[Path | None, typer.Option("--output", help=_of_indicators("output"))] = None,
) -> None:
    """Write the catalogue of indicators."""
    from openssi.publish import INDICATOR_FORMATS
    from openssi.publish import publish_indicators as write

    one_of("--format", output_format, tuple(INDICATOR_FORMATS))
    for path in write(load(), output_format, output or Path("openssi-indicators"), language()):
        say("publish.data.written", path=path)
