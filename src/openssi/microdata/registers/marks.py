"""Marks: the codes that travel beside a hash, in one whole number, so that a single bit_or joins registers.

Each dimension has a field of bits that holds the number of its code, and a second field that holds the complement. A
code that is not known leaves both empty. Of the marks of one person in several registers, the bitwise or is taken:

- both fields together are full: the code is known;
- a bit stands in both: two registers contradict each other;
- else the first field is the code on which all registers agree that know it.

The fields of codes come first, from bit 0; then those of complements, in the same order; the bits of schemes stand
above.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

Marks = npt.NDArray[np.int64]
UNKNOWN = "_U"
"""Code of a person of whom no register says it."""
CONTRADICTED = "_X"
"""Code of a person of whom registers say different things, where no precedence is declared."""
BITS = 63
"""Bits of a whole number of 64 bits that may be used: the sign stays free."""
_FEWEST_SCHEMES = 8


@dataclass(frozen=True, slots=True)
class Field:
    """The bits of a dimension.

    Attributes:
        name: Of the dimension.
        codes: Its codes; the number of a code is its place.
        offset: First bit of the code.
        width: Bits of the code.
    """

    name: str
    codes: tuple[str, ...]
    offset: int
    width: int

    @property
    def full(self) -> int:
        """All bits of the field set, from bit 0."""
        return (1 << self.width) - 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of a mark.

    Attributes:
        fields: One per dimension.
        width: Bits of all codes together; complements take as many again.
    """

    fields: tuple[Field, ...]
    width: int

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the dimensions."""
        return tuple(each.name for each in self.fields)

    @property
    def codes_mask(self) -> int:
        """The bits of all codes."""
        return (1 << self.width) - 1

    @property
    def most_schemes(self) -> int:
        """How many schemes have a bit."""
        return BITS - 2 * self.width

    def scheme_bit(self, number: int) -> int:
        """Return the bit of a scheme by its number, from 0."""
        return 1 << (2 * self.width + number)

    def field(self, name: str) -> Field:
        """Return the field of a dimension."""
        return next(each for each in self.fields if each.name == name)

    def pack(self, numbers: Mapping[str, npt.NDArray[np.int64]], rows: int) -> Marks:
        """Return marks without a scheme.

        Args:
            numbers: Number of the code of each row by dimension, -1 where it is unknown.
            rows: Number of rows.
        """
        marks = np.zeros(rows, dtype=np.int64)
        for each in self.fields:
            number = numbers[each.name]
            bits = (number << each.offset) | ((each.full & ~number) << (self.width + each.offset))
            marks |= np.where(number >= 0, bits, 0)
        return marks

    def numbers(self, name: str, marks: Marks) -> npt.NDArray[np.int64]:
        """Return the number of the code of a dimension: -1 where it is unknown, -2 where registers contradict."""
        each = self.field(name)
        code = (marks >> each.offset) & each.full
        other = (marks >> (self.width + each.offset)) & each.full
        return np.where(code & other, -2, np.where(code | other, code, -1))

    def labels(self, name: str, marks: Marks) -> list[str]:
        """Return the code of a dimension of each mark, `_U` where it is unknown and `_X` where registers contradict."""
        known = (*self.field(name).codes, CONTRADICTED, UNKNOWN)
        return [known[each] for each in self.numbers(name, marks)]

    def contradicted(self, marks: Marks) -> npt.NDArray[np.bool_]:
        """Return whether registers contradict each other in any dimension."""
        found: npt.NDArray[np.bool_] = (marks & (marks >> self.width) & self.codes_mask) != 0
        return found

    def of_dimension(self, name: str) -> int:
        """Return the bits of a dimension, code and complement."""
        each = self.field(name)
        return (each.full << each.offset) | (each.full << (self.width + each.offset))


def layout_of(dimensions: Iterable[tuple[str, Sequence[str]]]) -> Layout:
    """Return the layout of dimensions with their codes.

    Raises:
        FixTheFile: if the codes leave no room for eight schemes.
    """
    fields, offset = [], 0
    for name, codes in dimensions:
        width = max(1, (len(codes) - 1).bit_length())
        fields.append(Field(name, tuple(codes), offset, width))
        offset += width
    layout = Layout(tuple(fields), offset)
    if layout.most_schemes < _FEWEST_SCHEMES:
        counts = ", ".join(f"{each.name} {len(each.codes)}" for each in fields)
        raise FixTheFile.because("REGISTER_TOO_MANY_CODES", Place(item="travels"), counts=counts)
    return layout
