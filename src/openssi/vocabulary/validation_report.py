"""A check of a submission: what the rules found at one moment, and what changed since the check before.

Structure of a validation report after M. van der Loo and O. ten Bosch, ESSnet ValiDat Integration, "Design of a generic
machine-readable validation report structure", version 1.0.0 (2017).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.rule import Finding, Severity

CheckStage = Literal["validate", "accept"]
Change = Literal["new", "still", "answered", "gone"]

SEVERITIES: tuple[Severity, ...] = ("E", "W", "I")
CHANGES: tuple[Change, ...] = ("new", "still", "answered", "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What the rules found in a submission at one moment.

    Attributes:
        submission: `QMA-2023`.
        stage: `validate` while answers are read and corrected, `accept` for a vintage.
        checked_at: ISO 8601 in UTC, to the second.
        number: Its number among the checks of the submission, from 1; 0 where it was not kept.
        vintage: The vintage that was accepted with it, else 0.
        file: Name of the file that the answers came from.
        sha256: Checksum of that file, empty where answers came without one.
        read_at: When the answers were read, ISO 8601.
        software: Version of OpenSSI.
        definitions: Version of the definitions, with the checksum of their files.
        questionnaire: Version of the questionnaire.
        findings: In the order in which they are read.
        evaluated: How often each rule was evaluated, where it is known.
    """

    submission: str
    stage: CheckStage
    checked_at: str
    number: int = 0
    vintage: int = 0
    file: str = ""
    sha256: str = ""
    read_at: str = ""
    software: str = ""
    definitions: str = ""
    questionnaire: str = ""
    findings: tuple[Finding, ...] = ()
    evaluated: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def ref_area(self) -> str:
        """The country."""
        return self.submission.rpartition("-")[0]

    @property
    def time_period(self) -> int:
        """The reference year."""
        return int(self.submission.rpartition("-")[2])


@dataclass(frozen=True, slots=True)
class CheckDifference:
    """What changed from one check of a submission to the next.

    A finding is the same where its rule and its cell are. The first check has nothing to be compared with: all four
    are then empty.

    Attributes:
        before: The check before, none for the first one.
        new: Found now and not before.
        still: Found before and now.
        answered: Found before and now, open then and explained or waived since.
        gone: Found before and not any more, as they were then.
    """

    before: Check | None = None
    new: tuple[Finding, ...] = ()
    still: tuple[Finding, ...] = ()
    answered: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()

    @classmethod
    def between(cls, before: Check | None, after: Check) -> "CheckDifference":
        """Return what changed from a check to the next."""
        if before is None:
            return cls()
        earlier, now = _by_id(before.findings), _by_id(after.findings)
        both = [each for each in now.values() if each.id in earlier]
        answered = {each.id for each in both if earlier[each.id].state == "open" and each.state != "open"}
        return cls(
            before=before,
            new=tuple(each for each in now.values() if each.id not in earlier),
            still=tuple(each for each in both if each.id not in answered),
            answered=tuple(each for each in both if each.id in answered),
            gone=tuple(each for each in earlier.values() if each.id not in now),
        )

    def of(self, change: Change) -> tuple[Finding, ...]:
        """Return the findings that changed in one way."""
        return {"new": self.new, "still": self.still, "answered": self.answered, "gone": self.gone}[change]

    def by_finding(self) -> dict[str, Change]:
        """Return how each finding changed, by its id."""
        return {finding.id: change for change in CHANGES for finding in self.of(change)}


def _by_id(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {each.id: each for each in findings}
