"""Messages of the room `indicators`."""

from openssi.vocabulary.text import MultilingualText

INDICATORS: dict[str, MultilingualText] = {}
