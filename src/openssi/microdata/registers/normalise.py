"""Identifiers in the one form that is hashed, and those that have none."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from openssi.microdata.registers.check_digits import CHECKED_SIGNS, passed
from openssi.microdata.registers.rule import IdentifierRule

_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Normalised:
    """A column of identifiers, normalised.

    Attributes:
        ids: The texts that are hashed, of the rows kept.
        kept: Numbers of their rows, ascending.
        empty: Rows without an identifier, or with a placeholder.
        malformed: Rows whose signs or length are not those of the rule.
        failed: Rows whose check digit is wrong.
        changed: Rows kept that were written differently.
    """

    ids: list[bytes]
    kept: npt.NDArray[np.int64]
    empty: int
    malformed: int
    failed: int
    changed: int


def written_plainly(text: str, rule: IdentifierRule) -> str:
    """Take the steps that concern single signs: Unicode form, digits, blanks, signs to drop, case."""
    if not text.isascii():
        text = text if rule.unicode == "none" else unicodedata.normalize(rule.unicode, text)
        if rule.digits == "ascii":
            text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    if rule.blanks == "drop":
        text = _without_blanks(text)
    elif rule.blanks == "trim":
        text = text.strip()
    if rule.drop:
        text = text.translate(dict.fromkeys(map(ord, rule.drop)))
    return {"upper": text.upper(), "lower": text.lower(), "keep": text}[rule.case]


def _without_blanks(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) not in _INVISIBLE)


def normalised(text: str, rule: IdentifierRule) -> str:
    """Return an identifier as the rule wants it; whether it has the signs and the length of the rule is not asked.

    Args:
        text: As it is written in the register.
        rule: The rule of the exercise.
    """
    text = written_plainly(text, rule)
    text = text.removeprefix(rule.prefix) if rule.prefix else text
    if rule.leading_zeros == "strip":
        return text.lstrip("0")
    return text.rjust(rule.longest, "0") if rule.leading_zeros == "pad" and text else text


def normalise(column: pa.Array, rule: IdentifierRule) -> Normalised:
    """Normalise a column of texts.

    Identifiers that are in their final form already are found at once; the others go through `normalised` one by one.

    Args:
        column: Texts, null where there is no identifier.
        rule: The rule of the exercise.
    """
    texts = column.fill_null("")
    pattern = _final_form(rule)
    is_final = _mask(pc.match_substring_regex(texts, pattern)) if pattern else np.zeros(len(texts), dtype=bool)
    ids, others = texts, np.flatnonzero(~is_final)
    changed = np.zeros(len(texts), dtype=bool)
    if len(others):
        before = texts.take(pa.array(others)).to_pylist()
        after = [_no_longer(normalised(each, rule), rule) for each in before]
        changed[others] = [was != now for was, now in zip(before, after, strict=True)]
        ids = pc.replace_with_mask(texts, pa.array(~is_final), pa.array(after, texts.type))
    empty = _mask(pc.is_in(ids, value_set=pa.array(["", *rule.placeholders], ids.type)))
    well_formed = (
        _mask(pc.match_substring_regex(ids, f"^{_signs(rule.alphabet)}{{{rule.shortest},{rule.longest}}}$")) & ~empty
    )
    right = well_formed & _right_check_digits(ids, well_formed, rule)
    kept = np.flatnonzero(right)
    return Normalised(
        ids=_as_hashed(ids.take(pa.array(kept)), rule),
        kept=kept,
        empty=int(empty.sum()),
        malformed=int((~well_formed & ~empty).sum()),
        failed=int((well_formed & ~right).sum()),
        changed=int(changed[kept].sum()),
    )


def _no_longer(text: str, rule: IdentifierRule) -> str:
    """Cut what is too long to be an identifier just past the greatest length, so that nothing long is carried along."""
    return text[: rule.longest + 1]


def _mask(found: pa.Array) -> npt.NDArray[np.bool_]:
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def _signs(alphabet: Iterable[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(sign):x}}}" for sign in sorted(set(alphabet))) + "]"


def _final_form(rule: IdentifierRule) -> str:
    """Return the pattern of identifiers that no step of the rule changes, empty where steps may change any."""
    signs, least = _signs(rule.alphabet), rule.longest if rule.leading_zeros == "pad" else rule.shortest
    if rule.prefix and set(rule.prefix) <= set(rule.alphabet):
        return ""
    if rule.leading_zeros == "strip":
        first = set(rule.alphabet) - {"0"}
        return f"^{_signs(first)}{signs}{{{least - 1},{rule.longest - 1}}}$" if first else ""
    return f"^{signs}{{{least},{rule.longest}}}$"


def _right_check_digits(
    ids: pa.Array, well_formed: npt.NDArray[np.bool_], rule: IdentifierRule
) -> npt.NDArray[np.bool_]:
    if rule.check_digit.scheme == "none":
        return np.ones(len(ids), dtype=bool)
    right = np.zeros(len(ids), dtype=bool)
    lengths = pc.binary_length(ids).to_numpy(zero_copy_only=False)
    for length in np.unique(lengths[well_formed]):
        rows = np.flatnonzero(well_formed & (lengths == length))
        signs = "".join(ids.take(pa.array(rows)).to_pylist()).encode()
        block = np.frombuffer(signs, dtype=np.uint8).reshape(len(rows), int(length))
        right[rows] = passed(block, rule.check_digit)
    return right


def _as_hashed(ids: pa.Array, rule: IdentifierRule) -> list[bytes]:
    check = rule.check_digit
    if check.scheme != "none" and not check.keep:
        ids = pc.utf8_slice_codeunits(ids, 0, -CHECKED_SIGNS[check.scheme])
    found: list[bytes] = ids.cast(pa.large_binary()).to_pylist()
    return found
