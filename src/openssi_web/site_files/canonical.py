"""Addresses that lead to the same page, told by one key: choices that are made anyway are left out."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import parse_qs, urlencode, urlsplit

from openssi.present import parse_selection
from openssi.present.page_model import Selection
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import OpenSSIError
from openssi.vocabulary.text import as_language
from openssi_web.dashboards import state_of
from openssi_web.releases import site

DASHBOARDS, INDICATORS, FILES = "dashboards", "indicators", "v1"
NOT_CHOSEN = {"view": "tiles", "grouping": "WORLD"}
"""Choices that every page makes by itself, beside those of its indicator."""

Choices = Mapping[str, str]


class Canonical:
    """Tells the key of an address.

    Args:
        held: The release that is written.
    """

    def __init__(self, held: OpenRelease) -> None:
        self._held = held
        self.key = lru_cache(maxsize=200_000)(self._key)
        self._selection = lru_cache(maxsize=4096)(self._chosen)

    def _key(self, address: str) -> str:
        """Return what an address of the site is known by; an address that cannot be understood is its own key."""
        parts = urlsplit(address)
        asked = {name: values for name, values in parse_qs(parts.query).items() if values != [self._held.release.id]}
        ways = parts.path.strip("/").split("/")
        try:
            if len(ways) > 2 and ways[1] == DASHBOARDS:
                return f"{parts.path}?{self._state(ways, asked)}"
            plain = {name: values[-1] for name, values in asked.items()}
            if len(ways) > 2 and ways[1] == INDICATORS:
                plain = self._without_usual(ways[0], ways[2], plain)
            elif ways[0] == FILES and INDICATORS in ways:
                plain = self._without_usual("en", ways[-1].partition(".")[0], plain)
            elif ways[0] == FILES and "figures" in ways:
                plain = self._without_usual("en", ways[-2], plain)
        except OpenSSIError:
            return address
        return f"{parts.path}?{urlencode(sorted(plain.items()))}"

    def _state(self, ways: list[str], asked: Mapping[str, list[str]]) -> str:
        state = state_of(self._held, as_language(ways[0]), ways[2], asked)
        return repr(replace(state, asked=(), is_latest=True))

    def _without_usual(self, language: str, indicator: str, asked: Choices) -> dict[str, str]:
        """Return choices without those that the page of an indicator makes by itself."""
        usual = self._selection(language, indicator)
        made = {
            **NOT_CHOSEN,
            "year": str(usual.year),
            "sex": usual.sex,
            "breakdown": usual.breakdown,
            "group": usual.group,
        }
        return {name: value for name, value in asked.items() if made.get(name) != value}

    def _chosen(self, language: str, indicator: str) -> Selection:
        asked = {"indicator": indicator}
        return parse_selection(self._held.connection(), site().definitions, as_language(language), asked)
