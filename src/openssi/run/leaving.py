"""What leaves the place of the data: what was withheld is told, files are written whole or not at all."""

import csv
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.definitions.disclosure import disclosure_rule
from openssi.microdata.disclosure.parts import Protects, protected_parts
from openssi.microdata.disclosure.record import checksum_of, recorded
from openssi.microdata.disclosure.report import REPORT_COLUMNS, problems_of, report_rows
from openssi.run.console import err, language
from openssi.run.withheld_in_words import NamingIn, RegisterNames, few_of
from openssi.vocabulary.disclosure import DisclosureRule, ProtectedCell
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import counted

UNPROTECTED = "none"
"""In the place of a rule: figures that stay where the data lie."""


def said(key: str, **values: object) -> str:
    """Return a text on what leaves in the language of the person."""
    return load_texts(default_root()).get(f"disclosure.{key}", language(), **values)


RecordOption = Annotated[Path | None, typer.Option("--record", help=said("record"))]


def tell_that_it_stays() -> None:
    """Say that what was shown is for those who hold the data."""
    err.print(escape(said("for_holders")))


def tell_unprotected() -> None:
    """Say that figures were not protected."""
    err.print(escape(said("stays")))


def rule_of(protect: str) -> DisclosureRule | None:
    """Return a rule by its name or the path of a file of rules; None for figures that stay here.

    Raises:
        FixTheFile: if there is no such rule.
    """
    return None if protect == UNPROTECTED else disclosure_rule(default_root(), protect)


def protects_by(rule: DisclosureRule | None, record: Path | None, data: Sequence[Path]) -> Protects:
    """Return what looks at figures before they leave: alone, or with those that left before.

    Args:
        rule: None for figures that stay here.
        record: None for no record.
        data: Files that the figures are made of; what is not there is told of elsewhere.

    Raises:
        FixTheFile: if the record is not that of the data and the rule.
    """
    if rule is None or record is None or not all(each.exists() for each in data):
        return protected_parts
    return recorded(record, checksum_of(data), rule)


def tell_withheld(
    cells: Sequence[ProtectedCell],
    dimensions: Sequence[str],
    rule: DisclosureRule,
    report: Path | None,
    named: NamingIn = RegisterNames,
) -> None:
    """Say what was withheld and why, and write it to a file where one is asked for.

    Args:
        cells: As they were decided on.
        dimensions: Of their keys.
        rule: By which.
        report: The file; None for none.
        named: Says in words of a language which cell one is.

    Raises:
        FixTheFile: if the file cannot be written.
    """
    problems = problems_of(cells, dimensions, rule, named(language()), few_of(language()))
    if problems:
        groups = sum(bool(cell.reason) for cell in cells)
        err.print(escape(said("withheld", count=groups, groups=counted(groups).in_language(language()))))
        for problem in problems:
            err.print(escape(f"  {problem.message(language())}"))
    write_report(cells, dimensions, report)


def write_report(cells: Sequence[ProtectedCell], dimensions: Sequence[str], report: Path | None) -> None:
    """Write what was withheld and why to a file as CSV, where one is asked for.

    Raises:
        FixTheFile: if the file cannot be written.
    """
    if report is None:
        return
    with written(report, for_owner=True) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow((*dimensions, *REPORT_COLUMNS))
        writer.writerows(report_rows(cells))


@dataclass(frozen=True, slots=True)
class Leaves:
    """What a command was told about what may leave.

    Attributes:
        protect: Name of the rule, or the path of a file of rules; None for what is declared elsewhere.
        report: File for the report on what was withheld; None for none.
        record: File of the record of what left; None for what is declared elsewhere.
    """

    protect: str | None = None
    report: Path | None = None
    record: Path | None = None


@contextmanager
def written(path: Path | None, *, for_owner: bool = False) -> Iterator[TextIO]:
    """Give the screen, or a file that is written whole or not at all.

    Args:
        path: Of the file; None for the screen.
        for_owner: Whether only its owner may read it.

    Raises:
        FixTheFile: if the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    aside = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if for_owner else 0o666)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            if for_owner:
                aside.chmod(0o600)
            yield stream
        aside.replace(path)
    except OSError as error:
        place = Place(file=str(path))
        raise FixTheFile.because("SURVEY_OUTPUT_UNWRITABLE", place, problem=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            aside.unlink()
