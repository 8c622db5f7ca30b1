"""Commands of decisions: tolerances of a country, waived rules, corrections."""

import csv
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from openssi.definitions import default_root, load_texts
from openssi.run.console import language, out, print_table
from openssi.run.deciding import Deciding
from openssi.run.decisions import state_of, today
from openssi.run.inquiry import Inquiry
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.decision import (
    CORRECTION_FIELDS,
    ROLES,
    CellKey,
    Correction,
    Person,
    Tolerance,
    Waiver,
)
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import Finding


def words(key: str, **values: object) -> str:
    """Return a text of `definitions/interface/decide.yaml` in the language asked for."""
    return load_texts(default_root()).get(f"decide.{key}", language(), **values)


decide_app = typer.Typer(help=words("help"), no_args_is_help=True)

RuleArgument = Annotated[str, typer.Argument(help=words("rule"), metavar="RULE")]
CellArgument = Annotated[str, typer.Argument(help=words("cell"), metavar="CELL")]
AreaArgument = Annotated[str, typer.Argument(help=words("area"), metavar="AREA")]
IdArgument = Annotated[str, typer.Argument(help=words("id"), metavar="ID")]
ReasonOption = Annotated[str, typer.Option("--reason", help=words("reason"))]
ByOption = Annotated[str, typer.Option("--by", help=words("by"))]
RoleOption = Annotated[str, typer.Option("--role", help=words("role"))]


def add_to(app: typer.Typer) -> None:
    """Add the group of commands."""
    decide_app.command("findings", help=words("findings.help"))(findings)
    decide_app.command("tolerance", help=words("tolerance.help"))(tolerance)
    decide_app.command("waiver", help=words("waiver.help"))(waiver)
    decide_app.command("correction", help=words("correction.help"))(correction)
    decide_app.command("review", help=words("review.help"))(review)
    decide_app.command("end", help=words("end.help"))(end)
    decide_app.command("list", help=words("list.help"))(list_decisions)
    app.add_typer(decide_app, name="decide")


def _deciding(context: typer.Context, workspace: WorkspaceOption) -> Deciding:
    return Deciding(*open_workspace(context, workspace), today())


def _person(name: str, role: str) -> Person:
    chosen = one_of("--role", role.strip().upper(), ROLES)
    return Person(name.strip(), next(each for each in ROLES if each == chosen))


def _assigned(given: str, example: str) -> tuple[str, str]:
    name, separator, value = given.partition("=")
    if not separator or not name.strip():
        raise FixTheFile.because("DECISION_ASSIGNMENT_UNFIT", Place(item=given), text=given, example=example)
    return name.strip(), value.strip()


