"""Who acts on the command line, on which submission, and what is said afterwards; every change is an action's."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar
from uuid import uuid4

import typer

from openssi.definitions import default_root, load, load_texts
from openssi.run.console import language
from openssi.run.options import open_workspace
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place
from openssi_web.process import open_process

if TYPE_CHECKING:
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.models import SubmissionDraft
    from openssi_web.rounds.requests.outcomes import Refused

Done = TypeVar("Done")


def text_of(key: str, **values: object) -> str:
    """Return a text of any file of the interface in the language of the terminal."""
    return load_texts(default_root()).get(key, language(), **values)


def say_of(key: str, **values: object) -> None:
    """Print one sentence."""
    typer.echo(text_of(key, **values))


AreaArgument = Annotated[str, typer.Argument(help=text_of("round_commands.area"), metavar="AREA")]
YearArgument = Annotated[int, typer.Argument(min=1950, max=2100, help=text_of("round_commands.year"), metavar="YEAR")]
ByOption = Annotated[str, typer.Option("--by", help=text_of("round_commands.by"), metavar="EMAIL")]


def open_site(context: typer.Context, workspace: Path | None) -> None:
    """Let a command work on the process of a workspace."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)


def request_key() -> str:
    """Return a key for one request: a command that is given twice asks twice."""
    return uuid4().hex


def day(written: str | None, option: str = "--deadline") -> dt.date | None:
    """Return the day of an option, none where it was left out.

    Raises:
        FixTheFile: if it is no day.
    """
    if written is None:
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise FixTheFile.because("DATE_UNFIT", Place(item=option), value=written, option=option) from None


def acting(email: str) -> "Person":
    """Return the person who acts.

    Raises:
        FixTheFile: if nobody signs in with the address.
    """
    from openssi_web.accounts.models import Person

    found = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise FixTheFile.because("ROUND_BY_UNKNOWN", Place(item="--by"), email=email)
    return found


def submission_of(person: "Person", ref_area: str, year: int) -> "SubmissionDraft":
    """Return the submission of a country that a person sees; to others it is as if there were none."""
    from openssi_web.rounds.requests.permission import draft_for

    with unseen(Place(item=f"{ref_area} {year}"), "ROUND_DRAFT_UNKNOWN", area=ref_area, year=year):
        return draft_for(person, ref_area, year)


@contextmanager
def unseen(place: Place, code: str, /, **values: object) -> Iterator[None]:
    """Say in a sentence that what a person does not see is not there."""
    from django.http import Http404

    try:
        yield
    except Http404:
        raise FixTheFile.because(code, place, **values) from None


def refusal(outcome: "Refused") -> FixTheFile:
    """Return why something was refused, to be printed with its exit code."""
    return FixTheFile(outcome.problems)


def done(outcome: "Done | Refused") -> Done:
    """Return what was done.

    Raises:
        FixTheFile: if it was refused.
    """
    from openssi_web.rounds.requests.outcomes import Refused

    if isinstance(outcome, Refused):
        raise refusal(outcome)
    return outcome


def all_or_none(steps: Iterable[tuple[Place, Callable[[], "Done | Refused"]]]) -> list[Done]:
    """Do what the rows of a file ask for, all of it or nothing.

    Raises:
        FixTheFile: with every row that was refused.
    """
    from django.db import transaction

    from openssi_web.rounds.requests.outcomes import Refused

    made: list[Done] = []
    problems = []
    with transaction.atomic():
        for place, step in steps:
            try:
                outcome = step()
            except FixTheFile as error:
                outcome = Refused(error.problems)
            if isinstance(outcome, Refused):
                problems += [placed(each, place) for each in outcome.problems]
            else:
                made.append(outcome)
        transaction.set_rollback(bool(problems))
    if problems:
        raise FixTheFile(problems)
    return made


def placed(problem: Problem, place: Place) -> Problem:
    """Return a problem at the row of a file that asked for it."""
    return replace(problem, place=replace(problem.place, file=place.file, row=place.row)) if place.file else problem


def told(moves: Iterable[str]) -> str:
    """Return what everybody reads of transitions."""
    declared = load(default_root()).states.moves
    return " ".join(declared[each].told.in_language(language()) for each in moves if each in declared)
