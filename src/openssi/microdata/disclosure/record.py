"""The record of what left: tables that leave at different times on the same data are looked at together.

It lies where the data lie, holds the true numbers, and never leaves: readable by its owner only. Nothing is estimated
from it; it says which numbers of persons are known outside, and which must not follow from them.
"""

import hashlib
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from openssi.microdata.disclosure.parts import (
    FurtherSums,
    Part,
    Protects,
    dimensions_of,
    key_of,
    no_further,
    protected_parts,
)
from openssi.microdata.progress import Progress, silent
from openssi.vocabulary.disclosure import DisclosureRule, Key, ProtectedCell
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

METADATA = b"openssi.left"
"""Key of the metadata of the file under which stands what it is a record of, as JSON."""
VERSION = 3
_BLOCK = 1 << 20
_TEXTS = pa.list_(pa.string())
SCHEMA = pa.schema(
    [
        ("programme", pa.string()),
        ("counted", pa.string()),
        ("codes", pa.map_(pa.string(), pa.string())),
        ("count", pa.float64()),
        ("counts", pa.string()),
        ("others", pa.int64()),
        ("contributions", pa.list_(pa.float64())),
        ("line", pa.float64()),
        ("category", _TEXTS),
        ("difference", _TEXTS),
        ("within", pa.string()),
        ("state", pa.string()),
    ]
)
"""One row for each number of persons; `state` is `left` or `kept`."""


