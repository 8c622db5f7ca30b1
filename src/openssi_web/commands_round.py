"""Commands of rounds: open the submissions of a year, and list how far they are."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from openssi.definitions import default_root, load_texts
from openssi.run.console import language, print_table, progress_bar, say, text
from openssi.run.options import WorkspaceOption, open_workspace
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.process import open_process

if TYPE_CHECKING:
    from openssi.run.inquiry import Inquiry
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.outcomes import Refused

app = typer.Typer(help=text("round.help"), no_args_is_help=True)

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


def _open(person: "Person", round_: "object", ref_area: str, *, full: bool) -> None:
    from openssi_web.rounds.models import Round
    from openssi_web.rounds.opening import open_submission
    from openssi_web.rounds.outcomes import Refused
    from openssi_web.rounds.workspace import inquiry

    assert isinstance(round_, Round)  # noqa: S101
    outcome = open_submission(person, round_, inquiry(), ref_area, "full" if full else "core")
    if isinstance(outcome, Refused):
        raise _refusal(outcome)


def _day(written: str | None) -> dt.date | None:
    if written is None:
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        place = Place(item="--deadline")
        raise FixTheFile.because("DATE_UNFIT", place, value=written, option="--deadline") from None


def _person(email: str) -> "Person":
    from openssi_web.accounts.models import Person

    found = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise FixTheFile.because("ROUND_BY_UNKNOWN", Place(item="--by"), email=email)
    return found


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


def _refusal(outcome: "Refused") -> FixTheFile:
    return FixTheFile(outcome.problems)


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
