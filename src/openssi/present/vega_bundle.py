"""The script that draws a Vega-Lite specification in a browser, as it comes with the renderer of this room."""

from functools import lru_cache


@lru_cache(maxsize=1)
def vega_bundle() -> bytes:
    """Return Vega, Vega-Lite and Vega-Embed as one script, which sets `vegaEmbed`. The first call takes seconds."""
    import vl_convert

    script: str = vl_convert.javascript_bundle()
    return script.encode()


def vega_version() -> str:
    """Return the version of the renderer, which changes whenever the script does."""
    import vl_convert

    return str(vl_convert.__version__)
