"""The keys that the options of figures list."""

from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.keyed_rows import Key


def listed_key(data: ReleaseData, text: str) -> tuple[Key, str]:
    """Return the key of `INDICATOR`, `INDICATOR:BREAKDOWN` or `INDICATOR=CODE`, and the code, else an empty one."""
    named, _, code = text.partition("=")
    indicator, _, breakdown = named.partition(":")
    return data.key(indicator, "", breakdown), code


def listed_keys(data: ReleaseData, listed: str) -> tuple[Key, ...]:
    """Return the keys of a list with spaces between its members."""
    return tuple(listed_key(data, each)[0] for each in listed.split())
