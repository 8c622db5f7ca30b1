"""The parameters of an SDMX address as they are written: a plus sign is one, and not a blank."""

from urllib.parse import parse_qsl

from django.http import HttpRequest

from openssi.vocabulary.errors import FixTheFile

MOST = 200
"""Parameters of an address."""


def asked_pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """Return names and values in their order.

    Raises:
        FixTheFile: if there are too many of them.
    """
    written = request.META.get("QUERY_STRING", "").replace("+", "%2B")
    try:
        return parse_qsl(written, keep_blank_values=True, max_num_fields=MOST)
    except ValueError as error:
        raise FixTheFile.because("SDMX_PARAMETERS_TOO_MANY", most=MOST) from error


def asked_value(request: HttpRequest, name: str) -> str:
    """Return the value of a parameter, empty where it is not given."""
    try:
        return dict(asked_pairs(request)).get(name, "")
    except FixTheFile:
        return ""
