"""Commands of the statistics: compute, aggregate, release, publish."""

import csv
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from openssi.aggregate import compare
from openssi.collect import read_published_aggregates
from openssi.definitions import default_root, load, load_texts
from openssi.run.commands_inquiry import print_findings
from openssi.run.computation import Computation
from openssi.run.console import language, print_table, say, text
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.run.site import ReleaseSite
from openssi.run.summary import summary_rows
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.rule import Finding

publish_app = typer.Typer(help=text("publish.help"), no_args_is_help=True)


def _of_rules(key: str) -> str:
    return load_texts(default_root()).get(f"rules.command.{key}", language())


def add_to(app: typer.Typer) -> None:
    """Add the commands in the order of the flow."""
    app.command("compute", help=text("compute.help"))(compute)
    app.command("aggregate", help=text("aggregate.help"))(aggregate)
    app.command("release", help=text("release.help"))(release)
    publish_app.command("data", help=text("publish.data.help"))(publish_data)
    publish_app.command("codebook", help=text("publish.codebook.help"))(publish_codebook)
    publish_app.command("rules", help=_of_rules("help"))(publish_rules)
    app.add_typer(publish_app, name="publish")


def compute(context: typer.Context, workspace: WorkspaceOption = None) -> None:
    """Make national totals and indicators of countries."""
    computation = Computation(*open_workspace(context, workspace))
    tables = computation.compute()
    values = tables["country_values"]
    say("compute.done", count=values.num_rows, totals=tables["national_totals"].num_rows)


def aggregate(
    context: typer.Context,
    year: Annotated[int | None, typer.Option("--year", help=text("aggregate.year"))] = None,
    compare_with: Annotated[Path | None, typer.Option("--compare", help=text("aggregate.compare"))] = None,
    max_age: Annotated[int | None, typer.Option("--max-age", min=0, max=99, help=text("aggregate.max_age"))] = None,
    method: Annotated[str | None, typer.Option("--method", help=text("aggregate.method"))] = None,
    output_format: Annotated[str, typer.Option("--format", help=text("aggregate.format"))] = "table",
    workspace: WorkspaceOption = None,
) -> None:
    """Make the aggregates, or compare them with published ones."""
    one_of("--format", output_format, ("table", "csv"))
    computation = Computation(*open_workspace(context, workspace))
    rules = _rules(computation.definitions.publication, max_age, method)
    if compare_with is not None:
        _compare(computation, rules, compare_with, year, output_format)
        return
    results = computation.keep_aggregates(rules)
    rows = summary_rows(computation, results.aggregates, year, language())
    heads = [text(f"aggregate.heads.{name}") for name in ("indicator", "group", "value", "share", "countries", "years")]
    _print(heads, rows, output_format, numeric=(2, 3, 4))
    if output_format == "table":
        say("aggregate.done", count=results.aggregates.num_rows, method=rules.method, max_age=rules.max_age)


def _rules(rules: PublicationRules, max_age: int | None, method: str | None) -> PublicationRules:
    if max_age is not None:
        rules = replace(rules, max_age=max_age)
    if method is not None:
        rules = replace(rules, method=one_of("--method", method, ("observed", "subregion")))  # type: ignore[arg-type]
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


def release(
    context: typer.Context,
    release_id: Annotated[str | None, typer.Option("--id", help=text("release.id"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Publish everything as one immutable release."""
    computation = Computation(*open_workspace(context, workspace))
    made = computation.release(release_id, _note_small_counts)
    for each in made.waiting:
        key = "release.waiting" if each.published else "release.waiting_first"
        say(key, submission=each.submission, **({"vintage": each.published} if each.published else {}))
    rows = sum(file.rows for file in made.files)
    say("release.done", release=made.id, count=len(made.files), rows=rows)
    say("release.where", path=computation.workspace.releases.folder(made.id))


def _note_small_counts(findings: Sequence[Finding]) -> None:
    if findings:
        say("release.noted")
        print_findings(findings)


def publish_data(
    context: typer.Context,
    output_format: Annotated[str, typer.Option("--format", help=text("publish.data.format"))] = "xlsx",
    output: Annotated[Path | None, typer.Option("--output", help=text("publish.data.output"))] = None,
    release_id: Annotated[str | None, typer.Option("--release", help=text("publish.data.release"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write a release in a format for machines or people."""
    from openssi.publish import FORMATS, publish

    one_of("--format", output_format, tuple(FORMATS))
    opened, definitions = open_workspace(context, workspace)
    with closing(ReleaseSite(opened.root, definitions)) as site:
        held = site.open(release_id) if release_id else site.latest()
        folder = output or opened.root / "publications" / held.release.id / output_format
        folder.mkdir(parents=True, exist_ok=True)
        for path in publish(held.connection(), held.release, output_format, folder, language(), definitions):
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
