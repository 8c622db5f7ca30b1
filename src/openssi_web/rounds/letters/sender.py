"""The sender of a process that serves the site: sends letters right after they were written, and those that waited."""

import logging
import threading

from openssi.vocabulary.errors import OpenSSIError

PAUSE = 60.0
"""Seconds after which it looks for letters whose time has come, also where nobody woke it."""

_log = logging.getLogger(__name__)


class Sender:
    """A thread that sends; where it is not switched on, letters wait for `openssi round letters`."""

    def __init__(self) -> None:
        self._is_on = False
        self._over, self._bell = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def switch_on(self) -> None:
        """Let letters be sent from this process."""
        self._is_on = True

    def wake(self) -> None:
        """Send what is due, aside; whoever caused a letter waits for no mail server."""
        if not self._is_on:
            return
        self._bell.set()
        with self._lock:
            # A process that was forked has none, and one that ended is made anew.
            if self._thread is None or not self._thread.is_alive():
                self._over.clear()
                self._thread = threading.Thread(target=self._run, name="letters", daemon=True)
                self._thread.start()

    def stop(self, seconds: float) -> None:
        """End after the letter that is under way, and wait for it."""
        self._is_on = False
        self._over.set()
        self._bell.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        from django.db import DatabaseError, connection

        from openssi_web.rounds.letters.outbox import send_due

        while not self._over.is_set():
            self._bell.wait(PAUSE)
            self._bell.clear()
            try:
                send_due(is_over=self._over.is_set)
            except (DatabaseError, OpenSSIError, OSError, RuntimeError) as error:
                # Nothing is lost: what was taken and not handed over is free again after a while.
                _log.warning("letters wait: %s", error)
            finally:
                connection.close()


sender = Sender()
