"""Commands of rounds: open the submissions of a year, and list how far they are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from openssi.definitions import default_root, load_texts
from openssi.run.console import language, print_table, progress_bar, say, text
from openssi.run.options import WorkspaceOption, open_workspace
from openssi.vocabulary.errors import FixTheAnswer, FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web import commands_letters, commands_round_files
from openssi_web.commands_acting import acting as _person
from openssi_web.commands_acting import day as _day
from openssi_web.commands_acting import refusal as _refusal
from openssi_web.commands_acting import say_of as _say_of
from openssi_web.commands_acting import submission_of as _draft
from openssi_web.commands_acting import text_of
from openssi_web.commands_acting import told as _told
from openssi_web.commands_compile import compile_command
from openssi_web.process import open_process

if TYPE_CHECKING:
    from openssi.run.inquiry import Inquiry
    from openssi_web.accounts.models import Person


app = typer.Typer(help=text("round.help"), no_args_is_help=True)
commands_round_files.add_to(app)
app.add_typer(commands_letters.app)
app.command("compile", help=text_of("sources.command.help"))(compile_command)

HEADS = ("round", "due", "country", "state", "answers", "entered", "changed", "by")


@app.command("open", help=text("round.open.help"))
def open_command(
    context: typer.Context,
    year: Annotated[int, typer.Argument(min=1950, max=2100, help=text("round.open.year"), metavar="YEAR")],
    *,
    by: Annotated[str, typer.Option("--by", help=text("round.open.by"), metavar="EMAIL")],
    area: Annotated[list[str] | None, typer.Option("--area", help=text("round.open.area"))] = None,
    deadline: Annotated[str | None, typer.Option("--deadline", help=text("round.open.deadline"))] = None,
    full: Annotated[bool, typer.Option("--full", help=text("round.open.full"))] = False,
    invite: Annotated[bool, typer.Option("--invite", help=text_of("letters.command.open_invites"))] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Open the submissions of countries; what is open already stays as it is, so it can be run again."""
    opened, _ = open_workspace(context, workspace)
    due = _day(deadline)
    open_process(opened.root)
    from openssi_web.rounds.actions import open_round
    from openssi_web.rounds.models import Round
    from openssi_web.rounds.workspace import inquiry

    person = _person(by)
    areas = _areas(inquiry(), person, year, [each.upper() for each in area or ()])
    round_ = open_round(person, year, deadline=due)
    if not isinstance(round_, Round):
        raise _refusal(round_)
    already = set(round_.drafts.filter(ref_area__in=areas).values_list("ref_area", flat=True))
    missing = [each for each in areas if each not in already]
    with progress_bar(text("round.open.opening")) as progress:
        for number, each in enumerate(missing):
            progress(number, len(missing), each)
            _open(person, round_, each, full=full)
    say("round.open.done", year=year, opened=len(missing), already=len(already))
    if invite:
        commands_letters.invite(person, round_, areas)


def _open(person: "Person", round_: "object", ref_area: str, *, full: bool) -> None:
    from openssi_web.rounds.collection.opening import open_submission
    from openssi_web.rounds.models import Round
    from openssi_web.rounds.requests.outcomes import Refused
    from openssi_web.rounds.workspace import inquiry

    assert isinstance(round_, Round)  # noqa: S101
    outcome = open_submission(person, round_, inquiry(), ref_area, "full" if full else "core")
    if isinstance(outcome, Refused):
        raise _refusal(outcome)


def _areas(inquiry: "Inquiry", person: "Person", year: int, named: Sequence[str]) -> list[str]:
    """Return the countries to open: those named, else all that the person may open and that answered before."""
    from openssi_web.accounts.access import MAY_OPEN, role_among

    grants, submissions = person.grants(), inquiry.workspace.submissions
    for each in named:
        inquiry.area_name(each, "en")
        if role_among(grants, each, MAY_OPEN) is None:
            raise FixTheFile.because("ROUND_AREA_OF_OTHERS", Place(item=each), area=each, email=person.email)
        last = max(submissions.accepted_years(each), default=0)
        if last >= year:
            raise FixTheFile.because("ROUND_YEAR_ACCEPTED", Place(item=each), area=each, year=year, last=last)
    if named:
        return sorted(set(named))
    known = [str(row["area"]) for row in inquiry.workspace.reference.table("areas").to_pylist()]
    answering = {each: max(submissions.accepted_years(each), default=year) for each in known}
    found = [each for each in known if answering[each] < year and role_among(grants, each, MAY_OPEN)]
    if not found:
        raise FixTheFile.because("ROUND_NO_COUNTRY", Place(item=str(year)), email=person.email, year=year)
    return sorted(found)


