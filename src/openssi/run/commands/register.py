"""Commands of registers: extracts made where the data lie, and counts across institutions."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openssi.engine import connect, spark_queries
from openssi.microdata.registers.extract import Extract, read_extract
from openssi.microdata.registers.hashing import Progress, Register, hash_register, refuse_overwriting
from openssi.microdata.registers.keys import is_open_to_others, new_key, read_key
from openssi.microdata.registers.overlap import Overlap
from openssi.microdata.registers.processes import processors
from openssi.microdata.registers.protection import Decided
from openssi.microdata.registers.register_rows import column_names
from openssi.microdata.registers.rule import ExerciseRule
from openssi.microdata.registers.rule_reading import read_rule
from openssi.microdata.registers.tables import CountTable, Pair
from openssi.present.numbers import format_number, percent
from openssi.run.commands import examples as commands_examples
from openssi.run.commands import register_link as commands_register_link
from openssi.run.commands import register_sketch as commands_register_sketch
from openssi.run.console import err, language, out, print_table, progress_bar
from openssi.run.gathered_options import gathered
from openssi.run.leaving import UNPROTECTED, RecordOption, protects_by, rule_of, tell_that_it_stays
from openssi.run.options import one_of, refuse_alone, refuse_beside
from openssi.run.registers.counts import Counting, Shared, names_of, schemes_of
from openssi.run.registers.summary import codes_in_words, dimensions_in_words, summary_of
from openssi.run.registers.words import (
    FORMATS,
    FilesArgument,
    FormatOption,
    ProtectOption,
    ReportOption,
    say_word,
    word,
)
from openssi.run.unwritable import refuse_unwritable
from openssi.vocabulary.csv_text import neutralised_cell
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

COUNTS = (
    "rows", "empty", "malformed", "failed_check_digit", "duplicated", "changed", "persons", "contradicted",
)  # fmt: skip
register_app = typer.Typer(no_args_is_help=True)


ENGINES = ("duckdb", "spark")
LOCAL = "local[*]"
"""Where Spark runs if nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOptions:
    """What is counted, of which extracts, and what may leave."""

    files: FilesArgument
    by: Annotated[list[str] | None, typer.Option("--by", help=word("by"))] = None
    precedence: Annotated[str | None, typer.Option("--precedence", help=word("precedence"))] = None
    output_format: FormatOption = "table"
    protect: ProtectOption = "register"
    report: ReportOption = None
    record: RecordOption = None
    engine: Annotated[str, typer.Option("--engine", help=word("engine"))] = "duckdb"
    master: Annotated[str | None, typer.Option("--master", help=word("master"))] = None

    @property
    def counting(self) -> Counting:
        """Whose persons are counted, and by which rule they leave.

        Raises:
            FixTheFile: if the form, the engine or the rule is not known, the report cannot be written, or the record
                is not that of the extracts and the rule.
        """
        one_of("--format", self.output_format, FORMATS)
        engine = one_of("--engine", self.engine, ENGINES)
        if engine != "spark":
            refuse_alone({"--master": self.master}, "--engine spark")
        if self.protect == UNPROTECTED:
            refuse_beside({"--report": self.report, "--record": self.record}, f"--protect {UNPROTECTED}")
        refuse_unwritable(self.report)
        rule = rule_of(self.protect)
        return Counting(
            files=tuple(self.files),
            precedence=schemes_of(self.precedence),
            rule=rule,
            report=self.report,
            protects=protects_by(rule, self.record, self.files),
            engine=partial(spark_queries, self.master or LOCAL) if engine == "spark" else connect,
        )


def add_to(app: typer.Typer) -> None:
    """Add the group of commands."""
    register_app.command("key", help=word("key.help"))(key)
    register_app.command("hash", help=word("hash.help"))(hash_file)
    register_app.command("show", help=word("show.help"))(show)
    register_app.command("count", help=word("count.help"))(gathered(count))
    register_app.command("overlap", help=word("overlap.help"))(gathered(overlap))
    commands_register_sketch.add_to(register_app)
    commands_register_link.add_to(register_app)
    commands_examples.add_register_example(register_app)
    app.add_typer(register_app, name="register", help=word("help"))


