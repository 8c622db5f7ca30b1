"""Commands of the inquiry: check, workbook, read, validate, accept."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from openssi.definitions import load
from openssi.run.checking import problems_of
from openssi.run.console import complain, language, out, print_table, say, text
from openssi.run.inquiry import FormChoice, Inquiry
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import LANGUAGES, as_language

AreaArgument = Annotated[str, typer.Argument(help=text("area"), metavar="AREA")]
YearArgument = Annotated[int, typer.Argument(help=text("year"), metavar="YEAR")]


def add_to(app: typer.Typer) -> None:
    """Add the commands in the order of the flow."""
    app.command("check", help=text("check.help"))(check)
    app.command("workbook", help=text("workbook.help"))(workbook)
    app.command("read", help=text("read.help"))(read)
    app.command("validate", help=text("validate.help"))(validate)
    app.command("accept", help=text("accept.help"))(accept)


def check(
    definitions: Annotated[Path | None, typer.Option("--definitions", help=text("check.definitions"))] = None,
) -> None:
    """Check the definition files."""
    if definitions is not None and not definitions.is_dir():
        raise FixTheFile.because("FOLDER_MISSING", Place(file=str(definitions)))
    parts = load(definitions) if definitions else load()
    problems = problems_of(parts)
    if problems:
        complain(FixTheFile(problems))
        say("check.problems", count=len(problems))
        raise typer.Exit(2)
    say(
        "check.good",
        version=parts.version,
        items=len(parts.questionnaire.items),
        codelists=len(parts.codelists),
        rules=len(parts.rules),
        indicators=len(parts.indicators),
        totals=len(parts.national_totals),
    )


def workbook(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    *,
    lang: Annotated[str | None, typer.Option("--lang", help=text("workbook.lang"))] = None,
    schemes: Annotated[int, typer.Option("--schemes", min=1, max=99, help=text("workbook.schemes"))] = 3,
    benefits: Annotated[int, typer.Option("--benefits", min=1, max=99, help=text("workbook.benefits"))] = 3,
    form: Annotated[str, typer.Option("--form", help=text("workbook.form"))] = "core",
    institution: Annotated[str, typer.Option("--institution", help=text("workbook.institution"))] = "",
    scheme: Annotated[list[str] | None, typer.Option("--scheme", help=text("workbook.scheme"))] = None,
    output: Annotated[Path | None, typer.Option("--output", help=text("workbook.output"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write a country's questionnaire."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    chosen = as_language(one_of("--lang", lang, LANGUAGES)) if lang else language()
    is_full = one_of("--form", form, ("core", "full")) == "full"
    wanted = FormChoice(
        is_full=is_full, institution=institution, schemes=frozenset(each.upper() for each in scheme or ())
    )
    path = inquiry.write_workbook(area.upper(), year, chosen, (schemes, benefits), output, wanted)
    say("workbook.written", path=path)


def read(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=text("read.file"), metavar="FILE")],
    replace: Annotated[bool, typer.Option("--replace", help=text("read.replace"))] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Read a filled questionnaire."""
    if not file.is_file():
        raise FixTheFile.because("FILE_MISSING", Place(file=str(file)))
    inquiry = Inquiry(*open_workspace(context, workspace))
    submission, reading, changes = inquiry.read(file, replace_draft=replace)
    say("read.done", submission=submission.id, count=len(reading.observations), **changes)
    for problem in reading.ignored:
        out.print(f"  {problem.message(language())}", markup=False)
    say("read.next", area=submission.fingerprint.ref_area, year=submission.fingerprint.time_period)


def validate(
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    workspace: WorkspaceOption = None,
) -> None:
    """Show what the rules find in a submission; exit code 1 where something blocks or awaits an answer."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    findings = inquiry.validate(inquiry.submission(area.upper(), year))
    _print_findings(findings)
    if any(each.state == "open" and each.severity != "I" for each in findings):
        raise typer.Exit(1)


def _print_findings(findings: Sequence[Finding]) -> None:
    if not findings:
        say("validate.none")
        return
    chosen = language()
    heads = [text(f"validate.heads.{name}") for name in ("severity", "rule", "cell", "message", "state")]
    rows = [
        (
            text(f"validate.severity.{each.severity}"),
            each.rule,
            f"{each.place.sheet} {each.place.cell}".strip() or each.item,
            _sentence(each, chosen),
            text(f"validate.state.{each.state}"),
        )
        for each in findings
    ]
    print_table(heads, rows)
    say("validate.count", count=len(findings), open=sum(each.state == "open" for each in findings))


def _sentence(finding: Finding, chosen: str) -> str:
    spoken = as_language(chosen)
    sentence = f"{finding.message.in_language(spoken)} {finding.remedy.in_language(spoken)}"
    return f"{sentence} — {finding.explanation}" if finding.explanation else sentence


def accept(
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    explain: Annotated[list[str] | None, typer.Option("--explain", help=text("accept.explain"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Accept a submission as the next vintage."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    submission = inquiry.submission(area.upper(), year)
    accepted, findings = inquiry.accept(submission, dict(map(_explanation, explain or ())))
    say("accept.done", submission=accepted.id, vintage=accepted.vintage, count=len(findings))


def _explanation(given: str) -> tuple[str, str]:
    rule, separator, sentence = given.partition("=")
    if not separator or not sentence.strip():
        raise FixTheFile.because("EXPLANATION_UNFIT", Place(item="--explain"), text=given)
    return rule.strip().upper(), sentence.strip()
