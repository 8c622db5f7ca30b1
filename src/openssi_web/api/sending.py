"""Answers with a body of any size: made while it is sent, and not at all where only the headers are asked for."""

import json
from collections.abc import Callable, Iterator
from io import FileIO
from itertools import chain
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from openssi.vocabulary.passing_folder import PassingFolder

JSON = "application/json; charset=utf-8"
OBSERVATIONS = "OpenSSI-Observations"
"""Header that states the number of observations of an answer before its body."""


def send_json(document: object) -> HttpResponse:
    """Return a document as JSON."""
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type=JSON)


def send_bytes(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return what was made in memory as a file to keep."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def send_file(request: HttpRequest, path: Path, media_type: str, name: str) -> HttpResponseBase:
    """Return a file that lies there, read piece by piece; its exact length is told before."""
    if request.method == "HEAD":
        bare = HttpResponse(content_type=media_type)
        bare.headers["Content-Length"] = str(path.stat().st_size)
        bare.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return bare
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=media_type)


def send_written(request: HttpRequest, write: Callable[[Path], object], media_type: str, name: str) -> HttpResponseBase:
    """Return a file that is written for this answer, with its exact length, and forgotten afterwards."""
    if request.method == "HEAD":
        bare = HttpResponse(content_type=media_type)
        bare.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return bare
    folder = PassingFolder("answer")
    try:
        path = Path(folder.name) / name
        write(path)
        return FileResponse(_PassingFile(path, folder), as_attachment=True, filename=name, content_type=media_type)
    except BaseException:
        folder.cleanup()
        raise


class _PassingFile(FileIO):
    """A file that is removed when it is closed."""

    def __init__(self, path: Path, folder: PassingFolder) -> None:
        super().__init__(path)
        self._folder = folder

    def close(self) -> None:
        """Close and remove it."""
        super().close()
        self._folder.cleanup()


def send_pieces(request: HttpRequest, pieces: Iterator[bytes], media_type: str, name: str = "") -> HttpResponseBase:
    """Return what is made piece by piece.

    The first piece is made before anything is sent, so that what cannot be read is said in an error and not in half
    a file. Whoever hangs up closes what the pieces are made from.
    """
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=media_type)
    else:
        begun = chain([next(pieces, b"")], pieces)
        response = StreamingHttpResponse(_closing(begun, pieces), content_type=media_type)
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _closing(begun: Iterator[bytes], pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from begun
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()
