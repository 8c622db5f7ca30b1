"""Workbooks that came back: read, compared and checked before anything is written."""

import csv
import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from openssi.collect import Change, Difference, WorkbookReading
from openssi.definitions import Definitions, load
from openssi.run.inquiry import Inquiry, Returned
from openssi.store import Workspace
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.errors import OpenSSIError, Problem
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation, Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import Language

MOST_WORKERS = 4
_SUFFIX = ".xlsx"
HEADS = (
    "file", "sheet", "cell", "kind", "code", "item", "label", "scheme", "benefit", "sex", "age", "function",
    "breakdown", "before", "after", "status_before", "status_after", "note", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examined:
    """One workbook that was looked at.

    Attributes:
        path: The file.
        returned: What it says and what it would change, none where it cannot be read.
        findings: What the rules find in what the submission would become.
        problems: Why it cannot be read.
    """

    path: Path
    returned: Returned | None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


def workbooks_in(paths: Iterable[Path]) -> list[Path]:
    """Return the workbooks that are named: a folder stands for those in it, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob(f"*{_SUFFIX}")) if path.is_dir() else [path]
        found += [each for each in inside if not each.name.startswith(("~$", "."))]
    return found


def examine_all(inquiry: Inquiry, paths: Sequence[Path]) -> Iterator[Examined]:
    """Look at several workbooks in as many processes as there are cores, writing nothing, in their order."""
    workers = min(os.cpu_count() or 1, len(paths), MOST_WORKERS)
    if workers < 2:
        yield from (examine(inquiry, path) for path in paths)
        return
    root, definitions = inquiry.workspace.root, inquiry.definitions.root
    with ProcessPoolExecutor(workers, initializer=_open, initargs=(root, definitions)) as pool:
        yield from pool.map(_examine, paths, chunksize=max(1, len(paths) // (workers * 8)))


def examine(inquiry: Inquiry, path: Path) -> Examined:
    """Look at one workbook, writing nothing; what cannot be read becomes the problems of the result."""
    try:
        returned = inquiry.examine(path)
    except OpenSSIError as error:
        return Examined(path, None, (), tuple(error.problems))
    return Examined(path, returned, inquiry.findings_of(returned.submission, returned.observations))


_worker: list[Inquiry] = []


def _open(root: Path, definitions: Path) -> None:
    _worker[:] = [Inquiry(Workspace.open(root), load(definitions))]
    # A workbook makes tens of thousands of small objects and no cycles: looking for cycles costs and finds nothing.
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)


def _examine(path: Path) -> Examined:
    return examine(_worker[0], path)


def write_difference(
    stream: TextIO, examined: Iterable[Examined], definitions: Definitions, language: Language
) -> None:
    """Write every change and everything that was ignored as CSV, one row a cell."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADS)
    for each in examined:
        if each.returned is not None:
            writer.writerows(_rows(each.returned.difference, each.returned.reading, definitions, language))


def _rows(
    difference: Difference, reading: WorkbookReading, definitions: Definitions, language: Language
) -> Iterator[list[str]]:
    for change in difference.changes:
        yield [neutralised(cell) for cell in _change_row(change, definitions.questionnaire, language)]
    for problem in reading.ignored:
        place = problem.place
        blank = [""] * (len(HEADS) - 7)
        where = [place.file, place.sheet, place.cell or str(place.row or ""), "ignored", "", place.item]
        yield [neutralised(cell) for cell in (*where, *blank, problem.message(language))]


def _change_row(change: Change, questionnaire: Questionnaire, language: Language) -> list[str]:
    cell, item = change.cell, questionnaire.items.get(change.cell.item)
    before, after = change.before, change.after
    return [
        *_where(change.place),
        change.kind,
        item.code if item else "",
        cell.item,
        item.label.in_language(language) if item else "",
        *(_code(each) for each in (cell.scheme, cell.benefit, cell.sex, cell.age, cell.func, cell.breakdown)),
        shown(before),
        shown(after),
        before.obs_status if before else "",
        after.obs_status if after else "",
        after.note if after else "",
        "",
    ]


def _where(place: Place) -> list[str]:
    return [place.file, place.sheet, place.cell or str(place.row or "")]


def _code(code: str) -> str:
    return "" if code in {NOT_APPLICABLE, TOTAL} else code


def shown(observation: Observation | None) -> str:
    """Return an answer in units as plain text, empty where there is none."""
    if observation is None:
        return ""
    scaled = observation.scaled_value
    return observation.text_value or "" if scaled is None else f"{scaled.normalize():f}"