def key(path: Annotated[Path, typer.Argument(help=word("key.path"), metavar="FILE")]) -> None:
    """Draw a key."""
    new_key(path)
    say_word("key.written", path=path)


def hash_file(  # noqa: PLR0913 - one option each
    path: Annotated[Path, typer.Argument(help=word("hash.path"), metavar="FILE")],
    *,
    column: Annotated[str, typer.Option("--column", help=word("hash.column"))],
    rule: Annotated[Path, typer.Option("--rule", help=word("hash.rule"))],
    scheme: Annotated[str, typer.Option("--scheme", help=word("hash.scheme"))],
    output: Annotated[Path, typer.Option("--output", "-o", help=word("hash.output"))],
    key_file: Annotated[Path | None, typer.Option("--key-file", help=word("hash.key_file"))] = None,
    key_env: Annotated[str | None, typer.Option("--key-env", help=word("hash.key_env"))] = None,
    take: Annotated[list[str] | None, typer.Option("--take", help=word("hash.take"))] = None,
    encoding: Annotated[str, typer.Option("--encoding", help=word("hash.encoding"))] = "utf-8",
) -> None:
    """Make the extract of a register."""
    agreed = read_rule(rule)
    secret = read_key(key_file, key_env)
    if key_file and is_open_to_others(key_file):
        err.print(escape(word("hash.open_key", path=key_file)))
    refuse_overwriting(output, [rule, *([key_file] if key_file else [])])
    register = Register(
        path=path, scheme=scheme, column=column, columns=_taken(path, agreed, take or (), encoding), encoding=encoding
    )
    with _bar("hash.working") as progress:
        made = hash_register(register, agreed, secret, output, progress, processors())
    _print_report(made)
    _tell_unknown(register, made)
    if made.report.malformed:
        say_word("hash.malformed")
    say_word("hash.written", path=output)


def _tell_unknown(register: Register, made: Extract) -> None:
    """Tell what is known of nobody: the codes or days of a column are written in another way than the rule has them."""
    for name, column in register.columns.items():
        if made.report.unknown.get(name) == made.report.persons:
            place = Place(file=register.path.name, item=column)
            err.print(escape(Problem("REGISTER_NEVER_KNOWN", place, {"name": name}).message(language())))


def _taken(path: Path, rule: ExerciseRule, given: Sequence[str], encoding: str) -> dict[str, str]:
    """Return the column of each dimension: as asked for, else the column that has the name of the dimension."""
    taken: dict[str, str] = {}
    for each in given:
        dimension, equals, column = each.partition("=")
        if not equals or not dimension:
            raise FixTheFile.because("REGISTER_TAKE_UNFIT", Place(item="--take"), text=each)
        if dimension in taken:
            raise FixTheFile.because("REGISTER_TAKE_TWICE", Place(item="--take"), name=dimension)
        taken[dimension] = column
    names = {each.lower(): each for each in column_names(path, encoding)}
    found = {name: names[name] for name in rule.layout.names if name in names}
    return {dimension: column for dimension, column in {**found, **taken}.items() if column}


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    """Show how far something is, in percent."""
    with progress_bar(word(label)) as bar:
        yield lambda share: bar(round(1000 * share), 1000, percent(100 * share, language(), 0))


def show(
    path: Annotated[Path, typer.Argument(help=word("show.path"), metavar="EXTRACT")],
    output_format: Annotated[str, typer.Option("--format", help=word("show.format"))] = "table",
) -> None:
    """Show what an extract says about itself."""
    found = read_extract(path)
    if one_of("--format", output_format, ("table", "json")) == "json":
        told = json.loads(found.as_json())
        told["rule"] = json.loads(told["rule"])
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return
    _print_report(found)
    tell_that_it_stays()


