"""Submissions on their way from reading to acceptance, and what was accepted."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from openssi.engine import read_parquet
from openssi.store.folders import VersionedFolder
from openssi.store.observations import (
    finding_from_row,
    findings_table,
    observation_from_row,
    observations_table,
)
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint, Submission

_ORIGINAL = "original.xlsx"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _from_record(record: dict[str, Any]) -> Submission:
    fields = {name: value for name, value in record.items() if name not in {"folder", "fingerprint"}}
    return Submission(fingerprint=Fingerprint(**record["fingerprint"]), **fields)


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
    ) -> Submission:
        """Write a submission as the next vintage and return it in its new state."""
        folder = self.accepted(submission.id)
        vintage = int(folder.record().get("vintage", 0)) + 1
        accepted = replace(submission, state="accepted", accepted_at=accepted_at, vintage=vintage)
        numbered = _numbered(observations_table(observations), submission.id, vintage)
        original = self.draft(submission.id).path(_ORIGINAL)
        folder.write(
            {"observations": numbered, "findings": findings_table(findings)},
            asdict(accepted),
            {_ORIGINAL: original} if original.exists() else {},
        )
        self.draft(submission.id).update(**asdict(accepted))
        return accepted

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
