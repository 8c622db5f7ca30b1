"""Workbooks that were uploaded and not yet taken over: kept for a day, for one person and one submission.

They lie in the workspace, outside everything that the site serves, under a name drawn at random. What the person's
browser calls them is shown and never used as a name of a file.
"""

import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from openssi_web.accounts.models import Person
from openssi_web.releases import workspace_path
from openssi_web.rounds.attachments.files import clean_name
from openssi_web.rounds.submissions.models import SubmissionDraft

FOLDER = "uploads"
IMPORTS = "imports"
KEPT_FOR = 24 * 60 * 60
"""Seconds."""

_TOKEN = re.compile(r"[0-9a-f]{32}")
_WORKBOOK, _BOUND = "workbook.xlsx", "bound.json"
_OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook that waits to be taken over.

    Attributes:
        token: The random name under which the page asks for it.
        name: What its owner calls it, cleaned.
        path: Where it lies.
    """

    token: str
    name: str
    path: Path


def keep(person: Person, draft: SubmissionDraft, name: str, chunks: Iterable[bytes]) -> Upload:
    """Keep an uploaded file for a day.

    Args:
        person: Who uploaded it; nobody else is given it back.
        draft: The submission that it was uploaded to.
        name: What the browser calls it.
        chunks: Its bytes; how many there may be is bounded where they arrive.
    """
    sweep()
    token = secrets.token_hex(16)
    folder = _folder() / token
    folder.mkdir(mode=_OWNER_ONLY, parents=True)
    try:
        digest = _written(folder / _WORKBOOK, chunks)
        bound = {"person": person.pk, "draft": draft.pk, "sha256": digest, "name": clean_name(name)}
        (folder / _BOUND).write_text(json.dumps(bound), encoding="utf-8")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Upload(token, clean_name(name), folder / _WORKBOOK)


def kept(person: Person, draft: SubmissionDraft, token: str) -> Upload | None:
    """Return an upload of a person to a submission, none where there is none or it is not as it was."""
    sweep()
    if not _TOKEN.fullmatch(token):
        return None
    folder = _folder() / token
    try:
        bound = json.loads((folder / _BOUND).read_text(encoding="utf-8"))
        content = (folder / _WORKBOOK).read_bytes()
    except (OSError, ValueError):
        return None
    is_whose = (bound["person"], bound["draft"]) == (person.pk, draft.pk)
    if not is_whose or bound["sha256"] != hashlib.sha256(content).hexdigest():
        return None
    return Upload(token, str(bound["name"]), folder / _WORKBOOK)


def remove(upload: Upload) -> None:
    """Remove an upload."""
    shutil.rmtree(upload.path.parent, ignore_errors=True)


def keep_original(upload: Upload, draft: SubmissionDraft, sha256: str) -> Path:
    """Move a workbook that was taken over to where originals are kept, under the checksum that its entry names."""
    folder = workspace_path() / IMPORTS / str(draft)
    folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
    target = folder / f"{sha256}.xlsx"
    upload.path.replace(target)
    remove(upload)
    return target


def sweep() -> None:
    """Remove what was kept for a day."""
    for folder in _folder().glob("*"):
        if _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return workspace_path() / FOLDER


def _is_old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > KEPT_FOR
    except OSError:
        return True


def _written(path: Path, chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as stream:
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
    return digest.hexdigest()
