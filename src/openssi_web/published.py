"""Whole releases in the formats of exports, written when they are first asked for and kept while the site runs."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from openssi.publish import FORMATS, publish_one_file
from openssi.vocabulary.passing_folder import PassingFolder
from openssi.vocabulary.text import Language
from openssi_web.releases import release_named, site

WHOLE = "all"
"""Name of a whole release in an address: `all.xlsx`."""

_lock = Lock()


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A release in one format and language, as one file."""

    path: Path
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Files by workspace, release, format and language; they lie outside the workspace, which the site only reads."""

    folder: PassingFolder
    files: dict[tuple[str, str, str, Language], PublishedFile]


@lru_cache(maxsize=1)
def _shelf() -> _Shelf:
    return _Shelf(PassingFolder("site"), {})


def published_file(release: str, format_id: str, language: Language) -> PublishedFile:
    """Return a release in a format, written on the first request.

    Raises:
        FixTheFile: if there is no such format.
    """
    with _lock:
        files = _shelf().files
        key = (str(site().workspace.root), release, format_id, language)
        if key not in files:
            files[key] = _write(release, format_id, language, Path(_shelf().folder.name) / str(len(files)))
        return files[key]


def _write(release: str, format_id: str, language: Language, folder: Path) -> PublishedFile:
    held = release_named(release)
    structures = held.structures
    path = publish_one_file(
        held.connection(),
        held.release,
        format_id,
        folder,
        language,
        site().definitions,
        structures=lambda: structures,
    )
    content = path.read_bytes()
    media_type = FORMATS[format_id].media_type if path.suffix != ".zip" else "application/zip"
    return PublishedFile(path, media_type, len(content), hashlib.sha256(content).hexdigest())


def written_so_far(release: str, language: Language) -> dict[str, PublishedFile]:
    """Return the formats of a release that were asked for before, by format."""
    root = str(site().workspace.root)
    found = {each: _shelf().files.get((root, release, each, language)) for each in FORMATS}
    return {name: file for name, file in found.items() if file is not None}


def clear() -> None:
    """Remove the files; they are written anew when they are asked for."""
    if _shelf.cache_info().currsize:
        _shelf().folder.cleanup()
        _shelf.cache_clear()
