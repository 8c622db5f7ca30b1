"""A whole compilation as one list: read row by row, and recorded all of it or nothing.

A row with a value is what a source states of a cell; a further row on the same cell is a second source. A row with a
result is a search. Recording the same list again records nothing.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.db import transaction
from django.http import Http404

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.csv_text import MARK, STARTS, neutralised
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Place
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import cell_in_words, plain
from openssi_web.rounds.attachments.files import folder_of, records_of
from openssi_web.rounds.compilation.checks import SearchAsked, SourceAsked, ValueAsked
from openssi_web.rounds.compilation.compiled import SourceNow, compilation_of, sources_of
from openssi_web.rounds.compilation.compiling import add_source, attach_to_source, record_search
from openssi_web.rounds.compilation.request import CompileAnswer
from openssi_web.rounds.compilation.values import state_value
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import refuse_unseen
from openssi_web.rounds.submissions.models import SubmissionDraft

KEY_COLUMNS = ("item", "scheme", "benefit", "sex", "age", "func", "breakdown")
COLUMNS = (
    *KEY_COLUMNS, "value", "unit_mult", "page", "use", "reason", "publisher", "title", "address", "part", "accessed",
    "language", "note", "file", "result", "sought",
)  # fmt: skip
NEEDED = ("item", "value", "publisher", "title", "address", "accessed", "page", "file", "result")
"""Columns without which a list cannot be meant."""

_USUAL = CellKey("")
_USES = {"": None, "yes": True, "no": False}
_BLOCK = 64 * 1024


@dataclass(slots=True)
class RowsDone:
    """How much of a list was recorded.

    Attributes:
        same: Rows of which everything stood there already.
    """

    sources: int = 0
    values: int = 0
    searches: int = 0
    same: int = 0


class ListedRow(NamedTuple):
    """A row of a list: its line, and what stands in its columns."""

    line: int
    cells: Mapping[str, str]

    def of(self, *names: str) -> dict[str, str]:
        """Return some columns."""
        return {each: self.cells.get(each, "") for each in names}


class LocalFile:
    """A file of this machine that is sent in.

    Attributes:
        name: Its name.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name or None

    def chunks(self) -> Iterable[bytes]:
        """Iterate over its bytes."""
        with self.path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block


# Reading