@dataclass(frozen=True, slots=True)
class Record:
    """What left of some data by some rule.

    Attributes:
        path: Its file, which need not be there yet.
        data: Checksum of the data.
        earlier: Numbers of persons behind what was asked before.
        checksum: Of the file when it was read; empty where there was none.
    """

    path: Path
    data: str
    earlier: tuple[Part, ...] = ()
    checksum: str = ""

    @classmethod
    def open(cls, path: Path, data: str, rule: DisclosureRule) -> "Record":
        """Read a record, or begin one where there is no file.

        Args:
            path: Of the file.
            data: Checksum of the data that are asked now.
            rule: By which figures leave now.

        Raises:
            FixTheFile: if the file is no record, or one of other data or by another rule.
        """
        place = Place(file=path.name)
        if not path.exists():
            return cls(path, data)
        try:
            checksum = checksum_of([path])
            table = pq.read_table(path)
            told = json.loads((table.schema.metadata or {})[METADATA])
            parts = tuple(_part(row) for row in table.cast(SCHEMA).to_pylist())
            written_of, written_by = str(told["data"]), told["rule"]
        except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
            raise FixTheFile.because("DISCLOSURE_RECORD_UNREADABLE", place) from None
        if told.get("version") != VERSION:
            raise FixTheFile.because("DISCLOSURE_RECORD_UNREADABLE", place)
        if written_of != data:
            raise FixTheFile.because("DISCLOSURE_RECORD_OF_OTHER_DATA", place)
        if written_by != _numbers_of(rule):
            raise FixTheFile.because("DISCLOSURE_RECORD_OF_OTHER_RULE", place, rule=rule.id)
        return cls(path, data, parts, checksum)

    def protects(
        self,
        parts: Sequence[Part],
        rule: DisclosureRule,
        further: FurtherSums = no_further,
        progress: Progress = silent,
    ) -> Mapping[Key, ProtectedCell]:
        """Return what was decided on parts that are to leave, together with all that left before, and note it.

        What is withheld for the sake of earlier figures alone says so.

        Raises:
            FixTheFile: if earlier figures count the same persons differently, or the record cannot be written.
        """
        everything = self._with_earlier(parts)
        together = protected_parts(everything, rule, further, progress)
        dimensions = dimensions_of(everything)
        decided = {each.identity: together[key_of(each, dimensions)] for each in everything}
        alone = protected_parts(parts, rule, further, progress) if self.earlier else together
        self._write(
            (
                replace(each, state="left" if decided[each.identity].status == "published" else "kept")
                for each in everything
            ),
            rule,
        )
        own = dimensions_of(parts)
        return {key: _told(decided[each.identity], alone[key], key) for each in parts for key in (key_of(each, own),)}

    def _with_earlier(self, parts: Sequence[Part]) -> list[Part]:
        before = {each.identity: each for each in self.earlier}
        merged = dict(before)
        for each in parts:
            earlier = before.get(each.identity)
            if earlier is not None and not _is_same(earlier, each):
                group = ", ".join(f"{column}={code}" for column, code in each.codes.items()) or each.counted
                place = Place(file=self.path.name, item=group)
                raise FixTheFile.because(
                    "DISCLOSURE_RECORD_CONTRADICTS", place, counted=each.counted, before=earlier.count, now=each.count
                )
            has_left = earlier is not None and earlier.state == "left"
            merged[each.identity] = replace(each, state="left") if has_left else each
        return list(merged.values())

    def _write(self, parts: Iterable[Part], rule: DisclosureRule) -> None:
        """Write the record, aside first, for its owner only."""
        place = Place(file=str(self.path))
        if self.checksum != (checksum_of([self.path]) if self.path.exists() else ""):
            raise FixTheFile.because("DISCLOSURE_RECORD_CHANGED", place)
        told = json.dumps({"version": VERSION, "data": self.data, "rule": _numbers_of(rule)}, ensure_ascii=False)
        table = pa.Table.from_pylist([_row(each) for each in parts], SCHEMA)
        aside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                pq.write_table(table.replace_schema_metadata({METADATA: told}), stream)
            aside.replace(self.path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FixTheFile.because("DISCLOSURE_RECORD_CANNOT_WRITE", place, reason=reason) from None
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def recorded(path: Path, data: str, rule: DisclosureRule) -> Protects:
    """Return what looks at parts together with all that left before, each time as the record then is.

    Raises:
        FixTheFile: as `Record.open`.
    """
    Record.open(path, data, rule)

    def protects(
        parts: Sequence[Part],
        rule: DisclosureRule,
        further: FurtherSums = no_further,
        progress: Progress = silent,
    ) -> Mapping[Key, ProtectedCell]:
        return Record.open(path, data, rule).protects(parts, rule, further, progress)

    return protects


def checksum_of(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of the contents of files, whatever their order; of a folder, of the files in it."""
    return hashlib.sha256("".join(sorted(_digests(paths))).encode()).hexdigest()


def _digests(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if path.is_dir():
            yield from _digests(sorted(each for each in path.rglob("*") if each.is_file()))
            continue
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
        yield digest.hexdigest()


def _told(together: ProtectedCell, alone: ProtectedCell, key: Key) -> ProtectedCell:
    is_for_earlier = together.status == "complementary" and alone.status == "published"
    return replace(together, key=key, reason="DISCLOSURE_EARLIER" if is_for_earlier else together.reason)


def _is_same(earlier: Part, now: Part) -> bool:
    """Tell whether the same is counted; amounts may differ by the order in which they were added up."""
    return earlier.others == now.others and math.isclose(
        earlier.count, now.count, rel_tol=1e-9 if now.counts == "amount" else 0.0
    )


def _numbers_of(rule: DisclosureRule) -> dict[str, Any]:
    """Return what a rule demands, without its name."""
    return {name: value for name, value in asdict(rule).items() if name not in {"id", "name", "source"}}


def _row(part: Part) -> dict[str, object]:
    row = {name: getattr(part, name) for name in SCHEMA.names}
    return {**row, "codes": list(part.codes.items()), "contributions": list(part.contributions)}


def _part(row: Mapping[str, Any]) -> Part:
    pairs: dict[str, Any] = {
        name: None if row[name] is None else tuple(row[name]) for name in ("category", "difference")
    }
    pairs["count"] = row["count"] if row["counts"] == "amount" else int(row["count"])
    told = {**row, **pairs, "codes": dict(row["codes"]), "contributions": tuple(row["contributions"])}
    return Part(**told)
