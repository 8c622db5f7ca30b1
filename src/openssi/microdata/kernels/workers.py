"""Parts of a file for several threads: the parts are the same however many threads there are, and so are the sums."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np

from openssi.microdata.arrays import Offsets

PARTS = 8
"""Into how many parts rows and PSUs are divided at most; no more threads can help."""

ROWS_OF_PART = 1 << 16
"""Rows that are worth a part of their own."""

Result = TypeVar("Result")
Step = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Workers:
    """Threads, and whom to tell how far they are.

    Attributes:
        threads: How many work at a time.
        progress: Called with parts done, parts in all and the step.
    """

    threads: int
    progress: Step

    def each(
        self, step: str, spans: Sequence[tuple[int, int]], of: Callable[[tuple[int, int]], Result]
    ) -> list[Result]:
        """Return what a function returns for each span, in their order."""
        self.progress(0, len(spans), step)
        with ThreadPoolExecutor(self.threads) as pool:
            results = []
            for done, result in enumerate(pool.map(of, spans)):
                self.progress(done + 1, len(spans), step)
                results.append(result)
        return results


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parts_of_rows(rows: int) -> list[tuple[int, int]]:
    """Divide rows into spans: first row, row after the last."""
    parts = _parts(rows)
    ends = [rows * part // parts for part in range(parts + 1)]
    return list(pairwise(ends))


def parts_of_psus(psu_starts: Offsets) -> list[tuple[int, int]]:
    """Divide PSUs into spans of about as many rows: first PSU, PSU after the last."""
    rows = int(psu_starts[-1])
    wanted = [rows * part // _parts(rows) for part in range(_parts(rows))]
    ends = [*np.searchsorted(psu_starts[:-1], wanted).tolist(), len(psu_starts) - 1]
    return list(pairwise(ends))


def _parts(rows: int) -> int:
    return min(max(rows // ROWS_OF_PART, 1), PARTS)
