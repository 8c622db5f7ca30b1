"""The command that links registers without a common identifier."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openssi.microdata.registers.keys import is_open_to_others
from openssi.microdata.registers.linkage import Linkage, link
from openssi.microdata.registers.linkage_rule import read_linkage_rule
from openssi.microdata.registers.protected_estimates import LeavingLinkageCount, protected_linkage
from openssi.microdata.registers.rule_reading import fits_as_code
from openssi.present.numbers import format_number, percent
from openssi.run.console import err, language, print_table
from openssi.run.leaving import UNPROTECTED, rule_of, tell_unprotected, tell_withheld
from openssi.run.options import one_of, refuse_beside
from openssi.run.registers.words import FORMATS, FormatOption, ProtectOption, ReportOption, say_word, word
from openssi.run.unwritable import refuse_unwritable
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

FIELDS = ("threshold", "persons", "links", "precision", "recall", "measured_precision", "measured_recall")


def add_to(register_app: typer.Typer) -> None:
    """Add the command to the group of registers."""
    register_app.command("link", help=word("link.help"))(link_registers)


def link_registers(
    registers: Annotated[list[str], typer.Argument(help=word("link.registers"), metavar="SCHEME=FILE")],
    rule: Annotated[Path, typer.Option("--rule", help=word("link.rule"))],
    labels: Annotated[Path | None, typer.Option("--labels", help=word("link.labels"))] = None,
    output_format: FormatOption = "table",
    protect: ProtectOption = "register",
    report: ReportOption = None,
) -> None:
    """Count persons by probabilistic linkage, with the quality of the links."""
    one_of("--format", output_format, FORMATS)
    leaves_by = rule_of(protect)
    if protect == UNPROTECTED:
        refuse_beside({"--report": report}, f"--protect {UNPROTECTED}")
    refuse_unwritable(report)
    if labels is not None and labels.is_file() and is_open_to_others(labels):
        err.print(escape(word("link.open_labels", path=labels)))
    found = link(_files(registers), read_linkage_rule(rule), labels)
    left, records = _as_it_leaves(found, leaves_by, report)
    if output_format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(FIELDS)
        for each in left:
            values = (getattr(each, name) for name in FIELDS)
            writer.writerow("" if value is None else value for value in values)
        return
    heads = [word(f"heads.{name}") for name in FIELDS]
    print_table(heads, [_row(each) for each in left], range(len(FIELDS)))
    _print_summary(left, records)


def _as_it_leaves(
    found: Linkage, rule: DisclosureRule | None, report: Path | None
) -> tuple[Sequence[LeavingLinkageCount], int | None]:
    if rule is None:
        tell_unprotected()
        values = ({name: getattr(each, name) for name in FIELDS} for each in found.counts)
        return [LeavingLinkageCount(**each) for each in values], sum(found.records)
    left, records, decided = protected_linkage(found, rule)
    tell_withheld(decided.told, decided.dimensions, rule, report)
    return left, records


def _files(registers: list[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for each in registers:
        scheme, equals, name = each.partition("=")
        if not equals or not name.strip() or not fits_as_code(scheme) or scheme in found:
            raise FixTheFile.because("LINKAGE_REGISTER_UNFIT", Place(item="SCHEME=FILE"), text=each)
        found[scheme] = Path(name)
    return found


def _row(count: LeavingLinkageCount) -> tuple[str, ...]:
    spoken = language()
    shares = (count.precision, count.recall, count.measured_precision, count.measured_recall)
    return (
        format_number(count.threshold, spoken, 4),
        *(word("suppressed") if each is None else format_number(each, spoken) for each in (count.persons, count.links)),
        *("" if each is None else percent(100 * each, spoken) for each in shares),
    )


def _print_summary(left: Sequence[LeavingLinkageCount], records: int | None) -> None:
    spoken = language()
    persons = [each.persons for each in left if each.persons is not None]
    lower, chosen, upper = left
    if len(persons) == len((lower, chosen, upper)) and records is not None:
        say_word(
            "link.summary",
            persons=format_number(chosen.persons or 0, spoken),
            least=format_number(min(persons), spoken),
            most=format_number(max(persons), spoken),
            records=format_number(records, spoken),
        )
    if chosen.measured_recall is None:
        say_word("link.estimated")
