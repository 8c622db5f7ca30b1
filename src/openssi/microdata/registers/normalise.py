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
_ASCII_INVISIBLE = r"[\x00-\x20\x7f]"
_MADE_BY_A_SPREADSHEET = r"^\s*[0-9]+(([.,][0-9]+)?[eE]\+[0-9]+|[.,]0)\s*$"
"""1.23E+11, 1,23E+11, 12345.0: no identifier is written so."""
_ASCII_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f "


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

    Identifiers of ASCII signs are normalised all at once; the others go through `normalised` one by one.

    Args:
        column: Texts, null where there is no identifier.
        rule: The rule of the exercise.
    """
    texts = column.fill_null("")
    plain = _mask(pc.string_is_ascii(texts))
    ids = _all_ascii(texts, rule)
    if not plain.all():
        others = texts.take(pa.array(np.flatnonzero(~plain))).to_pylist()
        after = pa.array([normalised(each, rule) for each in others], texts.type)
        ids = pc.replace_with_mask(ids, pa.array(~plain), after)
    # What is too long is cut just past the greatest length, so that nothing long is carried along.
    ids = pc.utf8_slice_codeunits(ids, 0, rule.longest + 1)
    changed = _mask(pc.not_equal(texts, ids))
    empty = _mask(pc.is_in(ids, value_set=pa.array(["", *rule.placeholders], ids.type)))
    well_formed = (
        _mask(pc.match_substring_regex(ids, f"^{_signs(rule.alphabet)}{{{rule.shortest},{rule.longest}}}$")) & ~empty
    )
    if any(sign in rule.drop for sign in ".,+"):
        # What a spreadsheet made of a number would look like another number once its signs were dropped.
        well_formed &= ~_mask(pc.match_substring_regex(texts, _MADE_BY_A_SPREADSHEET))
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


def _all_ascii(texts: pa.Array, rule: IdentifierRule) -> pa.Array:
    """Return what `normalised` makes of texts of ASCII signs; what it makes of others is not asked."""
    if rule.blanks == "drop":
        texts = pc.replace_substring_regex(texts, _ASCII_INVISIBLE, "")
    elif rule.blanks == "trim":
        texts = pc.utf8_trim(texts, _ASCII_BLANKS)
    dropped = [sign for sign in set(rule.drop) if sign.isascii()]
    if dropped:
        texts = pc.replace_substring_regex(texts, _signs(dropped), "")
    if rule.case != "keep":
        texts = pc.ascii_upper(texts) if rule.case == "upper" else pc.ascii_lower(texts)
    if rule.prefix:
        without = pc.utf8_slice_codeunits(texts, len(rule.prefix))
        texts = pc.if_else(pc.starts_with(texts, rule.prefix), without, texts)
    if rule.leading_zeros == "strip":
        return pc.utf8_ltrim(texts, "0")
    if rule.leading_zeros == "pad":
        padded = pc.utf8_lpad(texts, rule.longest, "0")
        return pc.if_else(pc.equal(texts, ""), texts, padded)
    return texts


def _mask(found: pa.Array) -> npt.NDArray[np.bool_]:
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def _signs(alphabet: Iterable[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(sign):x}}}" for sign in sorted(set(alphabet))) + "]"


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
