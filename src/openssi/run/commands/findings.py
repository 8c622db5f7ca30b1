"""Commands about findings: the report of one submission, and the view over all of them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.run.commands.inquiry import print_findings
from openssi.run.console import language, out, print_table, progress_bar, text
from openssi.run.inquiry import Inquiry
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.run.reports import Reports
from openssi.vocabulary.text import LANGUAGES, Language, as_language

if TYPE_CHECKING:
    from openssi.publish.findings.report_tally import TallyBy
    from openssi.publish.findings.report_words import ReportWords
    from openssi.publish.findings.report_world import WorldFindings

_REPORT_FORMATS = ("html", "xlsx", "json")
_SUMMARY_FORMATS = ("text", "json", "csv", "html")
_BY: tuple["TallyBy", ...] = ("rule", "country", "severity", "scheme")


def _text(key: str, **values: object) -> str:
    return load_texts(default_root()).get(f"findings.cli.{key}", language(), **values)


findings_app = typer.Typer(help=_text("help"), no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands about findings."""
    findings_app.command("report", help=_text("report"))(report)
    findings_app.command("summary", help=_text("summary"))(summary)
    findings_app.command("indicators", help=_text("indicators"))(indicators)
    app.add_typer(findings_app, name="findings")


def report(
    context: typer.Context,
    area: Annotated[str, typer.Argument(help=text("area"), metavar="AREA")],
    year: Annotated[int, typer.Argument(help=text("year"), metavar="YEAR")],
    output_format: Annotated[str, typer.Option("--format", help=_text("report_format"))] = "html",
    lang: Annotated[str | None, typer.Option("--language", help=_text("language"))] = None,
    output: Annotated[Path | None, typer.Option("--output", help=_text("output"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Check a submission, keep the check, and write its report."""
    from openssi.publish.findings.report import write_findings_report

    one_of("--format", output_format, _REPORT_FORMATS)
    chosen = _chosen(lang)
    opened, definitions = open_workspace(context, workspace)
    made = Reports(Inquiry(opened, definitions)).of_submission(area.upper(), year)
    name = _name(f"{made.check.submission}-{made.check.number}", output_format, chosen)
    path = _file(output, name) or opened.root / "reports" / name
    write_findings_report(made, output_format, path, chosen, definitions)
    _say_written(path)


def _name(subject: str, output_format: str, chosen: Language) -> str:
    spoken = "" if output_format == "json" else f"-{chosen}"
    return f"openssi-findings-{subject}{spoken}.{'txt' if output_format == 'text' else output_format}"


def _file(output: Path | None, name: str) -> Path | None:
    """Return the file that was asked for; in a folder it gets its usual name."""
    return output / name if output is not None and output.is_dir() else output


def summary(
    context: typer.Context,
    by: Annotated[str, typer.Option("--by", help=_text("by"))] = "rule",
    anew: Annotated[bool, typer.Option("--anew", help=_text("anew"))] = False,
    output_format: Annotated[str, typer.Option("--format", help=_text("summary_format"))] = "text",
    lang: Annotated[str | None, typer.Option("--language", help=_text("language"))] = None,
    output: Annotated[Path | None, typer.Option("--output", help=_text("summary_output"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Count the findings of all submissions by rule, country, severity or scheme."""
    from openssi.publish.findings.report import world_text
    from openssi.publish.findings.report_words import ReportWords

    chosen_by = _tally_by(by)
    one_of("--format", output_format, _SUMMARY_FORMATS)
    chosen = _chosen(lang)
    opened, definitions = open_workspace(context, workspace)
    with progress_bar(_text("checking")) as progress:
        world = Reports(Inquiry(opened, definitions)).of_world(progress, anew=anew)
    words = ReportWords(definitions, chosen, world.unit_names)
    target = _file(output, _name(f"world-{chosen_by}", output_format, chosen))
    if output_format != "text":
        _deliver(world_text(world, chosen_by, output_format, chosen, definitions), target)
    elif target is None:
        _print(world, chosen_by, words)
    else:
        _deliver(_plain(world, chosen_by, words), target)


def indicators(
    context: typer.Context,
    area: Annotated[str, typer.Option("--country", help=_text("country"))] = "",
    year: Annotated[int | None, typer.Option("--year", help=_text("year"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Compare indicators with what is published and with other countries."""
    from openssi.run.indicator_findings import IndicatorFindings

    inquiry = Inquiry(*open_workspace(context, workspace))
    if area:
        inquiry.area_name(area.upper(), language())
    found = IndicatorFindings(inquiry.workspace, inquiry.definitions).findings(area.upper(), year)
    print_findings(found, with_cell=True)


def _print(world: "WorldFindings", by: "TallyBy", words: "ReportWords") -> None:
    from openssi.publish.findings.report_world import numeric_columns, world_heads, world_rows

    out.print(escape(world.lead(words)))
    if world.findings:
        print_table(world_heads(by, words), world_rows(world, by, words), numeric_columns(by))


def _plain(world: "WorldFindings", by: "TallyBy", words: "ReportWords") -> str:
    """Return the table as lines of text with tabs between the columns."""
    from openssi.publish.findings.report_world import world_heads, world_rows

    rows = [world_heads(by, words), *world_rows(world, by, words)] if world.findings else []
    return "\n".join([world.lead(words), *("\t".join(row) for row in rows)]) + "\n"


def _deliver(content: str, output: Path | None) -> None:
    """Write a text to a file, or print it as it is."""
    from openssi.publish.publication import written_aside

    if output is None:
        sys.stdout.write(content)
        sys.stdout.flush()
        return
    with written_aside(output) as aside:
        aside.write_text(content, encoding="utf-8")
    _say_written(output)


def _say_written(path: Path) -> None:
    out.print(escape(_text("written", path=path)))


def _chosen(given: str | None) -> Language:
    return as_language(one_of("--language", given, LANGUAGES)) if given else language()


def _tally_by(given: str) -> "TallyBy":
    one_of("--by", given, _BY)
    return next(each for each in _BY if each == given)
