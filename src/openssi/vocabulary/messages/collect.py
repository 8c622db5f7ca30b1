"""Messages of the room `collect`."""

from openssi.vocabulary.text import MultilingualText

COLLECT: dict[str, MultilingualText] = {}
