"""Whether a file is what its name says, told from its bytes, and whether it could do anything by itself.

Nothing is unpacked: of a package only its directory and two small members are read.
"""

import codecs
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from openssi.vocabulary.attachment import MEGABYTE, FileKind

FALSE = "ROUND_FILE_FALSE"
ACTIVE = "ROUND_FILE_ACTIVE"
LOCKED = "ROUND_FILE_LOCKED"
SWELLS = "ROUND_FILE_SWELLS"

CHUNK = 64 * 1024

_COMPOUND = bytes.fromhex("D0 CF 11 E0 A1 B1 1A E1")
"""Begins what Office writes under a password, and what it wrote before 2007."""

_MEMBER = b"PK\x01\x02"
_MOST_MEMBERS = 20_000
_SMALL = MEGABYTE
"""Of a member that is read."""

_ACTIVE_TYPES = ("macroenabled", "vbaproject", "macrosheet", "activex", "oleobject")
_ACTIVE_NAMES = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/.*|activex/.*)$|^(basic|scripts)/.+")
_EMBEDDED = re.compile(r"(^|/)embeddings/")
_MAY_BE_EMBEDDED = (".xlsx", ".docx", ".pptx")
"""Charts in a text carry their table so."""

_MARKUP = re.compile(r"<[!?/a-zA-Z]")
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, RuntimeError, ValueError)


def wrong_with(path: Path, kind: FileKind, unpacked_megabytes: int) -> str | None:
    """Return the code of the message that says why a file is not taken, none where it is.

    Args:
        path: The file.
        kind: What its name says that it is.
        unpacked_megabytes: What a package may hold once it is unpacked.
    """
    with path.open("rb") as file:
        head = file.read(len(max(kind.begins, _COMPOUND, key=len)))
    if not head.startswith(kind.begins):
        return LOCKED if kind.content == "office" and head.startswith(_COMPOUND) else FALSE
    if kind.content == "text":
        return None if _is_text(path) else FALSE
    if kind.content == "signature":
        return None
    return _package(path, kind, unpacked_megabytes)


# Text


def _is_text(path: Path) -> bool:
    """Whether a file holds readable characters and does not begin as a page of the web does."""
    encodings = _encodings(path)
    return any(_reads_as(path, each) for each in encodings)


def _encodings(path: Path) -> tuple[str, ...]:
    with path.open("rb") as file:
        head = file.read(len(codecs.BOM_UTF8))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig",) if head == codecs.BOM_UTF8 else ("utf-8", "cp1252")


def _reads_as(path: Path, encoding: str) -> bool:
    begins = ""
    try:
        for piece in _decoded(path, encoding):
            if _UNPRINTED.search(piece):
                return False
            begins = begins if len(begins) > 1 else (begins + piece).lstrip()
    except UnicodeError:
        return False
    return not _MARKUP.match(begins)


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


# Packages


def _package(path: Path, kind: FileKind, unpacked_megabytes: int) -> str | None:
    if _members(path) > _MOST_MEMBERS:
        return SWELLS
    try:
        with zipfile.ZipFile(path) as package:
            return _outside(package, unpacked_megabytes) or _INSIDE[kind.content](package, kind)
    except _UNREADABLE:
        return FALSE


def _members(path: Path) -> int:
    """How many members a package can name; counted before its directory is read into memory."""
    found, rest = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found += (rest + chunk).count(_MEMBER)
            rest = chunk[-len(_MEMBER) + 1 :]
    return found


def _outside(package: zipfile.ZipFile, unpacked_megabytes: int) -> str | None:
    """What the directory of a package tells."""
    members = package.infolist()
    names = [each.filename.replace("\\", "/").lower() for each in members]
    if any(each.flag_bits & 1 for each in members):
        return LOCKED
    if len(set(names)) < len(names):
        return FALSE
    if sum(each.file_size for each in members) > unpacked_megabytes * MEGABYTE:
        return SWELLS
    return ACTIVE if any(map(_is_active, names)) else None


def _is_active(name: str) -> bool:
    if _EMBEDDED.search(name) and not name.endswith("/"):
        return PurePosixPath(name).suffix not in _MAY_BE_EMBEDDED
    return bool(_ACTIVE_NAMES.search(name))


def _office(package: zipfile.ZipFile, kind: FileKind) -> str | None:
    types = _read(package, "[Content_Types].xml")
    if any(each in types for each in _ACTIVE_TYPES):
        return ACTIVE
    # Without entities every type stands there as it is, and none hides from the search.
    is_plain = "&" not in types and "<!" not in types
    return None if is_plain and f'"{kind.main.lower()}"' in types.replace("'", '"') else FALSE


def _opendocument(package: zipfile.ZipFile, kind: FileKind) -> str | None:
    if _read(package, "mimetype").strip() != kind.media_type:
        return FALSE
    manifest = _read(package, "META-INF/manifest.xml")
    if "encryption-data" in manifest:
        return LOCKED
    return ACTIVE if "oleobject" in manifest or "&#" in manifest else None


def _read(package: zipfile.ZipFile, name: str) -> str:
    """Return a small member in small letters.

    Raises:
        ValueError: if it is large, or no text.
    """
    if package.getinfo(name).file_size > _SMALL:
        raise ValueError(name)
    read = package.read(name)
    wide = read[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    return read.decode("utf-16" if wide else "utf-8-sig").lower()


_INSIDE: dict[str, Callable[[zipfile.ZipFile, FileKind], str | None]] = {
    "office": _office,
    "opendocument": _opendocument,
}
