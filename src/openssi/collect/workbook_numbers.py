"""Numbers that were typed as text, in the manners of several languages."""

import re
from dataclasses import dataclass
from decimal import Decimal

_PLAIN = {
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\t'’\u066c"), " "),
    **dict.fromkeys(map(ord, "−–"), "-"),
    **dict.fromkeys(map(ord, "\u00ad\u061c\u200e\u200f"), None),
    ord("\u066b"): ".",
}
"""Signs of thousands, minus signs, marks of the direction of writing, and the two marks of Arabic numbers."""

_SHAPE = re.compile(r"[-+]?[\d.,]*\d[\d.,]*")
_WHOLE_GROUPS = re.compile(r"\d{1,3}(?:(?P<mark>[., ])\d{3})(?:(?P=mark)\d{3})*")
_SOUTH_ASIAN_GROUPS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A text that can be two numbers: `1,234`."""

    grouped: Decimal
    fraction: Decimal


def parse_number(text: str) -> Decimal | Ambiguous | None:
    """Return the number that a text stands for, both where it can be two, none where it is no number.

    Either mark may be the decimal mark; spaces, points, commas and apostrophes may part the thousands. One mark with
    three digits behind it and one to three before (`1,234`) can be either.

    Args:
        text: What was typed.
    """
    plain = re.sub(r" +", " ", text.translate(_PLAIN).strip())
    sign = -1 if plain.startswith("-") else 1
    body = plain.lstrip("+-").strip()
    if len(plain) - len(plain.lstrip("+-")) > 1:
        return None
    found = _parse_positive(body)
    if isinstance(found, Ambiguous):
        return Ambiguous(sign * found.grouped, sign * found.fraction)
    return None if found is None else sign * found


def _parse_positive(body: str) -> Decimal | Ambiguous | None:
    grouped_by_space = " " in body
    if grouped_by_space:
        whole = re.match(r"\d{1,3}(?: \d{3})+(?=$|[.,])", body)
        if whole is None:
            return None
        body = body.replace(" ", "")
    if not _SHAPE.fullmatch(body):
        return None
    points, commas = body.count("."), body.count(",")
    if points and commas:
        return None if grouped_by_space else _with_both(body)
    if points + commas == 1:
        return _with_one(body, "." if points else ",", grouped_by_space=grouped_by_space)
    if points + commas == 0:
        return Decimal(body)
    return None if grouped_by_space else _groups(body)


def _with_both(body: str) -> Decimal | None:
    """The mark that comes last is the decimal mark: `1,234.5`, `1.234,5`."""
    mark = "." if body.rfind(".") > body.rfind(",") else ","
    if body.count(mark) > 1:
        return None
    whole, _, fraction = body.partition(mark)
    number = _groups(whole)
    return None if number is None or not fraction else Decimal(f"{number}.{fraction}")


def _groups(body: str) -> Decimal | None:
    match = _WHOLE_GROUPS.fullmatch(body)
    if match is None and not _SOUTH_ASIAN_GROUPS.fullmatch(body):
        return None
    return Decimal(re.sub(r"[.,]", "", body))


def _with_one(body: str, mark: str, *, grouped_by_space: bool) -> Decimal | Ambiguous:
    whole, _, fraction = body.partition(mark)
    number = Decimal(f"{whole or '0'}.{fraction or '0'}")
    can_be_grouped = len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return Ambiguous(Decimal(whole + fraction), number) if can_be_grouped and not grouped_by_space else number


def decimal_mark(text: str) -> str:
    """Return the decimal mark of a text that leaves no doubt about it, else nothing."""
    plain = re.sub(r"\s", " ", text.translate(_PLAIN)).strip().lstrip("+-")
    found = parse_number(text)
    if found is None or isinstance(found, Ambiguous):
        return ""
    marks = [mark for mark in ".," if mark in plain]
    if len(marks) == 2:
        return max(marks, key=plain.rfind)
    return marks[0] if marks and plain.count(marks[0]) == 1 else ""
