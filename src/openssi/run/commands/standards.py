"""The command that judges the branches of a country against the Conventions on social security."""

import csv
import sys
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

import typer
from rich.markup import escape

from openssi.definitions import Definitions, default_root, load_texts
from openssi.present.numbers import format_day
from openssi.present.standard_words import StandardWords
from openssi.run.commands.inquiry import AreaArgument, YearArgument
from openssi.run.console import language, out, print_table
from openssi.run.inquiry import Inquiry
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.run.standards import StandardsReading
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi.vocabulary.verdict import BranchVerdict, Condition

FORMATS = ("table", "csv")
FIELDS = (
    "ref_area", "time_period", "convention", "branch", "part", "func", "scheme", "calculation", "calculation_assumed",
    "wage", "condition", "counted", "outcome", "indicative", "found", "required", "relation", "arithmetic", "missing",
    "cells", "article", "confirmed", "source", "ratified", "part_accepted", "verdict", "indication",
)  # fmt: skip
"""Columns of the CSV, the same in every language."""

_DECIMALS = 6


def words(key: str) -> str:
    """Return a text of this command."""
    return load_texts(default_root()).get(f"standards.{key}", language())


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("standards", help=words("help"))(standards)


LangOption = Annotated[str | None, typer.Option("--lang", help=words("lang"))]
FormatOption = Annotated[str, typer.Option("--format", help=words("format"))]


def spoken(lang: str | None) -> Language:
    """Return the language that was asked for after the command, else before it."""
    return as_language(one_of("--lang", lang, LANGUAGES)) if lang else language()


def standards(
    context: typer.Context,
    area: AreaArgument,
    year: YearArgument,
    convention: Annotated[str | None, typer.Option("--convention", help=words("convention"))] = None,
    output_format: FormatOption = "table",
    lang: LangOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Judge branches; the exit code is 0 whatever the verdicts are."""
    one_of("--format", output_format, FORMATS)
    chosen = spoken(lang)
    opened, definitions = open_workspace(context, workspace)
    reading = StandardsReading(Inquiry(opened, definitions))
    found = reading.verdicts(area.upper(), year, convention.upper() if convention else None)
    said = StandardWords(definitions.texts, definitions.codelists, chosen)
    if output_format == "csv":
        _write_csv(found, said, definitions)
        return
    _print(found, said)
    out.print(escape(said.say("in_force", day=format_day(reading.day(year), chosen))))


def _print(found: Sequence[BranchVerdict], said: StandardWords) -> None:
    rows: list[tuple[str, str, str, str]] = []
    for each in found:
        rows.append((said.branch(each), said.say("kind.verdict"), said.verdict(each), said.circumstances(each)))
        rows += [
            ("", said.say(f"kind.{one.kind}"), said.condition(one, each), said.article(one.provenance))
            for one in each.conditions
        ]
    print_table([said.say(f"heads.{name}") for name in ("branch", "condition", "arithmetic", "article")], rows)


def _write_csv(found: Sequence[BranchVerdict], said: StandardWords, definitions: Definitions) -> None:
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    counted = definitions.standards.counted
    for each in found:
        for one in each.conditions:
            writer.writerow(_record(each) | _of_condition(one, each, said, is_counted=one.kind in counted))


def _record(each: BranchVerdict) -> dict[str, str]:
    return {
        "ref_area": each.ref_area,
        "time_period": str(each.year),
        "convention": each.branch.convention,
        "branch": each.branch.id,
        "part": each.branch.part,
        "func": each.branch.func,
        "scheme": each.scheme,
        "calculation": each.calculation or "",
        "calculation_assumed": _yes(each.is_assumed),
        "wage": each.wage.item if each.wage else "",
        "ratified": _yes(each.ratified),
        "part_accepted": _yes(each.accepted),
        "verdict": each.verdict,
        "indication": each.indication if each.verdict == "indicative" else "",
    }


def _of_condition(one: Condition, each: BranchVerdict, said: StandardWords, *, is_counted: bool) -> dict[str, str]:
    return {
        "condition": one.kind,
        "counted": _yes(is_counted),
        "outcome": one.outcome,
        "indicative": _yes(one.is_indicative),
        "found": _exact(one.found),
        "required": _exact(one.required),
        "relation": "" if one.required is None else "at_most" if one.at_most else "at_least",
        "arithmetic": neutralised(said.condition(one, each)),
        "missing": "; ".join(one.missing),
        "cells": " ".join(one.cells),
        "article": one.provenance.article,
        "confirmed": _yes(one.provenance.confirmed),
        "source": neutralised(one.provenance.source.title.in_language(said.language)),
    }


def _yes(holds: bool | None) -> str:
    return "" if holds is None else "Y" if holds else "N"


def _exact(number: Fraction | None) -> str:
    if number is None:
        return ""
    quotient = round(Decimal(number.numerator) / Decimal(number.denominator), _DECIMALS)
    return f"{quotient.normalize():f}"
