"""Answers made shorter on the line for whoever takes them so, at the level that costs least.

Of a flow of observations level 1 leaves an eighth in a third of the time that level 6 takes to leave a tenth: with it
compressing is not what a reader waits for.
"""

import zlib
from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from openssi_web.packing import takes_gzip

LEVEL = 1
SHORTEST = 1_000
"""Bytes that are worth it."""

_GZIP = 16 + zlib.MAX_WBITS


def gzipped(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Compress the body of an answer where whoever asks takes it so."""
    patch_vary_headers(response, ("Accept-Encoding",))
    if request.method != "GET" or not takes_gzip(request):
        return response
    if isinstance(response, StreamingHttpResponse):
        pieces: Iterator[bytes] = map(bytes, response.streaming_content)  # type: ignore[arg-type]  # nothing here is async
        response.streaming_content = gzip_pieces(pieces)
    elif isinstance(response, HttpResponse) and len(response.content) >= SHORTEST:
        response.content = b"".join(gzip_pieces((response.content,)))
        response.headers["Content-Length"] = str(len(response.content))
    else:
        return response
    response.headers["Content-Encoding"] = "gzip"
    return response


def gzip_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Compress pieces as they come; the bytes depend on nothing but them."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
    for piece in pieces:
        packed = packer.compress(piece)
        if packed:
            yield packed
    yield packer.flush()
