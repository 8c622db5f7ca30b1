"""Commands of the inquiry: check, workbook, read, validate, accept."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Annotated

import typer

from openssi.collect import Change
from openssi.definitions import load
from openssi.present.numbers import format_exact
from openssi.run.checking import problems_of
from openssi.run.console import complain, language, out, print_table, progress_bar, say, text
from openssi.run.inquiry import FormChoice, Inquiry, Returned
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.run.reports import record_check
from openssi.run.returned import Examined, examine_all, workbooks_in, write_difference
from openssi.run.validation import Explanation
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import LANGUAGES, Language, as_language

CHANGES_SHOWN = 30

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
    new_schemes: Annotated[int, typer.Option("--new-schemes", min=0, max=20, help=text("workbook.new_schemes"))] = 0,
    new_benefits: Annotated[int, typer.Option("--new-benefits", min=0, max=9, help=text("workbook.new_benefits"))] = 0,
    output: Annotated[Path | None, typer.Option("--output", help=text("workbook.output"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write a country's questionnaire."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    chosen = as_language(one_of("--lang", lang, LANGUAGES)) if lang else language()
    is_full = one_of("--form", form, ("core", "full")) == "full"
    wanted = FormChoice(
        is_full=is_full,
        institution=institution,
        schemes=frozenset(each.upper() for each in scheme or ()),
        new_schemes=new_schemes,
        new_benefits=new_benefits,
    )
    path = inquiry.write_workbook(area.upper(), year, chosen, (schemes, benefits), output, wanted)
    say("workbook.written", path=path)


def read(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=text("read.file"), metavar="FILE")],
    replace: Annotated[bool, typer.Option("--replace", help=text("read.replace"))] = False,
    preview: Annotated[bool, typer.Option("--preview", help=text("read.preview"))] = False,
    output: Annotated[Path | None, typer.Option("--difference", help=text("read.difference"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Read filled questionnaires: show what they change, then take each as a whole or not at all."""
    for file in files:
        if not file.exists():
            raise FixTheFile.because("FILE_MISSING", Place(file=str(file)))
    inquiry = Inquiry(*open_workspace(context, workspace))
    paths = workbooks_in(files)
    if not paths:
        raise FixTheFile.because("FOLDER_WITHOUT_WORKBOOKS", Place(file=str(files[0])))
    with progress_bar(text("read.reading")) as progress:
        examined = []
        for number, each in enumerate(examine_all(inquiry, paths), start=1):
            examined.append(each)
            progress(number, len(paths), each.path.name)
    if output is not None:
        with output.open("w", encoding="utf-8-sig", newline="") as stream:
            write_difference(stream, examined, inquiry.definitions, language())
        say("read.difference_written", path=output)
    refused = [_take(inquiry, each, replace=replace, preview=preview) for each in examined]
    if any(refused):
        if len(examined) > 1:
            say("read.refused", count=sum(refused), total=len(examined))
        raise typer.Exit(2)


def _take(inquiry: Inquiry, examined: Examined, *, replace: bool, preview: bool) -> bool:
    """Show what one workbook changes and take it; return whether it was refused."""
    returned = examined.returned
    if returned is None:
        complain(FixTheFile(examined.problems))
        return True
    try:
        if not (replace or preview):
            returned.refuse_replacing()
    except FixTheFile as error:
        complain(error)
        return True
    _print_difference(inquiry, returned)
    if preview:
        say("read.previewed", submission=returned.submission.id)
        return False
    inquiry.apply(returned)
    fingerprint = returned.submission.fingerprint
    say("read.next", area=fingerprint.ref_area, year=fingerprint.time_period)
    return False


def _print_difference(inquiry: Inquiry, returned: Returned) -> None:
    found, spoken = returned.difference, language()
    say(
        "read.done",
        submission=returned.submission.id,
        count=len(returned.reading.observations),
        added=found.count("new"),
        changed=found.count("changed"),
        removed=found.count("cleared"),
    )
    if returned.reading.from_version != returned.submission.fingerprint.questionnaire_version:
        say("read.from_version", version=returned.reading.from_version)
    if returned.earlier is not None and found.changes:
        shown_changes = found.changes[:CHANGES_SHOWN]
        heads = [text(f"read.heads.{name}") for name in ("kind", "cell", "item", "before", "after")]
        print_table(heads, [_change_cells(inquiry, each, spoken) for each in shown_changes], (3, 4))
        if len(found.changes) > CHANGES_SHOWN:
            say("read.more", count=len(found.changes) - CHANGES_SHOWN)
    for problem in returned.reading.ignored:
        out.print(f"  {problem.message(spoken)}", markup=False)


def _change_cells(inquiry: Inquiry, change: Change, spoken: Language) -> tuple[str, ...]:
    item = inquiry.definitions.questionnaire.items.get(change.cell.item)
    subject = change.cell.benefit if change.cell.benefit != NOT_APPLICABLE else change.cell.scheme
    label = item.label.in_language(spoken) if item else change.cell.item
    where = f"{change.place.sheet} {change.place.cell}".strip()
    named = label if subject == NOT_APPLICABLE else f"{subject}: {label}"
    return text(f"read.kind.{change.kind}"), where, named, _told(change.before, spoken), _told(change.after, spoken)


def _told(observation: Observation | None, spoken: Language) -> str:
    if observation is None:
        return ""
    if observation.scaled_value is not None:
        return format_exact(observation.scaled_value, spoken)
    return observation.text_value or observation.obs_status


def validate(
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    workspace: WorkspaceOption = None,
) -> None:
    """Show what the rules find in a submission; exit code 1 where something blocks or awaits an answer."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    submission = inquiry.submission(area.upper(), year)
    findings = inquiry.validate(submission)
    record_check(inquiry.workspace, submission, findings, inquiry.definitions)
    print_findings(findings)
    if any(each.state == "open" and each.severity != "I" for each in findings):
        raise typer.Exit(1)


def print_findings(findings: Sequence[Finding], *, with_cell: bool = False) -> None:
    """Print findings as a table, each with its sheet and cell, or with the id of its cell."""
    if not findings:
        say("validate.none")
        return
    chosen = language()
    heads = [text(f"validate.heads.{name}") for name in ("severity", "rule", "cell", "message", "state")]
    rows = [
        (
            text(f"validate.severity.{each.severity}"),
            each.rule,
            each.obs_id if with_cell else f"{each.place.sheet} {each.place.cell}".strip() or each.item,
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
    revision: Annotated[str, typer.Option("--revision", help=text("accept.revision"))] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Accept a submission as the next vintage."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    submission = inquiry.submission(area.upper(), year)
    reasons = inquiry.definitions.codelists["CL_EXPL"].ids
    said = dict(_explanation(each, reasons) for each in explain or ())
    accepted, findings = inquiry.accept(submission, said, revision)
    record_check(inquiry.workspace, accepted, findings, inquiry.definitions, "accept")
    say("accept.done", submission=accepted.id, vintage=accepted.vintage, count=len(findings))


def _explanation(given: str, reasons: Collection[str]) -> tuple[str, Explanation]:
    """Return the rule, or the finding, and what is said of it: `R066=LAW: pensions are now paid abroad`."""
    rule, separator, sentence = given.partition("=")
    if not separator or not sentence.strip():
        raise FixTheFile.because("EXPLANATION_UNFIT", Place(item="--explain"), text=given)
    reason, colon, rest = sentence.partition(":")
    code = reason.strip().upper()
    name = rule.strip()
    name = name if "@" in name else name.upper()
    if colon and code in reasons and rest.strip():
        return name, Explanation(rest.strip(), code)
    return name, Explanation(sentence.strip())
