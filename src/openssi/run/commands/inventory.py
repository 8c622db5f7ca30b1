"""Commands of the inventory of schemes and of the law over time."""

import csv
import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from openssi.present.numbers import format_exact
from openssi.run.console import language, print_table, say, text
from openssi.run.inquiry import Inquiry
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.store.inventories import REGISTER, EventRegister
from openssi.store.law import REFERENCE_SCHEME, reference_law, reference_schemes
from openssi.store.workspace import now
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.errors import FixTheAnswer, FixTheFile, Problem
from openssi.vocabulary.law import LegalParameter, in_force
from openssi.vocabulary.observation import NOT_APPLICABLE, Place
from openssi.vocabulary.scheme import EVENT_KINDS, EventKind, SchemeEvent
from openssi.vocabulary.text import Language

INVENTORY_TABLES = ("B1", "B2", "E1")

inventory_app = typer.Typer(help=text("inventory.help"), no_args_is_help=True)
law_app = typer.Typer(help=text("law.help"), no_args_is_help=True)

AreaArgument = Annotated[str, typer.Argument(help=text("area"), metavar="AREA")]
FormatOption = Annotated[str, typer.Option("--format", help=text("inventory.format"))]


def add_to(app: typer.Typer) -> None:
    """Add both groups of commands."""
    inventory_app.command("show", help=text("inventory.show.help"))(show_inventory)
    inventory_app.command("history", help=text("inventory.history.help"))(show_history)
    inventory_app.command("record", help=text("inventory.record.help"))(record)
    law_app.command("show", help=text("law.show.help"))(show_law)
    law_app.command("history", help=text("law.history.help"))(show_law_history)
    app.add_typer(inventory_app, name="inventory")
    app.add_typer(law_app, name="law")


def _printed(heads: Sequence[str], rows: Sequence[Sequence[str]], output_format: str) -> None:
    if one_of("--format", output_format, ("table", "csv")) == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows([neutralised(cell) for cell in row] for row in rows)
    else:
        print_table(heads, rows)


def _heads(key: str, *names: str) -> list[str]:
    return [text(f"{key}.heads.{name}") for name in names]


def show_inventory(
    context: typer.Context,
    area: AreaArgument,
    year: Annotated[int | None, typer.Option("--year", help=text("inventory.show.year"))] = None,
    output_format: FormatOption = "table",
    workspace: WorkspaceOption = None,
) -> None:
    """Show the schemes and benefits of a country in a year."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    inquiry.area_name(area.upper(), language())
    history = inquiry.inventory_history(area.upper())
    found = history.in_year(year if year is not None else max(history.years, default=0))
    if found is None:
        raise FixTheFile.because("INVENTORY_EMPTY", Place(item=area.upper()), area=area.upper())
    rows = []
    for scheme in found.schemes:
        rows.append([scheme.id, scheme.name, "", ""])
        rows += [[each.id, each.name, each.function, " ".join(each.contingencies)] for each in scheme.benefits]
    _printed(_heads("inventory", "id", "name", "function", "contingencies"), rows, output_format)


def show_history(
    context: typer.Context,
    area: AreaArgument,
    subject: Annotated[str | None, typer.Argument(help=text("inventory.history.subject"), metavar="ID")] = None,
    output_format: FormatOption = "table",
    workspace: WorkspaceOption = None,
) -> None:
    """Show the events of an inventory, and the attributes of a scheme or benefit with their years."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    inquiry.area_name(area.upper(), language())
    history = inquiry.inventory_history(area.upper())
    wanted = subject.upper() if subject else None
    events = [each for each in history.events() if wanted is None or wanted in (*each.before, *each.after)]
    rows = [
        [
            each.date,
            text(f"inventory.kind.{each.kind}"),
            " ".join(each.before),
            " ".join(each.after),
            each.note,
            each.source,
        ]
        for each in events
    ]
    _printed(_heads("inventory", "date", "event", "before", "after", "note", "source"), rows, output_format)
    if wanted is not None and output_format == "table":
        _print_attributes(inquiry, history.attributes(_attribute_items(inquiry)), wanted)


def _attribute_items(inquiry: Inquiry) -> list[str]:
    items = inquiry.definitions.questionnaire.items.values()
    return [item.id for item in items if item.table in INVENTORY_TABLES and item.id != "S.PARENT"]


def _print_attributes(inquiry: Inquiry, attributes: Sequence[object], subject: str) -> None:
    from openssi.vocabulary.scheme import Attribute

    items, spoken = inquiry.definitions.questionnaire.items, language()
    rows = [
        [items[each.item].label.in_language(spoken), each.value, str(each.valid_from), str(each.valid_to or "")]
        for each in attributes
        if isinstance(each, Attribute) and each.subject == subject
    ]
    print_table(_heads("inventory", "attribute", "value", "valid_from", "valid_to"), rows)


