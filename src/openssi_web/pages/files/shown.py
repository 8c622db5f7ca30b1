"""The list of files of a submission or of a cell with the form that attaches one, ready for `attachments.html`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import load
from openssi.definitions.texts import Texts
from openssi.present.numbers import format_number
from openssi.vocabulary.attachment import MEGABYTE
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.text import Language
from openssi_web.accounts.models import Person
from openssi_web.pages.cell_words import CellWords, OneCell, cell_address
from openssi_web.pages.history.shown import HistoryWriter
from openssi_web.pages.shell import spoken
from openssi_web.rounds.attachments.attaching import LONGEST_LINE, may_attach, may_withdraw
from openssi_web.rounds.attachments.files import files_of, is_withdrawn, rules
from openssi_web.rounds.models import Attachment, Entry, SubmissionDraft

FILE = "files"
KILOBYTE = 1000
ATTACHED, WITHDRAWN = "attached", "withdrawn"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a person asked for and did not get; it is said where it happened.

    Attributes:
        about: Number of the file that was to be withdrawn, 0 where one was to be attached.
        typed: The line that was typed.
    """

    problems: Sequence[Problem]
    about: int = 0
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShown:
    """One file.

    Attributes:
        href: Where it is downloaded, empty where it is withdrawn.
        about: The cell that it belongs to, in words; empty where the list is of that cell.
        taken_back: Who withdrew it, when and why; empty where it is offered.
        withdraw: Where it is withdrawn, empty where the person may not.
        refusals: Why it was not withdrawn just now.
    """

    number: int
    name: str
    caption: str
    href: str
    size: str
    added: str
    about: str = ""
    taken_back: str = ""
    withdraw: str = ""
    withdraw_of: str = ""
    refusals: tuple[str, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesShown:
    """The files of a submission or of a cell, with the form that attaches one.

    Attributes:
        w: Words of the fragment.
        attach: Where a file is sent, empty where the person may not attach any.
        done: What was just done, else empty.
        refusals: Why a file was not attached just now.
    """

    w: dict[str, str]
    files: tuple[FileShown, ...]
    withdrawn: tuple[FileShown, ...]
    withdrawn_head: str
    attach: str
    accept: str
    longest: int
    done: str
    refusals: tuple[str, ...]
    typed: str


def files_shown(
    request: HttpRequest,
    person: Person,
    draft: SubmissionDraft,
    language: str,
    key: CellKey | None = None,
    *,
    back: str = "",
    refusal: Refusal | None = None,
) -> FilesShown:
    """Return what `{% include "pages/attachments.html" with files=... %}` shows.

    Args:
        request: The request of the page that includes it.
        person: Who looks.
        draft: The submission.
        language: The language of the page.
        key: The cell whose files are listed; none lists all that the person sees, and attaches to the submission.
        back: Address of this site to return to after a file was attached or withdrawn: the page itself.
        refusal: What was just refused.
    """
    return _Shower(request, person, draft, spoken(language), key, back, refusal).shown()


@dataclass(frozen=True, slots=True)
class _Shower:
    request: HttpRequest
    person: Person
    draft: SubmissionDraft
    language: Language
    key: CellKey | None
    back: str
    refusal: Refusal | None

    def shown(self) -> FilesShown:
        seen = files_of(self.person, self.draft)
        rows = [each for each in seen if self.key is None or each.cell == self.key]
        cells = CellWords.of(self.draft, self.language)
        shown = [self._file(each, cells) for each in rows]
        gone = tuple(each for each in shown if each.taken_back)
        refused = self.refusal if self.refusal is not None and not self.refusal.about else None
        return FilesShown(
            w=self._words(),
            files=tuple(each for each in shown if not each.taken_back),
            withdrawn=gone,
            withdrawn_head=self._of("withdrawn", count=len(gone)) if gone else "",
            attach=self._address("round-files") if may_attach(self.person, self.draft, self.key) else "",
            accept=",".join(f".{each}" for each in rules().kinds),
            longest=LONGEST_LINE,
            done=self._done(rows),
            refusals=self._texts(refused),
            typed=refused.typed if refused else "",
        )

    def _file(self, each: Attachment, cells: CellWords) -> FileShown:
        is_gone = is_withdrawn(each)
        mine = self.refusal if self.refusal is not None and self.refusal.about == each.pk else None
        may = not is_gone and may_withdraw(self.person, self.draft, each)
        return FileShown(
            number=each.pk,
            name=each.name,
            caption=each.caption,
            href="" if is_gone else file_address(self.language, self.draft, each),
            size=self._size(each.size),
            added=self._of("added", person=self._by(each.entry, cells), when=self._when(each.entry, cells)),
            about=self._about(each, cells),
            taken_back=self._taken_back(each, cells) if is_gone else "",
            withdraw=self._address("round-file-withdraw", each.pk) if may else "",
            withdraw_of=self._of("withdraw.of", name=each.name),
            refusals=self._texts(mine),
            typed=mine.typed if mine else "",
        )

    def _about(self, each: Attachment, cells: CellWords) -> str:
        if self.key is not None:
            return ""
        if each.cell is None:
            return self._of("whole")
        cell = OneCell(cells, each.cell)
        return ", ".join(part for part in (cell.question, cell.subject) if part)

    def _taken_back(self, each: Attachment, cells: CellWords) -> str:
        gone = each.withdrawal
        values = {"person": self._by(gone.entry, cells), "when": self._when(gone.entry, cells)}
        return self._of("taken_back", reason=gone.reason, **values)

    def _by(self, entry: Entry, cells: CellWords) -> str:
        name = entry.person.name if entry.person is not None else ""
        return self._writer(cells).by(name, entry.role)

    def _when(self, entry: Entry, cells: CellWords) -> str:
        return self._writer(cells).when(entry.at)

    def _writer(self, cells: CellWords) -> HistoryWriter:
        return HistoryWriter(OneCell(cells, self.key or CellKey("")), self._in, self.language)

    def _done(self, rows: Sequence[Attachment]) -> str:
        """What was done just before, as the address of the page says; nothing where the file is not in the list."""
        for what in (ATTACHED, WITHDRAWN):
            number = self.request.GET.get(what, "")
            found = next((each for each in rows if str(each.pk) == number), None)
            if found is not None and is_withdrawn(found) == (what == WITHDRAWN):
                return self._of(f"done.{what}", name=found.name)
        return ""

    def _words(self) -> dict[str, str]:
        kinds, most = ", ".join(rules().kinds), rules().largest // MEGABYTE
        names = ("head", "empty", "not_done", "not_withdrawn", *_FORM)
        found = {each.replace(".", "_"): self._of(each) for each in names}
        return found | {"hint": self._of("attach.hint", kinds=kinds, most=most)}

    def _texts(self, refusal: Refusal | None) -> tuple[str, ...]:
        return tuple(each.text.in_language(self.language) for each in refusal.problems) if refusal else ()

    def _size(self, size: int) -> str:
        unit, name = (MEGABYTE, "megabytes") if size >= MEGABYTE else (KILOBYTE, "kilobytes")
        shown = format_number(max(size / unit, 1), self.language, 1 if unit == MEGABYTE else 0)
        return self._of(f"size.{name}", size=shown)

    def _address(self, name: str, *more: int) -> str:
        """Return an address that names the cell and the way back: they are known though the body is not read."""
        wanted = {"next": self.back} if self.back else {}
        return cell_address(name, self.language, self.draft, self.key, *more, **wanted)

    def _of(self, key: str, **values: object) -> str:
        return self._in.get(f"{FILE}.{key}", self.language, **values)

    @property
    def _in(self) -> Texts:
        return load().texts


_FORM = (
    "attach.head", "attach.caption", "attach.file", "attach.button", "withdraw.head", "withdraw.reason",
    "withdraw.button",
)  # fmt: skip


def file_address(language: str, draft: SubmissionDraft, each: Attachment) -> str:
    """Return where a file is downloaded."""
    return reverse("round-file", args=[language, draft.ref_area, draft.round.year, each.pk, each.name])
