"""A table of the codebook."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodebookTable:
    """Technical headings and rows of text.

    Attributes:
        id: Name of its file, and key of its title.
    """

    id: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