def record(
    context: typer.Context,
    area: AreaArgument,
    kind: Annotated[str, typer.Argument(help=text("inventory.record.kind"), metavar="EVENT")],
    *,
    date: Annotated[str, typer.Option("--date", help=text("inventory.record.date"))],
    before: Annotated[list[str] | None, typer.Option("--from", help=text("inventory.record.before"))] = None,
    after: Annotated[list[str] | None, typer.Option("--into", help=text("inventory.record.after"))] = None,
    note: Annotated[str, typer.Option("--note", help=text("inventory.record.note"))] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Record what happened to schemes or benefits; nothing that was recorded is ever changed."""
    opened, definitions = open_workspace(context, workspace)
    inquiry = Inquiry(opened, definitions)
    inquiry.area_name(area.upper(), language())
    chosen = one_of("EVENT", kind.upper(), EVENT_KINDS)
    event = SchemeEvent(
        ref_area=area.upper(),
        kind=next(each for each in EVENT_KINDS if each == chosen),
        date=_date("--date", date).isoformat(),
        before=_ids(before),
        after=_ids(after),
        note=note,
        source=REGISTER,
    )
    inquiry.inventory_history(event.ref_area).refuse_impossible(event)
    EventRegister(opened.root).add(event, now())
    say("inventory.record.done", kind=_in_words(event.kind), date=event.date)


def _in_words(kind: EventKind) -> str:
    return text(f"inventory.kind.{kind}")


def _ids(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(part.upper() for each in given or () for part in each.replace(",", " ").split())


def _date(option: str, written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        place = Place(item=option)
        raise FixTheFile.because("DATE_UNFIT", place, value=written, option=option) from None


def show_law(
    context: typer.Context,
    area: AreaArgument,
    as_of: Annotated[str | None, typer.Option("--as-of", help=text("law.show.as_of"))] = None,
    func: Annotated[str | None, typer.Option("--func", help=text("law.show.func"))] = None,
    reference: Annotated[bool, typer.Option("--reference", help=text("law.show.reference"))] = False,
    output_format: FormatOption = "table",
    workspace: WorkspaceOption = None,
) -> None:
    """Show the law of a country as of a day."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    inquiry.area_name(area.upper(), language())
    law = inquiry.law(area.upper())
    day = _date("--as-of", as_of) if as_of else max((each.valid_from for each in law), default=dt.date.max)
    rows = reference_law(law, day) if reference else in_force(law, day)
    _print_law(inquiry, [each for each in rows if func is None or each.func == func.upper()], output_format)
    if reference:
        _refuse_unknown_reference(inquiry, area.upper(), reference_schemes(law, day), day.year)


def _refuse_unknown_reference(inquiry: Inquiry, area: str, chosen: Mapping[str, str], year: int) -> None:
    found = inquiry.inventory_history(area).in_year(year)
    known = [scheme.id for scheme in found.schemes] if found else []
    place = Place(item=f"{area} {REFERENCE_SCHEME}")
    problems = [
        Problem(
            "REFERENCE_SCHEME_UNKNOWN",
            place,
            {"func": func, "scheme": scheme, "year": year, "known": ", ".join(known)},
        )
        for func, scheme in sorted(chosen.items())
        if found and scheme not in known
    ]
    if problems:
        raise FixTheAnswer(problems)


def show_law_history(
    context: typer.Context,
    area: AreaArgument,
    item: Annotated[str, typer.Argument(help=text("law.history.item"), metavar="ITEM")],
    output_format: FormatOption = "table",
    workspace: WorkspaceOption = None,
) -> None:
    """Show how one parameter of the law changed."""
    inquiry = Inquiry(*open_workspace(context, workspace))
    inquiry.area_name(area.upper(), language())
    if item.upper() not in inquiry.definitions.questionnaire.items:
        raise FixTheFile.because("ITEM_UNKNOWN", Place(item=item), item=item)
    _print_law(inquiry, [each for each in inquiry.law(area.upper()) if each.item == item.upper()], output_format)


def _print_law(inquiry: Inquiry, rows: Sequence[LegalParameter], output_format: str) -> None:
    names = ("item", "scheme", "function", "value", "in_force", "until", "article")
    spoken = language()
    _printed(_heads("law", *names), [_law_row(inquiry, each, spoken) for each in rows], output_format)


def _law_row(inquiry: Inquiry, each: LegalParameter, spoken: Language) -> list[str]:
    item = inquiry.definitions.questionnaire.items[each.item]
    since = text("law.at_the_latest", date=each.valid_from) if each.date_unknown else each.valid_from.isoformat()
    return [
        f"{item.code} {item.label.in_language(spoken)}",
        "" if each.scheme == NOT_APPLICABLE else each.scheme,
        next((code for code in (each.func, each.breakdown) if code != NOT_APPLICABLE), ""),
        each.text or (format_exact(each.value, spoken) if each.value is not None else ""),
        since,
        each.valid_to.isoformat() if each.valid_to else "",
        each.article,
    ]
