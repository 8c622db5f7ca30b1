"""Decisions of people on rules and figures: tolerances of a country, waived rules, corrections.

Roles and who may do what: INQUIRY, sections 2.1 and 3. A decision is never edited: what ends it is recorded beside it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal, get_args

from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Severity
from openssi.vocabulary.structure import REPORTED, Dataflow
from openssi.vocabulary.structure import columns as _columns

Role = Literal[
    "COORD", "RESP", "APPROVER", "NSOREV", "DESK_OFFICER", "VALIDATION_LEAD", "METHODOLOGIST", "ADMINISTRATOR"
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
"""Codes of CL_ROLE for those of the country, and the roles of the compiler."""

CorrectionStatus = Literal["proposed", "approved", "withdrawn", "applied"]
CorrectionField = Literal[
    "value", "text_value", "obs_status", "unit_mult", "currency", "ref_detail", "source", "method", "note"
]
CORRECTION_FIELDS: tuple[CorrectionField, ...] = get_args(CorrectionField)
"""What of a cell can be corrected: neither its key nor its confidentiality."""

MAY_SET_TOLERANCE: tuple[Role, ...] = ("VALIDATION_LEAD", "METHODOLOGIST")
MAY_WAIVE: Mapping[Severity, tuple[Role, ...]] = {
    "E": ("VALIDATION_LEAD",),
    "W": ("DESK_OFFICER", "VALIDATION_LEAD"),
    "I": ("DESK_OFFICER", "VALIDATION_LEAD"),
}
MAY_PROPOSE: tuple[Role, ...] = ("DESK_OFFICER", "VALIDATION_LEAD", "METHODOLOGIST")
MAY_REVIEW: tuple[Role, ...] = ("VALIDATION_LEAD",)
MAY_WITHDRAW: tuple[Role, ...] = MAY_PROPOSE


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides: a name, and the role in which."""

    name: str
    role: Role

    def is_same_as(self, other: "Person") -> bool:
        """Return whether both are one person, in whatever role and however the name is spaced or capitalised."""
        return " ".join(self.name.split()).casefold() == " ".join(other.name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Ending:
    """How a decision was ended before its time."""

    on: dt.date
    by: Person
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """A tolerance of a rule that one country is given for a while.

    Attributes:
        id: `T0001`.
        name: The tolerance of the rule (`share`).
        value: What stands in its place.
        usual: What the rule had when this was decided.
        valid_to: Last day on which it holds.
    """

    id: str = ""
    rule: str
    name: str
    ref_area: str
    value: Decimal
    usual: Decimal
    reason: str
    decided_by: Person
    decided_on: dt.date
    valid_to: dt.date
    ending: Ending | None = None

    def holds(self, day: dt.date) -> bool:
        """Return whether it holds on a day; the day on which it is ended is the first on which it does not."""
        ended = self.ending is not None and day >= self.ending.on
        return self.decided_on <= day <= self.valid_to and not ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A rule that is waived for one cell; the cell names country and year, so that it needs no end.

    Attributes:
        id: `W0001`.
        severity: What the rule was when it was waived.
    """

    id: str = ""
    rule: str
    severity: Severity
    obs_id: str
    reason: str
    decided_by: Person
    decided_on: dt.date
    ending: Ending | None = None

    def holds(self, day: dt.date) -> bool:
        """Return whether it holds on a day."""
        return self.decided_on <= day and not (self.ending is not None and day >= self.ending.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A cell that is put right without asking its country again.

    Attributes:
        id: `C0001`.
        field: What of the cell is wrong (`value`, `obs_status`, ...).
        expected: What stands there now, as text; empty where nothing does. No match is an error.
        corrected: What shall stand there, as text.
        source: What the right one was taken from.
        applied_vintage: The accepted version that holds it, 0 before.
    """

    id: str = ""
    obs_id: str
    field: CorrectionField
    expected: str
    corrected: str
    reason: str
    source: str
    proposed_by: Person
    proposed_on: dt.date
    status: CorrectionStatus = "proposed"
    reviewed_by: Person | None = None
    reviewed_on: dt.date | None = None
    review_reason: str = ""
    applied_on: dt.date | None = None
    applied_vintage: int = 0

    def matches(self, cell: Observation) -> bool:
        """Return whether a cell holds what is expected of it."""
        return typed(self.field, shown(cell, self.field)) == typed(self.field, self.expected)

    def applied_to(self, cell: Observation) -> Observation:
        """Return the cell as corrected; its note keeps what stood before."""
        mark = f"[{self.id}: {self.field} {shown(cell, self.field) or '-'} → {self.corrected or '-'}. {self.reason}]"
        change: dict[str, Any] = {self.field: typed(self.field, self.corrected)}
        changed = replace(cell, **change)
        return replace(changed, note=f"{changed.note} {mark}".strip())


def typed(field: CorrectionField, text: str) -> Decimal | int | str | None:
    """Return a text as what a field of an observation holds.

    Raises:
        ArithmeticError: if it is no number where one is needed.
        ValueError: if it is no whole number where one is needed.
    """
    if field == "value":
        return Decimal(text) if text.strip() else None
    if field == "unit_mult":
        return int(text or 0)
    return (text or None) if field == "text_value" else text


def shown(cell: Observation, field: CorrectionField) -> str:
    """Return what stands in a field of a cell as text: numbers without trailing zeros."""
    value = getattr(cell, field)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class CellKey:
    """The key that the id of a cell spells out: `QMA.2023.B_REC.QMA01.QMA01-02.F._T._Z._Z`."""

    ref_area: str
    time_period: int
    item: str

    @classmethod
    def of(cls, obs_id: str) -> "CellKey | None":
        """Return the key of an id, none where it is no id of a cell."""
        parts = obs_id.split(".")
        if len(parts) < _PARTS or not all(parts) or not (parts[1].isascii() and parts[1].isdigit()):
            return None
        return cls(parts[0], int(parts[1]), parts[2].replace("_", ".", 1))

    @property
    def submission(self) -> str:
        """The submission that the cell belongs to: `QMA-2023`."""
        return f"{self.ref_area}-{self.time_period}"


_PARTS = 9


_DECIDED = (
    ("reason", "VARCHAR", "Why it was decided"),
    ("decided_role", "VARCHAR", "Role in which it was decided; the person is named in the workspace only"),
    ("decided_on", "VARCHAR", "Day on which it was decided"),
)
_ENDED = (
    ("ended_on", "VARCHAR", "Day on which it was ended before its time, or empty"),
    ("ended_role", "VARCHAR", "Role in which it was ended, or empty"),
    ("end_reason", "VARCHAR", "Why it was ended, or empty"),
    ("state", "VARCHAR", "in_force, ended or expired, on the day of the release"),
)

TOLERANCES = Dataflow(
    "tolerances",
    "Tolerances of rules that single countries were given, with their ends",
    _columns(
        ("tolerance_id", "VARCHAR", "T0001, ..."),
        ("rule", "VARCHAR", "R020, ..."),
        ("tolerance", "VARCHAR", "Name of the tolerance in the rule"),
        ("ref_area", "VARCHAR", "Country"),
        ("value", REPORTED, "What holds for the country"),
        ("usual_value", REPORTED, "What the rule had for all when this was decided"),
        *_DECIDED,
        ("valid_to", "VARCHAR", "Last day on which it holds"),
        *_ENDED,
    ),
)

WAIVERS = Dataflow(
    "waivers",
    "Rules that were waived for single cells",
    _columns(
        ("waiver_id", "VARCHAR", "W0001, ..."),
        ("rule", "VARCHAR", "R020, ..."),
        ("severity", "VARCHAR", "E, W or I"),
        ("ref_area", "VARCHAR", "Country"),
        ("time_period", "INTEGER", "Reference year"),
        ("obs_id", "VARCHAR", "Cell"),
        *_DECIDED,
        *_ENDED,
    ),
)

CORRECTIONS = Dataflow(
    "corrections",
    "Corrections of cells that could not be asked again, reviewed by a second person",
    _columns(
        ("correction_id", "VARCHAR", "C0001, ..."),
        ("ref_area", "VARCHAR", "Country"),
        ("time_period", "INTEGER", "Reference year"),
        ("obs_id", "VARCHAR", "Cell"),
        ("field", "VARCHAR", "Column of observations that was corrected"),
        ("expected", "VARCHAR", "What stood there; empty where nothing did or the cell is not free"),
        ("corrected", "VARCHAR", "What stands there now; empty where nothing does or the cell is not free"),
        ("reason", "VARCHAR", "Why it was corrected; empty where the cell is not free"),
        ("source", "VARCHAR", "What it was corrected from; empty where the cell is not free"),
        ("status", "VARCHAR", "approved, applied or withdrawn"),
        ("proposed_role", "VARCHAR", "Role in which it was proposed"),
        ("proposed_on", "VARCHAR", "Day on which it was proposed"),
        ("reviewed_role", "VARCHAR", "Role of the second person, or empty"),
        ("reviewed_on", "VARCHAR", "Day of the review, or empty"),
        ("applied_on", "VARCHAR", "Day on which it was applied, or empty"),
        ("vintage", "INTEGER", "Accepted version that it made, 0 before"),
    ),
)

DECISION_TABLES: dict[str, Dataflow] = {each.id: each for each in (TOLERANCES, WAIVERS, CORRECTIONS)}
