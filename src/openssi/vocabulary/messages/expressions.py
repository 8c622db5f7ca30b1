"""Messages of the room `expressions`."""

from openssi.vocabulary.text import MultilingualText

EXPRESSIONS: dict[str, MultilingualText] = {}
