"""The rule of an exercise: how identifiers are normalised before they are hashed, and what travels beside the hash."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from openssi.microdata.registers.marks import Layout, layout_of

UnicodeForm = Literal["NFC", "NFD", "NFKC", "NFKD", "none"]
Digits = Literal["ascii", "as_they_are"]
Blanks = Literal["drop", "trim", "keep"]
Case = Literal["upper", "lower", "keep"]
LeadingZeros = Literal["keep", "strip", "pad"]
CheckScheme = Literal["none", "luhn", "verhoeff", "damm", "mod11", "mod11_2", "mod97", "mod97_complement"]
MadeOf = Literal["age", "birth_year", "birth_date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDigit:
    """The check digit that ends an identifier.

    Attributes:
        scheme: How it is calculated.
        weights: Weights of the digits before it, for `mod11`.
        ten: What stands for the remainder ten of `mod11`: `X`, `0`, or empty where such numbers are not issued.
        keep: Whether it is hashed with the rest.
    """

    scheme: CheckScheme = "none"
    weights: tuple[int, ...] = ()
    ten: str = ""
    keep: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierRule:
    """How an identifier becomes the text that is hashed; the steps are taken in the order of the attributes.

    Attributes:
        unicode: Unicode normal form.
        digits: Whether decimal digits of every script become 0 to 9.
        blanks: Whether blanks and invisible signs go everywhere, at the ends only, or stay.
        drop: Signs that are left out, such as hyphens and dots.
        case: Case of letters.
        prefix: What is left out where the identifier begins with it.
        leading_zeros: Whether they stay, go, or fill up to the greatest length.
        alphabet: The signs that may be left.
        shortest: Least number of signs.
        longest: Greatest number of signs.
        check_digit: The check digit.
        placeholders: What is written where there is no identifier, in its normalised form.
    """

    unicode: UnicodeForm = "NFKC"
    digits: Digits = "ascii"
    blanks: Blanks = "drop"
    drop: str = ""
    case: Case = "upper"
    prefix: str = ""
    leading_zeros: LeadingZeros = "keep"
    alphabet: str
    shortest: int
    longest: int
    check_digit: CheckDigit = CheckDigit()
    placeholders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """What travels beside the hash: one of few codes, never what was written.

    Attributes:
        name: `sex`, `age`, `birth_year` or `region`.
        codes: The codes, in order.
        spelled: The code of each way of writing it, for `sex` and `region`.
        limits: Least number of each code, ascending, for `age` and `birth_year`.
        made_of: What stands in the column of the register, for `age` and `birth_year`.
        on: Day on which ages are taken.
    """

    name: str
    codes: tuple[str, ...]
    spelled: Mapping[str, str] = field(default_factory=dict)
    limits: tuple[int, ...] = ()
    made_of: MadeOf | None = None
    on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRule:
    """What the institutions of an exercise have agreed.

    Attributes:
        exercise: Its id, such as `QMA-2026`.
        identifier: How identifiers are normalised.
        dimensions: What travels.
        precedence: Schemes whose word counts where two contradict each other, the first first; empty where no scheme
            has precedence.
    """

    exercise: str
    identifier: IdentifierRule
    dimensions: tuple[Dimension, ...] = ()
    precedence: tuple[str, ...] = ()

    @property
    def layout(self) -> Layout:
        """Where the codes of each dimension stand in a mark."""
        return layout_of([(each.name, each.codes) for each in self.dimensions])

    def as_json(self) -> str:
        """Return the rule in the form in which it is written into extracts, and read back."""
        told = {
            "exercise": self.exercise,
            "identifier": _identifier(self.identifier),
            "travels": {each.name: _dimension(each) for each in self.dimensions},
            "precedence": list(self.precedence),
        }
        return json.dumps(told, ensure_ascii=False)

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that two rules share only where they say the same."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()[:16]


def _identifier(rule: IdentifierRule) -> dict[str, object]:
    plain = ("unicode", "digits", "blanks", "drop", "case", "prefix", "leading_zeros")
    check = rule.check_digit
    return {
        **{name: getattr(rule, name) for name in plain},
        "alphabet": "".join(sorted(set(rule.alphabet))),
        "length": [rule.shortest, rule.longest],
        "check_digit": {
            "scheme": check.scheme,
            "weights": list(check.weights),
            "ten": check.ten,
            "keep": "true" if check.keep else "false",
        },
        "placeholders": sorted(rule.placeholders),
    }


def _dimension(dimension: Dimension) -> dict[str, object]:
    if dimension.made_of is None:
        ways = {code: sorted(way for way, of in dimension.spelled.items() if of == code) for code in dimension.codes}
        return {"codes": ways}
    days = {"on": dimension.on.isoformat()} if dimension.on else {}
    made = {"made_of": dimension.made_of, **days}
    if dimension.name == "birth_year":
        return {"first": dimension.limits[0], "last": dimension.limits[-1], **made}
    return {"groups": list(dimension.limits), **made}
