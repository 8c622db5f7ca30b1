"""The command that shows the adequacy of benefits over time and beside lines and wages."""

import csv
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

import typer
from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.present.adequacy_words import COMPARED_HEADS, REAL_HEADS, AdequacyWords
from openssi.run.adequacy import AdequacyReading
from openssi.run.commands.inquiry import AreaArgument
from openssi.run.commands.standards import FORMATS, FormatOption, LangOption, spoken
from openssi.run.console import language, out, print_table
from openssi.run.inquiry import Inquiry
from openssi.run.options import WorkspaceOption, one_of, open_workspace
from openssi.vocabulary.adequacy import BenefitComparison, RealValue

REAL_FIELDS = (
    "ref_area", "benefit", "time_period", "item", "nominal", "currency", "old_per_new", "prices", "base_year", "real",
    "change", "index_rule", "adjustment", "adjusted_on", "hindrance", "missing", "cells",
)  # fmt: skip
COMPARED_FIELDS = (
    "ref_area", "benefit", "time_period", "item", "benchmark", "amount", "reference", "percent", "hindrance", "missing",
    "cells", "confirmed",
)  # fmt: skip
"""Columns of the CSV, the same in every language."""

_DECIMALS = 6


def words(key: str) -> str:
    """Return a text of this command."""
    return load_texts(default_root()).get(f"adequacy.{key}", language())


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("adequacy", help=words("help"))(adequacy)


def adequacy(
    context: typer.Context,
    area: AreaArgument,
    benefit: Annotated[str | None, typer.Option("--benefit", help=words("benefit"))] = None,
    year: Annotated[int | None, typer.Option("--year", help=words("year"))] = None,
    output_format: FormatOption = "table",
    lang: LangOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Show real values over the years, or the amounts of one year beside benchmarks."""
    one_of("--format", output_format, FORMATS)
    chosen = spoken(lang)
    opened, definitions = open_workspace(context, workspace)
    reading = AdequacyReading(Inquiry(opened, definitions), area.upper())
    wanted = benefit.upper() if benefit else None
    items = definitions.questionnaire.items
    said = AdequacyWords(definitions.texts, definitions.codelists, items, definitions.standards, chosen)
    base_year = max(reading.years)
    if year is None:
        real = list(reading.real_values(wanted))
        _show(REAL_FIELDS, map(_real, real), said.heads(REAL_HEADS, base_year), map(said.real_row, real), output_format)
    else:
        compared = list(reading.comparisons(year, wanted))
        heads = said.heads(COMPARED_HEADS, base_year)
        _show(COMPARED_FIELDS, map(_compared, compared), heads, map(said.compared_row, compared), output_format)
    if output_format == "table":
        out.print(escape(said.say("explained")))


def _show(
    fields: Sequence[str],
    records: Iterable[dict[str, str]],
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    output_format: str,
) -> None:
    if output_format == "table":
        print_table(heads, rows)
        return
    writer = csv.DictWriter(sys.stdout, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)


def _real(each: RealValue) -> dict[str, str]:
    same = ("ref_area", "benefit", "item", "currency", "index_rule", "adjusted_on", "hindrance")
    numbers = ("nominal", "old_per_new", "prices", "real", "change", "adjustment")
    return {
        **{name: str(getattr(each, name)) for name in same},
        **{name: _exact(getattr(each, name)) for name in numbers},
        "time_period": str(each.year),
        "base_year": str(each.base_year),
        "missing": "; ".join(each.missing),
        "cells": " ".join(each.cells),
    }


def _compared(each: BenefitComparison) -> dict[str, str]:
    same = ("ref_area", "benefit", "item", "benchmark", "hindrance")
    return {
        **{name: str(getattr(each, name)) for name in same},
        **{name: _exact(getattr(each, name)) for name in ("amount", "reference", "percent")},
        "time_period": str(each.year),
        "missing": "; ".join(each.missing),
        "cells": " ".join(each.cells),
        "confirmed": "" if each.source is None else "Y" if each.source.confirmed else "N",
    }


def _exact(number: Fraction | None) -> str:
    if number is None:
        return ""
    return f"{round(Decimal(number.numerator) / Decimal(number.denominator), _DECIMALS).normalize():f}"
