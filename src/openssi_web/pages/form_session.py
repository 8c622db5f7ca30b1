"""Who fills a form, and what is known of its cells beside their answers: versions and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["E", "W", "I"]
State = Literal["open", "explained", "waived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
    """A finding under its row.

    Attributes:
        id: Under which it is answered (`R066@B.REC|QMA01|...`).
        key: The cell under which it stands.
    """

    id: str
    key: str
    rule: str
    severity: Severity
    state: State
    message: str
    remedy: str
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSession:
    """Who fills a form, and what is known of it beside its cells.

    Attributes:
        draft: Id of the submission.
        versions: Version of every answered cell, by key.
        findings: Findings on cells of this table.
        errors: Findings that must be corrected, counted by table and scheme.
        saved: When this table was last saved, in words; empty where it was not.
    """

    draft: int
    person: str
    versions: Mapping[str, int] = field(default_factory=dict)
    findings: Sequence[ShownFinding] = ()
    errors: Mapping[tuple[str, str], int] = field(default_factory=dict)
    saved: str = ""
