"""What the site asks of a workspace: its releases, open for reading."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from openssi.definitions import Definitions, load
from openssi.engine import Connection, table_of
from openssi.engine.connection import open_connection
from openssi.engine.read_once import ReadOnce
from openssi.engine.series_shelf import SeriesShelf
from openssi.publish.sdmx.structures.artefacts import Artefacts, artefacts_of
from openssi.run.releases.cubes import open_cubes
from openssi.run.releases.shelves import Shelves
from openssi.store import Workspace
from openssi.store.release_reading import latest_as_of, latest_for, refuse_unreadable
from openssi.store.workspace import now
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
from openssi.vocabulary.release import KEEPER, Reader, Release
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


@dataclass(eq=False)
class OpenRelease:
    """One release in memory; its tables stand under the ids of their dataflows."""

    release: Release
    folder: Path
    definitions: Definitions
    _local: threading.local = field(default_factory=threading.local, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _shelves: Shelves = field(default_factory=Shelves, repr=False)

    @cached_property
    def _memory(self) -> Connection:
        connection = open_connection()
        connection.read_once = ReadOnce()
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


def present_moment() -> datetime:
    """Return the present moment by the clock of this machine."""
    return datetime.fromisoformat(now())


Stamps = tuple[tuple[str, int, int], ...]
"""Name, size and time of the files of a release as they were when their checksums were found to agree."""


class ReleaseSite:
    """The releases of a workspace as they are served. It writes nothing.

    Whoever does not say who asks is the keeper of the files, who may read everything.
    """

    def __init__(
        self, root: Path, definitions: Definitions | None = None, clock: Callable[[], datetime] = present_moment
    ) -> None:
        self.workspace = Workspace.open(root)
        self.definitions = definitions or load()
        self._clock = clock
        self._open: dict[str, OpenRelease] = {}
        self._whole: dict[str, Stamps] = {}
        self._lock = threading.Lock()

    @property
    def is_fictional(self) -> bool:
        """Whether the countries of this workspace are invented."""
        return self.workspace.kind == "demonstration"

    def releases(self, reader: Reader = KEEPER) -> list[Release]:
        """Return the releases that a reader may read, newest first."""
        moment = self._clock()
        return [each for each in reversed(self._made()) if reader.may_read(each, moment)]

    def latest(self, reader: Reader = KEEPER) -> OpenRelease:
        """Return the latest release that a reader may read.

        Raises:
            FixTheFile: if there is none yet, or its files are damaged.
        """
        return self.open(self.latest_id(reader))

    def latest_id(self, reader: Reader = KEEPER) -> str:
        """Return the id of the latest release that a reader may read.

        Raises:
            FixTheFile: if there is none yet.
        """
        found = latest_for(self.workspace.releases, self._made(), reader, self._clock())
        if found is None:
            raise FixTheFile.because("NOTHING_RELEASED", Place(file=str(self.workspace.root)))
        return found.id

    def as_of(self, moment: str, reader: Reader = KEEPER) -> OpenRelease:
        """Return the release that was the latest at a moment, of those that a reader may read.

        Args:
            moment: A day, which stands for its end in UTC, or a moment.
            reader: Who asks.

        Raises:
            FixTheFile: if it is no moment, nothing was published by then, or the files of the release are damaged.
        """
        made = self._made()
        return self.open(latest_as_of(self.workspace.releases, made, reader, moment, self._clock()).id)

    def chosen(self, release_id: str | None, as_of: str | None = None, reader: Reader = KEEPER) -> OpenRelease:
        """Return the release of an id, else that of a moment, else the latest.

        Raises:
            FixTheFile: if both are asked for, there is none that the reader may read, or its files are damaged.
        """
        if release_id and as_of:
            place = Place(item=f"as_of={as_of}")
            raise FixTheFile.because("AS_OF_AND_RELEASE", place, moment=as_of, release=release_id)
        if release_id:
            refuse_unreadable(self._made(), release_id, reader, self._clock())
            return self.open(release_id)
        return self.as_of(as_of, reader) if as_of else self.latest(reader)

    def close(self) -> None:
        """Close every release that was opened."""
        with self._lock:
            for held in self._open.values():
                held.close()
            self._open.clear()

    def open(self, release_id: str) -> OpenRelease:
        """Return a release by its id, whoever asks; it stays open.

        Raises:
            FixTheFile: if there is no such release, or files of it are missing or were altered.
        """
        with self._lock:
            if release_id not in self._open:
                releases = self.workspace.releases
                self._open[release_id] = OpenRelease(
                    releases.read(release_id), releases.folder(release_id), self.definitions
                )
            held = self._open[release_id]
            self._refuse_damaged(held)
            return held

    def _refuse_damaged(self, held: OpenRelease) -> None:
        """Refuse a release of which a file changed; checksums are only read where size or time are new."""
        found = stamps(held.folder, held.release)
        if self._whole.get(held.release.id) == found:
            return
        damaged = self.workspace.releases.damaged_files(held.release.id)
        if damaged:
            place = Place(file=str(held.folder / damaged[0]))
            raise FixTheFile.because("RELEASE_DAMAGED", place, release=held.release.id, files=", ".join(damaged))
        self._whole[held.release.id] = found

    def _made(self) -> list[Release]:
        return [self.workspace.releases.read(each) for each in self.workspace.releases.ids()]


def stamps(folder: Path, release: Release) -> Stamps:
    """Return name, size and time of each file of a release; a file that is missing has none."""
    return tuple((each.name, *_stamp(folder / each.name)) for each in release.files)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns
