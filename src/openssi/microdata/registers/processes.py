"""Work on item after item in several processes, with the results in the order of the items.

Each process has a pipe of its own and one item at a time, so that the items in memory are as many as the processes. A
process ends when its pipe is closed, also where whoever started it was killed: what it was given goes with it. What it
is given goes through the pipe and nowhere else: no argument of a command, no file.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from openssi.vocabulary.errors import OpenSSIError, TryAgain

Item = TypeVar("Item")
Result = TypeVar("Result")
MOST = 4
"""Processes at most: what is read and laid out by one keeps no more of them busy."""
_ALONE = 32
"""Items before others help: they take longer to start than so few items to finish."""


@dataclass(frozen=True, slots=True)
class _Raised:
    error: OpenSSIError


def processors() -> int:
    """Return how many processors this process may use, four at most."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(found, MOST)


def in_order(work: Callable[[Item], Result], items: Iterable[Item], processes: int) -> Iterator[Result]:
    """Give the result of each item, in their order.

    Args:
        work: A function that other processes can be given: of a module, or a `partial` of one.
        items: Taken one by one.
        processes: How many work at a time; with 1, or few items, this process works alone.

    Raises:
        TryAgain: if a process ended before its work was done.
        OpenSSIError: what `work` raises.
    """
    waiting = iter(items)
    yield from map(work, waiting if processes == 1 else islice(waiting, _ALONE))
    for first in waiting:
        with _started(work, processes) as pipes:
            yield from _exchanged(pipes, _with_first(first, waiting))


def _with_first(first: Item, others: Iterator[Item]) -> Iterator[Item]:
    yield first
    yield from others


def _exchanged(pipes: "list[Connection]", items: Iterable[Item]) -> Iterator[Any]:
    busy: deque[Connection] = deque()
    for number, item in enumerate(items):
        pipe = pipes[number % len(pipes)]
        # A process is given its next item before its last result is used, so that it need not wait.
        done = [_received(busy.popleft())] if len(busy) == len(pipes) else []
        try:
            pipe.send(item)
        except (BrokenPipeError, ConnectionResetError):
            raise TryAgain.because("REGISTER_PROCESS_ENDED") from None
        busy.append(pipe)
        yield from done
    while busy:
        yield _received(busy.popleft())


def _received(pipe: Connection) -> Any:  # noqa: ANN401 - of whoever works
    try:
        answer = pipe.recv()
    except (EOFError, ConnectionResetError):
        raise TryAgain.because("REGISTER_PROCESS_ENDED") from None
    if isinstance(answer, _Raised):
        raise answer.error
    return answer


@contextmanager
def _started(work: Callable[[Item], Result], processes: int) -> Iterator[list[Connection]]:
    """Start processes that hold nothing but `work`, and close their pipes at the end, whatever happens."""
    context = multiprocessing.get_context("spawn")
    pipes: list[Connection] = []
    workers = []
    try:
        for _ in range(processes):
            ours, theirs = context.Pipe()
            pipes.append(ours)
            worker = context.Process(target=_works, args=(work, theirs), daemon=True)
            with _without_interrupts():
                worker.start()
            workers.append(worker)
            theirs.close()
        yield pipes
    finally:
        for pipe in pipes:
            pipe.close()
        for worker in workers:
            worker.join()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let a process start deaf to interrupts, where it can: it would complain of one while it still starts."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _works(work: Callable[[Item], Result], pipe: Connection) -> None:
    """Answer each item until the pipe is closed."""
    # Who interrupts stops the process that gives out the items; the others then find their pipe closed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            item = pipe.recv()
            try:
                pipe.send(work(item))
            except OpenSSIError as error:
                pipe.send(_Raised(error))
    except (EOFError, OSError):
        return