def _print_report(found: Extract) -> None:
    report, spoken = found.report, language()
    rows = [(word(f"report.{name}"), value) for name, value in _facts(found).items()]
    rows += [(word(f"report.{name}"), format_number(getattr(report, name), spoken)) for name in COUNTS]
    for name, value in report.unknown.items():
        rows.append((word("report.unknown", name=word(f"heads.{name}")), format_number(value, spoken)))
    rows.append((word("report.match_rate"), percent(100 * report.match_rate, spoken)))
    print_table((word("heads.fact"), word("heads.value")), rows, (1,))


def _facts(found: Extract) -> dict[str, str]:
    return {
        "exercise": found.rule.exercise,
        "scheme": found.scheme,
        "rule_fingerprint": found.rule.fingerprint,
        "key_fingerprint": found.key_fingerprint,
    }


def count(asked: CountOptions) -> None:
    """Count persons covered by at least one scheme, nobody twice."""
    counting = asked.counting
    with _bar("count.working") as progress:
        found = counting.counts(asked.by, progress)
    if asked.output_format == "csv":
        _write_csv(("domain_var", "domain", "persons"), _rows(found.tables))
        return
    shown = [(_dimensions(name), _codes(code), _number(persons)) for name, code, persons in _rows(found.tables)]
    print_table([word(f"heads.{name}") for name in ("dimension", "code", "persons")], shown, (2,))
    _say_summary(found.overlap, found.decided)


def overlap(asked: CountOptions) -> None:
    """Show which schemes cover persons together."""
    counting = asked.counting
    with _bar("count.working") as progress:
        found = counting.shared(asked.by or (), progress)
    if asked.output_format == "csv":
        _write_csv((*found.patterns.dimensions, "persons"), ((*row.codes, row.persons) for row in found.patterns.rows))
        return
    _print_patterns(found)
    if found.pairs:
        out.print()
        _print_pairs(found.pairs)
    _say_summary(found.overlap, found.decided)


def _rows(tables: Sequence[CountTable]) -> Iterator[tuple[str, str, int | None]]:
    for table in tables:
        for row in table.rows:
            yield *names_of(table, row), row.persons


def _say_summary(found: Overlap, decided: Decided | None) -> None:
    for sentence in summary_of(found, decided, language()):
        out.print(escape(sentence))


def _print_patterns(found: Shared) -> None:
    """Print one column per scheme with a mark where it covers, and the persons, most first."""
    table, schemes = found.patterns, found.overlap.schemes
    heads = [*schemes, *(word(f"heads.{each}") for each in table.dimensions[1:])]
    heads += [word("heads.persons"), word("heads.share")]
    rows = []
    for row in sorted(table.rows, key=lambda each: -1 if each.persons is None else -each.persons):
        covering = row.codes[0].split(" + ")
        marks = ["●" if scheme in covering else "·" for scheme in schemes]
        rows.append([*marks, *map(_codes, row.codes[1:]), _number(row.persons), _share(found.share(row.persons))])
    print_table(heads, rows, (len(heads) - 2, len(heads) - 1))


def _print_pairs(shared: Sequence[Pair]) -> None:
    rows = [
        (
            each.first,
            each.second,
            _number(each.both),
            _share(each.rate),
        )
        for each in shared
    ]
    print_table([word(f"heads.{name}") for name in ("first", "second", "both", "rate")], rows, (2, 3))


def _share(share: float | None) -> str:
    return "" if share is None else percent(100 * share, language())


def _number(persons: int | None) -> str:
    return word("suppressed") if persons is None else format_number(persons, language())


def _dimensions(names: str) -> str:
    return dimensions_in_words(names, language())


def _codes(codes: str) -> str:
    return codes_in_words(codes, language())


def _write_csv(heads: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([neutralised_cell("" if cell is None else cell) for cell in row] for row in rows)
