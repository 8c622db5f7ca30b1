"""Submissions on their way from reading to acceptance, and what was accepted."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from openssi.engine import read_parquet, write_parquet
from openssi.store.confirmations import Confirmations
from openssi.store.folders import VersionedFolder
from openssi.store.observations import (
    finding_from_row,
    findings_table,
    observation_from_row,
    observations_table,
    without_texts,
)
from openssi.vocabulary.confirmation import Confirmation, Waiting
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint, Submission

_ORIGINAL = "original.xlsx"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _from_record(record: dict[str, Any]) -> Submission:
    fields = {name: value for name, value in record.items() if name in _FIELDS}
    return Submission(fingerprint=Fingerprint(**record["fingerprint"]), **fields)


_FIELDS = frozenset(Submission.__dataclass_fields__) - {"fingerprint"}


def _numbered(table: pa.Table, submission_id: str, vintage: int) -> pa.Table:
    """Return observations with the submission and the vintage that they now belong to."""
    for name, value in (("submission", submission_id), ("vintage", vintage)):
        at = table.schema.get_field_index(name)
        table = table.set_column(at, table.schema.field(at), pa.array([value] * table.num_rows, table.schema.types[at]))
    return table


@dataclass(frozen=True, slots=True)
class Submissions:
    """The submissions of a workspace.

    A submission that was read lies under `submissions/`; accepting it writes a numbered vintage under `accepted/`,
    which nothing changes afterwards.
    """

    root: Path

    def draft(self, submission_id: str) -> VersionedFolder:
        """Return the folder of a submission (`QMA-2023`) as it was last read."""
        return VersionedFolder(self.root / "submissions", submission_id)

    def accepted(self, submission_id: str) -> VersionedFolder:
        """Return the folder of the accepted vintages of a submission."""
        return VersionedFolder(self.root / "accepted", submission_id, keep=True)

    def find(self, submission_id: str) -> Submission | None:
        """Return a submission, or none where its workbook was never read."""
        folder = self.draft(submission_id)
        return _from_record(folder.record()) if folder.exists else None

    def all(self) -> list[Submission]:
        """Return every submission that was read, by id."""
        pointers = sorted((self.root / "submissions").glob("*.json"))
        found = (self.find(pointer.stem) for pointer in pointers)
        return [submission for submission in found if submission]

    def save(self, submission: Submission, observations: Iterable[Observation], original: Path | None) -> None:
        """Keep what was read, beside the file it was read from; answers that came without a file have none."""
        files = {} if original is None else {_ORIGINAL: original}
        self.draft(submission.id).write({"observations": observations_table(observations)}, asdict(submission), files)

    def observations(self, submission_id: str) -> tuple[Observation, ...]:
        """Return the answers of a submission as it was last read."""
        rows = self.draft(submission_id).table("observations").to_pylist()
        return tuple(map(observation_from_row, rows))

    def accept(
        self,
        submission: Submission,
        observations: Sequence[Observation],
        findings: Sequence[Finding],
        accepted_at: str,
        *,
        awaited: bool = False,
        quality: Mapping[str, object] | None = None,
        revision: str = "",
    ) -> Submission:
        """Write a submission as the next vintage and return it in its new state.

        Args:
            submission: One that was read.
            observations: Its answers.
            findings: What the rules found in them.
            accepted_at: The present moment.
            awaited: Whether the country has yet to confirm it; until then no release holds it.
            quality: What was counted in it, kept with the version.
            revision: Why figures that were accepted before are changed (CL_REVREASON), kept with the version.
        """
        folder = self.accepted(submission.id)
        vintage = int(folder.record().get("vintage", 0)) + 1
        accepted = replace(submission, state="accepted", accepted_at=accepted_at, vintage=vintage)
        self._record_acceptance(submission.id, vintage, accepted_at[:10], awaited=awaited)
        numbered = _numbered(observations_table(observations), submission.id, vintage)
        original = self.draft(submission.id).path(_ORIGINAL)
        folder.write(
            {"observations": numbered, "findings": findings_table(findings)},
            {**asdict(accepted), "quality": dict(quality or {}), "revision": revision if vintage > 1 else ""},
            {_ORIGINAL: original} if original.exists() else {},
        )
        self.draft(submission.id).update(**asdict(accepted))
        return accepted

    def erase_texts(self, ref_area: str, items: Collection[str], breakdown: str = "") -> int:
        """Erase what a country answered in some items from every version that is kept, and return how many answers.

        This is the one thing that changes a version: what is personal is erased on request.

        Args:
            ref_area: The country.
            items: Items that are answered in words.
            breakdown: Only of this institution, of all where it is empty.
        """
        erased = 0
        for folder in self._folders_of(ref_area):
            for record in folder.versions():
                path = folder.parent / str(record["folder"]) / "observations.parquet"
                table, count = without_texts(read_parquet(path), items, breakdown)
                if count:
                    aside = path.with_name(f".{path.name}")
                    write_parquet(aside, table)
                    aside.replace(path)
                    erased += count
            # Whoever has read the versions reads them again.
            folder.update()
        return erased

    def _folders_of(self, ref_area: str) -> Iterator[VersionedFolder]:
        for kept in (self.draft, self.accepted):
            parent = kept(ref_area).parent
            yield from (kept(pointer.stem) for pointer in sorted(parent.glob(f"{ref_area}-*.json")))

    def _record_acceptance(self, submission_id: str, vintage: int, day: str, *, awaited: bool) -> None:
        """Say of a version, before it is there, whether it waits: no release sees it as confirmed meanwhile."""
        if awaited or self.confirmations.path(submission_id, vintage).exists():
            said = Confirmation(is_awaited=awaited, how="accept", on=day)
            self.confirmations.keep(submission_id, vintage, said)

    @property
    def confirmations(self) -> Confirmations:
        """Where the accepted versions stand with their countries."""
        return Confirmations(self.root)

    def accepted_ids(self) -> list[str]:
        """Return the ids of all submissions with an accepted vintage."""
        return sorted(pointer.stem for pointer in (self.root / "accepted").glob("*.json"))

    def accepted_table(self, name: str) -> pa.Table | None:
        """Return a table (`observations`, `findings`) of the current vintages of all submissions."""
        tables = [
            read_parquet(self.accepted(submission_id).path(f"{name}.parquet")) for submission_id in self.accepted_ids()
        ]
        return pa.concat_tables(tables) if tables else None

    def accepted_years(self, ref_area: str) -> list[int]:
        """Return the reference years for which a country has an accepted vintage."""
        ids = (each.rsplit("-", 1) for each in self.accepted_ids())
        return sorted(int(year) for area, year in ids if area == ref_area)

    def accepted_observations(self, ref_area: str, years: Iterable[int]) -> tuple[Observation, ...]:
        """Return the current accepted answers of one country for those of some years that were accepted."""
        known = set(self.accepted_years(ref_area))
        ids = (f"{ref_area}-{year}" for year in sorted(set(years) & known))
        rows = (row for each in ids for row in self.accepted(each).table("observations").to_pylist())
        return tuple(map(observation_from_row, rows))

    def findings_of(self, ref_area: str, years: Iterable[int]) -> tuple[Finding, ...]:
        """Return the findings of the current accepted vintages of one country for some years."""
        known = set(self.accepted_years(ref_area))
        ids = (f"{ref_area}-{year}" for year in sorted(set(years) & known))
        rows = (row for each in ids for row in self.accepted(each).table("findings").to_pylist())
        return tuple(map(finding_from_row, rows))

    def accepted_findings(self) -> tuple[Finding, ...]:
        """Return the findings of all current vintages, with the answers of the countries."""
        table = self.accepted_table("findings")
        return tuple(map(finding_from_row, table.to_pylist())) if table is not None else ()

    # What a release holds

    def releasable(self, submission_id: str) -> dict[str, Any]:
        """Return the record of the latest version that does not wait for its country; empty where there is none."""
        versions = reversed(self.accepted(submission_id).versions())
        return next((each for each in versions if not self._is_awaited(submission_id, each)), {})

    def releasable_records(self) -> dict[str, dict[str, Any]]:
        """Return the records of all versions that a release holds, by the id of their submission."""
        found = {each: self.releasable(each) for each in self.accepted_ids()}
        return {each: record for each, record in found.items() if record}

    def releasable_table(self, name: str) -> pa.Table | None:
        """Return a table (`observations`, `findings`) of all versions that a release holds."""
        tables = [
            read_parquet(self.root / "accepted" / record["folder"] / f"{name}.parquet")
            for record in self.releasable_records().values()
        ]
        return pa.concat_tables(tables) if tables else None

    def releasable_findings(self) -> tuple[Finding, ...]:
        """Return the findings of all versions that a release holds, with the answers of the countries."""
        table = self.releasable_table("findings")
        return tuple(map(finding_from_row, table.to_pylist())) if table is not None else ()

    def releasable_versions(self, submission_id: str) -> tuple[dict[str, Any], ...]:
        """Return the records of the versions that do not wait for their country, the oldest first."""
        versions = self.accepted(submission_id).versions()
        return tuple(each for each in versions if not self._is_awaited(submission_id, each))

    def version_table(self, record: Mapping[str, Any], name: str) -> pa.Table:
        """Return a table (`observations`, `findings`) of one accepted version."""
        return read_parquet(self.root / "accepted" / str(record["folder"]) / f"{name}.parquet")

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the accepted versions that wait for their country, and which is published meanwhile."""
        return tuple(
            Waiting(submission=each, vintage=int(latest["vintage"]), published=self._published(each))
            for each in self.accepted_ids()
            if self._is_awaited(each, latest := self.accepted(each).record())
        )

    def _published(self, submission_id: str) -> int:
        return int(self.releasable(submission_id).get("vintage", 0))

    def _is_awaited(self, submission_id: str, record: Mapping[str, Any]) -> bool:
        return self.confirmations.of(submission_id, int(record["vintage"])).is_awaited
