"""The key of a cell, by which it is found again wherever it was moved to."""

from typing import NamedTuple

from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation

SEPARATOR = "|"


class CellKey(NamedTuple):
    """What a cell asks for, within one country and year."""

    item: str
    scheme: str = NOT_APPLICABLE
    benefit: str = NOT_APPLICABLE
    sex: str = TOTAL
    age: str = TOTAL
    func: str = NOT_APPLICABLE
    breakdown: str = NOT_APPLICABLE

    def __str__(self) -> str:
        return SEPARATOR.join(self)

    @classmethod
    def parse(cls, text: str) -> "CellKey | None":
        """Return the key written in a hidden cell, none where it is no key."""
        parts = text.strip().split(SEPARATOR)
        return cls(*parts) if len(parts) == len(cls._fields) and all(parts) else None

    @classmethod
    def of(cls, observation: Observation) -> "CellKey":
        """Return the key of an observation."""
        return cls(*(getattr(observation, name) for name in cls._fields))