def read_rows(path: Path) -> tuple[ListedRow, ...]:
    """Return the rows of a list that say something.

    Raises:
        FixTheFile: if the file is no CSV in UTF-8, or lacks a column.
    """
    place = Place(file=path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
        heads = [plain(each).lower() for each in reader.fieldnames or ()]
        reader.fieldnames = heads
        rows = [ListedRow(reader.line_num, _cells(each)) for each in reader]
    except (OSError, UnicodeDecodeError, csv.Error):
        raise FixTheFile.because("COMPILE_FILE_UNREADABLE", place) from None
    missing = [each for each in NEEDED if each not in heads]
    if missing:
        raise FixTheFile.because("COMPILE_FILE_COLUMNS", place, missing=", ".join(missing))
    return tuple(each for each in rows if any(text for name, text in each.cells.items() if name not in KEY_COLUMNS))


def _cells(row: Mapping[str | None, str | list[str] | None]) -> dict[str, str]:
    """Return what stands in a row, without the mark that keeps a spreadsheet from taking a text for a formula."""
    found = {name: plain(text) for name, text in row.items() if name is not None and isinstance(text, str)}
    return {name: _unmarked(text) for name, text in found.items()}


def _unmarked(text: str) -> str:
    return text[1:] if text.startswith(MARK) and text[1:].startswith(STARTS) else text


# Recording


@dataclass
class _Recorder:
    person: Person
    draft: SubmissionDraft
    folder: Path
    done: RowsDone = field(default_factory=RowsDone)
    problems: list[Problem] = field(default_factory=list)
    digests: dict[Path, str] = field(default_factory=dict)

    def record(self, row: ListedRow, place: Place) -> None:
        """Record one row, or keep what is wrong with it."""
        found = self._search(row) if row.cells.get("result") else self._value(row)
        self.problems += [replace(each, place=replace(place, item=each.place.item)) for each in found]

    def _search(self, row: ListedRow) -> Sequence[Problem]:
        cells = row.cells
        asked = SearchAsked(
            items=tuple(cells.get("item", "").split()),
            scheme=cells.get("scheme", ""),
            place=cells.get("address") or cells.get("publisher", ""),
            day=cells.get("accessed", ""),
            sought=cells.get("sought") or cells.get("title", ""),
            result=cells["result"],
        )
        outcome = record_search(self.person, self.draft, asked, uuid4().hex, "command")
        return self._counted(outcome, "searches")

    def _value(self, row: ListedRow) -> Sequence[Problem]:
        key = _key(row)
        if not row.cells.get("value") or not row.cells.get("title"):
            return [Problem("COMPILE_FILE_ROW", Place(item=cell_in_words(key)))]
        if row.cells.get("use", "").lower() not in _USES:
            return [Problem("COMPILE_FILE_USE", Place(item=cell_in_words(key)), {"use": row.cells["use"][:40]})]
        number, problems = self._source(row)
        if problems:
            return problems
        asked = ValueAsked(
            key=key,
            source=number,
            use=_USES[row.cells.get("use", "").lower()],
            **row.of("value", "unit_mult", "page", "reason"),  # type: ignore[arg-type]
        )
        try:
            outcome = state_value(self.person, self.draft, asked, uuid4().hex, "command")
        except Http404:
            place = Place(item=cell_in_words(key))
            return [Problem("ROUND_CELL_UNKNOWN", place, {"cell": cell_in_words(key)})]
        return self._counted(outcome, "values")

    def _source(self, row: ListedRow) -> tuple[int, Sequence[Problem]]:
        """Return the number of the source of a row, which is recorded where it is new; its file is kept."""
        asked = SourceAsked(**row.of("title", "publisher", "address", "accessed", "language", "part", "note"))
        path = self.folder / row.cells["file"] if row.cells.get("file") else None
        if path is not None and not path.is_file():
            return 0, [Problem("COMPILE_FILE_GONE", values={"path": row.cells["file"][:200]})]
        outcome = add_source(self.person, self.draft, asked, None, uuid4().hex, "command")
        if isinstance(outcome, Refused):
            return 0, outcome.problems
        self.done.sources += not outcome.repeated
        if path is not None and self._is_new(sources_of(self.draft)[outcome.number], path):
            kept = attach_to_source(self.person, self.draft, outcome.number, LocalFile(path), uuid4().hex, "command")
            if isinstance(kept, Refused):
                return 0, kept.problems
        return outcome.number, ()

    def _is_new(self, source: SourceNow, path: Path) -> bool:
        if path not in self.digests:
            self.digests[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        return source.file is None or source.file.sha256 != self.digests[path]

    def _counted(self, outcome: CompileAnswer, what: str) -> Sequence[Problem]:
        if isinstance(outcome, Refused):
            return outcome.problems
        if outcome.repeated:
            self.done.same += 1
        else:
            setattr(self.done, what, getattr(self.done, what) + 1)
        return ()


def record_rows(person: Person, draft: SubmissionDraft, path: Path) -> RowsDone | Refused:
    """Record a list, all of it or nothing.

    Args:
        person: The desk officer.
        draft: The submission, which is compiled at the desk.
        path: The list; files of sources are named from its folder.

    Raises:
        FixTheFile: if the list cannot be read.
        Http404: if the person does not see the country.
    """
    refuse_unseen(person.grants(), draft, ())
    recorder = _Recorder(person, draft, path.parent)
    rows = read_rows(path)
    with transaction.atomic():
        for row in rows:
            recorder.record(row, Place(file=path.name, row=row.line))
        if recorder.problems:
            transaction.set_rollback(True)
    if recorder.problems:
        _remove_unrecorded(draft, recorder.digests.values())
        return Refused(tuple(recorder.problems))
    return recorder.done


def _remove_unrecorded(draft: SubmissionDraft, digests: Iterable[str]) -> None:
    """Remove the bytes of files whose records were taken back."""
    known = set(records_of(draft).values_list("sha256", flat=True))
    for each in set(digests) - known:
        (folder_of(draft) / each).unlink(missing_ok=True)


def _key(row: ListedRow) -> CellKey:
    return CellKey(*(row.cells.get(name) or getattr(_USUAL, name) for name in KEY_COLUMNS))


# The empty list


def template_of(draft: SubmissionDraft) -> str:
    """Return a list with a row for each required cell that has no value and that nobody searched for."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for key in compilation_of(draft).unsearched():
        writer.writerow({name: neutralised(text) for name, text in _shown(key)})
    return stream.getvalue()


def _shown(key: CellKey) -> Iterator[tuple[str, str]]:
    """The parts of a key that are not the usual ones."""
    for name in KEY_COLUMNS:
        part = getattr(key, name)
        if part not in {NOT_APPLICABLE, TOTAL}:
            yield name, part
