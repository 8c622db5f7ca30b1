"""Commands of letters: invite countries and institutions, send what waits, and list what was not sent."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from openssi.definitions import default_root, load, load_texts
from openssi.run.console import language, print_table
from openssi.run.options import WorkspaceOption, open_workspace
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place
from openssi_web.commands_acting import acting as _person
from openssi_web.commands_acting import submission_of as _draft
from openssi_web.commands_acting import text_of
from openssi_web.process import open_process

if TYPE_CHECKING:
    from openssi_web.accounts.models import Person
    from openssi_web.rounds.letters.models import Letter
    from openssi_web.rounds.models import Round

app = typer.Typer()

HEADS = ("number", "country", "kind", "reader", "state", "tries", "next", "why")
LISTED = 200
"""Letters that are listed, the next one first."""

YearArgument = Annotated[
    int, typer.Argument(min=1950, max=2100, help=text_of("letters.command.invite.year"), metavar="YEAR")
]


def _say(key: str, **values: object) -> None:
    typer.echo(load_texts(default_root()).get(f"letters.command.{key}", language(), **values))


# Countries


@app.command("invite", help=text_of("letters.command.invite.help"))
def invite_command(
    context: typer.Context,
    year: YearArgument,
    *,
    by: Annotated[str, typer.Option("--by", help=text_of("letters.command.invite.by"), metavar="EMAIL")],
    area: Annotated[list[str] | None, typer.Option("--area", help=text_of("letters.command.invite.area"))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Invite countries to a round; it can be run again."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.rounds.models import Round

    person = _person(by)
    round_ = Round.objects.filter(year=year).first()
    if round_ is None:
        raise FixTheFile.because("INVITE_NO_ROUND", Place(item=str(year)), year=year)
    known = [str(row["area"]) for row in opened.reference.table("areas").to_pylist()]
    named = [each.upper() for each in area or ()]
    for each in named:
        if each not in known:
            raise FixTheFile.because("AREA_UNKNOWN", Place(item=each), area=each, known=", ".join(known[:12]))
    invite(person, round_, sorted(set(named)) or _with_coordinator(known))


def invite(person: "Person", round_: "Round", areas: Sequence[str]) -> None:
    """Invite countries and say how many were."""
    from openssi_web.rounds.actions import invite_countries
    from openssi_web.rounds.requests.outcomes import Refused

    outcome = invite_countries(person, round_, areas)
    if isinstance(outcome, Refused):
        raise FixTheFile(outcome.problems)
    new, before = len(outcome.new), len(outcome.areas) - len(outcome.new)
    _say("invite.done", year=round_.year, new=new, before=before, letters=outcome.letters)


def _with_coordinator(known: Sequence[str]) -> list[str]:
    """Return the countries that somebody coordinates, and say which of them nobody does."""
    from openssi_web.rounds.letters.invitations import coordinators_of
    from openssi_web.rounds.monitor.progress import placed_countries

    asked = sorted(placed_countries() & set(known))
    found = [each for each in asked if coordinators_of(each)]
    without = [each for each in asked if each not in found]
    if without:
        _say("invite.without", areas=", ".join(without))
    if not found:
        raise FixTheFile.because("INVITE_NOBODY", Place(), area=", ".join(without) or "-")
    return found


# Institutions


@app.command("invite-institution", help=text_of("letters.command.institution.help"))
def invite_institution_command(  # noqa: PLR0913 - one option each
    context: typer.Context,
    area: Annotated[str, typer.Argument(help=text_of("moves.command.move.area"), metavar="AREA")],
    year: YearArgument,
    email: Annotated[str, typer.Argument(help=text_of("letters.command.institution.email"), metavar="EMAIL")],
    name: Annotated[str, typer.Argument(help=text_of("letters.command.institution.name"), metavar="NAME")],
    *,
    by: Annotated[str, typer.Option("--by", help=text_of("letters.command.institution.by"), metavar="EMAIL")],
    institution: Annotated[str, typer.Option("--institution", help=text_of("letters.command.institution.institution"))],
    scheme: Annotated[list[str], typer.Option("--scheme", help=text_of("letters.command.institution.scheme"))],
    role: Annotated[str, typer.Option("--role", help=text_of("letters.command.institution.role"))] = "RESP",
    until: Annotated[str, typer.Option("--until", help=text_of("letters.command.institution.until"))] = "",
    spoken: Annotated[str, typer.Option("--language", help=text_of("letters.command.institution.language"))] = "en",
    workspace: WorkspaceOption = None,
) -> None:
    """Invite somebody of an institution, through the same door as the page."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.rounds.actions import invite_person
    from openssi_web.rounds.institutions.checks import Appointment, Invitee
    from openssi_web.rounds.requests.outcomes import Refused

    person = _person(by)
    draft = _draft(person, area.upper(), year)
    schemes = tuple(each.strip().upper() for each in scheme)
    asked = Appointment(role=role.upper(), institution=institution, schemes=schemes, last=until)
    invitee = Invitee(email=email, name=name, language=spoken.strip().lower())
    outcome = invite_person(person, draft, invitee, asked, uuid4().hex)
    if isinstance(outcome, Refused):
        raise FixTheFile(outcome.problems)
    _say("institution.done", name=name)


