"""Validation rules and what they find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import MultilingualText

Severity = Literal["E", "W", "I"]
Stage = Literal["entry", "import", "submit", "validate", "approve", "publish", "revise"]
FindingState = Literal["open", "explained", "waived"]
RuleLevel = Literal[
    "country", "scheme", "benefit", "cell", "asked", "table", "file", "overlap", "explanation", "approval",
    "indicator", "revision", "publication",
]  # fmt: skip
Form = Literal["any", "full"]


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
        level: Evaluated once per country, scheme or benefit, for each answered cell (`cell`), each cell that the form
            requires (`asked`), each table with numbers (`table`), or for what else there is one of: a file, an answer
            to a finding, an approval, an indicator, a revised cell, a published cell, a cell of two institutions.
        expressions: Conditions that must all hold, in the expression language; each that does not makes a finding.
        items: The items whose cells are to be corrected; a finding is attached to the first that its condition names.
        by_sex: Whether the rule is evaluated for the total only or for each sex.
        form: `full` where it can only be asked of those who got the full form.
        also_earlier: Whether it is also evaluated for schemes and benefits of the year before that are there no more.
        tolerances: Numbers of the expressions, by name, that a country may be given another value of.
        message: What is wrong, with `{slots}`: `item`, `value`, `limit`, and the names of `shown`.
        remedy: What to do: "please either ... or ...".
        reason: Why the rule exists.
        shown: Named expressions whose values fill the slots of the message.
    """

    id: str
    group: str
    severity: Severity
    stage: Stage
    level: RuleLevel
    expressions: tuple[str, ...]
    items: tuple[str, ...]
    title: MultilingualText
    message: MultilingualText
    remedy: MultilingualText
    reason: MultilingualText
    by_sex: bool = False
    form: Form = "any"
    also_earlier: bool = False
    tolerances: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    shown: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    expected_low: str = ""
    expected_high: str = ""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that does not hold for one cell, with the values in its message.

    Attributes:
        value: The value of the cell in units, none where it has no number.
        expected_low: Lowest value that would have been accepted, none where nothing can be said.
        expected_high: Highest value that would have been accepted.
        explanation: What the country said, or why the rule was waived.
        explanation_reason: Code of CL_EXPL, else empty.
        explained_in: The earlier year for which the explanation was given, none where it is of this one.
    """

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
    value: Decimal | None = None
    expected_low: Decimal | None = None
    expected_high: Decimal | None = None
    place: Place = field(default_factory=Place)
    state: FindingState = "open"
    explanation: str = ""
    explanation_reason: str = ""
    explained_in: int | None = None

    @property
    def id(self) -> str:
        """`R020@QMA.2023.B_REC...`."""
        return f"{self.rule}@{self.obs_id}"
