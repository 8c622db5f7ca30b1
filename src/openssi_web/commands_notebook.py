"""Commands of the notebook that the compiler keeps on a country."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from openssi.definitions import default_root, load_texts
from openssi.run.console import language, print_table
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, as_language
from openssi_web.commands_acting import acting as _person
from openssi_web.commands_acting import unseen
from openssi_web.process import open_process

if TYPE_CHECKING:
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.notebook.notekeeping import NoteAnswer


def _text(key: str, **values: object) -> str:
    return load_texts(default_root()).get(f"notebook.{key}", language(), **values)


app = typer.Typer(help=_text("command.help"), no_args_is_help=True)
follow_up_app = typer.Typer(help=_text("command.follow_up.help"), no_args_is_help=True)
app.add_typer(follow_up_app, name="follow-up")

LARGEST = 999_999_999_999_999
HEADS = ("number", "text", "owner", "due", "state")

AreaArgument = Annotated[str, typer.Argument(help=_text("command.area"), metavar="AREA")]
ByOption = Annotated[str, typer.Option("--by", help=_text("command.by"), metavar="EMAIL")]


@app.command("notebook", help=_text("command.notebook.help"))
def notebook_command(
    context: typer.Context,
    area: AreaArgument,
    *,
    output: Annotated[Path, typer.Option("--output", help=_text("command.notebook.output"), dir_okay=False)],
    spoken: Annotated[str, typer.Option("--language", help=_text("command.notebook.language"))] = "en",
    by: Annotated[str | None, typer.Option("--by", help=_text("command.notebook.by"), metavar="EMAIL")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the notebook of a country as a Word document."""
    opened, definitions = open_workspace(context, workspace)
    wanted = as_language(one_of("--language", spoken, LANGUAGES))
    open_process(opened.root)
    from openssi.present.notebook_document import notebook_document
    from openssi_web.rounds.notebook.people import known_areas
    from openssi_web.rounds.notebook.standing import NotebookReader

    code = area.upper()
    if not output.absolute().parent.is_dir():
        raise FixTheFile.because("FOLDER_MISSING", Place(file=str(output.parent)))
    if by is not None:
        _readable(_person(by), code)
    elif code not in known_areas():
        known = ", ".join(sorted(known_areas())[:12])
        raise FixTheFile.because("AREA_UNKNOWN", Place(item=code), area=code, known=known)
    notebook = NotebookReader(code, wanted, names=False).read()
    output.write_bytes(notebook_document(notebook, definitions, wanted))
    counts = {"missions": len(notebook.missions), "projects": len(notebook.projects)}
    typer.echo(_text("command.notebook.done", file=output, open=len(notebook.open_follow_ups), **counts))


@app.command("note", help=_text("command.note.help"))
def note_command(
    context: typer.Context,
    area: AreaArgument,
    file: Annotated[Path, typer.Argument(help=_text("command.note.file"), metavar="FILE", exists=True, dir_okay=False)],
    *,
    by: ByOption,
    workspace: WorkspaceOption = None,
) -> None:
    """Note missions and projects from a file."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.rounds.actions import note_file

    person, code = _person(by), area.upper()
    _readable(person, code)
    noted = note_file(person, code, file)
    typer.echo(_text("command.note.done", area=code, new=noted.new, before=noted.before))


@follow_up_app.command("list", help=_text("command.follow_up.list"))
def list_command(
    context: typer.Context, area: AreaArgument, *, by: ByOption, workspace: WorkspaceOption = None
) -> None:
    """List the follow-ups that are open."""
    opened, definitions = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi.present.notebook_words import NotebookWords
    from openssi_web.rounds.notebook.standing import NotebookReader

    person, code = _person(by), area.upper()
    _readable(person, code)
    words, notebook = NotebookWords(definitions, language()), NotebookReader(code, language(), person).read()
    rows = [
        [str(each.number), each.text, each.owner, each.due.isoformat(), words.follow_up(each, notebook.day)]
        for each in notebook.open_follow_ups
    ]
    if rows:
        print_table([_text(f"follow_up.{each}") for each in HEADS], rows, (0,))
    else:
        typer.echo(_text("follow_up.none"))


@follow_up_app.command("done", help=_text("command.follow_up.done"))
def done_command(
    context: typer.Context,
    area: AreaArgument,
    number: Annotated[
        int, typer.Argument(help=_text("command.follow_up.number"), metavar="NUMBER", min=1, max=LARGEST)
    ],
    *,
    outcome: Annotated[str, typer.Option("--outcome", help=_text("command.follow_up.outcome"))],
    by: ByOption,
    on: Annotated[str | None, typer.Option("--on", help=_text("command.follow_up.on"), metavar="DATE")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Say that a follow-up is done."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    person, code = _person(by), area.upper()
    _readable(person, code)
    _done(person, code, number, on, outcome)
    typer.echo(_text("command.follow_up.told", area=code, number=number))


def _done(person: "Person", area: str, number: int, on: str | None, outcome: str) -> None:
    from django.shortcuts import get_object_or_404

    from openssi.run.decisions import today
    from openssi_web.rounds.actions import note_follow_up
    from openssi_web.rounds.notebook.content import FollowUpAsked
    from openssi_web.rounds.notebook.models import FollowUpVersion
    from openssi_web.rounds.notebook.notekeeping import Note
    from openssi_web.rounds.notebook.standing import standing_versions

    open_ones = standing_versions(FollowUpVersion, area).filter(record=number, done_on=None)
    with unseen(Place(item=str(number)), "NOTE_UNKNOWN", area=area, number=number):
        row = get_object_or_404(open_ones.select_related("record"))
        asked = FollowUpAsked(
            text=row.text,
            owner=row.owner_id,
            due=row.due.isoformat(),
            done=on if on is not None else today().isoformat(),
            outcome=outcome,
        )
        note = Note(key=uuid4().hex, number=number, seen=row.version, channel="command")
        _refuse(note_follow_up(person, area, row.record.mission_id, asked, note))


def _refuse(answer: "NoteAnswer") -> None:
    from openssi_web.rounds.notebook.notekeeping import Collision
    from openssi_web.rounds.requests.outcomes import Refused

    if isinstance(answer, Refused):
        raise FixTheFile(answer.problems)
    if isinstance(answer, Collision):
        raise FixTheFile([answer.problem])


def _readable(person: "Person", area: str) -> None:
    """Refuse a notebook that a person does not read, as if it were not there."""
    from openssi_web.rounds.notebook.people import refuse_others

    with unseen(Place(item=area[:20]), "NOTEBOOK_UNKNOWN", area=area[:20], email=person.email):
        refuse_others(person.grants(), area)
