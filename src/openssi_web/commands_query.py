"""Commands of queries: raised, sent, answered, decided, asked again, extended; one, or a file of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openssi.run.options import WorkspaceOption, one_of
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES
from openssi_web.commands_acting import (
    AreaArgument,
    ByOption,
    YearArgument,
    acting,
    all_or_none,
    day,
    done,
    open_site,
    request_key,
    say_of,
    submission_of,
    text_of,
)
from openssi_web.commands_rows import FormatOption, OutputOption, RowRead, deliver, rows_of

if TYPE_CHECKING:
    from openssi_web.commands_query_rows import Querying

COLUMNS = (
    "number", "finding", "cell", "rule", "state", "significance", "severity", "cycle", "due", "value", "version",
    "outcome", "question", "messages", "text", "confirms", "explanation_code", "decision", "reason", "proposal",
)  # fmt: skip
"""Columns of the list; from `text` on they are empty, to be filled in and handed back with `--from`."""

SHOWN = ("number", "significance", "state", "cell", "rule", "due", "outcome", "question")
GROUPS = ("left", "country", "answered", "closed", "all")
DECISIONS = ("ACCEPT", "IMPUTE", "SUPPRESS", "WITHDRAW")

app = typer.Typer(help=text_of("round_commands.query.help"), no_args_is_help=True)

NumberArgument = Annotated[
    int | None, typer.Argument(min=1, help=text_of("round_commands.query.number"), metavar="NUMBER")
]
TextOption = Annotated[str, typer.Option("--text", help=text_of("round_commands.query.text"))]
DueOption = Annotated[str, typer.Option("--due", help=text_of("round_commands.query.due"), metavar="DATE")]
FromOption = Annotated[Path | None, typer.Option("--from", help=text_of("round_commands.query.from"))]
LanguageOption = Annotated[str | None, typer.Option("--language", help=text_of("round_commands.query.language"))]


@app.command("list", help=text_of("round_commands.query.list.help"))
def list_command(
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    *,
    by: ByOption,
    show: Annotated[str, typer.Option("--show", help=text_of("round_commands.query.list.show"))] = "left",
    chosen: FormatOption = "table",
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """List the queries that the person sees, and for the compiler the findings that nobody asked about."""
    one_of("--show", show, GROUPS)
    querying = _querying(context, area, year, by, workspace)
    deliver(querying.listed(show), COLUMNS, SHOWN, chosen, output, "round_commands.query.list.none")


@app.command("raise", help=text_of("round_commands.query.raise.help"))
def raise_command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    *,
    by: ByOption,
    due: DueOption,
    finding: Annotated[
        list[str] | None, typer.Option("--finding", help=text_of("round_commands.query.raise.finding"))
    ] = None,
    cell: Annotated[str, typer.Option("--cell", help=text_of("round_commands.query.raise.cell"))] = "",
    text: TextOption = "",
    every: Annotated[bool, typer.Option("--all", help=text_of("round_commands.query.raise.all"))] = False,
    source: FromOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Raise queries on findings or cells, all of them or none; the country sees nothing before they are sent."""
    until = day(due, "--due")
    if sum((bool(finding or cell), every, source is not None)) != 1:
        raise FixTheFile.because("COMMAND_ONE_OR_FILE", Place(item="--finding"), one="--finding, --cell, --all")
    rows = rows_of(source, "finding", "text") if source is not None else []
    rows += [RowRead(Place(item="--finding"), {"finding": each, "text": text}) for each in finding or ()]
    rows += [RowRead(Place(item="--cell"), {"cell": cell, "text": text})] if cell else []
    querying = _querying(context, area, year, by, workspace)
    assert until is not None  # noqa: S101 - `day` returns none for an option that was left out, and this one is asked
    numbers = querying.raised(querying.all_asked() if every else querying.asked(rows), until)
    say_of("round_commands.query.raise.done", count=len(numbers), numbers=_listed(numbers))


@app.command("send", help=text_of("round_commands.query.send.help"))
def send_command(
    context: typer.Context, area: AreaArgument, year: YearArgument, *, by: ByOption, workspace: WorkspaceOption = None
) -> None:
    """Send the queries that were raised."""
    querying = _querying(context, area, year, by, workspace)
    from openssi_web.rounds.actions import send_queries

    sent = done(send_queries(querying.person, querying.draft, request_key(), "command"))
    say_of("round_commands.query.send.done", count=len(sent.numbers))


