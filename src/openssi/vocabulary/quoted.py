"""Numbers that a text may not tell: found in whatever way a reader of en, fr or es writes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

_BETWEEN = r"[.,'’ \u00a0\u202f\u2009]?"
"""What may stand between two digits: a decimal mark, or a sign of thousands."""


@dataclass(frozen=True)
class Numbers:
    """Some numbers, each with whatever power of ten it is written in."""

    digits: frozenset[str]

    @classmethod
    def of(cls, numbers: Iterable[Decimal]) -> "Numbers":
        """Return numbers to look for; zero tells nothing."""
        found = ("".join(map(str, each.as_tuple().digits)).strip("0") for each in numbers)
        return cls(frozenset(each for each in found if each))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.digits, key=lambda each: (-len(each), each))
        one_of = "|".join(_BETWEEN.join(each) for each in longest)
        return re.compile(rf"(?<!\d)(?:0{_BETWEEN})*(?:{one_of})(?:{_BETWEEN}0)*(?!\d)")

    def are_in(self, text: str) -> bool:
        """Whether a text tells one of them."""
        return bool(self.digits) and bool(text) and self._pattern.search(text) is not None

    def out_of(self, text: str, mark: str) -> str:
        """Return a text with a mark in the place of each of them."""
        return self._pattern.sub(mark, text) if self.digits and text else text

    def has(self, number: Decimal | None) -> bool:
        """Whether a number is one of them, in whatever power of ten."""
        return number is not None and bool(Numbers.of([number]).digits & self.digits)
