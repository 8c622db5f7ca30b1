"""Compiled: the bits of an income as a number that keeps the order, and a logarithm that runs on several rows at once.

The key of an income is a whole number of 64 bits that is greater where the income is greater, for incomes below zero
too; equal steps of the key are nearly equal ratios of incomes. Its first bits say in which bin an income lies.
"""

import math
from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numba import types
from numba.extending import intrinsic

from openssi.microdata.kernels.compiled import inner
from openssi.microdata.kernels.rows import Bins

CELL_SHIFT = np.uint64(50)
"""The first 14 bits of a key (sign, exponent and two more) name its cell."""

_SIGN = np.uint64(1 << 63)
_MANTISSA = np.uint64((1 << 52) - 1)
_EXPONENT_SHIFT = np.uint64(52)
_ONE = np.uint64(1023 << 52)
_SMALLEST_NORMAL = 2.0**-1022
_LIFT = 2.0**54
_LN2_HIGH = float.fromhex("0x1.62e42fefa3800p-1")
_LN2_LOW = float.fromhex("0x1.ef35793c76730p-45")
_ROOT_2 = math.sqrt(2)


def _same_bits(context: Any, builder: Any, signature: Any, given: Any) -> Any:  # noqa: ANN401 - as numba asks
    return builder.bitcast(given[0], context.get_value_type(signature.return_type))


def _as_bits(_context: Any, _number: Any) -> Any:  # noqa: ANN401 - as numba asks
    return types.uint64(types.float64), _same_bits


def _as_number(_context: Any, _bits: Any) -> Any:  # noqa: ANN401 - as numba asks
    return types.float64(types.uint64), _same_bits


_bits_of = cast("Callable[[float], np.uint64]", intrinsic(_as_bits))
_number_of = cast("Callable[[np.uint64], float]", intrinsic(_as_number))


@inner
def key_of(income: float) -> np.uint64:
    """Return the key of an income."""
    bits = _bits_of(income)
    return ~bits if bits & _SIGN else bits | _SIGN


@inner
def bin_of(key: np.uint64, bins: Bins) -> np.int64:
    """Return the bin of a key: cells are divided, and where that is too coarse their parts once more."""
    cell = np.int64(key >> CELL_SHIFT)
    found: np.int64 = bins.offset[cell] + np.int64(key >> bins.shift[cell])
    for level in range(1, bins.starts.size):
        start = bins.starts[level]
        found = bins.offset[start + found] + np.int64(key >> bins.shift[start + found])
    return found


@inner
def logarithm(number: float) -> float:
    """Return the natural logarithm of a finite number above zero, to two units in the last place.

    With number = 2^k m and s = (m - 1) / (m + 1): log m = 2 (s + s^3 / 3 + s^5 / 5 + ...), |s| < 0.172.
    """
    small = number < _SMALLEST_NORMAL
    bits = _bits_of(number * _LIFT if small else number)
    power = np.float64(np.int64(bits >> _EXPONENT_SHIFT)) - (1077.0 if small else 1023.0)
    part = _number_of((bits & _MANTISSA) | _ONE)
    high = part > _ROOT_2
    part = 0.5 * part if high else part
    power = power + 1.0 if high else power
    s = (part - 1.0) / (part + 1.0)
    z = s * s
    series = z * (1 / 15 + z * (1 / 17 + z * (1 / 19)))
    series = z * (1 / 9 + z * (1 / 11 + z * (1 / 13 + series)))
    series = z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + series)))
    return power * _LN2_HIGH + (2.0 * s + (2.0 * s * series + power * _LN2_LOW))
