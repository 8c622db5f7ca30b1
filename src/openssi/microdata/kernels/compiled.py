"""How functions are compiled: three kinds, all with arithmetic as NumPy has it (1 / 0 is infinite).

What is compiled is kept in a folder that is named after the sources of all passes: numba itself looks only at the file
of a kernel, and would keep one whose inner functions, in other files, have changed since.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import config, njit

Function = TypeVar("Function", bound=Callable[..., Any])

_SETTINGS: dict[str, Any] = vars(config)
_FOLDER = "CACHE_DIR"
_ANY_ORDER = {"contract", "reassoc", "nsz", "arcp"}


def kernel(function: Function) -> Function:
    """Compile what Python calls: kept on disk for the next process, and other threads may run meanwhile."""
    with _kept_here():
        is_kept = folder() is not None
        compiled = njit(nogil=True, cache=is_kept, fastmath={"contract"}, error_model="numpy")(function)
    return cast("Function", compiled)


def was_compiled() -> bool:
    """Tell whether a process before has kept what it compiled."""
    kept = folder()
    return kept is not None and any(kept.rglob("*.nbi"))


@cache
def folder() -> Path | None:
    """Return where compiled kernels are kept: beside the sources, else in the home folder of who runs them.

    `NUMBA_CACHE_DIR` names another place. None where nothing can be written: every process compiles anew.
    """
    sources = b"".join(each.read_bytes() for each in sorted(Path(__file__).parent.glob("*.py")))
    name = f"kernels-{hashlib.sha256(sources).hexdigest()[:16]}"
    for place in _places():
        with suppress(OSError):
            (place / name).mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=place / name).close()
            return place / name
    return None


def _places() -> Iterator[Path]:
    if _SETTINGS[_FOLDER]:
        yield Path(_SETTINGS[_FOLDER])
        return
    yield Path(__file__).parent / "__pycache__"
    with suppress(RuntimeError):
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "openssi"


@contextmanager
def _kept_here() -> Iterator[None]:
    """Let numba keep what is compiled in our folder; other packages keep theirs where they would."""
    before = _SETTINGS[_FOLDER]
    _SETTINGS[_FOLDER] = str(folder() or before)
    try:
        yield
    finally:
        _SETTINGS[_FOLDER] = before


def inner(function: Function) -> Function:
    """Compile what kernels call."""
    return cast("Function", njit(error_model="numpy")(function))


def summing(function: Function) -> Function:
    """Compile a loop that runs on several rows at once: sums are taken in another order, the same in every run."""
    return cast("Function", njit(fastmath=_ANY_ORDER, error_model="numpy")(function))
