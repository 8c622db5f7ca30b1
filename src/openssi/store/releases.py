"""Releases: folders that never change, and the pointer to the latest."""

import hashlib
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from openssi.engine import write_parquet
from openssi.store.folders import read_json, write_json
from openssi.vocabulary.confirmation import Waiting
from openssi.vocabulary.errors import FixTheFile, TryAgain
from openssi.vocabulary.observation import Place
from openssi.vocabulary.release import HeadlineRevision, Release, ReleaseFile

_ID = re.compile(r"(?!latest$)[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_MANIFEST = "manifest.json"
LONGEST_TOLD = 60
"""Characters of a wrong id that an error repeats."""

WritesTable = Callable[[Path], int]
"""Writes a table to a Parquet file and returns its number of rows."""


def _described(path: Path, rows: int) -> ReleaseFile:
    return ReleaseFile(path.name, checksum(path), path.stat().st_size, rows)


def _manifest(path: Path) -> Release:
    return _manifest_written(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _manifest_written(path: Path, _: int) -> Release:
    """Read a manifest once for as long as it is not written again."""
    return _from_manifest(read_json(path))


def _from_manifest(record: dict[str, Any]) -> Release:
    files = tuple(ReleaseFile(**file) for file in record.pop("files"))
    sources, waivers = tuple(record.pop("sources")), tuple(record.pop("waivers"))
    waiting = tuple(Waiting(**each) for each in record.pop("waiting", ()))
    headlines = tuple(HeadlineRevision(**each) for each in record.pop("headlines", ()))
    return Release(waiting=waiting, headlines=headlines, files=files, sources=sources, waivers=waivers, **record)


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases of a workspace."""

    root: Path

    def ids(self) -> list[str]:
        """Return the ids of all whole releases, oldest first."""
        manifests = [path for path in self.root.glob(f"*/{_MANIFEST}") if not path.parent.name.startswith(".")]
        return [path.parent.name for path in sorted(manifests, key=lambda path: _manifest(path).created)]

    def latest_id(self) -> str | None:
        """Return the id that `latest.json` points to, none where nothing was released."""
        pointer = self.root / "latest.json"
        return str(read_json(pointer)["id"]) if pointer.exists() else None

    def pointed_to(self, moment: datetime) -> str | None:
        """Return the id that `latest.json` pointed to at a moment, none where it pointed nowhere yet.

        For the time before moves of the pointer were recorded that is the newest release of then.
        """
        moves = self._moves()
        found = [each["id"] for each in moves if datetime.fromisoformat(each["since"]) <= moment]
        if found:
            return found[-1]
        made = [each for each in map(self.read, self.ids()) if datetime.fromisoformat(each.created) <= moment]
        return made[-1].id if made else None

    def point_to(self, release_id: str, since: str) -> None:
        """Make a release the latest one, in one step; where the pointer stood before is kept.

        Args:
            release_id: One that is there.
            since: The present moment.

        Raises:
            FixTheFile: if there is no such release.
        """
        self.folder(release_id)
        moves = [*self._moves(), {"id": release_id, "since": since}]
        write_json(self.root / "latest.json", {"id": release_id, "moves": moves})

    def _moves(self) -> list[dict[str, str]]:
        pointer = self.root / "latest.json"
        found: list[dict[str, str]] = read_json(pointer).get("moves", []) if pointer.exists() else []
        return found

    def next_id(self, year: int) -> str:
        """Return the first free id of a year: `2026.1`, `2026.2`, ..."""
        taken = set(self.ids())
        return next(name for number in range(1, 10_000) if (name := f"{year}.{number}") not in taken)

    def folder(self, release_id: str) -> Path:
        """Return the folder of a release.

        Raises:
            FixTheFile: if there is no such release.
        """
        folder = self.root / release_id
        if not _ID.fullmatch(release_id) or not (folder / _MANIFEST).exists():
            known, told = ", ".join(self.ids()) or "-", release_id[:LONGEST_TOLD]
            raise FixTheFile.because("RELEASE_UNKNOWN", Place(item=told), release=told, known=known)
        return folder

    def read(self, release_id: str) -> Release:
        """Return what the manifest of a release says."""
        return _manifest(self.folder(release_id) / _MANIFEST)

    def write(self, draft: Release, tables: Mapping[str, pa.Table | WritesTable]) -> Release:
        """Write a release aside, give it its name, and point `latest.json` to it.

        Until the last step readers are served the previous release; a writer that is killed leaves at most a
        folder whose name begins with a dot, which the next release removes.

        Args:
            draft: The release without its files.
            tables: Its tables by dataflow id, each as a table or as what writes one to a Parquet file.

        Raises:
            FixTheFile: if the id is not fit for an address or is taken.
            TryAgain: if another process wrote the same release meanwhile.
        """
        self.refuse(draft.id)
        self._sweep()
        aside = self.root / f".{draft.id}.{secrets.token_hex(6)}"
        aside.mkdir(parents=True)
        files = tuple(_write_table(aside, name, table) for name, table in tables.items())
        release = Release(**{**_shallow(draft), "files": files})
        write_json(aside / _MANIFEST, asdict(release))
        try:
            aside.rename(self.root / draft.id)
        except OSError as error:
            raise TryAgain.because("RELEASE_TAKEN_MEANWHILE", Place(item=draft.id), release=draft.id) from error
        self.point_to(draft.id, draft.created)
        return release

    def damaged_files(self, release_id: str) -> list[str]:
        """Return the names of the files of a release whose checksum no longer agrees with the manifest."""
        folder = self.folder(release_id)
        return [file.name for file in self.read(release_id).files if checksum(folder / file.name) != file.sha256]

    def refuse(self, release_id: str) -> None:
        """Refuse a name that no new release may have.

        Raises:
            FixTheFile: if it is not fit for an address or is taken.
        """
        if not _ID.fullmatch(release_id):
            raise FixTheFile.because("RELEASE_ID_UNFIT", Place(item=release_id), release=release_id)
        if (self.root / release_id).exists():
            raise FixTheFile.because("RELEASE_EXISTS", Place(item=release_id), release=release_id)

    def _sweep(self) -> None:
        for leftover in _leftovers(self.root):
            shutil.rmtree(leftover, ignore_errors=True)


def _leftovers(root: Path) -> Iterable[Path]:
    return (path for path in root.glob(".*/") if path.is_dir())


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, empty where there is none."""
    if not path.exists():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_table(folder: Path, name: str, table: pa.Table | WritesTable) -> ReleaseFile:
    path = folder / f"{name}.parquet"
    if isinstance(table, pa.Table):
        write_parquet(path, table)
        return _described(path, table.num_rows)
    return _described(path, table(path))


def _shallow(release: Release) -> dict[str, Any]:
    return {name: getattr(release, name) for name in release.__dataclass_fields__}
