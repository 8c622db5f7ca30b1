"""Messages of the room `store`."""

from openssi.vocabulary.text import MultilingualText

STORE: dict[str, MultilingualText] = {}