def _day(option: str, written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        place = Place(item=option)
        raise FixTheFile.because("DATE_UNFIT", place, value=written, option=option) from None


def _say(key: str, **values: object) -> None:
    out.print(words(key, **values), markup=False)


def findings(
    context: typer.Context,
    area: AreaArgument,
    year: Annotated[int, typer.Argument(help=words("year"), metavar="YEAR")],
    workspace: WorkspaceOption = None,
) -> None:
    """Show the open findings of a submission with the ids of their cells."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    found = inquiry.validate(inquiry.submission(area.upper(), year))
    _print_findings(each for each in found if each.state == "open")


def _print_findings(shown: Iterable[Finding]) -> None:
    rows = [(each.severity, each.rule, each.obs_id, each.message.in_language(language())) for each in shown]
    print_table([words(f"heads.{name}") for name in ("severity", "rule", "cell", "message")], rows)


def tolerance(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    rule: RuleArgument,
    area: AreaArgument,
    value: Annotated[str, typer.Argument(help=words("tolerance.value"), metavar="NAME=VALUE")],
    *,
    until: Annotated[str, typer.Option("--until", help=words("tolerance.until"))],
    by: ByOption,
    role: RoleOption,
    reason: ReasonOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Give one country another tolerance of a rule."""
    name, written = _assigned(value, "share=0.02")
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise FixTheFile.because("TOLERANCE_VALUE_UNFIT", Place(item=value), value=written) from None
    deciding = _deciding(context, workspace)
    wanted = Tolerance(
        rule=rule.upper(),
        name=name,
        ref_area=area.upper(),
        value=number,
        usual=number,
        reason=reason.strip(),
        decided_by=_person(by, role),
        decided_on=deciding.today,
        valid_to=_day("--until", until),
    )
    done = deciding.set_tolerance(wanted)
    values = {"rule": done.rule, "name": done.name, "value": done.value, "usual": done.usual}
    _say("tolerance.done", id=done.id, area=done.ref_area, until=done.valid_to, **values)


def waiver(
    context: typer.Context,
    rule: RuleArgument,
    cell: CellArgument,
    *,
    by: ByOption,
    role: RoleOption,
    reason: ReasonOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Waive a rule for one cell."""
    deciding = _deciding(context, workspace)
    wanted = Waiver(
        rule=rule.upper(),
        severity="E",
        obs_id=cell,
        reason=reason.strip(),
        decided_by=_person(by, role),
        decided_on=deciding.today,
    )
    done = deciding.waive(wanted)
    _say("waiver.done", id=done.id, rule=done.rule, cell=done.obs_id)


def correction(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    cell: CellArgument,
    value: Annotated[str, typer.Argument(help=words("correction.value"), metavar="FIELD=VALUE")],
    *,
    expect: Annotated[str, typer.Option("--expect", help=words("correction.expect"))],
    by: ByOption,
    role: RoleOption,
    reason: ReasonOption = "",
    source: Annotated[str, typer.Option("--source", help=words("correction.source"))] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Propose to correct an accepted cell."""
    named, written = _assigned(value, "value=1200")
    field = next((each for each in CORRECTION_FIELDS if each == named), None)
    if field is None:
        known = ", ".join(CORRECTION_FIELDS)
        raise FixTheFile.because("CORRECTION_FIELD_UNKNOWN", Place(item=cell), field=named, known=known)
    deciding = _deciding(context, workspace)
    wanted = Correction(
        obs_id=cell,
        field=field,
        expected=expect.strip(),
        corrected=written,
        reason=reason.strip(),
        source=source.strip(),
        proposed_by=_person(by, role),
        proposed_on=deciding.today,
    )
    _say("correction.done", id=deciding.propose(wanted).id)


def review(
    context: typer.Context,
    decision: IdArgument,
    *,
    by: ByOption,
    role: RoleOption,
    approve: Annotated[bool, typer.Option("--approve", help=words("review.approve"))] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=words("review.withdraw"))] = False,
    reason: ReasonOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Approve or withdraw a correction."""
    if approve == withdraw:
        raise FixTheFile.because("CORRECTION_REVIEW_UNCLEAR", Place(item=decision.upper()))
    deciding, person = _deciding(context, workspace), _person(by, role)
    if not approve:
        _say("review.withdrawn", id=deciding.review(decision.upper(), "withdrawn", person, reason.strip()).id)
        return
    done = deciding.review(decision.upper(), "approved", person, reason.strip())
    _say("review.approved", id=done.id)
    new = deciding.consequences(done.id)
    if new:
        _say("review.consequences", count=len(new))
        _print_findings(new)


def end(
    context: typer.Context,
    decision: IdArgument,
    *,
    by: ByOption,
    role: RoleOption,
    reason: ReasonOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """End a tolerance or a waiver today."""
    deciding = _deciding(context, workspace)
    done = deciding.end(decision.upper(), _person(by, role), reason.strip())
    _say("end.done", id=done.id, date=deciding.today)


COLUMNS = ("id", "kind", "subject", "value", "before", "until", "state", "reason", "by", "on", "reviewed")


def list_decisions(
    context: typer.Context,
    country: Annotated[str | None, typer.Option("--country", help=words("list.country"))] = None,
    output_format: Annotated[str, typer.Option("--format", help=words("list.format"))] = "text",
    workspace: WorkspaceOption = None,
) -> None:
    """Show every decision that was recorded."""
    one_of("--format", output_format, ("text", "json", "csv"))
    deciding = _deciding(context, workspace)
    if country is not None:
        Inquiry(deciding.workspace, deciding.definitions).area_name(country.upper(), language())
    rows = list(_rows(deciding, country.upper() if country else None))
    if output_format == "json":
        listed = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        sys.stdout.write(f"{json.dumps(listed, ensure_ascii=False, indent=1)}\n")
    elif output_format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([neutralised(cell) for cell in row] for row in rows)
    elif rows:
        print_table([words(f"heads.{name}") for name in COLUMNS], [_in_words(row) for row in rows])
    else:
        _say("list.none")


def _in_words(row: Sequence[str]) -> list[str]:
    named = dict(zip(COLUMNS, row, strict=True))
    named |= {name: words(f"{name}.{named[name]}") for name in ("kind", "state")}
    return list(named.values())


def _rows(deciding: Deciding, country: str | None) -> Iterator[tuple[str, ...]]:
    for one in deciding.log.tolerances():
        if country in {None, one.ref_area}:
            what = f"{one.rule} {one.name} {one.ref_area}"
            how = (str(one.value), str(one.usual), str(one.valid_to), state_of(one, deciding.today))
            yield (one.id, "tolerance", what, *how, *_decided(one))
    for each in deciding.log.waivers():
        if country in {None, _country(each.obs_id)}:
            how = ("", "", "", state_of(each, deciding.today))
            yield (each.id, "waiver", f"{each.rule} {each.obs_id}", *how, *_decided(each))
    for it in deciding.log.corrections():
        if country in {None, _country(it.obs_id)}:
            how = (it.corrected, it.expected, "", it.status)
            who = (it.reason, _named(it.proposed_by), str(it.proposed_on), _named(it.reviewed_by))
            yield (it.id, "correction", f"{it.obs_id} {it.field}", *how, *who)


def _decided(decision: Tolerance | Waiver) -> tuple[str, str, str, str]:
    ended = _named(decision.ending.by) if decision.ending else ""
    return decision.reason, _named(decision.decided_by), str(decision.decided_on), ended


def _named(person: Person | None) -> str:
    return f"{person.name} ({person.role})" if person else ""


def _country(obs_id: str) -> str:
    key = CellKey.of(obs_id)
    return key.ref_area if key else ""