@app.command("list", help=text("round.list.help"))
def list_command(context: typer.Context, workspace: WorkspaceOption = None) -> None:
    """List rounds and their submissions."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    rows = _rows()
    if rows:
        print_table([text(f"round.list.heads.{each}") for each in HEADS], rows, (4, 5))
    else:
        say("round.list.empty")


def _rows() -> list[list[str]]:
    """Return a row for each submission: round, deadline, country, state, answers, and who changed it last."""
    from django.db.models import Count, Q

    from openssi_web.rounds.models import SubmissionDraft

    is_answered, is_entered = Q(current__answer__cleared=False), ~Q(current__answer__entry__channel="opening")
    drafts = SubmissionDraft.objects.select_related("round").annotate(
        answered=Count("current", filter=is_answered), entered=Count("current", filter=is_answered & is_entered)
    )
    words, rows = load_texts(default_root()), []
    for each in drafts.order_by("-round__year", "ref_area"):
        last = each.entries.select_related("person").order_by("-pk").first()
        due = each.round.deadline.isoformat() if each.round.deadline else ""
        at, by = (f"{last.at:%Y-%m-%d %H:%M}", str(last.person or "")) if last else ("", "")
        counted = [str(each.answered), str(each.entered)]
        state = words.get(f"round.state.{each.state}", language())
        rows.append([str(each.round), due, each.ref_area, state, *counted, at, by])
    return rows


@app.command("move", help=text_of("moves.command.move.help"))
def move_command(  # noqa: PLR0913 - one option each
    context: typer.Context,
    area: Annotated[str, typer.Argument(help=text_of("moves.command.move.area"), metavar="AREA")],
    year: Annotated[int, typer.Argument(min=1950, max=2100, help=text_of("moves.command.move.year"), metavar="YEAR")],
    action: Annotated[str, typer.Argument(help=text_of("moves.command.move.action"), metavar="ACTION")],
    *,
    by: Annotated[str, typer.Option("--by", help=text_of("moves.command.move.by"), metavar="EMAIL")],
    reason: Annotated[str, typer.Option("--reason", help=text_of("moves.command.move.reason"))] = "",
    code: Annotated[str, typer.Option("--code", help=text_of("moves.command.move.code"))] = "",
    part: Annotated[str, typer.Option("--part", help=text_of("moves.command.move.part"))] = "",
    figure: Annotated[
        list[str] | None, typer.Option("--figure", help=text_of("confirmation.command.figure"), metavar="ID=VALUE")
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Carry out a step of a submission, through the same door as the page."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.rounds.acceptance.dissents import DissentAsked
    from openssi_web.rounds.actions import carry_out
    from openssi_web.rounds.moves.moving import MoveAsked
    from openssi_web.rounds.requests.outcomes import Refused

    draft = _draft(_person(by), area.upper(), year)
    named = (each.partition("=") for each in figure or ())
    dissents = tuple(DissentAsked(id_, value) for id_, _, value in named)
    said = {"reason": reason, "code": code.upper(), "part": part}
    asked = MoveAsked(action=action, **said, dissents=dissents, language=language())  # type: ignore[arg-type]
    outcome = carry_out(_person(by), draft, asked, uuid4().hex, "command")
    if isinstance(outcome, Refused):
        raise _refusal(outcome)
    told = _told(outcome.entry.transitions.order_by("pk").values_list("move", flat=True))
    state = load_texts(default_root()).get(f"round.state.{outcome.state}", language())
    _say_of("moves.command.move.done", area=area.upper(), year=year, told=told, state=state)


@app.command("timers", help=text_of("moves.command.timers.help"))
def timers_command(
    context: typer.Context,
    on: Annotated[str | None, typer.Option("--on", help=text_of("moves.command.timers.on"), metavar="DATE")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Carry out what is due by the calendar of the rounds; it can be run again."""
    opened, _ = open_workspace(context, workspace)
    day = _day(on, "--on")
    open_process(opened.root)
    from openssi_web.rounds.actions import fire_round, fire_timers
    from openssi_web.rounds.models import Round, SubmissionDraft

    moved = [each for round_ in Round.objects.order_by("year") for each in fire_round(round_, day)]
    for step in moved:
        state = text_of(f"monitor.round_state.{step.state}")
        _say_of("round_commands.timers.round", year=step.round.year, state=state, rule=step.rule)
    drafts = SubmissionDraft.objects.select_related("round").order_by("round__year", "ref_area")
    fired = [each for draft in drafts for each in fire_timers(draft, day)]
    for each in fired:
        if not each.problems:
            told = _told([each.move])
            _say_of("moves.command.timers.fired", submission=each.draft, told=told, rule=each.rule or "-")
    problems = tuple(problem for each in fired for problem in each.problems)
    if problems:
        raise FixTheAnswer(problems)
    if not fired and not moved:
        _say_of("moves.command.timers.none")
