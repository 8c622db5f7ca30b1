"""Commands of people: who may sign in, and in which roles."""

import datetime as dt
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, cast

import typer

from openssi.definitions import default_root, load_texts
from openssi.run.console import language, print_table, say, text
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.store import Workspace
from openssi.vocabulary.decision import ROLES, Role
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, as_language
from openssi_web.commands_acting import day as day_of
from openssi_web.process import open_process

if TYPE_CHECKING:
    from openssi_web.accounts.models import Membership, Person
    from openssi_web.accounts.roles import RoleAsked


def people_text(key: str, **values: object) -> str:
    """Return a text of `definitions/interface/people.yaml` in the language of the terminal."""
    return load_texts(default_root()).get(f"people.{key}", language(), **values)


app = typer.Typer(help=text("person.help"), no_args_is_help=True)
role_app = typer.Typer(help=text("person.role.help"), no_args_is_help=True)
app.add_typer(role_app, name="role")

HEADS = ("address", "name", "language", "state", "last_sign_in", "second_factor", "roles")

EmailArgument = Annotated[str, typer.Argument(help=text("person.email"), metavar="EMAIL")]
AreaOption = Annotated[str, typer.Option("--area", help=text("person.area"))]
InstitutionOption = Annotated[str, typer.Option("--institution", help=text("person.institution"))]
SchemeOption = Annotated[list[str] | None, typer.Option("--scheme", help=text("person.scheme"))]
FromOption = Annotated[str | None, typer.Option("--from", help=text("person.from"), metavar="DATE")]
SeatOption = Annotated[str, typer.Option("--seat", help=people_text("command.seat"), metavar="HQ|FIELD")]
UntilOption = Annotated[str | None, typer.Option("--until", help=text("person.until"), metavar="DATE")]
SiteOption = Annotated[str, typer.Option("--site", envvar="OPENSSI_SITE", help=text("person.site"), metavar="URL")]
LOCAL_SITE = "http://localhost:8000"


@app.command("add", help=text("person.add.help"))
def add_command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    email: EmailArgument,
    name: Annotated[str, typer.Argument(help=text("person.name"), metavar="NAME")],
    *,
    role: Annotated[str | None, typer.Option("--role", help=text("person.role_option"))] = None,
    area: AreaOption = "",
    institution: InstitutionOption = "",
    scheme: SchemeOption = None,
    seat: SeatOption = "",
    first: FromOption = None,
    until: UntilOption = None,
    spoken: Annotated[str, typer.Option("--language", help=text("person.language"))] = "en",
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help=text("person.password_stdin"))] = False,
    site: SiteOption = LOCAL_SITE,
    workspace: WorkspaceOption = None,
) -> None:
    """Register a person, with a first role."""
    opened, _ = open_workspace(context, workspace)
    chosen = as_language(one_of("--language", spoken, LANGUAGES))
    open_process(opened.root)
    from openssi_web.accounts.actions import add_person

    asked = _asked(opened, role, area, institution, scheme or (), seat, first, until) if role else None
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    person = add_person(email, name, language=chosen, password=password, role=asked)
    say("person.add.done", name=person.name, email=person.email)
    if password is None:
        _say_link(person, site)


def _asked(
    workspace: Workspace,
    role: str,
    area: str,
    institution: str,
    schemes: Sequence[str],
    seat: str,
    first: str | None,
    until: str | None,
) -> "RoleAsked":
    """Return a role as it was asked for.

    Raises:
        FixTheFile: if something of it is unknown or missing.
    """
    from openssi_web.accounts.models import SEATS
    from openssi_web.accounts.roles import RoleAsked, role_problems

    asked = RoleAsked(
        role=cast("Role", one_of("--role", role.upper(), ROLES)),
        ref_area=area.strip().upper(),
        institution=institution.strip(),
        schemes=tuple(dict.fromkeys(each.strip().upper() for each in schemes)),
        seat=one_of("--seat", seat.upper(), SEATS) if seat else "",
        first=day_of(first, "--from") or _today(),
        last=day_of(until, "--until"),
    )
    known = [str(row["area"]) for row in workspace.reference.table("areas").to_pylist()]
    problems = list(role_problems(asked, known, _schemes(asked.ref_area) if asked.ref_area in known else ()))
    if problems:
        raise FixTheFile(problems)
    return asked


