"""How functions are compiled: three kinds, all with arithmetic as NumPy has it (1 / 0 is infinite)."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])

_ANY_ORDER = {"contract", "reassoc", "nsz", "arcp"}


def kernel(function: Function) -> Function:
    """Compile what Python calls: kept on disk for the next process, and other threads may run meanwhile."""
    compiled = njit(nogil=True, cache=True, fastmath={"contract"}, error_model="numpy")(function)
    return cast("Function", compiled)


def inner(function: Function) -> Function:
    """Compile what kernels call."""
    return cast("Function", njit(error_model="numpy")(function))


def summing(function: Function) -> Function:
    """Compile a loop that runs on several rows at once: sums are taken in another order, the same in every run."""
    return cast("Function", njit(fastmath=_ANY_ORDER, error_model="numpy")(function))
