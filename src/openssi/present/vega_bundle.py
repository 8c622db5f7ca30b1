"""The script that draws a Vega-Lite specification in a browser, as it comes with the renderer of this room."""

from importlib.metadata import version
from threading import Lock

_lock = Lock()
_made: list[bytes] = []


def vega_bundle() -> bytes:
    """Return Vega, Vega-Lite and Vega-Embed as one script, which sets `vegaEmbed`. The first call takes seconds."""
    import vl_convert

    with _lock:
        if not _made:
            script: str = vl_convert.javascript_bundle(None)  # type: ignore[arg-type]  # all of it, and no snippet
            _made.append(script.encode())
        return _made[0]


def vega_version() -> str:
    """Return the version of the renderer, which changes whenever the script does."""
    return version("vl-convert-python")
