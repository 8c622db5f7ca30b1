"""Whether the files of a release are those that were published."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from openssi.store.releases import checksum
from openssi.vocabulary.errors import TryAgain
from openssi.vocabulary.observation import Place
from openssi.vocabulary.release import Release, ReleaseFile

_State = tuple[int, int]


@dataclass
class Soundness:
    """What is known of the files of one release: a checksum is computed again where a file has changed its state."""

    _sound: dict[str, _State] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refuse_damage(self, folder: Path, release: Release) -> None:
        """Refuse a release of which a file is missing or altered.

        Raises:
            TryAgain: if there is one, with its name.
        """
        for each in release.files:
            state = _state_of(folder / each.name)
            if state is None or (self._sound.get(each.name) != state and not self._is_sound(folder, each, state)):
                place = Place(file=each.name)
                raise TryAgain.because("SDMX_RELEASE_DAMAGED", place, file=each.name, release=release.id)

    def _is_sound(self, folder: Path, file: ReleaseFile, state: _State) -> bool:
        with self._lock:
            if self._sound.get(file.name) != state and checksum(folder / file.name) == file.sha256:
                self._sound[file.name] = state
            return self._sound.get(file.name) == state


def _state_of(path: Path) -> _State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
