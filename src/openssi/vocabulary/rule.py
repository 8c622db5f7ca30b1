"""Validation rules and what they find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.item import Level
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import MultilingualText

Severity = Literal["E", "W", "I"]
Stage = Literal["entry", "import", "submit", "validate", "approve", "publish", "revise"]
FindingState = Literal["open", "explained", "waived"]


@dataclass(frozen=True, slots=True)
class Example:
    """Cells under which a rule passes or fails: `{"B.REC[F]": 10, "B.REC[M]": 12, "B.REC": 30}`."""

    cells: Mapping[str, Decimal | str]
    passes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A validation rule.

    Attributes:
        id: `R020`.
        severity: `E` blocks the step, `W` must be corrected or explained, `I` is shown.
        level: Evaluated once per country, scheme or benefit, or for each answered cell.
        expressions: Conditions that must all hold, in the expression language; each that does not makes a finding.
        items: The items whose cells are to be corrected; a finding is attached to the first that its condition names.
        by_sex: Whether the rule is evaluated for the total only or for each sex.
        message: What is wrong, with `{slots}`: `item`, `value`, `limit`, and the names of `shown`.
        remedy: What to do: "please either ... or ...".
        reason: Why the rule exists.
        shown: Named expressions whose values fill the slots of the message.
    """

    id: str
    group: str
    severity: Severity
    stage: Stage
    level: Level
    expressions: tuple[str, ...]
    items: tuple[str, ...]
    title: MultilingualText
    message: MultilingualText
    remedy: MultilingualText
    reason: MultilingualText
    by_sex: bool = False
    shown: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    expected_low: str = ""
    expected_high: str = ""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that does not hold for one cell, with the values in its message."""

    rule: str
    severity: Severity
    ref_area: str
    time_period: int
    obs_id: str
    item: str
    scheme: str
    benefit: str
    sex: str
    message: MultilingualText
    remedy: MultilingualText
    expected_low: Decimal | None = None
    expected_high: Decimal | None = None
    place: Place = field(default_factory=Place)
    state: FindingState = "open"
    explanation: str = ""

    @property
    def id(self) -> str:
        """`R020@QMA.2023.B_REC...`."""
        return f"{self.rule}@{self.obs_id}"
