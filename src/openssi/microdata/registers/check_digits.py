"""Check digits, each over a block of identifiers of one length at once.

A block is an array of bytes, one row per identifier, one column per sign, left to right; every function returns whether
the last sign (for modulus 97 the last two) is what the signs before it call for. A sign that the scheme does not know
makes an identifier fail.

Sources: ISO/IEC 7812-1 (Luhn), J. Verhoeff, Error Detecting Decimal Codes (1969), H. M. Damm, Total anti-symmetrische
Quasigruppen (2004), ISO/IEC 7064 (MOD 11-2 and MOD 97-10).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from openssi.microdata.registers.rule import CheckDigit

Block = npt.NDArray[np.uint8]
Passed = npt.NDArray[np.bool_]

CHECKED_SIGNS: Mapping["str", int] = {
    "luhn": 1, "verhoeff": 1, "damm": 1, "mod11": 1, "mod11_2": 1, "mod97": 2, "mod97_complement": 2,
}  # fmt: skip
"""Signs of the check digit of each scheme."""

_X = ord("X")
_DIHEDRAL = np.array(
    [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ]
)
_TURNED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_QUASIGROUP = np.array(
    [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ]
)


def passed(block: Block, check: "CheckDigit") -> Passed:
    """Return which identifiers of a block have the check digit that they should have."""
    if check.scheme == "none":
        return np.ones(len(block), dtype=bool)
    if block.shape[1] <= CHECKED_SIGNS[check.scheme]:
        return np.zeros(len(block), dtype=bool)
    if check.scheme == "mod11":
        return _mod11(block, check)
    return _BY_SCHEME[check.scheme](block)


def _digits(block: Block) -> tuple[npt.NDArray[np.int64], Passed]:
    """Return the digits of a block, 0 for other signs, and which rows are digits throughout."""
    is_digit = (block >= ord("0")) & (block <= ord("9"))
    return np.where(is_digit, block.astype(np.int64) - ord("0"), 0), _throughout(is_digit)


def _throughout(fits: Passed) -> Passed:
    """Return which rows fit in every column."""
    found: Passed = np.logical_and.reduce(fits, axis=1)
    return found


def _luhn(block: Block) -> Passed:
    digits, plain = _digits(block)
    doubled = digits[:, -2::-2] * 2
    total = digits[:, ::-2].sum(axis=1) + (doubled - 9 * (doubled > 9)).sum(axis=1)
    passes: Passed = plain & (total % 10 == 0)
    return passes


def _permutations() -> npt.NDArray[np.int64]:
    """Return the permutation of each place, which repeats after eight."""
    rows = [np.arange(10)]
    for _ in range(7):
        rows.append(np.array(_TURNED)[rows[-1]])
    return np.array(rows)


_PERMUTED = _permutations()


def _verhoeff(block: Block) -> Passed:
    digits, plain = _digits(block)
    state = np.zeros(len(block), dtype=np.int64)
    for place in range(block.shape[1]):
        state = _DIHEDRAL[state, _PERMUTED[place % 8][digits[:, -1 - place]]]
    passes: Passed = plain & (state == 0)
    return passes


def _damm(block: Block) -> Passed:
    digits, plain = _digits(block)
    state = np.zeros(len(block), dtype=np.int64)
    for place in range(block.shape[1]):
        state = _QUASIGROUP[state, digits[:, place]]
    passes: Passed = plain & (state == 0)
    return passes


def _mod11(block: Block, check: "CheckDigit") -> Passed:
    """Weights from the left over the digits before the check digit, which is 11 less the remainder."""
    if block.shape[1] != len(check.weights) + 1:
        return np.zeros(len(block), dtype=bool)
    digits, plain = _digits(block[:, :-1])
    wanted = (11 - (digits * np.array(check.weights)).sum(axis=1) % 11) % 11
    last = block[:, -1]
    ten = ord(check.ten) if check.ten else 0
    passes: Passed = plain & np.where(wanted == 10, (last == ten) & (ten != 0), last == wanted + ord("0"))
    return passes


def _mod11_2(block: Block) -> Passed:
    digits, plain = _digits(block[:, :-1])
    state = np.zeros(len(block), dtype=np.int64)
    for place in range(digits.shape[1]):
        state = (state + digits[:, place]) * 2 % 11
    wanted = (12 - state) % 11
    last = block[:, -1]
    passes: Passed = plain & np.where(wanted == 10, last == _X, last == wanted + ord("0"))
    return passes


def _values(block: Block) -> tuple[npt.NDArray[np.int64], Passed]:
    """Return digits as they are and letters as 10 to 35, and which rows hold nothing else."""
    digits = (block >= ord("0")) & (block <= ord("9"))
    letters = (block >= ord("A")) & (block <= ord("Z"))
    signs = block.astype(np.int64)
    return np.where(digits, signs - 48, np.where(letters, signs - 55, 0)), _throughout(digits | letters)


def _remainder(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    state = np.zeros(len(values), dtype=np.int64)
    for place in range(values.shape[1]):
        own = values[:, place]
        state = (state * np.where(own > 9, 100, 10) + own) % 97
    return state


def _mod97(block: Block) -> Passed:
    values, plain = _values(block)
    _, is_number = _digits(block[:, -2:])
    passes: Passed = plain & is_number & (_remainder(values) == 1)
    return passes


def _mod97_complement(block: Block) -> Passed:
    digits, plain = _digits(block)
    passes: Passed = plain & (97 - _remainder(digits[:, :-2]) == digits[:, -2] * 10 + digits[:, -1])
    return passes


_BY_SCHEME = {
    "luhn": _luhn,
    "verhoeff": _verhoeff,
    "damm": _damm,
    "mod11_2": _mod11_2,
    "mod97": _mod97,
    "mod97_complement": _mod97_complement,
}