@app.command("answer", help=text_of("round_commands.query.answer.help"))
def answer_command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    number: NumberArgument = None,
    *,
    by: ByOption,
    text: TextOption = "",
    confirm: Annotated[bool, typer.Option("--confirm", help=text_of("round_commands.query.answer.confirm"))] = False,
    code: Annotated[str, typer.Option("--code", help=text_of("round_commands.query.answer.code"))] = "",
    language: LanguageOption = None,
    source: FromOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write about a query, and say with --confirm that the value is right; a value is corrected in the workbook."""
    if language is not None:
        one_of("--language", language, LANGUAGES)
    cells = {"text": text, "confirms": "1" if confirm else "", "explanation_code": code}
    rows = _rows(number, cells, source, "number", "text", "confirms")
    querying = _querying(context, area, year, by, workspace)
    spoken = language or querying.person.language
    made = all_or_none((each.place, querying.answering(each, spoken)) for each in rows)
    say_of("round_commands.query.answer.done", count=len(made))


@app.command("decide", help=text_of("round_commands.query.decide.help"))
def decide_command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    number: NumberArgument = None,
    *,
    by: ByOption,
    decision: Annotated[str, typer.Option("--decision", help=text_of("round_commands.query.decide.decision"))] = "",
    reason: Annotated[str, typer.Option("--reason", help=text_of("round_commands.query.decide.reason"))] = "",
    outcome: Annotated[str, typer.Option("--outcome", help=text_of("round_commands.query.decide.outcome"))] = "",
    proposal: Annotated[str, typer.Option("--proposal", help=text_of("round_commands.query.decide.proposal"))] = "",
    seen: Annotated[str, typer.Option("--seen", help=text_of("round_commands.query.decide.seen"))] = "",
    source: FromOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """End queries with a decision and its reason."""
    if number is not None:
        one_of("--decision", decision.upper(), DECISIONS)
    cells = {"decision": decision, "reason": reason, "outcome": outcome, "proposal": proposal, "version": seen}
    rows = _rows(number, cells, source, "number", "decision", "reason")
    querying = _querying(context, area, year, by, workspace)
    made = all_or_none((each.place, querying.deciding(each)) for each in rows)
    say_of("round_commands.query.decide.done", count=len(made))


@app.command("again", help=text_of("round_commands.query.again.help"))
def again_command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    number: NumberArgument = None,
    *,
    by: ByOption,
    due: DueOption,
    text: TextOption = "",
    source: FromOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Raise queries of the first cycle once more, for the second."""
    until = day(due, "--due")
    rows = _rows(number, {"text": text}, source, "number", "text")
    querying = _querying(context, area, year, by, workspace)
    assert until is not None  # noqa: S101 - as above
    made = all_or_none((each.place, querying.asking_again(each, until)) for each in rows)
    say_of("round_commands.query.again.done", count=len(made))


@app.command("extend", help=text_of("round_commands.query.extend.help"))
def extend_command(
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    *,
    by: ByOption,
    due: DueOption,
    reason: Annotated[str, typer.Option("--reason", help=text_of("round_commands.query.extend.reason"))],
    workspace: WorkspaceOption = None,
) -> None:
    """Give the country more time for the queries that it has."""
    until = day(due, "--due")
    querying = _querying(context, area, year, by, workspace)
    from openssi_web.rounds.actions import extend_queries

    assert until is not None  # noqa: S101 - as above
    done(extend_queries(querying.person, querying.draft, until, reason, request_key(), "command"))
    say_of("round_commands.query.extend.done", day=until.isoformat())


def _rows(number: int | None, cells: dict[str, str], source: Path | None, *needed: str) -> list[RowRead]:
    """Return the row that options make, or those of a file that were filled in."""
    if (number is None) == (source is None):
        raise FixTheFile.because("COMMAND_ONE_OR_FILE", Place(item="NUMBER"), one="NUMBER")
    if source is None:
        return [RowRead(Place(), {"number": str(number), **cells})]
    filled = [each for each in rows_of(source, *needed) if each[needed[1]]]
    if not filled:
        raise FixTheFile.because("COMMAND_NOTHING_FILLED_IN", Place(file=source.name), column=needed[1])
    return filled


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers[:20])) + (", …" if len(numbers) > 20 else "")


def _querying(context: typer.Context, area: str, year: int, by: str, workspace: Path | None) -> "Querying":
    """Return the desk on which somebody works on the queries of a submission."""
    open_site(context, workspace)
    from openssi_web.commands_query_rows import Querying

    person = acting(by)
    return Querying(person, submission_of(person, area.upper(), year))
