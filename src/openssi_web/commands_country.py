"""Commands about a country: the log of letters and calls."""

import datetime as dt
from collections.abc import Iterable
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from openssi.definitions import default_root, load_texts
from openssi.run.console import language, print_table
from openssi.run.options import WorkspaceOption, open_workspace
from openssi.vocabulary.errors import FixTheAnswer, FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.commands_notebook import app as notebook_app
from openssi_web.process import open_process

if TYPE_CHECKING:
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.correspondence.corresponding import LogAsked
    from openssi_web.rounds.correspondence.log import Logged

BLOCK = 64 * 1024
HEADS = ("number", "day", "kind", "direction", "with", "officer", "subject", "due")


def text_of(key: str, **values: object) -> str:
    """Return a text of `definitions/interface/correspondence.yaml` in the language of the terminal."""
    return load_texts(default_root()).get(f"correspondence.{key}", language(), **values)


app = typer.Typer(help=text_of("command.help"), no_args_is_help=True)
log_app = typer.Typer(help=text_of("command.log"), no_args_is_help=True)
app.add_typer(log_app, name="log")
app.add_typer(notebook_app)

AreaArgument = Annotated[str, typer.Argument(help=text_of("command.area"), metavar="AREA")]
ByOption = Annotated[str, typer.Option("--by", help=text_of("command.by"), metavar="EMAIL")]


class _OnDisk:
    """A file of this machine, as one that is sent."""

    def __init__(self, path: Path, stream: BufferedReader) -> None:
        self.name: str | None = path.name
        self._stream = stream

    def chunks(self) -> Iterable[bytes]:
        """Iterate over its bytes."""
        return iter(lambda: self._stream.read(BLOCK), b"")


@log_app.command("add", help=text_of("command.add.help"))
def add_command(  # noqa: PLR0913 - one option each
    context: typer.Context,
    area: AreaArgument,
    *,
    by: ByOption,
    direction: Annotated[str, typer.Option("--direction", help=text_of("command.add.direction"), metavar="IN|OUT")],
    channel: Annotated[str, typer.Option("--channel", help=text_of("command.add.channel"))],
    subject: Annotated[str, typer.Option("--subject", help=text_of("command.add.subject"))],
    summary: Annotated[str, typer.Option("--summary", help=text_of("command.add.summary"))] = "",
    day: Annotated[str, typer.Option("--day", help=text_of("command.add.day"), metavar="DATE")] = "",
    person: Annotated[list[int] | None, typer.Option("--person", help=text_of("command.add.person"))] = None,
    due: Annotated[str, typer.Option("--due", help=text_of("command.add.due"), metavar="DATE")] = "",
    round_: Annotated[str, typer.Option("--round", help=text_of("command.add.round"), metavar="YEAR")] = "",
    file: Annotated[Path | None, typer.Option("--file", exists=True, help=text_of("command.add.file"))] = None,
    corrects: Annotated[int | None, typer.Option("--corrects", help=text_of("command.add.corrects"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Log a letter, mail, call or meeting, through the same door as the page."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.rounds.correspondence.corresponding import LogAsked

    asked = LogAsked(
        day=day or dt.datetime.now(dt.UTC).date().isoformat(),
        direction=direction.upper(),
        medium=channel.upper(),
        subject=subject,
        summary=summary,
        people=tuple(person or ()),
        due=due,
        year=round_,
    )
    number = _logged(_officer(by, area.upper()), area.upper(), asked, file, corrects)
    typer.echo(text_of("command.add.done", number=number, area=area.upper()))


def _logged(officer: "Person", area: str, asked: "LogAsked", file: Path | None, corrects: int | None) -> int:
    from django.http import Http404

    from openssi_web.rounds.actions import log_correspondence
    from openssi_web.rounds.requests.outcomes import Refused

    try:
        if file is None:
            outcome = log_correspondence(officer, area, asked, uuid4().hex, corrects=corrects)
        else:
            with file.open("rb") as stream:
                incoming = _OnDisk(file, stream)
                outcome = log_correspondence(officer, area, asked, uuid4().hex, incoming=incoming, corrects=corrects)
    except Http404:
        raise FixTheFile.because("LOG_UNKNOWN", Place(item=area), number=corrects) from None
    if isinstance(outcome, Refused):
        raise FixTheAnswer(outcome.problems)
    return outcome.pk


@log_app.command("list", help=text_of("command.list.help"))
def list_command(
    context: typer.Context, area: AreaArgument, *, by: ByOption, workspace: WorkspaceOption = None
) -> None:
    """List the log of a country."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.rounds.correspondence.log import log_of

    rows = [_row(each) for each in log_of(_officer(by, area.upper()), area.upper())]
    if rows:
        print_table([text_of(f"command.list.{each}") for each in HEADS], rows)
    else:
        typer.echo(text_of("empty"))


def _row(logged: "Logged") -> list[str]:
    now = logged.now
    follow_up = ""
    if now.settled_on is not None:
        follow_up = text_of("settled", day=now.settled_on.isoformat())
    elif now.due is not None:
        follow_up = text_of("due", day=now.due.isoformat())
    kinds = [text_of(f"medium.{now.medium}"), text_of(f"direction.{now.direction}")]
    people = ", ".join(each.called for each in logged.people)
    return [str(now.pk), now.day.isoformat(), *kinds, people, now.officer.name, now.subject, follow_up]


def _officer(email: str, area: str) -> "Person":
    """Return the officer who does it.

    Raises:
        FixTheFile: if this person does not follow the country, or the workspace does not know it.
    """
    from openssi_web.accounts.access import follows_country
    from openssi_web.accounts.actions import person_of
    from openssi_web.rounds.workspace import inquiry

    inquiry().area_name(area, "en")
    person = person_of(email)
    if not follows_country(person.grants(), area):
        raise FixTheFile.because("LOG_OF_OTHERS", Place(item="--by"), area=area, email=person.email)
    return person
