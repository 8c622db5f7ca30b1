"""Folders for the time of a piece of work, and the removal of those whose process was killed.

A process that is killed removes nothing. Each folder therefore holds a file that its process keeps locked as long as it
lives: the operating system lets go of the lock when the process ends, however it ends. Whoever makes such a folder next
beside it removes those of the same user whose lock is free.
"""

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

HELD = ".held"
"""File of a folder that is locked by its process; empty until it is."""

_PREFIXES = ("openssi-", ".openssi-")


class PassingFolder:
    """A folder that is removed at the end, and by the next of its kind where its process was killed."""

    def __init__(self, purpose: str, within: Path | None = None) -> None:
        """Make a folder, after those that were left behind beside it are removed.

        Args:
            purpose: Part of its name.
            within: Where, hidden; None for the folder of temporary files.

        Raises:
            OSError: if it cannot be made.
        """
        parent = Path(tempfile.gettempdir()) if within is None else within
        remove_left_behind(parent)
        prefix = f"{_PREFIXES[0] if within is None else _PREFIXES[1]}{purpose}-"
        self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            held = _hold(self.path)
        except OSError:
            _remove(self.path, None)
            raise
        self._end = weakref.finalize(self, _remove, self.path, held)

    @property
    def name(self) -> str:
        """Path of the folder."""
        return str(self.path)

    def cleanup(self) -> None:
        """Remove the folder; a second time does nothing."""
        self._end()

    def __enter__(self) -> Path:
        """Return the path of the folder."""
        return self.path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the folder."""
        self.cleanup()


def remove_left_behind(parent: Path) -> None:
    """Remove the folders of this user in a folder whose process has ended; what cannot be judged stays."""
    try:
        found = list(_ours(parent))
    except OSError:
        return
    for folder in found:
        if _is_free(folder / HELD):
            shutil.rmtree(folder, ignore_errors=True)


def _ours(parent: Path) -> Iterator[Path]:
    with os.scandir(parent) as entries:
        for entry in entries:
            if not entry.name.startswith(_PREFIXES) or not entry.is_dir(follow_symlinks=False):
                continue
            if not hasattr(os, "getuid") or entry.stat(follow_symlinks=False).st_uid == os.getuid():
                yield Path(entry.path)


def _hold(folder: Path) -> int | None:
    """Lock the file that says that the folder is in use; None where the place of the folder knows no locks."""
    descriptor = os.open(folder / HELD, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    if not _is_locked_by_us(descriptor):
        os.close(descriptor)
        return None
    try:
        os.write(descriptor, b"1")
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _is_free(held: Path) -> bool:
    """Tell whether a process held a file and does so no more."""
    try:
        descriptor = os.open(held, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        return os.fstat(descriptor).st_size > 0 and _is_locked_by_us(descriptor)
    finally:
        os.close(descriptor)


def _is_locked_by_us(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(folder: Path, descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)
    shutil.rmtree(folder, ignore_errors=True)
