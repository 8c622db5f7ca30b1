"""The key of a cell, by which it is found again wherever it was moved to."""

from typing import NamedTuple

from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation

SEPARATOR = "|"
CONFIRM = "CONFIRM"
"""Item of a row that confirms a whole group; its breakdown is table and group: `A3:POPULATION`."""

EXPLAIN = "EXPLAIN:"
"""Begins the item of a row that offers last year's explanation of a cell again."""

OPEN = "?"
"""Begins the breakdown of a row whose code is chosen in the workbook."""


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

    def explaining(self) -> "CellKey":
        """Return the key of the row that offers the explanation of this cell again."""
        return self._replace(item=f"{EXPLAIN}{self.item}")

    def explained(self) -> "CellKey":
        """Return the key of the cell that a row of explanations is about."""
        return self._replace(item=self.item.removeprefix(EXPLAIN))
