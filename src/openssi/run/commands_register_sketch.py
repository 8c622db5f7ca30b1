"""Commands of theta sketches, for registers of which not even hashes may travel."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from openssi.microdata.registers.sketches import SketchCount, counts, sketch_of, write_sketch
from openssi.present.numbers import format_number
from openssi.run.console import language, print_table
from openssi.run.options import one_of
from openssi.run.register_words import FORMATS, FormatOption, say_word, word


def add_to(register_app: typer.Typer) -> None:
    """Add both commands to the group of registers."""
    register_app.command("sketch", help=word("sketch.help"))(sketch)
    register_app.command("sketch-count", help=word("sketch_count.help"))(sketch_count)


def sketch(
    path: Annotated[Path, typer.Argument(help=word("sketch.path"), metavar="EXTRACT")],
    output: Annotated[Path, typer.Option("--output", "-o", help=word("sketch.output"))],
    size: Annotated[int, typer.Option("--size", help=word("sketch.size"))] = 14,
) -> None:
    """Make the sketch of an extract, where the extract lies."""
    write_sketch(sketch_of(path, size), output)
    say_word("sketch.written", path=output)


def sketch_count(
    files: Annotated[list[Path], typer.Argument(help=word("sketch_count.files"), metavar="SKETCH…")],
    output_format: FormatOption = "table",
) -> None:
    """Tell from sketches how many persons are covered, and by which schemes together."""
    one_of("--format", output_format, FORMATS)
    found = counts(files)
    if output_format == "csv":
        _write_csv(found)
        return
    spoken = language()
    rows = [
        (
            word(f"sketch_count.kind.{each.kind}"),
            " + ".join(each.schemes) if each.kind != "union" else ", ".join(each.schemes),
            *(format_number(number, spoken) for number in (each.estimate, each.lower, each.upper)),
            word("sketch_count.dominated") if each.is_dominated_by_error else "",
        )
        for each in found
    ]
    heads = [word(f"heads.{name}") for name in ("covered", "schemes", "persons", "lower", "upper")]
    print_table([*heads, ""], rows, (2, 3, 4))
    say_word("sketch_count.error")


def _write_csv(found: Sequence[SketchCount]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("kind", "schemes", "persons", "lower", "upper", "dominated_by_error"))
    for each in found:
        numbers = (round(number, 1) for number in (each.estimate, each.lower, each.upper))
        writer.writerow((each.kind, " + ".join(each.schemes), *numbers, int(each.is_dominated_by_error)))
