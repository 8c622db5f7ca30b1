"""The key of an exercise, and the hash that is made with it.

The hash is HMAC-SHA-256 (RFC 2104, FIPS 198-1) of the normalised identifier in UTF-8. Its first 128 bits stand for the
person. The key is shared by the institutions and never leaves them; the fingerprint of a key is an HMAC too and says
nothing about the key.
"""

import codecs
import hashlib
import hmac
import os
import secrets
import stat
import string
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

LEAST_BYTES = 32
"""Bytes of the shortest key: those of the hash."""
_FEWEST_DIFFERENT = 12
"""Different bytes that a key must have; of 32 bytes drawn at random fewer than 12 differ once in 10 to the power 20."""
_BLOCK = 64
_HEX = frozenset(string.hexdigits.encode())
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_TEXT = frozenset(string.printable.encode())
Halves = npt.NDArray[np.int64]


def new_key(path: Path) -> None:
    """Draw a key of 256 bits and write it as 64 hexadecimal digits into a file that only its owner can read.

    Raises:
        FixTheFile: if the file exists, or cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FixTheFile.because("REGISTER_KEY_EXISTS", Place(file=path.name)) from None
    except OSError as error:
        raise FixTheFile.because("REGISTER_CANNOT_WRITE", Place(file=str(path)), reason=error.strerror) from None
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(LEAST_BYTES) + "\n")
    except OSError as error:
        path.unlink(missing_ok=True)
        raise FixTheFile.because("REGISTER_CANNOT_WRITE", Place(file=str(path)), reason=error.strerror) from None


def read_key(path: Path | None, variable: str | None) -> bytes:
    """Return the key from a file or from a variable of the environment.

    Text of 64 or more hexadecimal digits is read as the bytes it spells, blanks at its ends and a byte order mark left
    out; other text counts as its own bytes, likewise, and anything else as it is.

    Raises:
        FixTheFile: if both or neither is given, if there is no such file or variable, if the key is short or plain.
    """
    if (path is None) == (variable is None):
        raise FixTheFile.because("REGISTER_KEY_MISSING", Place(item="--key-file"))
    key = _key_of(_written(path, variable))
    place = Place(file=path.name) if path else Place(item=str(variable))
    if len(key) < LEAST_BYTES:
        raise FixTheFile.because("REGISTER_KEY_SHORT", place, found=len(key), least=LEAST_BYTES)
    if len(set(key)) < _FEWEST_DIFFERENT:
        raise FixTheFile.because("REGISTER_KEY_PLAIN", place, found=len(set(key)))
    return key


def _written(path: Path | None, variable: str | None) -> bytes:
    if path is None:
        found = os.environ.get(str(variable))
        if found is None:
            raise FixTheFile.because("REGISTER_KEY_VARIABLE_MISSING", Place(item=str(variable)))
        return os.fsencode(found)
    if not path.is_file():
        raise FixTheFile.because("FILE_MISSING", Place(file=str(path)))
    try:
        return path.read_bytes()
    except OSError as error:
        raise FixTheFile.because("FILE_CANNOT_OPEN", Place(file=str(path)), reason=error.strerror) from None


def _key_of(written: bytes) -> bytes:
    # Editors put a mark of their encoding in front of a key that was pasted into them: it is not of the key.
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if written.startswith(mark):
            written = written.decode(encoding, errors="replace").encode()
    if not set(written) <= _TEXT:
        return written
    text = written.strip()
    is_hex = set(text) <= _HEX and len(text) >= 2 * LEAST_BYTES and len(text) % 2 == 0
    return bytes.fromhex(text.decode("ascii")) if is_hex else text


def is_open_to_others(path: Path) -> bool:
    """Return whether others than its owner may read a file; never on systems without such permissions."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def key_fingerprint(key: bytes, exercise: str) -> str:
    """Return sixteen hexadecimal digits by which two extracts are seen to have one key."""
    return hmac.digest(key, f"openssi register key of {exercise}".encode(), "sha256").hex()[:16]


def hash_ids(key: bytes, ids: Sequence[bytes]) -> tuple[Halves, Halves]:
    """Return the first 128 bits of the HMAC of each identifier, as two whole numbers of 64 bits with a sign.

    Args:
        key: Of the exercise.
        ids: Normalised identifiers in UTF-8.

    Returns:
        Bits 0 to 63 and bits 64 to 127, each read with the most significant byte first.
    """
    joined = b"".join(_digests(key, ids))
    words = np.frombuffer(joined, dtype=">u8").reshape(len(ids), 4)
    return words[:, 0].astype(np.uint64).view(np.int64), words[:, 1].astype(np.uint64).view(np.int64)


def _digests(key: bytes, ids: Sequence[bytes]) -> list[bytes]:
    """Return the HMACs. The state after the padded key is kept: less than half the time of `hmac.digest`."""
    padded = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(each ^ 0x36 for each in padded))
    outer = hashlib.sha256(bytes(each ^ 0x5C for each in padded))
    found = []
    for each in ids:
        first = inner.copy()
        first.update(each)
        second = outer.copy()
        second.update(first.digest())
        found.append(second.digest())
    return found
