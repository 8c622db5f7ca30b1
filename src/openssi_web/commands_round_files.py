"""Commands with which a round is answered with files: the workbook taken away and brought back, findings explained."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openssi.run.console import language
from openssi.run.options import WorkspaceOption, one_of
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, as_language
from openssi_web.commands_acting import (
    AreaArgument,
    ByOption,
    YearArgument,
    acting,
    all_or_none,
    open_site,
    request_key,
    say_of,
    submission_of,
    text_of,
    unseen,
)
from openssi_web.commands_rows import FormatOption, OutputOption, RowRead, deliver, rows_of

if TYPE_CHECKING:
    from openssi.vocabulary.rule import Finding
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.models import SubmissionDraft
    from openssi_web.rounds.requests.outcomes import Outcome

FINDING_COLUMNS = (
    "finding", "severity", "state", "rule", "cell", "value", "low", "high", "message", "remedy", "explanation",
    "reason",
)  # fmt: skip
"""Columns of a list of findings; filled in, `explanation` and `reason` are what `explain --from` reads."""

FINDINGS_SHOWN = ("severity", "state", "finding", "message")


def add_to(app: typer.Typer) -> None:
    """Add the commands to those of rounds."""
    app.command("workbook", help=text_of("round_commands.workbook.help"))(workbook_command)
    app.command("import", help=text_of("round_commands.import.help"))(import_command)
    app.command("findings", help=text_of("round_commands.findings.help"))(findings_command)
    app.command("explain", help=text_of("round_commands.explain.help"))(explain_command)


def workbook_command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    *,
    by: ByOption,
    output: Annotated[Path | None, typer.Option("--output", help=text_of("round_commands.workbook.output"))] = None,
    lang: Annotated[str | None, typer.Option("--language", help=text_of("round_commands.workbook.language"))] = None,
    institution: Annotated[
        str, typer.Option("--institution", help=text_of("round_commands.workbook.institution"))
    ] = "",
    scheme: Annotated[
        list[str] | None, typer.Option("--scheme", help=text_of("round_commands.workbook.scheme"))
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the workbook of a person with the answers as they are now."""
    if lang is not None:
        one_of("--language", lang, LANGUAGES)
    open_site(context, workspace)
    from openssi_web.rounds.submissions.workbook_parts import part_named
    from openssi_web.rounds.workbooks import exchange
    from openssi_web.rounds.workspace import inquiry

    person = acting(by)
    draft = submission_of(person, area.upper(), year)
    schemes = [each.upper() for each in scheme or ()]
    named = ", ".join([*([institution] if institution else []), *schemes]) or "-"
    with unseen(Place(item=str(draft)), "COMMAND_PART_UNKNOWN", part=named):
        part = part_named(person, draft, institution, schemes)
    chosen = as_language(lang or person.language)
    path = output or Path(f"{draft}-{chosen}.xlsx")
    path.parent.mkdir(parents=True, exist_ok=True)
    exchange.write(inquiry(), draft, path, chosen, part.choice)
    say_of("round_commands.workbook.done", path=path)


def import_command(
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    file: Annotated[Path, typer.Argument(help=text_of("round_commands.import.file"), metavar="FILE")],
    *,
    by: ByOption,
    take_over: Annotated[bool, typer.Option("--yes", help=text_of("round_commands.import.yes"))] = False,
    take: Annotated[str, typer.Option("--take", help=text_of("round_commands.import.take"))] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Show what a workbook changes, and with --yes take it over."""
    if take:
        one_of("--take", take, ("mine", "theirs"))
    if not file.is_file():
        raise FixTheFile.because("FILE_MISSING", Place(file=file.name))
    open_site(context, workspace)
    from openssi_web.commands_import import BroughtBack

    person = acting(by)
    draft = submission_of(person, area.upper(), year)
    BroughtBack.of_file(person, draft, file).take_over(take, is_wanted=take_over)


def findings_command(
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    *,
    by: ByOption,
    is_open: Annotated[bool, typer.Option("--open", help=text_of("round_commands.findings.open"))] = False,
    chosen: FormatOption = "table",
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """List what the rules find in the answers as they are now, as far as the person sees them."""
    open_site(context, workspace)
    from openssi_web.rounds.answers.findings import cell_of, findings_of
    from openssi_web.rounds.requests.permission import sees_findings
    from openssi_web.rounds.workspace import inquiry

    person = acting(by)
    draft = submission_of(person, area.upper(), year)
    grants = person.grants()
    found = (each for each in findings_of(inquiry(), draft) if sees_findings(grants, draft, cell_of(each)))
    rows = [_row(each) for each in found if each.state == "open" or not is_open]
    deliver(rows, FINDING_COLUMNS, FINDINGS_SHOWN, chosen, output, "round_commands.findings.none")


def _row(each: "Finding") -> dict[str, object]:
    from openssi_web.rounds.answers.content import plain_digits
    from openssi_web.rounds.answers.findings import cell_of

    spoken = language()
    numbers = {"value": each.value, "low": each.expected_low, "high": each.expected_high}
    return {
        "finding": each.id,
        "severity": each.severity,
        "state": each.state,
        "rule": each.rule,
        "cell": str(cell_of(each)),
        **{name: plain_digits(number) if number is not None else None for name, number in numbers.items()},
        "message": each.message.in_language(spoken),
        "remedy": each.remedy.in_language(spoken),
        "explanation": each.explanation,
        "reason": each.explanation_reason,
    }


def explain_command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    finding: Annotated[
        str | None, typer.Argument(help=text_of("round_commands.explain.finding"), metavar="FINDING")
    ] = None,
    *,
    by: ByOption,
    said: Annotated[str, typer.Option("--text", help=text_of("round_commands.explain.text"))] = "",
    reason: Annotated[str, typer.Option("--reason", help=text_of("round_commands.explain.reason"))] = "",
    source: Annotated[Path | None, typer.Option("--from", help=text_of("round_commands.explain.from"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Record why a figure is right although a rule doubts it: of one finding, or of every row of a file with one."""
    if (finding is None) == (source is None):
        raise FixTheFile.because("COMMAND_ONE_OR_FILE", Place(item="FINDING"), one="FINDING")
    rows = [each for each in rows_of(source, "finding", "explanation") if each["explanation"]] if source else []
    rows = rows or ([_one(finding, said, reason)] if finding is not None else [])
    if not rows:
        raise FixTheFile.because(
            "COMMAND_NOTHING_FILLED_IN", Place(file=source.name if source else ""), column="explanation"
        )
    open_site(context, workspace)
    person = acting(by)
    draft = submission_of(person, area.upper(), year)
    made = all_or_none((each.place, _explaining(person, draft, each)) for each in rows)
    say_of("round_commands.explain.done", count=len(made))


def _one(finding: str, said: str, reason: str) -> RowRead:
    return RowRead(Place(), {"finding": finding, "explanation": said, "reason": reason})


def _explaining(person: "Person", draft: "SubmissionDraft", row: RowRead) -> "Callable[[], Outcome]":
    from openssi_web.rounds.actions import explain_finding

    said = (row["finding"], row["explanation"], row["reason"].upper())
    return lambda: explain_finding(person, draft, *said, request_key(), "command")
