"""What one cell of a submission says, as it was entered and before what its table says for all."""

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Protocol

from openssi.vocabulary.observation import Observation, Place


class StoredContent(Protocol):
    """A row that holds what a cell says, such as a version of an answer."""

    number: str
    text: str
    unit_mult: int
    obs_status: str
    source: str
    note: str
    ref_detail: str
    method: str
    explanation: str
    conf_status: str
    embargo: str

    @property
    def origin(self) -> Place:
        """Where it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a cell says; see `AnswerVersion` for the fields.

    Attributes:
        place: Where in a workbook it came from; it is no part of what the cell says.
    """

    number: Decimal | None = None
    text: str = ""
    unit_mult: int = 0
    obs_status: str = ""
    source: str = ""
    note: str = ""
    ref_detail: str = ""
    method: str = ""
    explanation: str = ""
    conf_status: str = ""
    embargo: str = ""
    place: Place = field(default_factory=Place, compare=False)

    @property
    def is_answered(self) -> bool:
        """Whether there is a number or a text."""
        return self.number is not None or bool(self.text)

    @property
    def is_empty(self) -> bool:
        """Whether the cell says nothing: neither an answer nor a status."""
        return not self.is_answered and not self.obs_status

    @property
    def scaled(self) -> Decimal | None:
        """The number in units."""
        return None if self.number is None else self.number.scaleb(self.unit_mult)

    def says_the_same_as(self, other: "Content") -> bool:
        """Whether both say the same: numbers in units, with however many zeros they were typed."""
        if self.is_empty and other.is_empty:
            return True
        return self.said == other.said

    @property
    def said(self) -> tuple[object, ...]:
        """All that the cell says, the number in units."""
        return (self.scaled, *(getattr(self, name) for name in _TEXTS))

    @classmethod
    def of(cls, row: StoredContent) -> "Content":
        """Return what a stored version says."""
        return cls(
            number=Decimal(row.number) if row.number else None,
            text=row.text,
            unit_mult=row.unit_mult,
            obs_status=row.obs_status,
            source=row.source,
            note=row.note,
            ref_detail=row.ref_detail,
            method=row.method,
            explanation=row.explanation,
            conf_status=row.conf_status,
            embargo=row.embargo,
            place=row.origin,
        )

    @classmethod
    def of_observation(cls, each: Observation) -> "Content":
        """Return what an observation says; what its table said for it is still in it."""
        return cls(
            number=each.value,
            text=each.text_value or "",
            unit_mult=each.unit_mult,
            obs_status=each.obs_status,
            source=each.source,
            note=each.note,
            ref_detail=each.ref_detail,
            method=each.method,
            explanation=each.explanation,
            conf_status=each.conf_status,
            embargo=each.embargo,
            place=each.place,
        )

    def columns(self) -> dict[str, object]:
        """Return the columns of a version that says this."""
        found: dict[str, object] = {name: getattr(self, name) for name in _TEXTS}
        number = "" if self.number is None else plain_digits(self.number)
        place = {name: value for name, value in asdict(self.place).items() if value and name != "item"}
        return {**found, "number": number, "unit_mult": self.unit_mult, "place": place, "cleared": self.is_empty}


EMPTY = Content()


def plain_digits(number: Decimal) -> str:
    """Return a number in digits, without an exponent and without zeros at the end; at most 28 digits are exact."""
    return f"{number.normalize():f}" if number else "0"


_TEXTS = (
    "text", "obs_status", "source", "note", "ref_detail", "method", "explanation", "conf_status", "embargo",
)  # fmt: skip
