"""What the site asks of a workspace: its releases, open for reading."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from openssi.definitions import Definitions, load
from openssi.engine import Connection, table_of
from openssi.engine.connection import open_connection
from openssi.engine.series_shelf import SeriesShelf
from openssi.publish.artefacts import Artefacts, artefacts_of
from openssi.run.release_cubes import open_cubes
from openssi.run.shelves import Shelves
from openssi.run.soundness import Soundness
from openssi.store import Workspace
from openssi.vocabulary.confirmation import SIDE_BY_SIDE
from openssi.vocabulary.data_structure import CODES, COMPONENTS, PublishedStructures
from openssi.vocabulary.dataflow import (
    AGGREGATE_FINDINGS,
    COMPUTATION_FINDINGS,
    DATAFLOWS,
    METHOD_ERRORS,
    SCHEME_VALUES,
)
from openssi.vocabulary.decision import DECISION_TABLES
from openssi.vocabulary.declared_indicators import DECLARED_INDICATORS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.reference_metadata import METADATA_TABLES
from openssi.vocabulary.release import Release
from openssi.vocabulary.structure import Dataflow

_LATER = frozenset(
    {
        *DECISION_TABLES,
        SIDE_BY_SIDE.id,
        DECLARED_INDICATORS.id,
        SCHEME_VALUES.id,
        COMPUTATION_FINDINGS.id,
        METHOD_ERRORS.id,
        AGGREGATE_FINDINGS.id,
        *METADATA_TABLES,
        COMPONENTS.id,
        CODES.id,
    }
)
"""Tables that releases do not have which were made before anything of the kind was recorded."""


MOST_ROWS_IN_MEMORY = 1_000_000
"""Rows of a table that is read into memory as a whole; a longer one is read where it lies."""


def _leave(connection: Connection, dataflow: Dataflow, path: Path) -> None:
    """Make a long table available without reading it, with the columns that its release was without."""
    stored = f"{dataflow.id}_stored"
    connection.register_parquet(stored, path)
    there = set(connection.query(f"FROM {stored} LIMIT 0").schema.names)
    later = [f"CAST(NULL AS {each.type}) AS {each.name}" for each in dataflow.columns if each.name not in there]
    connection.execute(f"CREATE VIEW {dataflow.id} AS FROM {stored} SELECT {', '.join(['*', *later])}")


@dataclass
class OpenRelease:
    """One release in memory; its tables stand under the ids of their dataflows."""

    release: Release
    folder: Path
    definitions: Definitions
    _local: threading.local = field(default_factory=threading.local, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _shelves: Shelves = field(default_factory=Shelves, repr=False)
    _soundness: Soundness = field(default_factory=Soundness, repr=False)

    @cached_property
    def _memory(self) -> Connection:
        connection = open_connection()
        rows = {file.name: file.rows for file in self.release.files}
        for name, dataflow in DATAFLOWS.items():
            path = self.folder / f"{name}.parquet"
            if rows.get(path.name, 0) > MOST_ROWS_IN_MEMORY:
                _leave(connection, dataflow, path)
                continue
            if path.exists() or name not in _LATER:
                connection.materialise_parquet(name, path)
            else:
                connection.materialise(name, table_of(dataflow))
            for column in dataflow.columns:
                # A release that was made before there was such a column is without it.
                connection.execute(f"ALTER TABLE {name} ADD COLUMN IF NOT EXISTS {column.name} {column.type}")
        return connection

    @cached_property
    def structures(self) -> PublishedStructures:
        """What explains the dataflows of the release; from now on they are tables of its connections."""
        with self._lock:
            return open_cubes(self._memory, self.folder, self.release, self.definitions)

    @cached_property
    def artefacts(self) -> Artefacts:
        """What the release maintains, with what each of its dataflows holds."""
        structures = self.structures
        return artefacts_of(structures, self.connection())

    def connection(self) -> Connection:
        """Return a connection for the calling thread."""
        found: Connection | None = getattr(self._local, "connection", None)
        if found is None:
            with self._lock:
                found = self._memory.cursor()
            self._local.connection = found
        return found

    def shelf(self, dataflow: str) -> SeriesShelf | None:
        """Return the rows of a dataflow cut at its series; none as long as they are being laid out."""
        structure = self.structures.dataflows[dataflow].structure
        return self._shelves.find(self.connection(), dataflow, [each.id for each in structure.dimensions])

    def refuse_damage(self) -> None:
        """Refuse a release of which a file is missing or altered.

        Raises:
            TryAgain: if there is one, with its name.
        """
        self._soundness.refuse_damage(self.folder, self.release)

    @contextmanager
    def unread(self) -> Iterator[Connection]:
        """Open the tables where they lie, for a few questions: nothing is read that is not asked for."""
        connection = open_connection()
        try:
            for name, dataflow in DATAFLOWS.items():
                path = self.folder / f"{name}.parquet"
                if path.exists() or name not in _LATER:
                    connection.register_parquet(name, path)
                else:
                    connection.register(name, table_of(dataflow))
            yield connection
        finally:
            connection.close()

    def close(self) -> None:
        """Release the memory; connections of other threads are of no use afterwards."""
        self._shelves.close()
        if "_memory" in self.__dict__:
            self._memory.close()
            del self.__dict__["_memory"]
        self._local = threading.local()


class ReleaseSite:
    """The releases of a workspace as the site serves them. It writes nothing."""

    def __init__(self, root: Path, definitions: Definitions | None = None) -> None:
        self.workspace = Workspace.open(root)
        self.definitions = definitions or load()
        self._open: dict[str, OpenRelease] = {}
        self._lock = threading.Lock()

    @property
    def is_fictional(self) -> bool:
        """Whether the countries of this workspace are invented."""
        return self.workspace.kind == "demonstration"

    def releases(self) -> list[Release]:
        """Return all releases, newest first."""
        return [self.workspace.releases.read(each) for each in reversed(self.workspace.releases.ids())]

    def latest(self) -> OpenRelease:
        """Return the latest release.

        Raises:
            FixTheFile: if nothing was released yet.
        """
        latest = self.workspace.releases.latest_id()
        if latest is None:
            raise FixTheFile.because("NOTHING_RELEASED", Place(file=str(self.workspace.root)))
        return self.open(latest)

    def close(self) -> None:
        """Close every release that was opened."""
        with self._lock:
            for held in self._open.values():
                held.close()
            self._open.clear()

    def open(self, release_id: str) -> OpenRelease:
        """Return a release by its id; it stays open."""
        with self._lock:
            if release_id not in self._open:
                releases = self.workspace.releases
                self._open[release_id] = OpenRelease(
                    releases.read(release_id), releases.folder(release_id), self.definitions
                )
            return self._open[release_id]