def _schemes(area: str) -> list[str]:
    """Return the schemes of a country, as far as they are known: of its last round, and of the one that is open."""
    from openssi_web.rounds.models import SubmissionDraft
    from openssi_web.rounds.workspace import inquiry

    draft = SubmissionDraft.objects.filter(ref_area=area).order_by("-round__year").first()
    year = draft.round.year if draft else _today().year
    inventory = inquiry().inventory(area, year)
    found = {each.id for each in inventory.schemes} if inventory else set()
    if draft:
        from openssi_web.rounds.submissions.form_cells import inventory_of

        found |= {each.id for each in inventory_of(draft.inventory).schemes}
    return sorted(found)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


@app.command("list", help=text("person.list.help"))
def list_command(context: typer.Context, workspace: WorkspaceOption = None) -> None:
    """List everybody."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from allauth.mfa.models import Authenticator

    from openssi_web.accounts.models import Person

    protected = set(Authenticator.objects.filter(type="totp").values_list("user_id", flat=True))
    people = Person.objects.prefetch_related("memberships").order_by("email")
    rows = [_row(each, is_protected=each.pk in protected) for each in people]
    if rows:
        print_table([text(f"person.list.heads.{each}") for each in HEADS], rows)
    else:
        say("person.list.empty")


def _row(person: "Person", *, is_protected: bool) -> list[str]:
    state = "open" if person.is_active else "closed"
    last = f"{person.last_login:%Y-%m-%d %H:%M}" if person.last_login else ""
    roles = "; ".join(_role_in_words(each) for each in sorted(person.memberships.all(), key=lambda each: each.pk))
    factor = text("person.list.on") if is_protected else ""
    return [person.email, person.name, person.language, text(f"person.list.{state}"), last, factor, roles]


def _role_in_words(held: "Membership") -> str:
    """Return a role with what it is for: `RESP QMA QMA01 (Pension Fund), 2026-01-01 – 2026-12-31`."""
    where = " ".join([held.role, held.ref_area, *held.schemes]).strip()
    institution = f" ({held.institution})" if held.institution else ""
    until = f" – {held.valid_to}" if held.valid_to else ""
    seat = f" [{held.seat}]" if held.seat else ""
    return f"{where}{seat}{institution}, {held.valid_from}{until}"


@role_app.command("add", help=text("person.role.add.help"))
def add_role_command(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    email: EmailArgument,
    role: Annotated[str, typer.Argument(help=text("person.role_option"), metavar="ROLE")],
    *,
    area: AreaOption = "",
    institution: InstitutionOption = "",
    scheme: SchemeOption = None,
    seat: SeatOption = "",
    first: FromOption = None,
    until: UntilOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Give a person a role."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.accounts.actions import give_role, person_of

    person = person_of(email)
    held = give_role(person, _asked(opened, role, area, institution, scheme or (), seat, first, until))
    say("person.role.add.done", name=person.name, role=_role_in_words(held))


@role_app.command("end", help=text("person.role.end.help"))
def end_role_command(
    context: typer.Context,
    email: EmailArgument,
    role: Annotated[str, typer.Argument(help=text("person.role_option"), metavar="ROLE")],
    *,
    area: AreaOption = "",
    last: Annotated[str | None, typer.Option("--last", help=text("person.role.end.last"), metavar="DATE")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """End a role of a person, at once unless a last day is named."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.accounts.actions import end_role, person_of

    person = person_of(email)
    day = day_of(last, "--last") or _today() - dt.timedelta(days=1)
    for each in _held(person, role.upper(), area.strip().upper(), day):
        end_role(each, day)
    say("person.role.end.done", name=person.name, role=role.upper())


