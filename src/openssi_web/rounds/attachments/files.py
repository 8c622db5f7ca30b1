"""Files of submissions: their names, where their bytes lie, and who sees them.

The bytes lie in the workspace, outside everything that the site serves, each under the SHA-256 of its content. They are
written aside, readable by the site alone, and take their name when the record is made.
"""

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.db.models import QuerySet
from django.http import Http404

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.attachment import AttachmentRules
from openssi.vocabulary.errors import TellUs
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import Grants
from openssi_web.accounts.models import Person
from openssi_web.releases import workspace_path
from openssi_web.rounds.confidentiality.confidential import Concealment, concealment_for, knows
from openssi_web.rounds.requests.permission import sees
from openssi_web.rounds.submissions.models import Attachment, SubmissionDraft
from openssi_web.rounds.workspace import definitions

FOLDER = "attachments"
LONGEST_NAME = 100
"""Characters, and as many bytes as a file system takes with them."""

_MOST_BYTES = 200
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Characters that are not seen, or turn the direction of others; no name needs them."""

_SEPARATORS = re.compile(r"[/\\]")
_UNFIT = re.compile(r'[<>:"|?*%\s]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
"""Names of devices under Windows, whatever follows the first point."""


class KeptFile(Protocol):
    """The record of a file whose bytes lie under their SHA-256 in a folder of the workspace."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def sha256(self) -> str:
        """SHA-256 of its bytes."""
        ...


class Incoming(Protocol):
    """A file that somebody sends."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Iterate over its bytes."""


def rules() -> AttachmentRules:
    """Return which files are taken."""
    return definitions().attachments


# Names


def clean_name(name: str) -> str:
    """Return the name of a file as every machine can keep it, its extension in small letters.

    Nothing of a path is left, nothing unseen, no sign that a file system or a shell gives a meaning to.
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    seen = "".join(each for each in last if unicodedata.category(each) not in _UNSEEN or each.isspace())
    stem, point, extension = _UNFIT.sub(" ", seen).strip(" .").rpartition(".")
    if not point:
        stem, extension = extension, ""
    stem = stem.strip(" .") or "file"
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    ending = f".{extension.lower()[:20]}" if extension else ""
    return f"{_shortened(stem, len(ending))}{ending}"


def _shortened(stem: str, ending: int) -> str:
    short = stem[: LONGEST_NAME - ending]
    while len(short.encode()) > _MOST_BYTES:
        short = short[:-1]
    return short.strip(" .")


def extension_of(name: str) -> str:
    """Return the extension of a cleaned name, empty where there is none."""
    return name.rpartition(".")[2] if "." in name else ""


# Bytes


def folder_of(draft: SubmissionDraft) -> Path:
    """Return where the files of a submission lie."""
    return workspace_path() / FOLDER / str(draft)


def path_of(attachment: Attachment) -> Path:
    """Return where the bytes of a file lie.

    Raises:
        TellUs: if they are gone.
    """
    return kept_in(folder_of(attachment.draft), attachment)


def kept_in(folder: Path, row: KeptFile) -> Path:
    """Return where the bytes of a file lie in a folder of the workspace.

    Raises:
        TellUs: if they are gone.
    """
    path = folder / row.sha256
    if not path.is_file():
        told = folder.relative_to(workspace_path()).as_posix()
        raise TellUs.because("ROUND_FILE_LOST", Place(file=row.name), folder=told)
    return path


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was written aside.

    Attributes:
        size: In bytes; where it is larger than was asked for, the rest was not read.
    """

    aside: Path
    size: int
    sha256: str

    def keep(self) -> None:
        """Give the file its name; the same bytes are kept once."""
        self.aside.replace(self.aside.with_name(self.sha256))


@contextmanager
def received(draft: SubmissionDraft, incoming: Incoming, most: int) -> Iterator[Received]:
    """Write a file aside, not more of it than may be, and remove it again unless it was kept.

    Args:
        draft: The submission that it is for.
        incoming: The file.
        most: Greatest size in bytes; reading ends with the first chunk beyond it.
    """
    with received_in(folder_of(draft), incoming, most) as file:
        yield file


@contextmanager
def received_in(folder: Path, incoming: Incoming, most: int) -> Iterator[Received]:
    """Write a file aside in a folder, as `received` does."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = folder / f".{secrets.token_hex(16)}.part"
    try:
        yield _written(aside, incoming, most)
    finally:
        aside.unlink(missing_ok=True)


def _written(aside: Path, incoming: Incoming, most: int) -> Received:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in incoming.chunks():
            size += len(chunk)
            if size > most:
                break
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Received(aside, size, digest.hexdigest())


# Seeing


def records_of(draft: SubmissionDraft) -> QuerySet[Attachment]:
    """Return every file of a submission, the latest first, withdrawn ones too."""
    rows = Attachment.objects.filter(draft=draft).select_related("entry__person", "withdrawal__entry__person")
    return rows.order_by("-pk")


def files_of(person: Person, draft: SubmissionDraft) -> tuple[Attachment, ...]:
    """Return the files of a submission that a person sees, the latest first, withdrawn ones too.

    A file of the whole submission is seen by all who see the submission, one of a cell by those who see the cell and
    may know its figure.
    """
    grants = person.grants()
    kept = concealment_for(grants, draft)
    return tuple(each for each in records_of(draft) if each.cell is None or _is_seen(grants, draft, each.cell, kept))


def _is_seen(grants: Grants, draft: SubmissionDraft, cell: CellKey, kept: Concealment) -> bool:
    return sees(grants, draft, cell) and not kept.hides(cell)


def file_for(person: Person, draft: SubmissionDraft, number: int) -> Attachment:
    """Return a file that is offered to a person.

    Raises:
        Http404: if there is none, if the person does not see it, or if it was withdrawn.
    """
    found = seen_file(person, draft, number)
    if is_withdrawn(found):
        raise Http404
    return found


def seen_file(person: Person, draft: SubmissionDraft, number: int) -> Attachment:
    """Return a file that a person sees, withdrawn or not.

    Raises:
        Http404: if there is none, or the person does not see it.
    """
    found = records_of(draft).filter(pk=number).first()
    if found is None or (found.cell is not None and not knows(person.grants(), draft, found.cell)):
        raise Http404
    return found


def is_withdrawn(attachment: Attachment) -> bool:
    """Whether a file is no longer offered."""
    return hasattr(attachment, "withdrawal")
