"""What a workspace holds on the quality of the compilation: counts kept at acceptance, dates, and revisions."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import connect
from openssi.indicators.quality import quality_tables
from openssi.run.inquiry import Inquiry
from openssi.store import Workspace, observation_from_row
from openssi.vocabulary.quality import CompilationCounts, CompilationFacts

_REVISIONS = """
    SELECT (last.value * pow(10, coalesce(last.unit_mult, 0)))
           / (first.value * pow(10, coalesce(first.unit_mult, 0))) - 1 AS revision
    FROM first JOIN last USING (obs_id)
    WHERE first.value <> 0 AND last.value IS NOT NULL AND first.conf_status = 'F' AND last.conf_status = 'F'
    ORDER BY obs_id
"""


@dataclass(frozen=True)
class CompilationQuality:
    """Reads the facts on the quality of every accepted submission that a release would hold."""

    workspace: Workspace
    definitions: Definitions

    def tables(self) -> tuple[pa.Table, pa.Table]:
        """Return rows of COUNTRY_VALUES and of LINEAGE."""
        return quality_tables(self.facts(), tuple(self.definitions.indicators.values()))

    def facts(self) -> Iterator[CompilationFacts]:
        """Iterate over the facts, by submission."""
        for submission_id in self.workspace.submissions.accepted_ids():
            versions = self.workspace.submissions.releasable_versions(submission_id)
            if versions:
                yield self._facts(submission_id, versions)

    def _facts(self, submission_id: str, versions: tuple[dict[str, Any], ...]) -> CompilationFacts:
        area, _, year = submission_id.rpartition("-")
        first, last = versions[0], versions[-1]
        accepted_on = dt.date.fromisoformat(str(first["accepted_at"])[:10])
        return CompilationFacts(
            ref_area=area,
            year=int(year),
            counts=self._counts(last),
            days_to_accept=(accepted_on - dt.date(int(year), 12, 31)).days,
            vintages=int(last["vintage"]),
            revisions=self._revisions(first, last) if len(versions) > 1 else (),
            submission=submission_id,
        )

    def _counts(self, version: Mapping[str, Any]) -> CompilationCounts:
        """Return what was counted at acceptance; a version from before anything was counted is counted now."""
        kept = version.get("quality")
        if kept:
            return CompilationCounts.of_record(kept)
        area, year = version["fingerprint"]["ref_area"], int(version["fingerprint"]["time_period"])
        rows = self.workspace.submissions.version_table(version, "observations").to_pylist()
        return self._inquiry.counts(self._inquiry.submission(area, year), tuple(map(observation_from_row, rows)))

    @cached_property
    def _inquiry(self) -> Inquiry:
        return Inquiry(self.workspace, self.definitions)

    def _revisions(self, first: Mapping[str, Any], last: Mapping[str, Any]) -> tuple[float, ...]:
        tables = {
            name: self.workspace.submissions.version_table(record, "observations")
            for name, record in (("first", first), ("last", last))
        }
        with connect(**tables) as connection:
            return tuple(float(row["revision"]) for row in connection.rows(_REVISIONS))