def _held(person: "Person", role: str, area: str, day: dt.date) -> "list[Membership]":
    """Return the memberships that give a role after a day.

    Raises:
        FixTheFile: if there is none.
    """
    all_held = [each for each in person.memberships.all() if each.valid_to is None or each.valid_to > day]
    found = [each for each in all_held if each.role == role and (not area or each.ref_area == area)]
    if not found:
        held = "; ".join(map(_role_in_words, all_held)) or "-"
        raise FixTheFile.because("ROLE_NOT_HELD", Place(item=person.email), role=f"{role} {area}".strip(), held=held)
    return found


@app.command("link", help=text("person.link.help"))
def link_command(
    context: typer.Context,
    email: EmailArgument,
    *,
    site: SiteOption = LOCAL_SITE,
    remove_second_factor: Annotated[
        bool, typer.Option("--remove-second-factor", help=text("person.link.remove_second_factor"))
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Print a link with which a person sets a password."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.accounts import actions

    person = actions.person_of(email)
    if not person.is_active:
        raise FixTheFile.because("PERSON_CLOSED", Place(item=person.email), email=person.email)
    if remove_second_factor and actions.remove_second_factor(person):
        say("person.link.removed", name=person.name)
    _say_link(person, site)


def _say_link(person: "Person", site: str) -> None:
    from openssi_web.accounts.links import DAYS, password_path

    say("person.link.done", name=person.name, days=DAYS)
    say("person.link.address", address=f"{site.rstrip('/')}{password_path(person)}")


@app.command("close", help=text("person.close.help"))
def close_command(context: typer.Context, email: EmailArgument, workspace: WorkspaceOption = None) -> None:
    """Close an account."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.accounts.actions import close_person, person_of

    person = person_of(email)
    close_person(person)
    say("person.close.done", name=person.name)


@app.command("open", help=text("person.open.help"))
def open_command(context: typer.Context, email: EmailArgument, workspace: WorkspaceOption = None) -> None:
    """Open an account that was closed."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.accounts.actions import open_person, person_of

    person = person_of(email)
    open_person(person)
    say("person.open.done", name=person.name, email=person.email)


@app.command("erase", help=people_text("command.erase.help"))
def erase_command(
    context: typer.Context,
    email: EmailArgument,
    *,
    by: Annotated[str, typer.Option("--by", help=people_text("command.erase.by"), metavar="EMAIL")],
    reason: Annotated[str, typer.Option("--reason", help=people_text("command.erase.reason"))] = "REQUEST",
    workspace: WorkspaceOption = None,
) -> None:
    """Erase what is personal about somebody; what this person did stays."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.accounts.actions import erase_address, person_of

    count = erase_address(email, by=person_of(by), reason=reason.upper())
    typer.echo(people_text("command.erase.done", count=count))


@app.command("erase-focal-point", help=people_text("command.erase.focal"))
def erase_focal_point_command(
    context: typer.Context,
    area: Annotated[str, typer.Argument(help=people_text("command.erase.area"), metavar="AREA")],
    *,
    by: Annotated[str, typer.Option("--by", help=people_text("command.erase.by"), metavar="EMAIL")],
    institution: Annotated[str, typer.Option("--institution", help=people_text("command.erase.institution"))] = "",
    reason: Annotated[str, typer.Option("--reason", help=people_text("command.erase.reason"))] = "REQUEST",
    workspace: WorkspaceOption = None,
) -> None:
    """Erase the contact data of a focal point from answers; who entered them and when stays."""
    opened, _ = open_workspace(context, workspace)
    open_process(opened.root)
    from openssi_web.accounts.actions import person_of
    from openssi_web.rounds.actions import erase_focal_point

    count = erase_focal_point(area.strip().upper(), institution, by=person_of(by), reason=reason.upper())
    typer.echo(people_text("command.erase.answers", count=count))
