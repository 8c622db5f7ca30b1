"""The site for gunicorn or any other WSGI server: each of its processes warms up by itself."""

import atexit
import os
import sys
from functools import partial

from openssi_web.application import application
from openssi_web.warm import WarmUp

__all__ = ["application"]

FORKED_WITHIN = 1.0
"""Seconds after which a process that has read this is no longer taken for one that will fork workers."""
WAIT = 60.0
"""Seconds that a process waits at most for the step under way before it forks or ends."""


def _warm_up(after: float = 0.0) -> None:
    begun = WarmUp(after)
    begun.start()
    atexit.register(begun.stop, WAIT)
    if sys.platform != "win32":
        # Threads and the database engine do not outlive a fork: a process that forks reads nothing, its workers do.
        os.register_at_fork(before=partial(begun.stop, WAIT))


_warm_up(after=FORKED_WITHIN)
if sys.platform != "win32":
    os.register_at_fork(after_in_child=_warm_up)
