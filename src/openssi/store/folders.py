"""Folders of tables that are switched in one step."""

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from openssi.engine import read_parquet, write_parquet
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place


def write_json(path: Path, record: Mapping[str, object]) -> None:
    """Write a JSON file aside and move it to its place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with aside.open("w", encoding="utf-8") as stream:
        json.dump(record, stream, ensure_ascii=False, indent=1, sort_keys=True)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON file of the workspace.

    Raises:
        FixTheFile: if it is damaged.
    """
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FixTheFile.because("WORKSPACE_DAMAGED", Place(file=str(path))) from error
    return record


@dataclass(frozen=True, slots=True)
class VersionedFolder:
    """Tables and files under one name, of which one version is current.

    The current version is the one that `<name>.json` points to. Earlier versions are kept only where asked.

    Attributes:
        parent: The folder it lies in.
        name: Its name.
        keep: Whether earlier versions are kept (vintages) or removed.
    """

    parent: Path
    name: str
    keep: bool = False

    @property
    def pointer(self) -> Path:
        """The file that names the current version."""
        return self.parent / f"{self.name}.json"

    @property
    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self.pointer.exists()

    def record(self) -> dict[str, Any]:
        """Return what was said of the current version; empty where there is none."""
        return read_json(self.pointer) if self.exists else {}

    def path(self, file: str) -> Path:
        """Return the path of a file of the current version."""
        return self.parent / str(self.record()["folder"]) / file

    def table(self, name: str) -> pa.Table:
        """Read a table of the current version."""
        return read_parquet(self.path(f"{name}.parquet"))

    def write(
        self,
        tables: Mapping[str, pa.Table],
        record: Mapping[str, object],
        files: Mapping[str, Path | bytes] | None = None,
    ) -> None:
        """Write a new version aside and make it the current one."""
        earlier = self.versions()
        version = f"{self.name}.{secrets.token_hex(6)}"
        folder = self.parent / version
        folder.mkdir(parents=True)
        for name, table in tables.items():
            write_parquet(folder / f"{name}.parquet", table)
        for name, content in (files or {}).items():
            _copy(content, folder / name)
        write_json(self.pointer, {**record, "folder": version, **({"earlier": earlier} if self.keep else {})})
        if not self.keep:
            self._remove_all_but(version)

    def versions(self) -> tuple[dict[str, Any], ...]:
        """Return what was said of every version that is kept, the oldest first."""
        record = self.record()
        earlier = record.pop("earlier", [])
        return (*earlier, record) if record else ()

    def update(self, **changes: object) -> None:
        """Change what is said of the current version, in one step."""
        write_json(self.pointer, {**self.record(), **changes})

    def _remove_all_but(self, version: str) -> None:
        for folder in self.parent.glob(f"{self.name}.*/"):
            if folder.is_dir() and folder.name != version:
                shutil.rmtree(folder, ignore_errors=True)


def _copy(content: Path | bytes, target: Path) -> None:
    if isinstance(content, bytes):
        target.write_bytes(content)
    else:
        shutil.copyfile(content, target)
