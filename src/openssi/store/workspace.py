"""A workspace: the folder that holds one world, invented or real, from questionnaire to release."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pyarrow as pa

from openssi.store.folders import VersionedFolder, read_json, write_json
from openssi.store.releases import Releases
from openssi.store.submissions import Submissions
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

WorkspaceKind = Literal["demonstration", "real"]
_MARKER = "workspace.json"


def now() -> str:
    """Return the present moment as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where the data lie.

    Attributes:
        root: The folder.
        kind: `demonstration` holds invented countries only, `real` holds none.
    """

    root: Path
    kind: WorkspaceKind

    @classmethod
    def exists(cls, root: Path) -> bool:
        """Whether a folder is a workspace."""
        return (root / _MARKER).exists()

    @classmethod
    def create(cls, root: Path, kind: WorkspaceKind, reference: dict[str, pa.Table]) -> "Workspace":
        """Make a workspace in a new or empty folder.

        Args:
            root: The folder.
            kind: What kind of world it holds.
            reference: The tables `areas`, `groups` and `members`.

        Raises:
            FixTheFile: if the folder holds other files.
        """
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise FixTheFile.because("WORKSPACE_FOLDER_NOT_EMPTY", Place(file=str(root)))
        root.mkdir(parents=True, exist_ok=True)
        workspace = cls(root, kind)
        workspace.reference.write(reference, {"written": now()})
        write_json(root / _MARKER, {"kind": kind, "created": now(), "layout": 1})
        return workspace

    @classmethod
    def open(cls, root: Path) -> "Workspace":
        """Open a workspace that exists.

        Raises:
            FixTheFile: if the folder is no workspace.
        """
        if not cls.exists(root):
            raise FixTheFile.because("WORKSPACE_MISSING", Place(file=str(root)))
        return cls(root, read_json(root / _MARKER)["kind"])

    @property
    def reference(self) -> VersionedFolder:
        """Countries, groups and memberships."""
        return VersionedFolder(self.root / "reference", "areas")

    @property
    def context(self) -> VersionedFolder:
        """Context data: population, labour force, GDP."""
        return VersionedFolder(self.root / "context", "context")

    @property
    def series(self) -> VersionedFolder:
        """Values of published series."""
        return VersionedFolder(self.root / "series", "series")

    @property
    def submissions(self) -> Submissions:
        """Questionnaires that were read and accepted."""
        return Submissions(self.root)

    @property
    def computed(self) -> VersionedFolder:
        """National totals and indicators of countries."""
        return VersionedFolder(self.root / "stages", "computed")

    @property
    def aggregated(self) -> VersionedFolder:
        """Indicators of groups of countries."""
        return VersionedFolder(self.root / "stages", "aggregated")

    @property
    def releases(self) -> Releases:
        """What was published."""
        return Releases(self.root / "releases")

    @property
    def workbooks(self) -> Path:
        """Folder of the questionnaires that were written."""
        return self.root / "workbooks"

    def inputs_fingerprint(self) -> str:
        """Return a checksum of everything that the computation reads; it changes when any of it changes."""
        pointers = [self.reference.pointer, self.context.pointer, self.series.pointer]
        digest = hashlib.sha256()
        for pointer in pointers:
            if pointer.exists():
                digest.update(json.dumps([pointer.name, read_json(pointer)["folder"]]).encode())
        for submission, record in self.submissions.releasable_records().items():
            said = self.submissions.confirmations.of(submission, int(record["vintage"]))
            digest.update(repr((submission, record["folder"], said.dissents)).encode())
        return digest.hexdigest()[:16]
