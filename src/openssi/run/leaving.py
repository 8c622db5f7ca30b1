"""What leaves the place of the data: what was withheld is told, files are written whole or not at all."""

import csv
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.microdata.disclosure.report import REPORT_COLUMNS, problems_of, report_rows
from openssi.run.console import err, language
from openssi.vocabulary.disclosure import DisclosureRule, ProtectedCell
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

UNPROTECTED = "none"
"""In the place of a rule: figures that stay where the data lie."""


def tell_unprotected() -> None:
    """Say that figures were not protected."""
    err.print(escape(load_texts(default_root()).get("disclosure.stays", language())))


def tell_withheld(
    cells: Sequence[ProtectedCell], dimensions: Sequence[str], rule: DisclosureRule, report: Path | None
) -> None:
    """Say what was withheld and why, and write it to a file where one is asked for.

    Raises:
        FixTheFile: if the file cannot be written.
    """
    problems = problems_of(cells, dimensions, rule)
    if problems:
        err.print(escape(load_texts(default_root()).get("disclosure.withheld", language(), count=len(problems))))
        for problem in problems:
            err.print(escape(f"  {problem.message(language())}"))
    if report is not None:
        with written(report) as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow((*dimensions, *REPORT_COLUMNS))
            writer.writerows(report_rows(cells))


@contextmanager
def written(path: Path | None) -> Iterator[TextIO]:
    """Give the screen, or a file that is written whole or not at all.

    Raises:
        FixTheFile: if the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    aside = path.with_name(f".{path.name}.part")
    try:
        with aside.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        aside.replace(path)
    except OSError as error:
        place = Place(file=str(path))
        raise FixTheFile.because("SURVEY_OUTPUT_UNWRITABLE", place, problem=error.strerror or str(error)) from error
    finally:
        aside.unlink(missing_ok=True)
