"""Bodies that travel compressed, for whoever takes them so."""

import gzip
import re

from django.http import HttpRequest

_TAKES_GZIP = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))(?:;|,|$)", re.IGNORECASE)


def takes_gzip(request: HttpRequest) -> bool:
    """Whether whoever asks takes an answer compressed."""
    return bool(_TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")))


def packed(content: bytes) -> bytes:
    """Return a body compressed; the bytes depend on nothing but it."""
    return gzip.compress(content, mtime=0)
