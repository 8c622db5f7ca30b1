"""The command that links registers without a common identifier."""

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from openssi.microdata.registers.linkage import Linkage, LinkageCount, link
from openssi.microdata.registers.linkage_rule import read_linkage_rule
from openssi.microdata.registers.rule_reading import fits_as_code
from openssi.present.numbers import format_number, percent
from openssi.run.console import language, print_table
from openssi.run.options import one_of
from openssi.run.register_words import FORMATS, FormatOption, say_word, word
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

FIELDS = ("threshold", "persons", "links", "precision", "recall", "measured_precision", "measured_recall")


def add_to(register_app: typer.Typer) -> None:
    """Add the command to the group of registers."""
    register_app.command("link", help=word("link.help"))(link_registers)


def link_registers(
    registers: Annotated[list[str], typer.Argument(help=word("link.registers"), metavar="SCHEME=FILE…")],
    rule: Annotated[Path, typer.Option("--rule", help=word("link.rule"))],
    labels: Annotated[Path | None, typer.Option("--labels", help=word("link.labels"))] = None,
    output_format: FormatOption = "table",
) -> None:
    """Count persons by probabilistic linkage, with the quality of the links."""
    one_of("--format", output_format, FORMATS)
    found = link(_files(registers), read_linkage_rule(rule), labels)
    if output_format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(FIELDS)
        for each in found.counts:
            values = (getattr(each, name) for name in FIELDS)
            writer.writerow("" if value is None else value for value in values)
        return
    heads = [word(f"heads.{name}") for name in FIELDS]
    print_table(heads, [_row(each) for each in found.counts], range(len(FIELDS)))
    _print_summary(found)


def _files(registers: list[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for each in registers:
        scheme, equals, name = each.partition("=")
        if not equals or not fits_as_code(scheme) or scheme in found:
            raise FixTheFile.because("LINKAGE_REGISTER_UNFIT", Place(item="SCHEME=FILE"), text=each)
        found[scheme] = Path(name)
    return found


def _row(count: LinkageCount) -> tuple[str, ...]:
    spoken = language()
    shares = (count.precision, count.recall, count.measured_precision, count.measured_recall)
    return (
        format_number(count.threshold, spoken, 4),
        format_number(count.persons, spoken),
        format_number(count.links, spoken),
        *("" if each is None else percent(100 * each, spoken) for each in shares),
    )


def _print_summary(found: Linkage) -> None:
    spoken = language()
    persons = [each.persons for each in found.counts]
    say_word(
        "link.summary",
        persons=format_number(found.chosen.persons, spoken),
        least=format_number(min(persons), spoken),
        most=format_number(max(persons), spoken),
        records=format_number(sum(found.records), spoken),
    )
    if found.chosen.measured_recall is None:
        say_word("link.estimated")