# Sending


@app.command("letters", help=text_of("letters.command.letters.help"))
def letters_command(
    context: typer.Context,
    *,
    listing: Annotated[bool, typer.Option("--list", help=text_of("letters.command.letters.list"))] = False,
    again: Annotated[int | None, typer.Option("--again", help=text_of("letters.command.letters.again"))] = None,
    by: Annotated[str, typer.Option("--by", help=text_of("letters.command.letters.by"), metavar="EMAIL")] = "",
    site: Annotated[
        str, typer.Option("--site", envvar="OPENSSI_SITE", help=text_of("letters.command.letters.site"), metavar="URL")
    ] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Send the letters that wait, or list them."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.rounds.letters.outbox import send_due
    from openssi_web.rounds.letters.text import SITE_VARIABLE

    if site:
        os.environ[SITE_VARIABLE] = site
    if listing:
        _list()
        return
    if again is not None:
        _send_again(again, by)
    found = send_due()
    waiting, stopped = _counted()
    _say("letters.done", sent=found["sent"], waiting=waiting, stopped=stopped)


def _send_again(number: int, by: str) -> None:
    from openssi_web.rounds.actions import send_again
    from openssi_web.rounds.letters.models import Letter
    from openssi_web.rounds.requests.outcomes import Refused

    person = _person(by)
    letter = Letter.objects.filter(pk=number).first() if 0 < number < 2**63 else None
    if letter is None:
        raise FixTheFile.because("LETTER_UNKNOWN", Place(item="--again"), number=number)
    outcome = send_again(person, letter, letter.edition)
    if isinstance(outcome, Refused):
        raise FixTheFile(outcome.problems)


def _counted() -> tuple[int, int]:
    from openssi_web.rounds.letters.models import STOPPED, WAITING, Letter

    found = Letter.objects
    return found.filter(state__in=WAITING).count(), found.filter(state__in=STOPPED).count()


def _list() -> None:
    from openssi_web.rounds.letters.models import STOPPED, WAITING, Letter

    open_letters = Letter.objects.filter(state__in=WAITING | STOPPED).select_related("person", "round")
    rows = [_row(each) for each in open_letters.order_by("next_try", "pk")[:LISTED]]
    if rows:
        print_table([text_of(f"letters.command.letters.heads.{each}") for each in HEADS], rows, (0, 5))
        waiting, stopped = _counted()
        _say("letters.done", sent=0, waiting=waiting, stopped=stopped)
    else:
        _say("letters.empty")


def _row(letter: "Letter") -> list[str]:
    kind = load(default_root()).letters.get(letter.kind)
    words = load_texts(default_root())
    is_waiting = letter.state == "queued"
    problem = Problem(letter.problem, Place(), {"cause": letter.error}).message(language()) if letter.problem else ""
    return [
        str(letter.pk),
        f"{letter.ref_area} {letter.round}",
        kind.name.in_language(language()) if kind is not None else letter.kind,
        f"{letter.person.name} <{letter.person.email}>",
        words.get(f"letters.state.{letter.state}", language()),
        str(letter.tries),
        f"{letter.next_try:%Y-%m-%d %H:%M}" if is_waiting else "",
        problem,
    ]
