"""Commands of theta sketches, for registers of which not even hashes may travel."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from openssi.microdata.registers.protected_estimates import LeavingSketchCount, protected_sketch_counts
from openssi.microdata.registers.sketch_cells import LEAST
from openssi.microdata.registers.sketches import SketchCount, counts, sketch_of, write_sketch
from openssi.present.numbers import format_number
from openssi.run.console import language, out, print_table
from openssi.run.leaving import rule_of, tell_unprotected, tell_withheld
from openssi.run.options import one_of
from openssi.run.registers.summary import codes_in_words, dimensions_in_words
from openssi.run.registers.words import FORMATS, FormatOption, ProtectOption, ReportOption, say_word, word
from openssi.run.unwritable import refuse_unwritable
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.estimate import ALL


def add_to(register_app: typer.Typer) -> None:
    """Add both commands to the group of registers."""
    register_app.command("sketch", help=word("sketch.help"))(sketch)
    register_app.command("sketch-count", help=word("sketch_count.help"))(sketch_count)


def sketch(
    path: Annotated[Path, typer.Argument(help=word("sketch.path"), metavar="EXTRACT")],
    output: Annotated[Path, typer.Option("--output", "-o", help=word("sketch.output"))],
    size: Annotated[int, typer.Option("--size", help=word("sketch.size"))] = 14,
    by: Annotated[list[str] | None, typer.Option("--by", help=word("sketch.by"))] = None,
    protect: ProtectOption = "register",
    report: ReportOption = None,
) -> None:
    """Make the sketch of an extract, where the extract lies."""
    rule = rule_of(protect)
    refuse_unwritable(report)
    if rule is None and by:
        tell_unprotected()
    made = sketch_of(path, size, by or (), rule)
    write_sketch(made, output)
    if rule is not None:
        tell_withheld(made.groups.told, made.groups.dimensions, rule, report)
    small = sum(each.fewer_than > 0 for each in made.groups.cells)
    if small:
        say_word("sketch.small", count=small, least=format_number(LEAST, language()))
    say_word("sketch.written", path=output)


def sketch_count(
    files: Annotated[list[Path], typer.Argument(help=word("sketch_count.files"), metavar="SKETCH")],
    output_format: FormatOption = "table",
    protect: ProtectOption = "register",
    report: ReportOption = None,
) -> None:
    """Tell from sketches how many persons are covered, and by which schemes together."""
    one_of("--format", output_format, FORMATS)
    rule = rule_of(protect)
    refuse_unwritable(report)
    found = _as_they_leave(counts(files), rule, report)
    if output_format == "csv":
        _write_csv(found)
        return
    heads = [word(f"heads.{name}") for name in ("covered", "schemes", "persons", "lower", "upper")]
    print_table([*heads, ""], [_row(each) for each in found if not each.of.group], (2, 3, 4))
    groups = [each for each in found if each.of.group and each.of.kind == "union"]
    if groups:
        out.print()
        heads = [word(f"heads.{name}") for name in ("dimension", "code", "persons", "lower", "upper")]
        print_table([*heads, ""], [_row_of_group(each) for each in groups], (2, 3, 4))
        say_word("sketch_count.groups")
    say_word("sketch_count.error")


def _row(count: LeavingSketchCount) -> tuple[str, ...]:
    schemes = (", " if count.of.kind == "union" else " + ").join(count.of.schemes)
    return word(f"sketch_count.kind.{count.of.kind}"), schemes, *_figures(count)


def _row_of_group(count: LeavingSketchCount) -> tuple[str, ...]:
    spoken = language()
    names, codes = _group(count)
    return dimensions_in_words(names, spoken), codes_in_words(codes, spoken), *_figures(count)


def _figures(count: LeavingSketchCount) -> tuple[str, ...]:
    numbers = (count.estimate, count.lower, count.upper)
    shown = (word("suppressed") if each is None else format_number(each, language()) for each in numbers)
    is_dominated = count.estimate is not None and count.of.is_dominated_by_error
    return *shown, word("sketch_count.dominated") if is_dominated else ""


def _group(count: LeavingSketchCount) -> tuple[str, str]:
    return ",".join(count.of.group) or ALL, ",".join(count.of.group.values()) or ALL


def _as_they_leave(
    found: Sequence[SketchCount], rule: DisclosureRule | None, report: Path | None
) -> Sequence[LeavingSketchCount]:
    if rule is None:
        tell_unprotected()
        return [
            LeavingSketchCount(of=each, estimate=each.estimate, lower=each.lower, upper=each.upper) for each in found
        ]
    left, decided = protected_sketch_counts(found, rule)
    tell_withheld(decided.told, decided.dimensions, rule, report)
    return left


def _write_csv(found: Sequence[LeavingSketchCount]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("kind", "schemes", "domain_var", "domain", "persons", "lower", "upper", "dominated_by_error"))
    for each in found:
        numbers = ("" if number is None else round(number, 1) for number in (each.estimate, each.lower, each.upper))
        is_dominated = "" if each.estimate is None else int(each.of.is_dominated_by_error)
        writer.writerow((each.of.kind, " + ".join(each.of.schemes), *_group(each), *numbers, is_dominated))
