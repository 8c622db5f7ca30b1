"""Who fills a form, and what is known of its cells beside their answers: versions and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["E", "W", "I"]
State = Literal["open", "explained", "waived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedExplanation:
    """An answer to a finding that was not taken, and why."""

    reason: str
    text: str
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
    """A finding under its row.

    Attributes:
        id: Under which it is answered (`R066@B.REC|QMA01|...`).
        key: The cell under which it stands.
        typed: An answer that was not taken.
    """

    id: str
    key: str
    rule: str
    severity: Severity
    state: State
    message: str
    remedy: str
    explanation: str = ""
    typed: TypedExplanation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCell:
    """What stood in the fields of a cell of the plain form that was not saved."""

    value: str
    status: str
    note: str
    source: str
    ref_detail: str
    confidentiality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSession:
    """Who fills a form, and what is known of it beside its cells.

    Attributes:
        draft: Id of the submission.
        versions: Version of every answered cell, by key.
        findings: Findings on cells of this table.
        errors: Findings that must be corrected, counted by table and scheme.
        saved: When this table was last saved, in words; empty where it was not.
        closed: Cells that the person sees and others answer.
        why_closed: Why no cell of the table can be answered, in words; empty where one can.
        request: Key of the next request of the plain form.
        typed: What stood in cells that were not saved.
        refusals: Why they were not, by cell.
        small: What is proposed for counts so small that persons could be recognised, by cell.
        first: The cell to begin at, empty for the first one.
        has_script: Whether the browser ran the script before: lists that are long and alike are then left to it.
    """

    draft: int
    person: str
    versions: Mapping[str, int] = field(default_factory=dict)
    findings: Sequence[ShownFinding] = ()
    errors: Mapping[tuple[str, str], int] = field(default_factory=dict)
    saved: str = ""
    closed: frozenset[str] = frozenset()
    why_closed: str = ""
    request: str = ""
    typed: Mapping[str, TypedCell] = field(default_factory=dict)
    refusals: Mapping[str, str] = field(default_factory=dict)
    small: Mapping[str, str] = field(default_factory=dict)
    first: str = ""
    has_script: bool = False
