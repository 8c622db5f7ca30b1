"""What the server does with a body that is larger than it lets in: it says so in the site's own words.

Without this, waitress would answer in English and cut the line while the browser still sends, and many a browser shows
nothing of an answer that arrived so.
"""

import socket
import time
from contextlib import suppress
from io import BytesIO
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import RequestEntityTooLarge

from openssi_web.uploads import TOO_LARGE

LINGER = 20.0
"""Seconds for which what still arrives is thrown away, so that the answer is read before the line is closed."""


class BodylessTask(WSGITask):  # type: ignore[misc] # waitress has no types
    """Hands a request to the site without its body: as a question for the page, marked as too large."""

    def get_environment(self) -> dict[str, Any]:
        """Return the environment of the request."""
        environment: dict[str, Any] = super().get_environment()
        for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            environment.pop(name, None)
        return environment | {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO(), TOO_LARGE: True}

    def execute(self) -> None:
        """Answer, and close the line afterwards."""
        self.set_close_on_finish()
        super().execute()


class PatientChannel(HTTPChannel):  # type: ignore[misc] # waitress has no types
    """A line that is closed only when the other side has had time to read a refusal."""

    _refused = False
    _lingers_until = 0.0

    def error_task_class(self, channel: "PatientChannel", request: Any) -> Task:  # noqa: ANN401 - of waitress
        """Return what answers a request that was not understood or not read."""
        if not isinstance(request.error, RequestEntityTooLarge):
            return ErrorTask(channel, request)
        self._refused = True
        return BodylessTask(channel, request)

    def readable(self) -> bool:
        """Whether to read what arrives."""
        return bool(self._lingers_until) or bool(super().readable())

    def handle_read(self) -> None:
        """Read, or throw away what comes after a refusal."""
        if not self._lingers_until:
            super().handle_read()
        elif time.monotonic() > self._lingers_until:
            self.handle_close()
        else:
            with suppress(OSError):
                self.recv(self.adj.recv_bytes)

    def handle_close(self) -> None:
        """Close the line; after a refusal only its outward half at first."""
        if self._refused and not self._lingers_until:
            self._lingers_until = time.monotonic() + LINGER
            self.will_close = False
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
        else:
            super().handle_close()
