"""Commands of registers: extracts made where the data lie, and counts across institutions."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openssi.engine import spark_queries
from openssi.microdata.registers.extract import Extract, read_extract
from openssi.microdata.registers.hashing import Progress, Register, hash_register
from openssi.microdata.registers.keys import is_open_to_others, new_key, read_key
from openssi.microdata.registers.marks import CONTRADICTED, UNKNOWN
from openssi.microdata.registers.overlap import Overlap, overlap_of
from openssi.microdata.registers.protection import Decided, protected_counts, protected_overlap
from openssi.microdata.registers.register_rows import column_names
from openssi.microdata.registers.rule import ExerciseRule
from openssi.microdata.registers.rule_reading import read_rule
from openssi.microdata.registers.tables import CountTable, Pair, covered, pairs, patterns
from openssi.present.numbers import format_number, percent
from openssi.run import commands_register_link, commands_register_sketch
from openssi.run.console import err, language, out, print_table, progress_bar
from openssi.run.leaving import RecordOption, protects_by, rule_of, tell_that_it_stays, tell_withheld
from openssi.run.options import one_of
from openssi.run.register_words import (
    FORMATS,
    FilesArgument,
    FormatOption,
    ProtectOption,
    ReportOption,
    say_word,
    word,
)
from openssi.vocabulary.csv_text import neutralised_cell
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import ALL
from openssi.vocabulary.observation import Place

COUNTS = (
    "rows", "empty", "malformed", "failed_check_digit", "duplicated", "changed", "persons", "contradicted",
)  # fmt: skip
register_app = typer.Typer(no_args_is_help=True)


ByOption = Annotated[list[str] | None, typer.Option("--by", help=word("by"))]
ENGINES = ("duckdb", "spark")
EngineOption = Annotated[str, typer.Option("--engine", help=word("engine"))]
MasterOption = Annotated[str, typer.Option("--master", help=word("master"))]
PrecedenceOption = Annotated[str | None, typer.Option("--precedence", help=word("precedence"))]


def add_to(app: typer.Typer) -> None:
    """Add the group of commands."""
    register_app.command("key", help=word("key.help"))(key)
    register_app.command("hash", help=word("hash.help"))(hash_file)
    register_app.command("show", help=word("show.help"))(show)
    register_app.command("count", help=word("count.help"))(count)
    register_app.command("overlap", help=word("overlap.help"))(overlap)
    commands_register_sketch.add_to(register_app)
    commands_register_link.add_to(register_app)
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
    register = Register(
        path=path, scheme=scheme, column=column, columns=_taken(path, agreed, take or (), encoding), encoding=encoding
    )
    with _bar("hash.working") as progress:
        made = hash_register(register, agreed, secret, output, progress)
    _print_report(made)
    say_word("hash.written", path=output)


def _taken(path: Path, rule: ExerciseRule, given: Sequence[str], encoding: str) -> dict[str, str]:
    """Return the column of each dimension: as asked for, else the column that has the name of the dimension."""
    taken: dict[str, str] = {}
    for each in given:
        dimension, equals, column = each.partition("=")
        if not equals or not dimension:
            raise FixTheFile.because("REGISTER_TAKE_UNFIT", Place(item="--take"), text=each)
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


def count(  # noqa: PLR0913, PLR0917 - options of a command
    files: FilesArgument,
    by: ByOption = None,
    precedence: PrecedenceOption = None,
    output_format: FormatOption = "table",
    protect: ProtectOption = "register",
    report: ReportOption = None,
    record: RecordOption = None,
    engine: EngineOption = "duckdb",
    master: MasterOption = "local[*]",
) -> None:
    """Count persons covered by at least one scheme, nobody twice."""
    one_of("--format", output_format, FORMATS)
    rule = rule_of(protect)
    protects = protects_by(rule, record, files)
    found = _overlap(files, precedence, one_of("--engine", engine, ENGINES), master)
    tables = [covered(found, each) for each in _divisions(by, found)]
    decided = None
    if rule is not None:
        tables, decided = protected_counts(tables, patterns(found), rule, protects)
        tell_withheld(decided.told, decided.dimensions, rule, report)
    if output_format == "csv":
        _write_csv(("domain_var", "domain", "persons"), _rows(tables))
        return
    shown = [(_dimensions(name), _codes(code), _number(persons)) for name, code, persons in _rows(tables)]
    print_table([word(f"heads.{name}") for name in ("dimension", "code", "persons")], shown, (2,))
    _print_summary(found, decided)


def _overlap(files: Sequence[Path], precedence: str | None, engine: str, master: str) -> Overlap:
    given = None if precedence is None else [each.strip() for each in precedence.split(",") if each.strip()]
    with _bar("count.working") as progress:
        if engine == "spark":
            return overlap_of(files, given, progress, engine=lambda: spark_queries(master))
        return overlap_of(files, given, progress)


def _divisions(by: Sequence[str] | None, found: Overlap) -> list[tuple[str, ...]]:
    """Return the dimensions of each table: the total, then those asked for, else each that travels on its own."""
    if by is None:
        return [(), *((each,) for each in found.layout.names)]
    return [(), *(tuple(part.strip() for part in each.split(",") if part.strip()) for each in by)]


def _rows(tables: Sequence[CountTable]) -> Iterator[tuple[str, str, int | None]]:
    for table in tables:
        for row in table.rows:
            yield ",".join(table.dimensions) or ALL, ",".join(row.codes) or ALL, row.persons


def _print_summary(found: Overlap, decided: Decided | None) -> None:
    """Say how many are covered and how well they are known, of what may leave."""
    covered = found.covered if decided is None else decided.covered
    registered = sum(each.report.persons for each in found.extracts)
    together = registered if decided is None else decided.together
    spoken = language()
    if covered is None:
        return
    say_word(
        "count.summary_alone" if together is None else "count.summary",
        persons=format_number(covered, spoken),
        count=len(found.schemes),
        together=format_number(together or 0, spoken),
    )
    left_out = found.left_out if decided is None else decided.few(found.left_out)
    if left_out:
        most = format_number(covered + left_out, spoken)
        say_word("count.left_out", count=left_out, rows=format_number(left_out, spoken), most=most)
    for name, counted in found.contradicted.items():
        persons = counted if decided is None else decided.few(counted)
        if persons:
            believed = found.precedence[0] if found.precedence else CONTRADICTED
            ending = "believed" if found.precedence else "apart"
            say_word(
                f"count.contradicted_{ending}",
                dimension=word(f"heads.{name}"),
                count=persons,
                persons=format_number(persons, spoken),
                scheme=believed,
            )


def overlap(  # noqa: PLR0913, PLR0917 - options of a command
    files: FilesArgument,
    by: ByOption = None,
    precedence: PrecedenceOption = None,
    output_format: FormatOption = "table",
    protect: ProtectOption = "register",
    report: ReportOption = None,
    record: RecordOption = None,
    engine: EngineOption = "duckdb",
    master: MasterOption = "local[*]",
) -> None:
    """Show which schemes cover persons together."""
    one_of("--format", output_format, FORMATS)
    rule = rule_of(protect)
    protects = protects_by(rule, record, files)
    found = _overlap(files, precedence, one_of("--engine", engine, ENGINES), master)
    dimensions = tuple(part.strip() for each in by or () for part in each.split(",") if part.strip())
    table, shared = patterns(found, dimensions), list(pairs(found))
    decided = None
    if rule is not None:
        table, shared, decided = protected_overlap(table, shared, found.covered, rule, protects)
        tell_withheld(decided.told, decided.dimensions, rule, report)
    if output_format == "csv":
        _write_csv((*table.dimensions, "persons"), ((*row.codes, row.persons) for row in table.rows))
        return
    _print_patterns(found, table, found.covered if decided is None else decided.covered)
    if shared:
        out.print()
        _print_pairs(shared)
    _print_summary(found, decided)


def _print_patterns(found: Overlap, table: CountTable, covered: int | None) -> None:
    """Print one column per scheme with a mark where it covers, and the persons, most first."""
    heads = [*found.schemes, *(word(f"heads.{each}") for each in table.dimensions[1:])]
    heads += [word("heads.persons"), word("heads.share")]
    rows = []
    for row in sorted(table.rows, key=lambda each: -1 if each.persons is None else -each.persons):
        covering = row.codes[0].split(" + ")
        marks = ["●" if scheme in covering else "·" for scheme in found.schemes]
        share = "" if row.persons is None or not covered else percent(100 * row.persons / covered, language())
        rows.append([*marks, *map(_code, row.codes[1:]), _number(row.persons), share])
    print_table(heads, rows, (len(heads) - 2, len(heads) - 1))


def _print_pairs(shared: Sequence[Pair]) -> None:
    rows = [
        (
            each.first,
            each.second,
            _number(each.both),
            "" if each.rate is None else percent(100 * each.rate, language()),
        )
        for each in shared
    ]
    print_table([word(f"heads.{name}") for name in ("first", "second", "both", "rate")], rows, (2, 3))


def _number(persons: int | None) -> str:
    return word("suppressed") if persons is None else format_number(persons, language())


def _dimensions(names: str) -> str:
    return ", ".join(word(f"heads.{each}") for each in names.split(","))


def _codes(codes: str) -> str:
    return ", ".join(map(_code, codes.split(",")))


def _code(code: str) -> str:
    special = {UNKNOWN: "unknown", CONTRADICTED: "contradicted", ALL: "everybody"}
    return word(special[code]) if code in special else code


def _write_csv(heads: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([neutralised_cell("" if cell is None else cell) for cell in row] for row in rows)
