"""Messages of the room `aggregate`."""

from openssi.vocabulary.text import MultilingualText

AGGREGATE: dict[str, MultilingualText] = {}
