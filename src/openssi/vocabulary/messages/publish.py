"""Messages of the room `publish`."""

from openssi.vocabulary.text import MultilingualText

PUBLISH: dict[str, MultilingualText] = {}
